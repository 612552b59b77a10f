//! Tokenizer families: which vocabulary is theirs, and how their counts relate
//! to the reference where it cannot be had.

use super::Grade;
use super::frame::pick;
use crate::kind::KINDS;
use serde::Serialize;

pub use super::table::FAMILIES;

/// `[low, middle, high]` tokens per 1,000 tokens of the reference.
pub type Band = [u16; 3];

/// The encodings that bands relate to: the same ordinary tokens under two names.
pub const REFERENCE: [&str; 2] = ["o200k_base", "o200k_harmony"];

/// Models whose text costs the same tokens: one entry of `prices/tokenizers.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Family {
    /// The key that models of the price table name, e.g. `claude-4.7`.
    #[serde(rename = "family")]
    pub name: &'static str,
    /// Who uses it, for a reader.
    pub title: &'static str,
    /// Encodings that are this tokenizer; empty where none is public.
    pub exact: &'static [&'static str],
    /// Whether this project may ship that vocabulary; if not, the user brings a file.
    pub shipped: bool,
    /// Parts of model names, without vendor prefix, that mean this family.
    #[serde(skip)]
    pub models: &'static [&'static str],
    /// The grade of a count without the vocabulary.
    pub grade: Grade,
    /// How it relates to the reference, by kind of text.
    #[serde(skip)]
    pub bands: [Band; KINDS],
    /// What the bands rest on, for a reader: who measured, n, or what the vendor says.
    pub basis: &'static str,
    /// The day the basis was checked, `YYYY-MM-DD`.
    pub checked: &'static str,
}

impl Family {
    /// The family's own encoding, or its name where there is none.
    pub fn own_name(&self) -> &'static str {
        self.exact.first().copied().unwrap_or(self.name)
    }
}

/// The family of a model: the one its price-table entry names, else the one with
/// the longest of its names in the model's, else `unknown`.
pub fn family_of(model: &str, tokenizer: Option<&str>) -> &'static Family {
    let named = tokenizer.and_then(family);
    named.unwrap_or_else(|| &FAMILIES[pick(FAMILIES.iter().map(|f| f.models), model)])
}

/// The family of this name.
pub fn family(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.name == name)
}
