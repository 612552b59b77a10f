//! JS strings into wasm memory as UTF-8, a block at a time.
//!
//! `TextEncoder.encodeInto` writes straight into the module's memory, turns a
//! lone surrogate into U+FFFD as everywhere on the web, and is several times
//! faster than passing the string through an allocation. Blocks keep 100 MB of
//! text from asking for 300 MB of memory that a module never gives back.

use crate::{Code, Error, Result};
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

/// UTF-16 units of one block.
const BLOCK: u32 = 1 << 16;

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, into: &Uint8Array) -> Progress;

    type Progress;
    #[wasm_bindgen(method, getter)]
    fn written(this: &Progress) -> usize;
}

/// The string an argument is.
pub(crate) fn string(value: &JsValue) -> Result<&JsString> {
    value.dyn_ref().ok_or_else(|| {
        Error::new(Code::InvalidArgument, "the text is not a string").at_path("text")
    })
}

/// The UTF-16 units of a string, lone surrogates as they are.
pub(crate) fn units(text: &JsString) -> Vec<u16> {
    let mut buffer = TextBuffer::new();
    let mut units: Vec<u16> = Vec::with_capacity(text.length() as usize);
    let whole = |_: &[u8]| 0;
    buffer.each_part(text, whole, |part| {
        units.extend(part.encode_utf16());
        true
    });
    for (at, unit) in units.iter_mut().enumerate() {
        // U+FFFD may stand for a lone surrogate.
        if *unit == 0xFFFD {
            *unit = text.char_code_at(at as u32) as u16;
        }
    }
    units
}

/// A buffer that strings are written to, kept from call to call.
pub(crate) struct TextBuffer {
    encoder: TextEncoder,
    /// Zeroed once; only the first `filled` bytes are text.
    bytes: Vec<u8>,
    filled: usize,
}

impl TextBuffer {
    pub fn new() -> Self {
        TextBuffer {
            encoder: TextEncoder::new(),
            bytes: Vec::new(),
            filled: 0,
        }
    }

    /// Hands over `text` in parts. After each block `cut` tells how many of the bytes
    /// read so far, up to between two ASCII ones, may be taken; the rest waits for the next.
    /// `take` returns whether to go on.
    pub fn each_part(
        &mut self,
        text: &JsString,
        cut: impl Fn(&[u8]) -> usize,
        mut take: impl FnMut(&str) -> bool,
    ) {
        let length = text.length();
        let mut at = 0;
        self.filled = 0;
        while length - at > BLOCK {
            let mut end = at + BLOCK;
            // A block does not part a surrogate pair.
            if (0xD800..0xDC00).contains(&(text.char_code_at(end - 1) as u32)) {
                end -= 1;
            }
            let before = self.filled;
            self.append(&text.substring(at, end), end - at);
            at = end;
            // What was there before has no cut, but for one at its very end.
            let ready = match cut(&self.bytes[before.saturating_sub(1)..self.filled]) {
                0 => continue,
                ready => before.saturating_sub(1) + ready,
            };
            if !take(self.text(ready)) {
                return;
            }
            self.bytes.copy_within(ready..self.filled, 0);
            self.filled -= ready;
        }
        match at {
            0 => self.append(text, length),
            _ => self.append(&text.substring(at, length), length - at),
        }
        take(self.text(self.filled));
    }

    fn text(&self, end: usize) -> &str {
        // SAFETY: `TextEncoder` writes valid UTF-8, and no cut parts a character.
        unsafe { std::str::from_utf8_unchecked(&self.bytes[..end]) }
    }

    /// Appends a string of this many UTF-16 units.
    fn append(&mut self, text: &JsString, units: u32) {
        let room = self.filled + 3 * units as usize;
        if room > self.bytes.len() {
            self.bytes.resize(room + room / 4, 0);
        }
        // SAFETY: the view is gone before memory can grow or the bytes move.
        let view = unsafe { Uint8Array::view(&self.bytes[self.filled..room]) };
        self.filled += self.encoder.encode_into(text, &view).written();
    }
}
