//! The small task of the packaging tests, done natively: every bundler and runtime must
//! give what `tests/golden/surface.json` says, and that file must be what this prints.

use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use taskfare::agent::ProjectRequest;
use taskfare::bill::{Call, price};
use taskfare::instant::Instant;
use taskfare::prices::{Table, source::ServiceTier};
use taskfare::usage::Usage;

/// The text and the instant of `tests/packaging/support/task.js`, read from there.
fn constant(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packaging/support/task.js");
    let script = fs::read_to_string(path).unwrap();
    let start = format!("export const {name} = '");
    let rest = &script[script.find(&start).unwrap() + start.len()..];
    rest[..rest.find('\'').unwrap()].replace("\\n", "\n")
}

fn task() -> Value {
    let ids = tiktoken_rs::o200k_base_singleton().encode_ordinary(&constant("TEXT"));
    let at = Instant::parse(&constant("AT")).unwrap();
    let usage = Usage {
        input: ids.len() as u64 * 1_000,
        output: 800,
        ..Usage::default()
    };
    let call = Call {
        model: "gpt-5.5",
        usage: &usage,
        at,
        service_tier: ServiceTier::Standard,
        region: None,
        currency: None,
    };
    let mut request: ProjectRequest = serde_json::from_value(json!({
        "profile": "bug-fix", "harness": "claude-code", "offers": [{ "model": "gpt-5.5" }],
        "runs": 200, "seed": 7,
    }))
    .unwrap();
    request.at = at;
    let projection = request.project(&Table::shipped()).unwrap();
    let cost = projection.offers[0].cost.as_ref().unwrap();
    let bill = serde_json::to_value(price(&Table::shipped(), &call).unwrap()).unwrap();
    json!({
        "tokens": ids.len(),
        "ids": ids,
        "status": bill["status"],
        "currency": bill["currency"],
        "total": bill["total"],
        "p50": cost.p50,
        "p90": cost.p90,
    })
}

#[test]
fn golden_file_is_what_the_crate_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/surface.json");
    // As text: reading a number back may move its last digit.
    let now = serde_json::to_string_pretty(&task()).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &now).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap();
    assert_eq!(
        golden, now,
        "run again with UPDATE_GOLDEN=1 after a change that is meant"
    );
}
