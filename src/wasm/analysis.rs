//! What a projection is made of and hangs on.

use super::agent::ask;
use super::output::to_js;
use super::{Engine, into_js};
use crate::agent;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Engine {
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

    /// Recorded models, and the relations that carry a figure to a model without a record.
    #[wasm_bindgen(unchecked_return_type = "Relations")]
    pub fn relations(&self) -> JsValue {
        to_js(agent::relations())
    }
}
