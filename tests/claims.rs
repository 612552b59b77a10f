//! Every claim of the two articles, as recomputed by hand.
#![cfg(feature = "fleet")]

use taskfare::fleet::claims::Verdict::{self, *};
use taskfare::fleet::claims::{Claim, claims};
use taskfare::prices::Table;

/// A figure by hand, with its place among the claim's figures.
type Figure = (usize, f64);

/// Id, verdict and figures by hand.
const BY_HAND: &[(&str, Verdict, &[Figure])] = &[
    (
        "sixty-trillion",
        Inconsistent,
        &[
            (0, 150.0),
            (1, 0.01),
            (2, 15_000.0),
            (3, 0.832),
            (4, 49.9e6),
            (5, 706e6),
            (6, 587.0),
        ],
    ),
    ("top-user-85k", Inconsistent, &[(0, 1.647)]),
    (
        "top-user-2.81b",
        Inconsistent,
        &[(0, 49.82), (1, 25.0), (2, 140_500.0), (3, 233_900.0)],
    ),
    (
        "company-month",
        HoldsUnderReading,
        &[(0, 601e12), (1, 33.3e12), (2, 10.0), (3, 0.556)],
    ),
    ("value-per-million", Holds, &[(0, 1e5), (1, 2e4)]),
    (
        "dearest-over-cheapest",
        HoldsUnderReading,
        &[(2, 8_400.0), (4, 70.0)],
    ),
    (
        "pro-dearer-than-pro",
        Inconsistent,
        &[(0, 30.0), (1, 30.0), (2, 180.0), (3, 180.0), (4, 1.0)],
    ),
    (
        "list-prices",
        Holds,
        &[(0, 2.5), (1, 10.0), (2, 3.0), (3, 15.0)],
    ),
    (
        "mimo-cut",
        HoldsUnderReading,
        &[(0, 2.8), (1, 0.025), (2, -99.1), (4, -98.2)],
    ),
    ("mixture-of-experts", NotComputable, &[]),
    ("loan-falls", Inconsistent, &[(1, 28.1e9)]),
    (
        "salary-in-tokens",
        HoldsUnderReading,
        &[(0, 300e9), (1, 1.2e9)],
    ),
    (
        "assistant-day",
        HoldsUnderReading,
        &[(0, 150.0), (1, 750.0), (2, 9.5), (3, 1.9)],
    ),
    ("heartbeats", HoldsUnderReading, &[(2, 1.5), (3, 7.5)]),
    (
        "query-over-plan",
        HoldsUnderReading,
        &[(1, 20.0), (2, 2.0), (4, 60.0), (5, 6.0)],
    ),
    (
        "agent-over-question",
        Inconsistent,
        &[(0, 1229.0), (1, 413.0)],
    ),
    ("tokens-a-day", Holds, &[(0, 2.167)]),
    (
        "tokens-a-minute",
        Holds,
        &[(0, 21.6e12), (1, 8.64e12), (2, 2.5)],
    ),
    ("growth-rates", HoldsUnderReading, &[(0, 3.26), (1, 31.6)]),
    ("off-cloud", HoldsUnderReading, &[(0, 0.7), (1, 1.4)]),
    (
        "energy-of-a-question",
        Holds,
        &[(0, 10.0), (1, 125.0), (2, 60.0), (3, 133.3)],
    ),
    // By a scan with a summary of another size and no extra calls it was $14.2.
    (
        "reset-dead-weight",
        HoldsUnderReading,
        &[(0, 30.6), (3, 14.53)],
    ),
    (
        "patch-over-rewrite",
        HoldsUnderReading,
        &[(0, 315.8), (1, 11.08), (2, 91.4)],
    ),
    ("ten-points", Holds, &[(0, -16.67), (1, -11.11)]),
    (
        "gpu-hour",
        HoldsUnderReading,
        &[(0, 1133.3), (1, 0.4533), (2, 2.757)],
    ),
    ("power-per-gpu", Holds, &[(0, 1.364)]),
    ("benchmark-scores", HoldsUnderReading, &[(0, 15.4)]),
    ("implicit-loss", Holds, &[(0, 1.5), (1, 1.8)]),
    (
        "top-tenth",
        HoldsUnderReading,
        &[(0, 5.0), (1, 0.301), (2, 52.6), (3, 47.5)],
    ),
    (
        "year-in-four-months",
        HoldsUnderReading,
        &[(0, 3.0), (1, 80.9)],
    ),
    ("ninety-eight", Holds, &[(0, 3.161)]),
    ("clear-return", NotComputable, &[]),
];

fn all() -> Vec<Claim> {
    claims(&Table::shipped(), &[]).unwrap()
}

#[test]
fn every_claim_has_the_verdict_and_figures_found_by_hand() {
    let got = all();
    let ids: Vec<&str> = got.iter().map(|claim| claim.id).collect();
    let want: Vec<&str> = BY_HAND.iter().map(|row| row.0).collect();
    assert_eq!(ids, want);
    for (claim, (id, verdict, figures)) in got.iter().zip(BY_HAND) {
        println!("{id}: {}", claim.arithmetic);
        for (place, want) in *figures {
            let figure = claim.figures[*place];
            assert!(
                (figure / want - 1.0).abs() < 0.006,
                "{id}[{place}]: {figure} for {want}"
            );
        }
        assert_eq!(claim.verdict, *verdict, "{id}: {}", claim.arithmetic);
        let incomplete = claim.arithmetic.contains('?') || claim.arithmetic.contains('{');
        assert_eq!(
            incomplete,
            *id == "mixture-of-experts",
            "{}",
            claim.arithmetic
        );
    }
}

#[test]
fn inputs_can_be_changed() {
    let change = |id: &str, values: &[f64]| {
        let changed = [(id.to_string(), values.to_vec())];
        claims(&Table::shipped(), &changed)
    };
    // Had the second statement been as many dollars as the first, it would agree.
    let got = change("sixty-trillion", &[60e12, 50e6, 50e6, 85e3]).unwrap();
    assert_eq!(got[0].verdict, Holds);
    assert_eq!(got[0].inputs[1].value, 50e6);
    for (id, values) in [
        ("no-such-claim", vec![]),
        ("ninety-eight", vec![1.0]),
        ("ninety-eight", vec![f64::NAN, 1.0]),
    ] {
        let error = change(id, &values).unwrap_err();
        assert_eq!(
            (error.code(), error.path(), error.hint()),
            ("invalid-argument", Some("inputs"), Some(id))
        );
    }
}

/// The claims in Chinese, as the documentation's chapter and its live part read them.
fn chinese() -> serde_json::Value {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/docs/src/reference/claims.zh.json"
    );
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// Places of figures in a line, in their order by name.
fn places(line: &str) -> Vec<&str> {
    let mut found: Vec<&str> = line.split('{').skip(1).map(|rest| &rest[..1]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn the_chinese_claims_are_the_same_claims() {
    let words = chinese();
    let said = words["claims"].as_object().unwrap();
    let ids: Vec<&str> = BY_HAND.iter().map(|row| row.0).collect();
    assert_eq!(said.len(), ids.len());
    let chapter = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/docs/src/reference/claims-zh.md"
    );
    let chapter = std::fs::read_to_string(chapter).unwrap();
    for claim in all() {
        let own = &said[claim.id];
        let inputs = own["inputs"].as_array().unwrap();
        assert_eq!(inputs.len(), claim.inputs.len(), "{}", claim.id);
        let line = own["arithmetic"].as_str().unwrap();
        // Every figure of the claim is said, and no other.
        let figures = (0..claim.figures.len()).map(|place| (b'a' + place as u8) as char);
        let said: String = places(line).concat();
        let letters: String = said.chars().filter(char::is_ascii_lowercase).collect();
        assert_eq!(letters, figures.collect::<String>(), "{}", claim.id);
        let filled = claim.said(line);
        assert!(!filled.contains('{'), "{filled}");
        let filled = filled.replace('$', "&#36;");
        assert!(
            chapter.contains(&filled),
            "{filled}: run `cargo xtask claims`"
        );
        let verdict = serde_json::to_value(claim.verdict).unwrap();
        let verdict = words["verdicts"][verdict.as_str().unwrap()]
            .as_str()
            .unwrap();
        assert!(chapter.contains(verdict), "{verdict}");
    }
}

#[test]
fn the_chapter_says_what_the_engine_says() {
    let chapter = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/src/reference/claims.md");
    let chapter = std::fs::read_to_string(chapter).unwrap();
    for claim in all() {
        let line = claim.arithmetic.replace('$', "&#36;");
        assert!(chapter.contains(&line), "{line}: run `cargo xtask claims`");
    }
}
