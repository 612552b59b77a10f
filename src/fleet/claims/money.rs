//! Claims about sums, tokens and prices.

use super::ground::FLAGSHIP;
use super::{Row, Verdict, holds_if};
use crate::money::Currency;
use crate::usage::Kind;

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "sixty-trillion",
        article: "A2",
        claim: "60 trillion tokens in 30 days are $9 billion; elsewhere in the text, $600,000.",
        inputs: &[
            ("tokens in 30 days", 60e12),
            ("dollars, first statement", 9e9),
            ("dollars, second statement", 6e5),
            ("employees", 85e3),
        ],
        arithmetic: "${1} / {0} = ${a} per million; ${2} / {0} = ${b}: a factor of {c} apart. An agent's blend of cached input on a flagship costs ${d} per million, ${e} in all; {f} tokens and ${g} per employee and month",
        figures: |x, ground| {
            let per_million = |dollars: f64| dollars / x[0] * 1e6;
            let blend = ground.blend(FLAGSHIP);
            let all = x[0] / 1e6 * blend;
            vec![
                per_million(x[1]),
                per_million(x[2]),
                x[1] / x[2],
                blend,
                all,
                x[0] / x[3],
                all / x[3],
            ]
        },
        verdict: |_, f| holds_if(f[2] < 1.5 && f[2] > 0.67),
    },
    Row {
        id: "top-user-85k",
        article: "A2",
        claim: "The top user's 85 thousand tokens cost $140,000.",
        inputs: &[("tokens", 85e3), ("dollars", 140e3)],
        arithmetic: "${1} / {0} = ${a} per token, {b} times a flagship's output rate; 85 thousand is the headcount",
        figures: |x, ground| {
            let each = x[1] / x[0];
            vec![each, each * 1e6 / ground.april(FLAGSHIP, Kind::Output)]
        },
        verdict: |_, f| holds_if(f[1] <= 1.0),
    },
    Row {
        id: "top-user-2.81b",
        article: "A2",
        claim: "The top user's 2.81 billion tokens cost $140,000.",
        inputs: &[
            ("tokens", 2.81e9),
            ("dollars", 140e3),
            ("slip of the unit (yi is 1e8)", 100.0),
        ],
        arithmetic: "${1} / {0} = ${a} per million, above a flagship's output rate of ${b}; with {2} times the tokens, all read from cache, ${c}, and at an agent's blend ${d}",
        figures: |x, ground| {
            let slipped = x[0] * x[2] / 1e6;
            vec![
                x[1] / x[0] * 1e6,
                ground.april(FLAGSHIP, Kind::Output),
                slipped * ground.april(FLAGSHIP, Kind::CacheRead),
                slipped * ground.blend(FLAGSHIP),
            ]
        },
        verdict: |_, f| holds_if(f[0] <= f[1]),
    },
    Row {
        id: "company-month",
        article: "A2",
        claim: "A company spends $500 million a month on tokens.",
        inputs: &[
            ("dollars a month", 500e6),
            ("dollars per million, list", 15.0),
            ("tokens a month of the largest one named", 60e12),
        ],
        arithmetic: "${0} buys {a} tokens at an agent's blend and {b} at ${1} per million: {c} times or {d} times the {2} of the largest company named",
        figures: |x, ground| {
            let blend = x[0] / ground.blend(FLAGSHIP) * 1e6;
            let list = x[0] / x[1] * 1e6;
            vec![blend, list, blend / x[2], list / x[2]]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "value-per-million",
        article: "A1",
        claim: "A million tokens are worth $0.01, $200 or $1,000 by what they are used for: 100,000 times apart.",
        inputs: &[
            ("least, dollars", 0.01),
            ("code, dollars", 200.0),
            ("most, dollars", 1000.0),
        ],
        arithmetic: "{2} / {0} = {a}; code {1} / {0} = {b}",
        figures: |x, _| vec![x[2] / x[0], x[1] / x[0]],
        verdict: |_, f| holds_if((9e4..1.1e5).contains(&f[0])),
    },
    Row {
        id: "dearest-over-cheapest",
        article: "A2",
        claim: "GPT-5.5 Pro at $30 and $180 against 0.025 yuan: 8,400 times apart.",
        inputs: &[("yuan per dollar", 7.0)],
        arithmetic: "${a} x {0} / CNY {b} = {c}, but that sets input against cache hits; input against input, ${a} x {0} / CNY {d} = {e}",
        figures: |x, ground| {
            let dear = ground.rate("gpt-5.5-pro", Kind::Input, "2026-06-01", Currency::USD, 1);
            let yuan = |kind| ground.rate("mimo-v2.5-pro", kind, "2026-06-01", Currency::CNY, 1);
            let (hit, input) = (yuan(Kind::CacheRead), yuan(Kind::Input));
            vec![dear, hit, dear * x[0] / hit, input, dear * x[0] / input]
        },
        verdict: |_, f| match (8e3..9e3).contains(&f[2]) {
            true => Verdict::HoldsUnderReading,
            false => Verdict::Inconsistent,
        },
    },
    Row {
        id: "pro-dearer-than-pro",
        article: "A2",
        claim: "GPT-5.5 Pro is several times dearer than GPT-5.4 Pro.",
        inputs: &[],
        arithmetic: "input ${a} against ${b}, output ${c} against ${d}: {e} times",
        figures: |_, ground| {
            let rate = |model, kind| ground.rate(model, kind, "2026-06-01", Currency::USD, 1);
            let (a, b) = (
                rate("gpt-5.5-pro", Kind::Input),
                rate("gpt-5.4-pro", Kind::Input),
            );
            let (c, d) = (
                rate("gpt-5.5-pro", Kind::Output),
                rate("gpt-5.4-pro", Kind::Output),
            );
            vec![a, b, c, d, a / b]
        },
        verdict: |_, f| holds_if(f[4] >= 2.0),
    },
    Row {
        id: "list-prices",
        article: "A2",
        claim: "GPT-4o costs $2.50 and $10, Claude Sonnet 4.6 $3 and $15.",
        inputs: &[
            ("GPT-4o input", 2.5),
            ("GPT-4o output", 10.0),
            ("Sonnet 4.6 input", 3.0),
            ("Sonnet 4.6 output", 15.0),
        ],
        arithmetic: "the price table of April 2026 says ${a}, ${b}, ${c} and ${d}",
        figures: |_, ground| {
            ["gpt-4o", "claude-sonnet-4-6"]
                .iter()
                .flat_map(|model| [Kind::Input, Kind::Output].map(|kind| ground.april(model, kind)))
                .collect()
        },
        verdict: |x, f| holds_if(x.iter().zip(f).all(|(a, b)| (a - b).abs() < 1e-9)),
    },
    Row {
        id: "mimo-cut",
        article: "A2",
        claim: "MiMo's prices were cut by up to 99 % on 2026-05-27.",
        inputs: &[],
        arithmetic: "a cache hit beyond 256k tokens fell from CNY {a} to {b}: {c} %; in short contexts from CNY {d}: {e} %",
        figures: |_, ground| {
            let hit = |on, prompt| {
                ground.rate("mimo-v2.5-pro", Kind::CacheRead, on, Currency::CNY, prompt)
            };
            let (long, short) = (hit("2026-05-26", 300_000), hit("2026-05-26", 1));
            let now = hit("2026-05-28", 1);
            let fall = |before: f64| (now / before - 1.0) * 100.0;
            vec![long, now, fall(long), short, fall(short)]
        },
        verdict: |_, f| match (f[2] + 99.0).abs() < 0.5 {
            true => Verdict::HoldsUnderReading,
            false => Verdict::Inconsistent,
        },
    },
    Row {
        id: "mixture-of-experts",
        article: "A1",
        claim: "Mixtures of experts cut the cost of inference by an order of magnitude.",
        inputs: &[],
        arithmetic: "output of GPT-4o, ${a}, over DeepSeek V3's, ${b}, in February 2025: {c} times; where a rate is ?, the price table does not reach back",
        figures: |_, ground| {
            let rate = |model| ground.rate(model, Kind::Output, "2025-02-15", Currency::USD, 1);
            let (peer, own) = (rate("gpt-4o"), rate("deepseek/deepseek-v3"));
            vec![peer, own, peer / own]
        },
        verdict: |_, f| holds_if(f[2] >= 8.0),
    },
    Row {
        id: "loan-falls",
        article: "A2",
        claim: "$281 billion at the end of 2025, then above $30 billion in March 2026.",
        inputs: &[
            ("end of 2025, dollars", 281e9),
            ("March 2026, dollars", 30e9),
        ],
        arithmetic: "{1} / {0} = {a}: what is told as growth would be a fall; at a tenth, ${b}, it would grow {c} times",
        figures: |x, _| vec![x[1] / x[0], x[0] / 10.0, x[1] / (x[0] / 10.0)],
        verdict: |_, f| holds_if(f[0] >= 1.0),
    },
    Row {
        id: "salary-in-tokens",
        article: "A2",
        claim: "An engineer paid $500,000 should spend $250,000 on tokens.",
        inputs: &[("dollars a year", 250e3), ("working days a year", 250.0)],
        arithmetic: "${0} at an agent's blend is {a} tokens a year, {b} a working day",
        figures: |x, ground| {
            let year = x[0] / ground.blend(FLAGSHIP) * 1e6;
            vec![year, year / x[1]]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
];
