//! Structs from plain data, field by field, with the path of a mistake.

use super::{Json, Named};
use crate::{Code, Error, Result};
use std::borrow::Cow;

/// What can be read from plain data into a value that is already there.
pub trait Read {
    /// Takes the value's place in `self`.
    ///
    /// # Errors
    /// `invalid-argument` with the path inside the value; the boundary puts the code in whose
    /// name it reads.
    fn read(&mut self, from: &Json) -> Result<()>;

    /// Whether it may be left out where a field must be there.
    fn may_be_absent(&self) -> bool {
        false
    }
}

/// An error about one value, to be placed by whoever knows its path.
pub fn wrong(expected: &str) -> Error {
    Error::new(Code::InvalidArgument, ["expected ", expected].concat())
}

/// The error with its path inside `place`: `name`, or `[3]` for an item of a list.
pub fn within(error: Error, place: &str) -> Error {
    let path = match error.path() {
        None => place.to_string(),
        Some(inner) if inner.starts_with('[') => [place, inner].concat(),
        Some(inner) => [place, ".", inner].concat(),
    };
    error.at_path(path)
}

/// How names in data are written; in the code they are `snake_case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// As in the code.
    Snake,
    /// `camelCase`.
    Camel,
}

/// An object whose fields are being read; the first mistake stays.
pub struct Fields<'a> {
    entries: &'a [(String, Json)],
    names: Names,
    known: Vec<&'static str>,
    mistake: Option<Error>,
}

impl<'a> Fields<'a> {
    /// The fields of an object.
    ///
    /// # Errors
    /// `invalid-argument` for what is no object.
    pub fn of(from: &'a Json, names: Names) -> Result<Fields<'a>> {
        match from {
            Json::Map(entries) => Ok(Fields {
                entries,
                names,
                known: Vec::new(),
                mistake: None,
            }),
            _ => Err(wrong("an object")),
        }
    }

    /// Reads a field that must be there, unless its type knows absence.
    pub fn required(&mut self, name: &'static str, slot: &mut dyn Read) {
        self.field(name, slot, false);
    }

    /// Reads a field that may be missing.
    pub fn optional(&mut self, name: &'static str, slot: &mut dyn Read) {
        self.field(name, slot, true);
    }

    fn field(&mut self, name: &'static str, slot: &mut dyn Read, optional: bool) {
        self.known.push(name);
        if self.mistake.is_some() {
            return;
        }
        let names = self.names;
        // Of a name given twice the last counts, as in JavaScript.
        let found = self
            .entries
            .iter()
            .rfind(|(key, value)| is_named(key, name, names) && !value.is_null());
        let read = match found {
            Some((_, value)) => slot.read(value),
            None if optional || slot.may_be_absent() => Ok(()),
            None => Err(Error::new(Code::InvalidArgument, "is missing")),
        };
        self.mistake = read.err().map(|error| within(error, &written(name, names)));
    }

    /// Ends an object that may hold more than was asked for.
    ///
    /// # Errors
    /// The first mistake.
    pub fn end(self) -> Result<()> {
        self.mistake.map_or(Ok(()), Err)
    }

    /// Ends an object that may hold nothing else.
    ///
    /// # Errors
    /// The first mistake, or `invalid-argument` for a field that nobody asked for.
    pub fn end_strict(self) -> Result<()> {
        let (names, known) = (self.names, &self.known);
        // `$schema` is for editors.
        let asked =
            |key: &str| key.starts_with('$') || known.iter().any(|name| is_named(key, name, names));
        let unknown = self.entries.iter().find(|(key, _)| !asked(key));
        match (self.mistake, unknown) {
            (Some(mistake), _) => Err(mistake),
            (None, None) => Ok(()),
            (None, Some((key, _))) => {
                let fields: Vec<String> = known.iter().map(|name| written(name, names)).collect();
                let message = ["unknown field `", key, "`"].concat();
                Err(Error::new(Code::InvalidArgument, message)
                    .at_path(key.as_str())
                    .with_hint(["fields are ", &fields.join(", ")].concat()))
            }
        }
    }
}

/// The name as data write it.
fn written(name: &str, names: Names) -> String {
    let mut out = String::new();
    let mut raise = false;
    for byte in name.bytes() {
        match byte {
            b'_' if names == Names::Camel => raise = true,
            _ if raise => {
                out.push(char::from(byte.to_ascii_uppercase()));
                raise = false;
            }
            _ => out.push(char::from(byte)),
        }
    }
    out
}

fn is_named(key: &str, name: &str, names: Names) -> bool {
    match names {
        Names::Snake => key == name,
        Names::Camel => {
            // Letter by letter, for the names of a request are compared many times.
            let mut letters = key.bytes();
            let mut raise = false;
            for byte in name.bytes() {
                if byte == b'_' {
                    raise = true;
                    continue;
                }
                let wanted = if raise {
                    byte.to_ascii_uppercase()
                } else {
                    byte
                };
                raise = false;
                if letters.next() != Some(wanted) {
                    return false;
                }
            }
            letters.next().is_none()
        }
    }
}

/// Which of the variants, named as in the code, a `kebab-case` text means.
///
/// # Errors
/// `invalid-argument` listing the names.
pub fn variant(from: &Json, variants: &[&str]) -> Result<usize> {
    let names = || variants.iter().map(|name| kebab(name));
    let found = from
        .text()
        .and_then(|text| names().position(|name| name == text));
    found.ok_or_else(|| {
        let names: Vec<String> = names().collect();
        wrong(&["one of ", &names.join(", ")].concat())
    })
}

fn kebab(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(char::from(byte.to_ascii_lowercase()));
    }
    out
}

/// Implements [`Read`] for structs: `Type, Names, end: required fields; optional fields`.
/// A field that is forgotten here does not compile.
macro_rules! read_struct {
    ($($type:ty, $names:ident, $end:ident: $($required:ident),*; $($optional:ident),*;)+) => {$(
        impl $crate::data::Read for $type {
            fn read(&mut self, from: &$crate::data::Json) -> $crate::Result<()> {
                use $crate::data::read::{Fields, Names};
                let Self { $($required,)* $($optional,)* } = self;
                let mut fields = Fields::of(from, Names::$names)?;
                $(fields.required(stringify!($required), $required);)*
                $(fields.optional(stringify!($optional), $optional);)*
                fields.$end()
            }
        }
    )+};
}

/// Implements [`Read`] for enums of names.
macro_rules! read_names {
    ($($type:ident: $($variant:ident),+;)+) => {$(
        impl $crate::data::Read for $type {
            fn read(&mut self, from: &$crate::data::Json) -> $crate::Result<()> {
                const NAMES: &[&str] = &[$(stringify!($variant)),+];
                const VARIANTS: &[$type] = &[$($type::$variant),+];
                *self = VARIANTS[$crate::data::read::variant(from, NAMES)?];
                Ok(())
            }
        }
    )+};
}

pub(crate) use {read_names, read_struct};

impl Read for String {
    fn read(&mut self, from: &Json) -> Result<()> {
        *self = from.text().ok_or_else(|| wrong("a text"))?.to_string();
        Ok(())
    }
}

impl Read for Cow<'static, str> {
    fn read(&mut self, from: &Json) -> Result<()> {
        self.to_mut().read(from)
    }
}

impl Read for bool {
    fn read(&mut self, from: &Json) -> Result<()> {
        match from {
            Json::Bool(yes) => *self = *yes,
            _ => return Err(wrong("true or false")),
        }
        Ok(())
    }
}

impl Read for f64 {
    fn read(&mut self, from: &Json) -> Result<()> {
        match from {
            Json::Number(number) => *self = number.value,
            _ => return Err(wrong("a number")),
        }
        Ok(())
    }
}

/// A whole number from zero to `most`.
fn whole(from: &Json, most: u32) -> Result<u32> {
    let mut number = -1.0;
    number.read(from)?;
    match number.fract() == 0.0 && (0.0..=f64::from(most)).contains(&number) {
        true => Ok(number as u32),
        false => Err(wrong("a whole number, zero or more")),
    }
}

impl Read for u32 {
    fn read(&mut self, from: &Json) -> Result<()> {
        *self = whole(from, u32::MAX)?;
        Ok(())
    }
}

impl Read for u16 {
    fn read(&mut self, from: &Json) -> Result<()> {
        *self = whole(from, u16::MAX.into())? as u16;
        Ok(())
    }
}

impl<T: Read + Default> Read for Option<T> {
    fn read(&mut self, from: &Json) -> Result<()> {
        self.insert(T::default()).read(from)
    }

    fn may_be_absent(&self) -> bool {
        true
    }
}

impl<T: Read> Read for Box<T> {
    fn read(&mut self, from: &Json) -> Result<()> {
        T::read(self, from)
    }
}

impl<T: Read + Default> Read for Vec<T> {
    fn read(&mut self, from: &Json) -> Result<()> {
        let Json::List(items) = from else {
            return Err(wrong("a list"));
        };
        self.clear();
        for (n, item) in items.iter().enumerate() {
            let mut slot = T::default();
            let read = slot.read(item);
            read.map_err(|error| within(error, &["[", &n.to_string(), "]"].concat()))?;
            self.push(slot);
        }
        Ok(())
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(&mut self, from: &Json) -> Result<()> {
        let Json::List(items) = from else {
            return Err(wrong("a pair"));
        };
        let [first, second] = items.as_slice() else {
            return Err(wrong("a pair"));
        };
        let read = self.0.read(first);
        read.map_err(|error| within(error, "[0]"))?;
        let read = self.1.read(second);
        read.map_err(|error| within(error, "[1]"))
    }
}

impl<T: Read + Default + Clone> Read for Cow<'static, [T]> {
    fn read(&mut self, from: &Json) -> Result<()> {
        self.to_mut().read(from)
    }
}

impl<T: Read + Default> Read for Named<T> {
    fn read(&mut self, from: &Json) -> Result<()> {
        let Json::Map(entries) = from else {
            return Err(wrong("an object"));
        };
        for (name, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
            let mut slot = T::default();
            slot.read(value).map_err(|error| within(error, name))?;
            self.insert(name.clone(), slot);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_data_write_them() {
        assert!(is_named("maxOutput", "max_output", Names::Camel));
        assert!(is_named("factor80", "factor80", Names::Camel));
        assert!(!is_named("max_output", "max_output", Names::Camel));
        assert!(!is_named("maxOutputs", "max_output", Names::Camel));
        assert!(is_named("max_output", "max_output", Names::Snake));
        assert_eq!(written("cache_write_5m", Names::Camel), "cacheWrite5m");
        assert_eq!(kebab("AutoUnits"), "auto-units");
    }
}
