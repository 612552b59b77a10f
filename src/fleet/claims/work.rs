//! Claims about what agents do: calls, contexts, edits, machines.

use super::ground::FLAGSHIP;
use super::{Row, Verdict, holds_if};
use crate::agent::closed_form::Rates;
use crate::agent::compaction::Steady;
use crate::fleet::{EnergyRequest, Hosting};
use crate::usage::Kind;

const SECONDS_OF_DAY: f64 = 86_400.0;

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "assistant-day",
        article: "A1",
        claim: "An always-on assistant burns $1,000 to $5,000 a day on a $200 plan.",
        inputs: &[
            ("dollars a day, low", 1000.0),
            ("dollars a day, high", 5000.0),
            ("plan, dollars a month", 200.0),
            ("mean call, dollars", 0.11),
        ],
        arithmetic: "30 days are {a} to {b} times the fee; at ${3} a call that is a call every {c} to {d} s round the clock: only agents side by side do that",
        figures: |x, _| {
            let every = |day: f64| SECONDS_OF_DAY / (day / x[3]);
            vec![
                x[0] * 30.0 / x[2],
                x[1] * 30.0 / x[2],
                every(x[0]),
                every(x[1]),
            ]
        },
        verdict: |_, f| match f[2] >= 1.0 {
            true => Verdict::HoldsUnderReading,
            false => Verdict::Inconsistent,
        },
    },
    Row {
        id: "heartbeats",
        article: "A1",
        claim: "Such an assistant makes several times the requests, each with more than 100k tokens.",
        inputs: &[("wake-ups a day", 48.0), ("tokens of context", 25e3)],
        arithmetic: "{0} x {1} tokens written anew at ${a} (small) to ${b} (flagship) per million: ${c} to ${d} a day for wake-ups alone; the number of requests has no source",
        figures: |x, ground| {
            let write = |model| ground.april(model, Kind::CacheWrite5m);
            let (small, large) = (write("claude-haiku-4-5"), write(FLAGSHIP));
            let day = x[0] * x[1] / 1e6;
            vec![small, large, day * small, day * large]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "query-over-plan",
        article: "A1",
        claim: "One query to such an assistant costs dozens of times what the subscription brings in.",
        inputs: &[
            ("calls of a query", 40.0),
            ("tokens of context", 100e3),
            ("plan, dollars a month", 200.0),
            ("queries a month", 600.0),
        ],
        arithmetic: "{0} calls x {1} tokens at ${a} fresh = ${b}, read from cache ${c}, for ${d} of the fee: {e} times, cached {f} times",
        figures: |x, ground| {
            let cost = |kind| x[0] * x[1] / 1e6 * ground.april(FLAGSHIP, kind);
            let fee = x[2] / x[3];
            let (fresh, read) = (cost(Kind::Input), cost(Kind::CacheRead));
            let list = ground.april(FLAGSHIP, Kind::Input);
            vec![list, fresh, read, fee, fresh / fee, read / fee]
        },
        verdict: |_, f| match f[4] >= 24.0 {
            true => Verdict::HoldsUnderReading,
            false => Verdict::Inconsistent,
        },
    },
    Row {
        id: "agent-over-question",
        article: "A1",
        claim: "An agent takes 10 to 100 times the tokens of a simple question.",
        inputs: &[
            ("tokens of an agent's task (arXiv 2604.22750)", 4_167_850.0),
            ("tokens of a question (the same)", 3390.0),
            ("tokens of a request in use (TraceLab)", 1.40e6),
        ],
        arithmetic: "{0} / {1} = {a}; a request in daily use {2} / {1} = {b}: the claim is low",
        figures: |x, _| vec![x[0] / x[1], x[2] / x[1]],
        verdict: |_, f| holds_if(f.iter().all(|ratio| (10.0..=100.0).contains(ratio))),
    },
    Row {
        id: "tokens-a-day",
        article: "A1",
        claim: "140 trillion tokens a day are more than twice OpenAI and Google together.",
        inputs: &[("trillions", 140.0), ("OpenAI", 21.6), ("Google", 43.0)],
        arithmetic: "{0} / ({1} + {2}) = {a}",
        figures: |x, _| vec![x[0] / (x[1] + x[2])],
        verdict: |_, f| holds_if(f[0] > 2.0),
    },
    Row {
        id: "tokens-a-minute",
        article: "A1",
        claim: "15 billion tokens a minute are 21.6 trillion a day, up from 6 billion a minute.",
        inputs: &[("tokens a minute", 15e9), ("before", 6e9)],
        arithmetic: "{0} x 1440 = {a}; {1} x 1440 = {b}; {c} times",
        figures: |x, _| vec![x[0] * 1440.0, x[1] * 1440.0, x[0] / x[1]],
        verdict: |_, f| holds_if((f[0] / 21.6e12 - 1.0).abs() < 0.01),
    },
    Row {
        id: "growth-rates",
        article: "A1",
        claim: "370 times in five years; 1,000 times in two.",
        inputs: &[
            ("times", 370.0),
            ("years", 5.0),
            ("times", 1000.0),
            ("years", 2.0),
        ],
        arithmetic: "{0}^(1/{1}) = {a} a year; {2}^(1/{3}) = {b} a year",
        figures: |x, _| vec![libm::pow(x[0], 1.0 / x[1]), libm::pow(x[2], 1.0 / x[3])],
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "off-cloud",
        article: "A1",
        claim: "Calls outside the clouds are 5 to 10 times those inside.",
        inputs: &[
            ("trillions a day inside", 140.0),
            ("times, low", 5.0),
            ("times, high", 10.0),
        ],
        arithmetic: "{0} trillion x {1} to {2} = {a} to {b} quadrillion a day",
        figures: |x, _| vec![x[0] * x[1] / 1e3, x[0] * x[2] / 1e3],
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "energy-of-a-question",
        article: "A1",
        claim: "A question takes 0.3 Wh or 0.03 Wh; 0.24 Wh and 0.03 g; long ones 18 and 40 Wh.",
        inputs: &[
            ("Wh, estimate", 0.3),
            ("Wh, low estimate", 0.03),
            ("Wh, vendor", 0.24),
            ("g CO2, vendor", 0.03),
            ("Wh, long", 18.0),
            ("Wh, longest", 40.0),
        ],
        arithmetic: "{0} / {1} = {a}; {3} g / {2} Wh = {b} g per kWh; {4} / {0} = {c}, {5} / {0} = {d}; 400 tokens in and 400 out are {e} to {f} Wh here",
        figures: |x, _| {
            let question = EnergyRequest {
                input: 400.0,
                output: 400.0,
                ..EnergyRequest::default()
            };
            let (low, high) = question.energy().map_or((f64::NAN, f64::NAN), |energy| {
                (energy.watt_hours.low, energy.watt_hours.high)
            });
            vec![
                x[0] / x[1],
                x[3] / x[2] * 1e3,
                x[4] / x[0],
                x[5] / x[0],
                low,
                high,
            ]
        },
        verdict: |x, f| match f[4] <= x[2] && x[2] <= f[5] {
            true => Verdict::Holds,
            false => Verdict::HoldsUnderReading,
        },
    },
    Row {
        id: "reset-dead-weight",
        article: "A1",
        claim: "Forced resets of the context are dead weight.",
        inputs: &[
            ("calls of the run", 200.0),
            ("calls between resets", 10.0),
            ("tokens of system prompt", 30e3),
            ("growth per call", 2072.0),
            ("output per call", 872.0),
            ("tokens handed over", 3000.0),
            ("extra calls after each", 2.0),
        ],
        arithmetic: "never ${a}; every {1} calls ${b}; best every {c} calls, ${d}: dead weight only where resets come far more often than that, a saving near it",
        figures: |x, ground| {
            let rate = |kind| ground.april(FLAGSHIP, kind) / 1e6;
            let rates = Rates {
                fresh: rate(Kind::Input),
                read: rate(Kind::CacheRead),
                write: rate(Kind::CacheWrite5m),
                output: rate(Kind::Output),
                reasoning: rate(Kind::Output),
            };
            let run = Steady {
                calls: x[0],
                start: x[2] + 500.0,
                system: x[2],
                growth: x[3],
                output: x[4],
                summary: x[5],
                cold: false,
                extra_calls: x[6],
                miss: 0.0,
            };
            let floor = x[2] + x[5];
            let (best, cost) = run.best_trigger(&rates);
            vec![
                run.cost(&rates, f64::INFINITY),
                run.cost(&rates, floor + (x[1] - 1.0) * x[3]),
                libm::round((best - floor) / x[3]),
                cost,
            ]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "patch-over-rewrite",
        article: "A1",
        claim: "Patches are cheaper than rewriting files.",
        inputs: &[
            ("tokens of the file", 3500.0),
            ("tokens that change", 120.0),
            ("quoted around them, share", 1.0),
            ("tokens of the envelope", 60.0),
            ("patches that fail, share", 0.05),
        ],
        arithmetic: "({1} x (1 + {2}) + {3}) / (1 - {4}) = {a} tokens against {0}: {b} times fewer, until {c} % of patches fail; where a patch also costs completed tasks, the fare decides",
        figures: |x, _| {
            let once = x[1] * (1.0 + x[2]) + x[3];
            let patch = once / (1.0 - x[4]);
            vec![patch, x[0] / patch, (1.0 - once / x[0]) * 100.0]
        },
        verdict: |_, f| match f[1] > 1.0 {
            true => Verdict::HoldsUnderReading,
            false => Verdict::Inconsistent,
        },
    },
    Row {
        id: "ten-points",
        article: "A1",
        claim: "Ten points of success lower the cost of a completed task.",
        inputs: &[
            ("success, low", 0.5),
            ("success, high", 0.8),
            ("points", 0.1),
        ],
        arithmetic: "{0} / ({0} + {2}) - 1 = {a} %; {1} / ({1} + {2}) - 1 = {b} %",
        figures: |x, _| {
            let change = |rate: f64| (rate / (rate + x[2]) - 1.0) * 100.0;
            vec![change(x[0]), change(x[1])]
        },
        verdict: |_, f| holds_if(f.iter().all(|change| *change < 0.0)),
    },
    Row {
        id: "gpu-hour",
        article: "A1",
        claim: "A GPU costs $4.08 an hour, 48 % more than two months before.",
        inputs: &[
            ("dollars an hour", 4.08),
            ("rise, share", 0.48),
            ("tokens a second", 2500.0),
        ],
        arithmetic: "${0} / 3600 s = ${a} per million at one token a second, ${b} at {2}; before the rise ${c} an hour",
        figures: |x, _| {
            let at = |tokens_per_second: f64| {
                let gpu = Hosting {
                    gpu_hour: x[0],
                    tokens_per_second,
                    utilisation: 1.0,
                    gpus: 1.0,
                    ..Hosting::default()
                };
                gpu.cost().map_or(f64::NAN, |cost| cost.per_million)
            };
            vec![at(1.0), at(x[2]), x[0] / (1.0 + x[1])]
        },
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
    Row {
        id: "power-per-gpu",
        article: "A2",
        claim: "300 MW feed 220,000 GPUs.",
        inputs: &[("MW", 300.0), ("GPUs", 220e3)],
        arithmetic: "{0} MW / {1} = {a} kW each",
        figures: |x, _| vec![x[0] * 1e3 / x[1]],
        // A data-centre GPU with its share of the machine and of cooling.
        verdict: |_, f| holds_if((0.7..2.5).contains(&f[0])),
    },
    Row {
        id: "benchmark-scores",
        article: "A2",
        claim: "Sonnet 4 scores 80.2 %, Opus 4.6 78 to 80 %.",
        inputs: &[
            ("Sonnet 4, claimed", 80.2),
            ("Sonnet 4, same 500 tasks, bash only", 64.8),
        ],
        arithmetic: "{0} - {1} = {a} points between two harnesses: a score belongs to model and harness",
        figures: |x, _| vec![x[0] - x[1]],
        verdict: |_, _| Verdict::HoldsUnderReading,
    },
];
