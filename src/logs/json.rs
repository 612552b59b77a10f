//! A pull parser that builds only the keys someone asked for.
//!
//! A log is nearly all text that no bill needs: prompts, tool results, diffs.
//! Values of keys outside [`super::keys`] are skipped by balancing brackets and
//! never copied; what is kept borrows from the input. Numbers keep their text, so a
//! recorded cost stays an exact decimal.

use super::keys::Key;
use std::borrow::Cow;

/// Containers nest at most this deep where they are kept; skipped ones may nest freely.
const MAX_DEPTH: u8 = 64;

/// Its keys are names of models.
const MODELS: Key = Key::known(b"models");

/// A JSON value reduced to known keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// The digits as written.
    Number(&'a str),
    String(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Vec<(Key, Json<'a>)>),
    /// What `models` holds: its keys are names, so all are kept.
    Named(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// Why bytes are not JSON, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

type Parsed<T> = std::result::Result<T, Fault>;

/// Reads one JSON value that fills `bytes`, white space aside.
pub(crate) fn parse(bytes: &[u8]) -> Parsed<Json<'_>> {
    let mut parser = Parser { bytes, at: 0 };
    let value = parser.value(0)?;
    parser.blank();
    match parser.at == bytes.len() {
        true => Ok(value),
        false => Err(parser.fault("something follows the value")),
    }
}

/// The first of two bytes at or after `from`, eight bytes a step: no SIMD feature needed in wasm.
pub(crate) fn find_either(bytes: &[u8], from: usize, a: u8, b: u8) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = ONES << 7;
    let mut at = from;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let (x, y) = (word ^ (ONES * u64::from(a)), word ^ (ONES * u64::from(b)));
        let hit = ((x.wrapping_sub(ONES) & !x) | (y.wrapping_sub(ONES) & !y)) & HIGH;
        if hit != 0 {
            // Only bytes after the first hit can be marked wrongly.
            return Some(at + (hit.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    let tail = bytes.get(at..)?;
    Some(at + tail.iter().position(|&byte| byte == a || byte == b)?)
}

impl<'a> Json<'a> {
    /// The value under `key`; of a key written twice the last counts, as in JavaScript.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'a>> {
        let Json::Object(fields) = self else {
            return None;
        };
        let key = Key::of(key.as_bytes());
        debug_assert!(key.is_some(), "a key that is never kept");
        let key = key?;
        let found = fields.iter().rev().find(|(name, _)| *name == key)?;
        match &found.1 {
            Json::Null => None,
            value => Some(value),
        }
    }

    /// The value at a path of keys joined by dots.
    pub(crate) fn at(&self, path: &str) -> Option<&Json<'a>> {
        path.split('.').try_fold(self, |value, key| value.get(key))
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.at(path)?.as_str()
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_number(&self) -> Option<&'a str> {
        match self {
            Json::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// The elements of an array, and nothing of anything else.
    pub(crate) fn items(&self) -> &[Json<'a>] {
        match self {
            Json::Array(items) => items,
            _ => &[],
        }
    }

    /// The fields of an object whose keys are names.
    pub(crate) fn named(&self) -> &[(Cow<'a, str>, Json<'a>)] {
        match self {
            Json::Named(fields) => fields,
            _ => &[],
        }
    }

    /// Whether the key is there and true.
    pub(crate) fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Json::Bool(true)))
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Parser<'a> {
    fn fault(&self, what: &'static str) -> Fault {
        Fault { at: self.at, what }
    }

    fn peek(&self) -> Parsed<u8> {
        match self.bytes.get(self.at) {
            Some(&byte) => Ok(byte),
            None => Err(self.fault("ends in the middle of a value")),
        }
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: u8) -> Parsed<Json<'a>> {
        if depth > MAX_DEPTH {
            return Err(self.fault("nests too deep"));
        }
        self.blank();
        match self.peek()? {
            b'"' => Ok(Json::String(self.string()?)),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b't' => self.literal("true", Json::Bool(true)),
            b'f' => self.literal("false", Json::Bool(false)),
            b'n' => self.literal("null", Json::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(self.fault("is not JSON")),
        }
    }

    fn literal(&mut self, word: &'static str, value: Json<'a>) -> Parsed<Json<'a>> {
        match self.bytes[self.at..].starts_with(word.as_bytes()) {
            true => {
                self.at += word.len();
                Ok(value)
            }
            false => Err(self.fault("is not JSON")),
        }
    }

    fn number(&mut self) -> Parsed<Json<'a>> {
        let start = self.at;
        while let Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[start..self.at]);
        Ok(Json::Number(digits.unwrap_or_default()))
    }

    fn object(&mut self, depth: u8) -> Parsed<Json<'a>> {
        self.at += 1;
        self.blank();
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(Json::Object(Vec::new()));
        }
        // Most objects keep so many keys: growing would allocate again and again.
        let mut fields = Vec::with_capacity(8);
        loop {
            self.blank();
            let key = self.key()?;
            self.colon()?;
            match key {
                Some(key) if key == MODELS => {
                    fields.push((key, self.by_name(depth + 1)?));
                }
                Some(key) => fields.push((key, self.value(depth + 1)?)),
                None => self.skip()?,
            }
            if self.ends(b'}')? {
                return Ok(Json::Object(fields));
            }
        }
    }

    /// An object whose keys are names; any other value as it is.
    fn by_name(&mut self, depth: u8) -> Parsed<Json<'a>> {
        self.blank();
        if self.peek()? != b'{' {
            return self.value(depth);
        }
        let mut fields = Vec::new();
        self.at += 1;
        self.blank();
        if self.peek()? == b'}' {
            self.at += 1;
            return Ok(Json::Named(fields));
        }
        loop {
            self.blank();
            if self.peek()? != b'"' {
                return Err(self.fault("a key is missing"));
            }
            let name = self.string()?;
            self.colon()?;
            fields.push((name, self.value(depth + 1)?));
            if self.ends(b'}')? {
                return Ok(Json::Named(fields));
            }
        }
    }

    fn colon(&mut self) -> Parsed<()> {
        self.blank();
        if self.peek()? != b':' {
            return Err(self.fault("a colon is missing"));
        }
        self.at += 1;
        Ok(())
    }

    fn array(&mut self, depth: u8) -> Parsed<Json<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        self.blank();
        if self.peek()? == b']' {
            self.at += 1;
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.ends(b']')? {
                return Ok(Json::Array(items));
            }
        }
    }

    /// Steps over a comma (more follows) or the closing bracket.
    fn ends(&mut self, close: u8) -> Parsed<bool> {
        self.blank();
        let byte = self.peek()?;
        if byte != b',' && byte != close {
            return Err(self.fault("a comma is missing"));
        }
        self.at += 1;
        Ok(byte == close)
    }

    fn key(&mut self) -> Parsed<Option<Key>> {
        if self.peek()? != b'"' {
            return Err(self.fault("a key is missing"));
        }
        let (raw, _) = self.quoted()?;
        Ok(Key::of(raw))
    }

    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let (raw, escaped) = self.quoted()?;
        let text = String::from_utf8_lossy(raw);
        Ok(if escaped {
            Cow::Owned(unescape(&text))
        } else {
            text
        })
    }

    /// The bytes between quotes, and whether any is escaped.
    fn quoted(&mut self) -> Parsed<(&'a [u8], bool)> {
        let start = self.at + 1;
        let mut escaped = false;
        let mut from = start;
        loop {
            let Some(hit) = find_either(self.bytes, from, b'"', b'\\') else {
                return Err(self.fault("ends in the middle of a string"));
            };
            if self.bytes[hit] == b'"' {
                self.at = hit + 1;
                return Ok((&self.bytes[start..hit], escaped));
            }
            escaped = true;
            from = hit + 2;
        }
    }

    /// Steps over one value without building it: strings are searched, brackets balanced.
    fn skip(&mut self) -> Parsed<()> {
        self.blank();
        let mut depth = 0usize;
        loop {
            match self.peek()? {
                b'"' => {
                    self.quoted()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' | b',' if depth == 0 => return Ok(()),
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if depth == 0 && matches!(self.bytes[self.at - 1], b'"' | b'}' | b']') {
                return Ok(());
            }
        }
    }
}

/// Text with its backslash escapes resolved; a lone surrogate becomes U+FFFD.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut tail = after.chars();
        match tail.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => {
                let (c, after) = unicode(tail.as_str());
                out.push(c);
                rest = after;
                continue;
            }
            Some(other) => out.push(other),
            None => {}
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out
}

/// The character of `XXXX` or of a surrogate pair `XXXX\uXXXX`, and what follows it.
fn unicode(text: &str) -> (char, &str) {
    let Some((high, rest)) = hex4(text) else {
        return (char::REPLACEMENT_CHARACTER, text);
    };
    let pair = rest.strip_prefix("\\u").and_then(hex4);
    if let (0xd800..=0xdbff, Some((low @ 0xdc00..=0xdfff, after))) = (high, pair) {
        let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        return (
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
            after,
        );
    }
    (
        char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER),
        rest,
    )
}

fn hex4(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}
