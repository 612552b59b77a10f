//! Plain data out: what serde derives, written straight into JS objects.
//!
//! `serde-wasm-bindgen` would do the same with ten times the code: it can fail, we cannot,
//! and an error path for every field of every struct is most of what it costs.

use super::object::Target;
use js_sys::{Array, JsString, Object};
use serde::Serialize;
use serde::ser::{
    self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, Serializer,
};
use std::cell::RefCell;
use std::fmt;
use wasm_bindgen::prelude::*;

/// camelCase objects, null for what is missing, maps as objects.
pub(crate) fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    value.serialize(Out).unwrap_or_else(|never| match never {})
}

/// No value of ours refuses to be written.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        unreachable!("only types that can refuse call this, and none of ours does")
    }
}

type Written = Result<JsValue, Never>;

struct Out;

/// A list being written, with the place of its next item.
struct List(Target, u32);

impl List {
    fn new() -> List {
        List(Array::new().unchecked_into(), 0)
    }
}

/// An object being written, with the key that waits for its value.
struct Fields(Target, Option<JsString>);

impl Fields {
    fn new() -> Fields {
        Fields(Object::new().unchecked_into(), None)
    }
}

/// How many field names are kept as JS strings; they hash by address.
const NAMES: usize = 512;

thread_local! {
    /// Field names that were made into JS strings before, each with its address in the program.
    static KNOWN: RefCell<Vec<Option<(usize, JsString)>>> = const { RefCell::new(Vec::new()) };
}

/// The JS string of a name that is part of the program: made once, not for every object.
fn name(text: &'static str) -> JsString {
    KNOWN.with_borrow_mut(|known| {
        if known.is_empty() {
            known.resize_with(NAMES, || None);
        }
        let address = text.as_ptr() as usize;
        let slot = &mut known[(address / 2 + text.len()) % NAMES];
        // The same address with another length is a name that starts alike.
        let id = address << 8 | text.len() & 0xff;
        match slot {
            Some((known, name)) if *known == id => name.clone(),
            _ => slot.insert((id, JsString::from(text))).1.clone(),
        }
    })
}

fn put(fields: &Fields, key: &'static str, value: &JsValue) {
    fields.0.put(&name(key), value);
}

impl Serializer for Out {
    type Ok = JsValue;
    type Error = Never;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = Impossible<JsValue, Never>;
    type SerializeTupleVariant = Impossible<JsValue, Never>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<JsValue, Never>;

    fn serialize_bool(self, value: bool) -> Written {
        Ok(JsValue::from_bool(value))
    }
    fn serialize_i8(self, value: i8) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_i16(self, value: i16) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_i32(self, value: i32) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_i64(self, value: i64) -> Written {
        self.serialize_f64(value as f64)
    }
    fn serialize_u8(self, value: u8) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_u16(self, value: u16) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_u32(self, value: u32) -> Written {
        self.serialize_f64(value.into())
    }
    /// Counts stay far below 2^53, from where a JS number skips some.
    fn serialize_u64(self, value: u64) -> Written {
        self.serialize_f64(value as f64)
    }
    fn serialize_f32(self, value: f32) -> Written {
        self.serialize_f64(value.into())
    }
    fn serialize_f64(self, value: f64) -> Written {
        Ok(JsValue::from_f64(value))
    }
    fn serialize_char(self, value: char) -> Written {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }
    fn serialize_str(self, value: &str) -> Written {
        Ok(JsValue::from_str(value))
    }
    fn serialize_bytes(self, value: &[u8]) -> Written {
        Ok(js_sys::Uint8Array::from(value).into())
    }
    fn serialize_none(self) -> Written {
        Ok(JsValue::NULL)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Written {
        Ok(JsValue::NULL)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Written {
        Ok(JsValue::NULL)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        Ok(name(variant).into())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        let mut fields = Fields::new();
        SerializeStruct::serialize_field(&mut fields, variant, value)?;
        SerializeStruct::end(fields)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<List, Never> {
        Ok(List::new())
    }
    fn serialize_tuple(self, _: usize) -> Result<List, Never> {
        Ok(List::new())
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields, Never> {
        Ok(Fields::new())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Never> {
        Ok(Fields::new())
    }
    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Never> {
        unreachable!("no type of ours is a tuple struct of several fields")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Never> {
        unreachable!("enums of ours are names, or tagged structs")
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Never> {
        unreachable!("enums of ours are names, or tagged structs")
    }
}

impl SerializeSeq for List {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.0.put(&self.1.into(), &value.serialize(Out)?);
        self.1 += 1;
        Ok(())
    }
    fn end(self) -> Written {
        Ok(self.0.unchecked_into())
    }
}

impl SerializeTuple for List {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Written {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        put(self, key, &value.serialize(Out)?);
        Ok(())
    }
    fn end(self) -> Written {
        Ok(self.0.unchecked_into())
    }
}

impl SerializeMap for Fields {
    type Ok = JsValue;
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        self.1 = Some(key.serialize(Out)?.unchecked_into());
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        if let Some(key) = self.1.take() {
            self.0.put(&key, &value.serialize(Out)?);
        }
        Ok(())
    }
    fn end(self) -> Written {
        Ok(self.0.unchecked_into())
    }
}
