//! An offer as a run sees it: its terms, its kinds of cache write, its rates per token.

use super::closed_form::Rates;
use super::instant::Tariff;
use super::plan::Terms;
use super::run::Call;
use super::{Harness, Remark};
use crate::data::read::read_struct;
use crate::instant::Instant;
use crate::money::Currency;
use crate::prices::source::{CacheMode, ServiceTier};
use crate::prices::{Gap, RateCard, Table, write_kind};
use crate::usage::{Kind, Usage};
use serde::{Deserialize, Serialize};

/// An offer as asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct OfferChoice {
    /// The model's name in any known spelling.
    pub model: String,
    /// Service tier.
    pub service_tier: ServiceTier,
    /// Region; null = the vendor's default.
    pub region: Option<String>,
    /// ISO 4217 code; null = USD where there are USD rates.
    pub currency: Option<String>,
}

read_struct! {
    OfferChoice, Camel, end_strict: ; model, service_tier, region, currency;
}

/// An offer resolved at an instant.
pub(super) struct Resolved {
    pub card: RateCard,
    pub at: Instant,
    pub terms: Terms,
    /// The kind under which stored tokens are billed.
    pub write: Kind,
    pub reasons: Vec<Remark>,
}

/// Lifetime of a cache entry where a vendor states none, seconds.
const UNSTATED_TTL: u32 = 300;

impl OfferChoice {
    /// The card of this offer, on other terms if `tier` says so; the reason if there is none.
    pub(super) fn card(&self, table: &Table, tier: ServiceTier) -> Result<RateCard, Remark> {
        let Some(found) = table.find(&self.model) else {
            return Err(reason(
                "unknown-model",
                "The price table has no model of this name.",
            ));
        };
        let currency = match &self.currency {
            Some(code) => Some(Currency::parse(code).ok_or_else(|| {
                reason("no-price-in-currency", "This is no ISO 4217 currency code.")
            })?),
            None => None,
        };
        let terms = crate::prices::Terms {
            service_tier: tier,
            region: self.region.as_deref(),
            currency,
        };
        Ok(table.card_of(&found, &terms))
    }

    /// Resolves the offer for runs under a harness; the reason where it cannot be priced.
    pub(super) fn resolve(
        &self,
        table: &Table,
        harness: &Harness,
        kept: f64,
        at: Instant,
    ) -> Result<Resolved, Remark> {
        let card = self.card(table, self.service_tier)?;
        Resolved::new(card, harness, kept, at)
    }
}

impl Resolved {
    pub fn new(card: RateCard, harness: &Harness, kept: f64, at: Instant) -> Result<Self, Remark> {
        let base = card.rates(&Usage::default(), at).map_err(gap_reason)?;
        let mut reasons = Vec::new();
        let cache = card.cache.clone().unwrap_or_default();
        let readable = base.get(Kind::CacheRead).is_some();
        let caches = readable && (card.cache.is_none() || cache.mode != CacheMode::None);
        if caches && card.cache.is_none() {
            reasons.push(reason("cache-assumed", "A price for cached input is known, but not how this model caches: assumed to cache every prefix."));
        }
        let ttl = harness
            .cache
            .ttl_seconds
            .filter(|asked| cache.ttls.contains(asked))
            .or(cache.ttls.first().copied())
            .unwrap_or(UNSTATED_TTL);
        let named = write_kind(ttl).filter(|kind| base.get(*kind).is_some());
        let write = named.unwrap_or(Kind::CacheWrite);
        let write_fee = cache.write_fee != Some(false) && base.get(write).is_some();
        let terms = Terms {
            window: card.context.map_or(u64::MAX >> 8, u64::from),
            caches,
            stores_answers: cache.mode == CacheMode::AutoUnits,
            min_prefix: u64::from(cache.min_tokens.unwrap_or(0)),
            block: u64::from(cache.granularity.unwrap_or(1).max(1)),
            ttl_seconds: f64::from(ttl),
            write_fee,
            reasoning_kept: harness.reasoning_kept.unwrap_or(kept),
        };
        if card.context.is_none() {
            reasons.push(reason(
                "window-unknown",
                "The model's context window is not known: no run was found too long.",
            ));
        }
        Ok(Resolved {
            card,
            at,
            terms,
            write,
            reasons,
        })
    }

    /// The usage of one call.
    #[inline]
    pub fn usage(&self, call: &Call) -> Usage {
        let mut usage = Usage {
            input: call.fresh,
            cache_read: call.read,
            output: call.output,
            reasoning: call.reasoning,
            requests: 1,
            ..Usage::default()
        };
        if call.written > 0 {
            usage.set(self.write, call.written);
        }
        usage
    }

    /// Prices per token in `f64`, by length of the prompt.
    pub fn tariff(&self) -> Tariff {
        let at_length = |input: u64| {
            let usage = Usage {
                input,
                output: 1,
                ..Usage::default()
            };
            let rates = self.card.rates(&usage, self.at).ok();
            let per_token = |kind: Kind| {
                let rate = rates.and_then(|rates| rates.get(kind));
                rate.map_or(0.0, |rate| rate.to_f64() / 1e6)
            };
            Rates {
                fresh: per_token(Kind::Input),
                read: per_token(Kind::CacheRead),
                write: per_token(self.write),
                output: per_token(Kind::Output),
                reasoning: per_token(Kind::Reasoning),
            }
        };
        let mut sets = vec![(0.0, at_length(1))];
        let mut low = 1u64;
        for power in 10..23 {
            let (mut from, mut to) = (low, 1u64 << power);
            low = to;
            if at_length(from) == at_length(to) {
                continue;
            }
            while to - from > 1 {
                let middle = from + (to - from) / 2;
                if at_length(middle) == at_length(from) {
                    from = middle;
                } else {
                    to = middle;
                }
            }
            sets.push((to as f64, at_length(to)));
        }
        Tariff(sets)
    }
}

pub(super) fn reason(code: &str, text: &str) -> Remark {
    Remark {
        code: code.into(),
        text: text.into(),
    }
}

fn gap_reason(gap: Gap) -> Remark {
    match gap {
        Gap::NoPrice { .. } => reason(
            "no-price-at",
            "No price of this offer is known at this instant.",
        ),
        Gap::NoServiceTier => reason(
            "no-service-tier",
            "The model is not sold at this service tier.",
        ),
        Gap::NoRegion => reason(
            "no-region",
            "The model has prices by region, but none for this one.",
        ),
    }
}
