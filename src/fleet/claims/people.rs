//! Claims about people: who uses how much, and what it brings.

use super::{Row, Verdict, holds_if};
use crate::fleet::{Heavy, HeavyKind, elasticity, growth_for, sigma_of, top_share};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "implicit-loss",
        article: "A2",
        claim: "Every dollar of tokens brings $0.50 to $0.80 of hidden loss.",
        inputs: &[("loss, low", 0.5), ("loss, high", 0.8)],
        arithmetic: "1 + {0} = {a} to 1 + {1} = {b} paid for each dollar billed",
        figures: |x, _| vec![1.0 + x[0], 1.0 + x[1]],
        verdict: |_, _| Verdict::Holds,
    },
    Row {
        id: "top-tenth",
        article: "A2",
        claim: "The top tenth use ten times the average in tokens and deliver twice as much.",
        inputs: &[("times the tokens", 10.0), ("times the output", 2.0)],
        arithmetic: "{0} / {1} = {a} times the tokens for each piece of output, an elasticity of {b}; ten times the mean of all would be the whole use, ten times the rest is {c} % of it, ten times the middle user {d} %",
        figures: |x, _| {
            let share = |kind| {
                let heavy = Heavy { kind, value: x[0] };
                let sigma = sigma_of(&heavy, "claim");
                sigma.map_or(f64::NAN, |sigma| 100.0 * top_share(sigma))
            };
            vec![
                x[0] / x[1],
                elasticity(x[0], x[1]).unwrap_or(f64::NAN),
                share(HeavyKind::TimesRest),
                share(HeavyKind::TimesMedian),
            ]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "year-in-four-months",
        article: "A2",
        claim: "A year's budget was gone in four months.",
        inputs: &[("months that it lasted", 4.0), ("months planned", 12.0)],
        arithmetic: "{1} / {0} = {a} times the plan if use was flat; growing from the plan's level, {b} % more each month",
        figures: |x, _| {
            let growth = growth_for(x[0] as u32, x[1]);
            vec![
                x[1] / x[0],
                growth.map_or(f64::NAN, |growth| growth * 100.0),
            ]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "ninety-eight",
        article: "A2",
        claim: "98 % against 31 %: three times.",
        inputs: &[("share", 98.0), ("share", 31.0)],
        arithmetic: "{0} / {1} = {a}",
        figures: |x, _| vec![x[0] / x[1]],
        verdict: |_, f| holds_if((3.0..3.5).contains(&f[0])),
    },
    Row {
        id: "clear-return",
        article: "A2",
        claim: "14 % of finance chiefs see a clear return.",
        inputs: &[("share", 14.0)],
        arithmetic: "{0} % of a survey whose base and question are not given",
        figures: |_, _| Vec::new(),
        verdict: |_, _| Verdict::NotComputable,
    },
];
