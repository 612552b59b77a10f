//! OpenTelemetry, LiteLLM, OpenRouter, and raw responses of vendors.

use crate::support::{counts, of, read, skipped};
use taskfare::logs::SkipRule;

fn span(id: &str, operation: &str, counts: &[(&str, u64)]) -> String {
    let counts: String = counts
        .iter()
        .map(|(name, count)| {
            format!(r#",{{"key":"gen_ai.usage.{name}","value":{{"intValue":"{count}"}}}}"#)
        })
        .collect();
    format!(
        r#"{{"traceId":"t1","spanId":"{id}","name":"x","startTimeUnixNano":"1790856000123456789","attributes":[{{"key":"gen_ai.operation.name","value":{{"stringValue":"{operation}"}}}},{{"key":"gen_ai.response.model","value":{{"stringValue":"claude-opus-5"}}}}{counts}]}}"#
    )
}

fn otlp(scopes: &[(&str, &[String])]) -> String {
    let scopes: Vec<String> = scopes
        .iter()
        .map(|(name, spans)| {
            format!(
                r#"{{"scope":{{"name":"{name}"}},"spans":[{}]}}"#,
                spans.join(",")
            )
        })
        .collect();
    format!(
        r#"{{"resourceSpans":[{{"scopeSpans":[{}]}}]}}"#,
        scopes.join(",")
    ) + "\n"
}

#[test]
fn otel_emitters_that_include_the_cache_and_that_do_not() {
    let inside = [
        span(
            "s1",
            "chat",
            &[
                ("input_tokens", 1000),
                ("cache_read.input_tokens", 800),
                ("output_tokens", 50),
                ("reasoning.output_tokens", 20),
            ],
        ),
        span(
            "s2",
            "invoke_agent",
            &[("input_tokens", 1000), ("output_tokens", 50)],
        ),
    ];
    let beside = [
        span(
            "s3",
            "chat",
            &[
                ("input_tokens", 5),
                ("cache_read_input_tokens", 800),
                ("cache_creation_input_tokens", 40),
                ("output_tokens", 7),
            ],
        ),
        // This span alone could be read either way: its emitter's other span tells.
        span(
            "s4",
            "chat",
            &[
                ("prompt_tokens", 900),
                ("cache_read_input_tokens", 800),
                ("completion_tokens", 7),
            ],
        ),
    ];
    let text = otlp(&[("a", &inside), ("b", &beside)]);
    let log = read(&[("traces.jsonl", &format!("{text}{text}"))]);
    assert_eq!(
        counts(&log),
        [
            [200, 800, 0, 30, 20],
            [5, 800, 40, 7, 0],
            [900, 800, 0, 7, 0]
        ]
    );
    assert_eq!(skipped(&log, SkipRule::ParentSpan), 2);
    assert_eq!(skipped(&log, SkipRule::Repeat), 3);
    // What one export showed of an emitter holds for its later ones.
    let first = otlp(&[("b", &beside[..1])]);
    let later = otlp(&[("b", &beside[1..]), ("a", &inside[..1])]);
    let log = read(&[("two.jsonl", &(first + &later))]);
    assert_eq!(
        counts(&log),
        [
            [5, 800, 40, 7, 0],
            [900, 800, 0, 7, 0],
            [200, 800, 0, 30, 20]
        ]
    );
    // An agent span with nothing below it is all there is.
    let log = read(&[("alone.json", &otlp(&[("a", &inside[1..])]))]);
    assert_eq!(counts(&log), [[1000, 0, 0, 50, 0]]);
}

#[test]
fn litellm_rows_know_the_providers_cache_from_its_metadata() {
    let rows = r#"[
{"request_id":"r1","call_type":"acompletion","spend":0.0421,"prompt_tokens":42122,"completion_tokens":50,"total_tokens":42172,"startTime":"2026-10-01T12:00:00Z","model":"claude-opus-5","cache_hit":"False","metadata":{"usage_object":{"prompt_tokens":42122,"prompt_tokens_details":{"cached_tokens":16000},"cache_creation_input_tokens":26022}}},
{"request_id":"r2","spend":0,"prompt_tokens":42122,"completion_tokens":50,"startTime":"2026-10-01T12:00:05Z","model":"claude-opus-5","cache_hit":"True"},
{"request_id":"r3","spend":0.1,"prompt_tokens":10,"completion_tokens":5,"startTime":"2026-10-01 12:00:05","model":"gpt-5.5","cache_hit":"","metadata":"{\"usage_object\":{\"prompt_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":4}}}"}
]"#;
    let log = read(&[("spend.json", rows)]);
    assert_eq!(counts(&log), [[100, 16000, 26022, 50, 0], [6, 4, 0, 5, 0]]);
    assert_eq!(skipped(&log, SkipRule::ResponseCache), 1);
}

#[test]
fn openrouter_generations_use_native_tokens_and_add_the_vendors_bill_to_the_fee() {
    let rows = r#"{"data":{"id":"gen-1","model":"anthropic/claude-sonnet-5","created_at":"2026-10-01T12:00:00Z","tokens_prompt":900,"tokens_completion":80,"native_tokens_prompt":1000,"native_tokens_completion":100,"native_tokens_reasoning":40,"native_tokens_cached":700,"total_cost":0.001,"is_byok":true,"upstream_inference_cost":0.02}}
{"id":"gen-1","model":"anthropic/claude-sonnet-5","native_tokens_prompt":1000,"native_tokens_completion":100,"native_tokens_reasoning":40,"native_tokens_cached":700,"total_cost":0.001}
"#;
    let log = read(&[("gen.jsonl", rows)]);
    assert_eq!(counts(&log), [[300, 700, 0, 60, 40]]);
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
}

#[test]
fn raw_responses_one_per_line_in_arrays_and_as_streams() {
    let line = |id: &str, input: u64| {
        format!(
            r#"{{"id":"{id}","object":"chat.completion","created":1790856000,"model":"gpt-5.5","service_tier":"flex","usage":{{"prompt_tokens":{input},"completion_tokens":1}}}}"#
        )
    };
    let stream = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\ndata: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":15}}\n\ndata: {\"type\":\"message_stop\"}\n\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_2\",\"type\":\"message\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":30,\"output_tokens\":1}}}\n\ndata: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":9}}\n";
    let lines = format!("{}\n{}\n{}\n", line("a", 10), line("b", 20), line("a", 10));
    let array = format!("[{},\n{}]", line("b", 20), line("c", 30));
    let log = read(&[
        ("lines.jsonl", &lines),
        ("array.json", &array),
        ("stream.txt", stream),
    ]);
    let inputs: Vec<u64> = log.calls().map(|call| call.usage.input).collect();
    assert_eq!(inputs, [10, 20, 30, 25, 30]);
    assert_eq!(
        log.calls()
            .map(|call| call.usage.output)
            .collect::<Vec<_>>(),
        [1, 1, 1, 15, 9]
    );
    assert_eq!(log.call(0).service_tier, Some("flex"));
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
    // Without ids nothing tells a copy: every line is a call.
    let bare =
        "{\"input_tokens\":1,\"output_tokens\":1}\n{\"input_tokens\":1,\"output_tokens\":1}\n";
    assert_eq!(read(&[("bare.jsonl", bare)]).report().calls, 2);
}

#[test]
fn openrouters_activity_is_calls_as_csv_and_days_from_its_api() {
    let csv = "generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user\n\
        gen-1,2026-10-01 12:00:00.123,0.02,0,-0.01,0,0,1000,100,40,700,anthropic/claude-sonnet-5,Anthropic,standard,false,true,\n\
        gen-2,2026-10-01T12:00:05Z,0.001,0,0,0,0.03,50,5,0,0,openai/gpt-5.5,OpenAI,standard,false,true,\n\
        gen-1,2026-10-01 12:00:00.123,0.02,0,-0.01,0,0,1000,100,40,700,anthropic/claude-sonnet-5,Anthropic,standard,false,true,\n\
        gen-3,2026-10-01T12:00:06Z,0.001,0,0,0,0,50,5,9,0,openai/gpt-5.5,OpenAI,standard,false,true,\n";
    let log = read(&[("activity.csv", csv)]);
    assert_eq!(counts(&log), [[300, 700, 0, 60, 40], [50, 0, 0, 5, 0]]);
    assert_eq!(skipped(&log, SkipRule::Repeat), 1);
    assert_eq!(log.report().bad_lines, 1, "more reasoning than output");
    assert_eq!(log.report().files[0].format, Some("openrouter"));
    assert_eq!(log.call(0).at.unwrap().to_string(), "2026-10-01T12:00:00Z");
    let cost = |place| {
        let mut text = String::new();
        log.call(place).recorded_cost.unwrap().push_to(&mut text);
        text
    };
    // The vendor's own bill comes on top of the fee where the key is one's own.
    assert_eq!([cost(0), cost(1)], ["0.02", "0.031"]);

    let api = r#"{"data":[{"date":"2026-10-01","model":"openai/gpt-5.5","model_permaslug":"openai/gpt-5.5-2026-04-23","endpoint_id":"e","provider_name":"OpenAI","usage":0.015,"byok_usage_inference":0.012,"requests":5,"prompt_tokens":50,"completion_tokens":125,"reasoning_tokens":25}]}"#;
    let log = read(&[("activity.json", api)]);
    let day = log.sums().next().unwrap();
    assert_eq!((of(&day), day.calls), ([50, 0, 0, 100, 25], Some(5)));
    assert_eq!(day.model, Some("openai/gpt-5.5-2026-04-23"));
    let mut cost = String::new();
    day.recorded_cost.unwrap().push_to(&mut cost);
    assert_eq!(cost, "0.027");
}
