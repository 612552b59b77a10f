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

/// A buffer that strings are written to, kept from call to call.
pub(crate) struct TextBuffer {
    encoder: TextEncoder,
    bytes: Vec<u8>,
}

impl TextBuffer {
    pub fn new() -> Self {
        TextBuffer {
            encoder: TextEncoder::new(),
            bytes: Vec::new(),
        }
    }

    /// Hands over `text` as UTF-8 in parts. After each block `cut` tells how
    /// many of the bytes read so far may be taken; the rest waits for the next.
    /// `take` returns whether to go on.
    pub fn each_part(
        &mut self,
        text: &JsString,
        cut: impl Fn(&[u8]) -> usize,
        mut take: impl FnMut(&[u8]) -> bool,
    ) {
        let length = text.length();
        let mut at = 0;
        self.bytes.clear();
        while length - at > BLOCK {
            let mut end = at + BLOCK;
            // A block does not part a surrogate pair.
            if (0xD800..0xDC00).contains(&(text.char_code_at(end - 1) as u32)) {
                end -= 1;
            }
            self.append(&text.substring(at, end), end - at);
            at = end;
            let ready = cut(&self.bytes);
            if ready > 0 {
                if !take(&self.bytes[..ready]) {
                    return;
                }
                self.bytes.drain(..ready);
            }
        }
        match at {
            0 => self.append(text, length),
            _ => self.append(&text.substring(at, length), length - at),
        }
        take(&self.bytes);
    }

    /// Appends a string of this many UTF-16 units.
    fn append(&mut self, text: &JsString, units: u32) {
        let from = self.bytes.len();
        self.bytes.resize(from + 3 * units as usize, 0);
        // SAFETY: the view is gone before memory can grow or the bytes move.
        let view = unsafe { Uint8Array::view(&self.bytes[from..]) };
        let written = self.encoder.encode_into(text, &view).written();
        self.bytes.truncate(from + written);
    }
}
