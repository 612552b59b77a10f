//! The parser beside `serde_json`, and on what is no JSON.

use super::{json::*, keys::Key};

#[test]
fn keeps_known_keys_and_skips_the_rest() {
    let line = br#"{"content":[{"usage":{"input_tokens":9}},"a\"}]",{}],"usage":{"input_tokens":12,"nope":[[1,{"x":"]"}]],"output_tokens":1e2},"model":"m\u00e9\ud83d\ude00\n"}"#;
    let value = parse(line).unwrap();
    assert_eq!(
        value.at("usage.input_tokens"),
        Some(&Json::Number("12")),
        "content is skipped, so its usage is not seen"
    );
    assert_eq!(
        value.at("usage.output_tokens").unwrap().as_number(),
        Some("1e2")
    );
    assert_eq!(value.text("model"), Some("mé😀\n"));
}

#[test]
fn says_where_it_is_not_json() {
    for (text, at) in [
        ("", 0),
        ("{\"model\":\"x", 9),
        ("{\"model\" 1}", 9),
        ("{\"model\":1 \"id\":2}", 11),
        ("[1,]", 3),
        ("{} {}", 3),
        ("nul", 0),
        ("{\"zzz\":{", 8),
    ] {
        assert_eq!(parse(text.as_bytes()).map_err(|f| f.at), Err(at), "{text}");
    }
}

#[test]
fn deep_nesting_is_an_error_where_kept_and_nothing_where_skipped() {
    let deep = "[".repeat(100_000);
    assert_eq!(parse(deep.as_bytes()).unwrap_err().what, "nests too deep");
    let skipped = format!("{{\"zzz\":{deep}{}}}", "]".repeat(100_000));
    assert_eq!(parse(skipped.as_bytes()), Ok(Json::Object(Vec::new())));
}

#[test]
fn reads_wrong_encodings_without_losing_the_line() {
    let line = b"{\"model\":\"caf\xe9\",\"id\":\"\\ud800x\\u12\"}";
    let value = parse(line).unwrap();
    assert_eq!(value.text("model"), Some("caf\u{fffd}"));
    assert_eq!(value.text("id"), Some("\u{fffd}x\u{fffd}12"));
}

/// What `serde_json` read, reduced to known keys as this parser does.
fn reduced(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(reduced).collect();
            format!("[{}]", items.join(","))
        }
        serde_json::Value::Object(fields) => {
            let known = fields
                .iter()
                .filter(|(key, _)| Key::of(key.as_bytes()).is_some());
            let all: Vec<String> = known
                .map(|(key, value)| format!("{key}:{}", reduced(value)))
                .collect();
            format!("{{{}}}", all.join(","))
        }
        other => other.to_string(),
    }
}

fn written(value: &Json<'_>) -> String {
    match value {
        Json::Null => "null".to_string(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(digits) => {
            let number: serde_json::Value = serde_json::from_str(digits).unwrap();
            number.to_string()
        }
        Json::String(text) => serde_json::Value::String(text.to_string()).to_string(),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(","))
        }
        Json::Object(fields) => {
            // The last of a key written twice counts, and `serde_json` sorts.
            let fields: std::collections::BTreeMap<&str, String> = fields
                .iter()
                .map(|(key, value)| (key.as_str(), written(value)))
                .collect();
            let all: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}:{value}"))
                .collect();
            format!("{{{}}}", all.join(","))
        }
        Json::Named(_) => unreachable!("no `models` in the texts below"),
    }
}

proptest::proptest! {
    #[test]
    fn reads_what_serde_json_reads(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "{", "}", "[", "]", ",", ":", " ", "\n", "\"model\"", "\"usage\"", "\"zzz\"",
            "\"a\\\"b\"", "\"\\u00e9\\n\"", "12", "-0.5e3", "true", "false", "null",
            "\"id\":1", "\"model\":{}", "\"content\":[{}]",
        ]), 0..14)
    ) {
        let text = pieces.concat();
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&text) {
            let own = parse(text.as_bytes());
            proptest::prop_assert!(own.is_ok(), "{}: {:?}", text, own);
            proptest::prop_assert_eq!(written(&own.unwrap()), reduced(&value), "{}", text);
        }
    }
}

#[test]
fn finds_either_byte_at_every_offset() {
    for length in 0..40 {
        for hit in 0..length {
            let mut bytes = vec![0x21u8; length];
            bytes[hit] = b'\\';
            assert_eq!(find_either(&bytes, 0, b'"', b'\\'), Some(hit));
            assert_eq!(find_either(&bytes, hit + 1, b'"', b'\\'), None);
        }
    }
}
