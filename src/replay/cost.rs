//! What the calls of a log cost: by day, model, project, session and kind.

use super::{
    cache::{CacheReport, cache_report},
    cards::Cards,
    recorded::{Recorded, RecordedReport},
    sum::Sum,
};
use crate::{
    bill::{self, Charge},
    instant::Instant,
    logs::{Log, LoggedCall},
    money::{Amount, Currency},
    prices::Table,
    usage::{Kind, Usage},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which calls to report, and how.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ReplayOptions {
    /// First instant or day, RFC 3339.
    pub from: Option<String>,
    /// First instant or day after the last.
    pub to: Option<String>,
    /// Replace names of projects, sessions and files by numbers.
    pub redact: bool,
}

/// One row of a breakdown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The day, model, project or session; `null` where the log does not say.
    pub name: Option<String>,
    /// What its calls used and cost.
    #[serde(flatten)]
    pub sum: Sum,
}

/// Cost of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct KindRow {
    /// The kind, a field of the usage.
    pub kind: &'static str,
    /// How many.
    pub count: u64,
    /// What the priced ones cost, US dollars.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub cost: Amount,
    /// How many of them have no rate.
    pub unpriced: u64,
}

/// A model of the log that the price table does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct UnknownModel {
    /// The name as the log writes it.
    pub name: String,
    /// Calls on it.
    pub calls: u64,
    /// The nearest names that the table knows.
    pub nearest: Vec<String>,
}

/// What the calls of a log cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct CostReport {
    /// All calls.
    pub total: Sum,
    /// Rows that sum many calls, of exports that know no single calls: their rates
    /// are those of short prompts, so their cost is a lower bound. Not in `total`.
    pub sums: Sum,
    /// By UTC day, ascending.
    pub by_day: Vec<Row>,
    /// By model, dearest first.
    pub by_model: Vec<Row>,
    /// By project, dearest first.
    pub by_project: Vec<Row>,
    /// By session, dearest first.
    pub by_session: Vec<Row>,
    /// By kind, in the order of a bill.
    pub by_kind: Vec<KindRow>,
    /// Models without a price.
    pub unknown_models: Vec<UnknownModel>,
    /// Calls whose time is unknown: they have no price.
    pub without_time: u64,
    /// How the cache did.
    pub cache: CacheReport,
    /// What the logs themselves say beside what was computed.
    pub recorded: RecordedReport,
    /// Tools among the logs that people mostly use on a subscription: for those
    /// the cost is what the API would charge, not the bill.
    pub subscription_tools: Vec<&'static str>,
}

/// Tools that come with a subscription.
const SUBSCRIPTION: [&str; 3] = ["claude-code", "codex", "gemini-cli"];

/// A range of time.
#[derive(Clone, Copy, Default)]
pub(crate) struct Span {
    from: Option<Instant>,
    to: Option<Instant>,
}

impl Span {
    /// # Errors
    /// `invalid-argument` for text that is no instant.
    pub(crate) fn of(options: &ReplayOptions) -> crate::Result<Span> {
        let read = |text: &Option<String>, path: &str| match text {
            None => Ok(None),
            Some(text) => Instant::parse(text).map(Some).ok_or_else(|| {
                let message = [text, " is no instant"].concat();
                crate::Error::new(crate::Code::InvalidArgument, message)
                    .at_path(path)
                    .with_hint("2026-10-01 or 2026-10-01T12:00:00Z")
            }),
        };
        Ok(Span {
            from: read(&options.from, "from")?,
            to: read(&options.to, "to")?,
        })
    }

    /// Whether a call lies in it; one without a time only in the whole of time.
    pub(crate) fn holds(&self, at: Option<Instant>) -> bool {
        match at {
            Some(at) => self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to),
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}

/// Bills every call of a log once, at the rates of its own instant.
///
/// # Errors
/// `invalid-argument` for a `from` or `to` that is no instant.
pub fn cost(table: &Table, log: &Log, options: &ReplayOptions) -> crate::Result<CostReport> {
    let span = Span::of(options)?;
    let mut cards = Cards::new(table);
    let mut groups = Groups::default();
    let mut recorded = Recorded::default();
    for call in log.calls().filter(|call| span.holds(call.at)) {
        let charge = groups.call(&mut cards, &call);
        recorded.call(&mut cards, &call, charge.as_ref());
    }
    let mut sums = Sum::default();
    for row in log.sums().filter(|row| span.holds(row.at)) {
        let charge = lower_bound(&mut cards, &row);
        sums.add(row.calls.unwrap_or(0), &row.usage, charge.as_ref());
    }
    let cache = cache_report(&mut cards, log, &span);
    let mut report = groups.report(table, sums, cache, recorded.report());
    if options.redact {
        redact(&mut report.by_project, "project");
        redact(&mut report.by_session, "session");
    }
    Ok(report)
}

/// What a call cost; `None` if its model, time or price is unknown, or it is not
/// priced in dollars.
pub(crate) fn charge(cards: &mut Cards<'_>, call: &LoggedCall<'_>) -> Option<Charge> {
    let place = cards.of(call)?;
    let card = &cards.get(place).card;
    if card.currency != Currency::USD {
        return None;
    }
    bill::charge(card, &call.usage, call.at?).ok()
}

/// A row that sums many calls at the rates of the shortest prompt.
fn lower_bound(cards: &mut Cards<'_>, row: &LoggedCall<'_>) -> Option<Charge> {
    let place = cards.of(row)?;
    let card = &cards.get(place).card;
    let rates = card.rates(&Usage::default(), row.at?).ok()?;
    let mut charge = Charge::default();
    for kind in Kind::ALL.iter().filter(|kind| row.usage.count(**kind) > 0) {
        match rates.get(*kind) {
            Some(rate) => charge.total += rate * row.usage.count(*kind),
            None => charge.unpriced |= 1 << kind.index(),
        }
    }
    charge.high = charge.total;
    Some(charge)
}

fn redact(rows: &mut [Row], what: &str) {
    for (n, row) in rows.iter_mut().enumerate() {
        row.name = row.name.as_ref().map(|_| format!("{what}-{}", n + 1));
    }
}

/// Sums while calls come in.
#[derive(Default)]
struct Groups {
    total: Sum,
    by_day: BTreeMap<Option<i32>, Sum>,
    by_model: ByName,
    by_project: ByName,
    by_session: BTreeMap<usize, (String, Sum)>,
    by_kind: [(u64, Amount, u64); Kind::COUNT],
    unknown: BTreeMap<String, u64>,
    without_time: u64,
    tools: Vec<&'static str>,
}

impl Groups {
    fn call(&mut self, cards: &mut Cards<'_>, call: &LoggedCall<'_>) -> Option<Charge> {
        let charge = charge(cards, call);
        let known = charge.as_ref();
        self.without_time += u64::from(call.at.is_none());
        self.total.add(1, &call.usage, known);
        let day = call.at.map(|at| at.day().0);
        self.by_day
            .entry(day)
            .or_default()
            .add(1, &call.usage, known);
        self.by_model.add(call.model, &call.usage, known);
        self.by_project.add(call.project, &call.usage, known);
        let session = self
            .by_session
            .entry(call.session)
            .or_insert_with(|| (call.session_name.to_string(), Sum::default()));
        session.1.add(1, &call.usage, known);
        if !self.tools.contains(&call.tool) {
            self.tools.push(call.tool);
        }
        self.kinds(cards, call, known);
        charge
    }

    fn kinds(&mut self, cards: &mut Cards<'_>, call: &LoggedCall<'_>, charge: Option<&Charge>) {
        let card = cards.of(call);
        if let (Some(name), None) = (call.model, card) {
            *self.unknown.entry(name.to_string()).or_default() += 1;
        }
        let parts = card.zip(call.at).and_then(|(place, at)| {
            charge?;
            bill::by_kind(&cards.get(place).card, &call.usage, at).ok()
        });
        for kind in Kind::ALL {
            let count = call.usage.count(*kind);
            let sum = &mut self.by_kind[kind.index()];
            sum.0 += count;
            match parts.as_ref().map(|parts| parts[kind.index()]) {
                Some(Some(amount)) => sum.1 += amount,
                _ => sum.2 += count,
            }
        }
    }

    fn report(
        self,
        table: &Table,
        sums: Sum,
        cache: CacheReport,
        recorded: RecordedReport,
    ) -> CostReport {
        let day = |day: i32| crate::instant::Day(day).to_string();
        let kinds = Kind::ALL.iter().zip(self.by_kind);
        CostReport {
            total: self.total,
            sums,
            by_day: rows(self.by_day.into_iter().map(|(at, sum)| (at.map(day), sum))),
            by_model: dearest(self.by_model.into_iter()),
            by_project: dearest(self.by_project.into_iter()),
            by_session: dearest(
                self.by_session
                    .into_values()
                    .map(|(name, sum)| (Some(name), sum)),
            ),
            by_kind: kinds
                .filter(|(kind, (count, ..))| *count > 0 && **kind != Kind::Requests)
                .map(|(kind, (count, cost, unpriced))| KindRow {
                    kind: kind.name(),
                    count,
                    cost,
                    unpriced,
                })
                .collect(),
            unknown_models: self
                .unknown
                .into_iter()
                .map(|(name, calls)| UnknownModel {
                    nearest: table.nearest(&name),
                    name,
                    calls,
                })
                .collect(),
            without_time: self.without_time,
            cache,
            recorded,
            subscription_tools: self
                .tools
                .into_iter()
                .filter(|tool| SUBSCRIPTION.contains(tool))
                .collect(),
        }
    }
}

/// Sums by a name that some calls lack.
#[derive(Default)]
struct ByName {
    named: BTreeMap<String, Sum>,
    nameless: Sum,
}

impl ByName {
    fn add(&mut self, name: Option<&str>, usage: &Usage, charge: Option<&Charge>) {
        let sum = match name {
            None => &mut self.nameless,
            Some(name) => {
                // Most names are there already: no new text for those.
                if !self.named.contains_key(name) {
                    self.named.insert(name.to_string(), Sum::default());
                }
                match self.named.get_mut(name) {
                    Some(sum) => sum,
                    None => return,
                }
            }
        };
        sum.add(1, usage, charge);
    }

    fn into_iter(self) -> impl Iterator<Item = (Option<String>, Sum)> {
        let nameless = (self.nameless.calls > 0).then_some((None, self.nameless));
        let named = self.named.into_iter().map(|(name, sum)| (Some(name), sum));
        named.chain(nameless)
    }
}

fn rows(groups: impl Iterator<Item = (Option<String>, Sum)>) -> Vec<Row> {
    groups.map(|(name, sum)| Row { name, sum }).collect()
}

fn dearest(groups: impl Iterator<Item = (Option<String>, Sum)>) -> Vec<Row> {
    let mut rows = rows(groups);
    rows.sort_by(|a, b| {
        b.sum
            .cost
            .cmp(&a.sum.cost)
            .then_with(|| a.name.cmp(&b.name))
    });
    rows
}
