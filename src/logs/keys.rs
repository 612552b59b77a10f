//! The keys that readers look at; the parser skips the values of all others.

/// A key of [`KEYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u8);

impl Key {
    /// The key of these bytes as written between quotes, if a reader looks at it.
    pub(crate) fn of(raw: &[u8]) -> Option<Key> {
        let found = KEYS.binary_search_by(|key| key.as_bytes().cmp(raw));
        Some(Key(found.ok()? as u8))
    }

    pub(crate) fn as_str(self) -> &'static str {
        KEYS[usize::from(self.0)]
    }
}

/// In byte order, so that a key is found by halving.
static KEYS: &[&str] = &[
    "amazon-bedrock-invocationMetrics",
    "audio_tokens",
    "billed_units",
    "body",
    "cacheDetails",
    "cacheReadInputTokenCount",
    "cacheReadInputTokens",
    "cacheReadTokens",
    "cacheWriteInputTokenCount",
    "cacheWriteInputTokens",
    "cacheWriteTokens",
    "cache_creation",
    "cache_creation_input_tokens",
    "cache_creation_token_details",
    "cache_creation_tokens",
    "cache_read",
    "cache_read_input_tokens",
    "cache_write_tokens",
    "cachedContentTokenCount",
    "cachedInputTokens",
    "cached_content_token_count",
    "cached_tokens",
    "candidatesTokenCount",
    "candidates_token_count",
    "completion_tokens",
    "completion_tokens_details",
    "content_filter_results",
    "cost",
    "cost_in_usd_ticks",
    "createTime",
    "created",
    "created_at",
    "custom_id",
    "delta",
    "ephemeral_1h_input_tokens",
    "ephemeral_5m_input_tokens",
    "error",
    "event_type",
    "id",
    "inference_geo",
    "inputTokenCount",
    "inputTokenDetails",
    "inputTokens",
    "input_token_details",
    "input_tokens",
    "input_tokens_details",
    "iterations",
    "message",
    "meta",
    "metadata",
    "model",
    "modelVersion",
    "model_version",
    "num_cached_tokens",
    "num_sources_used",
    "object",
    "output",
    "outputTokenCount",
    "outputTokenDetails",
    "outputTokens",
    "output_token_details",
    "output_tokens",
    "output_tokens_details",
    "promptTokenCount",
    "prompt_cache_hit_tokens",
    "prompt_cache_miss_tokens",
    "prompt_filter_results",
    "prompt_token_count",
    "prompt_tokens",
    "prompt_tokens_details",
    "provider",
    "reasoning",
    "reasoningTokens",
    "reasoning_tokens",
    "response",
    "responseId",
    "responseTokenCount",
    "response_id",
    "response_token_count",
    "result",
    "server_tool_use",
    "service_tier",
    "speed",
    "stop_reason",
    "thoughtsTokenCount",
    "thoughts_token_count",
    "timestamp",
    "toolUsePromptTokenCount",
    "tool_use_prompt_token_count",
    "totalTokenCount",
    "total_token_count",
    "total_tokens",
    "trafficType",
    "traffic_type",
    "ttl",
    "type",
    "usage",
    "usageMetadata",
    "usage_metadata",
    "web_search_requests",
    "x_groq",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_few_enough() {
        assert!(KEYS.windows(2).all(|pair| pair[0] < pair[1]), "{KEYS:#?}");
        assert!(KEYS.len() <= usize::from(u8::MAX) + 1);
        for key in KEYS {
            assert_eq!(Key::of(key.as_bytes()).map(Key::as_str), Some(*key));
        }
        assert_eq!(Key::of(b"content"), None);
    }
}
