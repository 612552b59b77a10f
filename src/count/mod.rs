//! Counts per kind of text, or a whole request, into a graded token count.
//!
//! Text is counted in the tokenizer's own wasm file; what arrives here are plain
//! [`Counts`]. A model names a tokenizer [`Family`]; where the family's vocabulary
//! is at hand the count is exact, everywhere else it is a sum of bands, one per
//! kind of text, and says so ([`Grade`]). Around the text, [`frame`] lists what a
//! request body adds: chat framing, tools, images.

mod calibration;
mod family;
pub mod frame;
mod table;

pub use calibration::Calibration;
pub use family::{Band, FAMILIES, Family, REFERENCE, family, family_of};

use crate::data::read::{Fields, Names, read_names, read_struct};
use crate::data::small::holds;
use crate::data::{Json, Read};
use crate::kind::{Counts, KINDS};
use crate::{Code, Error, Result};
use serde::{Deserialize, Serialize};

/// How a count is known, best first; a sum has the worst grade of its parts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The model's own tokenizer counted.
    Exact,
    /// A formula or multiplier that the vendor publishes.
    VendorStated,
    /// A band that somebody measured, with source and n.
    MeasuredBand,
    /// Nobody outside the vendor knows; the band spans what all known tokenizers do.
    #[default]
    Unknown,
}

/// A token count that says how far it can be trusted: `low <= tokens <= high`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Graded {
    /// Tokens: exact, or the middle of the band.
    pub tokens: u32,
    /// Fewest tokens this can be.
    pub low: u32,
    /// Most tokens this can be.
    pub high: u32,
    /// How it is known.
    pub grade: Grade,
    /// What it rests on, for a reader.
    pub basis: String,
}

/// One part of a request's count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What is counted: `text`, `framing`, `tools`, `image`, `image url`.
    pub what: String,
    /// Its tokens.
    #[serde(flatten)]
    pub count: Graded,
}

read_names! {
    Grade: Exact, VendorStated, MeasuredBand, Unknown;
}

read_struct! {
    Graded, Camel, end: tokens, low, high, grade, basis; ;
}

impl Read for Line {
    fn read(&mut self, from: &Json) -> Result<()> {
        let mut fields = Fields::of(from, Names::Camel)?;
        fields.required("what", &mut self.what);
        fields.end()?;
        self.count.read(from)
    }
}

/// A whole request's count with its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Count {
    /// The sum of the lines.
    #[serde(flatten)]
    pub total: Graded,
    /// The tokenizer family that was applied.
    pub family: String,
    /// The parts, text first.
    pub lines: Vec<Line>,
}

/// Tokens of a text under `family`, from its counts per kind.
///
/// `encoding` names the vocabulary that counted; `None` says that no vocabulary
/// was at hand and the counts are the character model's estimate of [`REFERENCE`].
///
/// # Errors
/// `invalid-argument` when `encoding` is neither the family's own nor the
/// reference, as no band relates it to the family.
pub fn count(
    family: &Family,
    counts: &Counts,
    encoding: Option<&str>,
    calibration: Option<&Calibration>,
) -> Result<Graded> {
    let own = encoding.is_some_and(|name| family.exact.contains(&name));
    let estimated = counts.total().low != counts.total().high;
    if own && !estimated {
        return Ok(Graded::exact(
            counts.total().tokens,
            format!(
                "{}, the model's own vocabulary",
                encoding.unwrap_or_default()
            ),
        ));
    }
    let reference = encoding.is_none_or(|name| REFERENCE.contains(&name));
    if !own && !reference {
        let name = encoding.unwrap_or_default();
        return Err(Error::new(
            Code::InvalidArgument,
            format!(
                "no band relates {name} to the tokenizer family {}",
                family.name
            ),
        )
        .at_path("encoding")
        .with_hint(format!(
            "count with {} or {}",
            REFERENCE[0],
            family.own_name()
        )));
    }
    let mut bands = match own {
        true => [[1000; 3]; KINDS],
        false => family.bands,
    };
    if let Some(calibration) = calibration {
        bands = calibration.apply(&bands)?;
    }
    let (low, tokens, high) = weigh(counts, &bands);
    let grade = match family.grade {
        Grade::Unknown if calibration.is_none() && !own => Grade::Unknown,
        Grade::VendorStated if calibration.is_none() => Grade::VendorStated,
        _ => Grade::MeasuredBand,
    };
    Ok(Graded {
        tokens,
        low,
        high,
        grade,
        basis: basis(family, encoding, own, calibration),
    })
}

/// The sum over kinds of counts times band: low rounded down, high up.
fn weigh(counts: &Counts, bands: &[Band; KINDS]) -> (u32, u32, u32) {
    let (mut low, mut middle, mut high) = (0u64, 0u64, 0u64);
    for (part, band) in counts.0.iter().zip(bands) {
        low += u64::from(part.low) * u64::from(band[0]);
        middle += u64::from(part.tokens) * u64::from(band[1]);
        high += u64::from(part.high) * u64::from(band[2]);
    }
    let whole = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    (
        whole(low / 1000),
        whole((middle + 500) / 1000),
        whole(high.div_ceil(1000)),
    )
}

fn basis(
    family: &Family,
    encoding: Option<&str>,
    own: bool,
    calibration: Option<&Calibration>,
) -> String {
    let mut basis = match encoding {
        Some(name) => format!("{name} counted"),
        None => format!("{} estimated from characters", REFERENCE[0]),
    };
    if !own && family.bands != [[1000; 3]; KINDS] {
        basis.push_str(", times the family's band by kind of text: ");
        basis.push_str(family.basis);
    }
    if let Some(calibration) = calibration {
        basis.push_str("; calibrated with one text that the vendor counted as ");
        basis.push_str(&calibration.reported.to_string());
    }
    basis
}

impl Graded {
    /// A count without doubt.
    pub fn exact(tokens: u32, basis: impl Into<String>) -> Self {
        Graded {
            tokens,
            low: tokens,
            high: tokens,
            grade: Grade::Exact,
            basis: basis.into(),
        }
    }

    /// A count in a band of `[low, middle, high]` tokens.
    pub fn band(band: [u32; 3], grade: Grade, basis: impl Into<String>) -> Self {
        let [low, tokens, high] = band;
        Graded {
            tokens,
            low,
            high,
            grade,
            basis: basis.into(),
        }
    }

    fn add(&mut self, other: &Graded) {
        self.tokens = self.tokens.saturating_add(other.tokens);
        self.low = self.low.saturating_add(other.low);
        self.high = self.high.saturating_add(other.high);
        self.grade = self.grade.max(other.grade);
    }
}

/// Adds up a request: its text, and the lines of [`frame::read`].
pub fn assemble(family: &Family, text: Graded, around: Vec<Line>) -> Count {
    let mut total = text.clone();
    let mut lines = vec![Line {
        what: "text".into(),
        count: text,
    }];
    for line in around {
        total.add(&line.count);
        if !holds(&total.basis, &line.count.basis) {
            total.basis.push_str("; ");
            total.basis.push_str(&line.what);
            total.basis.push_str(": ");
            total.basis.push_str(&line.count.basis);
        }
        lines.push(line);
    }
    Count {
        total,
        family: family.name.into(),
        lines,
    }
}

#[cfg(test)]
mod tests;
