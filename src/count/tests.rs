use super::*;
use crate::kind::{Kind, KindCount};
use proptest::prelude::*;

/// `tokens` exact reference tokens of each kind given.
fn counts(parts: &[(Kind, u32)]) -> Counts {
    let mut counts = Counts::default();
    for (kind, tokens) in parts {
        counts.0[*kind as usize] = KindCount {
            bytes: tokens * 4,
            chars: tokens * 4,
            low: *tokens,
            tokens: *tokens,
            high: *tokens,
        };
    }
    counts
}

fn of(name: &str) -> &'static Family {
    family(name).unwrap()
}

fn ask(name: &str, counts: &Counts) -> Graded {
    count(of(name), counts, Some("o200k_base"), None).unwrap()
}

#[test]
fn the_models_own_vocabulary_is_exact() {
    let text = counts(&[(Kind::English, 700), (Kind::Code, 300)]);
    let exact = ask("o200k", &text);
    assert_eq!((exact.low, exact.tokens, exact.high), (1000, 1000, 1000));
    assert_eq!(exact.grade, Grade::Exact);
    let qwen = count(of("qwen"), &text, Some("qwen3"), None).unwrap();
    assert_eq!((qwen.tokens, qwen.grade), (1000, Grade::Exact));
}

#[test]
fn new_claude_over_old_is_as_measured_through_the_api() {
    for (kind, low, high) in [
        (Kind::English, 1.32, 1.47),
        (Kind::Code, 1.10, 1.36),
        (Kind::Cjk, 1.00, 1.01),
        (Kind::Script, 1.00, 1.01),
    ] {
        let text = counts(&[(kind, 100_000)]);
        let (old, new) = (ask("claude-3", &text), ask("claude-4.7", &text));
        let ratio = f64::from(new.tokens) / f64::from(old.tokens);
        assert!((low..=high).contains(&ratio), "{}: {ratio}", kind.name());
        assert_eq!(new.grade, Grade::MeasuredBand);
        assert!(new.low < new.tokens && new.tokens < new.high);
    }
}

#[test]
fn a_mixed_prompt_has_a_mixed_band() {
    let prose = ask("claude-4.7", &counts(&[(Kind::English, 1000)]));
    let cjk = ask("claude-4.7", &counts(&[(Kind::Cjk, 1000)]));
    let both = ask(
        "claude-4.7",
        &counts(&[(Kind::English, 1000), (Kind::Cjk, 1000)]),
    );
    assert_eq!(both.tokens, prose.tokens + cjk.tokens);
    assert_eq!(
        (both.low, both.high),
        (prose.low + cjk.low, prose.high + cjk.high)
    );
}

#[test]
fn without_a_vocabulary_the_band_has_both_doubts() {
    let mut text = counts(&[(Kind::English, 1000)]);
    text.0[0].low = 900;
    text.0[0].high = 1100;
    let own = count(of("o200k"), &text, None, None).unwrap();
    assert_eq!((own.low, own.tokens, own.high), (900, 1000, 1100));
    assert_eq!(own.grade, Grade::MeasuredBand);
    let claude = count(of("claude-3"), &text, None, None).unwrap();
    let sure = ask("claude-3", &counts(&[(Kind::English, 1000)]));
    assert!(claude.low < sure.low && claude.high > sure.high);
}

#[test]
fn a_vocabulary_that_no_band_knows_is_refused() {
    let text = counts(&[(Kind::English, 1000)]);
    let error = count(of("claude-3"), &text, Some("cl100k_base"), None).unwrap_err();
    assert_eq!(error.code(), "invalid-argument");
    assert!(error.to_string().contains("o200k_base"), "{error}");
}

#[test]
fn unknown_says_so() {
    let text = counts(&[(Kind::English, 1000)]);
    let grok = count(family_of("grok-4.7", None), &text, Some("o200k_base"), None).unwrap();
    assert_eq!(grok.grade, Grade::Unknown);
    assert!(grok.low < 1000 && grok.high > 1400);
}

#[test]
fn one_pair_narrows_the_band() {
    let sample = counts(&[(Kind::English, 10_000), (Kind::Code, 100)]);
    let before = ask("claude-4.7", &sample);
    let calibration = Calibration {
        counts: sample,
        reported: before.low + (before.tokens - before.low) / 4,
    };
    let after = |text| {
        count(
            of("claude-4.7"),
            &text,
            Some("o200k_base"),
            Some(&calibration),
        )
        .unwrap()
    };
    let again = after(sample);
    assert!(
        again.tokens.abs_diff(calibration.reported) <= calibration.reported / 500,
        "{again:?}"
    );
    assert!(again.high - again.low < (before.high - before.low) / 2);
    // A kind that the sample does not hold keeps its band.
    let code = counts(&[(Kind::Code, 1000)]);
    assert_eq!(after(code).tokens, ask("claude-4.7", &code).tokens);
}

#[test]
fn a_report_of_another_text_is_refused() {
    let calibration = Calibration {
        counts: counts(&[(Kind::English, 1000)]),
        reported: 100,
    };
    let error = count(
        of("claude-3"),
        &calibration.counts,
        None,
        Some(&calibration),
    )
    .unwrap_err();
    assert_eq!(error.path(), Some("calibration.reported"));
}

#[test]
fn models_find_their_family_by_name() {
    for (model, want) in [
        ("gpt-4o-mini-2024-07-18", "o200k"),
        ("gpt-4-turbo", "cl100k"),
        ("gpt-6.1-sol", "gpt-6"),
        ("claude-sonnet-4-5-20250929", "claude-3"),
        ("us.anthropic.claude-opus-4-7-v1:0", "claude-4.7"),
        ("anthropic/claude-opus-4.6", "claude-3"),
        ("claude-haiku-5-5", "claude-4.7"),
        ("Qwen/Qwen3-235B-A22B", "qwen"),
        ("qwen3.8-max", "qwen3.5"),
        ("deepseek-flash", "deepseek-v4"),
        ("gemini-3-pro-preview", "gemma3"),
        ("gemini-3.5-flash", "gemma4"),
        ("kimi-k3.1-pro", "kimi"),
        ("mimo-v2.6-pro", "unknown"),
    ] {
        assert_eq!(family_of(model, None).name, want, "{model}");
    }
    assert_eq!(family_of("my-fine-tune", Some("o200k")).name, "o200k");
}

proptest! {
    #[test]
    fn bands_hold_their_middle(
        tokens in prop::collection::vec(0u32..2_000_000, KINDS),
        at in 0..FAMILIES.len(),
    ) {
        let mut text = Counts::default();
        for (part, tokens) in text.0.iter_mut().zip(tokens) {
            *part = KindCount { bytes: tokens, chars: tokens, low: tokens, tokens, high: tokens };
        }
        let graded = count(&FAMILIES[at], &text, Some("o200k_base"), None).unwrap();
        prop_assert!(graded.low <= graded.tokens && graded.tokens <= graded.high);
    }
}
