//! Spend by group, month and budget.

use super::budget::{Exhaustion, cumulative, exhaustion};
use super::group::Team;
use super::people::top_share;
use super::simulate::draw;
use super::spend::{Days, Spend, together};
use super::{Calendar, FleetRequest, wrong};
use crate::Result;
use crate::agent::Quantiles;
use crate::data::order::sorted;
use crate::instant::Instant;
use crate::prices::Table;
use crate::prices::source::Tier;
use serde::Serialize;

/// What people spend over days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FleetReport {
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Days that count in full, weekends by their share.
    pub working_days: f64,
    /// Spend over all the days.
    pub total: Quantiles,
    /// Spend on one working day at the first day's use.
    pub day: Quantiles,
    /// Spend by calendar month.
    pub months: Vec<MonthSpend>,
    /// Spend by group, in the order given.
    pub groups: Vec<GroupSpend>,
    /// Spend by size class of the models, the largest first.
    pub tiers: Vec<TierSpend>,
    /// The budget; null without one.
    pub budget: Option<Exhaustion>,
    /// Repetitions behind `total` and `budget`; 0 = matched moments.
    pub runs: u32,
}

/// Spend of one calendar month, or of the part of it that is asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct MonthSpend {
    /// `YYYY-MM`.
    pub month: String,
    /// Spend in it.
    pub spend: Quantiles,
    /// Spend up to its end, middle case.
    pub so_far: f64,
}

/// Spend of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct GroupSpend {
    /// What it is called.
    pub name: String,
    /// Its people.
    pub people: u32,
    /// Spend over all the days.
    pub total: Quantiles,
    /// Share of the mean of all groups.
    pub share: f64,
    /// Spend of one of them over all the days.
    pub person: Quantiles,
    /// Spend of one of them on a day at work.
    pub active_day: Quantiles,
    /// Mean cost of a task.
    pub task: f64,
    /// Mean tasks over all the days.
    pub tasks: f64,
    /// Sigma of ln use over people.
    pub heavy_sigma: f64,
    /// Share of the group's use by its top tenth.
    pub top_share: f64,
}

/// Spend of all groups on models of one size class.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct TierSpend {
    /// The class; null for models without one, and where only a cost was given.
    pub tier: Option<Tier>,
    /// Spend over all the days.
    pub total: Quantiles,
    /// Spend on one working day at the first day's use.
    pub day: Quantiles,
    /// Share of the mean of all groups.
    pub share: f64,
    /// Mean tasks over all the days.
    pub tasks: f64,
}

impl FleetRequest {
    /// The groups made ready, in one currency.
    fn teams(
        &self,
        table: &Table,
        at: Instant,
        calendar: &Calendar,
    ) -> Result<(Vec<Team>, String)> {
        if self.groups.is_empty() {
            return Err(wrong("groups", "one group or more"));
        }
        let mut currency = String::new();
        let mut teams = Vec::with_capacity(self.groups.len());
        for (place, group) in self.groups.iter().enumerate() {
            let mut team = group.team(place, table, at)?;
            if team.currency.is_empty() {
                team.currency = self.currency.clone().unwrap_or_else(|| "USD".into());
            }
            if !currency.is_empty() && currency != team.currency {
                let hint = "give the costs of the others in that currency";
                return Err(wrong("groups", "groups in one currency").with_hint(hint));
            }
            let growth = ["groups[", &place.to_string(), "].growth"].concat();
            team.calendar(calendar).check_growth(&growth)?;
            currency.clone_from(&team.currency);
            teams.push(team);
        }
        Ok((teams, currency))
    }

    /// What the people spend, with prices at an instant.
    ///
    /// # Errors
    /// `invalid-argument` naming a field out of range; `invalid-profile` for an unknown profile
    /// or harness.
    pub fn report(&self, table: &Table, at: Instant) -> Result<FleetReport> {
        let calendar = self.calendar(at)?;
        let (teams, currency) = self.teams(table, at, &calendar)?;
        let cheapest = teams.iter().map(|team| team.cost);
        self.check(cheapest.fold(f64::INFINITY, f64::min))?;
        let spend = cumulative(&teams, &calendar);
        let days = Days::of_each(&teams, &calendar);
        let all = together(&teams, &days);
        let budget = self.budget;
        let mut report = FleetReport {
            currency,
            from: calendar.from.to_string(),
            to: calendar.date(calendar.days - 1).to_string(),
            working_days: calendar.working_days(),
            total: all.quantiles(),
            day: one_day(&teams).quantiles(),
            months: months(&teams, &calendar, &spend),
            groups: teams
                .iter()
                .zip(&days)
                .map(|(team, days)| group_spend(team, days, all.mean))
                .collect(),
            tiers: tiers(&teams, &calendar, all.mean),
            budget: budget.map(|budget| exhaustion(&teams, &calendar, &spend, budget)),
            runs: self.runs,
        };
        if self.runs > 0 {
            let drawn = draw(&teams, &calendar, budget, self.runs, self.seed)?;
            report.total = drawn.total();
            if let Some(budget) = &mut report.budget {
                drawn.replace(budget, &calendar);
            }
        }
        Ok(report)
    }
}

/// Spend on one working day at the first day's use.
fn one_day(teams: &[Team]) -> Spend {
    together(teams, &vec![Days::ONE; teams.len()])
}

/// Spend by size class, the largest first.
fn tiers(teams: &[Team], calendar: &Calendar, whole: f64) -> Vec<TierSpend> {
    let mut found: Vec<TierSpend> = Vec::new();
    for part in teams.iter().flat_map(|team| &team.parts) {
        if found.iter().any(|known| known.tier == part.tier) {
            continue;
        }
        let on_tier: Vec<Team> = teams
            .iter()
            .filter_map(|team| team.on_tier(part.tier))
            .collect();
        let days = Days::of_each(&on_tier, calendar);
        let all = together(&on_tier, &days);
        let tasks = on_tier
            .iter()
            .zip(&days)
            .map(|(team, days)| team.done(days));
        found.push(TierSpend {
            tier: part.tier,
            total: all.quantiles(),
            day: one_day(&on_tier).quantiles(),
            share: all.mean / whole,
            tasks: tasks.sum(),
        });
    }
    sorted(found, |a, b| b.share.total_cmp(&a.share))
}

fn group_spend(team: &Team, days: &Days, whole: f64) -> GroupSpend {
    let own = together(std::slice::from_ref(team), std::slice::from_ref(days));
    GroupSpend {
        name: team.name.clone(),
        people: team.people as u32,
        total: own.quantiles(),
        share: own.mean / whole,
        person: team.person(days).quantiles(),
        active_day: team.active_day().quantiles(),
        task: team.cost,
        tasks: team.done(days),
        heavy_sigma: team.heavy,
        top_share: top_share(team.heavy),
    }
}

fn months(teams: &[Team], calendar: &Calendar, spend: &[Spend]) -> Vec<MonthSpend> {
    let calendars: Vec<Calendar> = teams.iter().map(|team| team.calendar(calendar)).collect();
    let mut months: Vec<(String, Vec<Days>, u32)> = Vec::new();
    for day in 0..calendar.days {
        // `YYYY-MM` of `YYYY-MM-DD`.
        let mut month = calendar.date(day).to_string();
        month.truncate(month.len() - 3);
        if months.last().is_none_or(|(known, ..)| *known != month) {
            months.push((month, vec![Days::default(); teams.len()], day));
        }
        if let Some((_, days, last)) = months.last_mut() {
            for (days, calendar) in days.iter_mut().zip(&calendars) {
                days.add(calendar, day);
            }
            *last = day;
        }
    }
    months
        .into_iter()
        .map(|(month, days, last)| MonthSpend {
            month,
            spend: together(teams, &days).quantiles(),
            so_far: spend[last as usize].quantile(0.5),
        })
        .collect()
}
