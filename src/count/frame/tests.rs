use super::*;
use crate::count::{assemble, family_of};
use crate::data::json::Number;
use proptest::prelude::*;

const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

fn request(body: &str) -> Request {
    read(&serde_json::from_str(body).unwrap(), None, None).unwrap()
}

fn line<'a>(request: &'a Request, what: &str) -> &'a Graded {
    let found = request
        .lines
        .iter()
        .find(|line| line.what.starts_with(what));
    &found
        .unwrap_or_else(|| panic!("no line {what}: {request:?}"))
        .count
}

/// The text with which OpenAI's cookbook counts tools, and its count for GPT-4o.
#[test]
fn chat_and_functions_follow_the_cookbook() {
    let request = request(
        r#"{"model": "gpt-4o", "messages": [
            {"role": "system", "content": "You are a helpful assistant that can answer to questions about the weather."},
            {"role": "user", "content": "What's the weather like in San Francisco?"}],
          "tools": [{"type": "function", "function": {"name": "get_current_weather",
            "description": "Get the current weather in a given location",
            "parameters": {"type": "object", "properties": {
              "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
              "unit": {"type": "string", "description": "The unit of temperature to return", "enum": ["celsius", "fahrenheit"]}},
              "required": ["location"]}}}]}"#,
    );
    assert_eq!(request.format, Format::OpenaiChat);
    assert_eq!(line(&request, "framing").tokens, 3 + 2 * 3);
    let bpe = tiktoken_rs::o200k_base_singleton();
    let text: usize = request
        .texts
        .iter()
        .map(|text| bpe.count_ordinary(text))
        .sum();
    let around: u32 = request.lines.iter().map(|line| line.count.tokens).sum();
    let total = text as u32 + around;
    let (low, high) = request
        .lines
        .iter()
        .fold((text as u32, text as u32), |sum, line| {
            (sum.0 + line.count.low, sum.1 + line.count.high)
        });
    // 101 is what the cookbook prints for both its function and the API.
    assert!(low <= 101 && 101 <= high, "{low}..{high}");
    assert!(total.abs_diff(101) <= 4, "{total}: {:?}", request.texts);
    assert!(
        request
            .texts
            .contains(&"unit:string:The unit of temperature to return".to_owned())
    );
}

#[test]
fn responses_bodies_are_read() {
    let request = request(&format!(
        r#"{{"model": "gpt-5.6-sol", "instructions": "Be brief.", "input": [
          {{"role": "user", "content": [{{"type": "input_text", "text": "What is it?"}},
            {{"type": "input_image", "image_url": "data:image/png;base64,{PIXEL}", "detail": "high"}}]}},
          {{"type": "function_call", "name": "look", "arguments": "{{}}", "call_id": "1"}},
          {{"type": "function_call_output", "call_id": "1", "output": "a cat"}}],
        "tools": [{{"type": "web_search"}}]}}"#
    ));
    assert_eq!(request.format, Format::OpenaiResponses);
    assert_eq!(
        request.texts,
        [
            "developer",
            "Be brief.",
            "user",
            "What is it?",
            "look",
            "{}",
            "a cat"
        ]
    );
    assert_eq!(line(&request, "image 1x1").tokens, 2);
    assert_eq!(line(&request, "tool web_search").grade, Grade::Unknown);
}

#[test]
fn anthropic_bodies_are_read() {
    let request = request(&format!(
        r#"{{"model": "claude-sonnet-4-5", "system": [{{"type": "text", "text": "Be brief."}}],
        "messages": [{{"role": "user", "content": [{{"type": "text", "text": "What is it?"}},
            {{"type": "image", "source": {{"type": "base64", "media_type": "image/png", "data": "{PIXEL}"}}}}]}},
          {{"role": "assistant", "content": [{{"type": "thinking", "thinking": "hm"}},
            {{"type": "tool_use", "id": "1", "name": "look", "input": {{"x": 1, "y": [true, null]}}}}]}},
          {{"role": "user", "content": [{{"type": "tool_result", "tool_use_id": "1", "content": "a cat"}}]}}],
        "tools": [{{"name": "look", "description": "Looks.", "input_schema": {{"type": "object"}}}}],
        "tool_choice": {{"type": "any"}}}}"#
    ));
    assert_eq!(request.format, Format::AnthropicMessages);
    assert_eq!(
        request.texts,
        [
            "Be brief.",
            "What is it?",
            "look",
            r#"{"x":1,"y":[true,null]}"#,
            "a cat",
            "look",
            "Looks.",
            r#"{"type":"object"}"#
        ]
    );
    let tools = line(&request, "tools");
    assert_eq!((tools.low, tools.grade), (313, Grade::VendorStated));
    assert_eq!(line(&request, "image 1x1").tokens, 1);
}

#[test]
fn newer_claude_has_no_figure_and_says_so() {
    let request = request(
        r#"{"model": "claude-opus-5-5", "system": "x", "messages": [],
        "tools": [{"name": "a", "input_schema": {}}]}"#,
    );
    assert_eq!(line(&request, "tools").grade, Grade::Unknown);
}

#[test]
fn gemini_bodies_are_read_as_googles_sdk_reads_them() {
    let request = request(
        r#"{"systemInstruction": {"parts": [{"text": "Be brief."}]},
        "contents": [{"role": "user", "parts": [{"text": "What is it?"},
            {"inlineData": {"mimeType": "audio/wav", "data": ""}}]},
          {"role": "model", "parts": [{"functionCall": {"name": "look", "args": {"at": "door", "n": 2}}}]}],
        "tools": [{"functionDeclarations": [{"name": "look", "description": "Looks.",
          "parameters": {"type": "object", "properties": {"at": {"type": "string", "enum": ["door", "sky"]}},
            "required": ["at"]}}]}]}"#,
    );
    assert_eq!(request.format, Format::Gemini);
    assert_eq!(
        request.texts,
        [
            "Be brief.",
            "What is it?",
            "look",
            "at",
            "door",
            "n",
            "look",
            "Looks.",
            "at",
            "at",
            "door",
            "sky"
        ]
    );
    assert_eq!(line(&request, "audio/wav").grade, Grade::Unknown);
}

#[test]
fn a_body_of_no_known_format_is_refused() {
    let error = read(&Json::Map(Vec::new()), None, None).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-argument", Some("body"))
    );
}

#[test]
fn a_request_adds_up_and_has_the_worst_grade() {
    let text = Graded::exact(100, "o200k_base, the model's own vocabulary");
    let request = request(r#"{"model": "gpt-4o", "messages": [{"role": "user", "content": "x"}]}"#);
    let count = assemble(family_of("gpt-4o", None), text, request.lines);
    assert_eq!(
        (count.total.tokens, count.total.grade),
        (106, Grade::VendorStated)
    );
    assert_eq!(count.lines.len(), 2);
}

#[test]
fn a_deep_body_is_refused_not_a_crash() {
    let deep = "[".repeat(110) + &"]".repeat(110);
    let error = serde_json::from_str::<Json>(&deep).unwrap_err();
    assert!(error.to_string().contains("100 levels"), "{error}");
}

#[test]
fn json_is_written_compactly() {
    let text = r#"{"a":[],"b":{},"c":"x\n\"y\"\u0001","d":1.5,"e":-2,"f":[null,false]}"#;
    let mut out = String::new();
    serde_json::from_str::<Json>(text).unwrap().write(&mut out);
    assert_eq!(out, text);
}

/// Any plain data, with the keys that readers look for.
fn any_json() -> impl Strategy<Value = Json> {
    let key = prop::sample::select(vec![
        "messages",
        "content",
        "role",
        "type",
        "text",
        "tools",
        "function",
        "parameters",
        "properties",
        "items",
        "enum",
        "input",
        "contents",
        "parts",
        "system",
        "source",
        "data",
        "image_url",
        "url",
        "inlineData",
        "name",
        "description",
    ]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<f64>().prop_map(|value| Json::Number(Number::new(value, |value| value.to_string()))),
        prop::sample::select(vec![
            "text",
            "image",
            "image_url",
            "function",
            "data:image/png;base64,iVBO"
        ])
        .prop_map(|text| Json::Text(text.into())),
        ".{0,8}".prop_map(Json::Text),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::List),
            prop::collection::vec((key.clone().prop_map(str::to_owned), inner), 0..5)
                .prop_map(Json::Map),
        ]
    })
}

proptest! {
    #[test]
    fn any_body_is_read_in_any_format(body in any_json(), at in 0usize..4) {
        let format = [Format::OpenaiChat, Format::OpenaiResponses, Format::AnthropicMessages, Format::Gemini][at];
        let request = read(&body, Some(format), Some("gpt-4o")).unwrap();
        for line in &request.lines {
            prop_assert!(line.count.low <= line.count.tokens && line.count.tokens <= line.count.high);
        }
        prop_assert!(request.texts.iter().all(|text| !text.is_empty()));
    }
}
