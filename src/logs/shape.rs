//! Which source's spelling a usage object has.
//!
//! The same field name means different things: OpenAI's `input_tokens` holds the
//! cached tokens, Anthropic's lies beside them; Gemini's thoughts lie outside
//! the output, OpenAI's reasoning inside it. So the source decides, never the
//! name of one field. The spellings are in
//! [`super::shapes`].

use super::{
    field::Field,
    json::Json,
    shapes::{
        AI_SDK, ANTHROPIC, CHAT, COHERE, CONVERSE, GEMINI, INTERACTIONS, INVOCATION, PERPLEXITY,
        RESPONSES, SHAPES,
    },
};
use crate::{Code, Error, Result};

/// Where cached tokens are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// Cached tokens are part of the input count.
    Inside,
    /// Cached tokens are counted apart from the input.
    Beside,
}

/// The spelling of one family of usage objects.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) counting: Counting,
    /// Whether reasoning is part of the output count.
    pub(crate) reasoning_inside: bool,
    /// Paths below the usage object; of several for a field the first that is there counts.
    pub(crate) paths: &'static [(Field, &'static [&'static str])],
}

impl Shape {
    /// The shape that a usage object found at `path` of `body` has; `None` where it is none.
    pub(crate) fn of(usage: &Json<'_>, body: &Json<'_>) -> Option<&'static Shape> {
        let has = |keys: &[&str]| keys.iter().any(|key| usage.get(key).is_some());
        // Llama on Bedrock counts its prompt by the name that Google's Python has for it.
        if has(&[
            "inputTokenCount",
            "outputTokenCount",
            "generation_token_count",
        ]) {
            return Some(&INVOCATION);
        }
        // No other source spells any counter so; a stream's event may say but one of them.
        if GEMINI.fits(usage) || has(&["totalTokenCount"]) {
            return Some(&GEMINI);
        }
        if has(&["billed_units"]) {
            return Some(&COHERE);
        }
        if has(&["total_input_tokens", "total_output_tokens"]) {
            return Some(&INTERACTIONS);
        }
        if has(&["prompt_tokens", "completion_tokens"]) {
            let searching = [
                "num_search_queries",
                "search_context_size",
                "citation_tokens",
            ];
            return Some(if has(&searching) { &PERPLEXITY } else { &CHAT });
        }
        if has(&["inputTokens", "outputTokens"]) {
            let sdk = ["cachedInputTokens", "inputTokenDetails", "reasoningTokens"];
            return Some(if has(&sdk) { &AI_SDK } else { &CONVERSE });
        }
        if !has(&["input_tokens", "output_tokens", "cache_read_input_tokens"]) {
            // Embeddings of Voyage and its like say nothing but their total.
            let list = has(&["total_tokens"]) && body.text("object") == Some("list");
            return list.then_some(&CHAT);
        }
        Some(Shape::of_input_tokens(body, has))
    }

    /// Anthropic or OpenAI's responses: both say `input_tokens` and mean different sums.
    fn of_input_tokens(body: &Json<'_>, has: impl Fn(&[&str]) -> bool) -> &'static Shape {
        let details = [
            "input_tokens_details",
            "input_token_details",
            "output_tokens_details",
            "output_token_details",
        ];
        let said = [body.text("type"), body.text("object")];
        match said {
            [Some("message"), _] => &ANTHROPIC,
            [_, Some("response")] => &RESPONSES,
            _ if has(&details) => &RESPONSES,
            _ if has(&["cache_read_input_tokens", "cache_creation_input_tokens"]) => &ANTHROPIC,
            _ if has(&["total_tokens"]) => &RESPONSES,
            _ => &ANTHROPIC,
        }
    }

    /// Whether a usage object has a counter of this shape.
    pub(crate) fn fits(&self, usage: &Json<'_>) -> bool {
        let mut paths = self.paths.iter().flat_map(|(_, paths)| *paths);
        paths.any(|path| usage.at(path).is_some())
    }

    /// The shape that a caller names.
    pub(crate) fn named(name: &str) -> Result<&'static Shape> {
        let found = SHAPES.iter().find(|shape| shape.name == name);
        found.copied().ok_or_else(|| {
            let known: Vec<&str> = SHAPES.iter().map(|shape| shape.name).collect();
            Error::new(
                Code::InvalidArgument,
                format!("no usage format is called {name}"),
            )
            .at_path("format")
            .with_hint(format!("one of {}", known.join(", ")))
        })
    }
}
