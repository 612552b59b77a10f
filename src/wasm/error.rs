//! [`Error`] as a real JS `Error` with `name`, `code`, `path`, `line`, `hint`.

use super::object::Target;
use crate::Error;
use wasm_bindgen::{JsCast, JsValue};

/// The one way an error leaves the crate: a JS `Error` named `TaskfareError`.
#[cold]
#[inline(never)]
pub(crate) fn into_js(error: Error) -> JsValue {
    let js: Target = js_sys::Error::new(&error.to_string()).unchecked_into();
    let set = |key: &str, value: JsValue| js.put(&key.into(), &value);
    set("name", "TaskfareError".into());
    set("code", error.code().into());
    set("path", error.path().map_or(JsValue::NULL, JsValue::from));
    set("line", error.line().map_or(JsValue::NULL, JsValue::from));
    set("hint", error.hint().map_or(JsValue::NULL, JsValue::from));
    js.into()
}
