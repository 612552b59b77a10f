//! Plain data in: a JS value becomes a [`Json`] tree, and structs are read from that.

use crate::data::json::{DEEPEST, Number};
use crate::data::read::{within, wrong};
use crate::data::{Json, Read};
use crate::{Code, Error, Result};
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

/// A struct from a JS object.
///
/// # Errors
/// The given code with the path of the mistake, inside `place` unless that is empty.
pub(crate) fn from_js<T: Read + Default>(value: &JsValue, code: Code, place: &str) -> Result<T> {
    let mut slot = T::default();
    read(&mut slot, value, code, place)?;
    Ok(slot)
}

fn read(slot: &mut dyn Read, value: &JsValue, code: Code, place: &str) -> Result<()> {
    let read = json(value).and_then(|json| slot.read(&json));
    read.map_err(|mistake| {
        let mut error = Error::new(code, mistake.message());
        if let Some(path) = mistake.path() {
            error = error.at_path(path);
        }
        if let Some(hint) = mistake.hint() {
            error = error.with_hint(hint);
        }
        match place {
            "" => error,
            place => within(error, place),
        }
    })
}

/// The value as plain data.
///
/// # Errors
/// `invalid-argument` for data nested deeper than 100 levels.
pub(crate) fn json(value: &JsValue) -> Result<Json> {
    at_depth(value, 0)
}

fn at_depth(value: &JsValue, depth: u8) -> Result<Json> {
    if depth > DEEPEST {
        return Err(wrong("data nested at most 100 levels deep"));
    }
    if let Some(text) = value.as_string() {
        return Ok(Json::Text(text));
    }
    if let Some(number) = value.as_f64() {
        let digits = |_| String::from(value.unchecked_ref::<Object>().to_string());
        return Ok(Json::Number(Number::new(number, digits)));
    }
    if let Some(yes) = value.as_bool() {
        return Ok(Json::Bool(yes));
    }
    if Array::is_array(value) {
        let list: &Array = value.unchecked_ref();
        let items = list.iter().map(|item| at_depth(&item, depth + 1));
        return Ok(Json::List(items.collect::<Result<_>>()?));
    }
    if !value.is_object() {
        return Ok(Json::Null);
    }
    let mut entries = Vec::new();
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        let name = entry.get(0).as_string().unwrap_or_default();
        entries.push((name, at_depth(&entry.get(1), depth + 1)?));
    }
    Ok(Json::Map(entries))
}
