//! The tokenizer's handle.

use super::into_js;
use super::text::{TextBuffer, string, units};
use crate::tokens;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::prelude::*;

/// A named tokenizer with its vocabulary in memory.
#[wasm_bindgen]
pub struct Encoding {
    pub(super) inner: Rc<tokens::Encoding>,
    text: Cell<Option<TextBuffer>>,
}

#[wasm_bindgen]
impl Encoding {
    /// Reads an inflated vocabulary file; throws `bad-vocabulary`.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Encoding, JsValue> {
        let inner = tokens::Encoding::load(bytes).map_err(into_js)?;
        Ok(Encoding {
            inner: Rc::new(inner),
            text: Cell::default(),
        })
    }

    /// The encoding's name, e.g. `o200k_base`.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.inner.name().to_owned()
    }

    /// How many tokens the text is.
    pub fn count(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<u32, JsValue> {
        Ok(self.count_parts(text, u32::MAX)?.unwrap_or(u32::MAX))
    }

    /// How many tokens the text is, or `undefined` where that is more than
    /// `limit`: the text behind is then not looked at.
    #[wasm_bindgen(js_name = countUpTo)]
    pub fn count_up_to(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        limit: u32,
    ) -> Result<Option<u32>, JsValue> {
        self.count_parts(text, limit)
    }

    /// The token ids of the text.
    pub fn encode(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<Vec<u32>, JsValue> {
        let mut ids = Vec::new();
        self.each_part(text, |part| {
            self.inner.encode_bytes(part.as_bytes(), &mut ids);
            true
        })?;
        Ok(ids)
    }

    /// The end of every token in UTF-16 units, ascending. A character that
    /// several tokens share ends with the last of them.
    pub fn spans(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<Vec<u32>, JsValue> {
        let (mut ends, mut at) = (Vec::new(), 0);
        self.each_part(text, |part| {
            at = self.inner.span_bytes(part.as_bytes(), at, &mut ends);
            true
        })?;
        Ok(ends)
    }

    /// The bytes of token ids; throws `invalid-argument` for one not of this encoding.
    pub fn decode(&self, ids: &[u32]) -> Result<Vec<u8>, JsValue> {
        self.inner.decode_bytes(ids).map_err(into_js)
    }

    /// The text as a document that counts again only what an edit touches.
    pub fn document(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<Document, JsValue> {
        let units = units(string(text).map_err(into_js)?);
        Ok(Document {
            inner: tokens::Document::new(&self.inner, &units),
            encoding: Rc::clone(&self.inner),
        })
    }
}

/// A large text that is edited.
#[wasm_bindgen]
pub struct Document {
    inner: tokens::Document,
    encoding: Rc<tokens::Encoding>,
}

#[wasm_bindgen]
impl Document {
    /// How many tokens the text is.
    #[wasm_bindgen(getter)]
    pub fn tokens(&self) -> u32 {
        self.inner.tokens() as u32
    }

    /// Replaces what is between two positions in UTF-16 units, as `slice` takes
    /// them, and returns the new token count.
    pub fn edit(
        &mut self,
        start: u32,
        end: u32,
        #[wasm_bindgen(unchecked_param_type = "string")] insert: &JsValue,
    ) -> Result<u32, JsValue> {
        let units = units(string(insert).map_err(into_js)?);
        let (start, end) = (start as usize, end as usize);
        Ok(self.inner.edit(&self.encoding, start, end, &units) as u32)
    }
}

impl Encoding {
    fn count_parts(&self, text: &JsValue, limit: u32) -> Result<Option<u32>, JsValue> {
        let (mut count, limit) = (0, limit as usize);
        self.each_part(text, |part| {
            count += self
                .inner
                .count_bytes(part.as_bytes(), limit.saturating_sub(count));
            count <= limit
        })?;
        Ok((count <= limit).then_some(count as u32))
    }

    pub(super) fn each_part(
        &self,
        text: &JsValue,
        take: impl FnMut(&str) -> bool,
    ) -> Result<(), JsValue> {
        let text = string(text).map_err(into_js)?;
        let cut = |bytes: &[u8]| self.inner.last_cut(bytes);
        let mut buffer = self.text.take().unwrap_or_else(TextBuffer::new);
        buffer.each_part(text, cut, take);
        self.text.set(Some(buffer));
        Ok(())
    }
}
