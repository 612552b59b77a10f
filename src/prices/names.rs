//! Names as people and logs write them, resolved without a regex engine.
//!
//! A name is split at `/` into a model id and what stands before it; the id is tried
//! as it is, then without what clouds and dates add to it.

use super::table::{Model, Table, Vendor};
use crate::data::order::sorted;
use crate::{Code, Error, Result};

/// Sorted keys of all names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Names {
    /// (vendor, key of id or alias, model), sorted.
    offers: Vec<(u16, Box<str>, u32)>,
    /// (key of id or alias, model) of the makers' own entries, sorted.
    bare: Vec<(Box<str>, u32)>,
    /// (key of a vendor's spelling, vendor), sorted.
    vendors: Vec<(Box<str>, u16)>,
}

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
fn key(name: &str) -> Box<str> {
    let plain = |byte: u8| match byte {
        b'.' | b'_' | b' ' | b'@' | b':' => b'-',
        byte => byte.to_ascii_lowercase(),
    };
    // ASCII takes the place of ASCII, so this stays UTF-8.
    let bytes = name.bytes().map(plain).collect();
    String::from_utf8(bytes).unwrap_or_default().into()
}

impl Names {
    pub(crate) fn of(vendors: &[Vendor], models: &[Model]) -> Result<Names> {
        let mut names = Names::default();
        for (at, vendor) in vendors.iter().enumerate() {
            for spelling in vendor.aliases.iter().chain([&vendor.id, &vendor.name]) {
                names.vendors.push((key(spelling), at as u16));
            }
        }
        for (at, model) in models.iter().enumerate() {
            for spelling in model.aliases.iter().chain([&model.id]) {
                names.offers.push((model.vendor, key(spelling), at as u32));
            }
        }
        names.offers = sorted(names.offers, Ord::cmp);
        names.offers.dedup();
        names.refuse_doubles(models)?;
        let makers_own = |names: &Names| -> Vec<(Box<str>, u32)> {
            let maker = |entry: &&(u16, Box<str>, u32)| !vendors[usize::from(entry.0)].route;
            let own = names.offers.iter().filter(maker);
            own.map(|(_, key, model)| (key.clone(), *model)).collect()
        };
        let ids = sorted(makers_own(&names), Ord::cmp);
        names.add_display_names(models);
        // An own offer of another's model bears its name: the id or alias of one is before
        // the display name of the other.
        let is_id = |key: &str| ids.binary_search_by(|id| (*id.0).cmp(key)).is_ok();
        let mut bare = makers_own(&names);
        bare.retain(|name| !is_id(&name.0) || ids.binary_search(name).is_ok());
        names.bare = sorted(bare, Ord::cmp);
        names.vendors = sorted(names.vendors, Ord::cmp);
        names.vendors.dedup();
        Ok(names)
    }

    /// Every id and alias resolves to exactly one model of its vendor.
    fn refuse_doubles(&self, models: &[Model]) -> Result<()> {
        let mut pairs = self.offers.windows(2).map(|pair| (&pair[0], &pair[1]));
        match pairs.find(|(a, b)| (a.0, &a.1) == (b.0, &b.1)) {
            None => Ok(()),
            Some((a, b)) => {
                let (first, second) = (&models[a.2 as usize].id, &models[b.2 as usize].id);
                let message = ["\"", &a.1, "\" names both ", first, " and ", second].concat();
                Err(Error::new(Code::BadPriceTable, message).at_path("aliases"))
            }
        }
    }

    /// Display names resolve too, but only where one model alone has the name and no id
    /// or alias is spelled so: they are made for reading.
    fn add_display_names(&mut self, models: &[Model]) {
        let at = |(at, model): (usize, &Model)| (model.vendor, key(&model.name), at as u32);
        let display: Vec<_> = models.iter().enumerate().map(at).collect();
        let display = sorted(display, Ord::cmp);
        let same = |a: &(u16, Box<str>, u32), b: &(u16, Box<str>, u32)| (a.0, &a.1) == (b.0, &b.1);
        for group in display.chunk_by(same).filter(|group| group.len() == 1) {
            let name = &group[0];
            if self
                .offers
                .binary_search_by(|e| (e.0, &e.1).cmp(&(name.0, &name.1)))
                .is_err()
            {
                let place = self
                    .offers
                    .partition_point(|e| (e.0, &e.1) < (name.0, &name.1));
                self.offers.insert(place, name.clone());
            }
        }
    }

    fn vendor(&self, spelling: &str) -> Option<u16> {
        let key = key(spelling);
        let at = self
            .vendors
            .binary_search_by(|entry| entry.0.cmp(&key))
            .ok()?;
        Some(self.vendors[at].1)
    }

    /// The model of that id at a vendor, or without a vendor the one maker's own.
    fn model(&self, vendor: Option<u16>, id: &str) -> Option<usize> {
        let id = key(id);
        let Some(vendor) = vendor else {
            let start = self.bare.partition_point(|entry| entry.0 < id);
            let same = self.bare[start..].iter().take_while(|entry| entry.0 == id);
            let mut models = same.map(|entry| entry.1 as usize);
            // Two makers that use one id: only a vendor's name can tell.
            return models.next().filter(|_| models.next().is_none());
        };
        let found = self
            .offers
            .binary_search_by(|e| (e.0, &e.1).cmp(&(vendor, &id)))
            .ok()?;
        Some(self.offers[found].2 as usize)
    }
}

impl Table {
    /// Resolves a name: `gpt-5.5`, `openai/gpt-5.5`, `models/gemini-2.5-pro`,
    /// `us.anthropic.claude-sonnet-4-5-20250929-v1:0`, `claude-sonnet-4-5@20250929`.
    ///
    /// A bare name means the maker's own offer. A name with a known vendor means that
    /// vendor's offer or nothing: another vendor's price is never taken in silence.
    pub fn find(&self, name: &str) -> Option<Match> {
        let name = name.trim().trim_matches('/');
        let mut parts: Vec<&str> = name.split('/').collect();
        let mut payer = None;
        if name.starts_with("arn:") {
            payer = self.names.vendor("bedrock");
            parts.drain(..parts.len() - 1);
        }
        for start in 0..parts.len() {
            // The outermost vendor is the one that sends the bill.
            let vendor = payer.or_else(|| {
                parts[..start]
                    .iter()
                    .find_map(|part| self.names.vendor(part))
            });
            if let Some(found) = self.find_id(vendor, &parts[start..].join("/")) {
                return Some(found);
            }
        }
        None
    }

    fn find_id(&self, vendor: Option<u16>, id: &str) -> Option<Match> {
        let found = |vendor, id: &str, region: Option<&str>, exact| {
            self.names.model(vendor, id).map(|model| Match {
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
            .filter(|(maker, _)| self.names.vendor(maker).is_some());
        let (vendor, inner) = match maker {
            // `anthropic.claude-…` is how Bedrock writes a maker's model.
            Some((_, inner)) => (vendor.or_else(|| self.names.vendor("bedrock")), inner),
            None if region.is_some() => (vendor.or_else(|| self.names.vendor("bedrock")), cloud_id),
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
        self.names.vendor(name) == Some(model.vendor)
    }

    /// The full ids of the three models whose names are nearest to `name`.
    pub fn nearest(&self, name: &str) -> Vec<String> {
        let last = name.trim().rsplit('/').next().unwrap_or(name);
        let wanted = key(last);
        let wanted = wanted.as_bytes();
        let of = |(key, model): &(Box<str>, u32)| (distance(wanted, key.as_bytes()), *model);
        let ranked: Vec<(usize, u32)> = self.names.bare.iter().map(of).collect();
        let ranked = sorted(ranked, Ord::cmp);
        let mut nearest: Vec<String> = Vec::new();
        for (_, model) in ranked {
            let id = self.full_id(&self.models[model as usize]);
            if !nearest.contains(&id) {
                nearest.push(id);
            }
            if nearest.len() == 3 {
                break;
            }
        }
        nearest
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
        self.find(name).map(|found| found.model).ok_or_else(|| {
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
