//! Projections of the engine.

use super::args::Request;
use super::input::from_js;
use super::output::to_js;
use super::{Engine, into_js};
use crate::agent::{self, ProjectRequest};
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is to be projected: a task under a harness on offers at an instant. */
export interface ProjectRequest {
  /** The id of a preset, or one's own numbers. */
  profile: string | Profile;
  /** The id of a preset, or one's own policy. */
  harness: string | Harness;
  /** The offers, in the order of the answer. */
  offers: Partial<OfferChoice>[];
  /** The instant of the rates. */
  at: string | number | Date;
  /** Simulated tasks per offer, 1 to 1,000,000; 0 (the default) = closed form with quantiles. */
  runs?: number;
  /** Names the draws: the same seed gives the same bytes. 0 by default. */
  seed?: number;
  /** A budget per task in the offer's currency. */
  budget?: number;
  /** Offers used together: routed by share, one behind the other, or stopped at a budget. */
  mixes?: Partial<Mix>[];
}
"#;

#[wasm_bindgen]
impl Engine {
    /// The distribution of what one task costs on every offer. An offer that cannot be
    /// priced or cannot hold the task says so in its row. Throws `invalid-profile` and
    /// `invalid-argument`.
    #[wasm_bindgen(unchecked_return_type = "Projection")]
    pub fn project(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let projection = ask(request).and_then(|ask| ask.project(&self.table));
        projection.map(|got| to_js(&got)).map_err(into_js)
    }

    /// The typical run on the first offer, call by call, billed exactly.
    #[wasm_bindgen(unchecked_return_type = "Anatomy")]
    pub fn anatomy(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let got = ask(request).and_then(|ask| ask.with(|ask| agent::anatomy(&self.table, ask)));
        got.map(|got| to_js(&got)).map_err(into_js)
    }

    /// What simulated tasks on the first offer have cost after so many calls, how many are still
    /// going, and how their costs are distributed.
    #[wasm_bindgen(unchecked_return_type = "Fan")]
    pub fn fan(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let got = ask(request).and_then(|ask| ask.with(|ask| agent::fan(&self.table, ask)));
        got.map(|got| to_js(&got)).map_err(into_js)
    }

    /// What would make the task cheaper on the first offer, largest saving first.
    #[wasm_bindgen(js_name = advice, unchecked_return_type = "Advice[]")]
    pub fn advise(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let got = ask(request).and_then(|ask| ask.with(|ask| agent::advise(&self.table, ask)));
        got.map(|got| to_js(&got)).map_err(into_js)
    }

    /// What the fare on the first offer does when one input changes, largest effect first.
    #[wasm_bindgen(unchecked_return_type = "Sensitivity[]")]
    pub fn sensitivity(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let got = ask(request).and_then(|ask| ask.with(|ask| agent::sensitivity(&self.table, ask)));
        got.map(|got| to_js(&got)).map_err(into_js)
    }

    /// The cost of a task on every date on which its price changed, for every offer.
    #[wasm_bindgen(js_name = fareHistory, unchecked_return_type = "FareHistory[]")]
    pub fn fare_history(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let history = ask(request)
            .and_then(|ask| agent::fare_history(&self.table, self.extras.exchange(), &ask));
        history.map(|history| to_js(&history)).map_err(into_js)
    }

    /// What n recorded costs of one's own say about the next run and the average.
    #[wasm_bindgen(unchecked_return_type = "Pilot")]
    pub fn pilot(&self, costs: &[f64]) -> std::result::Result<JsValue, JsValue> {
        agent::pilot(costs).map(|got| to_js(&got)).map_err(into_js)
    }

    /// The task profiles that come with the engine, each number with its source.
    #[wasm_bindgen(unchecked_return_type = "Profile[]")]
    pub fn profiles(&self) -> JsValue {
        to_js(agent::profiles())
    }

    /// The harness presets that come with the engine, each number with its source.
    #[wasm_bindgen(unchecked_return_type = "Harness[]")]
    pub fn harnesses(&self) -> JsValue {
        to_js(agent::harnesses())
    }

    /// Recorded models, and the relations that carry a figure to a model without a record.
    #[wasm_bindgen(unchecked_return_type = "Relations")]
    pub fn relations(&self) -> JsValue {
        to_js(agent::relations())
    }
}

fn ask(request: &JsValue) -> Result<ProjectRequest> {
    let at = Request(request).instant("at")?;
    let mut ask: ProjectRequest = from_js(request, Code::InvalidProfile, "")?;
    ask.at = at;
    Ok(ask)
}
