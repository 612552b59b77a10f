//! Energy and carbon of tokens: always an interval, from the anchors in `profiles/models.toml`.

use super::{within, wrong};
use crate::Result;
use crate::agent::relations;
use crate::data::read::{read_names, read_struct};
use serde::{Deserialize, Serialize};

/// Tokens whose energy is asked for, of a call, a task or a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct EnergyRequest {
    /// Class of the model.
    pub class: ModelClass,
    /// Input tokens that are computed: fresh and written to a cache.
    pub input: f64,
    /// Input tokens read from a cache.
    pub cache_read: f64,
    /// Output tokens, reasoning included.
    pub output: f64,
    /// Grams of CO2 equivalent per kWh of the grid, from and to, 0..2000.
    pub grid_low: f64,
    /// Likewise, the upper end.
    pub grid_high: f64,
}

/// Class of a model by size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ModelClass {
    /// A vendor's largest.
    #[default]
    Flagship,
    /// Its middle size.
    Mid,
    /// Its small and quick one.
    Small,
}

/// A figure that is known to an interval only.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Range {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Energy and carbon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Energy {
    /// Watt-hours at the data centre's meter.
    pub watt_hours: Range,
    /// Grams of CO2 equivalent.
    pub grams: Range,
}

read_names! {
    ModelClass: Flagship, Mid, Small;
}

read_struct! {
    EnergyRequest, Camel, end_strict: ; class, input, cache_read, output, grid_low, grid_high;
}

impl ModelClass {
    const fn name(self) -> &'static str {
        match self {
            ModelClass::Flagship => "flagship",
            ModelClass::Mid => "mid",
            ModelClass::Small => "small",
        }
    }
}

impl EnergyRequest {
    /// Energy and carbon of the tokens.
    ///
    /// # Errors
    /// `invalid-argument` naming the field and its range.
    pub fn energy(&self) -> Result<Energy> {
        for (path, tokens) in [
            ("input", self.input),
            ("cacheRead", self.cache_read),
            ("output", self.output),
        ] {
            within(path, tokens, 0.0, 1e21, "tokens, zero or more")?;
        }
        within("gridLow", self.grid_low, 0.0, 2000.0, "0..2000 g per kWh")?;
        within(
            "gridHigh",
            self.grid_high,
            self.grid_low,
            2000.0,
            "gridLow..2000 g per kWh",
        )?;
        let mut classes = relations().energy.iter();
        let class = classes
            .find(|energy| energy.class == self.class.name())
            .ok_or_else(|| wrong("class", "a class whose energy is known"))?;
        let tokens = [self.cache_read, self.input, self.output];
        let each = tokens.iter().zip(&*class.watt_hours);
        let middle: f64 = each.map(|(tokens, wh)| tokens * wh / 1e6).sum();
        let watt_hours = Range {
            low: middle / class.reach,
            high: middle * class.reach,
        };
        Ok(Energy {
            watt_hours,
            grams: Range {
                low: watt_hours.low / 1e3 * self.grid_low,
                high: watt_hours.high / 1e3 * self.grid_high,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(input: f64, cache_read: f64, output: f64) -> Range {
        let request = EnergyRequest {
            input,
            cache_read,
            output,
            ..EnergyRequest::default()
        };
        request.energy().unwrap().watt_hours
    }

    #[test]
    fn every_published_anchor_lies_inside() {
        // A short question: 0.24 Wh (its vendor, 2025) and 0.3 Wh (an estimate, 2025).
        let question = of(400.0, 0.0, 400.0);
        // A million tokens as agents send them, 95.7 % read and 294 in for each out: 62 Wh by
        // sessions, 50 Wh by a meter of one's own.
        let blend = of(43_000.0, 957_000.0, 1e6 / 294.0);
        for (range, anchors) in [(question, [0.24, 0.3]), (blend, [62.0, 50.0])] {
            for anchor in anchors {
                assert!(
                    range.low < anchor && anchor < range.high,
                    "{range:?} {anchor}"
                );
            }
            assert!((range.high / range.low - 3.0).abs() < 1e-3);
        }
    }

    #[test]
    fn carbon_by_hand_and_ranges() {
        let request = EnergyRequest {
            output: 1e6,
            grid_low: 100.0,
            grid_high: 400.0,
            ..EnergyRequest::default()
        };
        let got = request.energy().unwrap();
        assert!((got.grams.low - got.watt_hours.low * 0.1).abs() < 1e-9);
        assert!((got.grams.high - got.watt_hours.high * 0.4).abs() < 1e-9);
        let small = EnergyRequest {
            class: ModelClass::Small,
            ..request
        };
        assert!(small.energy().unwrap().watt_hours.high < got.watt_hours.high);
        for broken in [
            EnergyRequest {
                input: -1.0,
                ..request
            },
            EnergyRequest {
                grid_high: 50.0,
                ..request
            },
        ] {
            assert_eq!(broken.energy().unwrap_err().code(), "invalid-argument");
        }
    }
}
