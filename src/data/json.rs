//! Plain data of any shape: what serde reads from JSON text, or the boundary from a JS object.

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value; objects keep the order of their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`, or missing.
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// A number as JavaScript has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its value.
    pub value: f64,
    /// Its digits, where it is no whole number below 2^53: who reads the number has a way to
    /// write it, and the engine need not bring one along.
    pub text: Option<Box<str>>,
}

impl Number {
    /// The number, with `text` asked for its digits where they are not plain.
    pub fn new(value: f64, text: impl FnOnce(f64) -> String) -> Number {
        let plain = value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0;
        let text = (!plain).then(|| text(value).into_boxed_str());
        Number { value, text }
    }
}

impl Json {
    /// The value of a key; `null` when this is no object or has no such key.
    pub fn get(&self, key: &str) -> &Json {
        const NULL: &Json = &Json::Null;
        let Json::Map(entries) = self else {
            return NULL;
        };
        let found = entries.iter().find(|(name, _)| name == key);
        found.map_or(NULL, |(_, value)| value)
    }

    /// The text, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list; none of anything else.
    pub fn list(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of an object; none of anything else.
    pub fn entries(&self) -> &[(String, Json)] {
        match self {
            Json::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether it is `null` or missing.
    pub fn is_null(&self) -> bool {
        *self == Json::Null
    }

    /// Compact JSON, as vendors put it into prompts.
    pub fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
            Json::Number(number) => match &number.text {
                Some(digits) => out.push_str(digits),
                None => out.push_str(&(number.value as i64).to_string()),
            },
            Json::Text(text) => quote(text, out),
            Json::List(items) => {
                let mut before = '[';
                for item in items {
                    out.push(before);
                    item.write(out);
                    before = ',';
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Json::Map(entries) => {
                let mut before = '{';
                for (key, value) in entries {
                    out.push(before);
                    quote(key, out);
                    out.push(':');
                    value.write(out);
                    before = ',';
                }
                out.push_str(if entries.is_empty() { "{}" } else { "}" });
            }
        }
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                out.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    out.extend(char::from_digit(digit, 16));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// Deeper nesting is refused: reading recurses, and the stack of wasm is small.
pub(crate) const DEEPEST: u8 = 100;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Any(0).deserialize(from)
    }
}

fn number(value: f64) -> Json {
    Json::Number(Number::new(value, |value| value.to_string()))
}

/// Reads a value at this depth.
struct Any(u8);

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        if self.0 > DEEPEST {
            return Err(D::Error::custom("nested deeper than 100 levels"));
        }
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data")
    }
    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        self.deserialize(from)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(number(value as f64))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(number(value as f64))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(number(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::Text(value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element_seed(Any(self.0 + 1))? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = from.next_key()? {
            entries.push((key, from.next_value_seed(Any(self.0 + 1))?));
        }
        Ok(Json::Map(entries))
    }
}
