//! What the calls of a log cost: by day, model, project, session and kind.

use super::{
    cache::{CacheReport, cache_report},
    cards::Cards,
    groups::{Groups, Row, Rows, redact},
    kinds::{KindRow, Kinds, Parts},
    lengths::between_lengths,
    recorded::{Recorded, RecordedReport},
    span::{ReplayOptions, Span},
    sum::Sum,
};
use crate::{
    bill::{self, Charge},
    data::Named,
    logs::{Log, LoggedCall},
    money::{Amount, Currency},
    prices::Table,
};
use serde::Serialize;

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
    /// Calls that the log says failed or were given up; in `total` too.
    pub failed: Sum,
    /// Rows that sum many calls, of exports that know no single calls; not in `total`.
    pub sums: SumReport,
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

/// What the rows that sum many calls cost: where they do not say how long prompts were,
/// `cost` takes the rates of the shortest and `high` those of the longest.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct SumReport {
    /// Rows read.
    pub rows: u64,
    /// All rows; those that say a cost and no tokens are unpriced.
    pub total: Sum,
    /// What the rows themselves say they cost, US dollars; `null` if none does.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub recorded: Option<Amount>,
    /// By UTC day, ascending.
    pub by_day: Vec<Row>,
    /// By model, dearest first.
    pub by_model: Vec<Row>,
    /// By project or workspace, dearest first.
    pub by_project: Vec<Row>,
    /// By key or file, dearest first.
    pub by_session: Vec<Row>,
    /// By kind, in the order of a bill, as `cost` takes it.
    pub by_kind: Vec<KindRow>,
}

/// Tools that come with a subscription.
const SUBSCRIPTION: [&str; 3] = ["claude-code", "codex", "gemini-cli"];

/// Bills every call of a log once, at the rates of its own instant.
///
/// # Errors
/// `invalid-argument` for a `from` or `to` that is no instant.
pub fn cost(table: &Table, log: &Log, options: &ReplayOptions) -> crate::Result<CostReport> {
    let span = Span::of(options)?;
    let mut cards = Cards::new(table);
    let mut calls = Calls::default();
    let mut recorded = Recorded::default();
    for call in log.calls().filter(|call| span.holds(call.at)) {
        let charge = calls.add(&mut cards, &call);
        recorded.call(&mut cards, &call, charge.as_ref());
    }
    let sums = sums(&mut cards, log, &span);
    let cache = cache_report(&mut cards, log, &span);
    let mut report = calls.report(table, sums, cache, recorded.report());
    if options.redact {
        let sums = &mut report.sums;
        redact([&mut report.by_project, &mut sums.by_project], "project");
        redact([&mut report.by_session, &mut sums.by_session], "session");
    }
    Ok(report)
}

fn sums(cards: &mut Cards<'_>, log: &Log, span: &Span) -> SumReport {
    let (mut groups, mut rows, mut recorded) = (Groups::default(), 0, None::<Amount>);
    let mut kinds = Kinds::default();
    for row in log.sums().filter(|row| span.holds(row.at)) {
        rows += 1;
        let (charge, parts) = charge_of_many(cards, &row).unzip();
        groups.add(row.calls.unwrap_or(0), &row, charge.as_ref());
        kinds.add(&row.usage, parts.as_ref());
        if let Some(cost) = row.recorded_cost {
            *recorded.get_or_insert(Amount::ZERO) += cost;
        }
    }
    let total = std::mem::take(&mut groups.total);
    let Rows {
        by_day,
        by_model,
        by_project,
        by_session,
    } = groups.rows();
    SumReport {
        rows,
        total,
        recorded,
        by_day,
        by_model,
        by_project,
        by_session,
        by_kind: kinds.rows(),
    }
}

/// What a row that sums many calls cost, from the rates of the shortest prompts it may
/// have had to those of the longest; `None` if that cannot be known.
fn charge_of_many(cards: &mut Cards<'_>, row: &LoggedCall<'_>) -> Option<(Charge, Parts)> {
    let place = cards.of(row)?;
    let card = &cards.get(place).card;
    let (at, usage) = (row.at?, &row.usage);
    if card.currency != Currency::USD || usage.prompt_tokens() + usage.output_tokens() == 0 {
        return None;
    }
    between_lengths(card, usage, row.least_prompt, at)
}

/// Calls while they come in.
#[derive(Default)]
struct Calls {
    groups: Groups,
    kinds: Kinds,
    unknown: Named<u64>,
    failed: Sum,
    without_time: u64,
    tools: Vec<&'static str>,
}

impl Calls {
    fn add(&mut self, cards: &mut Cards<'_>, call: &LoggedCall<'_>) -> Option<Charge> {
        let charge = cards.charge(call);
        self.without_time += u64::from(call.at.is_none());
        self.groups.add(1, call, charge.as_ref());
        if call.failed {
            self.failed.add(1, &call.usage, charge.as_ref());
        }
        if !self.tools.contains(&call.tool) {
            self.tools.push(call.tool);
        }
        self.kinds(cards, call, charge.as_ref());
        charge
    }

    fn kinds(&mut self, cards: &mut Cards<'_>, call: &LoggedCall<'_>, charge: Option<&Charge>) {
        let card = cards.of(call);
        if let (Some(name), None) = (call.model, card) {
            *self.unknown.slot(name) += 1;
        }
        let parts = card.zip(call.at).and_then(|(place, at)| {
            charge?;
            bill::by_kind(&cards.get(place).card, &call.usage, at).ok()
        });
        self.kinds.add(&call.usage, parts.as_ref());
    }

    fn report(
        self,
        table: &Table,
        sums: SumReport,
        cache: CacheReport,
        recorded: RecordedReport,
    ) -> CostReport {
        let total = self.groups.total.clone();
        let Rows {
            by_day,
            by_model,
            by_project,
            by_session,
        } = self.groups.rows();
        CostReport {
            total,
            failed: self.failed,
            sums,
            by_day,
            by_model,
            by_project,
            by_session,
            by_kind: self.kinds.rows(),
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
