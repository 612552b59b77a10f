//! Graded counts of the engine.

use super::args::{Request, wrong};
use super::input::from_js;
use super::output::to_js;
use super::{Engine, into_js};
use crate::count::{self, Calibration, Count, FAMILIES, Line, family_of};
use crate::kind::Counts;
use crate::{Code, Result};
use js_sys::Uint32Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** `[bytes, chars, low, tokens, high]` of every kind of text, as `estimate` and `Encoding.counts` give them. */
export type FlatCounts = Uint32Array | number[];
export interface CountRequest {
  model: string;
  /** Counts of the text, or the sum over the texts of a request. */
  counts: FlatCounts;
  /** The encoding that counted; absent when the counts are estimated. */
  encoding?: string | null;
  /** A text that the vendor counted, to narrow the band. */
  calibration?: { counts: FlatCounts; reported: number } | null;
  /** What surrounds the text, from `readRequest`. */
  lines?: CountLine[] | null;
}
/**
 * How sure a count is: `exact` ids of the model's own tokenizer; `vendor-stated` by a rule of the vendor; `measured-band`,
 * within what somebody measured, its source in `basis`; `unknown`, what all known tokenizers span.
 */
export type CountGrade = "exact" | "vendor-stated" | "measured-band" | "unknown";
/** Tokens with their range, which is one number where the grade is `exact`, and what it rests on in a sentence. */
export interface GradedCount { tokens: number; low: number; high: number; grade: CountGrade; basis: string }
/** One part of a request, such as its texts, the frame of its messages or an image. */
export interface CountLine extends GradedCount { what: string }
/** Tokens of a text or a request under the tokenizer of `family`; the lines add up to it. */
export interface TokenCount extends GradedCount { family: string; lines: CountLine[] }
/** The tokenizer of a model: its family's id and title, how sure its counts are, on what basis, checked on which day. */
export interface ModelTokenizer {
  family: string; title: string;
  /** Encodings that are this tokenizer. */
  exact: string[];
  /** Whether the package has them; if not, bring a file. */
  shipped: boolean;
  grade: CountGrade; basis: string; checked: string;
}
"#;

#[wasm_bindgen]
impl Engine {
    /// Tokens of a text, or of a request with its `lines`, under a model's tokenizer.
    /// Any model name is taken: one that nobody knows is graded `unknown`.
    #[wasm_bindgen(unchecked_return_type = "TokenCount")]
    pub fn count(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CountRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.graded(&Request(request))
            .map(|count| to_js(&count))
            .map_err(into_js)
    }

    /// The tokenizer of a model, and which encoding counts it exactly.
    #[wasm_bindgen(unchecked_return_type = "ModelTokenizer")]
    pub fn tokenizer(&self, model: &str) -> JsValue {
        to_js(family_of(model, self.tokenizer_of(model)))
    }

    /// Every tokenizer family.
    #[wasm_bindgen(unchecked_return_type = "ModelTokenizer[]")]
    pub fn tokenizers(&self) -> JsValue {
        to_js(FAMILIES)
    }
}

impl Engine {
    fn tokenizer_of(&self, model: &str) -> Option<&str> {
        self.table.model(model).ok()?.facts.tokenizer.as_deref()
    }

    fn graded(&self, request: &Request<'_>) -> Result<Count> {
        let model = request.required_text("model")?;
        let family = family_of(&model, self.tokenizer_of(&model));
        let encoding = request.text("encoding")?;
        let calibration = match request.get("calibration") {
            None => None,
            Some(pair) => Some(calibration(&Request(&pair))?),
        };
        let counts = counts(request, "counts")?;
        let text = count::count(family, &counts, encoding.as_deref(), calibration.as_ref())?;
        let lines: Vec<Line> = match request.get("lines") {
            None => Vec::new(),
            Some(lines) => from_js(&lines, Code::InvalidArgument, "lines")?,
        };
        Ok(count::assemble(family, text, lines))
    }
}

fn counts(request: &Request<'_>, name: &str) -> Result<Counts> {
    let expected = "the numbers of estimate() or counts()";
    let value = request.get(name).ok_or_else(|| wrong(name, expected))?;
    let flat = match value.dyn_ref::<Uint32Array>() {
        Some(numbers) => numbers.to_vec(),
        None => from_js(&value, Code::InvalidArgument, name)?,
    };
    Counts::from_flat(&flat).ok_or_else(|| wrong(name, expected))
}

fn calibration(pair: &Request<'_>) -> Result<Calibration> {
    let reported = pair
        .get("reported")
        .and_then(|n| n.as_f64())
        .unwrap_or(-1.0);
    if !(0.0..=f64::from(u32::MAX)).contains(&reported) {
        return Err(wrong("calibration.reported", "a number of tokens"));
    }
    Ok(Calibration {
        counts: counts(pair, "counts")?,
        reported: reported as u32,
    })
}
