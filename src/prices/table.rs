//! The price table in memory: what the build compiles and the engine reads.

use super::lazy::Lazy;
use super::models::Models;
use super::source::{CacheMode, Convention, ServiceTier, Tier};
use crate::instant::{Day, Instant};
use crate::money::{Currency, Factor, Rate};
use crate::usage::Kind;
use std::sync::Arc;

/// Every vendor's models with their rates through time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Vendors, by id.
    pub vendors: Vec<Vendor>,
    /// Models, by vendor, then id.
    pub models: Models,
    /// Rules that prices refer to by position.
    pub rules: Vec<Lazy<Rule>>,
    /// Sources that prices refer to by position.
    pub sources: Vec<Source>,
    /// Holiday calendars that rules refer to by position.
    pub calendars: Arc<Lazy<Vec<Calendar>>>,
    /// The newest day on which any price was checked.
    pub(crate) checked: Option<Day>,
    /// How names resolve; made from the models.
    pub(crate) names: super::names::Names,
}

/// Who charges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vendor {
    /// Kebab-case id.
    pub id: Box<str>,
    /// Display name.
    pub name: Box<str>,
    /// Its price page, a pointer.
    pub page: Option<Box<str>>,
    /// Other spellings in names and logs.
    pub aliases: Vec<Box<str>>,
    /// True for a route to other makers' models.
    pub route: bool,
}

/// One model at one vendor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Position of its vendor in [`Table::vendors`].
    pub vendor: u16,
    /// The id its vendor's API takes.
    pub id: Box<str>,
    /// Display name.
    pub name: Box<str>,
    /// Other spellings.
    pub aliases: Vec<Box<str>>,
    /// Facts that a route's entry shares with the maker's.
    pub facts: Facts,
    /// First day on which it is called deprecated.
    pub deprecated: Option<Day>,
    /// First day on which it can no longer be called.
    pub retired: Option<Day>,
    /// Rates, by currency, then time; intervals of one currency are disjoint.
    pub prices: Arc<[Price]>,
}

/// What is true of a model wherever it is sold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Tokenizer family.
    pub tokenizer: Option<Box<str>>,
    /// Size class.
    pub tier: Option<Tier>,
    /// Context window, tokens.
    pub context: Option<u32>,
    /// Most output tokens of a call.
    pub max_output: Option<u32>,
    /// First day of availability.
    pub released: Option<Day>,
    /// How usage objects count cached tokens.
    pub usage: Option<Convention>,
    /// Whether the weights can be downloaded.
    pub open_weights: Option<bool>,
    /// How prompts are cached.
    pub cache: Option<Cache>,
}

/// How a model caches prompts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Who decides what is cached, and what can be hit.
    pub mode: CacheMode,
    /// Shortest prompt that is cached, tokens.
    pub min_tokens: Option<u32>,
    /// Hits are a multiple of this many tokens.
    pub granularity: Option<u32>,
    /// Lifetimes of an entry in seconds, default first.
    pub ttls: Vec<u32>,
    /// Whether writing has a rate of its own; `None`: unknown.
    pub write_fee: Option<bool>,
    /// Most explicit breakpoints of a call.
    pub breakpoints: Option<u32>,
}

/// Rates over a half-open interval.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Price {
    /// Currency of the rates.
    pub currency: Currency,
    /// First instant of validity; `None`: since ever, as far as is known.
    pub from: Option<Instant>,
    /// First instant after validity; `None`: open.
    pub to: Option<Instant>,
    /// Rates per million by kind, in the order of kinds.
    pub rates: Vec<(Kind, Rate)>,
    /// Positions of the rules that apply, in order.
    pub rules: Vec<u16>,
    /// Positions of the sources that agree.
    pub sources: Vec<u16>,
    /// Where single rates come from that not all of `sources` list, in the order of kinds.
    pub rate_sources: Vec<(Kind, Origin)>,
    /// Where what rules make of the rates comes from.
    pub rule_sources: Vec<RuleOrigin>,
    /// Day on which the figure was last seen.
    pub checked: Day,
    /// What a reader should know.
    pub note: Option<Box<str>>,
}

/// Where a figure comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Positions of the sources that agree.
    pub sources: Vec<u16>,
    /// Day on which it was last seen; `None`: its sources bear none.
    pub checked: Option<Day>,
}

/// Where what a rule makes of the rates of a price comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleOrigin {
    /// Position of the rule.
    pub rule: u16,
    /// Of this kind's rate; `None`: of all others.
    pub kind: Option<Kind>,
    /// Where from.
    pub origin: Origin,
}

/// Changes rates when all its conditions hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// Name for the bill and for `unless`; empty if it has none.
    pub name: Box<str>,
    /// All of these hold.
    pub when: Conditions,
    /// Names of rules beside which it does not apply.
    pub unless: Vec<Box<str>>,
    /// Multipliers by kind.
    pub mul: Vec<(Kind, Factor)>,
    /// Replacement rates per million by kind.
    pub set: Vec<(Kind, Rate)>,
}

/// Conditions of a rule, joined by AND.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    /// Bound on the tokens of the prompt.
    pub prompt: Option<Threshold>,
    /// Bound on the tokens of the output.
    pub output: Option<Threshold>,
    /// True: only prompt tokens beyond `prompt` are billed at the changed rate.
    pub marginal: bool,
    /// Whether the call reasons.
    pub thinking: Option<bool>,
    /// Service tier of the call.
    pub service_tier: Option<ServiceTier>,
    /// Regions in which the call is processed; empty: any.
    pub regions: Vec<Box<str>>,
    /// Days and hours on the vendor's clock.
    pub clock: Option<Clock>,
    /// First instant at which it holds.
    pub from: Option<Instant>,
    /// First instant at which it no longer holds.
    pub to: Option<Instant>,
}

/// A lower bound on a token count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Threshold {
    /// The bound.
    pub tokens: u64,
    /// Whether the bound itself passes (`>=`).
    pub inclusive: bool,
}

impl Threshold {
    /// Smallest count that passes.
    #[inline]
    pub fn least(self) -> u64 {
        self.tokens + u64::from(!self.inclusive)
    }
}

/// Days and hours on a clock without summer time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clock {
    /// Seconds ahead of UTC.
    pub offset: i32,
    /// Bit 0 is Monday, bit 6 Sunday.
    pub days: u8,
    /// Half-open spans in seconds of the day; empty: all day.
    pub hours: Vec<(u32, u32)>,
    /// Position of the calendar on whose days the rule does not hold.
    pub except: Option<u16>,
}

/// A published table or text that prices were read from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Id, or the address itself.
    pub id: Box<str>,
    /// Package and version, or title; the address if there is no other.
    pub name: Box<str>,
    /// Release day, where the source is a released package.
    pub date: Option<Day>,
    /// Licence, where one is declared.
    pub licence: Option<Box<str>>,
    /// Where it is found.
    pub address: Option<Box<str>>,
    /// Ids of the sources it is derived from.
    pub derives_from: Vec<Box<str>>,
}

/// A holiday calendar and the years it covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// Its id.
    pub id: Box<str>,
    /// Years of which every holiday is listed.
    pub years: Vec<u16>,
    /// First and last day of each holiday.
    pub days: Vec<(Day, Day)>,
    /// Where it was published.
    pub source: Box<str>,
    /// Day on which it was last seen there.
    pub checked: Day,
}

impl Calendar {
    /// Whether `day` is a holiday; `None` outside the covered years.
    pub fn is_holiday(&self, day: Day) -> Option<bool> {
        let year = u16::try_from(day.civil().0).ok()?;
        self.years.contains(&year).then(|| {
            self.days
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&day))
        })
    }
}

impl Clock {
    /// Whether the clock's condition holds; `None` where that hangs on a holiday
    /// calendar that does not cover the day.
    #[inline(never)]
    pub fn holds(&self, at: Instant, calendars: &[Calendar]) -> Option<bool> {
        let (day, second) = at.local(self.offset);
        let in_hours = self.hours.is_empty()
            || self
                .hours
                .iter()
                .any(|(start, end)| (*start..*end).contains(&second));
        if !in_hours || self.days >> day.weekday() & 1 == 0 {
            return Some(false);
        }
        let calendar = self.except.and_then(|at| calendars.get(usize::from(at)));
        match calendar {
            None => Some(true),
            Some(calendar) => calendar.is_holiday(day).map(|holiday| !holiday),
        }
    }
}

impl Conditions {
    /// Whether calls of one offer can differ in them.
    pub fn hangs_on_call(&self) -> bool {
        self.prompt.is_some()
            || self.output.is_some()
            || self.thinking.is_some()
            || self.clock.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }
}

impl Price {
    /// Whether `at` lies in its interval.
    pub fn covers(&self, at: Instant) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

impl Table {
    /// The vendor of a model.
    pub fn vendor_of(&self, model: &Model) -> &Vendor {
        &self.vendors[usize::from(model.vendor)]
    }

    /// `vendor/id`, the name that resolves to this model alone.
    pub fn full_id(&self, model: &Model) -> String {
        let mut id = String::from(&*self.vendor_of(model).id);
        id.push('/');
        id.push_str(&model.id);
        id
    }

    /// The newest day on which any price was checked.
    pub fn checked(&self) -> Option<Day> {
        self.checked
    }

    /// The model of exactly that vendor id and model id.
    pub fn position(&self, vendor: &str, id: &str) -> Option<usize> {
        let vendor = self.vendors.iter().position(|known| &*known.id == vendor)?;
        self.models.position(vendor as u16, id)
    }
}

impl Rule {
    /// Its name, or its conditions where it has none.
    pub fn label(&self) -> String {
        if !self.name.is_empty() {
            return self.name.to_string();
        }
        let when = &self.when;
        let mut label = String::new();
        for (what, bound) in [("prompt", when.prompt), ("output", when.output)] {
            if let Some(bound) = bound {
                push_part(what, &mut label);
                label.push_str(if bound.inclusive { " >= " } else { " > " });
                label.push_str(&bound.tokens.to_string());
            }
        }
        let thinking = |thinks| if thinks { "thinking" } else { "not thinking" };
        let words = [
            when.thinking.map(thinking),
            when.service_tier.map(ServiceTier::name),
            when.regions.first().map(|region| &**region),
            when.clock.as_ref().map(|_| "by the clock"),
        ];
        for word in words.into_iter().flatten() {
            push_part(word, &mut label);
        }
        label
    }
}

fn push_part(part: &str, label: &mut String) {
    if !label.is_empty() {
        label.push_str(", ");
    }
    label.push_str(part);
}

impl ServiceTier {
    /// Its name in price files and answers.
    pub fn name(self) -> &'static str {
        match self {
            ServiceTier::Standard => "standard",
            ServiceTier::Batch => "batch",
            ServiceTier::Flex => "flex",
            ServiceTier::Fast => "fast",
            ServiceTier::Ultrafast => "ultrafast",
        }
    }
}
