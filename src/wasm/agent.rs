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
}

pub(super) fn ask(request: &JsValue) -> Result<ProjectRequest> {
    let at = Request(request).instant("at")?;
    let mut ask: ProjectRequest = from_js(request, Code::InvalidProfile, "")?;
    ask.at = at;
    Ok(ask)
}
