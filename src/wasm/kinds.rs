//! Counts per kind of text, the plain data that the engine grades: with a
//! vocabulary exact, without one estimated.

use super::into_js;
use super::text::{TextBuffer, string};
use super::tokens::Encoding;
use crate::kind::{Counts, Kind};
use crate::tokens;
use wasm_bindgen::prelude::*;

/// The names of the kinds, in the order of flat counts.
#[wasm_bindgen(js_name = kindNames)]
pub fn kind_names() -> Vec<String> {
    Kind::ALL.map(|kind| kind.name().to_owned()).into()
}

/// Counts per kind as `[bytes, chars, low, tokens, high]` of each, estimated
/// without any vocabulary: tokens are those of o200k_base.
#[wasm_bindgen]
pub fn estimate(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
) -> Result<Vec<u32>, JsValue> {
    let text = string(text).map_err(into_js)?;
    let mut sum = Counts::default();
    // A kind is told line by line, so a text may be cut behind any line.
    let cut = |bytes: &[u8]| {
        bytes
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1)
    };
    TextBuffer::new().each_part(text, cut, |part| {
        sum.add(&tokens::estimate(part));
        true
    });
    Ok(sum.to_flat().into())
}

#[wasm_bindgen]
impl Encoding {
    /// Counts per kind as `[bytes, chars, low, tokens, high]` of each; the tokens
    /// are exact and add up to `count`.
    pub fn counts(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    ) -> Result<Vec<u32>, JsValue> {
        let mut sum = Counts::default();
        self.each_part(text, |part| {
            sum.add(&self.inner.counts(part));
            true
        })?;
        Ok(sum.to_flat().into())
    }
}
