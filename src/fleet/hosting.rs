//! The self-hosting line: what a million tokens cost on rented GPUs, and from how many on
//! they are cheaper than an API.

use super::within;
use crate::Result;
use crate::data::read::read_struct;
use serde::{Deserialize, Serialize};

/// Rented machines that serve a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Hosting {
    /// Price of one GPU for an hour, above 0.
    pub gpu_hour: f64,
    /// Tokens per second of one GPU at full load, above 0.
    pub tokens_per_second: f64,
    /// Share of the time that it is loaded, above 0 and up to 1.
    pub utilisation: f64,
    /// GPUs that run whether they are loaded or not, 1 or more.
    pub gpus: f64,
    /// Power of one GPU with its share of the machine, kW; 0 = in the price.
    pub kilowatts: f64,
    /// Price of a kWh.
    pub kilowatt_hour: f64,
    /// The API's price for a million of the same tokens, to compare with; 0 = none.
    pub api_price: f64,
}

/// What self-hosting costs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct HostingCost {
    /// Price of a million tokens at this utilisation.
    pub per_million: f64,
    /// Price of all GPUs for a month of 730.5 hours.
    pub month: f64,
    /// Tokens a month that they can serve at full load.
    pub capacity: f64,
    /// Tokens a month from which on they are cheaper than the API; null where even full load
    /// is dearer, or no API price is given.
    pub break_even: Option<f64>,
}

/// Hours of an average month.
const MONTH_HOURS: f64 = 365.25 * 24.0 / 12.0;

read_struct! {
    Hosting, Camel, end_strict: ; gpu_hour, tokens_per_second, utilisation, gpus, kilowatts,
        kilowatt_hour, api_price;
}

impl Hosting {
    /// The price of a million tokens and the break-even volume.
    ///
    /// # Errors
    /// `invalid-argument` naming the field and its range.
    pub fn cost(&self) -> Result<HostingCost> {
        within("gpuHour", self.gpu_hour, 1e-9, 1e6, "a price above zero")?;
        within(
            "tokensPerSecond",
            self.tokens_per_second,
            1e-9,
            1e9,
            "tokens above zero",
        )?;
        within(
            "utilisation",
            self.utilisation,
            1e-6,
            1.0,
            "a share above 0 and up to 1",
        )?;
        within("gpus", self.gpus, 1.0, 1e8, "1 or more")?;
        within("kilowatts", self.kilowatts, 0.0, 1e3, "zero or more")?;
        within("kilowattHour", self.kilowatt_hour, 0.0, 1e3, "zero or more")?;
        within("apiPrice", self.api_price, 0.0, 1e6, "zero or more")?;
        let hour = self.gpu_hour + self.kilowatts * self.kilowatt_hour;
        let full = self.tokens_per_second * 3600.0;
        let month = hour * self.gpus * MONTH_HOURS;
        let capacity = full * self.gpus * MONTH_HOURS;
        let volume = month / self.api_price * 1e6;
        Ok(HostingCost {
            per_million: hour / (full * self.utilisation) * 1e6,
            month,
            capacity,
            break_even: (self.api_price > 0.0 && volume <= capacity).then_some(volume),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gpu_hour_by_hand() {
        let gpu = Hosting {
            gpu_hour: 4.08,
            tokens_per_second: 2500.0,
            utilisation: 1.0,
            gpus: 8.0,
            api_price: 0.9,
            ..Hosting::default()
        };
        let got = gpu.cost().unwrap();
        // 4.08 / 3,600 s = 1,133 per million at one token a second; at 2,500 it is 0.453.
        assert!((got.per_million - 0.45333).abs() < 1e-4, "{got:?}");
        assert!((got.month - 4.08 * 8.0 * 730.5).abs() < 1e-6);
        // Cheaper from about half load on, because the API is twice the price.
        let share = got.break_even.unwrap() / got.capacity;
        assert!((share - 0.45333 / 0.9).abs() < 1e-4, "{share}");
        let dear = Hosting {
            api_price: 0.4,
            ..gpu
        };
        assert_eq!(dear.cost().unwrap().break_even, None);
        let powered = Hosting {
            kilowatts: 1.4,
            kilowatt_hour: 0.1,
            utilisation: 0.5,
            ..gpu
        };
        let want = 4.22 / (2500.0 * 3600.0 * 0.5) * 1e6;
        assert!((powered.cost().unwrap().per_million - want).abs() < 1e-9);
        for broken in [
            Hosting {
                utilisation: 0.0,
                ..gpu
            },
            Hosting { gpus: 0.0, ..gpu },
            Hosting {
                tokens_per_second: f64::NAN,
                ..gpu
            },
        ] {
            assert_eq!(broken.cost().unwrap_err().code(), "invalid-argument");
        }
    }
}
