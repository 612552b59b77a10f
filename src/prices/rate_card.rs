//! An offer's rates, resolved once: what stays is integers, length bands and a clock.

use super::lazy::Lazy;
use super::names::Match;
use super::source::ServiceTier;
use super::table::{Cache, Calendar, Conditions, Model, Price, Rule, Table};
use crate::instant::Instant;
use crate::money::{Currency, Rate};
use crate::usage::{Kind, Usage};
use std::sync::{Arc, OnceLock};

/// Which offer of a model, and in which currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms<'a> {
    /// The tier that served the call (the response's, not the request's).
    pub service_tier: ServiceTier,
    /// Where it was processed; `None` or `global`: the vendor's default.
    pub region: Option<&'a str>,
    /// `None`: USD where the model has USD rates, else its own currency.
    pub currency: Option<Currency>,
}

/// Rates of every kind per million, with what is unknown told from what is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    rate: [Rate; Kind::COUNT],
    known: u32,
    /// Bits of the kinds with a rate of their own; the rest of `known` bill as another.
    stated: u32,
}

impl Rates {
    /// The rate of a kind per million; `None`: unknown, which is not free.
    #[inline]
    pub fn get(&self, kind: Kind) -> Option<Rate> {
        (self.known >> kind.index() & 1 == 1).then_some(self.rate[kind.index()])
    }

    fn set(&mut self, kind: Kind, rate: Option<Rate>) {
        if let Some(rate) = rate {
            self.rate[kind.index()] = rate;
            self.known |= 1 << kind.index();
        }
    }
}

/// An offer's rates over all time, in one currency: resolve once, price millions of calls.
#[derive(Debug)]
pub struct RateCard {
    /// `vendor/id`.
    pub model: String,
    /// Currency of all its amounts.
    pub currency: Currency,
    /// The tier it was resolved for.
    pub service_tier: ServiceTier,
    /// The region it was resolved for.
    pub region: Option<Box<str>>,
    /// How the model caches, where known.
    pub cache: Option<Cache>,
    /// Context window, tokens, where known.
    pub context: Option<u32>,
    /// Most output tokens of a call, where known.
    pub max_output: Option<u32>,
    periods: Vec<Period>,
    calendars: Arc<Lazy<Vec<Calendar>>>,
}

/// Why an offer has no rates at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No price is known at the instant; the first and the last known instants.
    NoPrice {
        /// Start of the first price that begins later, if there is one.
        next: Option<Instant>,
    },
    /// The offer has no such service tier.
    NoServiceTier,
    /// The offer has rates by region, but none for this one.
    NoRegion,
}

/// One interval of the card.
#[derive(Debug)]
pub struct Period {
    /// First instant of validity.
    pub from: Option<Instant>,
    /// First instant after validity.
    pub to: Option<Instant>,
    /// The model's prices, and which of them this is.
    prices: Arc<[Price]>,
    at: usize,
    /// Whether any of its rules looks at the region.
    by_region: bool,
    rules: Vec<Active>,
    /// How many of `rules` hang on the call or the clock; they own the mask's low bits.
    switches: u32,
    cache: Option<Cache>,
    gap: Option<Gap>,
    /// Rates by the mask of the switches that hold.
    combos: OnceLock<Box<[Rates]>>,
}

/// A rule whose fixed conditions (tier, region) hold.
#[derive(Debug)]
struct Active {
    rule: Arc<Rule>,
    /// Its position in [`Table::rules`].
    position: u16,
    /// Its bit among the switches; `None`: always on.
    switch: Option<u32>,
    /// Positions in `Period::rules` that silence it.
    silenced_by: Vec<usize>,
}

/// Which switches hold for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mask {
    /// Those that hold for certain.
    pub(crate) on: u32,
    /// Those that hang on a holiday calendar which does not cover the day.
    pub(crate) maybe: u32,
    /// Those of `on` that move only the prompt tokens beyond their threshold.
    pub(crate) marginal: u32,
}

impl Table {
    /// Resolves an offer by what its name resolved to: a region in the name counts where the
    /// terms state none.
    pub fn card_of(&self, found: &Match, terms: &Terms) -> RateCard {
        let region = terms.region.or(found.region.as_deref());
        let terms = Terms { region, ..*terms };
        self.card(found.model, &terms)
    }

    /// Resolves an offer: the model at that position of [`Table::models`] on these terms.
    pub fn card(&self, model: usize, terms: &Terms) -> RateCard {
        let entry = &self.models[model];
        let has = |currency| entry.prices.iter().any(|price| price.currency == currency);
        let own = entry
            .prices
            .last()
            .map_or(Currency::USD, |price| price.currency);
        let default = if has(Currency::USD) {
            Currency::USD
        } else {
            own
        };
        let currency = terms.currency.unwrap_or(default);
        let region = terms.region.map(str::to_ascii_lowercase);
        let region = region.filter(|r| !matches!(r.as_str(), "" | "global" | "default"));
        let prices = 0..entry.prices.len();
        let prices = prices.filter(|at| entry.prices[*at].currency == currency);
        RateCard {
            model: self.full_id(entry),
            currency,
            service_tier: terms.service_tier,
            periods: prices
                .map(|at| self.period(entry, at, terms.service_tier, region.as_deref()))
                .collect(),
            region: region.map(String::into_boxed_str),
            cache: entry.facts.cache.clone(),
            context: entry.facts.context,
            max_output: entry.facts.max_output,
            calendars: Arc::clone(&self.calendars),
        }
    }

    fn period(&self, entry: &Model, at: usize, tier: ServiceTier, region: Option<&str>) -> Period {
        let price = &entry.prices[at];
        let rule = |at: &u16| self.rules[usize::from(*at)].shared();
        let rules: Vec<&Arc<Rule>> = price.rules.iter().map(rule).collect();
        let mut active: Vec<Active> = Vec::new();
        let mut switches = 0;
        for (rule, position) in rules
            .iter()
            .zip(&price.rules)
            .filter(|(rule, _)| fixed_conditions_hold(&rule.when, tier, region))
        {
            let switch = rule.when.hangs_on_call().then_some(switches);
            switches += u32::from(switch.is_some());
            active.push(Active {
                rule: Arc::clone(rule),
                position: *position,
                switch,
                silenced_by: Vec::new(),
            });
        }
        for at in 0..active.len() {
            let unless = &active[at].rule.unless;
            let silences = |other: &usize| unless.contains(&active[*other].rule.name);
            active[at].silenced_by = (0..active.len()).filter(silences).collect();
        }
        Period {
            from: price.from,
            to: price.to,
            prices: Arc::clone(&entry.prices),
            at,
            by_region: rules.iter().any(|rule| !rule.when.regions.is_empty()),
            gap: gap(&rules, tier, region),
            rules: active,
            switches,
            cache: entry.facts.cache.clone(),
            combos: OnceLock::new(),
        }
    }
}

/// Tier and region are the same for every call of a card.
fn fixed_conditions_hold(when: &Conditions, tier: ServiceTier, region: Option<&str>) -> bool {
    let in_region = |listed: &str| {
        // `us` covers `us-east-1`: clouds bill by the geography.
        region.is_some_and(|region| {
            region
                .strip_prefix(listed)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    };
    when.service_tier.is_none_or(|wanted| wanted == tier)
        && (when.regions.is_empty() || when.regions.iter().any(|listed| in_region(listed)))
}

/// Whether the offer exists at all under these rules.
fn gap(rules: &[&Arc<Rule>], tier: ServiceTier, region: Option<&str>) -> Option<Gap> {
    let offered = |rule: &&Arc<Rule>| rule.when.service_tier == Some(tier);
    if tier != ServiceTier::Standard && !rules.iter().any(offered) {
        return Some(Gap::NoServiceTier);
    }
    let by_region = || rules.iter().filter(|rule| !rule.when.regions.is_empty());
    let listed = by_region().any(|rule| fixed_conditions_hold(&rule.when, tier, region));
    let judged = by_region().any(|rule| rule.when.service_tier.is_none_or(|t| t == tier));
    (region.is_some() && judged && !listed).then_some(Gap::NoRegion)
}

impl RateCard {
    /// The interval that holds at an instant.
    ///
    /// # Errors
    /// The [`Gap`]: no price then, or no such tier or region.
    #[inline]
    pub fn period(&self, at: Instant) -> Result<&Period, Gap> {
        let holds = |period: &&Period| {
            period.from.is_none_or(|from| from <= at) && period.to.is_none_or(|to| at < to)
        };
        match self.periods.iter().rev().find(holds) {
            Some(Period { gap: Some(gap), .. }) => Err(*gap),
            Some(period) if period.price().rates.is_empty() => Err(self.no_price(at)),
            Some(period) => Ok(period),
            None => Err(self.no_price(at)),
        }
    }

    fn no_price(&self, at: Instant) -> Gap {
        let later = self
            .periods
            .iter()
            .filter(|period| !period.price().rates.is_empty());
        let next = later
            .filter_map(|period| period.from)
            .find(|from| *from > at);
        Gap::NoPrice { next }
    }

    /// The rates of a call with these counts at an instant. Where a holiday calendar
    /// does not cover the day, those of a working day.
    ///
    /// # Errors
    /// The [`Gap`] of the instant.
    pub fn rates(&self, usage: &Usage, at: Instant) -> Result<&Rates, Gap> {
        let period = self.period(at)?;
        let mask = self.mask(period, usage, at);
        Ok(period.combo(mask.on | mask.maybe))
    }

    /// Its intervals, oldest first.
    pub(crate) fn periods(&self) -> impl Iterator<Item = &Period> {
        self.periods.iter()
    }

    /// Whether a region was asked for and the table knows no price by region: the rates are
    /// those of the vendor's default then.
    pub(crate) fn assumes_region(&self, period: &Period) -> bool {
        self.region.is_some() && !period.by_region
    }

    /// True if the model has no price in this currency at any time.
    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// Instants at which another interval begins or a running one ends.
    pub fn changes(&self) -> impl Iterator<Item = Instant> + '_ {
        self.periods
            .iter()
            .flat_map(|period| [period.from, period.to])
            .flatten()
    }

    #[inline]
    pub(crate) fn mask(&self, period: &Period, usage: &Usage, at: Instant) -> Mask {
        let mut mask = Mask {
            on: 0,
            maybe: 0,
            marginal: 0,
        };
        if period.switches == 0 {
            return mask;
        }
        for Active { rule, switch, .. } in &period.rules {
            let Some(switch) = switch else { continue };
            let bit = 1 << switch;
            match self.holds(&rule.when, usage, at) {
                Some(true) if rule.when.marginal => {
                    mask.on |= bit;
                    mask.marginal |= bit;
                }
                Some(true) => mask.on |= bit,
                Some(false) => {}
                None => mask.maybe |= bit,
            }
        }
        mask
    }

    /// Whether the conditions that hang on the call hold; `None`: on an unknown holiday.
    #[inline]
    pub(super) fn holds(&self, when: &Conditions, usage: &Usage, at: Instant) -> Option<bool> {
        let within = when.from.is_none_or(|from| from <= at)
            && when.to.is_none_or(|to| at < to)
            && when
                .prompt
                .is_none_or(|bound| usage.prompt_tokens() >= bound.least())
            && when
                .output
                .is_none_or(|bound| usage.output_tokens() >= bound.least())
            && when
                .thinking
                .is_none_or(|wanted| (usage.reasoning > 0) == wanted);
        match &when.clock {
            Some(clock) if within => clock.holds(at, &self.calendars),
            _ => Some(within),
        }
    }
}

impl Period {
    /// The price of the table that holds in it.
    #[inline]
    pub(crate) fn price(&self) -> &Price {
        &self.prices[self.at]
    }

    /// Whether the offer has the card's tier and region in it.
    pub(crate) fn is_offered(&self) -> bool {
        self.gap.is_none()
    }

    /// As which kind one bills under `mask`.
    pub(crate) fn billed_as(&self, kind: Kind, mask: u32) -> Option<Kind> {
        self.billed_among(kind, self.combo(mask).stated)
    }

    /// As which of the kinds with a rate of their own one bills: itself, or reasoning as output,
    /// image input as input, writes to a cache as [`written_as`](Self::written_as) says. Sound,
    /// cached or not, and image output bill as themselves alone.
    fn billed_among(&self, kind: Kind, stated: u32) -> Option<Kind> {
        let is_stated = |kind: &Kind| stated >> kind.index() & 1 == 1;
        let own = Some(kind).filter(is_stated);
        match kind {
            Kind::Reasoning => own.or(Some(Kind::Output).filter(is_stated)),
            Kind::ImageInput => own.or(Some(Kind::Input).filter(is_stated)),
            kind if kind.is_cache_write() => self.written_as(kind, &is_stated),
            _ => own,
        }
    }

    /// The default lifetime shares its rate with writes of no stated lifetime, and where writing
    /// is free all bill as input.
    fn written_as(&self, kind: Kind, is_stated: &dyn Fn(&Kind) -> bool) -> Option<Kind> {
        let default = self.default_write();
        let shared = kind == Kind::CacheWrite || Some(kind) == default;
        let free = self.cache.as_ref().and_then(|cache| cache.write_fee) == Some(false);
        let candidates = [
            Some(Kind::CacheWrite).filter(|_| shared),
            default.filter(|_| shared),
            Some(kind),
            Some(Kind::Input).filter(|_| free),
        ];
        candidates.into_iter().flatten().find(is_stated)
    }

    /// The kind of a write for the cache's default lifetime.
    fn default_write(&self) -> Option<Kind> {
        let seconds = self.cache.as_ref()?.ttls.first()?;
        write_kind(*seconds)
    }

    /// Whether it is not known that the rates held at `at` already: no source says when they
    /// began, and the day on which they were read came later.
    pub(crate) fn assumes_start(&self, at: Instant) -> bool {
        self.from.is_none() && at < self.price().checked.start()
    }

    /// Whether the rules that hold may differ from call to call or with the clock.
    pub(crate) fn hangs_on_calls(&self) -> bool {
        self.switches > 0
    }

    /// The rates under the switches of `mask`.
    #[inline]
    pub(crate) fn combo(&self, mask: u32) -> &Rates {
        let combos = self.combos.get_or_init(|| {
            (0..1 << self.switches)
                .map(|mask| self.compute(mask))
                .collect()
        });
        &combos[mask as usize]
    }

    /// The rules that apply under `mask`, in order.
    pub(crate) fn applied(&self, mask: u32) -> impl Iterator<Item = &Rule> {
        self.applied_at(mask).map(|(_, rule)| rule)
    }

    /// The same, each with its position in [`Table::rules`].
    pub(super) fn applied_at(&self, mask: u32) -> impl Iterator<Item = (u16, &Rule)> {
        (0..self.rules.len())
            .filter(move |at| self.applies(*at, mask))
            .map(|at| (self.rules[at].position, &*self.rules[at].rule))
    }

    /// The rules that hang on the call or the clock, each with its bit.
    pub(crate) fn switchable(&self) -> impl Iterator<Item = (&Rule, u32)> {
        self.rules
            .iter()
            .filter_map(|active| Some((&*active.rule, 1 << active.switch?)))
    }

    /// Kinds with a rate of their own, set by the price or by a rule, in order.
    pub(crate) fn own_kinds(&self) -> Vec<Kind> {
        let set = || self.rules.iter().flat_map(|active| &active.rule.set);
        let own = |kind: &Kind| {
            self.price()
                .rates
                .iter()
                .chain(set())
                .any(|(of, _)| of == kind)
        };
        Kind::ALL.iter().copied().filter(own).collect()
    }

    /// Thresholds of the marginal rules of `mask`, with their bits, lowest first.
    pub(crate) fn marginal(&self, mask: u32) -> Vec<(u64, u32)> {
        let rules = self
            .rules
            .iter()
            .filter_map(|active| Some((active.rule.when.prompt?, 1 << active.switch?)));
        let found: Vec<(u64, u32)> = rules
            .filter(|(_, bit)| mask & bit != 0)
            // Tokens beyond the bound: with `>=` the bound itself is the first of them.
            .map(|(bound, bit)| (bound.least() - 1, bit))
            .collect();
        crate::data::order::sorted(found, Ord::cmp)
    }

    fn matches(&self, at: usize, mask: u32) -> bool {
        self.rules[at]
            .switch
            .is_none_or(|switch| mask >> switch & 1 == 1)
    }

    fn applies(&self, at: usize, mask: u32) -> bool {
        let silenced = || {
            self.rules[at]
                .silenced_by
                .iter()
                .any(|other| self.matches(*other, mask))
        };
        self.matches(at, mask) && !silenced()
    }

    fn compute(&self, mask: u32) -> Rates {
        let mut rates = Rates {
            rate: [Rate::ZERO; Kind::COUNT],
            known: 0,
            stated: 0,
        };
        for (kind, rate) in &self.price().rates {
            rates.set(*kind, Some(*rate));
        }
        for rule in self.applied(mask) {
            for (kind, rate) in &rule.set {
                rates.set(*kind, Some(*rate));
            }
            for (kind, factor) in &rule.mul {
                if let Some(rate) = rates.get(*kind) {
                    // The table was checked for digits; a product without an exact
                    // rate would be unknown rather than rounded.
                    match rate.checked_mul(*factor) {
                        Some(product) => rates.set(*kind, Some(product)),
                        None => rates.known &= !(1 << kind.index()),
                    }
                }
            }
        }
        rates.stated = rates.known;
        for kind in Kind::ALL {
            let billed = self.billed_among(*kind, rates.stated);
            rates.set(*kind, billed.and_then(|billed| rates.get(billed)));
        }
        rates
    }
}

/// The write kind of a lifetime in seconds.
pub fn write_kind(seconds: u32) -> Option<Kind> {
    match seconds {
        300 => Some(Kind::CacheWrite5m),
        1_800 => Some(Kind::CacheWrite30m),
        3_600 => Some(Kind::CacheWrite1h),
        43_200 => Some(Kind::CacheWrite12h),
        _ => None,
    }
}
