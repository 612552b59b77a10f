//! The price table as people write it: one TOML file per vendor under `prices/`.
//!
//! These structs are the grammar, shared by the build script, by
//! [`Table::from_toml`](super::Table::from_toml), by own tables handed in from JS
//! as plain objects, and by the JSON Schema for editors. `prices/README.md` shows
//! it by example. Numbers that are money are exact decimal strings; instants are
//! RFC 3339 strings in UTC, days are `YYYY-MM-DD`.

use crate::data::Named;
use crate::data::read::{read_names, read_struct};
use serde::{Deserialize, Serialize};

/// Rates, multipliers or replacement rates by key of the unit registry, e.g. `in = "2.5"`.
pub type Decimals = Named<String>;

/// Ids of sources by key of the unit registry, or by name of a rule.
pub type NamedSources = Named<Vec<String>>;

/// One `prices/<vendor>.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct VendorFile {
    /// Who charges.
    pub vendor: Vendor,
    /// What every model and price of this file has unless it says otherwise.
    #[serde(default)]
    pub defaults: Defaults,
    /// Named rules that prices of this file refer to by `rules = ["name"]`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, Rule>", optional))]
    pub rule: Named<Rule>,
    /// The models this vendor sells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub model: Vec<Model>,
}

/// Who charges: the maker of a model, or a route to other makers' models.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// Kebab-case id, the file's name: `openai`.
    pub id: String,
    /// Display name: `OpenAI`.
    pub name: String,
    /// The vendor's own price page: a pointer, never a claim that it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Other spellings of the vendor in names and logs: `azure_ai`, `azure_openai`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// True for a route (Bedrock, Vertex, Azure, resellers): a bare model name means
    /// the maker's own offer, not this one.
    #[serde(default, skip_serializing_if = "is_false")]
    pub route: bool,
}

/// What every model and price of a file has unless it says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// See [`Model::usage`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Convention>,
    /// See [`Model::tokenizer`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokenizer: Option<String>,
    /// See [`Model::cache`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache: Option<Cache>,
    /// See [`Price::currency`]; `USD` if the file says nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// See [`Price::sources`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
    /// See [`Price::rate_sources`]; what a price says of a unit comes first.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub rate_sources: NamedSources,
    /// See [`Price::rule_sources`]; named rules of the file.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub rule_sources: NamedSources,
    /// See [`Price::checked`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<String>,
    /// See [`Price::rules`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<String>>,
}

/// One model at one vendor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The id this vendor's API takes, unique within the file: `gpt-5.5`.
    pub id: String,
    /// `vendor/id` of the maker's own entry, whose facts (all fields but id, aliases,
    /// dates of retirement and prices) this one has unless it says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Display name; the id if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Tokenizer family, a key of `prices/tokenizers.toml`: `o200k`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokenizer: Option<String>,
    /// The vendor's size class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Context window, tokens (input and output together, or input alone where the
    /// vendor counts so).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<u32>,
    /// Most output tokens of one call, reasoning included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output: Option<u32>,
    /// Other spellings, each resolving to this model alone: dated ids, older ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// First day of availability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<String>,
    /// Day from which the vendor calls it deprecated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Day from which it can no longer be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<String>,
    /// Whether this vendor's usage objects count cached tokens inside the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Convention>,
    /// True where the weights can be downloaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_weights: Option<bool>,
    /// How this model caches prompts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache: Option<Cache>,
    /// Its rates through time, oldest first; several currencies may run side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub price: Vec<Price>,
}

/// A vendor's size class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// The vendor's strongest and dearest class.
    #[default]
    Flagship,
    /// The middle class, for everyday work.
    Mid,
    /// The small, cheap, fast class.
    Small,
}

/// How a vendor's usage objects count cached tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Convention {
    /// Cached tokens are a part of the input count (OpenAI, Gemini, DeepSeek, xAI).
    #[default]
    Inclusive,
    /// Input, cache reads and cache writes are beside each other (Anthropic).
    Disjoint,
}

/// How a model caches prompts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Cache {
    /// Who decides what is cached, and what can be hit.
    pub mode: CacheMode,
    /// Shortest prompt that is cached, tokens; shorter ones are silently not cached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_tokens: Option<u32>,
    /// Hits are a multiple of this many tokens; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granularity: Option<u32>,
    /// How long an entry lives after its last use, default first: `["5m", "1h"]`.
    /// Keys are those of the write rates: `5m`, `30m`, `1h`, `12h`; `24h` and others
    /// may be named where writing is not charged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ttls: Vec<String>,
    /// True where writing has a rate of its own; false where written tokens bill as
    /// ordinary input. Absent: unknown, and a write without a rate stays unpriced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub write_fee: Option<bool>,
    /// Most explicit breakpoints of one call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakpoints: Option<u32>,
}

/// Who decides what is cached, and what can be hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum CacheMode {
    /// No prompt caching.
    #[default]
    None,
    /// The vendor caches; any exact prefix of an earlier prompt can be hit.
    Auto,
    /// The vendor caches whole units; a prefix is hit only up to the end of a stored
    /// unit (DeepSeek V4).
    AutoUnits,
    /// The caller marks what is cached.
    Explicit,
    /// The vendor caches, and the caller may mark more.
    Both,
}

/// Rates over a half-open interval `[from, to)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// ISO 4217 code; the file's default, else `USD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// First instant of validity, `2026-08-16T16:00:00Z` or `2026-08-16` (its midnight
    /// UTC). Absent: since the model's release, or since ever where that is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First instant after validity. Absent: until the next price in this currency
    /// begins, else open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Rates by unit: `{ in = "2.5", out = "10", cache_read = "1.25" }`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub rates: Decimals,
    /// `vendor/id` whose rates, intervals and rules in this currency are taken over
    /// (`rates` must be empty); rules given here replace the taken ones. One step only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// Multiplies the rates taken over by `like`: `{ all = "1.1" }`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub mul: Decimals,
    /// Named rules of the file that apply, in order; they come before `when`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<String>>,
    /// Rules of this price alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Rule>,
    /// Sources that agree on this price: ids of `prices/sources.toml`, or addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
    /// Sources of single rates, by unit, where not all of `sources` list them:
    /// `{ web_search_1k = ["litellm"] }`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub rate_sources: NamedSources,
    /// Sources of what its rules make of the rates, by name of the rule or by its conditions
    /// where it has none, where not all of `sources` say it:
    /// `{ batch = ["litellm"], "prompt > 200000" = ["litellm"] }`; of a single rate by rule and
    /// unit: `{ "batch.cache_read" = ["litellm"] }`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub rule_sources: NamedSources,
    /// Day on which the figure was last seen in a source; the newest release day of
    /// the named sources if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<String>,
    /// What a reader should know: a disagreement, an oddity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Price {
    /// Ids of its sources: its own, else those of its file.
    pub fn sources_in<'a>(&'a self, file: &'a VendorFile) -> &'a [String] {
        own_or(&self.sources, &file.defaults.sources)
    }

    /// Names of its named rules: its own, else those of its file.
    pub fn rules_in<'a>(&'a self, file: &'a VendorFile) -> &'a [String] {
        own_or(&self.rules, &file.defaults.rules)
    }
}

fn own_or<'a>(own: &'a Option<Vec<String>>, default: &'a Option<Vec<String>>) -> &'a [String] {
    own.as_deref().or(default.as_deref()).unwrap_or_default()
}

/// Changes rates when all its conditions hold; rules apply in order, and several
/// may: multipliers multiply, `set` replaces what came before.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name for the bill and for `unless`: `peak`, `long context`. A rule under
    /// `[rule.<name>]` is named by its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// All prompt tokens of the call (fresh, read and written): `">272000"`, `">=200000"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt_tokens: Option<String>,
    /// All output tokens of the call (visible and reasoning): `">=200"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_tokens: Option<String>,
    /// Whether `prompt_tokens` moves the whole request or only the tokens beyond it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// True: calls that reason (reasoning tokens above zero); false: those that do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thinking: Option<bool>,
    /// Service tier of the response. Anthropic's `speed: fast` is the tier `fast`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_tier: Option<ServiceTier>,
    /// Regions in which the call is processed: `["us", "eu"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub region: Vec<String>,
    /// Time zone of `days`, `hours` and `except`: `UTC`, `Asia/Shanghai` or `+08:00`;
    /// zones without summer time only. `UTC` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tz: Option<String>,
    /// Days of the week: `"mon-fri"`, `"sat,sun"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// Half-open spans of the day: `["09:00-12:00", "14:00-18:00"]`; `24:00` is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
    /// A calendar of `prices/holidays.toml` on whose days the rule does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<String>,
    /// First instant at which the rule holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First instant at which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Names of rules beside which this one does not apply: discounts that do not stack.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unless: Vec<String>,
    /// Multipliers by unit, by `cache_write` (all write rates) or by `all` (all token
    /// rates, no fees): `{ in = "2", out = "1.5" }`.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub mul: Decimals,
    /// Replacement rates by unit.
    #[serde(default, skip_serializing_if = "Named::is_empty")]
    pub set: Decimals,
}

/// Whether a threshold moves the whole request or only the tokens beyond it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Every token of the call is billed at the changed rate (the default).
    #[default]
    Request,
    /// Only prompt tokens beyond the threshold are.
    Marginal,
}

/// How fast, and at which discount, the vendor serves a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ServiceTier {
    /// The list price.
    #[default]
    Standard,
    /// Collected jobs, answered within a day.
    Batch,
    /// Cheaper, slower, may be refused.
    Flex,
    /// Dearer, faster: OpenAI's `priority` and `fast`, Anthropic's `speed: fast`.
    Fast,
    /// Dearer and faster still.
    Ultrafast,
}

/// `prices/sources.toml`: what was actually read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourcesFile {
    /// Published tables and texts by id.
    pub source: Named<Source>,
}

/// A published table or text that prices were read from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Package and version, or title: `genai-prices 0.2.3 (PyPI)`.
    pub name: String,
    /// Its release day.
    pub date: String,
    /// Its licence; absent: none declared, taken for single facts only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Where it is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Ids of sources it is known to be derived from, so that their agreement is not
    /// independent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derives_from: Vec<String>,
}

/// `prices/holidays.toml`: days on which a vendor's clock differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HolidaysFile {
    /// Calendars by id: `cn-public`.
    #[serde(default)]
    pub calendar: Named<Calendar>,
}

/// A holiday calendar; outside its years a price that depends on it is a range.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Years of which every holiday is listed.
    pub years: Vec<u16>,
    /// Holidays, local days of the rule's zone: `2026-10-01` or `2026-10-01/2026-10-07`
    /// (both included).
    pub days: Vec<String>,
    /// Where it was published.
    pub source: String,
    /// Day on which it was last seen there.
    pub checked: String,
}

fn is_false(value: &bool) -> bool {
    !value
}

read_names! {
    Tier: Flagship, Mid, Small;
    Convention: Inclusive, Disjoint;
    CacheMode: None, Auto, AutoUnits, Explicit, Both;
    Scope: Request, Marginal;
    ServiceTier: Standard, Batch, Flex, Fast, Ultrafast;
}

read_struct! {
    VendorFile, Snake, end_strict: vendor; defaults, rule, model;
    Vendor, Snake, end_strict: id, name; page, aliases, route;
    Defaults, Snake, end_strict: ; usage, tokenizer, cache, currency, sources, rate_sources,
        rule_sources, checked, rules;
    Model, Snake, end_strict: id; of, name, tokenizer, tier, context, max_output, aliases,
        released, deprecated, retired, usage, open_weights, cache, price;
    Cache, Snake, end_strict: mode; min_tokens, granularity, ttls, write_fee, breakpoints;
    Price, Snake, end_strict: ; currency, from, to, rates, like, mul, rules, when, sources,
        rate_sources, rule_sources, checked, note;
    Rule, Snake, end_strict: ; name, prompt_tokens, output_tokens, scope, thinking, service_tier,
        region, tz, days, hours, except, from, to, unless, mul, set;
    Source, Snake, end_strict: name, date; licence, address, derives_from;
    Calendar, Snake, end_strict: years, days, source, checked; ;
}
