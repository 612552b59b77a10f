//! Which provider of which published table is which vendor of ours: `vendors.toml`.

use super::listing::{fold, undated};
use anyhow::{Context as _, Result};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Parts of ids that are not priced by text tokens.
    exclude: Vec<String>,
    pub vendor: Vec<Vendor>,
}

/// One vendor file and where the tables list its models.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    pub id: String,
    #[serde(default)]
    pub genai: Vec<String>,
    #[serde(default)]
    pub litellm: Vec<String>,
    #[serde(default)]
    pub pi: Vec<String>,
    #[serde(default)]
    pub llm_prices: Vec<String>,
    /// Unit of the tables' one unnamed cache write price; absent: they repeat the
    /// input price there and it says nothing.
    pub write: Option<String>,
    /// Prefixes that a table puts before the vendor's own id, longest first.
    #[serde(default)]
    strip: Vec<String>,
    /// Suffixes that do not make another model.
    #[serde(default)]
    strip_end: Vec<String>,
    /// Ids begin with one of these, if any is given.
    #[serde(default)]
    only: Vec<String>,
    /// Further parts of ids that are left out.
    #[serde(default)]
    exclude: Vec<String>,
    /// Prefixes of regional spellings that are aliases where they cost the same:
    /// the first is the one written.
    #[serde(default)]
    regional: Vec<String>,
    /// Ids may end in a version, `-v1:0`, that says nothing.
    #[serde(default)]
    versioned: bool,
    /// The vendor's length bands include their bound: `>=200000`.
    #[serde(default)]
    pub inclusive: bool,
    /// Tables whose word alone is enough for a new model.
    #[serde(default)]
    pub trust: Vec<String>,
    /// Caches at prices that the tables do not list: an absent rate is unknown.
    #[serde(default)]
    pub hidden_cache: bool,
    /// Sells other makers' models.
    #[serde(default)]
    pub route: bool,
}

pub fn read() -> Result<Config> {
    let mut config: Config =
        toml_edit::de::from_str(include_str!("vendors.toml")).context("vendors.toml")?;
    for vendor in &mut config.vendor {
        vendor.exclude.extend(config.exclude.iter().cloned());
    }
    Ok(config)
}

impl Vendor {
    /// The vendor's own id behind a table's key; none if it is left out.
    pub fn model_id(&self, raw: &str) -> Option<String> {
        let mut id = raw;
        for prefix in &self.strip {
            id = id.strip_prefix(prefix.as_str()).unwrap_or(id);
        }
        for suffix in &self.strip_end {
            id = id.strip_suffix(suffix.as_str()).unwrap_or(id);
        }
        let lower = id.to_ascii_lowercase();
        let wanted = self.only.is_empty() || self.only.iter().any(|p| lower.starts_with(p));
        let unwanted = self
            .exclude
            .iter()
            .any(|part| lower.contains(part.as_str()));
        let id = match self.regional.first() {
            Some(first) => id
                .strip_prefix("regional.")
                .map(|rest| format!("{first}{rest}")),
            None => None,
        }
        .unwrap_or_else(|| id.to_owned());
        (wanted && !unwanted && !id.is_empty()).then_some(id)
    }

    /// True for the regional spellings after the one that is written.
    pub fn is_regional_variant(&self, id: &str) -> bool {
        self.regional
            .iter()
            .skip(1)
            .any(|prefix| id.starts_with(prefix.as_str()))
    }

    /// What makes two spellings the same model: no case, date, version or region.
    pub fn stem(&self, id: &str) -> String {
        let mut id = id.to_ascii_lowercase();
        for prefix in &self.regional {
            if let Some(rest) = id.strip_prefix(prefix.as_str()) {
                id = format!("{}{rest}", self.regional[0]);
                break;
            }
        }
        let mut id = fold(&id);
        if self.versioned {
            for version in ["-v1-0", "-v2-0", "-v0-1", "-1-0", "-v1"] {
                if let Some(rest) = id.strip_suffix(version) {
                    id = rest.to_owned();
                    break;
                }
            }
        }
        undated(&id).map(str::to_owned).unwrap_or(id)
    }

    /// A band's bound as the price files say it. Tables that can only say "above"
    /// write 199999 for "from 200000".
    pub fn threshold(&self, above: u64) -> u64 {
        if self.inclusive && above % 1000 == 999 {
            above + 1
        } else {
            above
        }
    }

    /// The condition of a band: `>272000` or `>=200000`.
    pub fn condition(&self, threshold: u64) -> String {
        format!("{}{threshold}", if self.inclusive { ">=" } else { ">" })
    }
}

/// Vendors that make the models they sell.
pub const MAKERS: [&str; 14] = [
    "anthropic",
    "openai",
    "google",
    "deepseek",
    "xai",
    "mistral",
    "moonshotai",
    "zai",
    "minimax",
    "alibaba",
    "meta",
    "cohere",
    "xiaomi",
    "aws-bedrock",
];
