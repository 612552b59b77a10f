//! A user's own table on top of the shipped one: offers, negotiated discounts, or a
//! fresher published table as a whole.

use super::source::{Calendar, Decimals, HolidaysFile, Rule, Source, SourcesFile, VendorFile};
use super::table::Table;
use crate::data::Named;
use crate::data::read::read_struct;
use crate::{Code, Error, Result};
use serde::Deserialize;
use std::sync::Arc;

/// Own prices as plain data, in the grammar of the price files. The published
/// `prices.v1.json` is one of these.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct OwnTable {
    /// Form of the data; `taskfare-prices-v1` or absent.
    pub schema: Option<String>,
    /// Newest day of a published table; every price has its own.
    pub checked: Option<String>,
    /// True: nothing of the shipped table stays.
    pub replace: bool,
    /// Sources by id.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Record<string, Source>", optional)
    )]
    pub sources: Named<Source>,
    /// Holiday calendars by id.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Record<string, Calendar>", optional)
    )]
    pub calendars: Named<Calendar>,
    /// Vendors with their models: a model of a known id replaces the shipped one, with
    /// the shipped facts where it is silent.
    pub vendors: Vec<VendorFile>,
    /// Negotiated discounts.
    pub discounts: Vec<Discount>,
}

/// A negotiated discount: multipliers on every offer that matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default, deny_unknown_fields)]
pub struct Discount {
    /// Vendor id or model name.
    pub of: String,
    /// Name on the bill; `negotiated` if absent.
    pub name: Option<String>,
    /// Multipliers by unit, by `cache_write` or by `all`: `{ "all": "0.85" }`.
    pub mul: Decimals,
    /// First instant at which it holds.
    pub from: Option<String>,
    /// First instant at which it no longer holds.
    pub to: Option<String>,
    /// Names of rules beside which it does not apply, such as `batch`.
    pub unless: Vec<String>,
}

read_struct! {
    OwnTable, Snake, end_strict: ; schema, checked, replace, sources, calendars, vendors, discounts;
    Discount, Snake, end_strict: ; of, name, mul, from, to, unless;
}

/// The form this version reads and publishes.
pub const SCHEMA: &str = "taskfare-prices-v1";

impl OwnTable {
    /// The shipped table with these prices on top.
    ///
    /// # Errors
    /// `bad-price-table` with the path of the mistake.
    pub fn on_top_of(self, shipped: Table) -> Result<Table> {
        if self
            .schema
            .as_deref()
            .is_some_and(|schema| schema != SCHEMA)
        {
            return Err(
                Error::new(Code::BadPriceTable, "a form this version cannot read")
                    .at_path("schema")
                    .with_hint(SCHEMA),
            );
        }
        let mut table = if self.replace {
            Table::default()
        } else {
            shipped
        };
        table.add_sources(&SourcesFile {
            source: self.sources,
        })?;
        table.add_calendars(&HolidaysFile {
            calendar: self.calendars,
        })?;
        // Makers first: routes refer to them.
        for route in [false, true] {
            for (n, file) in self.vendors.iter().enumerate() {
                if file.vendor.route == route {
                    let place = |path: &str| ["vendors[", &n.to_string(), "].", path].concat();
                    table.add_vendor(file).map_err(|error| {
                        let path = place(error.path().unwrap_or(""));
                        error.at_path(path)
                    })?;
                }
            }
        }
        table.finish()?;
        for (n, discount) in self.discounts.iter().enumerate() {
            table.discount(discount).map_err(|error| {
                let place = ["discounts[", &n.to_string(), "]."].concat();
                let path = [&place, error.path().unwrap_or("of")].concat();
                error.at_path(path)
            })?;
        }
        Ok(table)
    }
}

impl Table {
    fn discount(&mut self, discount: &Discount) -> Result<()> {
        let name = discount.name.as_deref().unwrap_or("negotiated");
        let rule = Rule {
            mul: discount.mul.clone(),
            from: discount.from.clone(),
            to: discount.to.clone(),
            unless: discount.unless.clone(),
            ..Rule::default()
        };
        let rule = self.rule(&rule, name)?;
        let matching: Vec<usize> = match self.find(&discount.of) {
            Some(found) => vec![found.model],
            None => {
                let of = |at: &usize| self.vendor_is(&self.models[*at], &discount.of);
                (0..self.models.len()).filter(of).collect()
            }
        };
        if matching.is_empty() {
            return Err(Error::new(
                Code::BadPriceTable,
                "the discount is of no known vendor or model",
            )
            .at_path("of"));
        }
        for at in matching {
            for n in 0..self.models[at].prices.len() {
                let prices = Arc::make_mut(&mut self.models.read_mut()[at].prices);
                prices[n].rules.push(rule);
                let price = &self.models[at].prices[n];
                self.check_rules(&price.rates, &price.rules)?;
            }
        }
        Ok(())
    }
}
