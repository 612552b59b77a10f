//! Names as people and logs write them, resolved without a regex engine.
//!
//! A name is split at `/` into a model id and what stands before it; the id is tried
//! as it is, then without what clouds and dates add to it.

use super::models::Models;
use super::spelling::{self, Parts, hash, plain, same};
use super::table::{Model, Table, Vendor};
use crate::data::order::sorted;
use crate::{Code, Error, Result};
use std::sync::OnceLock;

/// All names of models, indexed when one is looked up that is no full id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(OnceLock<Index>);

/// Names by hash: what stands behind one is read only when it is looked up.
#[derive(Clone, Debug)]
struct Index {
    /// First entry of each chain, by the low bits of the hash; `NONE`: an empty chain.
    chains: Vec<u32>,
    entries: Vec<Entry>,
}

/// One spelling of one model.
#[derive(Clone, Debug)]
struct Entry {
    hash: u32,
    /// Next entry of its chain, or `NONE`.
    next: u32,
    model: u32,
    vendor: u16,
    /// A name made for reading; false: an id or alias.
    display: bool,
}

const NONE: u32 = u32::MAX;

/// What a name resolved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Position in [`Table::models`].
    pub model: usize,
    /// The region that the name carried (`us.anthropic.…`).
    pub region: Option<Box<str>>,
    /// False if a date or version that the table does not list was dropped.
    pub exact: bool,
}

impl Index {
    fn of(models: &Models) -> Index {
        let mut entries = Vec::with_capacity(4 * models.len());
        models.spellings(&mut |name| {
            entries.push(Entry {
                hash: hash(name.text),
                next: NONE,
                model: name.model as u32,
                vendor: name.vendor,
                display: name.display,
            });
        });
        let mut chains = vec![NONE; entries.len().next_power_of_two()];
        for (at, entry) in entries.iter_mut().enumerate() {
            let place = entry.hash as usize & (chains.len() - 1);
            entry.next = std::mem::replace(&mut chains[place], at as u32);
        }
        Index { chains, entries }
    }

    /// The entries of that hash.
    fn of_hash(&self, hash: u32) -> impl Iterator<Item = &Entry> {
        let mask = self.chains.len().wrapping_sub(1);
        let mut next = self.chains.get(hash as usize & mask).copied();
        let chain = std::iter::from_fn(move || {
            let entry = self.entries.get(next? as usize)?;
            next = Some(entry.next);
            Some(entry)
        });
        chain.filter(move |entry| entry.hash == hash)
    }
}

/// Tables are equal if that is which names are made from.
impl PartialEq for Names {
    fn eq(&self, _: &Names) -> bool {
        true
    }
}

impl Table {
    /// Every id and alias resolves to exactly one model of its vendor.
    pub(super) fn refuse_doubles(&self) -> Result<()> {
        for model in self.models.iter() {
            for spelling in model.aliases.iter().chain([&model.id]) {
                let entries = self.entries(Some(model.vendor), spelling);
                let mut ids = entries.filter(|entry| !entry.display);
                let of = |entry: &Entry| &self.models[entry.model as usize];
                if let Some(other) = ids.find(|entry| of(entry).id != model.id) {
                    let (first, second) = (&model.id, &of(other).id);
                    let message = ["\"", spelling, "\" names both ", first, " and ", second];
                    let error = Error::new(Code::BadPriceTable, message.concat());
                    return Err(error.at_path("aliases"));
                }
            }
        }
        Ok(())
    }

    fn vendor_named(&self, spelling: &str) -> Option<u16> {
        let is = |vendor: &Vendor| {
            let mut spellings = vendor.aliases.iter().chain([&vendor.id, &vendor.name]);
            spellings.any(|known| same(known, spelling))
        };
        Some(self.vendors.iter().position(is)? as u16)
    }

    /// What is spelled so at a vendor, or without a vendor at any maker.
    fn entries<'a>(
        &'a self,
        vendor: Option<u16>,
        spelling: &'a str,
    ) -> impl Iterator<Item = &'a Entry> {
        let here = move |entry: &&Entry| match vendor {
            Some(vendor) => entry.vendor == vendor,
            None => !self.vendors[usize::from(entry.vendor)].route,
        };
        let spelled = move |entry: &&Entry| {
            let model = &self.models[entry.model as usize];
            match entry.display {
                true => same(&model.name, spelling),
                false => model
                    .aliases
                    .iter()
                    .chain([&model.id])
                    .any(|known| same(known, spelling)),
            }
        };
        let index = self.names.0.get_or_init(|| Index::of(&self.models));
        let entries = index.of_hash(hash(spelling.as_bytes()));
        entries.filter(here).filter(spelled)
    }

    /// The model of that id at a vendor, or without a vendor the one maker's own. Two makers
    /// that use one id: only a vendor's name can tell.
    fn model_named(&self, vendor: Option<u16>, id: &str) -> Option<usize> {
        let (shown, ids): (Vec<&Entry>, Vec<&Entry>) =
            self.entries(vendor, id).partition(|entry| entry.display);
        if !ids.is_empty() {
            return only(&ids);
        }
        // Display names resolve too, but only where one model alone has the name and no id or
        // alias is spelled so: they are made for reading.
        let alone = |entry: &&Entry| {
            let mut others = shown.iter().filter(|other| other.vendor == entry.vendor);
            others.all(|other| other.model == entry.model)
        };
        only(&shown.iter().copied().filter(alone).collect::<Vec<_>>())
    }
}

/// The model of all entries, if they are of one.
fn only(entries: &[&Entry]) -> Option<usize> {
    let first = entries.first()?.model;
    let one = entries.iter().all(|entry| entry.model == first);
    one.then_some(first as usize)
}

impl Table {
    /// Resolves a name: `gpt-5.5`, `openai/gpt-5.5`, `models/gemini-2.5-pro`,
    /// `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5@20250929`.
    ///
    /// A bare name means the maker's own offer. A name with a known vendor means that
    /// vendor's offer or nothing: another vendor's price is never taken in silence.
    pub fn find(&self, name: &str) -> Option<Match> {
        let name = name.trim_ascii();
        self.by_full_id(name).or_else(|| self.by_spelling(name))
    }

    /// As the table itself writes it: the vendor's block is read, and nothing indexed.
    fn by_full_id(&self, name: &str) -> Option<Match> {
        let (vendor, id) = name.split_at_checked(name.bytes().position(|byte| byte == b'/')?)?;
        Some(Match {
            model: self.position(vendor, id.strip_prefix('/')?)?,
            region: None,
            exact: true,
        })
    }

    #[inline(never)]
    fn by_spelling(&self, name: &str) -> Option<Match> {
        let name = name.trim_matches('/');
        let mut steps: Vec<&str> = name.split('/').collect();
        let (mut payer, mut place) = (None, None);
        if let Some(resource) = name.strip_prefix("arn:") {
            // `arn:aws:bedrock:us-east-1:…:inference-profile/us.anthropic.…`
            payer = self.vendor_named("bedrock");
            place = resource.split(':').nth(2).filter(|place| !place.is_empty());
            steps.drain(..steps.len() - 1);
        } else if let Some(publisher) = steps.iter().position(|step| *step == "publishers") {
            // `projects/…/locations/us-central1/publishers/google/models/…`
            payer = self.vendor_named("vertex");
            let mut after = steps.iter().skip_while(|step| **step != "locations");
            place = after.nth(1).copied();
            steps.drain(..=publisher);
        } else if name.starts_with("@cf/") {
            payer = self.vendor_named("cloudflare");
        }
        for start in 0..steps.len() {
            let (before, id) = steps.split_at(start);
            // The outermost vendor is the one that sends the bill.
            let vendor = payer.or_else(|| before.iter().find_map(|step| self.vendor_named(step)));
            if let Some(mut found) = self.find_id(vendor, &id.join("/")) {
                let places = before.iter().rfind(|step| spelling::is_place(step));
                let place = places.copied().or(place);
                found.region = found.region.or(place.map(Box::from));
                return Some(found);
            }
        }
        None
    }

    fn find_id(&self, vendor: Option<u16>, id: &str) -> Option<Match> {
        let found = |vendor, id: &str, region: Option<&str>, exact| {
            self.model_named(vendor, id).map(|model| Match {
                model,
                region: region.map(Box::from),
                exact,
            })
        };
        if let Some(found) = found(vendor, id, None, true) {
            return Some(found);
        }
        let parts = Parts::of(id);
        // Without a vendor, a region or a maker in front is how Bedrock writes a model.
        let bedrock = self.vendor_named("bedrock");
        let by_cloud = vendor.is_none() && (parts.region.is_some() || parts.maker.is_some());
        if let Some(bedrock) = bedrock.filter(|known| by_cloud || vendor == Some(*known)) {
            let listed = found(Some(bedrock), id, None, true);
            return listed.or_else(|| self.at_bedrock(bedrock, &parts));
        }
        let spelled = |name: &str, exact| {
            found(vendor, name, parts.region, exact)
                .or_else(|| found(vendor, &spelling::family_first(name)?, parts.region, exact))
        };
        spelled(parts.name, parts.whole).or_else(|| spelled(parts.undated, false))
    }

    /// The row of Bedrock for a name that it does not list so: of the same region, else the
    /// one without a region, else the nearest other.
    fn at_bedrock(&self, bedrock: u16, wanted: &Parts) -> Option<Match> {
        /// Farther than any region.
        const UNDATED: u8 = 8;
        let mut best: Option<(u8, Match)> = None;
        self.models.spellings(&mut |name| {
            let text = std::str::from_utf8(name.text).unwrap_or("");
            if name.vendor != bedrock || name.display {
                return;
            }
            let row = Parts::of(text);
            let other_maker = wanted.maker.is_some() && row.maker != wanted.maker;
            if other_maker || !same(row.undated, wanted.undated) {
                return;
            }
            let other_date = match wanted.date() {
                date if date.is_empty() || same(date, row.date()) => 0,
                _ if row.date().is_empty() => UNDATED,
                _ => 2 * UNDATED,
            };
            let (global, none) = (Some("global"), None);
            let far = match (row.region, wanted.region) {
                (row, wanted) if row == wanted => 0,
                (None, _) => 1,
                (row, wanted) if row != global && wanted != global && wanted != none => 2,
                (row, _) if row == global => 3,
                _ => 4,
            };
            let far = far + other_date;
            if best.as_ref().is_none_or(|(nearest, _)| far < *nearest) {
                let region = wanted.region.filter(|_| row.region.is_none());
                let found = Match {
                    model: name.model,
                    region: region.map(Box::from),
                    exact: far < 2,
                };
                best = Some((far, found));
            }
        });
        let (far, mut found) = best?;
        // The row carries no date, but the maker lists the one of the name.
        let dated = far == UNDATED || far == UNDATED + 1;
        found.exact |= dated && self.model_named(None, wanted.name).is_some();
        Some(found)
    }

    /// Whether the name is one of the spellings of the model's vendor.
    pub fn vendor_is(&self, model: &Model, name: &str) -> bool {
        self.vendor_named(name) == Some(model.vendor)
    }

    /// The full ids of the three models whose names are nearest to `name`; of one model that
    /// many sell, its maker's alone.
    pub fn nearest(&self, name: &str) -> Vec<String> {
        let last = name.trim().rsplit('/').next().unwrap_or(name);
        // A fine-tuned model's price is another: what it was made from is only near.
        let last = last.strip_prefix("ft:").unwrap_or(last);
        let last = last.split(':').next().unwrap_or(last);
        let wanted: Vec<u8> = last.bytes().map(plain).collect();
        let far = |known: &str| {
            let known: Vec<u8> = bare(known).bytes().map(plain).collect();
            distance(&wanted, &known)
        };
        let of = |model: &Model| {
            let spellings = model.aliases.iter().chain([&model.id, &model.name]);
            let far = spellings.map(|known| far(known)).min();
            (far, self.vendor_of(model).route)
        };
        let ranked = self.models.iter().map(|model| (of(model), model));
        let ranked = sorted(ranked.collect(), |a, b| a.0.cmp(&b.0));
        let mut nearest: Vec<&Model> = Vec::with_capacity(3);
        for (_, model) in ranked {
            let known = |other: &&Model| same(bare(&other.id), bare(&model.id));
            if nearest.len() < 3 && !nearest.iter().any(known) {
                nearest.push(model);
            }
        }
        nearest.iter().map(|model| self.full_id(model)).collect()
    }

    /// The model of a name.
    ///
    /// # Errors
    /// `unknown-model` with the three nearest names in its hint.
    pub fn model(&self, name: &str) -> Result<&Model> {
        self.position_of(name)
            .map(|position| &self.models[position])
    }

    /// The position in [`Table::models`] of the model of a name.
    ///
    /// # Errors
    /// `unknown-model` with the three nearest names in its hint.
    pub fn position_of(&self, name: &str) -> Result<usize> {
        self.found(name).map(|found| found.model)
    }

    /// What a name resolves to.
    ///
    /// # Errors
    /// `unknown-model` with the three nearest names in its hint.
    pub fn found(&self, name: &str) -> Result<Match> {
        self.find(name).ok_or_else(|| {
            let message = ["no model is named \"", name, "\""].concat();
            let nearest = self.nearest(name).join(", ");
            Error::new(Code::UnknownModel, message).with_hint(["nearest: ", &nearest].concat())
        })
    }
}

/// A route's id without the maker that stands before it.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// How many single-character changes lead from one to the other, less what they begin
/// with alike: names of one family begin alike.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    (row[b.len()] * 2 + 64).saturating_sub(common)
}
