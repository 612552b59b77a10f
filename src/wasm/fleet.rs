//! Organisations: people, budgets, plans, hosting, energy, value.

use super::args::instant;
use super::input::from_js;
use super::output::to_js;
use super::{Engine, into_js};
use crate::data::Read;
use crate::fleet::{self, EnergyRequest, FleetRequest, Hosting, PlansRequest, ValueRequest};
use crate::{Code, Result};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
    /// What people spend over days, by group and month, and how long a budget lasts. Throws
    /// `invalid-argument` and `invalid-profile`.
    #[wasm_bindgen(unchecked_return_type = "FleetReport")]
    pub fn fleet(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | number | Date")] at: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Partial<FleetRequest>")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let at = instant(at, "at").map_err(into_js)?;
        answer(request, |asked: FleetRequest| asked.report(&self.table, at))
    }

    /// Subscription plans beside the API for a group's people, the cheapest first. Throws
    /// `invalid-argument` and `invalid-profile`.
    #[wasm_bindgen(js_name = planFits, unchecked_return_type = "PlanFit[]")]
    pub fn plan_fits(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | number | Date")] at: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Partial<PlansRequest>")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let at = instant(at, "at").map_err(into_js)?;
        answer(request, |asked: PlansRequest| {
            asked.fits(&self.table, self.extras.plans(), self.extras.exchange(), at)
        })
    }

    /// What a million tokens cost on rented GPUs, and from how many on they are cheaper than
    /// an API.
    #[wasm_bindgen(unchecked_return_type = "HostingCost")]
    pub fn hosting(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<Hosting>")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        answer(request, |asked: Hosting| asked.cost())
    }

    /// Energy and carbon of tokens, as intervals.
    #[wasm_bindgen(unchecked_return_type = "Energy")]
    pub fn energy(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<EnergyRequest>")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        answer(request, |asked: EnergyRequest| asked.energy())
    }

    /// Return on a task's worth, and what a leaderboard of tokens would reward.
    #[wasm_bindgen(unchecked_return_type = "Value")]
    pub fn value(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<ValueRequest>")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        answer(request, |asked: ValueRequest| asked.value())
    }

    /// The claims of two articles recomputed, with other inputs for some ids where given:
    /// pairs of an id and its figures. `lines`, pairs of an id and its arithmetic with `{0}` for the
    /// first input and `{a}` for the first figure, say it in other words. Throws `invalid-argument`.
    #[wasm_bindgen(unchecked_return_type = "Claim[]")]
    pub fn claims(
        &self,
        #[wasm_bindgen(unchecked_param_type = "[string, number[]][]")] inputs: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "[string, string][]")] lines: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let lines: Vec<(String, String)> =
            from_js(lines, Code::InvalidArgument, "lines").map_err(into_js)?;
        answer(inputs, |changed: Vec<(String, Vec<f64>)>| {
            let mut claims = fleet::claims::claims(&self.table, &changed)?;
            for claim in &mut claims {
                if let Some((_, line)) = lines.iter().find(|(id, _)| id == claim.id) {
                    claim.arithmetic = claim.said(line);
                }
            }
            Ok(claims)
        })
    }

    /// Growth per month under which so many months spend `ratio` first months.
    #[wasm_bindgen(js_name = growthFor)]
    pub fn growth_for(&self, months: u32, ratio: f64) -> std::result::Result<f64, JsValue> {
        fleet::growth_for(months, ratio).map_err(into_js)
    }
}

/// Reads a request, and gives its answer or its error.
fn answer<Asked: Read + Default, Answer: Serialize>(
    request: &JsValue,
    of: impl FnOnce(Asked) -> Result<Answer>,
) -> std::result::Result<JsValue, JsValue> {
    let asked = from_js(request, Code::InvalidArgument, "");
    asked
        .and_then(of)
        .map(|answer| to_js(&answer))
        .map_err(into_js)
}
