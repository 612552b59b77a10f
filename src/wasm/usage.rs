//! Usage objects of the engine.

use super::output::to_js;
use super::{Engine, into_js};
use crate::logs::read_usage;
use crate::{Code, Error, Result};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// The usage of one response in disjoint kinds: a body as an object, an array of a
    /// stream's events, or either as text or bytes, server-sent events too. `format`
    /// overrules what its source says. Throws `invalid-usage` naming the field.
    #[wasm_bindgen(js_name = readUsage, unchecked_return_type = "CallUsage")]
    pub fn read_usage(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object | string | Uint8Array")] body: &JsValue,
        format: Option<String>,
    ) -> std::result::Result<JsValue, JsValue> {
        let read = bytes(body).and_then(|text| read_usage(&text, format.as_deref()));
        read.map(|call| to_js(&call)).map_err(into_js)
    }
}

/// A body as text: an object is written as JSON, so that one reader serves all.
fn bytes(body: &JsValue) -> Result<Vec<u8>> {
    if let Some(text) = body.as_string() {
        return Ok(text.into_bytes());
    }
    if let Some(bytes) = body.dyn_ref::<Uint8Array>() {
        return Ok(bytes.to_vec());
    }
    let text = JSON::stringify(body).ok().and_then(|text| text.as_string());
    text.map(String::into_bytes).ok_or_else(|| {
        Error::new(
            Code::InvalidArgument,
            "the body is no object, text or bytes",
        )
        .at_path("body")
    })
}
