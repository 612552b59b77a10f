//! Uses of the vendors' own tools that have a fee of their own.

use taskfare::logs::read_usage;
use taskfare::usage::Usage;

/// Searches of the web and of files, sessions of code.
#[track_caller]
fn check(body: &str, expected: (u64, u64, u64)) -> Usage {
    let call = read_usage(body.as_bytes(), None).unwrap_or_else(|e| panic!("{e}: {body}"));
    let again = read_usage(body.as_bytes(), Some(call.format)).unwrap();
    assert_eq!(again, call, "naming its own format changes nothing: {body}");
    let usage = call.usage;
    let found = (usage.web_searches, usage.file_searches, usage.code_sessions);
    assert_eq!(found, expected, "{body}");
    usage
}

#[test]
fn openai_charges_searches_not_pages_and_containers_not_calls() {
    let body = r#"{"id":"resp_1","object":"response","model":"gpt-5.5","output":[
        {"type":"web_search_call","status":"completed","action":{"type":"search","queries":["a","b"]}},
        {"type":"web_search_call","status":"completed","action":{"type":"open_page","url":"https://example.com"}},
        {"type":"web_search_call","status":"completed","action":{"type":"find_in_page","pattern":"x"}},
        {"type":"web_search_call","status":"completed"},
        {"type":"file_search_call","queries":["a"],"results":null},
        {"type":"code_interpreter_call","container_id":"cntr_1","code":"1"},
        {"type":"code_interpreter_call","container_id":"cntr_1","code":"2"},
        {"type":"code_interpreter_call","container_id":"cntr_2","code":"3"},
        {"type":"image_generation_call","result":"AA=="},{"type":"mcp_call"},
        {"type":"message","content":[]}],"usage":{"input_tokens":5,"output_tokens":5,"total_tokens":10}}"#;
    assert_eq!(check(body, (2, 1, 2)).other_tools, 1);
    // A stream says the whole output with its last event.
    let stream = format!(
        "event: response.output_item.done\ndata: {{\"type\":\"response.output_item.done\",\"item\":{{\"type\":\"web_search_call\"}}}}\n\n\
         event: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{}}}\n",
        body.replace('\n', "")
    );
    check(&stream, (2, 1, 2));
}

fn gemini(model: &str, queries: &str) -> String {
    format!(
        r#"{{"candidates":[{{"groundingMetadata":{{"webSearchQueries":{queries}}}}}],"modelVersion":"{model}",
        "usageMetadata":{{"promptTokenCount":10,"candidatesTokenCount":5,"totalTokenCount":15}}}}"#
    )
}

#[test]
fn google_charges_queries_and_before_gemini_3_prompts() {
    let queries = r#"["uefa 2024","","uefa 2024","final score"]"#;
    for (model, searches) in [
        ("gemini-3.8-flash", 2),
        ("gemini-3-flash-preview", 2),
        ("gemini-4-argon", 2),
        ("gemini-2.5-flash", 1),
        ("models/gemini-2.0-flash-001", 1),
        ("gemini-1.5-pro-002", 1),
    ] {
        check(&gemini(model, queries), (searches, 0, 0));
        check(&gemini(model, r#"[""]"#), (0, 0, 0));
    }
    // A stream repeats its queries and adds to them.
    let [first, second] = [r#"["a","b"]"#, r#"["b","c"]"#].map(|q| gemini("gemini-3.8-flash", q));
    check(&format!("[{first},{second}]"), (3, 0, 0));
    // They may come without counters.
    let last = gemini("gemini-3.8-flash", "[]");
    let early = r#"{"candidates":[{"groundingMetadata":{"webSearchQueries":["a"]}}]}"#;
    check(&format!("[{early},{last}]"), (1, 0, 0));
    // Python's spelling.
    check(
        r#"{"model_version":"gemini-3.8-flash","candidates":[{"grounding_metadata":{"web_search_queries":["a"]}}],
        "usage_metadata":{"prompt_token_count":10,"candidates_token_count":5}}"#,
        (1, 0, 0),
    );
    let maps = check(
        r#"{"id":"v1_1","object":"interaction","model":"gemini-3.8-flash","usage":{"total_input_tokens":120,
        "total_output_tokens":35,"total_tokens":155,"grounding_tool_count":[{"type":"google_search","count":3},
        {"type":"google_maps","count":1}]}}"#,
        (3, 0, 0),
    );
    assert_eq!(maps.other_tools, 1);
}

#[test]
fn anthropic_counts_its_tools() {
    check(
        r#"{"id":"msg_1","type":"message","model":"claude-opus-5","usage":{"input_tokens":105,"output_tokens":239,
        "server_tool_use":{"web_search_requests":2,"web_fetch_requests":1,"code_execution_requests":3}}}"#,
        (2, 0, 1),
    );
    check(
        r#"[{"type":"message_start","message":{"id":"msg_1","type":"message","model":"claude-opus-5",
        "usage":{"input_tokens":25,"output_tokens":1}}},{"type":"message_delta","delta":{},"usage":{"output_tokens":150,
        "server_tool_use":{"web_search_requests":3}}}]"#,
        (3, 0, 0),
    );
}

#[test]
fn others_count_them_in_their_usage() {
    // xAI: its own counters hold, not the items of the output.
    let xai = r#"{"id":"r","object":"response","model":"grok-4.7","output":[{"type":"web_search_call"},
        {"type":"custom_tool_call"}],"usage":{"input_tokens":32,"input_tokens_details":{"cached_tokens":6},
        "output_tokens":9,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":41,
        "num_server_side_tools_used":6,"cost_in_usd_ticks":292331500,"server_side_tool_usage_details":
        {"web_search_calls":2,"x_search_calls":3,"code_interpreter_calls":1,"file_search_calls":4,"mcp_calls":0}}}"#;
    check(xai, (5, 4, 1));
    // Since 2026-09-21 it counts what its searches of X fetch, which it charges and not the searches.
    let by_item = check(
        r#"{"id":"r","object":"response","model":"grok-4.7","output":[],"usage":{"input_tokens":32,"output_tokens":9,
        "total_tokens":41,"server_side_tool_usage_details":{"web_search_calls":2,"x_search_calls":3,"x_posts_fetched":44,
        "x_users_fetched":3,"code_interpreter_calls":0,"file_search_calls":0,"mcp_calls":5,"document_search_calls":6,
        "image_generation_calls":7}}}"#,
        (2, 0, 0),
    );
    assert_eq!(
        (
            by_item.posts_fetched,
            by_item.profiles_fetched,
            by_item.other_tools
        ),
        (44, 3, 13)
    );
    let call = read_usage(xai.as_bytes(), None).unwrap();
    assert_eq!(call.recorded_cost.as_deref(), Some("0.02923315"));

    check(
        r#"{"id":"gen-1","provider":"OpenAI","model":"openai/gpt-5.5","usage":{"prompt_tokens":194,"completion_tokens":2,
        "total_tokens":196,"cost":0.95,"server_tool_use_details":{"web_search_requests":2}}}"#,
        (2, 0, 0),
    );
    // Mistral's agents: what their tools read is beside the prompt.
    let mistral = check(
        r#"{"conversation_id":"conv_1","object":"conversation.response","outputs":[],"usage":{"prompt_tokens":188,
        "completion_tokens":55,"total_tokens":7355,"connector_tokens":7112,"connectors":{"web_search":1}}}"#,
        (1, 0, 0),
    );
    assert_eq!((mistral.input, mistral.output), (188 + 7112, 55));
    let drawn = check(
        r#"{"conversation_id":"conv_1","object":"conversation.response","outputs":[],"usage":{"prompt_tokens":188,
        "completion_tokens":55,"total_tokens":243,"connectors":{"web_search":1,"image_generation":2,"document_library":1}}}"#,
        (1, 0, 0),
    );
    assert_eq!(drawn.other_tools, 3);
    // Perplexity charges its searches to research alone, whose reasoning lies beside the answer.
    let research = check(
        r#"{"id":"p","object":"chat.completion","model":"sonar-deep-research","usage":{"prompt_tokens":33,"completion_tokens":7163,
        "total_tokens":7196,"citation_tokens":20016,"num_search_queries":18,"reasoning_tokens":73997,
        "cost":{"input_tokens_cost":0.1,"total_cost":0.82}}}"#,
        (18, 0, 0),
    );
    assert_eq!(
        (research.input, research.output, research.reasoning),
        (33 + 20016, 7163, 73997)
    );
    check(
        r#"{"id":"p","object":"chat.completion","model":"sonar-pro","usage":{"prompt_tokens":12,"completion_tokens":300,
        "total_tokens":312,"search_context_size":"low","num_search_queries":2}}"#,
        (0, 0, 0),
    );
}
