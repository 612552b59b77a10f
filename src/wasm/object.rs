//! Objects and lists that are filled on this side.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Takes properties and items without a call through `Reflect`. Each form in which a function
    /// of JS is called is compiled when the file is opened, so what can be put is put this way.
    pub(crate) type Target;
    #[wasm_bindgen(method, indexing_setter)]
    pub(crate) fn put(this: &Target, key: &JsValue, value: &JsValue);
}
