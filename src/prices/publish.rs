//! The compiled table back in the grammar of the price files, every default and
//! inheritance resolved: what `prices.v1.json` holds, usable without this code and
//! readable by it ([`OwnTable`](super::own::OwnTable) with `replace`). Native only.

use super::own::SCHEMA;
use super::source::{self, Decimals, VendorFile};
use super::table::*;
use crate::data::Named;
use crate::instant::Day;
use crate::money::{Factor, Rate};
use crate::usage::Kind;
use serde::Serialize;

/// `prices.v1.json`: every rate of every offer through time. The name is frozen; a
/// change that readers could not follow would get another.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Published {
    /// `taskfare-prices-v1`.
    pub schema: &'static str,
    /// True: this is a whole table, not an addition.
    pub replace: bool,
    /// The newest day on which any price was checked.
    pub checked: Option<String>,
    /// What was read, by id.
    pub sources: Named<source::Source>,
    /// Holiday calendars, by id.
    pub calendars: Named<source::Calendar>,
    /// Vendors with their models and rates.
    pub vendors: Vec<VendorFile>,
}

impl Table {
    /// The whole table as it is published.
    pub fn published(&self) -> Published {
        let vendors = (0..self.vendors.len() as u16).map(|at| self.vendor_file(at));
        let sources = self.sources.iter().filter(|source| source.date.is_some());
        Published {
            schema: SCHEMA,
            replace: true,
            checked: self.checked().map(|day| day.to_string()),
            sources: sources
                .map(|source| (source.id.to_string(), written_source(source)))
                .collect(),
            calendars: self.calendars.iter().map(written_calendar).collect(),
            vendors: vendors.collect(),
        }
    }

    fn vendor_file(&self, at: u16) -> VendorFile {
        let vendor = &self.vendors[usize::from(at)];
        let models = self.models.iter().filter(|model| model.vendor == at);
        VendorFile {
            vendor: source::Vendor {
                id: vendor.id.to_string(),
                name: vendor.name.to_string(),
                page: text(&vendor.page),
                aliases: texts(&vendor.aliases),
                route: vendor.route,
            },
            model: models.map(|model| self.written_model(model)).collect(),
            ..VendorFile::default()
        }
    }

    fn written_model(&self, model: &Model) -> source::Model {
        let facts = &model.facts;
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        source::Model {
            id: model.id.to_string(),
            of: None,
            name: Some(model.name.to_string()),
            tokenizer: text(&facts.tokenizer),
            tier: facts.tier,
            context: facts.context,
            max_output: facts.max_output,
            aliases: texts(&model.aliases),
            released: day(facts.released),
            deprecated: day(model.deprecated),
            retired: day(model.retired),
            usage: facts.usage,
            open_weights: facts.open_weights,
            cache: facts.cache.as_ref().map(written_cache),
            price: model
                .prices
                .iter()
                .map(|price| self.written_price(price))
                .collect(),
        }
    }

    fn written_price(&self, price: &Price) -> source::Price {
        let rule = |at: &u16| self.written_rule(&self.rules[usize::from(*at)]);
        let ids = |origin: &Origin| self.source_ids(&origin.sources);
        let of_rate = |(kind, origin): &(Kind, Origin)| (kind.unit().key.to_string(), ids(origin));
        let of_rule = |of: &RuleOrigin| {
            let mut name = self.rules[usize::from(of.rule)].label();
            if let Some(kind) = of.kind {
                name = [&name, ".", kind.unit().key].concat();
            }
            (name, ids(&of.origin))
        };
        source::Price {
            currency: Some(price.currency.to_string()),
            from: price.from.map(|at| at.to_string()),
            to: price.to.map(|at| at.to_string()),
            rates: written_rates(&price.rates),
            when: price.rules.iter().map(rule).collect(),
            sources: Some(self.source_ids(&price.sources)),
            rate_sources: price.rate_sources.iter().map(of_rate).collect(),
            rule_sources: price.rule_sources.iter().map(of_rule).collect(),
            checked: Some(price.checked.to_string()),
            note: text(&price.note),
            ..source::Price::default()
        }
    }

    fn written_rule(&self, rule: &Rule) -> source::Rule {
        let when = &rule.when;
        let clock = when.clock.as_ref();
        let calendar = clock.and_then(|clock| clock.except);
        let bound = |bound: Option<Threshold>| {
            bound.map(|Threshold { tokens, inclusive }| match inclusive {
                true => format!(">={tokens}"),
                false => format!(">{tokens}"),
            })
        };
        source::Rule {
            name: (!rule.name.is_empty()).then(|| rule.name.to_string()),
            prompt_tokens: bound(when.prompt),
            output_tokens: bound(when.output),
            scope: when.marginal.then_some(source::Scope::Marginal),
            thinking: when.thinking,
            service_tier: when.service_tier,
            region: texts(&when.regions),
            tz: clock.map(Clock::zone),
            days: clock.map(|clock| clock.day_names().collect::<Vec<_>>().join(",")),
            hours: clock.map_or(Vec::new(), |clock| clock.spans().collect()),
            except: calendar.map(|at| self.calendars[usize::from(at)].id.to_string()),
            from: when.from.map(|at| at.to_string()),
            to: when.to.map(|at| at.to_string()),
            unless: texts(&rule.unless),
            mul: written_factors(&rule.mul),
            set: written_rates(&rule.set),
        }
    }
}

fn written_source(source: &Source) -> source::Source {
    source::Source {
        name: source.name.to_string(),
        date: source.date.map(|day| day.to_string()).unwrap_or_default(),
        licence: text(&source.licence),
        address: text(&source.address),
        derives_from: texts(&source.derives_from),
    }
}

fn written_calendar(calendar: &Calendar) -> (String, source::Calendar) {
    let span = |(first, last): &(Day, Day)| match first == last {
        true => first.to_string(),
        false => format!("{first}/{last}"),
    };
    let written = source::Calendar {
        years: calendar.years.clone(),
        days: calendar.days.iter().map(span).collect(),
        source: calendar.source.to_string(),
        checked: calendar.checked.to_string(),
    };
    (calendar.id.to_string(), written)
}

fn written_cache(cache: &Cache) -> source::Cache {
    let ttl = |seconds: &u32| match seconds % 3_600 {
        0 => format!("{}h", seconds / 3_600),
        _ => format!("{}m", seconds / 60),
    };
    source::Cache {
        mode: cache.mode,
        min_tokens: cache.min_tokens,
        granularity: cache.granularity,
        ttls: cache.ttls.iter().map(ttl).collect(),
        write_fee: cache.write_fee,
        breakpoints: cache.breakpoints,
    }
}

fn written_rates(rates: &[(Kind, Rate)]) -> Decimals {
    let written = |(kind, rate): &(Kind, Rate)| {
        let unit = kind.unit();
        (unit.key.to_string(), unit.written(*rate).to_string())
    };
    rates.iter().map(written).collect()
}

/// The wide keys `all` and `cache_write` where they say the same in fewer words.
fn written_factors(factors: &[(Kind, Factor)]) -> Decimals {
    let same = factors.iter().all(|(_, factor)| *factor == factors[0].1);
    let tokens = Kind::ALL.iter().filter(|kind| kind.is_token()).count();
    if same && factors.len() == tokens && factors.iter().all(|(kind, _)| kind.is_token()) {
        return [("all".to_string(), factors[0].1.to_string())]
            .into_iter()
            .collect();
    }
    let key = |kind: Kind| kind.unit().key.to_string();
    factors
        .iter()
        .map(|(kind, factor)| (key(*kind), factor.to_string()))
        .collect()
}

fn text(text: &Option<Box<str>>) -> Option<String> {
    text.as_ref().map(|text| text.to_string())
}

fn texts(texts: &[Box<str>]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}
