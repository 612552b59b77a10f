//! Price files into a [`Table`]: defaults and inheritance resolved, everything checked.

use super::models::Models;
use super::read::{self, bad};
use super::source::{self, VendorFile};
use super::table::*;
use crate::data::order::sorted;
use crate::instant::{Day, Instant};
use crate::money::{Currency, Factor, Rate};
use crate::usage::Kind;
use crate::{Code, Error, Result};
use std::sync::Arc;

/// Most rules of one price that hang on the call or the clock: a card keeps the rates of
/// all their combinations.
const MAX_SWITCHES: usize = 8;

/// Adds the path of the place at which an error arose, outermost last.
pub(super) trait Within<T> {
    fn within(self, place: impl FnOnce() -> String) -> Result<T>;
}

impl<T> Within<T> for Result<T> {
    fn within(self, place: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| {
            let path = match error.path() {
                Some(inner) => [&place(), ".", inner].concat(),
                None => place(),
            };
            error.at_path(path)
        })
    }
}

impl Table {
    /// Adds holiday calendars by id.
    ///
    /// # Errors
    /// `bad-price-table` for a day that is none.
    pub fn add_calendars(&mut self, file: &source::HolidaysFile) -> Result<()> {
        let mut calendars = self.calendars.to_vec();
        for (id, written) in &file.calendar {
            let place = || format!("calendar.{id}");
            let days = written.days.iter().map(|span| read::day_span(span));
            let calendar = Calendar {
                id: id.as_str().into(),
                years: written.years.clone(),
                days: days.collect::<Result<_>>().within(place)?,
                source: written.source.as_str().into(),
                checked: read::day(&written.checked).within(place)?,
            };
            match calendars.iter_mut().find(|known| known.id == calendar.id) {
                Some(known) => *known = calendar,
                None => calendars.push(calendar),
            }
        }
        self.calendars = Arc::new(calendars.into());
        Ok(())
    }

    /// Adds one vendor's file: models of the same id replace those of the table, with
    /// the table's facts where the file is silent. [`Table::finish`] ends the adding.
    ///
    /// # Errors
    /// `bad-price-table` with the path inside the file, e.g. `model[3].price[0].rates.in`.
    pub fn add_vendor(&mut self, file: &VendorFile) -> Result<()> {
        let vendor = self.vendor_position(&file.vendor)?;
        for inherits in [false, true] {
            for (n, written) in file.model.iter().enumerate() {
                let takes_over =
                    written.of.is_some() || written.price.iter().any(|p| p.like.is_some());
                if takes_over == inherits {
                    let model = self.compiled(file, vendor, written);
                    let model = model.within(|| format!("model[{n}]"))?;
                    self.put(model);
                }
            }
        }
        Ok(())
    }

    /// Sorts models and makes names resolve, after the last file.
    ///
    /// # Errors
    /// `bad-price-table` if one name would resolve to two models.
    pub fn finish(&mut self) -> Result<()> {
        let vendors = &self.vendors;
        let vendor = |model: &Model| &vendors[usize::from(model.vendor)].id;
        let models = std::mem::take(self.models.read_mut());
        self.models = Models::from(sorted(models, |a, b| {
            vendor(a).cmp(vendor(b)).then_with(|| a.id.cmp(&b.id))
        }));
        let prices = self.models.iter().flat_map(|model| &*model.prices);
        self.checked = prices.map(|price| price.checked).max();
        self.names = Default::default();
        self.refuse_doubles()
    }

    fn vendor_position(&mut self, written: &source::Vendor) -> Result<u16> {
        let kebab = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if written.id.is_empty() || !written.id.bytes().all(kebab) {
            return Err(bad(&written.id, "a kebab-case vendor id").at_path("vendor.id"));
        }
        let vendor = Vendor {
            id: written.id.as_str().into(),
            name: written.name.as_str().into(),
            page: boxed(&written.page),
            aliases: boxes(&written.aliases),
            route: written.route,
        };
        let known = self.vendors.iter().position(|known| known.id == vendor.id);
        match known {
            // An own file for a known vendor adds offers; it need not repeat the rest.
            Some(at) => Ok(at as u16),
            None => {
                self.vendors.push(vendor);
                Ok(self.vendors.len() as u16 - 1)
            }
        }
    }

    fn put(&mut self, model: Model) {
        let same = |known: &&mut Model| known.vendor == model.vendor && known.id == model.id;
        let models = self.models.read_mut();
        match models.iter_mut().find(same) {
            Some(known) => *known = model,
            None => models.push(model),
        }
    }

    /// The position of the model that `vendor/id` names exactly.
    fn named(&self, full_id: &str) -> Result<usize> {
        let found = full_id
            .split_once('/')
            .and_then(|(vendor, id)| self.position(vendor, id));
        found.ok_or_else(|| bad(full_id, "the vendor/id of a model of the table"))
    }

    fn compiled(
        &mut self,
        file: &VendorFile,
        vendor: u16,
        written: &source::Model,
    ) -> Result<Model> {
        let own = self
            .models
            .iter()
            .find(|m| m.vendor == vendor && *m.id == *written.id)
            .cloned();
        let maker = match &written.of {
            Some(of) => Some(self.models[self.named(of).within(|| "of".into())?].clone()),
            None => None,
        };
        let base = own.as_ref().or(maker.as_ref());
        let facts = self.facts(file, written, base.map(|model| &model.facts))?;
        let day = |text: &Option<String>, place: &str| match text {
            Some(text) => read::day(text).map(Some).within(|| place.into()),
            None => Ok(None),
        };
        let name = written.name.as_deref().or(base.map(|model| &*model.name));
        let mut aliases = boxes(&written.aliases);
        for alias in own.iter().flat_map(|model| &model.aliases) {
            if !aliases.contains(alias) {
                aliases.push(alias.clone());
            }
        }
        let mut prices = Vec::new();
        for (n, price) in written.price.iter().enumerate() {
            let place = || format!("price[{n}]");
            match &price.like {
                Some(like) => prices.extend(self.like(file, price, like).within(place)?),
                None => prices.push(self.price(file, price, &facts).within(place)?),
            }
        }
        if let Some(own) = own.as_ref().filter(|_| written.price.is_empty()) {
            prices = own.prices.to_vec();
        }
        Ok(Model {
            vendor,
            id: written.id.as_str().into(),
            name: name.unwrap_or(&written.id).into(),
            aliases,
            deprecated: day(&written.deprecated, "deprecated")?,
            retired: day(&written.retired, "retired")?,
            facts,
            prices: in_order(prices)?.into(),
        })
    }

    fn facts(&self, file: &VendorFile, m: &source::Model, base: Option<&Facts>) -> Result<Facts> {
        let defaults = &file.defaults;
        let cache = m
            .cache
            .as_ref()
            .map(|own| read::cache(own).within(|| "cache".into()));
        let cache_default = defaults.cache.as_ref().map(read::cache);
        let released = m
            .released
            .as_deref()
            .map(|text| read::day(text).within(|| "released".into()));
        let base = base.cloned().unwrap_or_default();
        Ok(Facts {
            tokenizer: boxed(&m.tokenizer)
                .or(base.tokenizer)
                .or(boxed(&defaults.tokenizer)),
            tier: m.tier.or(base.tier),
            context: m.context.or(base.context),
            max_output: m.max_output.or(base.max_output),
            released: released.transpose()?.or(base.released),
            usage: m.usage.or(defaults.usage).or(base.usage),
            open_weights: m.open_weights.or(base.open_weights),
            cache: cache
                .transpose()?
                .or(base.cache)
                .or(cache_default.transpose()?),
        })
    }

    fn price(&mut self, file: &VendorFile, p: &source::Price, facts: &Facts) -> Result<Price> {
        if !p.mul.is_empty() {
            return Err(Error::new(Code::BadPriceTable, "mul without like").at_path("mul"));
        }
        let (from, to) = interval(p)?;
        let sources = self.price_sources(file, p)?;
        let rates = read::rates(&p.rates).within(|| "rates".into())?;
        let rules = self.rule_positions(file, p)?;
        self.check_rules(&rates, &rules)?;
        Ok(Price {
            currency: currency(file, p)?,
            from: from.or(facts.released.map(Day::start)),
            to,
            rate_sources: self.rate_sources(file, p, &rates, &rules)?,
            rule_sources: self.rule_sources(file, p, &rules)?,
            rates,
            rules,
            checked: self.checked_day(file, p, &sources)?,
            sources,
            note: boxed(&p.note),
        })
    }

    /// The prices of another model, scaled and cut to the interval of `p`.
    fn like(&mut self, file: &VendorFile, p: &source::Price, like: &str) -> Result<Vec<Price>> {
        let place = || "like".to_string();
        if !p.rates.is_empty() {
            return Err(Error::new(Code::BadPriceTable, "rates beside like").at_path("rates"));
        }
        let (from, to) = interval(p)?;
        let currency = currency(file, p)?;
        let factors = read::factors(&p.mul).within(|| "mul".into())?;
        let own_rules = match p.rules.is_some() || !p.when.is_empty() {
            true => Some(self.rule_positions(file, p)?),
            false => None,
        };
        let sources = self.price_sources(file, p)?;
        let taken = self.models[self.named(like).within(place)?].prices.to_vec();
        let mut prices = Vec::new();
        for mut price in taken.into_iter().filter(|price| price.currency == currency) {
            price.from = [from, price.from].into_iter().flatten().max();
            price.to = [to, price.to].into_iter().flatten().min();
            if matches!((price.from, price.to), (Some(from), Some(to)) if from >= to) {
                continue;
            }
            scale(&mut price.rates, &factors).within(|| "mul".into())?;
            if let Some(rules) = &own_rules {
                price.rules.clone_from(rules);
            }
            self.check_rules(&price.rates, &price.rules)?;
            if !sources.is_empty() {
                price.checked = self.checked_day(file, p, &sources)?;
                price.sources.clone_from(&sources);
            }
            if !sources.is_empty() || !p.rate_sources.is_empty() {
                price.rate_sources = self.rate_sources(file, p, &price.rates, &price.rules)?;
            }
            if !sources.is_empty() || !p.rule_sources.is_empty() {
                price.rule_sources = self.rule_sources(file, p, &price.rules)?;
            }
            price.note = boxed(&p.note).or(price.note);
            prices.push(price);
        }
        match prices.is_empty() {
            true => Err(bad(
                like,
                "a model with rates in this currency and interval",
            ))
            .within(place),
            false => Ok(prices),
        }
    }

    /// Refuses more rules than a card can combine, and rates whose product with every
    /// multiplier at once would need more digits than a rate has: combinations are then
    /// always exact.
    pub(crate) fn check_rules(&self, rates: &[(Kind, Rate)], rules: &[u16]) -> Result<()> {
        let rules = || rules.iter().map(|at| &self.rules[usize::from(*at)]);
        if rules().filter(|rule| rule.when.hangs_on_call()).count() > MAX_SWITCHES {
            let message = "more than 8 rules of one price hang on the call or the clock";
            return Err(Error::new(Code::BadPriceTable, message).at_path("rules"));
        }
        for (kind, rate) in rates.iter().chain(rules().flat_map(|rule| &rule.set)) {
            let factors = rules()
                .flat_map(|rule| &rule.mul)
                .filter(|(of, _)| of == kind);
            let places = usize::from(rate.places());
            if factors.fold(places, |sum, (_, factor)| {
                sum + usize::from(factor.places())
            }) > 18
            {
                let message =
                    "the product of a rate and its multipliers needs more than 18 decimal places";
                return Err(Error::new(Code::BadPriceTable, message).at_path("rates"));
            }
        }
        Ok(())
    }

    fn rule_positions(&mut self, file: &VendorFile, p: &source::Price) -> Result<Vec<u16>> {
        let mut positions = Vec::new();
        for name in p.rules_in(file) {
            let rule = file
                .rule
                .get(name)
                .ok_or_else(|| bad(name, "a rule of this file").at_path("rules"))?;
            let position = self.rule(rule, name).within(|| format!("rule.{name}"));
            positions.push(position?);
        }
        for (n, rule) in p.when.iter().enumerate() {
            let name = rule.name.as_deref().unwrap_or("");
            positions.push(self.rule(rule, name).within(|| format!("when[{n}]"))?);
        }
        Ok(positions)
    }

    /// The name by which `rule_sources` know a rule of a price.
    ///
    /// # Errors
    /// `bad-price-table` for a rule that cannot be read.
    pub fn label_of(written: &source::Rule) -> Result<String> {
        let mut table = Table::default();
        let name = written.name.as_deref().unwrap_or("");
        let anywhere = source::Rule {
            except: None,
            ..written.clone()
        };
        let at = table.rule(&anywhere, name)?;
        Ok(table.rules[usize::from(at)].label())
    }

    /// The position of a rule, added if the table has none like it.
    pub(crate) fn rule(&mut self, written: &source::Rule, name: &str) -> Result<u16> {
        let calendars = &self.calendars;
        let calendar = |id: &str| {
            calendars
                .iter()
                .position(|c| *c.id == *id)
                .map(|at| at as u16)
        };
        let bound = |text: &Option<String>| text.as_deref().map(read::threshold).transpose();
        let moment = |text: &Option<String>| text.as_deref().map(read::instant).transpose();
        let rule = Rule {
            name: name.into(),
            when: Conditions {
                prompt: bound(&written.prompt_tokens)?,
                output: bound(&written.output_tokens)?,
                marginal: written.scope == Some(source::Scope::Marginal),
                thinking: written.thinking,
                service_tier: written.service_tier,
                regions: written
                    .region
                    .iter()
                    .map(|r| r.to_ascii_lowercase().into())
                    .collect(),
                clock: read::clock(written, calendar)?,
                from: moment(&written.from)?,
                to: moment(&written.to)?,
            },
            unless: boxes(&written.unless),
            mul: read::factors(&written.mul).within(|| "mul".into())?,
            set: read::rates(&written.set).within(|| "set".into())?,
        };
        if rule.when.marginal && rule.when.prompt.is_none() {
            return Err(Error::new(
                Code::BadPriceTable,
                "marginal scope without prompt_tokens",
            ));
        }
        let known = self.rules.iter().position(|known| **known == rule);
        if known.is_none() {
            self.rules.push(rule.into());
        }
        Ok(known.unwrap_or(self.rules.len() - 1) as u16)
    }
}

/// Multiplies rates in place.
///
/// # Errors
/// `bad-price-table` if a product needs more digits than a rate has.
pub(crate) fn scale(rates: &mut [(Kind, Rate)], factors: &[(Kind, Factor)]) -> Result<()> {
    for (kind, rate) in rates {
        if let Some((_, factor)) = factors.iter().find(|(of, _)| of == kind) {
            *rate = rate.checked_mul(*factor).ok_or_else(|| {
                Error::new(
                    Code::BadPriceTable,
                    "the product has more than 18 decimal places",
                )
            })?;
        }
    }
    Ok(())
}

fn currency(file: &VendorFile, p: &source::Price) -> Result<Currency> {
    let code = p.currency.as_ref().or(file.defaults.currency.as_ref());
    let code = code.map_or("USD", String::as_str);
    Currency::parse(code).ok_or_else(|| bad(code, "an ISO 4217 code").at_path("currency"))
}

fn interval(p: &source::Price) -> Result<(Option<Instant>, Option<Instant>)> {
    let moment = |text: &Option<String>, place: &str| match text {
        Some(text) => read::instant(text).map(Some).within(|| place.into()),
        None => Ok(None),
    };
    Ok((moment(&p.from, "from")?, moment(&p.to, "to")?))
}

/// Sorts prices by currency and time, ends each at the next, refuses overlaps.
fn in_order(mut prices: Vec<Price>) -> Result<Vec<Price>> {
    prices = sorted(prices, |a, b| {
        (a.currency, a.from).cmp(&(b.currency, b.from))
    });
    for n in 1..prices.len() {
        let next = (prices[n].currency, prices[n].from);
        let earlier = &mut prices[n - 1];
        if earlier.currency != next.0 {
            continue;
        }
        earlier.to = earlier.to.or(next.1);
        if next.1.is_none() || earlier.to > next.1 {
            return Err(overlap(earlier.currency, next.1));
        }
    }
    match prices
        .iter()
        .find(|p| matches!((p.from, p.to), (Some(from), Some(to)) if from >= to))
    {
        Some(price) => Err(overlap(price.currency, price.from)),
        None => Ok(prices),
    }
}

fn overlap(currency: Currency, at: Option<Instant>) -> Error {
    let at = at.map_or("an unknown start".to_string(), |at| at.to_string());
    Error::new(
        Code::BadPriceTable,
        ["two ", currency.as_str(), " prices hold at ", &at].concat(),
    )
    .at_path("price")
    .with_hint("intervals are half-open, [from, to), and must not be empty or overlap")
}

pub(super) fn boxed(text: &Option<String>) -> Option<Box<str>> {
    text.as_deref().map(Box::from)
}

pub(super) fn boxes(texts: &[String]) -> Vec<Box<str>> {
    texts.iter().map(|text| text.as_str().into()).collect()
}
