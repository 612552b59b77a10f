//! A profile under a harness on many offers: the projection.

use super::cost_curve::CostCurve;
use super::instant::{Course, Steady};
use super::model::{Knowledge, Listed};
use super::offer::{OfferChoice, Resolved, reason};
use super::plan::Plan;
use super::simulate::{Job, Outcomes};
use super::stats::quantiles;
use super::tally::by_kind;
use super::{
    Evidence, Harness, OfferProjection, Part, Profile, Projection, Quantiles, Relations, Remark,
    Standing,
};
use crate::data::order::sorted;
use crate::instant::Instant;
use crate::money::Amount;
use crate::prices::Table;
use crate::prices::source::ServiceTier;
use crate::usage::{Kind, Usage};
use crate::{Code, Error, Result};

/// Most simulated tasks per offer.
pub const MAX_RUNS: u32 = 1_000_000;

/// What is to be projected.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The class of task.
    pub profile: &'a Profile,
    /// The policy around the model.
    pub harness: &'a Harness,
    /// The harness under which other models were recorded.
    pub recording: &'a Harness,
    /// What is known across models.
    pub relations: &'a Relations,
    /// The offers, in the order of the answer.
    pub offers: &'a [OfferChoice],
    /// The instant of the rates.
    pub at: Instant,
    /// Simulated tasks per offer, up to [`MAX_RUNS`]; 0 = closed form with quantiles.
    pub runs: u32,
    /// Names the draws.
    pub seed: u32,
    /// A budget per task in the offer's currency.
    pub budget: Option<f64>,
}

/// One offer made ready: resolved, with what is known of its model.
pub(super) struct Prepared {
    pub offer: Resolved,
    pub helper: Option<Resolved>,
    pub known: Knowledge,
    pub plan: Plan,
}

/// Projects the cost of one task on every offer. An offer that cannot be priced or cannot
/// hold the task says so in its row, and the others go on.
///
/// # Errors
/// `invalid-profile` for a profile or harness out of range; `invalid-argument` for too many runs.
pub fn project(table: &Table, ask: &Ask) -> Result<Projection> {
    ask.check()?;
    if ask.runs > MAX_RUNS {
        let hint = "1,000 runs know the mean to a few percent";
        return Err(
            Error::new(Code::InvalidArgument, "more than 1,000,000 runs")
                .at_path("runs")
                .with_hint(hint),
        );
    }
    Ok(Projection {
        profile: ask.profile.id.to_string(),
        harness: ask.harness.id.to_string(),
        at: ask.at.to_string(),
        runs: ask.runs,
        seed: ask.seed,
        offers: ask
            .offers
            .iter()
            .map(|offer| row(table, ask, offer))
            .collect(),
        mixes: Vec::new(),
    })
}

/// The row of one offer.
fn row(table: &Table, ask: &Ask, offer: &OfferChoice) -> OfferProjection {
    let ready = match prepare(table, ask, offer) {
        Ok(ready) => ready,
        Err(why) => return unpriced(offer, why),
    };
    let mut row = if ask.runs == 0 {
        instant_row(&ready, ask)
    } else {
        simulated_row(&ready, ask)
    };
    row.offer = offer.model.clone();
    row.reasons.extend(ready.offer.reasons);
    row.reasons.extend(ready.known.reasons);
    row
}

impl Ask<'_> {
    /// # Errors
    /// `invalid-profile` for numbers out of range.
    pub(super) fn check(&self) -> Result<()> {
        self.profile.check()?;
        self.harness.check()
    }
}

/// The first offer asked for.
///
/// # Errors
/// `invalid-argument` without an offer; `no-price-at` where it has no price.
pub(super) fn first<'a>(table: &Table, ask: &'a Ask) -> Result<(&'a OfferChoice, Prepared)> {
    let Some(offer) = ask.offers.first() else {
        return Err(Error::new(Code::InvalidArgument, "no offer").at_path("offers"));
    };
    let ready = prepare(table, ask, offer).map_err(|why| no_price(&why.text))?;
    Ok((offer, ready))
}

/// The first offer asked for has no price, for this reason.
pub(super) fn no_price(why: &str) -> Error {
    Error::new(Code::NoPriceAt, why).at_path("offers[0]")
}

pub(super) fn prepare(
    table: &Table,
    ask: &Ask,
    offer: &OfferChoice,
) -> std::result::Result<Prepared, Remark> {
    let standard = offer.card(table, ServiceTier::Standard)?;
    let vendor = standard.model.split('/').next().unwrap_or("").to_string();
    let kept = ask.relations.kept_by(&vendor);
    let resolved = offer.resolve(table, ask.harness, kept, ask.at)?;
    let own = table.find(&offer.model).map(|found| found.model);
    let is = |name: &str| own.is_some() && maker_of(table, name) == own.map(|at| maker(table, at));
    let price = dollar_level(table, offer, ask.at).unwrap_or(0.0);
    let reference = OfferChoice {
        model: ask.profile.reference.to_string(),
        ..OfferChoice::default()
    };
    let listed = Listed {
        is: &is,
        price,
        is_reference: is(&ask.profile.reference),
        reference_list: reference
            .card(table, ServiceTier::Standard)
            .ok()
            .and_then(|card| list_rates(&card, ask.at)),
    };
    let known = ask
        .relations
        .know(ask.profile, ask.recording, &resolved.terms, &listed);
    let plan = Plan::new(ask.profile, ask.harness, known.habit);
    let helper = ask
        .harness
        .sub_agents
        .as_ref()
        .and_then(|helpers| helpers.model.as_ref())
        .map(|model| {
            let helper = OfferChoice {
                model: model.to_string(),
                ..offer.clone()
            };
            helper.resolve(table, ask.harness, kept, ask.at)
        });
    let helper = helper.transpose()?;
    if helper
        .as_ref()
        .is_some_and(|h| h.card.currency != resolved.card.currency)
    {
        return Err(reason(
            "no-price-in-currency",
            "The helpers' model has no price in this offer's currency.",
        ));
    }
    Ok(Prepared {
        offer: resolved,
        helper,
        known,
        plan,
    })
}

/// The bare model id behind a table entry, whoever sells it.
fn maker(table: &Table, model: usize) -> String {
    let id = &table.models[model].id;
    let bare = id.rsplit('/').next().unwrap_or(id);
    bare.to_ascii_lowercase()
}

fn maker_of(table: &Table, name: &str) -> Option<String> {
    Some(maker(table, table.find(name)?.model))
}

/// Rates of a card at an instant for a short prompt, per million: fresh, read, written, output.
fn list_rates(card: &crate::prices::RateCard, at: Instant) -> Option<[f64; 4]> {
    let rates = card.rates(&Usage::default(), at).ok()?;
    let rate = |kind| rates.get(kind).map(|rate| rate.to_f64());
    let fresh = rate(Kind::Input)?;
    // What has no rate of its own is billed as fresh input.
    let or_fresh = |kind| rate(kind).unwrap_or(fresh);
    let written = rate(Kind::CacheWrite5m).unwrap_or(or_fresh(Kind::CacheWrite));
    Some([
        fresh,
        or_fresh(Kind::CacheRead),
        written,
        rate(Kind::Output)?,
    ])
}

/// Yuan per dollar for price levels: they say what class of model it is, go in by about
/// their square root, and span four orders of magnitude.
const YUAN_PER_DOLLAR: f64 = 7.2;

/// The price level of an offer's model at an instant, in dollars, for a short prompt.
fn dollar_level(table: &Table, offer: &OfferChoice, at: Instant) -> Option<f64> {
    let in_dollars = OfferChoice {
        currency: None,
        ..offer.clone()
    };
    let card = in_dollars.card(table, ServiceTier::Standard).ok()?;
    let [fresh, _, _, output] = list_rates(&card, at)?;
    let level = super::behaviour::price_level(fresh, output);
    match card.currency.as_str() {
        "USD" => Some(level),
        "CNY" => Some(level / YUAN_PER_DOLLAR),
        _ => None,
    }
}

fn unpriced(offer: &OfferChoice, why: Remark) -> OfferProjection {
    OfferProjection {
        offer: offer.model.clone(),
        model: String::new(),
        standing: Standing::Unpriced,
        grade: Evidence::Assumed,
        reasons: vec![why],
        currency: String::new(),
        cost: None,
        fare: None,
        success: 0.0,
        over_budget: None,
        level_sigma: 0.0,
        calls: None,
        tokens: None,
        parts: Vec::new(),
        breaks_at_call: None,
        broken_share: 0.0,
        cuts: 0.0,
    }
}

fn blank(ready: &Prepared) -> OfferProjection {
    let none = reason("", "");
    OfferProjection {
        model: ready.offer.card.model.clone(),
        standing: Standing::Projected,
        grade: ready.known.grade,
        reasons: Vec::new(),
        currency: ready.offer.card.currency.as_str().to_string(),
        level_sigma: ready.known.level_sigma,
        ..unpriced(&OfferChoice::default(), none)
    }
}

/// What is simulated of an offer.
pub(super) fn job<'a>(ready: &'a Prepared, ask: &'a Ask) -> Job<'a> {
    let tariff = ready.offer.tariff();
    let steady = Steady::new(&ready.plan, &ready.offer.terms, &tariff);
    Job {
        plan: &ready.plan,
        harness: ask.harness,
        offer: &ready.offer,
        helper_offer: ready.helper.as_ref(),
        success: ready.known.success.clone(),
        level_sigma: ready.known.level_sigma,
        curve: CostCurve::new(&steady, ready.plan.calls.median()),
        runs: ask.runs,
        seed: u64::from(ask.seed),
    }
}

fn simulated_row(ready: &Prepared, ask: &Ask) -> OfferProjection {
    let mut row = blank(ready);
    let Some(mut out) = job(ready, ask).run(None) else {
        row.standing = Standing::Unpriced;
        return row;
    };
    let n = f64::from(ask.runs);
    row.breaks_at_call = out.first_break;
    row.broken_share = f64::from(out.broken) / n;
    row.success = f64::from(out.completed) / n;
    row.cuts = out.cuts / n;
    stand(&mut row, out.unpriced);
    row.parts = parts(ready, &out, n);
    row.over_budget = ask
        .budget
        .map(|budget| out.costs.iter().filter(|cost| **cost > budget).count() as f64 / n);
    let cost = quantiles(&mut out.costs);
    show(
        &mut row,
        cost,
        quantiles(&mut out.calls),
        quantiles(&mut out.tokens),
    );
    row
}

/// Sets the standing from missing rates and from runs that do not fit.
fn stand(row: &mut OfferProjection, unpriced: u32) {
    let missing = Kind::ALL
        .iter()
        .filter(|kind| unpriced >> kind.index() & 1 == 1);
    for kind in missing {
        row.standing = Standing::Partial;
        row.reasons.push(reason(
            "no-rate",
            &[
                "No rate is known for ",
                kind.name(),
                ": the cost is a lower bound.",
            ]
            .concat(),
        ));
    }
    if row.broken_share > 0.0 {
        row.reasons.push(reason(
            "window-exceeded",
            "Some runs outgrow the model's context window, or a summary leaves them no room in it, and end there.",
        ));
    }
    if row.broken_share > 0.5 {
        row.standing = Standing::CannotHold;
    }
}

fn show(row: &mut OfferProjection, cost: Quantiles, calls: Quantiles, tokens: Quantiles) {
    row.calls = Some(calls);
    row.tokens = Some(tokens);
    if row.standing == Standing::CannotHold {
        return;
    }
    row.fare = (row.success > 0.0).then(|| cost.mean / row.success);
    row.cost = Some(cost);
}

/// Mean cost by kind, helpers' included, largest first.
fn parts(ready: &Prepared, out: &Outcomes, n: f64) -> Vec<Part> {
    let mut lines = by_kind(&ready.offer, &out.totals);
    let helper_offer = ready.helper.as_ref().unwrap_or(&ready.offer);
    for (kind, count, cost) in by_kind(helper_offer, &out.helper_totals) {
        match lines.iter_mut().find(|line| line.0 == kind) {
            Some(line) => {
                line.1 += count;
                line.2 += cost;
            }
            None => lines.push((kind, count, cost)),
        }
    }
    let total: Amount = lines.iter().map(|line| line.2).sum();
    let whole = total.to_f64();
    let parts: Vec<Part> = lines
        .into_iter()
        .map(|(kind, count, cost)| Part {
            kind: kind.name().into(),
            tokens: count as f64 / n,
            cost: cost.to_f64() / n,
            share: if whole > 0.0 {
                cost.to_f64() / whole
            } else {
                0.0
            },
        })
        .collect();
    sorted(parts, |a, b| b.cost.total_cmp(&a.cost))
}

/// Mean cost of a task on an offer in closed form; None where it has no price.
pub(super) fn instant_cost(table: &Table, ask: &Ask, offer: &OfferChoice) -> Option<f64> {
    let ready = prepare(table, ask, offer).ok()?;
    Some(instant_row(&ready, ask).cost?.mean)
}

pub(super) fn instant_row(ready: &Prepared, ask: &Ask) -> OfferProjection {
    let mut row = blank(ready);
    let tariff = ready.offer.tariff();
    let steady = Steady::new(&ready.plan, &ready.offer.terms, &tariff);
    let tries = ready.known.success.expected_runs_cost(ask.harness.attempts);
    let mut mean = steady.mean();
    let level = ready.known.level_sigma;
    // A spread of the level moves the mean of a lognormal with it.
    let moved = steady.level_reach();
    let raised = 1.0 + (libm::exp(level * level / 2.0) - 1.0) * moved;
    let level = level * moved;
    let lift = raised * tries * ready.plan.contexts;
    let extra = extras(ready, ask, &steady);
    let typical = steady
        .at_calls(ready.plan.calls.median())
        .total()
        .max(1e-300);
    let scale = lift + extra.total() / mean.total().max(1e-300);
    let widen = |q: Quantiles, by: f64, mean: f64| Quantiles {
        p10: q.p10 * by,
        p50: q.p50 * by,
        p90: q.p90 * by,
        p99: q.p99 * by,
        mean,
        ..q
    };
    let runs = tries * ready.plan.contexts;
    let shift = runs + extra.total() / typical;
    let cost = widen(
        steady.quantiles(0.0, level, Course::total),
        shift,
        mean.total() * scale,
    );
    let calls_mean = mean.calls * runs + extra.calls;
    let calls = widen(
        steady.quantiles(0.0, level * 0.7, |c| c.calls),
        calls_mean / mean.calls,
        calls_mean,
    );
    let tokens_mean = mean.all_tokens() * lift + extra.all_tokens();
    let tokens = widen(
        steady.quantiles(0.0, level, Course::all_tokens),
        tokens_mean / mean.all_tokens() / libm::exp(level * level / 2.0),
        tokens_mean,
    );
    row.success = ready.known.success.within(ask.harness.attempts);
    row.cuts = mean.cuts * runs;
    row.over_budget = ask.budget.map(|budget| super::stats::above(&cost, budget));
    row.broken_share = broken_share(&steady, &ready.plan, ready.offer.terms.window as f64, level);
    stand(&mut row, 0);
    for kind in 0..5 {
        mean.tokens[kind] = mean.tokens[kind] * lift + extra.tokens[kind];
        mean.cost[kind] = mean.cost[kind] * lift + extra.cost[kind];
    }
    row.parts = course_parts(&mean, ready.offer.write);
    show(&mut row, cost, calls, tokens);
    row
}

/// Mean course of helpers and wake-ups, all attempts together.
fn extras(ready: &Prepared, ask: &Ask, parent: &Steady) -> Course {
    let mut sum = Course::default();
    let tries = ready.known.success.expected_tries(ask.harness.attempts);
    if let Some(helpers) = &ask.harness.sub_agents {
        let offer = ready.helper.as_ref().unwrap_or(&ready.offer);
        let tariff = offer.tariff();
        let steady = Steady::new(&ready.plan, &offer.terms, &tariff);
        let one = steady.course(helpers.calls.mean(), helpers.system_tokens, 1.0);
        sum.add(&one, f64::from(helpers.count) * tries);
    }
    if let Some(beat) = &ask.harness.heartbeat {
        let start = ask.harness.system_tokens + beat.context_tokens;
        let one = parent.heartbeat(start, beat);
        sum.add(&one, beat.per_task);
    }
    sum
}

/// Share of runs whose largest prompt exceeds the window.
fn broken_share(steady: &Steady, plan: &Plan, window: f64, level: f64) -> f64 {
    let holds = |z: f64| {
        let calls = plan.calls.at_normal(z) * libm::exp(0.65 * level * z.signum() * z.abs());
        steady.at_calls(calls.max(1.0)).longest <= window
    };
    if holds(3.5) {
        return 0.0;
    }
    let mut low = -3.5;
    let mut high = 3.5;
    if !holds(low) {
        return 1.0;
    }
    for _ in 0..20 {
        let middle = 0.5 * (low + high);
        if holds(middle) {
            low = middle
        } else {
            high = middle
        }
    }
    1.0 - super::special::normal_cdf(low)
}

fn course_parts(course: &Course, write: Kind) -> Vec<Part> {
    let kinds = [
        Kind::Input,
        Kind::CacheRead,
        write,
        Kind::Output,
        Kind::Reasoning,
    ];
    let total = course.total();
    let parts: Vec<Part> = kinds
        .iter()
        .zip(course.tokens.iter().zip(&course.cost))
        .filter(|(_, (tokens, _))| **tokens > 0.0)
        .map(|(kind, (tokens, cost))| Part {
            kind: kind.name().into(),
            tokens: *tokens,
            cost: *cost,
            share: if total > 0.0 { cost / total } else { 0.0 },
        })
        .collect();
    sorted(parts, |a, b| b.cost.total_cmp(&a.cost))
}
