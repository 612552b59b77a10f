//! What one published table says about one model of one vendor.

use super::source::ServiceTier;
use rust_decimal::Decimal;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Deref, DerefMut},
};
use taskfare::prices::unit;

/// A published table, in the order in which ties are broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    Genai,
    Litellm,
    Pi,
    LlmPrices,
}

impl Table {
    /// Every table, in that order.
    pub const ALL: [Table; 4] = [Table::Genai, Table::Litellm, Table::Pi, Table::LlmPrices];

    /// Its id in `prices/sources.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Table::Genai => "genai-prices",
            Table::Litellm => "litellm",
            Table::Pi => "pi-ai",
            Table::LlmPrices => "llm-prices",
        }
    }
}

/// US dollars by unit of the price files: per million tokens, of fees per thousand or per one.
pub type Rates = BTreeMap<String, Decimal>;

/// Service tier as the price files name it, and the prompt length above which
/// the rates hold.
pub type Cell = (&'static str, u64);

pub const STANDARD: Cell = ("standard", 0);

/// What is said of one model, by one table or by all of them together.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub vendor: String,
    pub id: String,
    pub name: Option<String>,
    pub context: Option<u32>,
    pub max_output: Option<u32>,
    /// Shortest cached prompt, tokens.
    pub cache_min: Option<u32>,
    /// Day the table gives for the model's end.
    pub ends: Option<String>,
    /// Factor on all rates for calls processed in a named region.
    pub regional: Option<Decimal>,
    /// Further ids of the same model.
    pub aliases: BTreeSet<String>,
    /// Rates as of the day of the run.
    pub cells: BTreeMap<Cell, Rates>,
    /// Standard rates through time where the table has them: first day (none: since
    /// ever) and cells, oldest first. The interval of the day of the run is among them.
    pub history: Vec<(Option<String>, BTreeMap<Cell, Rates>)>,
}

impl Said {
    pub fn base(&self) -> Option<&Rates> {
        self.cells.get(&STANDARD)
    }

    /// True where the base rates make a price: input is charged.
    pub fn is_priced(&self) -> bool {
        self.base()
            .and_then(|r| r.get("in"))
            .is_some_and(|d| !d.is_zero())
    }

    /// Drops what says nothing: zero cache rates, reasoning billed as output, writes
    /// at the price of input. What a tier charges for writing says something where the standard
    /// tier charges more than for input.
    pub fn tidy(&mut self) {
        let history = self.history.iter_mut().map(|(_, cells)| cells);
        for cells in history.chain([&mut self.cells]) {
            let standard = cells.get(&STANDARD).cloned().unwrap_or_default();
            let charged = |unit: &str| {
                let rate = standard.get(unit);
                rate.is_some() && rate != standard.get("in")
            };
            for rates in cells.values_mut() {
                let (input, out) = (rates.get("in").copied(), rates.get("out").copied());

                rates.retain(|unit, rate| match unit.as_str() {
                    "in" | "out" => true,
                    "reasoning" => Some(*rate) != out && !rate.is_zero(),
                    unit if unit.starts_with("cache_write") => {
                        !rate.is_zero() && (Some(*rate) != input || charged(unit))
                    }
                    _ => !rate.is_zero(),
                });
            }
            cells.retain(|_, rates| !rates.is_empty());
        }
    }
}

/// One model as one table lists it.
#[derive(Clone, Debug)]
pub struct Listing {
    pub table: Table,
    said: Said,
}

impl Listing {
    pub fn new(table: Table, vendor: &str, id: &str) -> Listing {
        let said = Said {
            vendor: vendor.into(),
            id: id.into(),
            ..Said::default()
        };
        Listing { table, said }
    }
}

/// A listing is read as what it says.
impl Deref for Listing {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.said
    }
}

impl DerefMut for Listing {
    fn deref_mut(&mut self) -> &mut Said {
        &mut self.said
    }
}

/// The decimal a table means by `text`; floats that passed through binary
/// arithmetic are rounded to eight significant digits.
pub fn decimal(text: &str) -> Option<Decimal> {
    let value = Decimal::from_scientific(text)
        .or_else(|_| text.parse())
        .ok()?;
    value.round_sf(8).map(|d| d.normalize())
}

/// Folds the spellings of an id: case, and the separators `.`, `_`, `@`, `:`.
pub fn fold(id: &str) -> String {
    let folded: String = id
        .to_ascii_lowercase()
        .chars()
        .map(|c| {
            if matches!(c, '.' | '_' | '@' | ':') {
                '-'
            } else {
                c
            }
        })
        .collect();
    folded
}

/// The id without a trailing date (`-20251001`, `-2025-10-01`), if it has one.
pub fn undated(id: &str) -> Option<&str> {
    let bytes = id.as_bytes();
    for len in [9, 11] {
        if bytes.len() <= len {
            continue;
        }
        let (head, tail) = id.split_at(bytes.len() - len);
        let digits = tail.bytes().filter(u8::is_ascii_digit).count();
        let year = tail.trim_start_matches(['-', '@']);
        if digits == 8 && (tail.starts_with('-') || tail.starts_with('@')) && year.starts_with("20")
        {
            return Some(head);
        }
    }
    None
}

/// The date that an id ends in, `2025-10-01`, if it has one.
pub fn day_of(id: &str) -> Option<String> {
    let digits: String = id[undated(id)?.len()..]
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Some(format!(
        "{}-{}-{}",
        &digits[..4],
        &digits[4..6],
        &digits[6..]
    ))
}

/// False for fees, which no service tier or length band changes.
pub fn is_token(unit: &str) -> bool {
    unit::by_key(unit).is_some_and(|unit| unit.kind.is_token())
}

/// A figure's unit with its tier and band, in words: `in batch above 272000`.
pub fn place((tier, above): (&str, u64), unit: &str) -> String {
    let band = if above > 0 {
        format!(" above {above}")
    } else {
        String::new()
    };
    let tier = if tier == "standard" {
        String::new()
    } else {
        format!(" {tier}")
    };
    format!("{unit}{tier}{band}")
}

/// The service tier of a cell.
pub fn service_tier(name: &str) -> ServiceTier {
    match name {
        "batch" => ServiceTier::Batch,
        "flex" => ServiceTier::Flex,
        "fast" => ServiceTier::Fast,
        "ultrafast" => ServiceTier::Ultrafast,
        _ => ServiceTier::Standard,
    }
}

#[cfg(test)]
mod tests {
    use super::is_token;

    #[test]
    fn fees_are_no_tokens() {
        for unit in ["in", "cache_write_1h", "reasoning", "audio_in"] {
            assert!(is_token(unit), "{unit}");
        }
        for unit in ["request", "web_search_1k", "code_session", "post_1k"] {
            assert!(!is_token(unit), "{unit}");
        }
    }
}
