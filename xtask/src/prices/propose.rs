//! Compares the verdicts with a vendor file and proposes what to append.
//!
//! Nothing that is written is changed but the list of agreeing sources of the
//! price in force: a new figure becomes a new price whose `from` is the day of the
//! run, which ends the one before it. A price with a `note`, and one
//! that follows another model (`like`), is a person's and stays. So does a scheduled price
//! that is written already; one that is not is put in its place.

use super::{
    compare::{Difference, differences, differs},
    config::Vendor,
    edit::{append, confirm},
    entry::{self, Entry},
    listing::{Cell, Rates, STANDARD, Table as Published, fold},
    origins,
    source::{Model, Price, VendorFile},
    vote::Verdict,
};
use anyhow::{Context as _, Result};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use taskfare::{instant::Instant, prices::Table};
use toml_edit::DocumentMut;

/// What became of one vendor file.
#[derive(Default)]
pub struct Outcome {
    pub vendor: String,
    pub new: Vec<String>,
    pub changed: Vec<Change>,
    /// Differences that a note or a `like` explains, and stays.
    pub kept: Vec<Change>,
    /// In the file with a price in force, and in no table.
    pub unlisted: Vec<String>,
    /// Figures of prices in force that no table lists, and the file says not whose they are.
    pub figures: Vec<String>,
    pub confirmed: usize,
}

pub struct Change {
    pub model: String,
    pub was: String,
    pub is: String,
}

/// The file of a vendor while it is compared.
struct Ours<'a> {
    file: &'a VendorFile,
    vendor: &'a Vendor,
    /// The table as it bills, this file in it.
    table: &'a Table,
    today: &'a str,
}

/// Compares one vendor's file, which `table` holds, with what the published tables say.
pub fn vendor(
    path: &Path,
    table: &Table,
    vendor: &Vendor,
    verdicts: &[Verdict],
    today: &str,
    write: bool,
) -> Result<Outcome> {
    let mut outcome = Outcome {
        vendor: vendor.id.clone(),
        ..Outcome::default()
    };
    let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    let file: VendorFile =
        toml_edit::de::from_str(&text).with_context(|| format!("{}", path.display()))?;
    let mut doc: DocumentMut = text.parse()?;
    let ours = Ours {
        file: &file,
        vendor,
        table,
        today,
    };
    let mut added = String::new();
    let mut met = BTreeSet::new();
    let mine: Vec<&Verdict> = verdicts.iter().filter(|v| v.vendor == vendor.id).collect();
    for (verdict, place) in mine.iter().copied().zip(places(&file, vendor, &mine)) {
        match place {
            Some(place) => {
                met.insert(place);
                // Later prices first: what is put in moves those behind it.
                schedule(&ours, verdict, place, &mut doc, &mut outcome)?;
                compare(&ours, verdict, place, &mut doc, &mut outcome)?;
            }
            None if verdict.accepted && !is_spelled(&file, &verdict.id) => {
                let maker = vendor
                    .route
                    .then(|| maker(vendor, verdict, verdicts))
                    .flatten();
                added.push_str(&entry::model(&file, vendor, verdict, maker));
                outcome.new.push(verdict.id.clone());
            }
            None => {}
        }
    }
    for (index, model) in file.model.iter().enumerate() {
        if !met.contains(&index)
            && model.retired.is_none()
            && in_force(&file, model, today).is_some()
        {
            outcome.unlisted.push(model.id.clone());
        }
    }
    if write {
        let text = doc.to_string() + &added;
        toml_edit::de::from_str::<VendorFile>(&text)
            .with_context(|| format!("proposal for {}", path.display()))?;
        fs::write(path, text)?;
    }
    Ok(outcome)
}

/// True where a model of the file has this id or alias.
fn is_spelled(file: &VendorFile, id: &str) -> bool {
    let mut spelled = file
        .model
        .iter()
        .flat_map(|m| [&m.id].into_iter().chain(&m.aliases));
    spelled.any(|known| fold(known) == fold(id))
}

/// Whether a model of the file is the one a verdict is about.
type Same<'a> = &'a dyn Fn(&Model, &Verdict) -> bool;

/// Indices of the verdicts' models in the file: by id, else by another spelling,
/// else by what is the same without case, date and version. No model has two.
fn places(file: &VendorFile, vendor: &Vendor, verdicts: &[&Verdict]) -> Vec<Option<usize>> {
    let mut places = vec![None; verdicts.len()];
    let mut taken = BTreeSet::new();
    let by_id = |m: &Model, v: &Verdict| fold(&m.id) == fold(&v.id);
    let by_alias = |m: &Model, v: &Verdict| m.aliases.iter().any(|a| fold(a) == fold(&v.id));
    let by_stem = |m: &Model, v: &Verdict| {
        let ids = [&m.id].into_iter().chain(&m.aliases);
        ids.into_iter().any(|id| vendor.stem(id) == v.stem)
    };
    let tests: [Same; 3] = [&by_id, &by_alias, &by_stem];
    for test in tests {
        for (place, verdict) in places.iter_mut().zip(verdicts).filter(|(p, _)| p.is_none()) {
            let mut free = (0..file.model.len()).filter(|index| !taken.contains(index));
            *place = free.find(|index| test(&file.model[*index], verdict));
            taken.extend(*place);
        }
    }
    places
}

/// Whether a price is in US dollars, which is what the published tables count in.
fn is_in_dollars(file: &VendorFile, price: &Price) -> bool {
    let main = file.defaults.currency.as_deref().unwrap_or("USD");
    price.currency.as_deref().unwrap_or(main) == "USD"
}

/// The price in force in US dollars.
fn in_force<'a>(file: &VendorFile, model: &'a Model, today: &str) -> Option<(usize, &'a Price)> {
    let began = |price: &Price| {
        price
            .from
            .as_deref()
            .is_none_or(|from| &from[..10] <= today)
    };
    let ended = |price: &Price| price.to.as_deref().is_some_and(|to| &to[..10] <= today);
    model
        .price
        .iter()
        .enumerate()
        .rfind(|(_, price)| is_in_dollars(file, price) && began(price))
        .filter(|(_, price)| !ended(price))
}

fn compare(
    ours: &Ours<'_>,
    verdict: &Verdict,
    place: usize,
    doc: &mut DocumentMut,
    outcome: &mut Outcome,
) -> Result<()> {
    let model = &ours.file.model[place];
    let Some((index, price)) = in_force(ours.file, model, ours.today) else {
        return Ok(());
    };
    let Some(base) = verdict.cells.get(&STANDARD) else {
        return Ok(());
    };
    let tiers = ours.differences(model, price, &verdict.cells, ours.today)?;
    let unlisted = origins::unlisted(ours.file, price, verdict).join(", ");
    if !unlisted.is_empty() {
        outcome.figures.push(format!("{}: {unlisted}", model.id));
    }
    if !price.rates.is_empty() && !differs(price, base) && tiers.is_empty() {
        outcome.confirmed += 1;
        return confirm(ours.file, price, verdict, doc, place, index);
    }
    let change = Change::new(model, price, base, &tiers);
    if price.note.is_some() || price.like.is_some() || price.rates.is_empty() {
        outcome.kept.push(change);
        return Ok(());
    }
    let entry = Entry {
        from: Some(ours.today),
        cells: &verdict.cells,
        sources: origins::ids(&verdict.agree),
        regional: verdict.regional,
        verdict,
        today: true,
    };
    let fields = entry::fields(ours.file, ours.vendor, &entry);
    append(doc, place, index, &fields.join("\n"))?;
    outcome.changed.push(change);
    Ok(())
}

/// Puts in the prices that are announced for later days and not yet written. One that is
/// written and says something else stays, for a person to look at.
fn schedule(
    ours: &Ours<'_>,
    verdict: &Verdict,
    place: usize,
    doc: &mut DocumentMut,
    outcome: &mut Outcome,
) -> Result<()> {
    let model = &ours.file.model[place];
    if verdict.in_force.is_none() || in_force(ours.file, model, ours.today).is_none() {
        return Ok(());
    }
    let later = verdict.history.iter().rev().filter_map(|(from, cells)| {
        let from = from.as_deref().filter(|from| *from > ours.today)?;
        Some((from, cells, cells.get(&STANDARD)?))
    });
    for (from, cells, base) in later {
        let day = |price: &Price| {
            price
                .from
                .as_deref()
                .map_or("", |from| &from[..10])
                .to_owned()
        };
        let dollars = |price: &&Price| is_in_dollars(ours.file, price);
        if let Some(price) = model.price.iter().filter(dollars).find(|p| day(p) == from) {
            let tiers = ours.differences(model, price, cells, from)?;
            if differs(price, base) || !tiers.is_empty() {
                outcome
                    .kept
                    .push(Change::new(model, price, base, &tiers).since(from));
            }
            continue;
        }
        let before = model
            .price
            .iter()
            .rposition(|price| is_in_dollars(ours.file, price) && day(price).as_str() < from);
        let Some(index) = before else { continue };
        let entry = Entry {
            from: Some(from),
            cells: &entry::announced(verdict, cells),
            sources: vec![Published::Genai.id().to_owned()],
            regional: verdict.regional,
            verdict,
            today: false,
        };
        let fields = entry::fields(ours.file, ours.vendor, &entry);
        append(doc, place, index, &fields.join("\n"))?;
        let change = Change::new(model, &model.price[index], base, &[]);
        outcome.changed.push(change.since(from));
    }
    Ok(())
}

impl Ours<'_> {
    /// Where tiers, bands and dated fees of a price of this file are not those seen, on a day.
    fn differences(
        &self,
        model: &Model,
        price: &Price,
        cells: &BTreeMap<Cell, Rates>,
        day: &str,
    ) -> Result<Vec<Difference>> {
        if price.rates.is_empty() {
            return Ok(Vec::new());
        }
        let at = Instant::parse(&format!("{day}T23:59:59Z")).context("the day of the run")?;
        let position = self.table.position(&self.file.vendor.id, &model.id);
        let position = position.with_context(|| format!("{} is not in the table", model.id))?;
        let mut found = differences(self.table, position, cells, at);
        found.retain(|difference| !difference.is_base(&price.rates));
        Ok(found)
    }
}

impl Change {
    fn new(model: &Model, price: &Price, base: &Rates, tiers: &[Difference]) -> Change {
        let was = price
            .rates
            .iter()
            .map(|(unit, rate)| format!("{unit} {rate} "));
        let is = base.iter().map(|(unit, rate)| format!("{unit} {rate} "));
        Change {
            model: model.id.clone(),
            was: was.chain(tiers.iter().map(Difference::ours)).collect(),
            is: is.chain(tiers.iter().map(Difference::theirs)).collect(),
        }
    }

    /// The same, of a price that is yet to come.
    fn since(mut self, day: &str) -> Change {
        self.is = format!("from {day}: {}", self.is);
        self
    }
}

/// The maker's entry of a model that a route sells: the one whose id is the last
/// part of the route's id.
fn maker<'a>(vendor: &Vendor, verdict: &Verdict, verdicts: &'a [Verdict]) -> Option<&'a Verdict> {
    let tail = tail(vendor, &verdict.id);
    verdicts
        .iter()
        .filter(|v| {
            v.accepted
                && v.vendor != vendor.id
                && super::config::MAKERS.contains(&v.vendor.as_str())
        })
        .find(|v| tail == squash(&v.stem))
}

fn tail(vendor: &Vendor, id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id).to_ascii_lowercase();
    let dotted = last
        .rsplit_once("anthropic.")
        .or_else(|| last.rsplit_once("openai."));
    let dotted = dotted
        .or_else(|| last.rsplit_once("amazon."))
        .map_or(last.as_str(), |(_, id)| id);
    squash(&vendor.stem(dotted.strip_prefix("databricks-").unwrap_or(dotted)))
}

/// Folds the spellings of a version number: `glm-5p3`, `glm-5-3`.
fn squash(stem: &str) -> String {
    let chars: Vec<char> = fold(stem).chars().collect();
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    (0..chars.len())
        .map(|i| {
            if chars[i] == 'p' && i > 0 && digit(i - 1) && digit(i + 1) {
                '-'
            } else {
                chars[i]
            }
        })
        .collect()
}
