//! What would make the task cheaper, and which input matters most.
//!
//! Every saving is the difference of two instant projections that differ in one thing, so
//! no noise of draws stands between them.

use super::compaction::{Steady as Cycle, keep_alive_pings, long_ttl_break_even};
use super::profile::figure;
use super::project::{Ask, instant_cost, prepare};
use super::{
    Advice, Cache, Compaction, Edit, EditStyle, Harness, KeepAlive, Mix, MixKind, OfferChoice,
    Profile, Sensitivity, Spread, StablePrefix, Standing, SubAgents, Trigger, mix,
};
use crate::Result;
use crate::data::order::sorted;
use crate::prices::Table;
use crate::prices::source::ServiceTier;

/// Savings below this share of the cost are not worth a line.
const WORTH: f64 = 0.01;

/// Advice for the first offer asked for, largest saving first. Empty where it has no price.
///
/// # Errors
/// `invalid-profile` for numbers out of range.
pub fn advise(table: &Table, ask: &Ask) -> Result<Vec<Advice>> {
    ask.check()?;
    let (Some(offer), Some(now)) = (
        ask.offers.first(),
        cost_of(table, ask, ask.profile, ask.harness),
    ) else {
        return Ok(Vec::new());
    };
    let mut advice: Vec<Advice> = [
        compact(table, ask),
        lifetime(table, ask),
        keep_alive(ask),
        stable_prefix(ask),
        patches(ask),
        helpers(ask),
        no_reset(ask),
    ]
    .into_iter()
    .flatten()
    .filter_map(|(mut advice, harness)| {
        advice.saving = now - cost_of(table, ask, ask.profile, &harness)?;
        Some(advice)
    })
    .collect();
    advice.extend(service_tiers(table, ask, offer, now));
    advice.extend(cheaper_first(table, ask, now)?);
    for item in &mut advice {
        item.share = item.saving / now;
    }
    advice.retain(|item| item.share >= WORTH);
    Ok(sorted(advice, |a, b| b.saving.total_cmp(&a.saving)))
}

/// Mean cost of a task in closed form with this profile and harness; None without a price.
fn cost_of(table: &Table, ask: &Ask, profile: &Profile, harness: &Harness) -> Option<f64> {
    let changed = Ask {
        profile,
        harness,
        ..ask.clone()
    };
    instant_cost(table, &changed, ask.offers.first()?)
}

fn advice(code: &str, text: String, condition: &str, value: Option<f64>) -> Advice {
    Advice {
        code: code.into(),
        text,
        condition: condition.into(),
        value,
        saving: 0.0,
        share: 0.0,
    }
}

/// The other offer that is cheapest to try first, with a check before the first one.
///
/// # Errors
/// As [`super::project`].
fn cheaper_first(table: &Table, ask: &Ask, now: f64) -> Result<Option<Advice>> {
    let instant = Ask {
        runs: 0,
        ..ask.clone()
    };
    let projection = super::project(table, &instant)?;
    let mixes: Vec<Mix> = (1..ask.offers.len() as u32)
        .map(|first| Mix {
            kind: MixKind::Cascade,
            first,
            ..Mix::default()
        })
        .collect();
    let mixed = mix(&projection, &mixes, ask.profile, ask.relations)?;
    let costs = mixed.iter().enumerate().filter_map(|(place, mixed)| {
        let cost = mixed.cost?.mean;
        (mixed.standing == Standing::Projected).then_some((place, cost))
    });
    let Some((place, cost)) = costs.min_by(|a, b| a.1.total_cmp(&b.1)) else {
        return Ok(None);
    };
    let cheap = &projection.offers[place + 1].model;
    let text = [
        "Try ",
        cheap,
        " first, and this offer where a check refuses the result.",
    ]
    .concat();
    let condition = "Holds if a check that costs next to nothing, such as a test suite, tells completed tasks from failed ones.";
    let mut found = advice("cascade", text, condition, Some(mixed[place].success));
    found.saving = now - cost;
    Ok(Some(found))
}

/// The cheapest compaction point by formula and a scan step.
fn compact(table: &Table, ask: &Ask) -> Option<(Advice, Harness)> {
    let ready = prepare(table, ask, ask.offers.first()?).ok()?;
    let rates = ready.offer.tariff().0.first()?.1;
    let policy = ask.harness.compaction.clone().unwrap_or(Compaction {
        trigger: Trigger::Tokens { tokens: 1.0 },
        summary_tokens: 3_000.0,
        keep_share: 0.0,
        cold: false,
        extra_calls: 2.0,
    });
    let cycle = Cycle {
        calls: ready.plan.calls.mean(),
        start: (ready.plan.system + ready.plan.prompt) as f64,
        system: ready.plan.system as f64,
        growth: ready.plan.growth(&ready.offer.terms),
        output: ready.plan.output.mean(),
        summary: policy.summary_tokens,
        cold: policy.cold,
        extra_calls: policy.extra_calls,
        miss: ready.plan.miss_rate(&ready.offer.terms),
    };
    let (trigger, _) = cycle.best_trigger(&rates);
    if !trigger.is_finite() {
        return None;
    }
    let tokens = libm::round(trigger / 1_000.0) * 1_000.0;
    let mut harness = ask.harness.clone();
    harness.compaction = Some(Compaction {
        trigger: Trigger::Tokens { tokens },
        ..policy
    });
    let text = [
        "Summarise the conversation at ",
        &figure(tokens),
        " tokens.",
    ]
    .concat();
    let condition = "Holds if a summary brings no more extra calls than the harness says, and quality does not suffer.";
    Some((advice("compact", text, condition, Some(tokens)), harness))
}

/// A longer cache lifetime, where gaps often fall between the two.
fn lifetime(table: &Table, ask: &Ask) -> Option<(Advice, Harness)> {
    let ready = prepare(table, ask, ask.offers.first()?).ok()?;
    let ttls = ready.offer.card.cache.as_ref()?.ttls.clone();
    let now = ready.offer.terms.ttl_seconds;
    let other = ttls.into_iter().find(|ttl| f64::from(*ttl) != now)?;
    let harness = Harness {
        cache: Cache {
            ttl_seconds: Some(other),
            ..ask.harness.cache.clone()
        },
        ..ask.harness.clone()
    };
    let rates = ready.offer.tariff().0.first()?.1;
    let context = (ready.plan.system + ready.plan.prompt) as f64
        + ready.plan.growth(&ready.offer.terms) * ready.plan.calls.median() / 2.0;
    let growth = ready.plan.growth(&ready.offer.terms);
    let share = long_ttl_break_even(rates.write, rates.fresh * 2.0, rates.read, growth, context);
    let text = [
        "Keep the cache for ",
        &other.to_string(),
        " seconds instead of ",
        &figure(now),
        ".",
    ]
    .concat();
    let condition = [
        "Pays when more than ",
        &figure(libm::round(share * 1_000.0) / 10.0),
        " % of calls wait longer than the shorter lifetime and less than the longer.",
    ]
    .concat();
    Some((
        advice("cache-lifetime", text, &condition, Some(f64::from(other))),
        harness,
    ))
}

/// Pings over long gaps.
fn keep_alive(ask: &Ask) -> Option<(Advice, Harness)> {
    if ask.harness.cache.keep_alive.is_some() || ask.profile.gaps.human_share == 0.0 {
        return None;
    }
    let pings = keep_alive_pings(0.1, 1.25);
    let mut harness = ask.harness.clone();
    harness.cache.keep_alive = Some(KeepAlive {
        max_pings: pings as u32,
    });
    let text = [
        "Keep the cache warm over waits, with at most ",
        &figure(pings),
        " pings.",
    ]
    .concat();
    let condition = "Pays where reading costs a tenth of the input and storing a quarter more; only worth it for a person who comes back.";
    Some((advice("keep-alive", text, condition, Some(pings)), harness))
}

/// A prompt whose start does not change.
fn stable_prefix(ask: &Ask) -> Option<(Advice, Harness)> {
    if ask.harness.cache.stable_prefix == StablePrefix::Whole {
        return None;
    }
    let mut harness = ask.harness.clone();
    harness.cache.stable_prefix = StablePrefix::Whole;
    let text = "Append to the context and never change what was sent.".to_string();
    let condition = "Needs changing content (dates, ids, file trees) at the end of the prompt.";
    Some((advice("stable-prefix", text, condition, None), harness))
}

/// Patches instead of whole files.
fn patches(ask: &Ask) -> Option<(Advice, Harness)> {
    ask.profile.edits.as_ref()?;
    let style = ask.harness.edit.as_ref().map(|edit| edit.style);
    if style == Some(EditStyle::Patch) {
        return None;
    }
    let mut harness = ask.harness.clone();
    harness.edit = Some(Edit {
        style: EditStyle::Patch,
        context_share: 1.0,
        overhead_tokens: 40.0,
        failure_rate: 0.05,
    });
    let text = "Edit by patches of the changed passage.".to_string();
    let condition =
        "Holds while at most one patch in twenty fails to apply; failed ones are tried again.";
    Some((advice("patch-edits", text, condition, None), harness))
}

/// Part of the work in short contexts of their own.
fn helpers(ask: &Ask) -> Option<(Advice, Harness)> {
    let calls = ask.profile.calls.median();
    if ask.harness.sub_agents.is_some() || calls < 30.0 {
        return None;
    }
    let mut harness = ask.harness.clone();
    let each = libm::round(calls * 0.4 / 3.0);
    harness.sub_agents = Some(SubAgents {
        count: 3,
        calls: Spread::lognormal(each, 0.4),
        system_tokens: ask.harness.system_tokens,
        return_tokens: 1_500.0,
        relief: 0.4,
        model: None,
    });
    let text = [
        "Give two fifths of the calls to three helpers of ",
        &figure(each),
        " calls each.",
    ]
    .concat();
    let condition =
        "Holds if the parts are independent and a helper's answer of 1,500 tokens is enough.";
    Some((advice("sub-agents", text, condition, Some(3.0)), harness))
}

/// No forced resets.
fn no_reset(ask: &Ask) -> Option<(Advice, Harness)> {
    ask.harness.reset.as_ref()?;
    let mut harness = ask.harness.clone();
    harness.reset = None;
    let text = "Do not force fresh contexts.".to_string();
    let condition = "A reset is dead weight when it comes much sooner than the best compaction point or costs extra calls.";
    Some((advice("no-reset", text, condition, None), harness))
}

/// Cheaper service tiers of the same model.
fn service_tiers(table: &Table, ask: &Ask, offer: &OfferChoice, now: f64) -> Vec<Advice> {
    let other = |tier: ServiceTier| OfferChoice {
        service_tier: tier,
        ..offer.clone()
    };
    [
        (ServiceTier::Batch, "batch", "Use the batch tier.", "Each call may wait up to a day: only for work without a loop that waits, or many tasks side by side."),
        (ServiceTier::Flex, "flex", "Use the flex tier.", "Slower, and calls may be refused and tried again."),
    ]
    .into_iter()
    .filter(|(tier, ..)| *tier != offer.service_tier)
    .filter_map(|(tier, code, text, condition)| {
        let mut item = advice(code, text.into(), condition, None);
        item.saving = now - instant_cost(table, ask, &other(tier))?;
        Some(item)
    })
    .collect()
}

/// What the fare does when one input changes, largest effect first.
///
/// # Errors
/// `invalid-profile` for numbers out of range.
pub fn sensitivity(table: &Table, ask: &Ask) -> Result<Vec<Sensitivity>> {
    ask.check()?;
    let tries = ask.harness.attempts;
    let fare = |profile: &Profile, harness: &Harness| {
        cost_of(table, ask, profile, harness).map(|cost| cost / profile.success.within(tries))
    };
    type Change = fn(&mut Profile, &mut Harness, f64);
    let inputs: [(&str, Change); 7] = [
        ("profile.calls", |p, _, by| p.calls = p.calls.scaled(by)),
        ("profile.results", |p, _, by| {
            p.results = p.results.scaled(by)
        }),
        ("profile.output", |p, _, by| p.output = p.output.scaled(by)),
        ("profile.promptTokens", |p, _, by| p.prompt_tokens *= by),
        ("profile.success.rate", |p, _, by| {
            p.success.rate = (p.success.rate * by).min(1.0)
        }),
        ("profile.gaps.humanShare", |p, _, by| {
            p.gaps.human_share = (p.gaps.human_share * by).min(1.0)
        }),
        ("harness.systemTokens", |_, h, by| h.system_tokens *= by),
    ];
    let rows: Vec<Sensitivity> = inputs
        .iter()
        .filter_map(|(input, change)| {
            let at = |by: f64| {
                let (mut profile, mut harness) = (ask.profile.clone(), ask.harness.clone());
                change(&mut profile, &mut harness, by);
                fare(&profile, &harness)
            };
            let (lower, higher) = (at(0.8)?, at(1.25)?);
            Some(Sensitivity {
                input: (*input).to_string(),
                lower,
                higher,
                elasticity: libm::log(higher / lower) / (2.0 * libm::log(1.25)),
            })
        })
        .collect();
    Ok(sorted(rows, |a, b| {
        b.elasticity.abs().total_cmp(&a.elasticity.abs())
    }))
}
