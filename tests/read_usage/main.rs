//! Response bodies of every vendor into disjoint kinds: made-up bodies in the
//! vendors' formats, exact counts.
#![cfg(feature = "engine")]

mod bills;
mod media;
mod sums;
mod tools;
mod vendors;

use taskfare::logs::{Counting, UsageSource, read_usage};
use taskfare::usage::Usage;

/// input, cache read, cache write (default, 5 m, 1 h), output, reasoning.
type Counts = (u64, u64, [u64; 3], u64, u64);

fn usage((input, cache_read, write, output, reasoning): Counts) -> Usage {
    Usage {
        input,
        cache_read,
        cache_write: write[0],
        cache_write_5m: write[1],
        cache_write_1h: write[2],
        output,
        reasoning,
        requests: 1,
        ..Usage::default()
    }
}

/// Body, source, whether cached tokens lie inside the input, counts.
const BODIES: &[(&str, UsageSource, bool, Counts)] = &[
    // OpenAI chat: cached and written inside the prompt, reasoning inside the completion.
    (
        r#"{"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-5.6-sol",
        "choices":[{"message":{"role":"assistant","content":"{\"usage\":{\"prompt_tokens\":1}}"}}],
        "usage":{"prompt_tokens":20212,"completion_tokens":931,"total_tokens":21143,
        "prompt_tokens_details":{"cached_tokens":16298,"cache_write_tokens":2000,"audio_tokens":0},
        "completion_tokens_details":{"reasoning_tokens":700,"accepted_prediction_tokens":0}},"service_tier":"default"}"#,
        UsageSource::Openai,
        true,
        (1914, 16298, [2000, 0, 0], 231, 700),
    ),
    // OpenAI responses: the field names are Anthropic's, the sums are not.
    (
        r#"{"id":"resp_1","object":"response","model":"gpt-5.5","output":[{"type":"message"}],
        "usage":{"input_tokens":328,"input_tokens_details":{"cached_tokens":128},"output_tokens":52,
        "output_tokens_details":{"reasoning_tokens":12},"total_tokens":380}}"#,
        UsageSource::Openai,
        true,
        (200, 128, [0; 3], 40, 12),
    ),
    // OpenAI embeddings have no output.
    (
        r#"{"object":"list","data":[{"object":"embedding","embedding":[0.1,-2e-3]}],
        "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}"#,
        UsageSource::Openai,
        true,
        (8, 0, [0; 3], 0, 0),
    ),
    // Azure marks what its filter saw.
    (
        r#"{"id":"chatcmpl-2","model":"gpt-4o-2024-08-06","prompt_filter_results":[{"prompt_index":0}],
        "usage":{"prompt_tokens":1500,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":1024}}}"#,
        UsageSource::Azure,
        true,
        (476, 1024, [0; 3], 10, 0),
    ),
    // Anthropic: three disjoint inputs, writes by time to live.
    (
        r#"{"id":"msg_01","type":"message","role":"assistant","model":"claude-opus-5","stop_reason":"end_turn",
        "usage":{"input_tokens":100,"cache_creation_input_tokens":26022,"cache_read_input_tokens":16000,
        "cache_creation":{"ephemeral_5m_input_tokens":6022,"ephemeral_1h_input_tokens":20000},
        "output_tokens":50,"service_tier":"standard"}}"#,
        UsageSource::Anthropic,
        false,
        (100, 16000, [0, 6022, 20000], 50, 0),
    ),
    // Before the split there was one sum of writes.
    (
        r#"{"id":"msg_02","type":"message","model":"claude-3-7-sonnet-20250219",
        "usage":{"input_tokens":3,"cache_creation_input_tokens":12304,"cache_read_input_tokens":0,"output_tokens":550}}"#,
        UsageSource::Anthropic,
        false,
        (3, 0, [12304, 0, 0], 550, 0),
    ),
    // The same through Bedrock's InvokeModel and through Vertex: the id says so.
    (
        r#"{"id":"msg_bdrk_01","type":"message","model":"claude-sonnet-4-5-20250929",
        "usage":{"input_tokens":4,"cache_read_input_tokens":9000,"output_tokens":7}}"#,
        UsageSource::Bedrock,
        false,
        (4, 9000, [0; 3], 7, 0),
    ),
    (
        r#"{"id":"msg_vrtx_01","type":"message","model":"claude-sonnet-4-5@20250929",
        "usage":{"input_tokens":4,"cache_read_input_tokens":9000,"output_tokens":7}}"#,
        UsageSource::Vertex,
        false,
        (4, 9000, [0; 3], 7, 0),
    ),
    // Bedrock's Converse counts the cache beside the input, under names like the AI SDK's.
    (
        r#"{"metrics":{"latencyMs":12},"output":{"message":{"role":"assistant"}},"stopReason":"end_turn",
        "usage":{"inputTokens":30,"outputTokens":628,"totalTokens":1682,"cacheReadInputTokens":1000,"cacheWriteInputTokens":24}}"#,
        UsageSource::Bedrock,
        false,
        (30, 1000, [24, 0, 0], 628, 0),
    ),
    // Its newer answers tell the writes' times to live apart.
    (
        r#"{"output":{"message":{"role":"assistant"}},"usage":{"inputTokens":30,"outputTokens":6,
        "cacheWriteInputTokens":3024,"cacheDetails":[{"ttl":"1h","inputTokens":3000},{"ttl":"5m","inputTokens":24}]}}"#,
        UsageSource::Bedrock,
        false,
        (30, 0, [0, 24, 3000], 6, 0),
    ),
    // The AI SDK counts it inside.
    (
        r#"{"usage":{"inputTokens":1030,"outputTokens":628,"totalTokens":1658,"cachedInputTokens":1000,"reasoningTokens":28}}"#,
        UsageSource::Unknown,
        true,
        (30, 1000, [0; 3], 600, 28),
    ),
    // Gemini: cached inside the prompt, thoughts outside the candidates, tool prompt beside.
    (
        r#"{"candidates":[{"content":{"parts":[{"text":"x"}]}}],"modelVersion":"gemini-2.5-pro","responseId":"r1",
        "usageMetadata":{"promptTokenCount":5000,"cachedContentTokenCount":4096,"candidatesTokenCount":120,
        "thoughtsTokenCount":900,"toolUsePromptTokenCount":77,"totalTokenCount":6097}}"#,
        UsageSource::Google,
        true,
        (904 + 77, 4096, [0; 3], 120, 900),
    ),
    // Vertex says the traffic type; the Python SDK writes snake case.
    (
        r#"{"model_version":"gemini-3.1-pro-preview","usage_metadata":{"prompt_token_count":10,
        "candidates_token_count":null,"thoughts_token_count":5,"total_token_count":15,"traffic_type":"ON_DEMAND"}}"#,
        UsageSource::Vertex,
        true,
        (10, 0, [0; 3], 0, 5),
    ),
    (
        r#"{"id":"cmpl-e5","object":"chat.completion","model":"mistral-large-4",
        "usage":{"prompt_tokens":64,"total_tokens":96,"completion_tokens":32,"num_cached_tokens":48}}"#,
        UsageSource::Mistral,
        true,
        (16, 48, [0; 3], 32, 0),
    ),
    (
        r#"{"id":"chatcmpl-g","model":"openai/gpt-oss-120b","x_groq":{"id":"req_1"},"service_tier":"on_demand",
        "usage":{"queue_time":0.01,"prompt_tokens":4641,"completion_tokens":1817,"total_time":3.9,
        "total_tokens":6458,"prompt_tokens_details":{"cached_tokens":4608}}}"#,
        UsageSource::Groq,
        true,
        (33, 4608, [0; 3], 1817, 0),
    ),
    (
        r#"{"id":"93","model":"deepseek-v4-pro","usage":{"prompt_tokens":1000,"completion_tokens":300,"total_tokens":1300,
        "prompt_tokens_details":{"cached_tokens":896},"completion_tokens_details":{"reasoning_tokens":200},
        "prompt_cache_hit_tokens":896,"prompt_cache_miss_tokens":104}}"#,
        UsageSource::Deepseek,
        true,
        (104, 896, [0; 3], 100, 200),
    ),
    // xAI's chat counts reasoning beside the completion: the total tells.
    (
        r#"{"id":"x1","object":"chat.completion","model":"grok-4.7","usage":{"prompt_tokens":32,"completion_tokens":9,
        "total_tokens":135,"prompt_tokens_details":{"text_tokens":32,"cached_tokens":6},
        "completion_tokens_details":{"reasoning_tokens":94},"num_sources_used":0}}"#,
        UsageSource::Xai,
        true,
        (26, 6, [0; 3], 9, 94),
    ),
    (
        r#"{"id":"gen-1","provider":"Anthropic","model":"anthropic/claude-sonnet-5","object":"chat.completion",
        "usage":{"prompt_tokens":12000,"completion_tokens":80,"total_tokens":12080,"cost":0.00934,"is_byok":false,
        "prompt_tokens_details":{"cached_tokens":9000,"cache_write_tokens":2500},
        "completion_tokens_details":{"reasoning_tokens":30}}}"#,
        UsageSource::Openrouter,
        true,
        (500, 9000, [2500, 0, 0], 50, 30),
    ),
    // Cohere bills other counts than it tokenizes.
    (
        r#"{"id":"c2","finish_reason":"COMPLETE","message":{"role":"assistant"},
        "usage":{"billed_units":{"input_tokens":17,"output_tokens":418},"tokens":{"input_tokens":502,"output_tokens":418}}}"#,
        UsageSource::Cohere,
        true,
        (17, 0, [0; 3], 418, 0),
    ),
    (
        r#"{"response_id":"c1","text":"x","meta":{"api_version":{"version":"1"},"billed_units":{"input_tokens":5.0,"output_tokens":6}}}"#,
        UsageSource::Cohere,
        true,
        (5, 0, [0; 3], 6, 0),
    ),
    // LiteLLM renders Anthropic's usage the OpenAI way: inside, under both spellings.
    (
        r#"{"id":"chatcmpl-l","model":"claude-sonnet-4-5","usage":{"prompt_tokens":42122,"completion_tokens":50,
        "total_tokens":42172,"prompt_tokens_details":{"cached_tokens":16000,"cache_creation_tokens":26022},
        "cache_creation_input_tokens":26022,"cache_read_input_tokens":16000}}"#,
        UsageSource::Unknown,
        true,
        (100, 16000, [26022, 0, 0], 50, 0),
    ),
    // A bare usage object.
    (
        r#"{"input_tokens":7,"cache_read_input_tokens":90,"output_tokens":3}"#,
        UsageSource::Unknown,
        false,
        (7, 90, [0; 3], 3, 0),
    ),
];

#[test]
fn every_vendors_body_becomes_disjoint_kinds() {
    for (body, source, inside, counts) in BODIES {
        let call = read_usage(body.as_bytes(), None).unwrap_or_else(|e| panic!("{e}: {body}"));
        assert_eq!(call.usage, usage(*counts), "{body}");
        assert_eq!(call.source, *source, "{body}");
        assert_eq!(call.counting == Counting::Inside, *inside, "{body}");
        let again = read_usage(body.as_bytes(), Some(call.format)).unwrap();
        assert_eq!(again, call, "naming its own format changes nothing: {body}");
    }
}

#[test]
fn marks_around_the_counts_are_kept() {
    let read = |text: &str| read_usage(text.as_bytes(), None).unwrap();
    let tier = |text: &str| read(text).service_tier;
    let openai = |tier: &str| {
        format!(
            r#"{{"id":"a","model":"gpt-5.5","service_tier":"{tier}","usage":{{"prompt_tokens":1}}}}"#
        )
    };
    assert_eq!(tier(&openai("priority")), Some("fast"));
    assert_eq!(tier(&openai("flex")), Some("flex"));
    assert_eq!(tier(&openai("auto")), None, "auto is no tier");
    let fast = read(
        r#"{"id":"msg_1","type":"message","model":"claude-opus-5","usage":{"input_tokens":1,"output_tokens":1,
        "speed":"fast","inference_geo":"us","server_tool_use":{"web_search_requests":3}}}"#,
    );
    assert_eq!(
        (
            fast.service_tier,
            fast.region.as_deref(),
            fast.usage.web_searches
        ),
        (Some("fast"), Some("us"), 3)
    );
    let cost = read(
        BODIES
            .iter()
            .find(|b| b.1 == UsageSource::Openrouter)
            .unwrap()
            .0,
    );
    assert_eq!(cost.recorded_cost.as_deref(), Some("0.00934"));
    let searched = read(
        r#"{"id":"resp_2","object":"response","model":"gpt-5.5","output":[{"type":"web_search_call"},{"type":"message"},
        {"type":"web_search_call"}],"usage":{"input_tokens":5,"output_tokens":5,"total_tokens":10}}"#,
    );
    assert_eq!(searched.usage.web_searches, 2);
    let sound = read(
        r#"{"id":"a","model":"gpt-4o-audio-preview","usage":{"prompt_tokens":100,"completion_tokens":60,
        "prompt_tokens_details":{"audio_tokens":40},"completion_tokens_details":{"audio_tokens":50}}}"#,
    );
    let Usage {
        input,
        audio_input,
        output,
        audio_output,
        ..
    } = sound.usage;
    assert_eq!((input, audio_input, output, audio_output), (60, 40, 10, 50));
}

#[test]
fn batch_result_lines_are_unwrapped() {
    let openai = br#"{"id":"batch_req_1","custom_id":"t-1","response":{"status_code":200,"body":{"id":"chatcmpl-9",
        "model":"gpt-5.5","usage":{"prompt_tokens":10,"completion_tokens":2}}},"error":null}"#;
    let call = read_usage(openai, None).unwrap();
    assert_eq!((call.usage.input, call.service_tier), (10, Some("batch")));
    let anthropic = br#"{"custom_id":"t-2","result":{"type":"succeeded","message":{"id":"msg_9","type":"message",
        "model":"claude-opus-5","usage":{"input_tokens":11,"output_tokens":3,"service_tier":"batch"}}}}"#;
    let call = read_usage(anthropic, None).unwrap();
    assert_eq!((call.usage.input, call.service_tier), (11, Some("batch")));
}

/// The first event counts little, the last all: adding them would bill twice.
const ANTHROPIC_STREAM: &str = r#"event: message_start
data: {"type":"message_start","message":{"id":"msg_s","type":"message","model":"claude-opus-5","usage":{"input_tokens":25,"cache_read_input_tokens":4000,"cache_creation_input_tokens":300,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":300},"output_tokens":1}}}

event: ping
data: {"type": "ping"}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"usage"}}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

event: message_delta
data: {"type":"message_delta","delta":{},"usage":{"input_tokens":25,"cache_read_input_tokens":4000,"output_tokens":412}}

event: message_stop
data: {"type":"message_stop"}
"#;

#[test]
fn streams_are_merged() {
    let call = read_usage(ANTHROPIC_STREAM.as_bytes(), None).unwrap();
    assert_eq!(call.usage, usage((25, 4000, [0, 0, 300], 412, 0)));
    assert_eq!(call.id.as_deref(), Some("msg_s"));
    assert_eq!(call.model.as_deref(), Some("claude-opus-5"));

    let chat = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-5.5\",\"usage\":null}\r\n\r\n\
        data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-5.5\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}\r\n\r\n\
        data: [DONE]\r\n";
    assert_eq!(
        read_usage(chat.as_bytes(), None).unwrap().usage,
        usage((9, 0, [0; 3], 4, 0))
    );

    let groq = "data: {\"id\":\"c\",\"model\":\"m\",\"x_groq\":{\"id\":\"r\"}}\n\
        data: {\"id\":\"c\",\"model\":\"m\",\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}}\n";
    let call = read_usage(groq.as_bytes(), None).unwrap();
    assert_eq!((call.usage.input, call.source), (9, UsageSource::Groq));

    let responses = "event: response.created\n\
        data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_3\",\"object\":\"response\",\"model\":\"gpt-5.5\",\"usage\":null}}\n\n\
        event: response.completed\n\
        data: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_3\",\"object\":\"response\",\"model\":\"gpt-5.5\",\"usage\":{\"input_tokens\":50,\"input_tokens_details\":{\"cached_tokens\":40},\"output_tokens\":6,\"total_tokens\":56}}}\n";
    assert_eq!(
        read_usage(responses.as_bytes(), None).unwrap().usage,
        usage((10, 40, [0; 3], 6, 0))
    );

    // Gemini streams an array whose counters grow.
    let gemini = r#"[{"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":3,"totalTokenCount":23}},
        {"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":30,"thoughtsTokenCount":5,"totalTokenCount":55},"modelVersion":"gemini-2.5-pro"}]"#;
    assert_eq!(
        read_usage(gemini.as_bytes(), None).unwrap().usage,
        usage((20, 0, [0; 3], 30, 5))
    );

    // An event may say only what moved.
    let moved = r#"[{"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":3}},
        {"usageMetadata":{"candidatesTokenCount":30,"thoughtsTokenCount":5}}]"#;
    assert_eq!(
        read_usage(moved.as_bytes(), None).unwrap().usage,
        usage((20, 0, [0; 3], 30, 5))
    );

    let converse = r#"[{"messageStart":{"role":"assistant"}},{"metadata":{"usage":{"inputTokens":5,"outputTokens":6,"cacheReadInputTokens":7}}}]"#;
    assert_eq!(
        read_usage(converse.as_bytes(), None).unwrap().usage,
        usage((5, 7, [0; 3], 6, 0))
    );

    let cohere = "data: {\"type\":\"message-start\",\"id\":\"c\",\"delta\":{\"message\":{\"role\":\"assistant\"}}}\n\
        data: {\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\",\"usage\":{\"billed_units\":{\"input_tokens\":8,\"output_tokens\":9}}}}\n";
    assert_eq!(
        read_usage(cohere.as_bytes(), None).unwrap().usage,
        usage((8, 0, [0; 3], 9, 0))
    );
}

#[test]
fn server_side_compaction_is_billed_beside_the_answer() {
    let body = br#"{"id":"msg_c","type":"message","model":"claude-opus-5","usage":{"input_tokens":23000,"output_tokens":1000,
        "iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500},{"type":"message","input_tokens":23000,"output_tokens":1000}]}}"#;
    assert_eq!(
        read_usage(body, None).unwrap().usage,
        usage((203_000, 0, [0; 3], 4_500, 0))
    );
}

#[test]
fn impossible_usage_names_the_field() {
    for (body, path) in [
        (
            r#"{"usage":{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":11}}}"#,
            "usage.prompt_tokens_details.cached_tokens",
        ),
        (
            r#"{"usage":{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":6,"cache_write_tokens":5}}}"#,
            "usage.prompt_tokens_details.cache_write_tokens",
        ),
        (
            r#"{"usageMetadata":{"promptTokenCount":1,"cachedContentTokenCount":2}}"#,
            "usageMetadata.cachedContentTokenCount",
        ),
        (
            r#"{"usage":{"input_tokens":1,"output_tokens":2,"output_tokens_details":{"reasoning_tokens":3}}}"#,
            "usage.output_tokens_details.reasoning_tokens",
        ),
        (r#"{"usage":{"prompt_tokens":-1}}"#, "usage.prompt_tokens"),
        (r#"{"usage":{"prompt_tokens":1.5}}"#, "usage.prompt_tokens"),
        (r#"{"usage":{"prompt_tokens":"12"}}"#, "usage.prompt_tokens"),
        (
            r#"{"usage":{"prompt_tokens":1e300}}"#,
            "usage.prompt_tokens",
        ),
        (r#"{"input_tokens":1,"output_tokens":-2}"#, "output_tokens"),
        (r#"{"usage":{}}"#, "usage"),
        (r#"{"error":{"message":"overloaded"}}"#, "usage"),
    ] {
        let error = read_usage(body.as_bytes(), None).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("invalid-usage", Some(path)),
            "{body}"
        );
    }
    let error = read_usage(
        b"data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\"}\n",
        None,
    );
    assert!(error.unwrap_err().hint().unwrap().contains("include_usage"));
    let error = read_usage(b"{\"usage\":{\"prompt_tokens\":1}", None).unwrap_err();
    assert_eq!((error.code(), error.line()), ("invalid-usage", Some(1)));
}

#[test]
fn a_named_format_overrules_and_several_responses_are_no_response() {
    let body = br#"{"usage":{"input_tokens":100,"cache_read_input_tokens":900,"output_tokens":1}}"#;
    assert_eq!(read_usage(body, None).unwrap().counting, Counting::Beside);
    let error = read_usage(body, Some("gemini")).unwrap_err();
    assert_eq!(error.hint(), Some("looked for gemini counters"));
    let error = read_usage(body, Some("openai")).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-argument", Some("format"))
    );
    let two = br#"{"id":"a","usage":{"prompt_tokens":1}}
        {"id":"b","usage":{"prompt_tokens":1}}"#;
    assert_eq!(
        read_usage(two, None).unwrap_err().code(),
        "invalid-argument"
    );
    let without_ids = br#"{"usage":{"prompt_tokens":1}}
        {"usage":{"prompt_tokens":1}}"#;
    assert_eq!(
        read_usage(without_ids, None).unwrap_err().code(),
        "invalid-argument"
    );
}
