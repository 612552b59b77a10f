//! What a plan's allowance holds: windows, units, and what the work draws of them.

use super::energy::Range;
use super::plans::{Bench, MONTH_DAYS, decimal, remark};
use crate::agent::Remark;
use crate::prices::plan_source::{Allowance, AllowanceUnit, Plan, Window};

/// Draws as much as anything else.
const EVEN: Range = Range {
    low: 1.0,
    high: 1.0,
};

const NOT_SERVED: (&str, &str) = (
    "models-not-served",
    "The price table has none of the work's models at the plan's vendor: how many such tasks the allowance holds is not known.",
);
const PARTLY_SERVED: (&str, &str) = (
    "models-partly-served",
    "The price table has only some of the work's models at the plan's vendor: the figures take the allowance to be for all of them.",
);

impl Bench<'_> {
    /// API value of a month's allowance: the tightest window. None where no size is known.
    pub fn allowance(&self, plan: &Plan, rate: f64, reasons: &mut Vec<Remark>) -> Option<Range> {
        let mut tightest: Option<Range> = None;
        let mut unknown = plan.allowance.is_empty();
        let (served, models) = (self.served(plan), self.team.models.len());
        if served < models {
            let (code, text) = match served {
                0 => NOT_SERVED,
                _ => PARTLY_SERVED,
            };
            reasons.push(remark(code, text));
        }
        for allowance in &plan.allowance {
            let amount = self.amount(allowance, 0);
            let units = self.units(plan, allowance, rate);
            let Some((amount, units)) = amount.zip(units) else {
                unknown = true;
                continue;
            };
            let windows = windows(allowance.window);
            let value = Range {
                low: amount * windows.low / units.high * self.team.cost,
                high: amount * windows.high / units.low * self.team.cost,
            };
            tightest = Some(tightest.map_or(value, |known| Range {
                low: known.low.min(value.low),
                high: known.high.min(value.high),
            }));
        }
        if unknown {
            let text = "The size of an allowance is not published, or not in tasks: the figures run from one that is used up at once to one that holds everything.";
            reasons.push(remark("allowance-unknown", text));
        }
        tightest.map(|known| Range {
            low: if unknown { 0.0 } else { known.low },
            ..known
        })
    }

    /// Units of an allowance, multiples of another plan's followed.
    fn amount(&self, allowance: &Allowance, depth: u32) -> Option<f64> {
        let amount = decimal(allowance.amount.as_deref()?)?;
        if allowance.unit != AllowanceUnit::Share {
            return Some(amount);
        }
        let of = allowance.of.as_deref()?;
        let plan = self.plans.iter().find(|plan| plan.id == of)?;
        let mut same = plan
            .allowance
            .iter()
            .filter(|a| a.window == allowance.window);
        let base = same.find(|a| a.amount.is_some())?;
        (depth < 4)
            .then(|| self.amount(base, depth + 1))
            .flatten()
            .map(|base| base * amount)
    }

    /// Units that one task draws, least and most. None where the plan has none of its models.
    pub fn units(&self, plan: &Plan, allowance: &Allowance, rate: f64) -> Option<Range> {
        if self.served(plan) == 0 && !self.team.models.is_empty() {
            return None;
        }
        let draw = self.draw(plan)?;
        let worth = || decimal(allowance.worth.as_deref()?);
        let units = match allowance.unit {
            AllowanceUnit::Money => self.team.cost / rate,
            AllowanceUnit::Credits => self.team.cost / rate / worth()?,
            AllowanceUnit::Tokens => self.team.tokens,
            AllowanceUnit::Requests => self.team.calls,
            AllowanceUnit::Share => return None,
        };
        let least = match allowance.unit {
            // Vendors count requests or messages: at most every call, at least every task.
            AllowanceUnit::Requests => units.min(1.0),
            _ => units,
        };
        (units > 0.0).then_some(Range {
            low: least * draw.low,
            high: units * draw.high,
        })
    }

    /// How many of the group's models the plan is for: all, where that is not known. The table
    /// does not list what every vendor of plans sells.
    fn served(&self, plan: &Plan) -> usize {
        let sold = |model: &&String| {
            let name = model.rsplit('/').next().unwrap_or(model);
            let name = [&plan.vendor, "/", name].concat();
            self.table.find(&name).is_some()
        };
        let models = self.team.models.iter();
        let mut vendors = self.table.vendors.iter();
        if !plan.models.is_empty() {
            models.filter(|model| plan.models.contains(model)).count()
        } else if vendors.any(|vendor| *vendor.id == *plan.vendor) {
            models.filter(sold).count()
        } else {
            models.len()
        }
    }

    /// What the group draws over others, by model and by hour. None where a plan counts by kind
    /// of token. When people work is not known: what holds at some hours is one end of a range.
    fn draw(&self, plan: &Plan) -> Option<Range> {
        let (mut by_model, mut by_hour) = (EVEN, EVEN);
        for draw in &plan.draw {
            let own = |model: &String| self.team.models.contains(model);
            let listed = |model: &String| draw.models.is_empty() || draw.models.contains(model);
            if !draw.models.is_empty() && !draw.models.iter().any(own) {
                continue;
            }
            let factor = decimal(draw.units.get("all")?)?;
            let timed = draw.days.is_some() || !draw.hours.is_empty();
            let range = if timed { &mut by_hour } else { &mut by_model };
            let always = !timed && self.team.models.iter().all(listed);
            *range = match always {
                true => Range {
                    low: range.low * factor,
                    high: range.high * factor,
                },
                false => Range {
                    low: range.low.min(factor),
                    high: range.high.max(factor),
                },
            };
        }
        Some(Range {
            low: by_model.low * by_hour.low,
            high: by_model.high * by_hour.high,
        })
    }
}

/// Windows of a month that work can use: of five-hour ones between one a working day and all.
fn windows(window: Window) -> Range {
    let (low, high) = match window {
        Window::FiveHours => (MONTH_DAYS, MONTH_DAYS * 24.0 / 5.0),
        Window::Day => (MONTH_DAYS, MONTH_DAYS),
        Window::Week => (365.25 / 12.0 / 7.0, 365.25 / 12.0 / 7.0),
        Window::Month => (1.0, 1.0),
    };
    Range { low, high }
}
