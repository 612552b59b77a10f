//! The simulator against its witness, the closed form.

use super::closed_form::{Calls, Flow, Rates};
use super::plan::{Plan, Terms};
use super::run::{Call, Context, Draws, Size};
use super::{
    Compaction, Gaps, Harness, Masking, Profile, Reset, Spread, StablePrefix, Trigger, presets,
};

/// A bug fix of constant growth: every spread is one figure.
fn steady(calls: f64, system: f64, prompt: f64, output: f64, results: f64) -> (Profile, Harness) {
    let fixed = |value: f64| Spread::Fixed { value };
    let mut profile = presets::profile("bug-fix").unwrap().clone();
    (profile.calls, profile.output, profile.results) =
        (fixed(calls), fixed(output), fixed(results));
    (profile.prompt_tokens, profile.growth_sigma, profile.edits) = (prompt, 0.0, None);
    profile.gaps = Gaps {
        tool: fixed(1.0),
        human: fixed(1.0),
        human_share: 0.0,
    };
    let mut harness = presets::harness("plain-loop").unwrap().clone();
    (harness.system_tokens, harness.compaction) = (system, None);
    (profile, harness)
}

const TERMS: Terms = Terms {
    window: 10_000_000,
    caches: true,
    stores_answers: false,
    min_prefix: 0,
    block: 1,
    ttl_seconds: 300.0,
    write_fee: true,
    reasoning_kept: 1.0,
};

struct Sum {
    flow: Flow,
    output: f64,
    calls: u32,
    cuts: u32,
    breaks_at: Option<u32>,
    largest: u64,
}

fn run(profile: &Profile, harness: &Harness, terms: &Terms, seed: u64) -> Sum {
    let plan = Plan::new(profile, harness, 1.0);
    let (mut flow, mut output, mut largest) = (Flow::default(), 0.0, 0);
    let add = |call: &Call| {
        flow.fresh += call.fresh as f64;
        flow.read += call.read as f64;
        flow.write += call.written as f64;
        output += call.output as f64;
        largest = largest.max(call.fresh + call.read + call.written);
    };
    let size = Size {
        calls: plan.calls.median() as u32,
        growth: 1.0,
        with_gaps: false,
        returns: (0, 0),
    };
    let start = plan.system + plan.prompt;
    let ending = Context::new(&plan, terms, start, add).run(
        size,
        &plan.samplers(),
        &mut Draws::new(seed, 0, 0),
    );
    Sum {
        flow,
        output,
        calls: ending.calls,
        cuts: ending.cuts,
        breaks_at: ending.breaks_at,
        largest,
    }
}

fn near(got: f64, want: f64, share: f64) {
    assert!(
        (got - want).abs() <= share * want.abs().max(1e-300),
        "{got} {want}"
    );
}

#[test]
fn constant_growth_equals_the_closed_form() {
    let rates = Rates {
        fresh: 5e-6,
        read: 0.5e-6,
        write: 6.25e-6,
        output: 25e-6,
        reasoning: 25e-6,
    };
    for (calls, system, prompt, output, results) in [
        (79.0, 30_000.0, 500.0, 872.0, 1_200.0),
        (12.0, 8_000.0, 800.0, 600.0, 1_500.0),
        (1.0, 100.0, 50.0, 10.0, 0.0),
    ] {
        let (profile, mut harness) = steady(calls, system, prompt, output, results);
        let (start, growth) = (system + prompt, output + results);
        for prefix in [StablePrefix::Whole, StablePrefix::System, StablePrefix::Off] {
            harness.cache.stable_prefix = prefix;
            let got = run(&profile, &harness, &TERMS, 1);
            let t = Calls::fixed(calls);
            let want = match prefix {
                StablePrefix::Whole => t.whole_prefix(start, growth, 0.0),
                StablePrefix::System => t.system_prefix(start, system, growth, 0.0),
                StablePrefix::Off => t.uncached(start, growth),
            };
            near(
                got.flow.cost(&rates, got.output),
                want.cost(&rates, calls * output),
                1e-9,
            );
        }
    }
}

#[test]
fn misses_agree_with_the_closed_form_within_three_standard_errors() {
    let (profile, mut harness) = steady(60.0, 20_000.0, 500.0, 500.0, 1_000.0);
    harness.cache.eviction = 0.1;
    let reads: Vec<f64> = (0..2_000)
        .map(|seed| run(&profile, &harness, &TERMS, seed).flow.read)
        .collect();
    let n = reads.len() as f64;
    let mean = reads.iter().sum::<f64>() / n;
    let variance = reads.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    let want = Calls::fixed(60.0).whole_prefix(20_500.0, 1_500.0, 0.1).read;
    let error = (variance / n).sqrt();
    assert!(
        error > 0.0 && (mean - want).abs() < 3.0 * error,
        "{mean} {want} ± {error}"
    );
}

#[test]
fn below_the_minimum_nothing_is_cached() {
    let (profile, harness) = steady(2.0, 300.0, 100.0, 100.0, 200.0);
    let terms = Terms {
        min_prefix: 1_024,
        ..TERMS
    };
    let got = run(&profile, &harness, &terms, 1).flow;
    assert_eq!(got, Calls::fixed(2.0).uncached(400.0, 300.0));
    let longer = steady(6.0, 300.0, 100.0, 100.0, 200.0);
    assert!(run(&longer.0, &longer.1, &terms, 1).flow.write > 0.0);
}

#[test]
fn blocks_and_missing_fees_move_tokens_to_fresh_input() {
    let (profile, harness) = steady(10.0, 5_000.0, 77.0, 111.0, 222.0);
    let terms = Terms {
        block: 128,
        write_fee: false,
        ..TERMS
    };
    let got = run(&profile, &harness, &terms, 1).flow;
    assert_eq!(got.write, 0.0);
    assert_eq!(got.read % 128.0, 0.0);
    near(
        got.fresh + got.read,
        Calls::fixed(10.0).input(5_077.0, 333.0),
        1e-12,
    );
}

#[test]
fn a_stored_answer_is_read_by_the_next_call() {
    let (profile, harness) = steady(5.0, 5_000.0, 0.0, 100.0, 50.0);
    let plain = run(&profile, &harness, &TERMS, 1).flow.read;
    let terms = Terms {
        stores_answers: true,
        ..TERMS
    };
    assert_eq!(
        run(&profile, &harness, &terms, 1).flow.read,
        plain + 4.0 * 100.0
    );
}

#[test]
fn compaction_keeps_the_context_below_its_trigger() {
    let (profile, mut harness) = steady(200.0, 20_000.0, 500.0, 500.0, 1_500.0);
    harness.compaction = Some(Compaction {
        trigger: Trigger::Tokens { tokens: 80_000.0 },
        summary_tokens: 3_000.0,
        keep_share: 0.0,
        cold: false,
        extra_calls: 0.0,
    });
    let got = run(&profile, &harness, &TERMS, 1);
    // 30 calls reach the trigger, then cycles of 29 from 23,000 tokens.
    assert_eq!((got.cuts, got.calls), (6, 206));
    assert!(got.largest <= 82_000, "{}", got.largest);
    let never = run(
        &profile,
        &{
            let mut h = harness.clone();
            h.compaction = None;
            h
        },
        &TERMS,
        1,
    );
    assert!(got.flow.read < never.flow.read / 2.0);
}

#[test]
fn resets_masking_and_pings_do_what_they_say() {
    let (mut profile, mut harness) = steady(60.0, 20_000.0, 500.0, 500.0, 1_500.0);
    let plain = run(&profile, &harness, &TERMS, 1);
    harness.masking = Some(Masking {
        keep_calls: 5,
        every_calls: 10,
        stub_tokens: 20.0,
    });
    let masked = run(&profile, &harness, &TERMS, 1);
    assert!(masked.largest < plain.largest && masked.flow.read < plain.flow.read);
    (harness.masking, harness.reset) = (
        None,
        Some(Reset {
            every_calls: 20.0,
            carry_tokens: 1_000.0,
            extra_calls: 0.0,
        }),
    );
    let reset = run(&profile, &harness, &TERMS, 1);
    assert_eq!((reset.cuts, reset.calls), (2, 62));
    harness.reset = None;
    // Every gap is twice the lifetime: cold without pings, warm with three.
    profile.gaps.tool = Spread::Fixed { value: 700.0 };
    assert_eq!(run(&profile, &harness, &TERMS, 1).flow.read, 0.0);
    harness.cache.keep_alive = Some(super::KeepAlive { max_pings: 3 });
    let kept = run(&profile, &harness, &TERMS, 1);
    assert_eq!(kept.calls, 60 + 59 * 2);
    assert_eq!(kept.flow.write, plain.flow.write);
}

#[test]
fn a_run_ends_where_every_summary_brings_more_calls_than_it_leaves_room_for() {
    let (profile, mut harness) = steady(100.0, 20_000.0, 0.0, 500.0, 500.0);
    let compaction = |extra_calls| super::Compaction {
        trigger: super::Trigger::Tokens { tokens: 22_000.0 },
        summary_tokens: 3_000.0,
        keep_share: 0.0,
        cold: false,
        extra_calls,
    };
    // What is left after a summary is above the trigger: one call between two summaries.
    harness.compaction = Some(compaction(1.0));
    let stuck = run(&profile, &harness, &TERMS, 1);
    assert!(
        stuck.breaks_at.is_some() && stuck.calls < 20,
        "{}",
        stuck.calls
    );
    // Without calls to find its way back, it is slow and comes to an end.
    harness.compaction = Some(compaction(0.0));
    let slow = run(&profile, &harness, &TERMS, 1);
    assert_eq!(slow.breaks_at, None);
}

#[test]
fn a_run_ends_at_the_call_that_the_window_cannot_hold() {
    let (profile, harness) = steady(100.0, 20_000.0, 0.0, 500.0, 500.0);
    let terms = Terms {
        window: 50_000,
        ..TERMS
    };
    let got = run(&profile, &harness, &terms, 1);
    assert_eq!((got.breaks_at, got.calls), (Some(32), 31));
}
