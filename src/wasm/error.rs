//! [`Error`] as a real JS `Error` with `name`, `code`, `path`, `line`, `hint`.

use crate::Error;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The one way an error leaves the crate: a JS `Error` named `TaskfareError`.
pub(crate) fn into_js(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.to_string());
    js.set_name("TaskfareError");
    let set = |key: &str, value: JsValue| {
        // Setting a plain property on a fresh Error object cannot fail.
        let _ = Reflect::set(&js, &key.into(), &value);
    };
    set("code", error.code().into());
    set("path", error.path().map_or(JsValue::NULL, JsValue::from));
    set("line", error.line().map_or(JsValue::NULL, JsValue::from));
    set("hint", error.hint().map_or(JsValue::NULL, JsValue::from));
    js.into()
}
