//! The sources that price files name, into positions of a [`Table`].

use super::compile::{Within, boxed, boxes};
use super::read::{self, bad};
use super::source::{self, VendorFile};
use super::table::*;
use super::unit::{self, UNITS, Unit};
use crate::data::small::holds;
use crate::instant::Day;
use crate::money::Rate;
use crate::usage::Kind;
use crate::{Code, Error, Result};

impl Table {
    /// Adds sources by id.
    ///
    /// # Errors
    /// `bad-price-table` for a day that is none.
    pub fn add_sources(&mut self, file: &source::SourcesFile) -> Result<()> {
        for (id, written) in &file.source {
            let date = read::day(&written.date).within(|| format!("source.{id}.date"))?;
            let source = Source {
                id: id.as_str().into(),
                name: written.name.as_str().into(),
                date: Some(date),
                licence: boxed(&written.licence),
                address: boxed(&written.address),
                derives_from: boxes(&written.derives_from),
            };
            match self.sources.iter_mut().find(|known| known.id == source.id) {
                Some(known) => *known = source,
                None => self.sources.push(source),
            }
        }
        Ok(())
    }

    pub(super) fn price_sources(
        &mut self,
        file: &VendorFile,
        p: &source::Price,
    ) -> Result<Vec<u16>> {
        let ids = p.sources_in(file);
        self.positions_of(ids).within(|| "sources".into())
    }

    /// Sources of single rates: those the price names, else those of the file, of units that
    /// the price has.
    pub(super) fn rate_sources(
        &mut self,
        file: &VendorFile,
        p: &source::Price,
        rates: &[(Kind, Rate)],
        rules: &[u16],
    ) -> Result<Vec<(Kind, Origin)>> {
        let (own, default) = (&p.rate_sources, &file.defaults.rate_sources);
        let place = |key: &str| ["rate_sources.", key].concat();
        let unknown = |(key, _): &&(String, _)| unit::by_key(key).is_none();
        if let Some((key, _)) = own.iter().chain(default).find(unknown) {
            return Err(bad(key, "a unit").at_path(place(key)));
        }
        let mut found = Vec::new();
        for Unit { kind, key, .. } in &UNITS {
            let Some(ids) = own.get(key).or_else(|| default.get(key)) else {
                continue;
            };
            let set = rules
                .iter()
                .flat_map(|at| &self.rules[usize::from(*at)].set);
            match rates.iter().chain(set).any(|(of, _)| of == kind) {
                true => {
                    let origin = self.origin(ids).within(|| place(key))?;
                    found.push((*kind, origin));
                }
                false if own.get(key).is_some() => {
                    let message = "sources of a rate that the price does not have";
                    return Err(Error::new(Code::BadPriceTable, message).at_path(place(key)));
                }
                false => {}
            }
        }
        Ok(found)
    }

    /// Sources of what the price's rules make of its rates, likewise: of single rates first.
    pub(super) fn rule_sources(
        &mut self,
        file: &VendorFile,
        p: &source::Price,
        rules: &[u16],
    ) -> Result<Vec<RuleOrigin>> {
        let (own, default) = (&p.rule_sources, &file.defaults.rule_sources);
        let place = |key: &str| ["rule_sources.", key].concat();
        let unknown = |(key, _): &&(String, _)| file.rule.get(rule_of(key)).is_none();
        if let Some((key, _)) = default.iter().find(unknown) {
            return Err(bad(key, "a rule of this file").at_path(place(key)));
        }
        let mut found = Vec::new();
        let mut labels = Vec::new();
        for at in rules {
            let label = self.rules[usize::from(*at)].label();
            let of_unit = |unit: &Unit| ([&label, ".", unit.key].concat(), Some(unit.kind));
            let names = UNITS.iter().map(of_unit).chain([(label.clone(), None)]);
            for (name, kind) in names {
                if let Some(ids) = own.get(&name).or_else(|| default.get(&name)) {
                    let origin = self.origin(ids).within(|| place(&name))?;
                    let rule = *at;
                    found.push(RuleOrigin { rule, kind, origin });
                }
            }
            labels.push(label);
        }
        let answers = |key: &str| labels.iter().filter(|label| *label == rule_of(key)).count();
        match own.iter().find(|(key, _)| answers(key) != 1) {
            Some((key, _)) => Err(bad(key, "one rule of the price").at_path(place(key))),
            None => Ok(found),
        }
    }

    fn origin(&mut self, ids: &[String]) -> Result<Origin> {
        if ids.is_empty() {
            return Err(Error::new(Code::BadPriceTable, "a list without a source"));
        }
        let sources = self.positions_of(ids)?;
        Ok(Origin {
            checked: self.newest(&sources),
            sources,
        })
    }

    fn positions_of(&mut self, ids: &[String]) -> Result<Vec<u16>> {
        let mut positions = Vec::with_capacity(ids.len());
        for id in ids {
            let known = self.sources.iter().position(|source| *source.id == **id);
            if known.is_none() && !holds(id, "://") {
                return Err(bad(id, "an id of sources.toml or an address"));
            }
            let position = known.unwrap_or(self.sources.len()) as u16;
            if positions.contains(&position) {
                return Err(bad(id, "a source that is named once"));
            }
            positions.push(position);
            if known.is_none() {
                self.sources.push(Source {
                    id: id.as_str().into(),
                    name: id.as_str().into(),
                    date: None,
                    licence: None,
                    address: Some(id.as_str().into()),
                    derives_from: Vec::new(),
                });
            }
        }
        Ok(positions)
    }

    /// The stated day, else the newest release day of the sources.
    pub(super) fn checked_day(
        &self,
        file: &VendorFile,
        p: &source::Price,
        sources: &[u16],
    ) -> Result<Day> {
        let default = file
            .defaults
            .checked
            .as_ref()
            .filter(|_| p.sources.is_none());
        if let Some(text) = p.checked.as_ref().or(default) {
            return read::day(text).within(|| "checked".into());
        }
        self.newest(sources).ok_or_else(|| {
            Error::new(
                Code::BadPriceTable,
                "a price needs a checked day, or a released source",
            )
            .at_path("checked")
        })
    }

    /// The newest release day of sources.
    fn newest(&self, sources: &[u16]) -> Option<Day> {
        let day = |at: &u16| self.sources[usize::from(*at)].date;
        sources.iter().filter_map(day).max()
    }
}

/// The rule in a key of `rule_sources`: all of it, or what stands before a unit.
fn rule_of(key: &str) -> &str {
    match key.rsplit_once('.') {
        Some((rule, unit)) if unit::by_key(unit).is_some() => rule,
        _ => key,
    }
}
