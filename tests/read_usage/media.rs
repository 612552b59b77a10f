//! Sound and pictures, told apart from the text that the same totals hold.

use taskfare::logs::read_usage;
use taskfare::usage::Usage;

fn read(body: &str) -> Usage {
    let call = read_usage(body.as_bytes(), None).unwrap_or_else(|e| panic!("{e}: {body}"));
    let again = read_usage(body.as_bytes(), Some(call.format)).unwrap();
    assert_eq!(again, call, "naming its own format changes nothing: {body}");
    call.usage
}

#[track_caller]
fn check(body: &str, expected: Usage) {
    let expected = Usage {
        requests: 1,
        ..expected
    };
    assert_eq!(read(body), expected, "{body}");
}

/// A recording of which a third is cached, and some text: what is left of it bills as sound.
fn recording() -> Usage {
    Usage {
        input: 100,
        cache_read_audio: 300,
        audio_input: 600,
        output: 60,
        ..Usage::default()
    }
}

#[test]
fn gemini_lists_tokens_by_modality() {
    check(
        r#"{"candidates":[],"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":1000,
        "candidatesTokenCount":60,"totalTokenCount":1060,"cachedContentTokenCount":300,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"AUDIO","tokenCount":900}],
        "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":300}]}}"#,
        recording(),
    );
    // Of a cache that says nothing of its own, the text counts first: here it is too short.
    check(
        r#"{"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":1,
        "totalTokenCount":1001,"cachedContentTokenCount":300,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"AUDIO","tokenCount":900}]}}"#,
        Usage {
            cache_read: 100,
            cache_read_audio: 200,
            audio_input: 700,
            output: 1,
            ..Usage::default()
        },
    );
    // The cache held text alone, so all of the picture and the sound is fresh.
    check(
        r#"{"modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":1,
        "totalTokenCount":1001,"cachedContentTokenCount":300,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":442},{"modality":"AUDIO","tokenCount":300},
        {"modality":"IMAGE","tokenCount":258}],"cacheTokensDetails":[{"modality":"TEXT","tokenCount":300}]}}"#,
        Usage {
            input: 142,
            cache_read: 300,
            audio_input: 300,
            image_input: 258,
            output: 1,
            ..Usage::default()
        },
    );
    // A drawn picture, and thoughts beside it.
    check(
        r#"{"modelVersion":"gemini-2.5-flash-image","usageMetadata":{"promptTokenCount":358,"candidatesTokenCount":1303,
        "thoughtsTokenCount":20,"totalTokenCount":1681,
        "promptTokensDetails":[{"modality":"TEXT","tokenCount":100},{"modality":"IMAGE","tokenCount":258}],
        "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]}}"#,
        Usage {
            input: 100,
            image_input: 258,
            output: 13,
            image_output: 1290,
            reasoning: 20,
            ..Usage::default()
        },
    );
    // Speech, in Python's spelling.
    check(
        r#"{"model_version":"gemini-2.5-flash-preview-tts","usage_metadata":{"prompt_token_count":12,
        "candidates_token_count":250,"total_token_count":262,
        "prompt_tokens_details":[{"modality":"TEXT","token_count":12}],
        "candidates_tokens_details":[{"modality":"AUDIO","token_count":250}]}}"#,
        Usage {
            input: 12,
            audio_output: 250,
            ..Usage::default()
        },
    );
    // Live sessions name the answer otherwise; a page read by a tool brings a picture.
    check(
        r#"{"usageMetadata":{"promptTokenCount":50,"responseTokenCount":30,"toolUsePromptTokenCount":300,
        "totalTokenCount":380,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":50}],
        "responseTokensDetails":[{"modality":"AUDIO","tokenCount":28},{"modality":"TEXT","tokenCount":2}],
        "toolUsePromptTokensDetails":[{"modality":"TEXT","tokenCount":42},{"modality":"IMAGE","tokenCount":258}]}}"#,
        Usage {
            input: 42,
            audio_input: 50,
            image_input: 258,
            output: 2,
            audio_output: 28,
            ..Usage::default()
        },
    );
    // Video and documents bill as text does.
    check(
        r#"{"usageMetadata":{"promptTokenCount":600,"candidatesTokenCount":5,"totalTokenCount":605,
        "promptTokensDetails":[{"modality":"VIDEO","tokenCount":300},{"modality":"DOCUMENT","tokenCount":258},
        {"modality":"TEXT","tokenCount":42}]}}"#,
        Usage {
            input: 600,
            output: 5,
            ..Usage::default()
        },
    );
}

#[test]
fn the_last_list_of_a_stream_holds() {
    check(
        r#"[{"usageMetadata":{"promptTokenCount":500,"totalTokenCount":510,"candidatesTokenCount":10,
        "promptTokensDetails":[{"modality":"AUDIO","tokenCount":400},{"modality":"TEXT","tokenCount":100}]}},
        {"usageMetadata":{"promptTokenCount":500,"candidatesTokenCount":60,"thoughtsTokenCount":30,"totalTokenCount":590,
        "promptTokensDetails":[{"modality":"AUDIO","tokenCount":380},{"modality":"TEXT","tokenCount":120}]}}]"#,
        Usage {
            input: 120,
            audio_input: 380,
            output: 60,
            reasoning: 30,
            ..Usage::default()
        },
    );
}

#[test]
fn openai_details_are_parts_of_their_totals() {
    // Chat with sound: cached text, then reasoning beside the sound of the answer.
    check(
        r#"{"id":"c","object":"chat.completion","model":"gpt-audio","usage":{"prompt_tokens":100,"completion_tokens":60,
        "total_tokens":160,"prompt_tokens_details":{"cached_tokens":20,"audio_tokens":30,"text_tokens":50,"image_tokens":20},
        "completion_tokens_details":{"reasoning_tokens":5,"audio_tokens":40,"accepted_prediction_tokens":5,
        "rejected_prediction_tokens":10}}}"#,
        Usage {
            input: 30,
            cache_read: 20,
            audio_input: 30,
            image_input: 20,
            output: 15,
            audio_output: 40,
            reasoning: 5,
            ..Usage::default()
        },
    );
    // A realtime session says what of the cache was sound.
    check(
        r#"{"type":"response.done","event_id":"event_1","response":{"object":"realtime.response","id":"resp_1",
        "status":"completed","usage":{"total_tokens":253,"input_tokens":132,"output_tokens":121,
        "input_token_details":{"text_tokens":92,"audio_tokens":40,"image_tokens":0,"cached_tokens":64,
        "cached_tokens_details":{"text_tokens":50,"audio_tokens":14,"image_tokens":0}},
        "output_token_details":{"text_tokens":30,"audio_tokens":91}}}}"#,
        Usage {
            input: 42,
            cache_read: 50,
            cache_read_audio: 14,
            audio_input: 26,
            output: 30,
            audio_output: 91,
            ..Usage::default()
        },
    );
    // A gateway's rendering of Gemini.
    check(
        r#"{"id":"c","object":"chat.completion","model":"gemini-2.5-flash","usage":{"prompt_tokens":1000,"completion_tokens":60,
        "total_tokens":1060,"prompt_tokens_details":{"cached_tokens":300,"audio_tokens":900,"text_tokens":100,
        "cached_tokens_details":{"audio_tokens":300,"text_tokens":0}}}}"#,
        recording(),
    );
    // A transcript.
    check(
        r#"{"text":"hello","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":2,"audio_tokens":12},
        "output_tokens":45,"total_tokens":59}}"#,
        Usage {
            input: 2,
            audio_input: 12,
            output: 45,
            ..Usage::default()
        },
    );
    // A response over a picture, written to the cache.
    check(
        r#"{"id":"r","object":"response","model":"gpt-5.6-sol","usage":{"input_tokens":500,
        "input_tokens_details":{"cached_tokens":0,"cache_write_tokens":100,"text_tokens":100,"image_tokens":400},
        "output_tokens":5,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":505}}"#,
        Usage {
            cache_write: 100,
            image_input: 400,
            output: 5,
            ..Usage::default()
        },
    );
}

#[test]
fn image_endpoints_answer_in_pictures() {
    let usage = r#""usage":{"total_tokens":4210,"input_tokens":50,"output_tokens":4160,
        "input_tokens_details":{"text_tokens":10,"image_tokens":40}}"#;
    let expected = Usage {
        input: 10,
        image_input: 40,
        image_output: 4160,
        ..Usage::default()
    };
    check(
        &format!(r#"{{"created":1790856000,"data":[{{"b64_json":"AA=="}}],{usage}}}"#),
        expected,
    );
    check(
        &format!(
            "event: image_generation.completed\ndata: {}\n",
            format!(r#"{{"type":"image_generation.completed","b64_json":"AA==",{usage}}}"#)
                .replace('\n', "")
        ),
        expected,
    );
    // Newer models think in text before they draw, and say so.
    check(
        r#"{"created":1790856000,"data":[{"b64_json":"AA=="}],"usage":{"total_tokens":1070,"input_tokens":10,"output_tokens":1060,
        "input_tokens_details":{"text_tokens":10,"image_tokens":0},"output_tokens_details":{"text_tokens":4,"image_tokens":1056}}}"#,
        Usage {
            input: 10,
            output: 4,
            image_output: 1056,
            ..Usage::default()
        },
    );
}

#[test]
fn interactions_count_as_gemini_does() {
    check(
        r#"{"id":"v1_1","object":"interaction","model":"gemini-3.8-flash","status":"completed","usage":{"total_input_tokens":133,
        "total_cached_tokens":33,"total_output_tokens":1567,"total_thought_tokens":245,"total_tool_use_tokens":7,
        "total_tokens":1952,"input_tokens_by_modality":[{"modality":"text","tokens":93},{"modality":"audio","tokens":40}],
        "cached_tokens_by_modality":[{"modality":"text","tokens":33}],
        "output_tokens_by_modality":[{"modality":"image","tokens":1120},{"modality":"text","tokens":447}]}}"#,
        Usage {
            input: 60 + 7,
            cache_read: 33,
            audio_input: 40,
            output: 447,
            image_output: 1120,
            reasoning: 245,
            ..Usage::default()
        },
    );
}

#[test]
fn details_that_contradict_their_totals_are_named() {
    for (body, path) in [
        (
            r#"{"usageMetadata":{"promptTokenCount":100,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":101}]}}"#,
            "usageMetadata.promptTokensDetails",
        ),
        (
            r#"{"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":90,"promptTokensDetails":[{"modality":"AUDIO",
            "tokenCount":20},{"modality":"TEXT","tokenCount":80}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":30}]}}"#,
            "usageMetadata.cacheTokensDetails",
        ),
        (
            r#"{"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"candidatesTokensDetails":[{"modality":"IMAGE",
            "tokenCount":6}]}}"#,
            "usageMetadata.candidatesTokensDetails",
        ),
        (
            r#"{"usageMetadata":{"promptTokenCount":9,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":-1}]}}"#,
            "usageMetadata.promptTokensDetails",
        ),
        (
            r#"{"usage":{"prompt_tokens":10,"prompt_tokens_details":{"audio_tokens":6,"image_tokens":5}}}"#,
            "usage.prompt_tokens_details.audio_tokens",
        ),
        (
            r#"{"usage":{"prompt_tokens":1,"completion_tokens":10,"completion_tokens_details":{"reasoning_tokens":5,"audio_tokens":6}}}"#,
            "usage.completion_tokens_details.audio_tokens",
        ),
    ] {
        let error = read_usage(body.as_bytes(), None).expect_err(body);
        assert_eq!(
            (error.code(), error.path()),
            ("invalid-usage", Some(path)),
            "{body}"
        );
    }
}
