//! Names as people and logs write them, resolved without a regex engine.
//!
//! A name is split at `/` into a model id and what stands before it; the id is tried
//! as it is, then without what clouds and dates add to it.

use super::models::Models;
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

/// Prefixes by which Bedrock's inference profiles name where a call is processed.
const REGIONS: [&str; 8] = ["us", "eu", "apac", "jp", "au", "ca", "global", "us-gov"];

/// The form in which names are compared: lower case, and one spelling of separators,
/// since `claude-sonnet-4.5` and `claude-sonnet-4-5` are the same model.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < plain.len() {
        plain[byte] = match byte as u8 {
            b'.' | b'_' | b' ' | b'@' | b':' => b'-',
            byte => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    plain
};

#[inline]
fn plain(byte: u8) -> u8 {
    PLAIN[usize::from(byte)]
}

/// Whether two spellings are the same name.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().map(plain).eq(b.bytes().map(plain))
}

/// FNV-1a of the compared form.
fn hash(name: &[u8]) -> u32 {
    // A loop, not a fold: built for size, a fold is a call for each byte.
    let mut hash = 0x811c_9dc5_u32;
    for byte in name {
        hash = (hash ^ u32::from(PLAIN[usize::from(*byte)])).wrapping_mul(0x0100_0193);
    }
    hash
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
        let mut parts: Vec<&str> = name.split('/').collect();
        let mut payer = None;
        if name.starts_with("arn:") {
            payer = self.vendor_named("bedrock");
            parts.drain(..parts.len() - 1);
        }
        for start in 0..parts.len() {
            // The outermost vendor is the one that sends the bill.
            let vendor = payer.or_else(|| {
                parts[..start]
                    .iter()
                    .find_map(|part| self.vendor_named(part))
            });
            if let Some(found) = self.find_id(vendor, &parts[start..].join("/")) {
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
        let (region, cloud_id) = split_region(id);
        let maker = cloud_id
            .split_once('.')
            .filter(|(maker, _)| self.vendor_named(maker).is_some());
        let (vendor, inner) = match maker {
            // `anthropic.claude-…` is how Bedrock writes a maker's model.
            Some((_, inner)) => (vendor.or_else(|| self.vendor_named("bedrock")), inner),
            None if region.is_some() => (vendor.or_else(|| self.vendor_named("bedrock")), cloud_id),
            None => (vendor, id),
        };
        let unversioned = without_version(inner);
        [cloud_id, inner, unversioned]
            .iter()
            .find_map(|id| found(vendor, id, region, true))
            .or_else(|| found(vendor, without_date(unversioned)?, region, false))
    }

    /// Whether the name is one of the spellings of the model's vendor.
    pub fn vendor_is(&self, model: &Model, name: &str) -> bool {
        self.vendor_named(name) == Some(model.vendor)
    }

    /// The full ids of the three models whose names are nearest to `name`.
    pub fn nearest(&self, name: &str) -> Vec<String> {
        let last = name.trim().rsplit('/').next().unwrap_or(name);
        let wanted: Vec<u8> = last.bytes().map(plain).collect();
        let far = |known: &str| {
            let known: Vec<u8> = known.bytes().map(plain).collect();
            distance(&wanted, &known)
        };
        let of = |model: &Model| {
            let spellings = model.aliases.iter().chain([&model.id, &model.name]);
            spellings.map(|known| far(known)).min()
        };
        let makers = |model: &&Model| !self.vendor_of(model).route;
        let ranked = self
            .models
            .iter()
            .filter(makers)
            .map(|model| (of(model), model));
        let ranked = sorted(ranked.collect(), |a, b| a.0.cmp(&b.0));
        let nearest = ranked.iter().take(3);
        nearest.map(|(_, model)| self.full_id(model)).collect()
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

/// Splits `us.anthropic.claude-…` into the region and the rest.
fn split_region(id: &str) -> (Option<&str>, &str) {
    match id.split_once('.') {
        Some((region, rest)) if REGIONS.contains(&region) => (Some(region), rest),
        _ => (None, id),
    }
}

/// Drops Bedrock's `-v1:0`, `-v2`, `:0` and a trailing `-latest`.
fn without_version(id: &str) -> &str {
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let id = match id.rsplit_once(':') {
        Some((head, tail)) if all_digits(tail) => head,
        _ => id,
    };
    let id = match id.rsplit_once('v') {
        Some((head, tail)) if all_digits(tail) => head.strip_suffix('-').unwrap_or(id),
        _ => id,
    };
    id.strip_suffix("-latest")
        .or_else(|| id.strip_suffix("@latest"))
        .unwrap_or(id)
}

/// Drops `-20250929`, `@20250929`, `-2025-09-29` or `-0929`, if there is one.
fn without_date(id: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    for (length, wanted) in [(10, 8), (8, 8), (4, 4)] {
        let at = id.len().checked_sub(length + 1)?;
        let (head, tail) = (id.get(..at)?, id.get(at + 1..)?);
        let dashes = length - wanted;
        if matches!(id.as_bytes()[at], b'-' | b'@')
            && digits(tail) == wanted
            && tail.matches('-').count() == dashes
        {
            return Some(head);
        }
    }
    None
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
