//! Sums of calls by day, model, project and session.

use super::sum::Sum;
use crate::{
    bill::Charge,
    data::{Named, named::slot, order::sorted},
    instant::Day,
    logs::LoggedCall,
    usage::Usage,
};
use serde::Serialize;

/// One row of a breakdown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The day, model, project or session; `null` where the log does not say.
    pub name: Option<String>,
    /// What its calls used and cost.
    #[serde(flatten)]
    pub sum: Sum,
}

/// Sums while calls come in.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) total: Sum,
    by_day: Vec<(Option<i32>, Sum)>,
    by_model: ByName,
    by_project: ByName,
    by_session: Vec<(usize, Option<(String, Sum)>)>,
}

/// The rows of every breakdown: days ascending, the rest dearest first.
pub(super) struct Rows {
    pub(super) by_day: Vec<Row>,
    pub(super) by_model: Vec<Row>,
    pub(super) by_project: Vec<Row>,
    pub(super) by_session: Vec<Row>,
}

impl Groups {
    /// Adds a call, or a row that sums so many.
    pub(super) fn add(&mut self, calls: u64, call: &LoggedCall<'_>, charge: Option<&Charge>) {
        let usage = &call.usage;
        self.total.add(calls, usage, charge);
        let day = call.at.map(|at| at.day().0);
        slot(&mut self.by_day, day).add(calls, usage, charge);
        self.by_model.add(call.model, calls, usage, charge);
        self.by_project.add(call.project, calls, usage, charge);
        let session = slot(&mut self.by_session, call.session)
            .get_or_insert_with(|| (call.session_name.to_string(), Sum::default()));
        session.1.add(calls, usage, charge);
    }

    pub(super) fn rows(self) -> Rows {
        let day = |day: i32| Day(day).to_string();
        let sessions = self.by_session.into_iter().filter_map(|(_, named)| named);
        Rows {
            by_day: rows(self.by_day.into_iter().map(|(at, sum)| (at.map(day), sum))),
            by_model: dearest(self.by_model.into_iter()),
            by_project: dearest(self.by_project.into_iter()),
            by_session: dearest(sessions.map(|(name, sum)| (Some(name), sum))),
        }
    }
}

/// Puts `project-1` and the like for the names of these breakdowns, the same for the same.
pub(super) fn redact<'r>(breakdowns: impl IntoIterator<Item = &'r mut Vec<Row>>, what: &str) {
    let mut numbers: Named<usize> = Named::default();
    for row in breakdowns.into_iter().flatten() {
        let Some(name) = row.name.take() else {
            continue;
        };
        let next = numbers.len() + 1;
        let number = numbers.slot(&name);
        if *number == 0 {
            *number = next;
        }
        row.name = Some([what, "-", &number.to_string()].concat());
    }
}

/// Sums by a name that some calls lack.
#[derive(Default)]
struct ByName {
    named: Named<Sum>,
    nameless: Sum,
}

impl ByName {
    fn add(&mut self, name: Option<&str>, calls: u64, usage: &Usage, charge: Option<&Charge>) {
        let sum = match name {
            None => &mut self.nameless,
            Some(name) => self.named.slot(name),
        };
        sum.add(calls, usage, charge);
    }

    fn into_iter(self) -> impl Iterator<Item = (Option<String>, Sum)> {
        let some = self.nameless != Sum::default();
        let nameless = some.then_some((None, self.nameless));
        let named = self.named.into_iter().map(|(name, sum)| (Some(name), sum));
        named.chain(nameless)
    }
}

fn rows(groups: impl Iterator<Item = (Option<String>, Sum)>) -> Vec<Row> {
    groups.map(|(name, sum)| Row { name, sum }).collect()
}

fn dearest(groups: impl Iterator<Item = (Option<String>, Sum)>) -> Vec<Row> {
    sorted(rows(groups), |a, b| {
        let dearer = b.sum.cost.cmp(&a.sum.cost);
        dearer.then_with(|| a.name.cmp(&b.name))
    })
}
