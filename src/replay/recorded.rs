//! What logs say their calls cost, beside what was computed, and why it differs.

use super::{cards::Cards, sum::plus_one};
use crate::{
    bill::{self, Charge},
    data::order::sorted,
    logs::LoggedCall,
    money::Amount,
    prices::{RateCard, source::ServiceTier},
    usage::Usage,
};
use serde::Serialize;

/// Why a recorded cost differs from the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// They agree to a thousandth.
    None,
    /// The tool took writes for an hour as writes for five minutes.
    CacheTtl,
    /// The tool took the list price for another service tier or region.
    ServiceTier,
    /// The tool took a price of another date.
    PriceDate,
    /// The tool charged cached tokens at the full rate.
    CachedAsFresh,
    /// The tool did not bill reasoning.
    NoReasoning,
    /// None of these.
    Unexplained,
    /// There is no price to compare with.
    Unpriced,
}

/// Recorded beside computed cost, over the calls that have a recorded one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct RecordedReport {
    /// Calls with a recorded cost.
    pub calls: u64,
    /// What the logs say, US dollars.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub recorded: Amount,
    /// What the same calls cost at the table's rates; `null` if none of them has a price.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub computed: Option<Amount>,
    /// How many calls differ why, most first.
    pub differences: Vec<DifferenceRow>,
}

impl Default for RecordedReport {
    /// Of no calls, which cost nothing.
    fn default() -> RecordedReport {
        RecordedReport {
            calls: 0,
            recorded: Amount::ZERO,
            computed: Some(Amount::ZERO),
            differences: Vec::new(),
        }
    }
}

/// Calls that differ for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct DifferenceRow {
    /// The reason.
    pub reason: Difference,
    /// Calls.
    pub calls: u64,
    /// Recorded less computed, US dollars; `null` where nothing could be computed.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub amount: Option<Amount>,
}

/// Sums while calls come in.
#[derive(Default)]
pub(crate) struct Recorded {
    report: RecordedReport,
}

impl Recorded {
    pub(crate) fn call(
        &mut self,
        cards: &mut Cards<'_>,
        call: &LoggedCall<'_>,
        charge: Option<&Charge>,
    ) {
        let Some(said) = call.recorded_cost else {
            return;
        };
        let charge = charge.filter(|charge| charge.is_known());
        let computed = charge.map(|charge| charge.total);
        self.report.recorded += said;
        self.report.computed = plus_one(self.report.computed, computed, self.report.calls);
        self.report.calls += 1;
        let reason = match charge {
            None => Difference::Unpriced,
            Some(charge) if near(said, charge.total) || near(said, charge.high) => Difference::None,
            Some(_) => explain(cards, call, said),
        };
        let rows = &mut self.report.differences;
        let row = match rows.iter().position(|row| row.reason == reason) {
            Some(place) => &mut rows[place],
            None => {
                rows.push(DifferenceRow {
                    reason,
                    calls: 0,
                    amount: None,
                });
                let last = rows.len() - 1;
                &mut rows[last]
            }
        };
        let more = computed.map(|computed| said - computed);
        row.amount = plus_one(row.amount, more, row.calls);
        row.calls += 1;
    }

    pub(crate) fn report(mut self) -> RecordedReport {
        let rows = std::mem::take(&mut self.report.differences);
        self.report.differences = sorted(rows, |a, b| {
            b.calls.cmp(&a.calls).then(a.reason.cmp(&b.reason))
        });
        self.report
    }
}

/// To a thousandth, or to a hundred-thousandth of a dollar for what tools round.
fn near(a: Amount, b: Amount) -> bool {
    let (a, b) = (a.to_f64(), b.to_f64());
    (a - b).abs() <= (1e-3 * a.abs().max(b.abs())).max(5e-6)
}

/// The first mistake, or choice, of a tool that gives its figure.
fn explain(cards: &mut Cards<'_>, call: &LoggedCall<'_>, said: Amount) -> Difference {
    let (Some(place), Some(at)) = (cards.of(call), call.at) else {
        return Difference::Unexplained;
    };
    let usage = call.usage;
    let gives = |card: &RateCard, usage: &Usage, at| {
        bill::charge(card, usage, at).is_ok_and(|charge| near(said, charge.total))
    };
    let card = &cards.get(place).card;
    let mistaken = mistakes(&usage);
    let mistake = mistaken
        .iter()
        .find(|(_, taken)| *taken != usage && gives(card, taken, at));
    if let Some((difference, _)) = mistake {
        return *difference;
    }
    if card.changes().any(|change| {
        gives(card, &usage, change) || gives(card, &usage, crate::instant::Instant(change.0 - 1))
    }) {
        return Difference::PriceDate;
    }
    let plain = call.service_tier.is_none_or(|tier| tier == "standard") && call.region.is_none();
    let listed = call.model.filter(|_| !plain);
    let other = listed.and_then(|name| cards.resolve(name, ServiceTier::Standard, None));
    match other.is_some_and(|place| gives(&cards.get(place).card, &usage, at)) {
        true => Difference::ServiceTier,
        false => Difference::Unexplained,
    }
}

/// What tools are known to take a usage for; equal to it where there is nothing to mistake.
fn mistakes(usage: &Usage) -> [(Difference, Usage); 3] {
    let short_lived = Usage {
        cache_write_5m: usage.cache_write_5m + usage.cache_write_1h,
        cache_write_1h: 0,
        ..*usage
    };
    let fresh = Usage {
        input: usage.input + usage.cache_read,
        audio_input: usage.audio_input + usage.cache_read_audio,
        cache_read: 0,
        cache_read_audio: 0,
        ..*usage
    };
    let silent = Usage {
        reasoning: 0,
        ..*usage
    };
    [
        (Difference::CacheTtl, short_lived),
        (Difference::CachedAsFresh, fresh),
        (Difference::NoReasoning, silent),
    ]
}
