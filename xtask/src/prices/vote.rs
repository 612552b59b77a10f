//! Groups the listings of one model and lets the tables vote on every figure.

use super::{
    config::{Config, Vendor},
    listing::{Cell, Listing, Rates, STANDARD, Said, Table, fold, is_token},
};
use rust_decimal::{Decimal, dec};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

/// A figure on which the tables differ. None: the table lists no such band.
pub struct Dispute {
    pub cell: Cell,
    pub unit: String,
    pub said: Vec<(Table, Option<Decimal>)>,
    pub taken: Option<Decimal>,
}

/// What the tables say together about one model.
pub struct Verdict {
    said: Said,
    pub stem: String,
    /// Which of `history` the day of the run lies in, if the vote took its figures.
    pub in_force: Option<usize>,
    /// Whether enough tables list it for a new model.
    pub accepted: bool,
    /// Tables that list the model.
    pub listed: Vec<Table>,
    /// Those whose base rates are the ones taken, whatever they say of fees.
    pub agree: Vec<Table>,
    /// Those who list a base rate as it is taken, by unit, where not all that agree do.
    pub rate_sources: BTreeMap<String, Vec<Table>>,
    /// Those who list a tier or band as it is taken, in all that they list of it.
    pub cell_sources: BTreeMap<Cell, CellSources>,
    /// Those who list `regional` as it is taken.
    pub regional_sources: Vec<Table>,
    pub disputes: Vec<Dispute>,
}

/// Who lists a tier or band.
pub struct CellSources {
    pub tables: Vec<Table>,
    /// Those of them who list a unit, where any does.
    pub by_unit: BTreeMap<String, Vec<Table>>,
}

/// A verdict is read as what it says.
impl Deref for Verdict {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

pub fn all(config: &Config, seen: Vec<Listing>) -> Vec<Verdict> {
    let mut verdicts = Vec::new();
    for vendor in &config.vendor {
        let mine: Vec<&Listing> = seen.iter().filter(|l| l.vendor == vendor.id).collect();
        let first = verdicts.len();
        for (stem, group) in groups(vendor, &mine) {
            verdicts.push(verdict(vendor, stem, &group));
        }
        keep_apart(&mut verdicts[first..]);
    }
    verdicts
}

/// No spelling names two models: ids win over aliases, earlier aliases over later.
fn keep_apart(verdicts: &mut [Verdict]) {
    let mut known: BTreeSet<String> = verdicts.iter().map(|v| fold(&v.id)).collect();
    for verdict in verdicts {
        verdict
            .said
            .aliases
            .retain(|alias| known.insert(fold(alias)));
    }
}

/// Listings by stem. Within one table, spellings that cost the same are one
/// listing with aliases; those that do not stand alone under their full id.
fn groups(vendor: &Vendor, mine: &[&Listing]) -> BTreeMap<String, Vec<Listing>> {
    let mut groups: BTreeMap<String, Vec<Listing>> = BTreeMap::new();
    let mut order: Vec<&&Listing> = mine.iter().collect();
    order.sort_by_key(|l| {
        (
            l.table,
            vendor.is_regional_variant(&l.id),
            l.id.len(),
            l.id.clone(),
        )
    });
    let own: BTreeSet<(Table, String)> =
        mine.iter().map(|l| (l.table, vendor.stem(&l.id))).collect();
    let mut spelled: BTreeMap<String, String> = BTreeMap::new();
    for listing in order {
        let stem = vendor.stem(&listing.id);
        // Another table's alias, unless this one lists that model apart.
        let other = spelled
            .get(&stem)
            .filter(|other| !own.contains(&(listing.table, (*other).clone())));
        let stem = match (groups.contains_key(&stem), other) {
            (false, Some(other)) => other.clone(),
            _ => stem,
        };
        for alias in &listing.aliases {
            spelled
                .entry(vendor.stem(alias))
                .or_insert_with(|| stem.clone());
        }
        let group = groups.entry(stem).or_default();
        match group.iter_mut().find(|l| l.table == listing.table) {
            Some(leader) if leader.base() == listing.base() => {
                leader.aliases.insert(listing.id.clone());
                leader.aliases.extend(listing.aliases.iter().cloned());
                for (cell, rates) in &listing.cells {
                    leader.cells.entry(*cell).or_insert_with(|| rates.clone());
                }
            }
            Some(_) => {
                let alone = groups.entry(fold(&listing.id)).or_default();
                if alone.iter().all(|l| l.table != listing.table) {
                    alone.push((*listing).clone());
                }
            }
            None => group.push((*listing).clone()),
        }
    }
    groups
}

fn verdict(vendor: &Vendor, stem: String, group: &[Listing]) -> Verdict {
    let first = |get: fn(&Listing) -> Option<u32>| group.iter().find_map(get);
    let mut disputes = Vec::new();
    let cells = settle_all(group, &mut disputes);
    let agree = group.iter().filter(|l| agrees(l, &cells));
    let agree: Vec<Table> = agree.map(|l| l.table).collect();
    let history = group
        .iter()
        .map(|l| l.history.clone())
        .find(|h| h.len() > 1)
        .unwrap_or_default();
    let regional = group.iter().find_map(|l| l.regional);
    let same = group.iter().filter(|l| l.regional == regional);
    let same = same.map(|l| l.table);
    let ids = group.iter().map(|l| l.id.clone());
    let spelled = group.iter().flat_map(|l| l.aliases.iter().cloned());
    let id = group[0].id.clone();
    Verdict {
        in_force: in_force(&history, &cells),
        accepted: accepted(vendor, group, &cells),
        listed: group.iter().map(|l| l.table).collect(),
        stem,
        rate_sources: rate_sources(group, &cells, &agree),
        cell_sources: cell_sources(group, &cells),
        regional_sources: regional.map_or_else(Vec::new, |_| same.collect()),
        agree,
        disputes,
        said: Said {
            vendor: vendor.id.clone(),
            aliases: ids.chain(spelled).filter(|alias| *alias != id).collect(),
            regional,
            name: group.iter().rev().find_map(|l| l.name.clone()),
            context: first(|l| l.context),
            max_output: first(|l| l.max_output),
            cache_min: first(|l| l.cache_min),
            ends: group.iter().find_map(|l| l.ends.clone()),
            history,
            id,
            cells,
        },
    }
}

/// Every cell by majority. Bands and service tiers come from tables that list the base
/// price taken: a tier of another base would be no tier of this one.
fn settle_all(group: &[Listing], disputes: &mut Vec<Dispute>) -> BTreeMap<Cell, Rates> {
    let base = settle(STANDARD, group, disputes);
    let input = base.get("in").copied();
    let of_base = |l: &&Listing| l.base().and_then(|rates| rates.get("in")).copied() == input;
    let kin: Vec<Listing> = group.iter().filter(of_base).cloned().collect();
    let names: BTreeSet<Cell> = kin.iter().flat_map(|l| l.cells.keys().copied()).collect();
    let mut cells = BTreeMap::from([(STANDARD, base)]);
    for cell in names.into_iter().filter(|cell| *cell != STANDARD) {
        cells.insert(cell, settle(cell, &kin, disputes));
    }
    cells.values_mut().for_each(level);
    cells.retain(|_, rates| !rates.is_empty());
    // A tier's band is a price only where both the band and the tier are.
    let known: BTreeSet<Cell> = cells.keys().copied().collect();
    cells.retain(|&(tier, above), _| {
        above == 0 || (known.contains(&(STANDARD.0, above)) && known.contains(&(tier, 0)))
    });
    cells
}

/// The majority's rates of one cell; ties go to the earlier table. A length band of
/// the standard tier must be known to at least half of the tables that list the model.
fn settle(cell: Cell, group: &[Listing], disputes: &mut Vec<Dispute>) -> Rates {
    let have: Vec<&Listing> = group
        .iter()
        .filter(|l| l.cells.contains_key(&cell))
        .collect();
    let banded = cell.0 == STANDARD.0 && cell.1 > 0;
    let lost = banded && have.len() * 2 < group.len();
    if banded && have.len() < group.len() {
        let said = group
            .iter()
            .map(|l| (l.table, rate(l, cell, "in")))
            .collect();
        let taken = if lost {
            None
        } else {
            rate(have[0], cell, "in")
        };
        disputes.push(Dispute {
            cell,
            unit: "in".into(),
            said,
            taken,
        });
    }
    if lost {
        return Rates::new();
    }
    let units: BTreeSet<&String> = have.iter().flat_map(|l| l.cells[&cell].keys()).collect();
    let mut rates = Rates::new();
    for unit in units {
        let said: Vec<(Table, Decimal)> = have
            .iter()
            .filter_map(|l| Some((l.table, rate(l, cell, unit)?)))
            .collect();
        let votes = |value: Decimal| said.iter().filter(|(_, v)| *v == value).count();
        let best = said
            .iter()
            .map(|(_, value)| votes(*value))
            .max()
            .unwrap_or(0);
        let Some(taken) = said.iter().map(|(_, v)| *v).find(|v| votes(*v) == best) else {
            continue;
        };
        if votes(taken) < said.len() {
            let said = said
                .into_iter()
                .map(|(table, value)| (table, Some(value)))
                .collect();
            disputes.push(Dispute {
                cell,
                unit: unit.clone(),
                said,
                taken: Some(taken),
            });
        }
        rates.insert(unit.clone(), taken);
    }
    rates
}

fn rate(listing: &Listing, cell: Cell, unit: &str) -> Option<Decimal> {
    listing.cells.get(&cell)?.get(unit).copied()
}

/// Two tables, or one that the vendor's entry in `vendors.toml` trusts.
fn accepted(vendor: &Vendor, group: &[Listing], cells: &BTreeMap<Cell, Rates>) -> bool {
    let trusted = |l: &Listing| vendor.trust.iter().any(|id| id == l.table.id());
    cells.contains_key(&STANDARD) && (group.len() >= 2 || group.iter().any(trusted))
}

/// Where reads are billed as input, a price converted from other units is off in its
/// last digits; the input's rate is meant.
fn level(rates: &mut Rates) {
    let input = rates.get("in").copied().unwrap_or_default();
    if let Some(read) = rates.get_mut("cache_read")
        && *read > input
        && *read < input * dec!(1.01)
    {
        *read = input;
    }
}

/// The last interval whose base rates are among those taken.
fn in_force(
    history: &[(Option<String>, BTreeMap<Cell, Rates>)],
    taken: &BTreeMap<Cell, Rates>,
) -> Option<usize> {
    let taken = taken.get(&STANDARD)?;
    history.iter().rposition(|(_, cells)| {
        cells.get(&STANDARD).is_some_and(|rates| {
            rates
                .iter()
                .all(|(unit, rate)| taken.get(unit) == Some(rate))
        })
    })
}

fn rate_sources(
    group: &[Listing],
    cells: &BTreeMap<Cell, Rates>,
    agree: &[Table],
) -> BTreeMap<String, Vec<Table>> {
    let taken = cells.get(&STANDARD).into_iter().flatten();
    let listed = taken.map(|(unit, rate)| {
        let lists = |l: &&Listing| l.base().and_then(|rates| rates.get(unit)) == Some(rate);
        let tables = group.iter().filter(lists).map(|l| l.table);
        (unit.clone(), tables.collect::<Vec<_>>())
    });
    let partly = |tables: &[Table]| agree.iter().any(|table| !tables.contains(table));
    listed
        .filter(|(_, tables)| !tables.is_empty() && partly(tables))
        .collect()
}

fn cell_sources(group: &[Listing], cells: &BTreeMap<Cell, Rates>) -> BTreeMap<Cell, CellSources> {
    let tiers = cells.iter().filter(|(cell, _)| **cell != STANDARD);
    let listed = tiers.map(|(cell, taken)| {
        let lists = |l: &&Listing| {
            let same = |(unit, rate)| taken.get(unit) == Some(rate);
            let rates = l.cells.get(cell);
            rates.is_some_and(|rates| rates.iter().all(same))
        };
        let those: Vec<&Listing> = group.iter().filter(lists).collect();
        let of_unit = |unit: &String| {
            let tables = those.iter().filter(|l| l.cells[cell].contains_key(unit));
            (unit.clone(), tables.map(|l| l.table).collect::<Vec<_>>())
        };
        let by_unit = taken.keys().map(of_unit);
        let sources = CellSources {
            tables: those.iter().map(|l| l.table).collect(),
            by_unit: by_unit.filter(|(_, tables)| !tables.is_empty()).collect(),
        };
        (*cell, sources)
    });
    listed
        .filter(|(_, sources)| !sources.tables.is_empty())
        .collect()
}

/// True where every base rate of tokens that the table lists is the one taken: who errs on
/// the fee of a tool still confirms what nearly all of a bill is made of.
fn agrees(listing: &Listing, cells: &BTreeMap<Cell, Rates>) -> bool {
    let taken = cells.get(&STANDARD);
    let rates = listing.base().into_iter().flatten();
    rates
        .filter(|(unit, _)| is_token(unit))
        .all(|(unit, rate)| {
            taken
                .and_then(|rates| rates.get(unit))
                .is_some_and(|taken| taken == rate)
        })
}
