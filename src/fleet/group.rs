//! A group of people and what one of their tasks costs.

use super::people::{Heavy, sigma_of};
use super::spend::Days;
use super::{Calendar, within, wrong};
use crate::agent::{HarnessChoice, OfferChoice, OfferProjection, ProfileChoice, ProjectRequest};
use crate::data::read::read_struct;
use crate::instant::Instant;
use crate::prices::Table;
use crate::prices::source::Tier;
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};

/// People who work alike.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Group {
    /// What they are called.
    pub name: String,
    /// How many, 1 or more.
    pub people: u32,
    /// Share of them at work with an agent on a working day, above 0 and up to 1; 1 if absent.
    pub active_share: Option<f64>,
    /// Tasks of an active person on a working day, on average over people, above 0.
    pub tasks_per_day: f64,
    /// How use differs between them; all alike if absent.
    pub heavy: Heavy,
    /// Growth of their use per month of 30.44 days, above -1; the request's if absent.
    pub growth: Option<f64>,
    /// The cost of one task; absent where `work` says what is done.
    pub cost: Option<TaskCost>,
    /// What they do, by share of tasks; projected in closed form.
    pub work: Vec<Work>,
}

/// The cost of one task as a lognormal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TaskCost {
    /// The average, above 0.
    pub mean: f64,
    /// Spread from task to task, sigma of ln cost, 0..5.
    pub sigma: f64,
    /// What is not known and common to all tasks, sigma of ln cost, 0..3.
    pub level_sigma: f64,
}

/// A part of a group's tasks.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Work {
    /// The id of a task profile.
    pub profile: String,
    /// The id of a harness.
    pub harness: String,
    /// The offer it is done on.
    pub offer: OfferChoice,
    /// Share of the group's tasks, above 0; the shares add up to 1.
    pub share: f64,
}

/// A group made ready: every figure per person.
#[derive(Clone, Debug)]
pub(super) struct Team {
    pub name: String,
    pub people: f64,
    pub active: f64,
    /// Tasks of an active person on a working day.
    pub tasks: f64,
    /// Sigma of ln use over people.
    pub heavy: f64,
    /// Mean and mean square of the cost of a task.
    pub cost: f64,
    pub cost_square: f64,
    pub level_sigma: f64,
    /// Growth of their own per month.
    pub growth: Option<f64>,
    /// What their tasks are made of.
    pub parts: Vec<TaskPart>,
    /// Mean calls and tokens of a task; 0 = not known.
    pub calls: f64,
    pub tokens: f64,
    /// Full ids of the models it works with.
    pub models: Vec<String>,
    pub currency: String,
}

/// A share of a team's tasks on one model.
#[derive(Clone, Debug)]
pub(super) struct TaskPart {
    pub cost: TaskCost,
    pub share: f64,
    /// The model's tier; None where it has none, or the cost alone is given.
    pub tier: Option<Tier>,
}

/// A normal's nine in ten.
const Z90: f64 = 1.281_551_565_544_6;

read_struct! {
    Group, Camel, end_strict: ;
        name, people, active_share, tasks_per_day, heavy, growth, cost, work;
    TaskCost, Camel, end_strict: ; mean, sigma, level_sigma;
    Work, Camel, end_strict: ; profile, harness, offer, share;
}

impl TaskCost {
    /// Mean of the squared cost.
    pub(super) fn square(&self) -> f64 {
        self.mean * self.mean * libm::exp(self.sigma * self.sigma)
    }

    fn check(&self, path: &str) -> Result<()> {
        within(path, self.mean, 1e-9, 1e9, "a mean above zero")?;
        within(path, self.sigma, 0.0, 5.0, "a sigma of 0..5")?;
        within(path, self.level_sigma, 0.0, 3.0, "a levelSigma of 0..3")
    }

    /// The cost of a projected row: what is common to all tasks apart from what is not.
    pub fn of(row: &OfferProjection) -> Option<TaskCost> {
        let cost = row.cost?;
        let whole = libm::log(cost.p90 / cost.p10) / (2.0 * Z90);
        let level = row.level_sigma.min(whole);
        (cost.mean > 0.0 && whole.is_finite()).then(|| TaskCost {
            mean: cost.mean,
            sigma: libm::sqrt(whole * whole - level * level),
            level_sigma: level,
        })
    }
}

impl Group {
    /// Reads the group and projects its work.
    ///
    /// # Errors
    /// `invalid-argument` naming the field; `invalid-profile` for an unknown profile or harness.
    pub(super) fn team(&self, place: usize, table: &Table, at: Instant) -> Result<Team> {
        let path = |field: &str| ["groups[", &place.to_string(), "].", field].concat();
        let people = f64::from(self.people);
        within(&path("people"), people, 1.0, 1e8, "1 person or more")?;
        let active = self.active_share.unwrap_or(1.0);
        within(
            &path("activeShare"),
            active,
            1e-6,
            1.0,
            "a share above 0 and up to 1",
        )?;
        within(
            &path("tasksPerDay"),
            self.tasks_per_day,
            1e-6,
            1e5,
            "tasks a day above 0",
        )?;
        let mut team = Team {
            name: self.name.clone(),
            people,
            active,
            tasks: self.tasks_per_day,
            heavy: sigma_of(&self.heavy, &path("heavy"))?,
            cost: 0.0,
            cost_square: 0.0,
            level_sigma: 0.0,
            growth: self.growth,
            parts: Vec::new(),
            calls: 0.0,
            tokens: 0.0,
            models: Vec::new(),
            currency: String::new(),
        };
        if let Some(cost) = self.cost {
            cost.check(&path("cost"))?;
            let (share, tier) = (1.0, None);
            team.take(vec![TaskPart { cost, share, tier }]);
            return Ok(team);
        }
        let shares: f64 = self.work.iter().map(|work| work.share).sum();
        let positive = self.work.iter().all(|work| work.share > 0.0);
        if self.work.is_empty() || !positive || (shares - 1.0).abs() > 1e-6 {
            let expected = "a cost, or work whose shares are above 0 and add up to 1";
            return Err(wrong(&path("work"), expected));
        }
        let mut parts = Vec::with_capacity(self.work.len());
        for work in &self.work {
            let row = work.project(table, at)?;
            let cost = TaskCost::of(&row).ok_or_else(|| unpriced(&path("work"), &row))?;
            if !team.currency.is_empty() && team.currency != row.currency {
                return Err(wrong(&path("work"), "offers priced in one currency"));
            }
            team.currency = row.currency;
            team.calls += work.share * row.calls.map_or(0.0, |calls| calls.mean);
            team.tokens += work.share * row.tokens.map_or(0.0, |tokens| tokens.mean);
            parts.push(TaskPart {
                cost,
                share: work.share,
                tier: tier_of(table, &row.model),
            });
            team.models.push(row.model);
        }
        team.take(parts);
        Ok(team)
    }
}

/// Says why a row has no cost.
fn unpriced(path: &str, row: &OfferProjection) -> Error {
    let why = row.reasons.first().map_or("", |reason| &*reason.text);
    let message = ["no cost is known on ", &row.offer, ". ", why].concat();
    Error::new(Code::InvalidArgument, message).at_path(path)
}

/// The size class of a model, by its full id.
fn tier_of(table: &Table, model: &str) -> Option<Tier> {
    let found = table.find(model)?;
    table.models[found.model].facts.tier
}

impl Work {
    fn project(&self, table: &Table, at: Instant) -> Result<OfferProjection> {
        let request = ProjectRequest {
            profile: ProfileChoice::Named(self.profile.clone()),
            harness: HarnessChoice::Named(self.harness.clone()),
            offers: vec![self.offer.clone()],
            at,
            runs: 0,
            seed: 0,
            budget: None,
            mixes: Vec::new(),
        };
        Ok(request.project(table)?.offers.remove(0))
    }
}

impl Team {
    /// Takes the costs of its tasks by share of what `parts` hold.
    fn take(&mut self, parts: Vec<TaskPart>) {
        let whole: f64 = parts.iter().map(|part| part.share).sum();
        let sum = |of: fn(&TaskCost) -> f64| -> f64 {
            let all = parts.iter().map(|part| part.share * of(&part.cost));
            all.sum::<f64>() / whole
        };
        self.cost = sum(|cost| cost.mean);
        self.cost_square = sum(TaskCost::square);
        // What is not known of one model is taken to be as unknown of the next: the errors of
        // carrying over do not cancel.
        self.level_sigma = sum(|cost| cost.mean * cost.level_sigma) / self.cost;
        self.parts = parts;
    }

    /// The same people doing only their tasks on models of a tier; None where there are none.
    /// A share of Poisson tasks is Poisson, so this is exact.
    pub(super) fn on_tier(&self, tier: Option<Tier>) -> Option<Team> {
        let parts = self.parts.iter().filter(|part| part.tier == tier);
        let parts: Vec<TaskPart> = parts.cloned().collect();
        let share: f64 = parts.iter().map(|part| part.share).sum();
        let mut team = Team {
            tasks: self.tasks * share,
            ..self.clone()
        };
        (!parts.is_empty()).then(|| {
            team.take(parts);
            team
        })
    }

    /// Mean tasks over the days.
    pub(super) fn done(&self, days: &Days) -> f64 {
        self.people * self.active * self.tasks * days.once
    }

    /// The days as this team grows through them.
    pub(super) fn calendar(&self, calendar: &Calendar) -> Calendar {
        calendar.growing(self.growth.unwrap_or(calendar.growth))
    }

    /// Sigma of ln cost of a lognormal with the mean and the mean square of a task's cost.
    pub(super) fn cost_sigma(&self) -> f64 {
        libm::sqrt(libm::log(self.cost_square / (self.cost * self.cost)).max(0.0))
    }
}
