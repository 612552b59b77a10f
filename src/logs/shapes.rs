//! The spellings of usage objects as a table; adding a source is adding a row.

use super::{
    field::Field::*,
    shape::{Counting, Shape},
};

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
        // Mistral: what its agents' tools put before the model.
        (MoreInput, &["connector_tokens"]),
        (AudioInput, &["prompt_tokens_details.audio_tokens"]),
        // Whoever renders Gemini's answers as OpenAI's says in OpenAI's realtime names what
        // was cached.
        (
            AudioRead,
            &["prompt_tokens_details.cached_tokens_details.audio_tokens"],
        ),
        (AudioOutput, &["completion_tokens_details.audio_tokens"]),
        (ImageInput, &["prompt_tokens_details.image_tokens"]),
        (
            ImageRead,
            &["prompt_tokens_details.cached_tokens_details.image_tokens"],
        ),
        (ImageOutput, &["completion_tokens_details.image_tokens"]),
        (
            WebSearches,
            &[
                "server_tool_use.web_search_requests",
                "server_tool_use_details.web_search_requests",
                "connectors.web_search",
            ],
        ),
        (CodeSessions, &["connectors.code_interpreter"]),
    ],
};

/// Perplexity: OpenAI's names, but research reasons beside its completion.
pub(crate) static PERPLEXITY: Shape = Shape {
    name: "perplexity",
    counting: Counting::Inside,
    reasoning_inside: false,
    paths: &[
        (Input, &["prompt_tokens"]),
        (Output, &["completion_tokens"]),
        (Reasoning, &["reasoning_tokens"]),
    ],
};

/// OpenAI and xAI responses, OpenAI's images, transcripts and realtime sessions;
/// LangChain's `usage_metadata` counts alike.
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
                "input_token_details.cached_tokens",
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
        (
            AudioInput,
            &[
                "input_tokens_details.audio_tokens",
                "input_token_details.audio_tokens",
                "input_token_details.audio",
            ],
        ),
        (
            AudioRead,
            &[
                "input_tokens_details.cached_tokens_details.audio_tokens",
                "input_token_details.cached_tokens_details.audio_tokens",
            ],
        ),
        (
            AudioOutput,
            &[
                "output_tokens_details.audio_tokens",
                "output_token_details.audio_tokens",
                "output_token_details.audio",
            ],
        ),
        (
            ImageInput,
            &[
                "input_tokens_details.image_tokens",
                "input_token_details.image_tokens",
            ],
        ),
        (
            ImageRead,
            &[
                "input_tokens_details.cached_tokens_details.image_tokens",
                "input_token_details.cached_tokens_details.image_tokens",
            ],
        ),
        (ImageOutput, &["output_tokens_details.image_tokens"]),
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
        // Nova's own bodies spell the cache's counters the second way.
        (Read, &["cacheReadInputTokens", "cacheReadInputTokenCount"]),
        (
            Write,
            &["cacheWriteInputTokens", "cacheWriteInputTokenCount"],
        ),
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

/// The metrics that Bedrock adds to the last event of an InvokeModel stream, and Llama's
/// counters there.
pub(crate) static INVOCATION: Shape = Shape {
    name: "bedrock-invocation",
    counting: Counting::Beside,
    reasoning_inside: true,
    paths: &[
        (Input, &["inputTokenCount", "prompt_token_count"]),
        (Read, &["cacheReadInputTokenCount"]),
        (Write, &["cacheWriteInputTokenCount"]),
        (Output, &["outputTokenCount", "generation_token_count"]),
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

/// Gemini's interactions, which count as its other bodies do.
pub(crate) static INTERACTIONS: Shape = Shape {
    name: "gemini-interactions",
    counting: Counting::Inside,
    reasoning_inside: false,
    paths: &[
        (Input, &["total_input_tokens"]),
        (MoreInput, &["total_tool_use_tokens"]),
        (Read, &["total_cached_tokens"]),
        (Output, &["total_output_tokens"]),
        (
            Reasoning,
            &["total_thought_tokens", "total_reasoning_tokens"],
        ),
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
    &PERPLEXITY,
    &RESPONSES,
    &ANTHROPIC,
    &CONVERSE,
    &AI_SDK,
    &INVOCATION,
    &GEMINI,
    &INTERACTIONS,
    &COHERE,
];
