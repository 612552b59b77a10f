//! From a response to its bill: what is read is what is priced.

use std::path::Path;
use std::sync::OnceLock;
use taskfare::bill::{self, Bill, Call, Status};
use taskfare::instant::Instant;
use taskfare::logs::read_usage;
use taskfare::money::Amount;
use taskfare::prices::Table;
use taskfare::prices::source::ServiceTier;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("prices");
    TABLE.get_or_init(|| Table::from_folder(&folder).unwrap_or_else(|error| panic!("{error}")))
}

/// The bill of a response of the vendor's, by its own model's name, on a day in November 2026.
fn billed(vendor: &str, body: &str) -> Bill {
    let call = read_usage(body.as_bytes(), None).unwrap_or_else(|e| panic!("{e}: {body}"));
    let model = format!("{vendor}/{}", call.model.expect("a model"));
    let call = Call {
        model: &model,
        usage: &call.usage,
        at: Instant::parse("2026-11-20T00:00:00Z").expect("an instant"),
        service_tier: ServiceTier::Standard,
        region: None,
        currency: None,
    };
    bill::price(table(), &call).expect("a possible usage")
}

#[track_caller]
fn check(vendor: &str, body: &str, expected: &str) {
    let bill = billed(vendor, body);
    assert_eq!(bill.status, Status::Priced, "{bill:?}");
    assert_eq!(bill.total, Amount::parse(expected), "{bill:?}");
}

fn gemini(model: &str, usage: &str, queries: &str) -> String {
    format!(
        r#"{{"modelVersion":"{model}","candidates":[{{"groundingMetadata":{{"webSearchQueries":{queries}}}}}],
        "usageMetadata":{{{usage}}}}}"#
    )
}

#[test]
fn sound_bills_at_its_own_rate_and_as_text_where_it_has_none() {
    let recording = r#""promptTokenCount":1000,"candidatesTokenCount":60,"cachedContentTokenCount":300,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"AUDIO","tokenCount":900}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":300}]"#;
    // 100 x 0.3 + 300 x 0.1 + 600 x 1 + 60 x 2.5
    check(
        "google",
        &gemini("gemini-2.5-flash", recording, "[]"),
        "0.00081",
    );
    // 100 x 1.25 + 300 x 0.125 + 600 x 1.25 + 60 x 10
    check(
        "google",
        &gemini("gemini-2.5-pro", recording, "[]"),
        "0.0015125",
    );
    check(
        "vertex",
        &gemini("gemini-2.5-pro", recording, "[]"),
        "0.0015125",
    );
    // A batch halves what is fresh and leaves what is cached: 50 x 0.3 + 300 x 0.1 + 300 x 1 + 30 x 2.5
    let body = gemini("gemini-2.5-flash", recording, "[]");
    let call = read_usage(body.as_bytes(), None).expect("a usage object");
    let batch = Call {
        model: "google/gemini-2.5-flash",
        usage: &call.usage,
        at: Instant::parse("2026-11-22T12:00:00Z").expect("an instant"),
        service_tier: ServiceTier::Batch,
        region: None,
        currency: None,
    };
    let bill = bill::price(table(), &batch).expect("a possible usage");
    assert_eq!(bill.total, Amount::parse("0.00042"), "{bill:?}");
    // Beyond 200,000 tokens sound doubles with the rest.
    let long = r#""promptTokenCount":300000,"candidatesTokenCount":0,
        "promptTokensDetails":[{"modality":"AUDIO","tokenCount":300000}]"#;
    check("google", &gemini("gemini-2.5-pro", long, "[]"), "0.75");
    check("vertex", &gemini("gemini-2.5-pro", long, "[]"), "0.75");
}

#[test]
fn cached_sound_without_a_rate_is_not_billed_as_cached_text() {
    let recording = r#""promptTokenCount":1000,"candidatesTokenCount":60,"cachedContentTokenCount":300,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":700},{"modality":"AUDIO","tokenCount":300}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":300}]"#;
    let bill = billed(
        "vertex",
        &gemini("gemini-3.1-flash-lite-preview", recording, "[]"),
    );
    assert_eq!(bill.status, Status::Partial, "{bill:?}");
    assert_eq!(bill.reasons[0].kind, Some("cacheReadAudio"), "{bill:?}");
    // 700 x 0.25 + 60 x 1.5: a lower bound, without the cached sound.
    assert_eq!(bill.total, Amount::parse("0.000265"), "{bill:?}");
}

#[test]
fn pictures_without_a_rate_are_not_billed_as_text() {
    let drawn = r#""promptTokenCount":10,"candidatesTokenCount":1290,
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]"#;
    let bill = billed("google", &gemini("gemini-3.8-flash", drawn, "[]"));
    assert_eq!(bill.status, Status::Partial, "{bill:?}");
}

#[test]
fn tools_bill_what_their_vendors_charge() {
    let counts = r#""promptTokenCount":0,"candidatesTokenCount":0"#;
    let queries = r#"["a","b","b",""]"#;
    check(
        "google",
        &gemini("gemini-3.8-flash", counts, queries),
        "0.028",
    );
    check(
        "google",
        &gemini("gemini-2.5-flash", counts, queries),
        "0.035",
    );
    // A bill of xAI's own, of 2026-08-24: ten searches of X at $5 a thousand, and its tokens.
    let xai = r#"{"id":"resp_1","object":"response","model":"grok-4.3","output":[],"usage":{"input_tokens":33065,
        "input_tokens_details":{"cached_tokens":18368},"output_tokens":3441,"output_tokens_details":{"reasoning_tokens":0},
        "total_tokens":36506,"num_server_side_tools_used":10,"cost_in_usd_ticks":806473500,"server_side_tool_usage_details":
        {"web_search_calls":0,"x_search_calls":10,"code_interpreter_calls":0,"file_search_calls":0,"mcp_calls":0,
        "document_search_calls":0,"image_generation_calls":0}}}"#;
    let recorded = read_usage(xai.as_bytes(), None).expect("a usage object");
    assert_eq!(recorded.recorded_cost.as_deref(), Some("0.08064735"));
    check("xai", xai, "0.08064735");
    // Since then by what they fetch: 44 posts at $5 and 3 profiles at $10 a thousand.
    let fetched = r#"{"id":"resp_1","object":"response","model":"grok-4.7","output":[],"usage":{"input_tokens":0,
        "output_tokens":0,"total_tokens":0,"server_side_tool_usage_details":{"x_search_calls":2,"x_posts_fetched":44,
        "x_users_fetched":3,"code_interpreter_calls":2,"file_search_calls":4}}}"#;
    check("xai", fetched, "0.27");
    let attached = fetched.replace("file_search_calls", "document_search_calls");
    let bill = billed("xai", &attached);
    assert_eq!(bill.status, Status::Partial, "{bill:?}");
    assert_eq!(bill.reasons[0].kind, Some("otherTools"), "{bill:?}");
    // Azure: grounding with Bing at $14 a thousand, a session at $0.033; searches of files have no known fee.
    let azure = r#"{"id":"resp_1","object":"response","model":"gpt-5.6-sol","output":[{"type":"web_search_call"},
        {"type":"code_interpreter_call","container_id":"cntr_1"}],
        "usage":{"input_tokens":0,"output_tokens":0,"total_tokens":0}}"#;
    check("azure", azure, "0.047");
    let searched = azure.replace("web_search_call", "file_search_call");
    assert_eq!(billed("azure", &searched).status, Status::Partial);
    // Two searches at $10 and one of files at $2.5 a thousand, one container at $0.03.
    check(
        "openai",
        r#"{"id":"resp_1","object":"response","model":"gpt-5.5","output":[{"type":"web_search_call","action":{"type":"search"}},
        {"type":"web_search_call","action":{"type":"open_page"}},{"type":"web_search_call"},{"type":"file_search_call"},
        {"type":"code_interpreter_call","container_id":"cntr_1"},{"type":"code_interpreter_call","container_id":"cntr_1"}],
        "usage":{"input_tokens":0,"output_tokens":0,"total_tokens":0}}"#,
        "0.0525",
    );
}
