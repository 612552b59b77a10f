//! The same work on other offers, in four levels of honesty.
//!
//! Each level is what the one before leaves out: prices alone, then the other
//! model's tokens for the same text, then its vendor's caching with the log's own
//! times, then how much more or less another model works on the same task.

use super::{
    cards::{Cards, tier},
    resimulate::{Simulated, simulate},
    span::{ReplayOptions, Span},
    sum::Sum,
};
use crate::{
    agent::{Relations, behaviour::price_level, relations},
    count::{Family, family_of},
    data::read::read_struct,
    instant::Instant,
    logs::Log,
    prices::{RateCard, Table},
    usage::{Kind, Usage},
};
use serde::{Deserialize, Serialize};

/// An offer to replay on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct WhatIfOffer {
    /// The model's name in any known spelling.
    pub model: String,
    /// The service tier; the list price if absent.
    pub service_tier: Option<String>,
    /// Where it is processed; the vendor's default if absent.
    pub region: Option<String>,
}

read_struct! {
    WhatIfOffer, Camel, end_strict: ; model, service_tier, region;
}

/// Cost as an interval, US dollars: a figure of statistics, not of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CostRange {
    /// Lower end.
    pub low: f64,
    /// The middle.
    pub typical: f64,
    /// Upper end.
    pub high: f64,
}

/// What the log's calls would have cost on one offer; a level is `null` where it
/// cannot be known.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct WhatIfRow {
    /// The offer's model as asked.
    pub asked: String,
    /// `vendor/id`, or `null` if the name is unknown.
    pub model: Option<String>,
    /// Currency of the levels; `null` if the name is unknown.
    pub currency: Option<String>,
    /// The nearest known names, if the name is unknown.
    pub nearest: Vec<String>,
    /// Calls that every level prices.
    pub calls: u64,
    /// Calls that it leaves out: time or model unknown, or no price of the offer then.
    pub left_out: u64,
    /// 1: the same token counts at the other prices.
    pub same_tokens: Option<CostRange>,
    /// 2: the tokens that the other model's tokenizer makes of the same text.
    pub tokenizer: Option<CostRange>,
    /// 3: and caching by the other vendor's rules, with the log's own times.
    pub caching: Option<CostRange>,
    /// 4: and the other model's way of working, eight in ten within the interval.
    /// Plan with this one.
    pub behaviour: Option<CostRange>,
}

/// The log's calls on other offers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// What they cost on their own.
    pub paid: Sum,
    /// One row an offer, in the order asked.
    pub offers: Vec<WhatIfRow>,
    /// The same of the rows that sum many calls: levels 3 and 4 are `null`, because such
    /// rows tell no times and no prompts. Empty where there are none.
    pub sums: Vec<WhatIfRow>,
    /// Recorded calls compared by: the power of the price that a task's cost goes with.
    pub behaviour_exponent: f64,
    /// Eight in ten unseen models lie within this factor of it, either way.
    pub behaviour_factor: f64,
}

/// Replays a log's calls on other offers.
///
/// # Errors
/// `invalid-argument` for a `from` or `to` that is no instant.
pub fn what_if(
    table: &Table,
    log: &Log,
    offers: &[WhatIfOffer],
    options: &ReplayOptions,
) -> crate::Result<WhatIf> {
    let span = Span::of(options)?;
    let mut cards = Cards::new(table);
    let mut paid = Sum::default();
    for call in log.calls().filter(|call| span.holds(call.at)) {
        let charge = cards.charge(&call);
        paid.add(1, &call.usage, charge.as_ref());
    }
    let mut replay = Replay {
        table,
        log,
        span,
        cards: &mut cards,
    };
    let sums = match log.sums().any(|row| span.holds(row.at)) {
        true => offers
            .iter()
            .map(|offer| replay.row_of_sums(offer))
            .collect(),
        false => Vec::new(),
    };
    Ok(WhatIf {
        paid,
        offers: offers.iter().map(|offer| replay.row(offer)).collect(),
        sums,
        behaviour_exponent: relations().exponent,
        behaviour_factor: relations().factor80,
    })
}

pub(super) struct Replay<'r, 't> {
    table: &'t Table,
    pub(super) log: &'r Log,
    pub(super) span: Span,
    pub(super) cards: &'r mut Cards<'t>,
}

/// Sums of the low, typical and high reading of the tokenizer ratio.
#[derive(Default)]
struct Levels {
    calls: u64,
    left_out: u64,
    ratio_known: bool,
    same: f64,
    tokenizer: [f64; 3],
    caching: [f64; 3],
    behaviour: [f64; 3],
}

impl Replay<'_, '_> {
    fn row(&mut self, offer: &WhatIfOffer) -> WhatIfRow {
        let (mut row, target) = self.named(offer);
        let Some(target) = target else {
            return row;
        };
        let levels = self.levels(target);
        (row.calls, row.left_out) = (levels.calls, levels.left_out);
        if levels.calls == 0 {
            return row;
        }
        row.same_tokens = Some(range([levels.same; 3]));
        if levels.ratio_known {
            row.tokenizer = Some(range(levels.tokenizer));
            row.caching = Some(range(levels.caching));
            row.behaviour = Some(range(levels.behaviour));
        }
        row
    }

    /// The row of an offer without its levels, and the offer's card where it is known.
    pub(super) fn named(&mut self, offer: &WhatIfOffer) -> (WhatIfRow, Option<usize>) {
        let mut row = WhatIfRow {
            asked: offer.model.clone(),
            model: None,
            currency: None,
            nearest: Vec::new(),
            calls: 0,
            left_out: 0,
            same_tokens: None,
            tokenizer: None,
            caching: None,
            behaviour: None,
        };
        let service_tier = tier(offer.service_tier.as_deref());
        let found = self
            .cards
            .resolve(&offer.model, service_tier, offer.region.as_deref());
        match found {
            Some(target) => {
                let card = &self.cards.get(target).card;
                row.model = Some(card.model.clone());
                row.currency = Some(card.currency.as_str().to_string());
            }
            None => row.nearest = self.table.nearest(&offer.model),
        }
        (row, found)
    }

    fn levels(&mut self, target: usize) -> Levels {
        let mut levels = Levels {
            ratio_known: true,
            ..Levels::default()
        };
        let span = self.span;
        let simulated = simulate(self.log, &self.cards.get(target).card, |place| {
            span.holds(self.log.call(place).at)
        });
        for call in simulated {
            self.call(target, &call, &mut levels);
        }
        levels
    }

    /// Adds one call to every level, or to none.
    fn call(&mut self, target: usize, simulated: &Simulated, levels: &mut Levels) {
        let call = self.log.call(simulated.place);
        let source = self.cards.of(&call);
        let (Some(source), Some(at)) = (source, call.at) else {
            levels.left_out += 1;
            return;
        };
        let card = &self.cards.get(target).card;
        let same = cost_of(card, &call.usage, at);
        let warm = cost_of(card, &simulated.usage, at);
        let (Some(same), Some(warm)) = (same, warm) else {
            levels.left_out += 1;
            return;
        };
        levels.calls += 1;
        levels.same += same;
        let unchanged = self.cards.get(source).model == self.cards.get(target).model;
        let ratio = self.ratio(source, target);
        let reach = match unchanged {
            true => [1.0; 3],
            false => self.work(source, target, at),
        };
        levels.ratio_known &= ratio.is_some();
        let ratio = ratio.unwrap_or([1.0; 3]);
        for place in 0..3 {
            let tokens = scaled(&call.usage, ratio[place]);
            let cached = scaled(&simulated.usage, ratio[place]);
            let card = &self.cards.get(target).card;
            levels.tokenizer[place] += cost_of(card, &tokens, at).unwrap_or(same);
            let cached = cost_of(card, &cached, at).unwrap_or(warm);
            levels.caching[place] += cached;
            levels.behaviour[place] += cached * reach[place];
        }
    }

    /// Tokens of the target's tokenizer per token of the source's, for the text of
    /// an agent: code, data and English, whose shares a log does not tell.
    pub(super) fn ratio(&self, source: usize, target: usize) -> Option<[f64; 3]> {
        let (a, b) = (self.family(source), self.family(target));
        if a.name == b.name {
            return Some([1.0; 3]);
        }
        use crate::kind::Kind as Text;
        let text = [Text::English, Text::Code, Text::Data].map(|kind| kind as usize);
        let mut ratio = [f64::INFINITY, 0.0, 0.0];
        for kind in text {
            let (a, b) = (a.bands[kind].map(f64::from), b.bands[kind].map(f64::from));
            if a[0] <= 0.0 {
                return None;
            }
            ratio[0] = ratio[0].min(b[0] / a[2]);
            ratio[1] += b[1] / a[1] / text.len() as f64;
            ratio[2] = ratio[2].max(b[2] / a[0]);
        }
        Some(ratio)
    }

    fn family(&self, card: usize) -> &'static Family {
        let model = &self.table.models[self.cards.get(card).model];
        family_of(&model.id, model.facts.tokenizer.as_deref())
    }

    /// Work of the target per work of the source. At equal work a task's cost goes
    /// with the price; recorded ones go with a smaller power of it.
    fn work(&self, source: usize, target: usize, at: Instant) -> [f64; 3] {
        let level = |card: usize| {
            let rates = self
                .cards
                .get(card)
                .card
                .rates(&Usage::default(), at)
                .ok()?;
            let rate = |kind| rates.get(kind).map(|rate| rate.to_f64());
            Some(price_level(rate(Kind::Input)?, rate(Kind::Output)?))
        };
        let Relations {
            exponent, factor80, ..
        } = relations();
        let typical = match level(source).zip(level(target)) {
            Some((a, b)) if a > 0.0 && b > 0.0 => libm::pow(b / a, exponent - 1.0),
            _ => 1.0,
        };
        [typical / factor80, typical, typical * factor80]
    }
}

/// What a call costs; `None` if any of it has no price.
fn cost_of(card: &RateCard, usage: &Usage, at: Instant) -> Option<f64> {
    let usage = spelled(card, usage, at)?;
    let charge = crate::bill::charge(card, &usage, at).ok()?;
    (charge.unpriced == 0).then(|| charge.total.to_f64())
}

/// The usage in the kinds that the offer bills: what it knows no write rate for is
/// fresh input, and without a read rate all of the prompt is; sound stays sound.
pub(super) fn spelled(card: &RateCard, usage: &Usage, at: Instant) -> Option<Usage> {
    let rates = card.rates(usage, at).ok()?;
    let mut usage = *usage;
    let prompt = [
        Kind::CacheRead,
        Kind::CacheReadAudio,
        Kind::CacheWrite,
        Kind::CacheWrite5m,
        Kind::CacheWrite30m,
        Kind::CacheWrite1h,
        Kind::CacheWrite12h,
    ];
    for kind in prompt {
        let count = usage.count(kind);
        if count == 0 || rates.get(kind).is_some() {
            continue;
        }
        let default = kind.is_cache_write() && rates.get(Kind::CacheWrite).is_some();
        let to = match kind {
            _ if default => Kind::CacheWrite,
            Kind::CacheReadAudio => Kind::AudioInput,
            _ => Kind::Input,
        };
        usage.set(kind, 0);
        usage.set(to, usage.count(to) + count);
    }
    Some(usage)
}

pub(super) fn range([low, typical, high]: [f64; 3]) -> CostRange {
    CostRange { low, typical, high }
}

pub(super) fn scaled(usage: &Usage, ratio: f64) -> Usage {
    if ratio == 1.0 {
        return *usage;
    }
    let mut scaled = *usage;
    for kind in Kind::ALL.iter().filter(|kind| kind.is_token()) {
        scaled.set(*kind, libm::round(usage.count(*kind) as f64 * ratio) as u64);
    }
    scaled
}
