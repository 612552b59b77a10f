//! Subscription plans and exchange rates as people write them:
//! `prices/plans.toml` and `prices/exchange.toml`.

use serde::{Deserialize, Serialize};

/// `prices/plans.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct PlansFile {
    /// Plans of all vendors.
    #[serde(default)]
    pub plan: Vec<Plan>,
}

/// A subscription over an interval: what it costs and what it allows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Unique id: `claude-max-100`.
    pub id: String,
    /// Vendor id, as in the price files where it has one.
    pub vendor: String,
    /// Display name: `Claude Max`.
    pub name: String,
    /// Fee of one period for one seat, exact decimal.
    pub fee: String,
    /// ISO 4217 code of `fee`, of `usd`-like allowances and of `overage`.
    pub currency: String,
    /// What the fee pays for.
    pub period: Period,
    /// What is allowed, one entry per window; empty where the vendor publishes none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowance: Vec<Allowance>,
    /// Models or times that draw more or less of the allowance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub draw: Vec<Draw>,
    /// What happens beyond the allowance; absent: unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overage: Option<Overage>,
    /// Models the plan serves (`vendor/id`); empty: all of the vendor's current ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// First day on which these terms hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// First day on which they no longer hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Ids of `prices/sources.toml`, or addresses.
    pub sources: Vec<String>,
    /// Day on which the terms were last seen there.
    pub checked: String,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a fee pays for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A calendar month.
    #[default]
    Month,
    /// A year, paid at once.
    Year,
}

/// What a plan allows within one window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// How long the window is.
    pub window: Window,
    /// In which unit the vendor counts.
    pub unit: AllowanceUnit,
    /// How many units, exact decimal; absent: the window exists but its size is not
    /// published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// For `share`: the plan id whose allowance is the measure (`amount` = "10" means
    /// ten times that plan's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What one unit is worth at API prices in the plan's currency, where the vendor
    /// says so (a Copilot credit is "0.01").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<String>,
}

/// The span over which an allowance is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Window {
    /// Five hours from the first request.
    #[serde(rename = "5h")]
    FiveHours,
    /// A day.
    #[serde(rename = "day")]
    Day,
    /// Seven days.
    #[serde(rename = "week")]
    Week,
    /// A month.
    #[default]
    #[serde(rename = "month")]
    Month,
}

/// The unit of an allowance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum AllowanceUnit {
    /// Money at API prices, in the plan's currency.
    Money,
    /// The vendor's own credits.
    Credits,
    /// Requests or messages.
    #[default]
    Requests,
    /// Tokens of all kinds.
    Tokens,
    /// Multiples of another plan's allowance.
    Share,
}

/// A model or a time that draws more or less of the allowance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(deny_unknown_fields)]
pub struct Draw {
    /// Models (`vendor/id`); empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// Units drawn by one of each kind, exact decimals by key of the unit registry
    /// (`in`, `out`, `cache_read` per million tokens; `request`), or `all`, a multiplier.
    pub units: super::source::Decimals,
    /// Time zone of `days` and `hours`; `UTC` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tz: Option<String>,
    /// Days of the week on which this holds, e.g. `mon-fri`; absent: every day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<String>,
    /// Spans of the day in which this holds; empty: all day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
}

/// What happens beyond the allowance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(deny_unknown_fields)]
pub struct Overage {
    /// The rule.
    pub mode: OverageMode,
    /// For `per-unit`: price of one further unit of the allowance, exact decimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<String>,
}

/// The rule beyond an allowance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum OverageMode {
    /// Requests are refused until the window resets.
    #[default]
    Stop,
    /// Served at API prices.
    Api,
    /// Each further unit has a price.
    PerUnit,
    /// Served more slowly or by a smaller model.
    Slow,
}

/// `prices/exchange.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeFile {
    /// Dated rates, oldest first.
    #[serde(default)]
    pub rate: Vec<ExchangeRate>,
}

/// What one unit of `base` was worth on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// ISO 4217 code of the one unit: `USD`.
    pub base: String,
    /// ISO 4217 code of the worth: `CNY`.
    pub quote: String,
    /// The day it held; it is used until the next one.
    pub day: String,
    /// Units of `quote` per unit of `base`, exact decimal.
    pub rate: String,
    /// Where it was published.
    pub source: String,
}
