//! Logs, and what they cost.

use super::input::from_js;
use super::output::to_js;
use super::{Engine, into_js};
use crate::logs;
use crate::replay::{self, ReplayOptions, WhatIfOffer};
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

type Js<T> = std::result::Result<T, JsValue>;

#[wasm_bindgen]
impl Engine {
    /// What the calls of a log cost, each at the rates of its own instant.
    #[wasm_bindgen(unchecked_return_type = "CostReport")]
    pub fn replay(
        &self,
        log: &Log,
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<ReplayOptions>")] options: JsValue,
    ) -> Js<JsValue> {
        let cost =
            read_options(options).and_then(|options| replay::cost(&self.table, &log.0, &options));
        cost.map(|report| to_js(&report)).map_err(into_js)
    }

    /// What they would have cost on other offers, in four levels of honesty.
    #[wasm_bindgen(js_name = whatIf, unchecked_return_type = "WhatIf")]
    pub fn what_if(
        &self,
        log: &Log,
        #[wasm_bindgen(unchecked_param_type = "Partial<WhatIfOffer>[]")] offers: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<ReplayOptions>")] options: JsValue,
    ) -> Js<JsValue> {
        let replayed = read_options(options).and_then(|options| {
            let offers: Vec<WhatIfOffer> = from_js(&offers, Code::InvalidArgument, "offers")?;
            replay::what_if(&self.table, &log.0, &offers, &options)
        });
        replayed.map(|rows| to_js(&rows)).map_err(into_js)
    }

    /// A profile of one's own work, to project the next task with.
    #[wasm_bindgen(unchecked_return_type = "Calibration")]
    pub fn calibrate(
        &self,
        log: &Log,
        #[wasm_bindgen(unchecked_optional_param_type = "Partial<ReplayOptions>")] options: JsValue,
    ) -> Js<JsValue> {
        let found = read_options(options).and_then(|options| replay::calibrate(&log.0, &options));
        found.map(|found| to_js(&found)).map_err(into_js)
    }
}

/// Reads logs chunk by chunk, each call once.
#[wasm_bindgen]
#[derive(Default)]
pub struct LogReader(logs::LogReader);

/// The calls of the logs read.
#[wasm_bindgen]
pub struct Log(logs::Log);

#[wasm_bindgen]
impl LogReader {
    /// A reader of no files yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> LogReader {
        LogReader::default()
    }

    /// Reads the next bytes of a file; a new name ends the file before it.
    pub fn push(&mut self, file: &str, chunk: &[u8]) {
        self.0.push(file, chunk);
    }

    /// Ends the file being read, so that another of the same name may follow.
    #[wasm_bindgen(js_name = endFile)]
    pub fn end_file(&mut self) {
        self.0.end_file();
    }

    /// Ends a file that its device could not give whole.
    pub fn fail(&mut self, file: &str, reason: &str) {
        self.0.fail(file, reason);
    }

    /// How many calls were found so far.
    #[wasm_bindgen(getter)]
    pub fn calls(&self) -> u32 {
        self.0.calls() as u32
    }

    /// Ends reading and gives the log; the reader is used up.
    pub fn finish(self) -> Log {
        Log(self.0.finish())
    }
}

#[wasm_bindgen]
impl Log {
    /// What was read, what was skipped and why; `redact` leaves out names of files and
    /// texts of lines.
    #[wasm_bindgen(unchecked_return_type = "ReadReport")]
    pub fn report(&self, redact: bool) -> JsValue {
        match redact {
            true => to_js(&self.0.report().redacted()),
            false => to_js(self.0.report()),
        }
    }
}

fn read_options(options: JsValue) -> Result<ReplayOptions> {
    match options.is_undefined() || options.is_null() {
        true => Ok(ReplayOptions::default()),
        false => from_js(&options, Code::InvalidArgument, "options"),
    }
}
