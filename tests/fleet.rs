//! Fleets over the shipped table: matched moments against draws, budgets, plans, bad input.
#![cfg(feature = "fleet")]

use taskfare::agent::OfferChoice;
use taskfare::fleet::{
    FleetReport, FleetRequest, Group, Heavy, HeavyKind, PlanFit, PlansRequest, TaskCost, Work,
};
use taskfare::instant::Instant;
use taskfare::prices::{Table, shipped};

fn at() -> Instant {
    Instant::parse("2026-11-23T08:00:00Z").unwrap()
}

fn report(request: &FleetRequest) -> taskfare::Result<FleetReport> {
    request.report(&Table::shipped(), at())
}

/// Engineers whose days cost $13 on average, the top tenth using ten times the rest.
fn engineers(people: u32) -> Group {
    Group {
        name: "engineers".into(),
        people,
        active_share: Some(0.8),
        tasks_per_day: 4.0,
        heavy: Heavy {
            kind: HeavyKind::TimesRest,
            value: 10.0,
        },
        growth: None,
        cost: Some(TaskCost {
            mean: 3.25,
            sigma: 0.9,
            level_sigma: 0.0,
        }),
        work: Vec::new(),
    }
}

fn request(people: u32, days: u32) -> FleetRequest {
    FleetRequest {
        groups: vec![engineers(people)],
        days: Some(days),
        ..FleetRequest::default()
    }
}

#[test]
fn draws_agree_with_matched_moments() {
    let matched = report(&FleetRequest {
        budget: Some(250_000.0),
        ..request(1_000, 30)
    })
    .unwrap();
    let drawn = report(&FleetRequest {
        budget: Some(250_000.0),
        runs: 300,
        seed: 5,
        ..request(1_000, 30)
    })
    .unwrap();
    let (a, b) = (matched.total, drawn.total);
    assert!(
        (a.mean - b.mean).abs() < 3.0 * b.standard_error,
        "{a:?} {b:?}"
    );
    assert!((a.p90 - b.p90).abs() < 3.0 * b.p90_error, "{a:?} {b:?}");
    // Spread: of 300 repetitions a standard deviation is known to 4 %, heavy tails to less.
    let spread = |q: taskfare::agent::Quantiles| q.p90 - q.p10;
    assert!((spread(a) / spread(b) - 1.0).abs() < 0.25, "{a:?} {b:?}");
    let (a, b) = (matched.budget.unwrap(), drawn.budget.unwrap());
    assert!((a.lasts - b.lasts).abs() < 0.1, "{a:?} {b:?}");
    assert_eq!(a.p50.is_some(), b.p50.is_some());
}

#[test]
fn a_common_unknown_is_not_averaged_out() {
    let mut unsure = request(1_000, 30);
    unsure.groups[0].cost.as_mut().unwrap().level_sigma = 0.63;
    let matched = report(&unsure).unwrap().total;
    unsure.runs = 200;
    let drawn = report(&unsure).unwrap().total;
    assert!(matched.p90 / matched.p10 > 4.0, "{matched:?}");
    assert!((matched.mean - drawn.mean).abs() < 3.0 * drawn.standard_error);
    assert!(
        (matched.p90 - drawn.p90).abs() < 3.0 * drawn.p90_error,
        "{matched:?} {drawn:?}"
    );
}

#[test]
fn the_published_day_is_met() {
    let got = report(&request(1_000, 365)).unwrap();
    let group = &got.groups[0];
    assert!((group.active_day.mean - 13.0).abs() < 1e-9);
    assert!(group.active_day.p90 < 30.0, "{:?}", group.active_day);
    assert!((group.top_share - 10.0 / 19.0).abs() < 1e-9);
    // 365 days from a Monday are 261 working days.
    assert_eq!(got.working_days, 261.0);
    assert!((got.total.mean - 1_000.0 * 0.8 * 13.0 * 261.0).abs() < 1e-3);
    let months: f64 = got.months.iter().map(|month| month.spend.mean).sum();
    assert!((months / got.total.mean - 1.0).abs() < 1e-9);
    assert_eq!(got.months.len(), 13);
    assert_eq!(
        (got.months[0].month.as_str(), got.to.as_str()),
        ("2026-11", "2027-11-22")
    );
}

#[test]
fn many_people_are_as_quick_as_one() {
    let many = report(&request(85_000, 365)).unwrap();
    // Independent people: the relative spread of 85 times as many is nine times smaller.
    let few = report(&request(1_000, 365)).unwrap();
    let width = |report: &FleetReport| (report.total.p90 / report.total.p10).ln();
    let ratio = width(&few) / width(&many);
    assert!((ratio / 85f64.sqrt() - 1.0).abs() < 0.05, "{ratio}");
}

#[test]
fn work_is_projected_and_mixed() {
    let work = |model: &str, share: f64| Work {
        profile: "bug-fix".into(),
        harness: "plain-loop".into(),
        offer: OfferChoice {
            model: model.into(),
            ..OfferChoice::default()
        },
        share,
    };
    let of = |works: Vec<Work>| {
        let group = Group {
            name: "mixed".into(),
            people: 10,
            tasks_per_day: 2.0,
            work: works,
            ..Group::default()
        };
        let request = FleetRequest {
            groups: vec![group],
            days: Some(30),
            ..FleetRequest::default()
        };
        report(&request).unwrap()
    };
    let strong = of(vec![work("claude-opus-4-8", 1.0)]);
    let cheap = of(vec![work("minimax-m3", 1.0)]);
    let both = of(vec![
        work("claude-opus-4-8", 0.25),
        work("minimax-m3", 0.75),
    ]);
    let mean = |report: &FleetReport| report.groups[0].task;
    assert!((mean(&both) - 0.25 * mean(&strong) - 0.75 * mean(&cheap)).abs() < 1e-9);
    assert_eq!(both.currency, "USD");
    assert!((both.total.mean - mean(&both) * 2.0 * 10.0 * 22.0).abs() < 1e-6);
}

/// Work on one model, in halves with another where there is one.
fn works(models: &[&str]) -> Vec<Work> {
    let work = |model: &&str| Work {
        profile: "bug-fix".into(),
        harness: "plain-loop".into(),
        offer: OfferChoice {
            model: (*model).into(),
            ..OfferChoice::default()
        },
        share: 1.0 / models.len() as f64,
    };
    models.iter().map(work).collect()
}

#[test]
fn groups_grow_each_at_their_own_rate() {
    let year = |growths: &[Option<f64>], growth: f64| FleetRequest {
        groups: growths
            .iter()
            .map(|growth| Group {
                growth: *growth,
                ..engineers(100)
            })
            .collect(),
        growth,
        ..request(0, 365)
    };
    let of = |request: FleetRequest| report(&request).unwrap();
    let flat = of(year(&[None], 0.0));
    let growing = of(year(&[None], 0.1));
    let both = of(year(&[None, Some(0.1)], 0.0));
    let sum = flat.total.mean + growing.total.mean;
    assert!((both.total.mean / sum - 1.0).abs() < 1e-12);
    assert!((both.groups[1].total.mean / growing.total.mean - 1.0).abs() < 1e-12);
    // The request's growth is that of groups without their own.
    let own = of(year(&[Some(0.1), Some(0.0)], 0.5));
    assert!((own.total.mean / sum - 1.0).abs() < 1e-12);
    let months: f64 = own.months.iter().map(|month| month.spend.mean).sum();
    assert!((months / own.total.mean - 1.0).abs() < 1e-9);
    // Day by day the same.
    let mut drawn = year(&[Some(0.1), Some(0.0)], 0.5);
    (drawn.days, drawn.runs, drawn.seed) = (Some(90), 200, 3);
    let drawn = of(drawn).total;
    let mut matched = year(&[Some(0.1), Some(0.0)], 0.5);
    matched.days = Some(90);
    let matched = of(matched).total;
    assert!((matched.mean - drawn.mean).abs() < 3.0 * drawn.standard_error);
    assert!((matched.p90 - drawn.p90).abs() < 3.0 * drawn.p90_error);
    // A group's growth out of range is named as its own.
    let error = report(&year(&[None, Some(9.0)], 0.0)).unwrap_err();
    assert_eq!(error.path(), Some("groups[1].growth"));
}

#[test]
fn spend_by_tier_adds_up() {
    use taskfare::prices::source::Tier;
    let group = |people: u32, work: Vec<Work>| Group {
        cost: None,
        work,
        ..engineers(people)
    };
    let asked = FleetRequest {
        groups: vec![
            group(30, works(&["claude-opus-4-8", "claude-haiku-4-5"])),
            group(70, works(&["claude-opus-4-8"])),
            engineers(10),
        ],
        ..request(0, 60)
    };
    let got = report(&asked).unwrap();
    let tier = |tier| got.tiers.iter().find(|row| row.tier == tier).unwrap();
    let (large, small, none) = (
        tier(Some(Tier::Flagship)),
        tier(Some(Tier::Small)),
        tier(None),
    );
    assert_eq!(got.tiers.len(), 3);
    assert!((got.tiers.iter().map(|row| row.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(
        got.tiers
            .windows(2)
            .all(|pair| pair[0].share >= pair[1].share)
    );
    // By hand: 44 working days of 0.8 x 4 tasks of each.
    assert_eq!(got.working_days, 44.0);
    for (row, people) in [(small, 15.0), (large, 85.0), (none, 10.0)] {
        let tasks = 44.0 * 0.8 * 4.0 * people;
        assert!((row.tasks / tasks - 1.0).abs() < 1e-12, "{row:?}");
    }
    // What only a cost is given for is the spend of that group, percentiles and all.
    assert_eq!(none.total, got.groups[2].total);
    // Half the tasks on the flagship cost what a team does that makes as many tasks on it alone.
    let mut half = group(30, works(&["claude-opus-4-8"]));
    half.tasks_per_day = 2.0;
    let alone = FleetRequest {
        groups: vec![half, group(70, works(&["claude-opus-4-8"]))],
        ..request(0, 60)
    };
    let alone = report(&alone).unwrap().total;
    for (a, b) in [(large.total.mean, alone.mean), (large.total.p90, alone.p90)] {
        assert!((a / b - 1.0).abs() < 1e-12, "{large:?} {alone:?}");
    }
}

#[test]
fn impossible_fleets_are_named() {
    let broken = |change: fn(&mut FleetRequest)| {
        let mut asked = request(10, 30);
        change(&mut asked);
        let error = report(&asked).unwrap_err();
        assert_eq!(error.code(), "invalid-argument", "{error}");
        error.path().unwrap().to_string()
    };
    assert_eq!(broken(|r| r.groups.clear()), "groups");
    assert_eq!(broken(|r| r.groups[0].people = 0), "groups[0].people");
    assert_eq!(
        broken(|r| r.groups[0].tasks_per_day = 0.0),
        "groups[0].tasksPerDay"
    );
    assert_eq!(
        broken(|r| r.groups[0].active_share = Some(1.5)),
        "groups[0].activeShare"
    );
    assert_eq!(
        broken(|r| r.groups[0].heavy.value = -3.0),
        "groups[0].heavy"
    );
    assert_eq!(
        broken(|r| r.groups[0].cost.as_mut().unwrap().mean = f64::NAN),
        "groups[0].cost"
    );
    assert_eq!(broken(|r| r.groups[0].cost = None), "groups[0].work");
    assert_eq!(broken(|r| r.budget = Some(1.0)), "budget");
    assert_eq!(broken(|r| (r.growth, r.days) = (20.0, Some(365))), "growth");
    assert_eq!(broken(|r| r.growth = f64::INFINITY), "growth");
    assert_eq!(broken(|r| r.from = Some("2026-02-30".into())), "from");
    assert_eq!(broken(|r| r.days = Some(100_000)), "days");
    assert_eq!(
        broken(|r| (r.runs, r.groups[0].people) = (1_000, 1_000_000)),
        "runs"
    );
    let times_mean = broken(|r| {
        r.groups[0].heavy = Heavy {
            kind: HeavyKind::TimesMean,
            value: 10.0,
        }
    });
    assert_eq!(times_mean, "groups[0].heavy");
    let mut unknown = request(10, 30);
    unknown.groups[0].cost = None;
    unknown.groups[0].work = works(&["no-such-model"]);
    let error = report(&unknown).unwrap_err();
    assert_eq!(error.path(), Some("groups[0].work"));
    assert!(error.to_string().contains("no-such-model"), "{error}");
}

fn fits(request: &PlansRequest, on: &str) -> taskfare::Result<Vec<PlanFit>> {
    let (table, extras) = shipped();
    request.fits(
        &table,
        extras.plans(),
        extras.exchange(),
        Instant::parse(on).unwrap(),
    )
}

fn plans_of(ids: &[&str]) -> PlansRequest {
    PlansRequest {
        group: Group {
            active_share: None,
            heavy: Heavy::default(),
            ..engineers(100)
        },
        plans: ids.iter().map(|id| id.to_string()).collect(),
        currency: None,
    }
}

#[test]
fn plans_by_hand() {
    // 21.741 working days of 4 tasks at $3.25: $282.6 a month on the API.
    let month = 365.25 / 12.0 * 5.0 / 7.0 * 13.0;
    let got = fits(&plans_of(&["copilot-max", "claude-ultra"]), "2026-11-23").unwrap();
    let copilot = got.iter().find(|fit| fit.plan == "copilot-max").unwrap();
    assert!((copilot.api - month).abs() < 1e-9);
    assert_eq!(copilot.fee, Some(100.0));
    // 20,000 credits of a cent: $200 of tasks for $100.
    let allowance = copilot.allowance.unwrap();
    assert!((allowance.low - 200.0).abs() < 1e-9 && allowance.low == allowance.high);
    let break_even = copilot.break_even.unwrap();
    assert!(
        (break_even - 100.0 / (month / 4.0)).abs() < 1e-9,
        "{break_even}"
    );
    // Nearly everyone uses more than the allowance: the rest is paid at API prices.
    let cost = copilot.cost.unwrap();
    assert!((cost.low - (100.0 + month - 200.0)).abs() < 5.0, "{cost:?}");
    assert!(copilot.forgone.unwrap().low > 90.0 && copilot.forgone.unwrap().high <= 100.0);
    // Nobody published what Ultra holds: between nothing and everything.
    let ultra = got.iter().find(|fit| fit.plan == "claude-ultra").unwrap();
    assert_eq!(ultra.allowance, None);
    let cost = ultra.cost.unwrap();
    assert!((cost.low - 200.0).abs() < 1e-9 && (cost.high - 200.0 - month).abs() < 1e-6);
    let held = ultra.held.unwrap();
    assert!(held.low.abs() < 1e-9 && held.high == 1.0);
    assert!(
        ultra
            .reasons
            .iter()
            .any(|reason| reason.code == "allowance-unknown")
    );
}

#[test]
fn a_provider_loses_on_an_always_on_agent() {
    // A day of $1,000 on a $200 plan: 30 times $1,000 for $200, if the plan holds it.
    let mut heavy = plans_of(&["claude-ultra"]);
    heavy.group.tasks_per_day = 307.7;
    let got = fits(&heavy, "2026-11-23").unwrap();
    assert!(got[0].forgone.unwrap().high > 20_000.0, "{got:?}");
    // Light users cost the provider less than they pay.
    let mut light = plans_of(&["claude-ultra"]);
    light.group.tasks_per_day = 1.0;
    assert!(fits(&light, "2026-11-23").unwrap()[0].forgone.unwrap().high < 0.0);
}

#[test]
fn who_is_cheaper_on_what() {
    let mut mixed = plans_of(&["copilot-max"]);
    mixed.group.heavy = engineers(1).heavy;
    let fit = fits(&mixed, "2026-11-23").unwrap().remove(0);
    let cheaper = fit.cheaper.unwrap();
    assert!(cheaper.low > 0.2 && cheaper.low < 0.8, "{fit:?}");
    let saving = fit.saving.unwrap();
    // At most $100 a person: $200 of tasks for $100.
    assert!(saving.low > 0.0 && saving.high < 100.0 * 100.0);
}

#[test]
fn plans_in_other_currencies_need_a_rate_of_the_day() {
    let got = fits(&plans_of(&["kimi-code-199"]), "2026-11-23").unwrap();
    let fee = got[0].fee.unwrap();
    assert!((199.0 / 7.5..199.0 / 6.5).contains(&fee), "{fee}");
    // A credit of Xiaomi's is a hundred-millionth of a yuan at list prices: 4.1 thousand million for CNY 39.
    let token = fits(&plans_of(&["xiaomi-token-lite"]), "2026-11-23")
        .unwrap()
        .remove(0);
    let (fee, allowance) = (token.fee.unwrap(), token.allowance.unwrap());
    // At night it draws 0.8: all by day is CNY 41 of work, all by night 51.25.
    assert!((allowance.low / fee - 41.0 / 39.0).abs() < 1e-9);
    assert!((allowance.high / fee - 51.25 / 39.0).abs() < 1e-9);
    let error = fits(&plans_of(&["kimi-code-199"]), "2020-01-01").unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        ("invalid-argument", Some("plans"))
    );
    assert!(fits(&plans_of(&["no-such-plan"]), "2026-11-23").is_err());
    let all = fits(&plans_of(&[]), "2026-11-23").unwrap();
    assert!(all.len() > 15, "{}", all.len());
}

#[test]
fn a_plan_holds_work_on_models_that_its_vendor_sells() {
    let on = |plan: &str, models: &[&str]| {
        let mut request = plans_of(&[plan]);
        request.group.cost = None;
        request.group.work = works(models);
        fits(&request, "2026-11-23").unwrap().remove(0)
    };
    let unserved = |fit: &PlanFit| {
        let code = |reason: &taskfare::agent::Remark| reason.code == "models-not-served";
        fit.reasons.iter().any(code)
    };
    let mimo = on("xiaomi-token-lite", &["mimo-v2.5-pro"]);
    let (fee, allowance) = (mimo.fee.unwrap(), mimo.allowance.unwrap());
    assert!((allowance.low / fee - 41.0 / 39.0).abs() < 1e-9 && !unserved(&mimo));
    // Credits for MiMo buy no work of Claude's: from none of it to all of it.
    let claude = on("xiaomi-token-lite", &["claude-sonnet-4-6"]);
    assert!(
        claude.allowance.is_none() && unserved(&claude),
        "{claude:?}"
    );
    let held = claude.held.unwrap();
    assert!(held.low.abs() < 1e-9 && held.high == 1.0);
    let both = on("xiaomi-token-lite", &["claude-sonnet-4-6", "mimo-v2.5-pro"]);
    assert!(both.allowance.is_some() && !unserved(&both));
    let partly = |reason: &taskfare::agent::Remark| reason.code == "models-partly-served";
    assert!(both.reasons.iter().any(partly) && !mimo.reasons.iter().any(partly));
    // Copilot sells Claude under names of its own; of what Cursor sells the table knows nothing.
    let copilot = on("copilot-max", &["claude-sonnet-4-6"]);
    assert!(
        copilot.allowance.is_some() && !unserved(&copilot),
        "{copilot:?}"
    );
    assert!(unserved(&on("copilot-max", &["mimo-v2.5-pro"])));
    let cursor = on("cursor-pro", &["mimo-v2.5-pro"]);
    assert!(cursor.allowance.is_some() && !unserved(&cursor));
}

#[test]
fn a_model_may_draw_more_of_an_allowance() {
    let (table, extras) = shipped();
    let mut plan = extras
        .plans()
        .iter()
        .find(|plan| plan.id == "copilot-max")
        .unwrap()
        .clone();
    plan.models = vec!["zhipuai/glm-5.2".into(), "zhipuai/glm-4.7".into()];
    let draw = extras
        .plans()
        .iter()
        .find(|plan| plan.id == "glm-coding-pro")
        .unwrap();
    plan.draw = draw.draw.clone();
    let on = |models: &[&str]| {
        let mut request = plans_of(&["copilot-max"]);
        request.group.cost = None;
        request.group.work = works(models);
        for work in &mut request.group.work {
            work.offer.currency = Some("CNY".into());
        }
        request.currency = Some("CNY".into());
        let exchange = extras.exchange();
        let fit = request
            .fits(&table, &[plan.clone()], exchange, at())
            .unwrap()
            .remove(0);
        let allowance = fit.allowance.unwrap();
        let fee = fit.fee.unwrap();
        [allowance.low / fee, allowance.high / fee].map(|ratio| (ratio * 1e6).round() / 1e6)
    };
    // $200 of credits for $100, of which GLM-5.2 draws two for one.
    assert_eq!(on(&["zhipuai/glm-4.7"]), [2.0, 2.0]);
    assert_eq!(on(&["zhipuai/glm-5.2"]), [1.0, 1.0]);
    assert_eq!(
        on(&["zhipuai/glm-5.2", "zhipuai/glm-4.7"]),
        [1.0, 2.0],
        "by how much of each"
    );
}

#[test]
fn a_fare_over_time() {
    use taskfare::agent::fare_history;
    use taskfare::agent::{HarnessChoice, ProfileChoice, ProjectRequest};
    let (table, extras) = shipped();
    let offer = |model: &str, currency: Option<&str>| OfferChoice {
        model: model.into(),
        currency: currency.map(str::to_string),
        ..OfferChoice::default()
    };
    let request = ProjectRequest {
        profile: ProfileChoice::Named("bug-fix".into()),
        harness: HarnessChoice::Named("plain-loop".into()),
        offers: vec![
            offer("mimo-v2.5-pro", None),
            offer("mimo-v2.5-pro", Some("CNY")),
            offer("no-such-model", None),
        ],
        at: at(),
        runs: 0,
        seed: 0,
        budget: None,
        mixes: Vec::new(),
    };
    let got = fare_history(&table, extras.exchange(), &request).unwrap();
    // $1/3/0.2 became $0.435/0.87/0.0036 on 2026-05-27: less than 0.435 times, at least 0.018.
    let [before, after, ..] = &got[0].points[..] else {
        panic!("{:?}", got[0])
    };
    assert!(before.at.starts_with("2026-04-25") && after.at.starts_with("2026-05-27"));
    let change = after.change.unwrap();
    assert!((0.018..0.435).contains(&change), "{change}");
    assert!((after.mean / before.mean - change).abs() < 1e-12);
    assert_eq!(after.dollars, Some(after.mean));
    let yuan = &got[1].points.last().unwrap();
    let dollars = yuan.dollars.unwrap();
    assert!((6.0..8.0).contains(&(yuan.mean / dollars)), "{yuan:?}");
    assert_eq!(
        (got[2].points.len(), got[2].reasons[0].code.as_str()),
        (0, "unknown-model")
    );
}

/// The whole answers, to the last bit, as `tests/js/fleet.test.js` gets them from wasm.
#[test]
fn answers_have_the_recorded_bytes() {
    let drawn = report(&FleetRequest {
        budget: Some(30_000.0),
        growth: 0.05,
        weekend: 0.1,
        runs: 50,
        seed: 9,
        ..request(100, 60)
    });
    let plans = fits(&plans_of(&["copilot-max", "kimi-code-199"]), "2026-11-23");
    let claims = taskfare::fleet::claims::claims(&Table::shipped(), &[]);
    let text = serde_json::to_string_pretty(&serde_json::json!({
        "fleet": drawn.unwrap(),
        "plans": plans.unwrap(),
        "claims": claims.unwrap(),
    }))
    .unwrap()
        + "\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/fleet.json");
    if std::env::var_os("TASKFARE_WRITE_GOLDEN").is_some() {
        std::fs::write(file, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(file).unwrap());
}
