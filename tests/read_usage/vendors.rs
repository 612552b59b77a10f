//! Bodies and streams as vendors write them beside their main formats: who answered, at
//! which tier, and what it used.

use taskfare::logs::{CallUsage, UsageSource, read_usage};

fn read(body: &str) -> CallUsage {
    read_usage(body.as_bytes(), None).unwrap_or_else(|e| panic!("{e}: {body}"))
}

fn events(events: &[&str]) -> String {
    let mut text: String = events
        .iter()
        .map(|event| format!("data: {}\n\n", event.replace('\n', "")))
        .collect();
    text.push_str("data: [DONE]\n");
    text
}

/// Azure's filter opens a stream with a chunk of its own and may end it with another:
/// neither has an id, a model or a time.
const FILTERED: &str = r#"{"choices":[],"created":0,"id":"","model":"","object":"",
    "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false}}}]}"#;
const FIRST: &str = r#"{"id":"c1","object":"chat.completion.chunk","created":1790856000,"model":"gpt-4o-2024-11-20",
    "choices":[{"index":0,"delta":{"content":"x"},"content_filter_results":{}}],"usage":null}"#;
const COUNTS: &str = r#"{"id":"c1","object":"chat.completion.chunk","created":1790856000,"model":"gpt-4o-2024-11-20",
    "choices":[],"usage":{"prompt_tokens":1200,"completion_tokens":5,"total_tokens":1205,
    "prompt_tokens_details":{"cached_tokens":1024}}}"#;
const OFFSETS: &str = r#"{"choices":[{"content_filter_offsets":{"check_offset":44,"start_offset":44,"end_offset":198},
    "content_filter_results":{},"finish_reason":null,"index":0}],"created":0,"id":"","model":"","object":""}"#;

#[test]
fn azure_streams_are_one_response() {
    let plain = FIRST.replace(r#","content_filter_results":{}"#, "");
    for stream in [
        vec![FILTERED, FIRST, COUNTS],
        vec![FILTERED, &plain, COUNTS],
        vec![FIRST, OFFSETS, COUNTS],
        vec![&plain, COUNTS, OFFSETS],
        vec![FILTERED, OFFSETS, FIRST, OFFSETS, COUNTS, OFFSETS],
    ] {
        for text in [events(&stream), format!("[{}]", stream.join(","))] {
            let call = read(&text);
            let usage = call.usage;
            assert_eq!(
                (usage.input, usage.cache_read, usage.output),
                (176, 1024, 5),
                "{text}"
            );
            assert_eq!(call.source, UsageSource::Azure, "{text}");
            assert_eq!(call.model.as_deref(), Some("gpt-4o-2024-11-20"), "{text}");
            assert_eq!(call.id.as_deref(), Some("c1"), "{text}");
        }
    }
    // Ids that are there still tell two responses apart.
    let two = events(&[FILTERED, COUNTS, FILTERED, &COUNTS.replace("c1", "c2")]);
    assert_eq!(
        read_usage(two.as_bytes(), None).unwrap_err().code(),
        "invalid-argument"
    );
}

#[test]
fn azure_marks_its_responses_too() {
    let body = r#"{"id":"resp_9","object":"response","model":"gpt-5.5","content_filters":[{"blocked":false,
        "source_type":"prompt"}],"usage":{"input_tokens":10,"output_tokens":1,"total_tokens":11}}"#;
    assert_eq!(read(body).source, UsageSource::Azure);
    let stream = events(&[
        r#"{"type":"response.created","response":{"id":"resp_9","object":"response","model":"grok-4.7",
        "content_filters":[{"blocked":false}],"usage":null}}"#,
        r#"{"type":"response.completed","response":{"id":"resp_9","object":"response","model":"grok-4.7",
        "usage":{"input_tokens":10,"output_tokens":1,"total_tokens":11}}}"#,
    ]);
    assert_eq!(read(&stream).source, UsageSource::Azure);
}

#[test]
fn the_tier_that_served_a_call_is_read() {
    let converse = |rest: &str| {
        format!(
            r#"{{"output":{{}},"stopReason":"end_turn","usage":{{"inputTokens":30,"outputTokens":6,"totalTokens":36}},
            "metrics":{{"latencyMs":3}}{rest}}}"#
        )
    };
    let gemini = |usage: &str| {
        format!(
            r#"{{"modelVersion":"gemini-3.8-flash","usageMetadata":{{"promptTokenCount":9,"candidatesTokenCount":1{usage}}}}}"#
        )
    };
    for (body, tier) in [
        (converse(r#","serviceTier":{"type":"flex"}"#), Some("flex")),
        (converse(r#","serviceTier":{"type":"priority"}"#), Some("fast")),
        (converse(r#","serviceTier":{"type":"default"}"#), Some("standard")),
        (converse(r#","serviceTier":{"type":"reserved"}"#), None),
        (converse(""), None),
        (
            r#"[{"messageStart":{"role":"assistant"}},{"metadata":{"usage":{"inputTokens":5,"outputTokens":6},
            "serviceTier":{"type":"flex"}}}]"#
                .to_string(),
            Some("flex"),
        ),
        (gemini(r#","serviceTier":"flex""#), Some("flex")),
        (gemini(r#","serviceTier":"priority""#), Some("fast")),
        (gemini(r#","serviceTier":"unspecified""#), None),
        (gemini(r#","trafficType":"ON_DEMAND_FLEX""#), Some("flex")),
    ] {
        assert_eq!(read(&body).service_tier, tier, "{body}");
    }
}

#[test]
fn result_lines_of_every_batch_are_unwrapped() {
    for (body, input) in [
        // The Gemini API, by a key of the caller's.
        (
            r#"{"key":"r1","response":{"modelVersion":"gemini-2.5-pro","usageMetadata":{"promptTokenCount":10,
            "candidatesTokenCount":1,"totalTokenCount":11}}}"#,
            10,
        ),
        // Vertex, beside the request.
        (
            r#"{"status":"","processed_time":"2026-11-01T00:00:00Z","request":{"contents":[]},"response":{"modelVersion":
            "gemini-2.5-pro","usageMetadata":{"promptTokenCount":11,"candidatesTokenCount":1,"trafficType":"ON_DEMAND"}}}"#,
            11,
        ),
        // Bedrock.
        (
            r#"{"recordId":"a","modelInput":{"messages":[]},"modelOutput":{"id":"msg_bdrk_1","type":"message",
            "model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":12,"output_tokens":2}}}"#,
            12,
        ),
    ] {
        let call = read(body);
        assert_eq!(
            (call.usage.input, call.service_tier),
            (input, Some("batch")),
            "{body}"
        );
    }
}

#[test]
fn models_on_bedrock_count_in_their_makers_words() {
    let llama = r#"{"generation":"x","prompt_token_count":25,"generation_token_count":100,"stop_reason":"stop"}"#;
    let nova = r#"{"output":{"message":{}},"stopReason":"end_turn","usage":{"inputTokens":25,"outputTokens":100,
        "totalTokens":1125,"cacheReadInputTokenCount":900,"cacheWriteInputTokenCount":100}}"#;
    for (body, read_tokens, written) in [(llama, 0, 0), (nova, 900, 100)] {
        let call = read(body);
        let usage = call.usage;
        assert_eq!((usage.input, usage.output), (25, 100), "{body}");
        assert_eq!(
            (usage.cache_read, usage.cache_write),
            (read_tokens, written),
            "{body}"
        );
        assert_eq!(call.source, UsageSource::Bedrock, "{body}");
    }
    // Llama's stream counts up; the last event has Bedrock's own count as well.
    let stream = r#"[{"generation":"a","prompt_token_count":25,"generation_token_count":1},
        {"generation":"b","prompt_token_count":null,"generation_token_count":100,
        "amazon-bedrock-invocationMetrics":{"inputTokenCount":25,"outputTokenCount":100}}]"#;
    let usage = read(stream).usage;
    assert_eq!((usage.input, usage.output), (25, 100));
}

#[test]
fn other_bodies_and_their_sources() {
    for (body, source, input, output) in [
        (
            r#"{"object":"list","data":[{"object":"embedding","index":0}],"model":"voyage-3.5","usage":{"total_tokens":10}}"#,
            UsageSource::Unknown,
            10,
            0,
        ),
        (
            r#"{"object":"list","data":[],"model":"text-embedding-3-small","usage":{"prompt_tokens":5,"total_tokens":5}}"#,
            UsageSource::Openai,
            5,
            0,
        ),
        (
            r#"{"id":"cmpl-x","object":"text_completion","model":"gpt-3.5-turbo-instruct","usage":{"prompt_tokens":5,
            "completion_tokens":7,"total_tokens":12}}"#,
            UsageSource::Openai,
            5,
            7,
        ),
        (
            r#"{"id":"p","object":"chat.completion","model":"sonar-pro","usage":{"prompt_tokens":12,"completion_tokens":300,
            "total_tokens":312,"search_context_size":"low","cost":{"total_cost":0.0181}}}"#,
            UsageSource::Perplexity,
            12,
            300,
        ),
        (
            r#"{"object":"conversation.response","usage":{"prompt_tokens":12,"completion_tokens":8,"total_tokens":20,
            "connectors":{"web_search":1}}}"#,
            UsageSource::Mistral,
            12,
            8,
        ),
        (
            r#"{"id":"v1_1","object":"interaction","model":"gemini-3.8-flash","usage":{"total_input_tokens":12,
            "total_output_tokens":8,"total_tokens":20}}"#,
            UsageSource::Google,
            12,
            8,
        ),
        (
            r#"{"event_type":"interaction.completed","interaction":{"id":"v1_1","object":"interaction","model":"gemini-3.8-flash",
            "usage":{"total_input_tokens":12,"total_output_tokens":8,"total_tokens":20}}}"#,
            UsageSource::Google,
            12,
            8,
        ),
        (
            r#"{"id":"x","type":"message","model":"deepseek-v4-pro","usage":{"input_tokens":360,"cache_read_input_tokens":640,
            "output_tokens":10}}"#,
            UsageSource::Anthropic,
            360,
            10,
        ),
        (
            r#"{"id":"x","object":"chat.completion","model":"kimi-k3","usage":{"prompt_tokens":100,"completion_tokens":7,
            "total_tokens":107,"cached_tokens":64}}"#,
            UsageSource::Unknown,
            36,
            7,
        ),
        (
            r#"{"id":"x","texts":["a"],"embeddings":{"float":[[0.1]]},"meta":{"billed_units":{"input_tokens":5}}}"#,
            UsageSource::Cohere,
            5,
            0,
        ),
        (
            r#"[{"is_finished":false,"event_type":"stream-start","generation_id":"z"},{"is_finished":true,
            "event_type":"stream-end","response":{"response_id":"z","meta":{"billed_units":{"input_tokens":5,
            "output_tokens":6}}}}]"#,
            UsageSource::Cohere,
            5,
            6,
        ),
    ] {
        let call = read(body);
        assert_eq!(
            (call.usage.input, call.usage.output),
            (input, output),
            "{body}"
        );
        assert_eq!(call.source, source, "{body}");
    }
    let sonar = r#"{"model":"sonar","usage":{"prompt_tokens":1,"completion_tokens":1,"search_context_size":"low",
        "cost":{"total_cost":0.0181}}}"#;
    assert_eq!(read(sonar).recorded_cost.as_deref(), Some("0.0181"));
}

#[test]
fn thoughts_that_only_the_total_counts_are_billed() {
    // Gemini rendered as OpenAI's chat.
    let thinking = r#"{"object":"chat.completion","model":"google/gemini-2.5-flash","usage":{"prompt_tokens":20,
        "completion_tokens":198,"total_tokens":623}}"#;
    let usage = read(thinking).usage;
    assert_eq!((usage.input, usage.output, usage.reasoning), (20, 198, 405));
    // Where the details say them, they are said once, inside the completion or beside it.
    for (completion, visible) in [(265, 60), (60, 60)] {
        let body = format!(
            r#"{{"model":"gemini-2.5-flash","usage":{{"prompt_tokens":21,"completion_tokens":{completion},"total_tokens":286,
            "completion_tokens_details":{{"reasoning_tokens":205}}}}}}"#
        );
        let call = read(&body);
        assert_eq!(
            (call.usage.output, call.usage.reasoning),
            (visible, 205),
            "{body}"
        );
        assert_eq!(call.source, UsageSource::Google);
    }
    // Nobody else's total says more than it counts.
    let other = thinking.replace("google/gemini-2.5-flash", "gpt-5.5");
    assert_eq!(read(&other).usage.reasoning, 0);
}

#[test]
fn a_stream_may_count_in_its_last_choice() {
    let moonshot = events(&[
        r#"{"id":"k","object":"chat.completion.chunk","model":"kimi-k3","choices":[{"index":0,"delta":{"content":"x"}}]}"#,
        r#"{"id":"k","object":"chat.completion.chunk","model":"kimi-k3","choices":[{"index":0,"delta":{},
        "finish_reason":"stop","usage":{"prompt_tokens":100,"completion_tokens":7,"total_tokens":107,"cached_tokens":64}}]}"#,
    ]);
    let usage = read(&moonshot).usage;
    assert_eq!((usage.input, usage.cache_read, usage.output), (36, 64, 7));
    let twice = moonshot.replace(
        "data: [DONE]",
        r#"data: {"id":"k","model":"kimi-k3","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":7,"cached_tokens":64}}"#,
    );
    assert_eq!(read(&twice).usage, usage);
}
