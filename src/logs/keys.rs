//! The keys that readers look at; the parser skips the values of all others.

/// A key of [`KEYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u16);

impl Key {
    /// The key of these bytes as written between quotes, if a reader looks at it.
    #[inline]
    pub(crate) fn of(raw: &[u8]) -> Option<Key> {
        if raw.is_empty() {
            return None;
        }
        let mut slot = slot(raw);
        loop {
            let place = TABLE[slot];
            if place == EMPTY {
                return None;
            }
            if KEYS[usize::from(place)].as_bytes() == raw {
                return Some(Key(place));
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// A key that is surely of the list: anything else does not compile.
    pub(crate) const fn known(raw: &[u8]) -> Key {
        let mut slot = slot(raw);
        loop {
            let place = TABLE_OF_KEYS[slot];
            assert!(place != EMPTY, "no reader looks at this key");
            if same(KEYS[place as usize].as_bytes(), raw) {
                return Key(place);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    #[cfg(test)]
    pub(crate) fn as_str(self) -> &'static str {
        KEYS[usize::from(self.0)]
    }
}

/// Far more slots than keys: most keys of a log are no reader's, and end at an empty one.
const SLOTS: usize = 2048;
const EMPTY: u16 = u16::MAX;

/// Where a key's search begins: its length and three of its bytes tell most apart.
const fn slot(raw: &[u8]) -> usize {
    let (first, middle, last) = (raw[0], raw[raw.len() / 2], raw[raw.len() - 1]);
    let mixed = (raw.len() as u32)
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add((first as u32).wrapping_mul(0x85eb_ca6b))
        .wrapping_add((middle as u32).wrapping_mul(0xc2b2_ae35))
        .wrapping_add((last as u32).wrapping_mul(0x27d4_eb2f));
    (mixed >> 21) as usize
}

/// The place of each key in [`KEYS`], found without comparing it to others.
const TABLE_OF_KEYS: [u16; SLOTS] = {
    let mut table = [EMPTY; SLOTS];
    let mut place = 0;
    while place < KEYS.len() {
        let mut at = slot(KEYS[place].as_bytes());
        while table[at] != EMPTY {
            at = (at + 1) % SLOTS;
        }
        table[at] = place as u16;
        place += 1;
    }
    table
};

static TABLE: [u16; SLOTS] = TABLE_OF_KEYS;

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    a.len() == b.len()
}

/// In byte order.
const KEYS: &[&str] = &[
    "action",
    "aggregation_timestamp",
    "amazon-bedrock-invocationMetrics",
    "api",
    "api_calls",
    "attributes",
    "audio",
    "audio_tokens",
    "batch",
    "billed_units",
    "body",
    "byok_usage_inference",
    "cache",
    "cacheDetails",
    "cacheRead",
    "cacheReadInputTokenCount",
    "cacheReadInputTokens",
    "cacheReadTokens",
    "cacheTokensDetails",
    "cacheWrite",
    "cacheWrite1h",
    "cacheWriteInputTokenCount",
    "cacheWriteInputTokens",
    "cacheWriteTokens",
    "cache_creation",
    "cache_creation_input_tokens",
    "cache_creation_token_details",
    "cache_creation_tokens",
    "cache_hit",
    "cache_read",
    "cache_read_input_tokens",
    "cache_tokens_details",
    "cache_write_tokens",
    "cached",
    "cachedContentTokenCount",
    "cachedInputTokens",
    "cached_content_token_count",
    "cached_input_tokens",
    "cached_tokens",
    "cached_tokens_by_modality",
    "cached_tokens_details",
    "cancelled",
    "candidates",
    "candidatesTokenCount",
    "candidatesTokensDetails",
    "candidates_token_count",
    "candidates_tokens_details",
    "choices",
    "citation_tokens",
    "code",
    "code_execution_requests",
    "code_interpreter",
    "code_interpreter_calls",
    "compactMetadata",
    "completion_tokens",
    "completion_tokens_details",
    "connector_tokens",
    "connectors",
    "container_id",
    "content_filter_results",
    "content_filters",
    "cost",
    "costUSD",
    "cost_in_usd_ticks",
    "count",
    "createTime",
    "created",
    "created_at",
    "custom_id",
    "cwd",
    "data",
    "date",
    "delta",
    "document_library",
    "document_search_calls",
    "doubleValue",
    "ephemeral_1h_input_tokens",
    "ephemeral_5m_input_tokens",
    "error",
    "event_type",
    "exit_status",
    "extra",
    "file_search_calls",
    "forked_from_id",
    "generation_id",
    "generation_token_count",
    "groundingMetadata",
    "grounding_metadata",
    "grounding_tool_count",
    "id",
    "image_generation",
    "image_generation_calls",
    "image_tokens",
    "inference_geo",
    "info",
    "input",
    "inputTokenCount",
    "inputTokenDetails",
    "inputTokens",
    "input_cached_tokens",
    "input_token_details",
    "input_tokens",
    "input_tokens_by_modality",
    "input_tokens_details",
    "instance_cost",
    "intValue",
    "interaction",
    "isSidechain",
    "is_byok",
    "iterations",
    "key",
    "last_token_usage",
    "message",
    "messageStart",
    "messages",
    "meta",
    "metadata",
    "modality",
    "model",
    "modelID",
    "modelOutput",
    "modelVersion",
    "model_permaslug",
    "model_stats",
    "model_version",
    "models",
    "n_cached_context_tokens_total",
    "n_context_tokens_total",
    "n_generated_tokens_total",
    "n_requests",
    "name",
    "native_tokens_cached",
    "native_tokens_completion",
    "native_tokens_prompt",
    "native_tokens_reasoning",
    "num_cached_tokens",
    "num_model_requests",
    "num_search_queries",
    "num_sources_used",
    "object",
    "output",
    "outputTokenCount",
    "outputTokenDetails",
    "outputTokens",
    "output_token_details",
    "output_tokens",
    "output_tokens_by_modality",
    "output_tokens_details",
    "parent_thread_id",
    "path",
    "payload",
    "preTokens",
    "processed_time",
    "projectHash",
    "project_id",
    "prompt",
    "promptTokenCount",
    "promptTokensDetails",
    "prompt_cache_hit_tokens",
    "prompt_filter_results",
    "prompt_token_count",
    "prompt_tokens",
    "prompt_tokens_details",
    "provider",
    "read",
    "reasoning",
    "reasoningTokens",
    "reasoning_output_tokens",
    "reasoning_tokens",
    "recordId",
    "requestId",
    "request_id",
    "requests",
    "resourceSpans",
    "resource_spans",
    "response",
    "responseId",
    "responseTokenCount",
    "responseTokensDetails",
    "response_id",
    "response_token_count",
    "response_tokens_details",
    "result",
    "results",
    "role",
    "root",
    "scope",
    "scopeSpans",
    "scope_spans",
    "search_context_size",
    "search_query_count",
    "server_side_tool_usage_details",
    "server_tool_use",
    "server_tool_use_details",
    "serviceTier",
    "service_tier",
    "sessionID",
    "sessionId",
    "session_id",
    "snapshot_id",
    "source",
    "spanId",
    "span_id",
    "spans",
    "speed",
    "spend",
    "startTime",
    "startTimeUnixNano",
    "start_time",
    "start_time_unix_nano",
    "stats",
    "status",
    "stopReason",
    "stringValue",
    "subagent",
    "subtype",
    "thoughts",
    "thoughtsTokenCount",
    "thoughts_token_count",
    "thread_source",
    "time",
    "timestamp",
    "tokenCount",
    "token_count",
    "tokens",
    "tokensBefore",
    "tokens_completion",
    "tokens_prompt",
    "tool",
    "toolUsePromptTokenCount",
    "toolUsePromptTokensDetails",
    "tool_use_prompt_token_count",
    "tool_use_prompt_tokens_details",
    "tool_use_tokens_by_modality",
    "total",
    "totalRequests",
    "totalTokenCount",
    "total_cached_tokens",
    "total_cost",
    "total_input_tokens",
    "total_output_tokens",
    "total_reasoning_tokens",
    "total_thought_tokens",
    "total_token_usage",
    "total_tokens",
    "total_tool_use_tokens",
    "traceId",
    "trace_id",
    "trafficType",
    "traffic_type",
    "trajectory_format",
    "ttl",
    "turn_id",
    "turn_token_usage",
    "type",
    "upstream_inference_cost",
    "usage",
    "usageMetadata",
    "usage_metadata",
    "usage_object",
    "uuid",
    "value",
    "webSearchQueries",
    "web_search",
    "web_search_calls",
    "web_search_premium",
    "web_search_queries",
    "web_search_requests",
    "write",
    "x_groq",
    "x_posts_fetched",
    "x_search_calls",
    "x_users_fetched",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_few_enough() {
        assert!(KEYS.windows(2).all(|pair| pair[0] < pair[1]), "{KEYS:#?}");
        assert!(KEYS.len() <= usize::from(EMPTY));
        for key in KEYS {
            assert_eq!(Key::of(key.as_bytes()).map(Key::as_str), Some(*key));
        }
        assert_eq!((Key::of(b"content"), Key::of(b"")), (None, None));
    }
}
