//! Usage x rates at an instant, itemised: lines add up to the total to the last digit.
//!
//! What has no rate stays unpriced and makes the total a lower bound, never $0 in
//! silence; nothing here fails for missing data.

use crate::Result;
use crate::instant::Instant;
use crate::money::{Amount, Currency, Rate};
use crate::prices::origins::SourcesOfRate;
use crate::prices::source::ServiceTier;
use crate::prices::table::Rule;
use crate::prices::{Gap, Mask, Period, RateCard, Table, Terms};
use crate::usage::{Kind, Usage};

/// What one call cost, in total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Charge {
    /// Sum of the priced kinds; where a holiday calendar does not cover the day, the
    /// lower of the two readings.
    pub total: Amount,
    /// The higher reading; equal to `total` otherwise.
    pub high: Amount,
    /// Bit `kind.index()` is set for a kind that was used and has no rate; the total is
    /// then a lower bound.
    pub unpriced: u32,
    /// Whether anything that was used has a rate, be it 0.
    pub priced: bool,
}

impl Charge {
    /// Whether it says anything: it does not where something was used and no part of it has
    /// a price.
    #[inline]
    pub fn is_known(&self) -> bool {
        self.unpriced == 0 || self.priced
    }
}

/// Whether a bill is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Everything used has a rate.
    Priced,
    /// Something used has no rate: the total is a lower bound.
    Partial,
    /// Nothing could be priced: there is no total.
    Unpriced,
}

/// Why something is not priced, or how sure the bill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The name matches no model; `nearest` has the three nearest names.
    UnknownModel,
    /// The model has no price at the instant; `from` is the next known one.
    NoPriceAt,
    /// The model has no price in the asked currency.
    NoPriceInCurrency,
    /// The offer has no such service tier.
    NoServiceTier,
    /// The offer has rates by region, but none for this one.
    NoRegion,
    /// The kind was used and has no known rate.
    NoRate,
    /// The day is outside the years of a holiday calendar: the bill is a range.
    HolidaysUnknown,
    /// The name carries a date or version that the table does not list; it was dropped.
    AssumedVersion,
    /// No source says since when the rates hold, and they were read after the instant: those
    /// of the day on which they were read are taken.
    StartUnknown,
    /// A region was asked for, and no source has prices of this offer by region: those of the
    /// vendor's default are taken.
    RegionUnlisted,
    /// One source only has this price, or the rate of `kind`.
    OneSource,
}

/// A reason with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// Stable kebab-case code.
    pub code: ReasonCode,
    /// The kind it is about, a field of the usage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Nearest known names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<String>,
    /// First instant, RFC 3339, at which a price is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// One kind of usage on a bill.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The kind, a field of the usage: `cacheRead`.
    pub kind: &'static str,
    /// How many.
    pub count: u64,
    /// Price of `per` of them; null where unknown.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub rate: Option<Rate>,
    /// How many the rate is for: a million tokens, a thousand searches, one request.
    pub per: u32,
    /// Exact amount; null where the rate is unknown; the lower reading of a range.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub amount: Option<Amount>,
    /// The higher reading, where the bill is a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string", optional))]
    pub high: Option<Amount>,
    /// Names of the rules behind the rate, in the order in which they apply.
    pub rules: Vec<String>,
    /// Where the rate comes from, if not from all sources of the bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "SourcesOfRate", optional))]
    pub origin: Option<SourcesOfRate>,
}

/// What one call costs, itemised.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    /// Whether everything is priced.
    pub status: Status,
    /// `vendor/id` of the model, or null if the name is unknown.
    pub model: Option<String>,
    /// ISO 4217 code, or null if the name is unknown.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub currency: Option<Currency>,
    /// Sum of the priced lines, exact; a lower bound if `partial`, null if `unpriced`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string | null"))]
    pub total: Option<Amount>,
    /// The higher reading, where the bill is a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string", optional))]
    pub high: Option<Amount>,
    /// One line per used kind (two where a marginal band splits it).
    pub lines: Vec<Line>,
    /// What is missing, and how sure the rest is.
    pub reasons: Vec<Reason>,
    /// Ids of the sources that agree on the rates, but for lines that name their own.
    pub sources: Vec<String>,
    /// Day, `2026-11-12`, on which the rates were last seen.
    pub checked: Option<String>,
    /// The instant of the rates, RFC 3339.
    pub at: String,
}

/// A call to price.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The model's name in any known spelling.
    pub model: &'a str,
    /// What was used.
    pub usage: &'a Usage,
    /// When.
    pub at: Instant,
    /// The tier that served it.
    pub service_tier: ServiceTier,
    /// Where it was processed; a region in the name counts if this is `None`.
    pub region: Option<&'a str>,
    /// `None`: USD where there are USD rates.
    pub currency: Option<Currency>,
}

/// The total of one call at an instant, without lines: the fast path of simulations.
///
/// # Errors
/// The [`Gap`] if the offer has no rates then.
#[inline]
pub fn charge(card: &RateCard, usage: &Usage, at: Instant) -> std::result::Result<Charge, Gap> {
    let period = card.period(at)?;
    Ok(charge_under(period, usage, card.mask(period, usage, at)))
}

/// The total of counts that are billed under the same rules: of one call, or of the sum of
/// calls with the same mask and no marginal rule.
#[inline]
pub(crate) fn charge_under(period: &Period, usage: &Usage, mask: Mask) -> Charge {
    let mut charge = Charge::default();
    for (counts, mask) in pieces(period, usage, mask) {
        let low = &period.combo(mask.on);
        let high = &period.combo(mask.on | mask.maybe);
        for (kind, count) in Kind::ALL.iter().zip(counts) {
            if count == 0 {
                continue;
            }
            match (low.get(*kind), high.get(*kind)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (amount(*kind, a, count), amount(*kind, b, count));
                    charge.total += a.min(b);
                    charge.high += a.max(b);
                    charge.priced = true;
                }
                _ if *kind == Kind::Requests => {}
                _ => charge.unpriced |= 1 << kind.index(),
            }
        }
    }
    charge
}

/// The amount of each used kind of one call, the lower readings of [`charge`]: they add
/// up to its total. `None` for a kind without a rate.
///
/// # Errors
/// The [`Gap`] if the offer has no rates then.
pub fn by_kind(
    card: &RateCard,
    usage: &Usage,
    at: Instant,
) -> std::result::Result<[Option<Amount>; Kind::COUNT], Gap> {
    let period = card.period(at)?;
    let mask = card.mask(period, usage, at);
    let mut amounts = [Some(Amount::ZERO); Kind::COUNT];
    for (counts, mask) in pieces(period, usage, mask) {
        let (low, high) = (period.combo(mask.on), period.combo(mask.on | mask.maybe));
        for (kind, count) in Kind::ALL.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let rates = low.get(*kind).zip(high.get(*kind));
            let more = rates.map(|(a, b)| amount(*kind, a, count).min(amount(*kind, b, count)));
            let sum = &mut amounts[kind.index()];
            *sum = sum.zip(more).map(|(sum, more)| sum + more);
        }
    }
    Ok(amounts)
}

/// The itemised bill of one call at an instant.
#[inline(never)]
pub fn bill(table: &Table, card: &RateCard, usage: &Usage, at: Instant) -> Bill {
    let mut bill = empty(at);
    bill.model = Some(card.model.clone());
    bill.currency = Some(card.currency);
    let period = match card.period(at) {
        Ok(period) => period,
        Err(gap) => return without_rates(bill, gap, card),
    };
    let price = period.price();
    bill.sources = table.source_ids(&price.sources);
    bill.checked = Some(price.checked.to_string());
    let mask = card.mask(period, usage, at);
    // Nearly all bills are of one piece, and need no list of them.
    match mask.marginal {
        0 => add_lines(&mut bill, table, period, &usage.counts(), mask),
        _ => {
            for (counts, mask) in marginal_pieces(period, usage, mask) {
                add_lines(&mut bill, table, period, &counts, mask);
            }
        }
    }
    add_up(&mut bill);
    let plain = bill.lines.iter().any(|line| line.origin.is_none());
    let sure = [
        (mask.maybe != 0, ReasonCode::HolidaysUnknown),
        (period.assumes_start(at), ReasonCode::StartUnknown),
        (card.assumes_region(period), ReasonCode::RegionUnlisted),
        (bill.sources.len() == 1 && plain, ReasonCode::OneSource),
    ];
    let said = sure.into_iter().filter(|(said, _)| *said);
    bill.reasons.extend(said.map(|(_, code)| reason(code)));
    if bill.lines.iter().any(|line| line.origin.is_some()) {
        say_single_sources(&mut bill);
    }
    bill
}

/// Says of which rates one source only is known, where more are of the rest.
#[cold]
fn say_single_sources(bill: &mut Bill) {
    for line in &bill.lines {
        let single = Reason {
            kind: Some(line.kind),
            ..reason(ReasonCode::OneSource)
        };
        let alone = line.origin.as_ref().is_some_and(|origin| origin.agree == 1);
        if alone && !bill.reasons.contains(&single) {
            bill.reasons.push(single);
        }
    }
}

#[cold]
fn without_rates(mut bill: Bill, gap: Gap, card: &RateCard) -> Bill {
    bill.reasons.push(gap_reason(gap, card));
    bill
}

/// The itemised bill of a call by the model's name.
///
/// # Errors
/// `invalid-usage` for counts no call can have. Missing data is no error: the bill says
/// `partial` or `unpriced`, and why.
pub fn price(table: &Table, call: &Call) -> Result<Bill> {
    call.usage.check()?;
    let Some(found) = table.find(call.model) else {
        return Ok(without_model(table, call));
    };
    let terms = Terms {
        service_tier: call.service_tier,
        region: call.region,
        currency: call.currency,
    };
    let card = table.card_of(&found, &terms);
    let mut bill = bill(table, &card, call.usage, call.at);
    if !found.exact {
        bill.reasons.push(reason(ReasonCode::AssumedVersion));
    }
    Ok(bill)
}

#[cold]
fn without_model(table: &Table, call: &Call) -> Bill {
    let mut bill = empty(call.at);
    bill.reasons.push(Reason {
        nearest: table.nearest(call.model),
        ..reason(ReasonCode::UnknownModel)
    });
    bill
}

/// Totals of many calls as columns: what crosses to JS without an object a call.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Exact totals, one a line; an empty line is unpriced.
    pub texts: String,
    /// The highest totals, exact, one a line; empty where the total is no range.
    pub highs: String,
    /// 0 priced, 1 partial (a lower bound), 2 unpriced.
    pub status: Vec<u8>,
    /// Exact sum of all priced totals; it says nothing unless [`Totals::is_known`].
    pub sum: Amount,
    /// The same of the highest totals.
    pub sum_high: Amount,
}

impl Totals {
    /// Room for that many calls.
    pub fn with_capacity(calls: usize) -> Totals {
        Totals {
            texts: String::with_capacity(calls * 12),
            highs: String::with_capacity(calls),
            status: Vec::with_capacity(calls),
            sum: Amount::ZERO,
            sum_high: Amount::ZERO,
        }
    }

    /// Whether the sums say anything: they do not where there are calls and none is priced.
    pub fn is_known(&self) -> bool {
        let priced = |status: &u8| *status != Status::Unpriced as u8;
        self.status.is_empty() || self.status.iter().any(priced)
    }

    /// Adds a call; without a card (an unknown model) it is unpriced.
    pub fn add(&mut self, card: Option<&RateCard>, usage: &Usage, at: Instant) {
        if !self.status.is_empty() {
            self.texts.push('\n');
            self.highs.push('\n');
        }
        let charged = card.and_then(|card| charge(card, usage, at).ok());
        let priced = charged.filter(Charge::is_known);
        if let Some(charge) = &priced {
            charge.total.push_to(&mut self.texts);
            self.sum += charge.total;
            self.sum_high += charge.high;
            if charge.high != charge.total {
                charge.high.push_to(&mut self.highs);
            }
        }
        self.status.push(match priced {
            Some(Charge { unpriced: 0, .. }) => Status::Priced as u8,
            Some(_) => Status::Partial as u8,
            None => Status::Unpriced as u8,
        });
    }
}

/// Counts of one piece of a call and the switches under which they are billed.
type Piece = ([u64; Kind::COUNT], Mask);

/// Splits a call at the marginal thresholds; one piece if there are none.
#[inline]
fn pieces(period: &Period, usage: &Usage, mask: Mask) -> impl Iterator<Item = Piece> {
    let (first, more) = match mask.marginal {
        0 => (Some((usage.counts(), mask)), Vec::new()),
        _ => (None, marginal_pieces(period, usage, mask)),
    };
    first.into_iter().chain(more)
}

/// Order in which tokens fill a prompt: what is cached stands first.
const PROMPT_ORDER: [Kind; 10] = [
    Kind::CacheRead,
    Kind::CacheReadAudio,
    Kind::CacheWrite12h,
    Kind::CacheWrite1h,
    Kind::CacheWrite30m,
    Kind::CacheWrite5m,
    Kind::CacheWrite,
    Kind::Input,
    Kind::ImageInput,
    Kind::AudioInput,
];

/// Up to the first threshold no marginal rule holds, beyond each one more does. What is
/// no prompt token is billed with the first piece.
#[inline(never)]
fn marginal_pieces(period: &Period, usage: &Usage, mask: Mask) -> Vec<Piece> {
    let mut left = usage.counts();
    let mut pieces = Vec::new();
    let (mut start, mut on) = (0, mask.on & !mask.marginal);
    let bounds = period.marginal(mask.marginal);
    let ends = bounds
        .iter()
        .map(|(bound, bit)| (*bound, *bit))
        .chain([(u64::MAX, 0)]);
    for (end, bit) in ends {
        let mut counts = [0; Kind::COUNT];
        let mut room = end - start;
        for kind in PROMPT_ORDER {
            let taken = left[kind.index()].min(room);
            counts[kind.index()] = taken;
            left[kind.index()] -= taken;
            room -= taken;
        }
        if pieces.is_empty() {
            for kind in Kind::ALL.iter().filter(|kind| !kind.is_prompt()) {
                counts[kind.index()] = left[kind.index()];
            }
        }
        pieces.push((counts, Mask { on, ..mask }));
        (start, on) = (end, on | bit);
    }
    pieces
}

/// Exact, but for storage: an hour is no decimal fraction of a second's, so that line is
/// rounded half to even at 10^-24.
#[inline]
fn amount(kind: Kind, rate: Rate, count: u64) -> Amount {
    let amount = rate * count;
    match kind.unit().counts {
        1 => amount,
        counts => amount.divided(u64::from(counts)),
    }
}

#[inline(never)]
fn add_lines(
    bill: &mut Bill,
    table: &Table,
    period: &Period,
    counts: &[u64; Kind::COUNT],
    mask: Mask,
) {
    let (low, high) = (period.combo(mask.on), period.combo(mask.on | mask.maybe));
    for (kind, count) in Kind::ALL
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
    {
        let rates = low.get(*kind).zip(high.get(*kind));
        if rates.is_none() && *kind == Kind::Requests {
            // No rate per request: this vendor charges none.
            continue;
        }
        let amounts = rates.map(|(a, b)| (amount(*kind, a, *count), amount(*kind, b, *count)));
        let ordered = amounts.map(|(a, b)| (a.min(b), a.max(b)));
        let shown = rates.map(|(a, b)| kind.unit().written(a.min(b)));
        let origin = rates.and_then(|_| table.sources_of(period, *kind, mask.on | mask.maybe));
        bill.lines.push(Line {
            kind: kind.name(),
            count: *count,
            rate: shown,
            per: kind.unit().per,
            amount: ordered.map(|(low, _)| low),
            high: ordered.map(|(_, high)| high).filter(|_| mask.maybe != 0),
            rules: rules_of(period, *kind, mask),
            origin,
        });
        if rates.is_none() {
            without_rate(bill, *kind);
        }
    }
}

#[cold]
fn without_rate(bill: &mut Bill, kind: Kind) {
    bill.reasons.push(Reason {
        kind: Some(kind.name()),
        ..reason(ReasonCode::NoRate)
    });
}

/// Names of the applied rules that move this kind's rate.
fn rules_of(period: &Period, kind: Kind, mask: Mask) -> Vec<String> {
    let mask = mask.on | mask.maybe;
    let Some(billed) = period.billed_as(kind, mask) else {
        return Vec::new();
    };
    let moving = period.applied(mask).filter(|rule| {
        let set = rule.set.iter().map(|(kind, _)| *kind);
        let mut kinds = rule.mul.iter().map(|(kind, _)| *kind).chain(set);
        kinds.any(|moved| moved == billed)
    });
    moving.map(Rule::label).collect()
}

#[inline(never)]
fn add_up(bill: &mut Bill) {
    let priced = bill.lines.iter().filter(|line| line.amount.is_some());
    let unpriced = bill.lines.iter().any(|line| line.amount.is_none());
    let any = priced.clone().next().is_some();
    bill.status = match (any, unpriced) {
        (_, false) => Status::Priced,
        (true, true) => Status::Partial,
        (false, true) => Status::Unpriced,
    };
    if bill.status == Status::Unpriced {
        return;
    }
    bill.total = Some(priced.clone().filter_map(|line| line.amount).sum());
    if bill.lines.iter().any(|line| line.high.is_some()) {
        bill.high = Some(priced.filter_map(|line| line.high.or(line.amount)).sum());
    }
}

fn empty(at: Instant) -> Bill {
    Bill {
        status: Status::Unpriced,
        model: None,
        currency: None,
        total: None,
        high: None,
        lines: Vec::new(),
        reasons: Vec::new(),
        sources: Vec::new(),
        checked: None,
        at: at.to_string(),
    }
}

fn reason(code: ReasonCode) -> Reason {
    Reason {
        code,
        kind: None,
        nearest: Vec::new(),
        from: None,
    }
}

/// Why a card has no rates, as a bill says it.
pub fn gap_reason(gap: Gap, card: &RateCard) -> Reason {
    match gap {
        Gap::NoPrice { next } if card.is_empty() => Reason {
            from: next.map(|at| at.to_string()),
            ..reason(ReasonCode::NoPriceInCurrency)
        },
        Gap::NoPrice { next } => Reason {
            from: next.map(|at| at.to_string()),
            ..reason(ReasonCode::NoPriceAt)
        },
        Gap::NoServiceTier => reason(ReasonCode::NoServiceTier),
        Gap::NoRegion => reason(ReasonCode::NoRegion),
    }
}
