//! How each source spells a usage object, as one table of paths.
//!
//! The same field name means different things: OpenAI's `input_tokens` holds the
//! cached tokens, Anthropic's lies beside them; Gemini's thoughts lie outside
//! the output, OpenAI's reasoning inside it. So the source decides, never the
//! name of one field. Adding a source is adding a row.

use super::{
    counters::Field::{self, *},
    json::Json,
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

/// OpenAI chat completions and embeddings, and all who speak it: Azure, Mistral,
/// Groq, DeepSeek, xAI, OpenRouter, Moonshot, LiteLLM's rendering of any vendor.
pub(crate) static CHAT: Shape = Shape {
    name: "openai-chat",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["prompt_tokens"]),
        (
            Read,
            &[
                "prompt_tokens_details.cached_tokens",
                "prompt_cache_hit_tokens",
                "cache_read_input_tokens",
                "num_cached_tokens",
                "cached_tokens",
            ],
        ),
        (
            Write,
            &[
                "prompt_tokens_details.cache_write_tokens",
                "prompt_tokens_details.cache_creation_tokens",
                "cache_creation_input_tokens",
            ],
        ),
        (
            Write1h,
            &["prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens"],
        ),
        (Output, &["completion_tokens"]),
        (
            Reasoning,
            &[
                "completion_tokens_details.reasoning_tokens",
                "reasoning_tokens",
            ],
        ),
        (Total, &["total_tokens"]),
        (AudioInput, &["prompt_tokens_details.audio_tokens"]),
        (AudioOutput, &["completion_tokens_details.audio_tokens"]),
        (WebSearches, &["server_tool_use.web_search_requests"]),
    ],
};

/// OpenAI and xAI responses; LangChain's `usage_metadata` counts alike.
pub(crate) static RESPONSES: Shape = Shape {
    name: "openai-responses",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["input_tokens"]),
        (
            Read,
            &[
                "input_tokens_details.cached_tokens",
                "input_token_details.cache_read",
            ],
        ),
        (
            Write,
            &[
                "input_tokens_details.cache_write_tokens",
                "input_token_details.cache_creation",
            ],
        ),
        (Output, &["output_tokens"]),
        (
            Reasoning,
            &[
                "output_tokens_details.reasoning_tokens",
                "output_token_details.reasoning",
            ],
        ),
        (Total, &["total_tokens"]),
    ],
};

/// Anthropic messages, natively, through Vertex and through Bedrock's InvokeModel.
pub(crate) static ANTHROPIC: Shape = Shape {
    name: "anthropic",
    counting: Counting::Beside,
    reasoning_inside: true,
    paths: &[
        (Input, &["input_tokens"]),
        (Read, &["cache_read_input_tokens"]),
        (Write, &["cache_creation_input_tokens"]),
        (Write5m, &["cache_creation.ephemeral_5m_input_tokens"]),
        (Write1h, &["cache_creation.ephemeral_1h_input_tokens"]),
        (Output, &["output_tokens"]),
        (WebSearches, &["server_tool_use.web_search_requests"]),
    ],
};

/// Bedrock's Converse, any model.
pub(crate) static CONVERSE: Shape = Shape {
    name: "bedrock-converse",
    counting: Counting::Beside,
    reasoning_inside: true,
    paths: &[
        (Input, &["inputTokens"]),
        (Read, &["cacheReadInputTokens"]),
        (Write, &["cacheWriteInputTokens"]),
        (Output, &["outputTokens"]),
    ],
};

/// Vercel's AI SDK, whatever the vendor behind it.
pub(crate) static AI_SDK: Shape = Shape {
    name: "ai-sdk",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["inputTokens"]),
        (
            Read,
            &["inputTokenDetails.cacheReadTokens", "cachedInputTokens"],
        ),
        (Write, &["inputTokenDetails.cacheWriteTokens"]),
        (Output, &["outputTokens"]),
        (
            Reasoning,
            &["outputTokenDetails.reasoningTokens", "reasoningTokens"],
        ),
    ],
};

/// The metrics that Bedrock adds to the last event of an InvokeModel stream.
pub(crate) static INVOCATION: Shape = Shape {
    name: "bedrock-invocation",
    counting: Counting::Beside,
    reasoning_inside: true,
    paths: &[
        (Input, &["inputTokenCount"]),
        (Read, &["cacheReadInputTokenCount"]),
        (Write, &["cacheWriteInputTokenCount"]),
        (Output, &["outputTokenCount"]),
    ],
};

/// Gemini, on AI Studio and Vertex, in both its JSON spellings.
pub(crate) static GEMINI: Shape = Shape {
    name: "gemini",
    counting: Counting::Inside,
    reasoning_inside: false,
    paths: &[
        (Input, &["promptTokenCount", "prompt_token_count"]),
        (
            MoreInput,
            &["toolUsePromptTokenCount", "tool_use_prompt_token_count"],
        ),
        (
            Read,
            &["cachedContentTokenCount", "cached_content_token_count"],
        ),
        (
            Output,
            &[
                "candidatesTokenCount",
                "candidates_token_count",
                "responseTokenCount",
                "response_token_count",
            ],
        ),
        (Reasoning, &["thoughtsTokenCount", "thoughts_token_count"]),
    ],
};

/// Cohere, first and second version: what it bills, which has no cache rate.
pub(crate) static COHERE: Shape = Shape {
    name: "cohere",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["billed_units.input_tokens"]),
        (Output, &["billed_units.output_tokens"]),
    ],
};

/// Codex: totals and single calls alike.
pub(crate) static CODEX: Shape = Shape {
    name: "codex",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["input_tokens"]),
        (Read, &["cached_input_tokens"]),
        (Output, &["output_tokens"]),
        (Reasoning, &["reasoning_output_tokens"]),
    ],
};

/// Gemini CLI: thoughts outside the output, the tools' prompt beside the input.
pub(crate) static GEMINI_CLI: Shape = Shape {
    name: "gemini-cli",
    counting: Counting::Inside,
    reasoning_inside: false,
    paths: &[
        (Input, &["input", "prompt", "promptTokenCount"]),
        (MoreInput, &["tool", "toolUsePromptTokenCount"]),
        (Read, &["cached", "cachedContentTokenCount"]),
        (Output, &["output", "candidates", "candidatesTokenCount"]),
        (Reasoning, &["thoughts", "thoughtsTokenCount"]),
    ],
};

/// OpenCode: every kind apart, reasoning billed beside the output.
pub(crate) static OPENCODE: Shape = Shape {
    name: "opencode",
    counting: Counting::Beside,
    reasoning_inside: false,
    paths: &[
        (Input, &["input"]),
        (Read, &["cache.read"]),
        (Write, &["cache.write"]),
        (Output, &["output"]),
        (Reasoning, &["reasoning"]),
    ],
};

/// OpenClaw and pi: every kind apart, reasoning inside the output.
pub(crate) static PI: Shape = Shape {
    name: "pi",
    counting: Counting::Beside,
    reasoning_inside: true,
    paths: &[
        (Input, &["input"]),
        (Read, &["cacheRead"]),
        (Write, &["cacheWrite"]),
        (Write1h, &["cacheWrite1h"]),
        (Output, &["output"]),
        (Reasoning, &["reasoning"]),
    ],
};

/// OpenRouter's record of a generation, in the model's own tokens.
pub(crate) static OPENROUTER: Shape = Shape {
    name: "openrouter",
    counting: Counting::Inside,
    reasoning_inside: true,
    paths: &[
        (Input, &["native_tokens_prompt", "tokens_prompt"]),
        (Read, &["native_tokens_cached"]),
        (Output, &["native_tokens_completion", "tokens_completion"]),
        (Reasoning, &["native_tokens_reasoning"]),
    ],
};

/// The shapes of response bodies, by the name that a caller may force.
pub(crate) static SHAPES: &[&Shape] = &[
    &CHAT,
    &RESPONSES,
    &ANTHROPIC,
    &CONVERSE,
    &AI_SDK,
    &INVOCATION,
    &GEMINI,
    &COHERE,
];

impl Shape {
    /// The shape that a usage object found at `path` of `body` has; `None` where it is none.
    pub(crate) fn of(usage: &Json<'_>, body: &Json<'_>) -> Option<&'static Shape> {
        let has = |keys: &[&str]| keys.iter().any(|key| usage.get(key).is_some());
        // No other source spells any counter so; a stream's event may say but one of them.
        if GEMINI.fits(usage) || has(&["totalTokenCount"]) {
            return Some(&GEMINI);
        }
        if has(&["billed_units"]) {
            return Some(&COHERE);
        }
        if has(&["prompt_tokens", "completion_tokens"]) {
            return Some(&CHAT);
        }
        if has(&["inputTokenCount", "outputTokenCount"]) {
            return Some(&INVOCATION);
        }
        if has(&["inputTokens", "outputTokens"]) {
            let sdk = ["cachedInputTokens", "inputTokenDetails", "reasoningTokens"];
            return Some(if has(&sdk) { &AI_SDK } else { &CONVERSE });
        }
        if !has(&["input_tokens", "output_tokens", "cache_read_input_tokens"]) {
            return None;
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
