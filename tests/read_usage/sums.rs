//! Whatever a vendor's counters are: the kinds add up to the vendor's own totals, or the
//! counter that contradicts them is named.

use taskfare::logs::read_usage;

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    /// A part of a whole, seldom more than all of it.
    fn part(&mut self, whole: u64) -> u64 {
        match self.below(12) {
            0 => whole + 1 + self.below(9),
            1 | 2 => 0,
            3 => whole,
            _ => self.below(whole + 1),
        }
    }
}

/// A body, and the prompt and output tokens that its vendor bills for it.
fn body(dice: &mut Dice) -> (String, u64, u64) {
    let (input, output) = (dice.below(5_000), dice.below(3_000));
    let [read, audio, image] = [0; 3].map(|_: u64| dice.part(input / 2));
    let [audio_read, image_read] = [dice.part(audio.min(read)), dice.part(image / 2)];
    let [reasoning, spoken, drawn] = [0; 3].map(|_: u64| dice.part(output / 2));
    let (beside, written) = (dice.below(300), dice.part(input / 3));
    match dice.below(6) {
        0 => (
            format!(
                r#"{{"id":"c","usage":{{"prompt_tokens":{input},"completion_tokens":{output},"prompt_tokens_details":
                {{"cached_tokens":{read},"cache_write_tokens":{written},"audio_tokens":{audio},"image_tokens":{image}}},
                "completion_tokens_details":{{"reasoning_tokens":{reasoning},"audio_tokens":{spoken},
                "image_tokens":{drawn}}}}}}}"#
            ),
            input,
            output,
        ),
        1 => (
            format!(
                r#"{{"object":"response","usage":{{"input_tokens":{input},"output_tokens":{output},"input_token_details":
                {{"cached_tokens":{read},"audio_tokens":{audio},"image_tokens":{image},"cached_tokens_details":
                {{"audio_tokens":{audio_read},"image_tokens":{image_read}}}}},"output_token_details":
                {{"audio_tokens":{spoken}}},"output_tokens_details":{{"reasoning_tokens":{reasoning}}}}}}}"#
            ),
            input,
            output,
        ),
        2 => (
            format!(
                r#"{{"usageMetadata":{{"promptTokenCount":{input},"cachedContentTokenCount":{read},"candidatesTokenCount":{output},
                "thoughtsTokenCount":{reasoning},"toolUsePromptTokenCount":{beside},"promptTokensDetails":
                [{{"modality":"AUDIO","tokenCount":{audio}}},{{"modality":"IMAGE","tokenCount":{image}}}],
                "cacheTokensDetails":[{{"modality":"AUDIO","tokenCount":{audio_read}}},{{"modality":"IMAGE",
                "tokenCount":{image_read}}}],"candidatesTokensDetails":[{{"modality":"IMAGE","tokenCount":{drawn}}},
                {{"modality":"AUDIO","tokenCount":{spoken}}}],"toolUsePromptTokensDetails":[{{"modality":"IMAGE",
                "tokenCount":{}}}]}}}}"#,
                dice.part(beside)
            ),
            input + beside,
            output + reasoning,
        ),
        3 => (
            format!(
                r#"{{"usage":{{"total_input_tokens":{input},"total_cached_tokens":{read},"total_output_tokens":{output},
                "total_thought_tokens":{reasoning},"total_tool_use_tokens":{beside},"input_tokens_by_modality":
                [{{"modality":"audio","tokens":{audio}}}],"output_tokens_by_modality":[{{"modality":"image",
                "tokens":{drawn}}}]}}}}"#
            ),
            input + beside,
            output + reasoning,
        ),
        4 => (
            format!(
                r#"{{"id":"msg_1","type":"message","usage":{{"input_tokens":{input},"cache_read_input_tokens":{read},
                "cache_creation_input_tokens":{written},"output_tokens":{output}}}}}"#
            ),
            input + read + written,
            output,
        ),
        _ => (
            format!(
                r#"{{"usage":{{"inputTokens":{input},"cacheReadInputTokens":{read},"cacheWriteInputTokens":{written},
                "outputTokens":{output},"cacheDetails":[{{"ttl":"1h","inputTokens":{}}}]}}}}"#,
                dice.below(written + 1)
            ),
            input + read + written,
            output,
        ),
    }
}

#[test]
fn kinds_add_up_or_the_contradiction_is_named() {
    let mut dice = Dice(7);
    let (mut whole, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let (body, prompt, answer) = body(&mut dice);
        match read_usage(body.as_bytes(), None) {
            Ok(call) => {
                whole += 1;
                let usage = call.usage;
                assert_eq!(usage.prompt_tokens(), prompt, "{body}");
                assert_eq!(usage.output_tokens(), answer, "{body}");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.code(), "invalid-usage", "{body}");
                assert!(
                    error.path().is_some_and(|path| path.contains('.')),
                    "{body}"
                );
            }
        }
    }
    // Both happen, or one of them was not tried.
    assert!(whole > 5_000 && refused > 1_000, "{whole} and {refused}");
}
