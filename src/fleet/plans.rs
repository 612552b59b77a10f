//! Subscriptions against the API: what an allowance is worth, from how many tasks on a plan
//! pays, and for whom.
//!
//! A quota that nobody published is no number: the answer is then the range from an allowance
//! that is used up at once to one that holds everything.

use super::energy::Range;
use super::group::{Group, Team};
use super::spend::{Days, Spend};
use super::wrong;
use crate::Result;
use crate::agent::Remark;
use crate::data::order::sorted;
use crate::data::read::read_struct;
use crate::instant::{Day, Instant};
use crate::money::Amount;
use crate::prices::plan_source::{ExchangeRate, OverageMode, Period, Plan};
use crate::prices::{Table, exchange_rate};
use serde::{Deserialize, Serialize};

/// Whose work, on which plans.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct PlansRequest {
    /// The people and their work; requests and tokens of an allowance need `work`.
    pub group: Group,
    /// Ids of plans; all that are sold at the instant if empty.
    pub plans: Vec<String>,
    /// ISO 4217 code of a cost given by number; USD if absent.
    pub currency: Option<String>,
}

read_struct! {
    PlansRequest, Camel, end_strict: ; group, plans, currency;
}

/// A plan beside the API, per person and month of 21.7 working days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PlanFit {
    /// The plan's id.
    pub plan: String,
    /// Its vendor's id.
    pub vendor: String,
    /// Its name.
    pub name: String,
    /// ISO 4217 code of every amount here: the group's.
    pub currency: String,
    /// Fee of a month; null without an exchange rate of the day.
    pub fee: Option<f64>,
    /// What a month's allowance is worth at API prices; null where nothing is known of it.
    pub allowance: Option<Range>,
    /// Tasks a working day from which on the fee is below the API's price.
    pub break_even: Option<f64>,
    /// Mean cost of a person on the plan, with what exceeds the allowance at the plan's price or the API's.
    pub cost: Option<Range>,
    /// Mean cost of a person on the API.
    pub api: f64,
    /// Share of use that the allowance holds.
    pub held: Option<Range>,
    /// Share of the people for whom the plan is cheaper.
    pub cheaper: Option<Range>,
    /// What the group saves in a month if everyone takes the cheaper of both.
    pub saving: Option<Range>,
    /// API value of what a person draws less the fee: what the provider forgoes, below zero what it gains.
    pub forgone: Option<Range>,
    /// What is not known.
    pub reasons: Vec<Remark>,
}

/// Working days of an average month.
pub(super) const MONTH_DAYS: f64 = 365.25 / 12.0 * 5.0 / 7.0;

impl PlansRequest {
    /// The plans beside the API, the cheapest first.
    ///
    /// # Errors
    /// `invalid-argument` for a plan that is asked for by id and unknown or without an
    /// exchange rate, and as for a fleet's group.
    pub fn fits(
        &self,
        table: &Table,
        plans: &[Plan],
        exchange: &[ExchangeRate],
        at: Instant,
    ) -> Result<Vec<PlanFit>> {
        let mut team = self.group.team(0, table, at)?;
        if team.currency.is_empty() {
            team.currency = self.currency.clone().unwrap_or_else(|| "USD".into());
        }
        let month = Days {
            once: MONTH_DAYS,
            squares: MONTH_DAYS,
            both: MONTH_DAYS,
        };
        let bench = Bench {
            month: team.person(&month),
            team,
            table,
            plans,
            exchange,
            at,
        };
        let mut fits = Vec::new();
        for id in &self.plans {
            let plan = plans.iter().find(|plan| plan.id == *id);
            let plan = plan.ok_or_else(|| wrong("plans", "ids of the price table's plans"))?;
            let fit = bench.fit(plan);
            if fit.fee.is_none() {
                let expected = "a plan whose currency has an exchange rate on this day";
                return Err(wrong("plans", expected).with_hint(&*plan.id));
            }
            fits.push(fit);
        }
        if self.plans.is_empty() {
            let sold = plans.iter().filter(|plan| sold_on(plan, at.day()));
            fits.extend(sold.map(|plan| bench.fit(plan)));
        }
        let middle = |fit: &PlanFit| fit.cost.map_or(f64::INFINITY, |c| c.low + c.high);
        Ok(sorted(fits, |a, b| middle(a).total_cmp(&middle(b))))
    }
}

fn sold_on(plan: &Plan, day: Day) -> bool {
    let date = |text: &Option<String>| text.as_deref().and_then(Day::parse);
    date(&plan.from).is_none_or(|from| from <= day) && date(&plan.to).is_none_or(|to| day < to)
}

/// An exact decimal of the plans, for statistics.
pub(super) fn decimal(text: &str) -> Option<f64> {
    Amount::parse(text).map(Amount::to_f64)
}

/// A group beside which plans are laid.
pub(super) struct Bench<'a> {
    pub team: Team,
    month: Spend,
    pub table: &'a Table,
    pub plans: &'a [Plan],
    exchange: &'a [ExchangeRate],
    at: Instant,
}

pub(super) fn remark(code: &str, text: &str) -> Remark {
    Remark {
        code: code.into(),
        text: text.into(),
    }
}

impl Bench<'_> {
    fn fit(&self, plan: &Plan) -> PlanFit {
        let mut fit = PlanFit {
            plan: plan.id.clone(),
            vendor: plan.vendor.clone(),
            name: plan.name.clone(),
            currency: self.team.currency.clone(),
            fee: None,
            allowance: None,
            break_even: None,
            cost: None,
            api: self.month.mean,
            held: None,
            cheaper: None,
            saving: None,
            forgone: None,
            reasons: Vec::new(),
        };
        let rate = exchange_rate(
            self.exchange,
            &plan.currency,
            &self.team.currency,
            self.at.day(),
        );
        let fee = decimal(&plan.fee)
            .zip(rate)
            .map(|(fee, rate)| match plan.period {
                Period::Month => fee * rate,
                Period::Year => fee * rate / 12.0,
            });
        let Some((fee, rate)) = fee.zip(rate) else {
            let text = "No exchange rate of the plan's currency is known on this day.";
            fit.reasons.push(remark("no-exchange-rate", text));
            return fit;
        };
        let allowance = self.allowance(plan, rate, &mut fit.reasons);
        let bounds = allowance.unwrap_or(Range {
            low: 0.0,
            high: f64::INFINITY,
        });
        let beyond_price = self.beyond_price(plan, rate, &mut fit.reasons);
        let ends = [bounds.low, bounds.high].map(|quota| self.at_quota(fee, quota, beyond_price));
        let range = |of: fn(&Ends) -> f64| {
            let (a, b) = (of(&ends[0]), of(&ends[1]));
            Some(Range {
                low: a.min(b),
                high: a.max(b),
            })
        };
        fit.fee = Some(fee);
        fit.allowance = allowance;
        let per_day = self.team.active * MONTH_DAYS * self.team.cost;
        fit.break_even = Some(fee / per_day);
        fit.cost = range(|end| end.cost);
        fit.held = range(|end| end.held);
        fit.cheaper = range(|end| end.cheaper);
        fit.saving = range(|end| end.saving).map(|saving| Range {
            low: saving.low * self.team.people,
            high: saving.high * self.team.people,
        });
        fit.forgone = range(|end| end.forgone);
        fit
    }

    /// What follows from an allowance of that API value; `beyond` is the price of what exceeds
    /// it over the API's.
    fn at_quota(&self, fee: f64, quota: f64, beyond: f64) -> Ends {
        let over = match quota.is_finite() {
            true => self.month.beyond(quota),
            false => 0.0,
        };
        let pays = quota > fee;
        let saved = self.month.beyond(fee) - over * beyond.max(1.0);
        Ends {
            cost: fee + over * beyond,
            held: 1.0 - over / self.month.mean,
            cheaper: if pays { self.month.above(fee) } else { 0.0 },
            saving: if pays { saved.max(0.0) } else { 0.0 },
            forgone: self.month.mean - over - fee,
        }
    }

    /// Price of what exceeds the allowance over the API's price.
    fn beyond_price(&self, plan: &Plan, rate: f64, reasons: &mut Vec<Remark>) -> f64 {
        let overage = plan.overage.as_ref();
        match overage.map(|overage| overage.mode) {
            Some(OverageMode::Api) => 1.0,
            Some(OverageMode::PerUnit) => {
                let price = overage.and_then(|overage| decimal(overage.rate.as_deref()?));
                let units = plan
                    .allowance
                    .first()
                    .and_then(|allowance| self.units(plan, allowance, rate));
                match price.zip(units) {
                    Some((price, units)) => price * rate * units.high / self.team.cost,
                    None => 1.0,
                }
            }
            Some(OverageMode::Stop | OverageMode::Slow) => {
                let text = "Beyond its allowance the plan stops or slows down: the rest is counted at API prices.";
                reasons.push(remark("overage-at-api", text));
                1.0
            }
            None => {
                let text = "What happens beyond the allowance is not known: the rest is counted at API prices.";
                reasons.push(remark("overage-unknown", text));
                1.0
            }
        }
    }
}

/// What follows from one reading of an allowance.
struct Ends {
    cost: f64,
    held: f64,
    cheaper: f64,
    saving: f64,
    forgone: f64,
}
