//! Own prices, compiled on top of the shipped table. A file of its own, as reading and checking a
//! price table takes more code than billing with one.

use super::input::from_js;
use super::into_js;
use crate::prices::own::OwnTable;
use crate::prices::{pack, seal, shipped};
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Decimals, NamedSources } from "../prices/prices.js";
"#;

/// The table of this release with own offers and discounts on top, packed for `new Engine`;
/// throws `bad-price-table` with the path of a mistake.
#[wasm_bindgen(js_name = compileTable)]
pub fn compile_table(
    #[wasm_bindgen(unchecked_param_type = "OwnTable")] prices: &JsValue,
) -> std::result::Result<Vec<u8>, JsValue> {
    packed(prices).map_err(into_js)
}

fn packed(prices: &JsValue) -> Result<Vec<u8>> {
    let own: OwnTable =
        from_js(prices, Code::BadPriceTable, "").map_err(|error| match error.path() {
            Some(_) => error,
            None => error.at_path("prices"),
        })?;
    let (table, extras) = shipped();
    let table = own.on_top_of(table)?;
    Ok(seal(pack(&table, extras.plans(), extras.exchange())))
}
