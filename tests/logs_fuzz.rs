//! Every reader on broken input: lines that were cut, spliced, doubled and altered
//! byte by byte. Nothing panics, what was read adds up, and good lines around the
//! broken ones are all there.
//!
//! `STRINGS=1000000 cargo test --profile fast --test logs_fuzz` runs at length.
#![cfg(feature = "engine")]

use taskfare::logs::{LogReader, read_usage};

/// One record of every format.
const SEEDS: &[&str] = &[
    r#"{"type":"assistant","sessionId":"s","isSidechain":true,"requestId":"r","timestamp":"2026-10-01T12:00:00Z","costUSD":1.5e-3,"message":{"id":"m","model":"claude-opus-5","usage":{"input_tokens":4,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"cache_read_input_tokens":9,"output_tokens":8,"iterations":[{"type":"compaction","input_tokens":1}]}}}"#,
    r#"{"type":"system","subtype":"compact_boundary","sessionId":"s","timestamp":"2026-10-01T12:02:00Z","compactMetadata":{"preTokens":155000}}"#,
    r#"{"timestamp":"2026-09-01T10:00:00Z","type":"session_meta","payload":{"id":"f","forked_from_id":"p","cwd":"/w"}}"#,
    r#"{"timestamp":"2026-09-01T10:00:00Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":1000,"cached_input_tokens":600,"output_tokens":50,"reasoning_output_tokens":20},"last_token_usage":{"input_tokens":1000,"cached_input_tokens":600,"output_tokens":50}}}}"#,
    r#"{"timestamp":"2026-11-01T10:00:00Z","type":"event_msg","payload":{"type":"token_usage_record","turn_id":"t","turn_token_usage":{"input_tokens":10,"cached_input_tokens":5,"output_tokens":3}}}"#,
    r#"{"sessionId":"g","projectHash":"a","messages":[{"id":"m","timestamp":"2026-10-02T08:00:05Z","type":"gemini","model":"gemini-2.5-pro","tokens":{"input":9000,"output":100,"cached":8000,"thoughts":700,"tool":5}}]}"#,
    r#"{"session_id":"g","stats":{"models":{"gemini-2.5-pro":{"api":{"totalRequests":2},"tokens":{"prompt":100,"candidates":10,"cached":60,"thoughts":5}}}}}"#,
    r#"{"id":"msg_a","sessionID":"s","role":"assistant","modelID":"x","cost":0.03,"time":{"created":1790856000123},"tokens":{"input":5,"output":100,"reasoning":20,"cache":{"read":8000,"write":400}}}"#,
    r#"{"id":"a","session_id":"s","data":"{\"role\":\"assistant\",\"modelID\":\"x\",\"tokens\":{\"input\":5,\"output\":1}}"}"#,
    r#"{"type":"session","id":"p","timestamp":"2026-10-01T12:00:00Z","cwd":"/w"}"#,
    r#"{"type":"message","id":"ab","message":{"role":"assistant","model":"kimi-k3","timestamp":1790856004000,"usage":{"input":10,"output":50,"cacheRead":900,"cacheWrite":30,"cost":{"total":0.0125}}}}"#,
    r#"{"info":{"model_stats":{"instance_cost":0.25,"api_calls":12}},"messages":[{"extra":{"cost":0.1,"timestamp":1.5,"response":{"id":"c","model":"gpt-5.5","usage":{"prompt_tokens":10,"completion_tokens":2}}}}]}"#,
    r#"{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"a"},"spans":[{"traceId":"t","spanId":"s","startTimeUnixNano":"1790856000123456789","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"10"}},{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":20}}]}]}]}]}"#,
    r#"{"request_id":"r","spend":0.1,"prompt_tokens":10,"completion_tokens":5,"startTime":"2026-10-01 12:00:05","model":"x","cache_hit":"","metadata":"{\"usage_object\":{\"prompt_tokens_details\":{\"cached_tokens\":4}}}"}"#,
    r#"{"data":{"id":"gen-1","model":"x","created_at":"2026-10-01T12:00:00Z","native_tokens_prompt":1000,"native_tokens_completion":100,"native_tokens_cached":700,"total_cost":0.001,"is_byok":true,"upstream_inference_cost":0.02}}"#,
    r#"{"object":"page","data":[{"start_time":1790812800,"results":[{"input_tokens":1000,"input_cached_tokens":800,"output_tokens":500,"num_model_requests":5,"model":"x","batch":true}]}]}"#,
    "usage_date_utc,model_version,api_key,usage_input_tokens_no_cache,usage_input_tokens_cache_read,usage_output_tokens\n2026-10-01,claude-opus-5,\"k,\"\"1\",100,5000000000,50",
    "timestamp,n_requests,snapshot_id,n_context_tokens_total,n_generated_tokens_total\n1790812800,3,gpt-4o,900,90",
    r#"{"id":"chatcmpl-1","object":"chat.completion","created":1790856000,"model":"gpt-5.5","service_tier":"flex","usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}}"#,
    "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":15}}\ndata: [DONE]",
    r#"[{"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":3}},{"usageMetadata":{"candidatesTokenCount":30,"thoughtsTokenCount":5}}]"#,
];

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn seed(&mut self) -> &'static [u8] {
        SEEDS[self.below(SEEDS.len())].as_bytes()
    }

    /// A seed with some damage.
    fn broken(&mut self) -> Vec<u8> {
        const BYTES: &[u8] = b"{}[]\",:\\0-9eE.\n\r\t\0\xff\xc3un";
        let mut text = self.seed().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(text.len());
            let to = (at + self.below(40)).min(text.len());
            match self.below(7) {
                0 => text.truncate(at),
                1 => drop(text.drain(at..to)),
                2 => {
                    let copy = text[at..to].to_vec();
                    text.splice(at..at, copy);
                }
                3 => {
                    let other = self.seed();
                    let from = self.below(other.len());
                    text.splice(at..to, other[from..].iter().copied());
                }
                4 => text.splice(at..at, *b"99999999999999999999").for_each(drop),
                _ if at < text.len() => text[at] = BYTES[self.below(BYTES.len())],
                _ => {}
            }
        }
        text
    }
}

fn good(id: usize) -> String {
    format!(
        r#"{{"type":"assistant","sessionId":"good","requestId":"good-{id}","message":{{"id":"good-{id}","model":"good","usage":{{"input_tokens":1,"output_tokens":1}}}}}}"#
    ) + "\n"
}

fn rounds() -> usize {
    std::env::var("STRINGS").map_or(20_000, |text| text.parse().expect("STRINGS is a number"))
}

#[test]
fn broken_lines_never_panic_and_lose_no_good_one() {
    let mut dice = Dice(1);
    for round in 0..rounds() {
        let mut text = good(0).into_bytes();
        let mut goods = 1;
        for _ in 0..=dice.below(4) {
            text.extend(dice.broken());
            text.push(b'\n');
            text.extend(good(goods).into_bytes());
            goods += 1;
        }
        let mut reader = LogReader::default();
        for chunk in text.chunks(1 + dice.below(300)) {
            reader.push("broken", chunk);
        }
        let log = reader.finish();
        let shown = || String::from_utf8_lossy(&text).into_owned();
        let found = log
            .calls()
            .filter(|call| call.model == Some("good"))
            .count();
        assert_eq!(found, goods, "round {round}: {}", shown());
        let report = log.report();
        let skipped: u64 = report.skipped.iter().map(|skipped| skipped.records).sum();
        assert_eq!(
            report.records,
            report.calls + skipped,
            "round {round}: {}",
            shown()
        );
    }
}

#[test]
fn broken_files_and_bodies_never_panic() {
    let mut dice = Dice(2);
    for _ in 0..rounds() {
        let text = dice.broken();
        let mut reader = LogReader::default();
        for chunk in text.chunks(1 + dice.below(300)) {
            reader.push("broken", chunk);
        }
        let log = reader.finish();
        assert_eq!(log.calls().count(), log.call_count());
        assert_eq!(log.sums().count() as u64, log.report().buckets);
        if let Err(error) = read_usage(&text, None) {
            assert!(
                ["invalid-usage", "invalid-argument"].contains(&error.code()),
                "{error}"
            );
        }
    }
}
