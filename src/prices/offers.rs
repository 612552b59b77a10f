//! The table as rows for people and programs: offers at an instant, and their history.

use super::bands::Band;
use super::origins::KindSources;
use super::rate_card::{Period, RateCard, Terms};
use super::source::{CacheMode, Convention, ServiceTier, Tier};
use super::table::{Cache, Model, Table};
use crate::instant::Instant;
use crate::money::{Currency, Rate};
use crate::usage::{Kind, Usage};
use serde::Serialize;

/// Something of each of some kinds of usage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByKind<T>(pub Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for ByKind<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(kind, of)| (kind, of)))
    }
}

/// Rates as they are written (per million tokens, per 1,000 searches, per request), by
/// kind of usage.
pub type KindRates = ByKind<Rate>;

/// One offer at an instant.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// `vendor/model`.
    pub id: String,
    /// Vendor id.
    pub vendor: String,
    /// Vendor's display name.
    pub vendor_name: String,
    /// True for a route to another maker's model.
    pub route: bool,
    /// Model's display name.
    pub name: String,
    /// Other spellings that resolve to it.
    pub aliases: Vec<String>,
    /// Size class.
    pub tier: Option<Tier>,
    /// Tokenizer family.
    pub tokenizer: Option<String>,
    /// Context window, tokens.
    pub context: Option<u32>,
    /// Most output tokens of a call.
    pub max_output: Option<u32>,
    /// Whether the weights can be downloaded; null: unknown.
    pub open_weights: Option<bool>,
    /// How usage objects count cached tokens.
    pub usage: Option<Convention>,
    /// How prompts are cached.
    pub cache: Option<CacheFacts>,
    /// Day of release.
    pub released: Option<String>,
    /// Day from which it is deprecated.
    pub deprecated: Option<String>,
    /// Day from which it can no longer be called.
    pub retired: Option<String>,
    /// ISO 4217 code of the rates.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub currency: Currency,
    /// The instant of the price, RFC 3339.
    pub at: String,
    /// The price that holds; null: none is known for this instant, tier or region.
    pub price: Option<Interval>,
    /// The next change that is already announced.
    pub next: Option<Interval>,
}

/// How a model caches, as data.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct CacheFacts {
    /// Who decides what is cached.
    pub mode: CacheMode,
    /// Shortest prompt that is cached, tokens.
    pub min_tokens: Option<u32>,
    /// Hits are a multiple of this many tokens.
    pub granularity: Option<u32>,
    /// Lifetimes in seconds, default first.
    pub ttls: Vec<u32>,
    /// Whether writing has a rate of its own.
    pub write_fee: Option<bool>,
}

/// Rates over a half-open interval, with where they come from.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// First instant, RFC 3339; null: since ever, as far as is known.
    pub from: Option<String>,
    /// First instant after; null: open.
    pub to: Option<String>,
    /// ISO 4217 code.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "string"))]
    pub currency: Currency,
    /// Published rates by kind of usage, exact decimals: of a short call without
    /// reasoning; on the vendor's clock, those of the asked instant.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub rates: KindRates,
    /// Rates under other circumstances: longer prompts, peak hours, thinking.
    pub bands: Vec<Band>,
    /// Ids of the sources that agree on these rates, but for those of `rateSources`.
    pub sources: Vec<String>,
    /// Those of single rates, by kind of usage, where not all of `sources` list them: a fee, a
    /// service tier's rates.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Partial<Record<keyof Usage, SourcesOfRate>>")
    )]
    pub rate_sources: KindSources,
    /// Day on which the figures were last seen.
    pub checked: String,
    /// What a reader should know.
    pub note: Option<String>,
}

/// A source as data.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct SourceInfo {
    /// Id, by which prices name it.
    pub id: String,
    /// Package and version, or title.
    pub name: String,
    /// Release day, where it is a released package.
    pub date: Option<String>,
    /// Licence, where one is declared.
    pub licence: Option<String>,
    /// Where it is found.
    pub address: Option<String>,
    /// Ids of sources it is derived from: their agreement is not independent.
    pub derives_from: Vec<String>,
}

/// Which offers to list.
#[derive(Clone, Debug)]
pub struct OffersQuery<'a> {
    /// The instant.
    pub at: Instant,
    /// A vendor's id or spelling; `None`: all.
    pub vendor: Option<&'a str>,
    /// Whether offers of clouds and resellers are listed too.
    pub routes: bool,
    /// Tier, region and currency.
    pub terms: Terms<'a>,
}

impl Table {
    /// The sources that prices name.
    pub fn source_infos(&self) -> Vec<SourceInfo> {
        let text = |text: &Option<Box<str>>| text.as_ref().map(|text| text.to_string());
        let info = |source: &super::table::Source| SourceInfo {
            id: source.id.to_string(),
            name: source.name.to_string(),
            date: source.date.map(|day| day.to_string()),
            licence: text(&source.licence),
            address: text(&source.address),
            derives_from: source
                .derives_from
                .iter()
                .map(|id| id.to_string())
                .collect(),
        };
        self.sources.iter().map(info).collect()
    }

    /// All offers at an instant, by vendor and id; those without a price then included,
    /// their `price` being `None`.
    pub fn offers(&self, query: &OffersQuery) -> Vec<Offer> {
        let wanted = |model: &Model| match query.vendor {
            Some(name) => self.vendor_is(model, name),
            None => query.routes || !self.vendor_of(model).route,
        };
        let found = (0..self.models.len()).filter(|at| wanted(&self.models[*at]));
        found
            .map(|at| self.offer(at, &query.terms, query.at))
            .collect()
    }

    /// One offer at an instant: the model at that position of [`Table::models`].
    pub fn offer(&self, position: usize, terms: &Terms, at: Instant) -> Offer {
        let model = &self.models[position];
        let vendor = self.vendor_of(model);
        let card = self.card(position, terms);
        let text = |text: &Option<Box<str>>| text.as_ref().map(|text| text.to_string());
        let day = |day: Option<crate::instant::Day>| day.map(|day| day.to_string());
        Offer {
            id: self.full_id(model),
            vendor: vendor.id.to_string(),
            vendor_name: vendor.name.to_string(),
            route: vendor.route,
            name: model.name.to_string(),
            aliases: model
                .aliases
                .iter()
                .map(|alias| alias.to_string())
                .collect(),
            tier: model.facts.tier,
            tokenizer: text(&model.facts.tokenizer),
            context: model.facts.context,
            max_output: model.facts.max_output,
            open_weights: model.facts.open_weights,
            usage: model.facts.usage,
            cache: model.facts.cache.as_ref().map(CacheFacts::of),
            released: day(model.facts.released),
            deprecated: day(model.deprecated),
            retired: day(model.retired),
            currency: card.currency,
            at: at.to_string(),
            price: card
                .period(at)
                .ok()
                .map(|period| self.interval(&card, period, at, Some(at))),
            next: next_period(&card, at)
                .map(|(from, period)| self.interval(&card, period, from, Some(from))),
        }
    }

    /// Every interval of a model that meets `[from, to)`, oldest first; currencies one
    /// after the other, unless the terms name one. `None` leaves a side open. Intervals without
    /// the tier or region of the terms are left out.
    pub fn history(
        &self,
        position: usize,
        terms: &Terms,
        from: Option<Instant>,
        to: Option<Instant>,
    ) -> Vec<Interval> {
        let mut currencies: Vec<Currency> = Vec::new();
        for price in &*self.models[position].prices {
            let asked = terms.currency.is_none_or(|asked| asked == price.currency);
            if asked && !currencies.contains(&price.currency) {
                currencies.push(price.currency);
            }
        }
        let mut found = Vec::new();
        for currency in currencies {
            let terms = Terms {
                currency: Some(currency),
                ..*terms
            };
            let card = self.card(position, &terms);
            let meets = |period: &&Period| {
                to.is_none_or(|to| period.from.is_none_or(|start| start < to))
                    && from.is_none_or(|from| period.to.is_none_or(|end| from < end))
            };
            for period in card
                .periods()
                .filter(|period| period.is_offered() && meets(period))
            {
                let at = period.from.or(period.to.map(|to| Instant(to.0 - 1)));
                found.push(self.interval(&card, period, at.unwrap_or(Instant(0)), period.from));
            }
        }
        found
    }

    /// An interval as data: the rates of `at`, and the bands that are not over by `since`.
    fn interval(
        &self,
        card: &RateCard,
        period: &Period,
        at: Instant,
        since: Option<Instant>,
    ) -> Interval {
        let mask = card.mask(period, &Usage::default(), at).on;
        let price = period.price();
        Interval {
            from: period.from.map(|at| at.to_string()),
            to: period.to.map(|at| at.to_string()),
            currency: card.currency,
            rates: published(period, mask),
            bands: self.bands(card, period, at, since),
            sources: self.source_ids(&price.sources),
            rate_sources: self.kind_sources(period, mask),
            checked: price.checked.to_string(),
            note: price.note.as_ref().map(|note| note.to_string()),
        }
    }
}

impl CacheFacts {
    fn of(cache: &Cache) -> CacheFacts {
        CacheFacts {
            mode: cache.mode,
            min_tokens: cache.min_tokens,
            granularity: cache.granularity,
            ttls: cache.ttls.clone(),
            write_fee: cache.write_fee,
        }
    }
}

/// The first interval of the card's tier and region that begins after `at`, with its start.
fn next_period(card: &RateCard, at: Instant) -> Option<(Instant, &Period)> {
    let starts = card
        .periods()
        .filter(|period| period.is_offered())
        .filter_map(|period| Some((period.from?, period)));
    starts
        .filter(|(from, _)| *from > at)
        .min_by_key(|(from, _)| *from)
}

/// The rates that the vendor publishes, without those that fall back on another kind.
pub(super) fn published(period: &Period, mask: u32) -> KindRates {
    let rates = period.combo(mask);
    let own = period.own_kinds();
    let written = |kind: &Kind| Some((kind.name(), kind.unit().written(rates.get(*kind)?)));
    ByKind(own.iter().filter_map(written).collect())
}

impl ServiceTier {
    /// The tier of a name as vendors write it in responses; `auto` is none: it is a
    /// wish, the response says what was served.
    pub fn parse(name: &str) -> Option<ServiceTier> {
        match name.to_ascii_lowercase().as_str() {
            "standard" | "default" | "on_demand" | "on-demand" => Some(ServiceTier::Standard),
            "batch" => Some(ServiceTier::Batch),
            "flex" => Some(ServiceTier::Flex),
            "fast" | "priority" => Some(ServiceTier::Fast),
            "ultrafast" => Some(ServiceTier::Ultrafast),
            _ => None,
        }
    }
}
