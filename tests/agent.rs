//! Projections over the shipped table: what holds whatever the prices are.
#![cfg(feature = "engine")]

use taskfare::agent::{
    Evidence, Harness, HarnessChoice, OfferChoice, Profile, ProfileChoice, ProjectRequest,
    Projection, Spread, Standing, advise, anatomy, fan, harness, harnesses, profile, profiles,
    sensitivity,
};
use taskfare::instant::Instant;
use taskfare::prices::Table;

fn request(profile: &str, harness: &str, models: &[&str], runs: u32) -> ProjectRequest {
    ProjectRequest {
        profile: ProfileChoice::Named(profile.into()),
        harness: HarnessChoice::Named(harness.into()),
        offers: models
            .iter()
            .map(|model| OfferChoice {
                model: (*model).into(),
                ..OfferChoice::default()
            })
            .collect(),
        at: Instant::parse("2026-11-22T08:00:00Z").unwrap(),
        runs,
        seed: 7,
        budget: Some(2.0),
        mixes: Vec::new(),
    }
}

fn project(profile: &str, harness: &str, models: &[&str], runs: u32) -> Projection {
    request(profile, harness, models, runs)
        .project(&Table::shipped())
        .unwrap()
}

#[test]
fn presets_are_in_range_and_name_their_sources() {
    assert!(profiles().len() >= 10 && harnesses().len() >= 7);
    for profile in profiles() {
        profile.check().unwrap();
        assert!(!profile.basis.is_empty(), "{}", profile.id);
    }
    for harness in harnesses() {
        harness.check().unwrap();
        assert!(!harness.basis.is_empty(), "{}", harness.id);
    }
}

#[test]
fn every_profile_runs_under_every_harness() {
    let table = Table::shipped();
    for profile in profiles() {
        for harness in harnesses() {
            for runs in [0, 40] {
                let got = request(
                    &profile.id,
                    &harness.id,
                    &["claude-sonnet-4-5", "gpt-5.5"],
                    runs,
                )
                .project(&table)
                .unwrap();
                for row in &got.offers {
                    let at = format!("{} {} {} {runs}", profile.id, harness.id, row.offer);
                    let cost = row
                        .cost
                        .unwrap_or_else(|| panic!("{at}: {:?}", row.reasons));
                    assert!(0.0 < cost.p10 && cost.p10 <= cost.p50, "{at}: {cost:?}");
                    assert!(
                        cost.p50 <= cost.p90 && cost.p90 <= cost.p99,
                        "{at}: {cost:?}"
                    );
                    let parts: f64 = row.parts.iter().map(|part| part.cost).sum();
                    assert!(
                        (parts / cost.mean - 1.0).abs() < 1e-9,
                        "{at}: {parts} {}",
                        cost.mean
                    );
                }
            }
        }
    }
}

#[test]
fn the_reference_costs_what_was_recorded() {
    // Recorded means: OpenHands/openhands-index-results 3015ac6 and coding-agent-cost-bench 0655780.
    for (profile, harness, model, recorded) in [
        ("bug-fix", "plain-loop", "claude-sonnet-4-5", 1.151),
        ("test-writing", "plain-loop", "claude-sonnet-4-5", 0.936),
        ("research", "plain-loop", "claude-sonnet-4-5", 0.864),
        ("feature-work", "claude-code", "claude-opus-4-8", 6.677),
    ] {
        let row = project(profile, harness, &[model], 4_000).offers.remove(0);
        let cost = row.cost.unwrap();
        assert_eq!(row.grade, Evidence::Measured);
        assert!(
            (cost.mean / recorded - 1.0).abs() < 0.08,
            "{profile}: {} for {recorded}",
            cost.mean
        );
    }
}

#[test]
fn instant_answers_agree_with_the_simulation() {
    // A closed form is quick, not exact: up to a tenth off in the mean, a fifth at the ends.
    let mut wrong = Vec::new();
    for profile in profiles() {
        for harness in ["plain-loop", "claude-code", "codex"] {
            let models = ["claude-sonnet-4-5", "claude-opus-4-8"];
            let instant = project(&profile.id, harness, &models, 0);
            let simulated = project(&profile.id, harness, &models, 3_000);
            for (a, b) in instant.offers.iter().zip(&simulated.offers) {
                let known = a.level_sigma == 0.0;
                let (a, b) = (a.cost.unwrap(), b.cost.unwrap());
                let ratios = [a.p10 / b.p10, a.p50 / b.p50, a.p90 / b.p90, a.mean / b.mean];
                let whom = format!("{} {harness}: p10 p50 p90 mean {ratios:.2?}", profile.id);
                println!("{whom}");
                let off = |at: usize| (ratios[at] - 1.0).abs();
                // Where the model's own level is not known, tails of few calls differ more.
                let ends = known && (off(3) > 0.1 || off(0) > 0.2 || off(2) > 0.2);
                if off(1) > 0.15 || ends {
                    wrong.push(whom);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn unknown_names_and_impossible_numbers_are_named() {
    let row = project("bug-fix", "plain-loop", &["no-such-model"], 10)
        .offers
        .remove(0);
    assert_eq!((row.standing, row.cost), (Standing::Unpriced, None));
    assert_eq!(row.reasons[0].code, "unknown-model");
    let error = request("no-such-task", "plain-loop", &[], 0)
        .project(&Table::shipped())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-profile", Some("profile"))
    );
    let broken = |change: fn(&mut Profile)| {
        let mut own = profile("bug-fix").unwrap().clone();
        change(&mut own);
        let mut ask = request("bug-fix", "plain-loop", &["gpt-5.5"], 10);
        ask.profile = ProfileChoice::Own(Box::new(own));
        ask.project(&Table::shipped())
            .unwrap_err()
            .path()
            .map(str::to_string)
    };
    let at = |path: &str| Some(path.to_string());
    assert_eq!(broken(|p| p.success.rate = 1.2), at("profile.success.rate"));
    assert_eq!(
        broken(|p| p.results = Spread::Fixed { value: -5.0 }),
        at("profile.results")
    );
    assert_eq!(
        broken(|p| p.calls = Spread::Lognormal {
            median: 50.0,
            sigma: 0.4,
            cap: Some(10.0)
        }),
        at("profile.calls")
    );
}

#[test]
fn a_model_that_cannot_hold_the_task_says_so_and_the_others_go_on() {
    let mut long: Harness = harness("plain-loop").unwrap().clone();
    long.system_tokens = 190_000.0;
    long.compaction = None;
    let mut ask = request(
        "bug-fix",
        "plain-loop",
        &["claude-sonnet-4-5", "gpt-4o", "gemini-2.5-pro"],
        200,
    );
    ask.harness = HarnessChoice::Own(Box::new(long));
    let got = ask.project(&Table::shipped()).unwrap();
    assert_eq!(got.offers[1].standing, Standing::CannotHold);
    assert_eq!(
        (got.offers[1].breaks_at_call, got.offers[1].cost),
        (Some(1), None)
    );
    assert_eq!(got.offers[2].standing, Standing::Projected);
}

#[test]
fn the_anatomy_adds_up_to_the_last_digit() {
    use taskfare::money::Amount;
    let table = Table::shipped();
    for (harness, model) in [
        ("claude-code", "claude-opus-4-8"),
        ("sub-agents", "claude-sonnet-4-5"),
        ("codex", "gpt-5.5"),
    ] {
        let ask = request("feature-work", harness, &[model], 0);
        let got = ask.with(|ask| anatomy(&table, ask)).unwrap();
        let sum = |amounts: &mut dyn Iterator<Item = &String>| -> Amount {
            amounts.map(|text| Amount::parse(text).unwrap()).sum()
        };
        let total = Amount::parse(&got.total).unwrap();
        assert_eq!(sum(&mut got.calls.iter().map(|call| &call.cost)), total);
        assert_eq!(sum(&mut got.lines.iter().map(|line| &line.amount)), total);
        assert!(got.calls.len() >= 40, "{harness}: {}", got.calls.len());
        for call in &got.calls {
            assert_eq!(call.context, call.fresh + call.read + call.written);
        }
    }
}

#[test]
fn advice_saves_what_it_says() {
    let table = Table::shipped();
    let ask = request("feature-work", "plain-loop", &["claude-opus-4-8"], 0);
    let found = ask.with(|ask| advise(&table, ask)).unwrap();
    let now = project("feature-work", "plain-loop", &["claude-opus-4-8"], 0).offers[0]
        .cost
        .unwrap();
    let compact = found.iter().find(|item| item.code == "compact").unwrap();
    let mut own = harness("plain-loop").unwrap().clone();
    let policy = own.compaction.as_mut().unwrap();
    policy.trigger = taskfare::agent::Trigger::Tokens {
        tokens: compact.value.unwrap(),
    };
    let mut changed = ask.clone();
    changed.harness = HarnessChoice::Own(Box::new(own));
    let then = changed.project(&table).unwrap().offers[0].cost.unwrap();
    assert!((now.mean - then.mean - compact.saving).abs() < 1e-9);
    assert!(compact.share > 0.05, "{found:?}");
    assert!(found.is_sorted_by(|a, b| a.saving >= b.saving));
    let rows = ask.with(|ask| sensitivity(&table, ask)).unwrap();
    assert_eq!(rows.len(), 7);
    let calls = rows
        .iter()
        .find(|row| row.input == "profile.calls")
        .unwrap();
    assert!((1.0..2.0).contains(&calls.elasticity), "{calls:?}");
}

/// The seed's whole answer, to the last bit, as `tests/js/agent.test.js` gets it from wasm.
#[test]
fn the_same_seed_gives_the_recorded_bytes() {
    let mut ask = request(
        "interactive-session",
        "claude-code",
        &["claude-opus-4-8", "gpt-5.5", "deepseek-v4-pro"],
        500,
    );
    ask.seed = 20_261_122;
    let got = ask.project(&Table::shipped()).unwrap();
    let text = serde_json::to_string_pretty(
        &got.offers
            .iter()
            .map(|row| (row.cost, row.calls, row.tokens))
            .collect::<Vec<_>>(),
    )
    .unwrap()
        + "\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/projection.json");
    if std::env::var_os("TASKFARE_WRITE_GOLDEN").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(file).unwrap());
}

#[test]
fn a_fan_is_of_the_same_tasks_as_the_projection() {
    let table = Table::shipped();
    for (harness, attempts) in [("plain-loop", 1), ("plain-loop", 3), ("sub-agents", 1)] {
        let mut ask = request("bug-fix", harness, &["claude-opus-4-8"], 1_000);
        let mut policy = taskfare::agent::harness(harness).unwrap().clone();
        policy.attempts = attempts;
        ask.harness = HarnessChoice::Own(Box::new(policy));
        let row = ask.project(&table).unwrap().offers.remove(0);
        let got = ask.with(|ask| fan(&table, ask)).unwrap();
        assert_eq!((Some(got.cost), got.runs), (row.cost, 1_000), "{harness}");
        let shares: f64 = got.bins.iter().map(|bin| bin.share).sum();
        assert!((shares - 1.0).abs() < 1e-9);
        assert!(got.points.len() > 20, "{harness}: {}", got.points.len());
        assert!(got.points[0].going > 0.95, "{:?}", got.points[0]);
        for pair in got.points.windows(2) {
            assert!(pair[1].call > pair[0].call && pair[1].going <= pair[0].going);
        }
        for point in &got.points {
            assert!(
                point.p10 <= point.p50 && point.p50 <= point.p90,
                "{point:?}"
            );
        }
        // Where half of the tasks are left, the money spent is near what half of them cost in all.
        let half = got.points.iter().find(|point| point.going <= 0.5).unwrap();
        let ratio = half.p50 / got.cost.p50;
        assert!(
            (0.6..1.7).contains(&ratio),
            "{harness}: {half:?} {:?}",
            got.cost
        );
    }
    // Every run alike, every call alike: the fan is a line through the calls' own costs.
    let mut profile = profile("bug-fix").unwrap().clone();
    profile.calls = Spread::Fixed { value: 40.0 };
    profile.growth_sigma = 0.0;
    let mut ask = request("bug-fix", "plain-loop", &["claude-opus-4-8"], 50);
    ask.profile = ProfileChoice::Own(Box::new(profile));
    let got = ask.with(|ask| fan(&table, ask)).unwrap();
    let calls = ask.project(&table).unwrap().offers[0].calls.unwrap();
    let last = got.points.last().unwrap();
    assert_eq!((f64::from(last.call), last.going), (calls.mean, 1.0));
    assert!(
        (last.p50 / got.cost.p50 - 1.0).abs() < 1e-9,
        "{last:?} {:?}",
        got.cost
    );
    for runs in [0, 1] {
        ask.runs = runs;
        let error = ask.with(|ask| fan(&table, ask)).unwrap_err();
        assert_eq!(error.path(), Some("runs"));
    }
    ask = request("bug-fix", "plain-loop", &["no-such-model"], 50);
    assert_eq!(
        ask.with(|ask| fan(&table, ask)).unwrap_err().code(),
        "no-price-at"
    );
}

#[test]
fn a_window_in_which_summaries_leave_no_room_cannot_hold_the_task() {
    // 30,720 tokens: what a summary leaves is above the trigger of either harness.
    for harness in ["plain-loop", "claude-code"] {
        for runs in [0, 40] {
            let row = &project("bug-fix", harness, &["alibaba/qwen-max"], runs).offers[0];
            assert_eq!(row.standing, Standing::CannotHold, "{harness}, {runs} runs");
            assert_eq!((row.cost, row.fare), (None, None));
        }
    }
    let ask = request("bug-fix", "plain-loop", &["alibaba/qwen-max"], 0);
    let run = ask.with(|ask| anatomy(&Table::shipped(), ask)).unwrap();
    assert!(run.breaks_at_call.is_some() && run.calls.len() < 20);
}
