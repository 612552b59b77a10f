//! Around the text: a request body into the pieces of text to be counted, and
//! lines for what has no text (framing, tools, images), each graded.
//!
//! The engine holds no tokenizer, so this goes in two steps: [`read`] lists the
//! pieces, the caller counts each of them by itself (pieces are parted by special
//! tokens, so no token spans two), and [`super::assemble`] adds up.

mod anthropic;
mod gemini;
pub mod image;
mod openai;
mod pixels;
mod rules;

pub use crate::data::Json;
pub(super) use rules::pick;
pub use rules::{FrameRule, ImageRule, ToolRule, frame_rule, image_rule};

use super::{Grade, Graded, Line};
use crate::data::read::read_names;
use crate::data::small::holds;
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};

/// The shape of a request body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// `POST /v1/chat/completions`, and everyone who speaks it.
    #[default]
    OpenaiChat,
    /// `POST /v1/responses`.
    OpenaiResponses,
    /// `POST /v1/messages`.
    AnthropicMessages,
    /// `:generateContent`.
    Gemini,
}

read_names! {
    Format: OpenaiChat, OpenaiResponses, AnthropicMessages, Gemini;
}

/// A request body taken apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The shape that was read.
    pub format: Format,
    /// The model that the body names, or that was given beside it.
    pub model: Option<String>,
    /// Pieces of text, each to be counted by itself.
    pub texts: Vec<String>,
    /// What comes on top of the texts.
    pub lines: Vec<Line>,
}

/// Takes a request body apart. `model` overrides the body's own; `format` is told
/// from the body when absent.
///
/// # Errors
/// `invalid-argument` when the body is of no known format.
pub fn read(body: &Json, format: Option<Format>, model: Option<&str>) -> Result<Request> {
    let model = model.or_else(|| body.get("model").text());
    let format = match format {
        Some(format) => format,
        None => detect(body, model)?,
    };
    let mut parts = Parts::new(model.unwrap_or_default());
    match format {
        Format::OpenaiChat => openai::chat(body, &mut parts),
        Format::OpenaiResponses => openai::responses(body, &mut parts),
        Format::AnthropicMessages => anthropic::messages(body, &mut parts),
        Format::Gemini => gemini::generate(body, &mut parts),
    }
    Ok(Request {
        format,
        model: model.map(str::to_owned),
        texts: parts.texts,
        lines: parts.lines,
    })
}

fn detect(body: &Json, model: Option<&str>) -> Result<Format> {
    if !body.get("contents").is_null() {
        return Ok(Format::Gemini);
    }
    if !body.get("input").is_null() || !body.get("instructions").is_null() {
        return Ok(Format::OpenaiResponses);
    }
    let messages = body.get("messages");
    if messages.is_null() {
        return Err(Error::new(
            Code::InvalidArgument,
            "a request body of no known format",
        )
        .at_path("body")
        .with_hint("expected messages (OpenAI chat, Anthropic), input (OpenAI responses) or contents (Gemini)"));
    }
    let tools = body.get("tools").list();
    let claude = model.is_some_and(|name| holds(name, "claude"));
    let anthropic = !body.get("system").is_null()
        || !body.get("anthropic_version").is_null()
        || tools.iter().any(|tool| !tool.get("input_schema").is_null())
        || (claude && tools.iter().all(|tool| tool.get("function").is_null()));
    Ok(match anthropic {
        true => Format::AnthropicMessages,
        false => Format::OpenaiChat,
    })
}

/// What a reader of one format writes to.
struct Parts<'a> {
    model: &'a str,
    texts: Vec<String>,
    lines: Vec<Line>,
}

impl<'a> Parts<'a> {
    fn new(model: &'a str) -> Self {
        Parts {
            model,
            texts: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.texts.push(text.to_owned());
        }
    }

    fn json(&mut self, value: &Json) {
        let mut text = String::new();
        value.write(&mut text);
        self.text(&text);
    }

    fn line(&mut self, what: &str, count: Graded) {
        if count.high > 0 {
            self.lines.push(Line {
                what: what.into(),
                count,
            });
        }
    }

    /// The framing of `messages` messages of which `named` carry a name.
    fn framing(&mut self, messages: u32, named: u32) {
        let rule = frame_rule(self.model);
        let band = [0, 1, 2].map(|at| {
            let each = rule.message[at].saturating_mul(messages);
            rule.base[at].saturating_add(each).saturating_add(named)
        });
        self.line("framing", Graded::band(band, rule.grade, rule.basis));
    }

    /// An image given as data or by address, as `detail` asks.
    fn image(&mut self, image: image::Source<'_>, detail: &str) {
        let size = image.size();
        let what = match size {
            Some((width, height)) => format!("image {width}x{height}"),
            None => "image of unknown size".into(),
        };
        let rule = image_rule(self.model);
        let band = image::tokens(&rule.formula, size, detail);
        self.line(&what, Graded::band(band, rule.grade, rule.basis));
    }

    /// Parts that nobody here can count: documents, audio, video.
    fn uncounted(&mut self, what: &str) {
        self.lines.push(Line {
            what: what.into(),
            count: Graded::band(
                [0, 0, 0],
                Grade::Unknown,
                "not counted: depends on what the vendor makes of the file",
            ),
        });
    }
}

#[cfg(test)]
mod tests;
