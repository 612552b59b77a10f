//! Bodies of requests and responses taken apart. A file of its own: most who count have a text at
//! hand, and most who price have counts.

use super::args::Request;
use super::input::{from_js, json};
use super::into_js;
use super::output::to_js;
use crate::count::frame;
use crate::{Code, Error, Result, logs};
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { CountLine, Decimals, NamedSources } from "../engine/engine.js";
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

/// The usage of one response in disjoint kinds: a body as an object, an array of a stream's
/// events, or either as text or bytes, server-sent events too. `format` overrules what its
/// source says. Throws `invalid-usage` naming the field.
#[wasm_bindgen(js_name = readUsage, unchecked_return_type = "CallUsage")]
pub fn read_usage(
    #[wasm_bindgen(unchecked_param_type = "object | string | Uint8Array")] body: &JsValue,
    format: Option<String>,
) -> std::result::Result<JsValue, JsValue> {
    let read = bytes(body).and_then(|text| logs::read_usage(&text, format.as_deref()));
    read.map(|call| to_js(&call)).map_err(into_js)
}

fn parts(body: &JsValue, options: &Request<'_>) -> Result<frame::Request> {
    let body = json(body)?;
    let format = match options.get("format") {
        None => None,
        Some(format) => Some(from_js(&format, Code::InvalidArgument, "format")?),
    };
    frame::read(&body, format, options.text("model")?.as_deref())
}

/// A body as text: an object is written as JSON, so that one reader serves all.
fn bytes(body: &JsValue) -> Result<Vec<u8>> {
    if let Some(text) = body.as_string() {
        return Ok(text.into_bytes());
    }
    if let Some(bytes) = body.dyn_ref::<Uint8Array>() {
        return Ok(bytes.to_vec());
    }
    let text = JSON::stringify(body).ok().and_then(|text| text.as_string());
    text.map(String::into_bytes).ok_or_else(|| {
        Error::new(
            Code::InvalidArgument,
            "the body is no object, text or bytes",
        )
        .at_path("body")
    })
}
