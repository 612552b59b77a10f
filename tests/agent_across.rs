//! Across models, and offers used together.
#![cfg(feature = "engine")]

use taskfare::agent::{
    Cascade, Evidence, HarnessChoice, Mix, MixKind, OfferChoice, ProfileChoice, ProjectRequest,
    Projection, Standing, advise, relations,
};
use taskfare::instant::Instant;
use taskfare::prices::Table;

const CHEAP_AND_STRONG: [&str; 2] = ["minimax-m3", "claude-opus-4-8"];

fn request(profile: &str, models: &[&str], mixes: Vec<Mix>) -> ProjectRequest {
    let offer = |model: &&str| OfferChoice {
        model: (*model).into(),
        ..OfferChoice::default()
    };
    ProjectRequest {
        profile: ProfileChoice::Named(profile.into()),
        harness: HarnessChoice::Named("plain-loop".into()),
        offers: models.iter().map(offer).collect(),
        at: Instant::parse("2026-11-22T08:00:00Z").unwrap(),
        runs: 0,
        seed: 3,
        budget: None,
        mixes,
    }
}

fn project(profile: &str, models: &[&str], mixes: Vec<Mix>) -> Projection {
    let request = request(profile, models, mixes);
    request.project(&Table::shipped()).unwrap()
}

fn ln_ratio(a: f64, b: f64) -> f64 {
    (a / b).ln().abs()
}

#[test]
fn a_model_without_a_record_does_not_work_as_the_reference_does() {
    let got = project(
        "feature-work",
        &["claude-opus-4-8", "glm-5.1", "grok-4.3"],
        vec![],
    );
    let [reference, close, unseen] = &got.offers[..] else {
        unreachable!()
    };
    assert_eq!(reference.grade, Evidence::Measured);
    assert_eq!(reference.level_sigma, 0.0);
    // glm-5.1 was recorded on the close classes: it costs about twice as much there.
    assert_eq!(close.grade, Evidence::CarriedOver);
    assert!(
        close
            .reasons
            .iter()
            .any(|reason| reason.code == "close-class")
    );
    let of = |benchmark: &str, model: &str| {
        let mut all = relations().recorded.iter();
        let found = all.find(|r| r.benchmark == benchmark && r.model == model);
        found.unwrap().cost
    };
    let ratio = ["swe-bench", "swt-bench"]
        .map(|class| of(class, "glm-5.1") / of(class, "claude-opus-4-8"))
        .iter()
        .product::<f64>()
        .sqrt();
    let (a, b) = (reference.cost.unwrap(), close.cost.unwrap());
    let list_moved = 1.5; // today's rates are not those of the record
    assert!(
        ln_ratio(b.mean / a.mean, ratio) < f64::ln(list_moved),
        "{ratio} {a:?} {b:?}"
    );
    let (calls, own) = (reference.calls.unwrap(), close.calls.unwrap());
    assert!(own.p50 > 1.5 * calls.p50, "{own:?} {calls:?}");
    // Nobody recorded grok-4.3: the price relation, and a wider interval than the close class.
    assert!(
        unseen
            .reasons
            .iter()
            .any(|reason| reason.code == "carried-over")
    );
    assert!(unseen.level_sigma > close.level_sigma && close.level_sigma > 0.0);
    // Models with as much room, so that compaction does not narrow one of them.
    let models = ["claude-opus-4-8", "claude-opus-4-7", "claude-sonnet-5"];
    let got = project("feature-work", &models, vec![]).offers;
    let width = |row: &taskfare::agent::OfferProjection| row.cost.map(|c| c.p90 / c.p10).unwrap();
    let widths: Vec<f64> = got.iter().map(width).collect();
    assert!(
        widths.is_sorted() && widths[2] > 1.5 * widths[0],
        "{widths:?}"
    );
}

#[test]
fn profiles_without_a_record_are_not_scaled_by_price_alone() {
    let got = project(
        "support-ticket",
        &["claude-sonnet-4-5", "claude-haiku-4-5"],
        vec![],
    );
    let means: Vec<f64> = got
        .offers
        .iter()
        .map(|row| row.cost.unwrap().mean)
        .collect();
    // A third of the price saves less than two thirds, because a cheaper model works longer.
    let share = means[1] / means[0];
    assert!(share > 1.0 / 3.0 * 1.1 && share < 1.0, "{share}");
    assert_eq!(got.offers[1].grade, Evidence::Assumed);
    assert!(got.offers[1].level_sigma > got.offers[0].level_sigma);
}

#[test]
fn routing_costs_and_completes_by_share() {
    let mix = Mix {
        shares: vec![0.75, 0.25],
        ..Mix::default()
    };
    let got = project("bug-fix", &CHEAP_AND_STRONG, vec![mix]);
    let (rows, mixed) = (&got.offers, &got.mixes[0]);
    let cost = |place: usize| rows[place].cost.unwrap().mean;
    let want = 0.75 * cost(0) + 0.25 * cost(1);
    let own = mixed.cost.unwrap();
    assert!((own.mean - want).abs() < 1e-12);
    let success = 0.75 * rows[0].success + 0.25 * rows[1].success;
    assert!((mixed.success - success).abs() < 1e-12);
    assert!((mixed.fare.unwrap() - want / success).abs() < 1e-9);
    assert!(own.p10 < own.p50 && own.p50 < own.p90 && own.p90 < own.p99);
    let between = rows[0].cost.unwrap().p50..rows[1].cost.unwrap().p50;
    assert!(between.contains(&own.p50), "{own:?}");
    // Everything on one offer is that offer.
    let whole = Mix {
        shares: vec![0.0, 1.0],
        ..Mix::default()
    };
    let alone = project("bug-fix", &CHEAP_AND_STRONG, vec![whole]).mixes[0]
        .cost
        .unwrap();
    let row = rows[1].cost.unwrap();
    for (a, b) in [
        (alone.p10, row.p10),
        (alone.p50, row.p50),
        (alone.p90, row.p90),
    ] {
        assert!((a / b - 1.0).abs() < 5e-3, "{a} {b}");
    }
}

#[test]
fn a_cascade_is_its_formula() {
    let cascade = |accepts_right, accepts_wrong| Mix {
        kind: MixKind::Cascade,
        first: 0,
        second: 1,
        check_cost: 0.05,
        accepts_right: Some(accepts_right),
        accepts_wrong,
        defect_cost: 10.0,
        ..Mix::default()
    };
    let mixes = vec![cascade(1.0, 0.0), cascade(0.9, 0.2), cascade(1.0, 1.0)];
    let got = project("bug-fix", &CHEAP_AND_STRONG, mixes);
    let rows = &got.offers;
    let formula = Cascade {
        cheap_cost: rows[0].cost.unwrap().mean,
        strong_cost: rows[1].cost.unwrap().mean,
        check_cost: 0.05,
        cheap_rate: rows[0].success,
        strong_rate: rows[1].success,
        concentration: 2.2,
        shared: relations().shared_difficulty,
        accepts_right: 0.9,
        accepts_wrong: 0.2,
    }
    .outcome();
    let [perfect, real, blind] = &got.mixes[..] else {
        unreachable!()
    };
    assert!((real.success - formula.success).abs() < 1e-12);
    assert!((real.escalated - formula.escalated).abs() < 1e-12);
    assert!((real.false_accept - formula.false_accept).abs() < 1e-12);
    // What escalates is harder, so its strong runs fail and cost more.
    let cost = real.cost.unwrap();
    assert!(
        cost.mean > formula.cost && cost.mean < formula.cost * 1.1,
        "{cost:?} {formula:?}"
    );
    let fare = (cost.mean + 10.0 * real.false_accept) / real.success;
    assert!((real.fare.unwrap() - fare).abs() < 1e-9);
    assert!(perfect.success > rows[1].success.max(rows[0].success));
    assert!(perfect.cost.unwrap().mean < rows[1].cost.unwrap().mean);
    // A check that accepts everything leaves the cheap offer and its failures.
    assert_eq!(blind.escalated, 0.0);
    assert!((blind.success - rows[0].success).abs() < 1e-12);
    assert!((blind.false_accept - (1.0 - rows[0].success)).abs() < 1e-12);
}

#[test]
fn a_stopped_run_costs_no_more_and_completes_less() {
    let row = project("bug-fix", &["claude-opus-4-8"], vec![]).offers[0].clone();
    let cost = row.cost.unwrap();
    let stop = |budget| Mix {
        kind: MixKind::Stop,
        budget,
        ..Mix::default()
    };
    let mixes = vec![stop(cost.p50), stop(cost.p99 * 20.0)];
    let got = project("bug-fix", &["claude-opus-4-8"], mixes).mixes;
    let half = &got[0];
    assert!((half.escalated - 0.5).abs() < 1e-9);
    assert_eq!(half.cost.unwrap().p99, cost.p50);
    // Successful runs are the cheaper ones, so fewer than half of them are lost.
    assert!(half.success > 0.5 * row.success && half.success < row.success);
    let free = &got[1];
    assert!((free.cost.unwrap().mean / cost.mean - 1.0).abs() < 1e-6);
    assert!((free.success / row.success - 1.0).abs() < 1e-6);
}

#[test]
fn impossible_mixes_are_named() {
    let broken = |mix: Mix| {
        let request = request(
            "bug-fix",
            &CHEAP_AND_STRONG,
            vec![
                Mix {
                    shares: vec![1.0, 0.0],
                    ..Mix::default()
                },
                mix,
            ],
        );
        let error = request.project(&Table::shipped()).unwrap_err();
        assert_eq!(error.code(), "invalid-argument");
        error.path().unwrap().to_string()
    };
    let shares = |shares: &[f64]| Mix {
        shares: shares.to_vec(),
        ..Mix::default()
    };
    assert_eq!(broken(shares(&[0.5])), "mixes[1].shares");
    assert_eq!(broken(shares(&[0.5, 0.6])), "mixes[1].shares");
    assert_eq!(broken(shares(&[1.5, -0.5])), "mixes[1].shares");
    let of = |kind| Mix {
        kind,
        ..Mix::default()
    };
    assert_eq!(broken(of(MixKind::Stop)), "mixes[1].budget");
    assert_eq!(
        broken(Mix {
            second: 2,
            ..of(MixKind::Cascade)
        }),
        "mixes[1].first"
    );
    assert_eq!(
        broken(Mix {
            accepts_wrong: 1.5,
            ..of(MixKind::Cascade)
        }),
        "mixes[1].acceptsWrong"
    );
    assert_eq!(
        broken(Mix {
            check_cost: f64::NAN,
            ..of(MixKind::Cascade)
        }),
        "mixes[1].checkCost"
    );
    // An offer without a price makes its mix unpriced, not the request wrong.
    let mix = shares(&[0.5, 0.5]);
    let got = project("bug-fix", &["no-such-model", "claude-opus-4-8"], vec![mix]);
    assert_eq!(
        (got.mixes[0].standing, got.mixes[0].cost),
        (Standing::Unpriced, None)
    );
    assert_eq!(got.mixes[0].reasons[0].code, "unknown-model");
}

#[test]
fn advice_tries_the_cheaper_offer_first() {
    let table = Table::shipped();
    let ask = request("bug-fix", &["claude-opus-4-8", "minimax-m3"], vec![]);
    let found = ask.with(|ask| advise(&table, ask)).unwrap();
    let cascade = found.iter().find(|item| item.code == "cascade").unwrap();
    assert!(cascade.share > 0.1 && cascade.share < 0.9, "{cascade:?}");
    let alone = request("bug-fix", &["claude-opus-4-8"], vec![]);
    let found = alone.with(|ask| advise(&table, ask)).unwrap();
    assert!(found.iter().all(|item| item.code != "cascade"));
}
