//! Request bodies taken apart. A file of its own, as most who count have a text at hand.

use super::args::Request;
use super::input::{from_js, json};
use super::into_js;
use super::output::to_js;
use crate::count::frame;
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { CountLine } from "../engine/engine.js";
export interface RequestParts {
  format: "openai-chat" | "openai-responses" | "anthropic-messages" | "gemini";
  model: string | null;
  /** Pieces of text; count each by itself and add the counts up. */
  texts: string[];
  lines: CountLine[];
}
"#;

/// A request body taken apart into texts to be counted and what surrounds them.
#[wasm_bindgen(js_name = readRequest, unchecked_return_type = "RequestParts")]
pub fn read_request(
    #[wasm_bindgen(unchecked_param_type = "object")] body: &JsValue,
    #[wasm_bindgen(
        unchecked_optional_param_type = "{ model?: string, format?: RequestParts[\"format\"] }"
    )]
    options: &JsValue,
) -> std::result::Result<JsValue, JsValue> {
    parts(body, &Request(options))
        .map(|parts| to_js(&parts))
        .map_err(into_js)
}

fn parts(body: &JsValue, options: &Request<'_>) -> Result<frame::Request> {
    let body = json(body)?;
    let format = match options.get("format") {
        None => None,
        Some(format) => Some(from_js(&format, Code::InvalidArgument, "format")?),
    };
    frame::read(&body, format, options.text("model")?.as_deref())
}
