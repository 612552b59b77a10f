//! Claims of two articles on what tokens and agents cost, recomputed from their own figures,
//! the price table and the functions of this crate.
//!
//! A1: on token economics and harness engineering (April 2026). A2: "Tokens are not real
//! assets; intelligent agents are" (2026).

mod ground;
mod money;
mod people;
mod rows;
mod work;

use ground::Ground;
use serde::Serialize;

use crate::agent::figure;
use crate::prices::Table;
use crate::{Result, fleet::wrong};

/// A claim recomputed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Claim {
    /// Stable kebab-case name.
    pub id: &'static str,
    /// `A1` or `A2`.
    pub article: &'static str,
    /// What is claimed, in our words.
    pub claim: &'static str,
    /// The figures that go in; each may be changed.
    pub inputs: Vec<ClaimInput>,
    /// The figures that come out, in the order of the arithmetic.
    pub figures: Vec<f64>,
    /// What they say of the claim.
    pub verdict: Verdict,
    /// The arithmetic in one line, with its figures.
    pub arithmetic: String,
}

/// A figure that goes into a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ClaimInput {
    /// What it is, with its unit.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
}

/// What a recomputation says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Its figures agree.
    Holds,
    /// They agree under the reading that the arithmetic states.
    HoldsUnderReading,
    /// They contradict each other or the price table.
    Inconsistent,
    /// A figure is missing.
    NotComputable,
}

/// A claim as data: figures in, figures out, what they mean.
struct Row {
    id: &'static str,
    article: &'static str,
    claim: &'static str,
    inputs: &'static [(&'static str, f64)],
    /// `{0}` is the first input, `{a}` the first figure.
    arithmetic: &'static str,
    figures: fn(&[f64], &Ground) -> Vec<f64>,
    verdict: fn(&[f64], &[f64]) -> Verdict,
}

/// Verdict by whether a condition holds.
const fn holds_if(condition: bool) -> Verdict {
    if condition {
        Verdict::Holds
    } else {
        Verdict::Inconsistent
    }
}

/// Every claim with its own figures, or with the given ones in place of an id's inputs.
///
/// # Errors
/// `invalid-argument` for an unknown id, or for more or other figures than the claim has.
pub fn claims(table: &Table, changed: &[(String, Vec<f64>)]) -> Result<Vec<Claim>> {
    let known = |id: &str| rows::all().find(|row| row.id == id);
    for (id, values) in changed {
        let row = known(id).ok_or_else(|| wrong("inputs", "ids of claims").with_hint(&**id))?;
        if values.len() != row.inputs.len() || values.iter().any(|value| !value.is_finite()) {
            return Err(wrong("inputs", "a number for every input of the claim").with_hint(&**id));
        }
    }
    let ground = Ground::new(table);
    Ok(rows::all()
        .map(|row| {
            let own = changed.iter().find(|(id, _)| id == row.id);
            row.claim(own.map(|(_, values)| &**values), &ground)
        })
        .collect())
}

impl Claim {
    /// Another line of arithmetic with this claim's figures: `{0}` is the first input, `{a}`
    /// the first figure. So a translation carries words and no figures.
    pub fn said(&self, line: &str) -> String {
        let inputs: Vec<f64> = self.inputs.iter().map(|input| input.value).collect();
        fill(line, &inputs, &self.figures)
    }
}

impl Row {
    fn claim(&self, values: Option<&[f64]>, ground: &Ground) -> Claim {
        let own: Vec<f64> = self.inputs.iter().map(|input| input.1).collect();
        let values = values.unwrap_or(&own);
        let figures = (self.figures)(values, ground);
        // A figure that could not be had makes all of it incomputable.
        let known = figures.iter().all(|figure| figure.is_finite());
        Claim {
            id: self.id,
            article: self.article,
            claim: self.claim,
            inputs: self
                .inputs
                .iter()
                .zip(values)
                .map(|((name, _), value)| ClaimInput {
                    name,
                    value: *value,
                })
                .collect(),
            verdict: if known {
                (self.verdict)(values, &figures)
            } else {
                Verdict::NotComputable
            },
            arithmetic: fill(self.arithmetic, values, &figures),
            figures,
        }
    }
}

/// Puts figures in the places of a line.
fn fill(line: &str, inputs: &[f64], figures: &[f64]) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, (name, after))) = next_place(rest) {
        out.push_str(before);
        let value = match name.as_bytes() {
            [digit @ b'0'..=b'9'] => inputs.get(usize::from(digit - b'0')),
            [letter @ b'a'..=b'z'] => figures.get(usize::from(letter - b'a')),
            _ => None,
        };
        out.push_str(&value.map_or_else(|| "?".into(), |value| short(*value)));
        rest = after;
    }
    out + rest
}

/// What stands before the next place `{name}`, its name, and what stands behind it.
fn next_place(line: &str) -> Option<(&str, (&str, &str))> {
    let (before, place) = line.split_once('{')?;
    Some((before, place.split_once('}')?))
}

/// Three significant figures, with T, B, M or k for large ones.
fn short(value: f64) -> String {
    if !value.is_finite() {
        return "?".into();
    }
    let scales = [(1e15, "P"), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e5, "k")];
    let (unit, suffix) = scales
        .into_iter()
        .find(|(unit, _)| value.abs() >= *unit * 0.9995)
        .map_or((1.0, ""), |(unit, suffix)| {
            (if suffix == "k" { 1e3 } else { unit }, suffix)
        });
    let value = value / unit;
    let size = value.abs();
    let places = if size >= 100.0 || size == 0.0 {
        0
    } else {
        let digits = 2 - libm::floor(libm::log10(size)) as i32;
        digits.clamp(0, 6)
    };
    let unit = libm::pow(10.0, f64::from(places));
    [&figure(libm::rint(value * unit) / unit), suffix].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        for (value, want) in [
            (60e12, "60T"),
            (9e9, "9B"),
            (706e6, "706M"),
            (140_500.0, "140k"),
            (8_640.0, "8640"),
            (49.822, "49.8"),
            (0.4533, "0.453"),
            (0.025, "0.025"),
            (1.6471, "1.65"),
            (0.0, "0"),
            (-16.667, "-16.7"),
            (f64::NAN, "?"),
        ] {
            assert_eq!(short(value), want);
        }
        let line = fill("{0} / {1} = {a}", &[6.0, 3.0], &[2.0]);
        assert_eq!(line, "6 / 3 = 2");
    }
}
