//! The engine's handle: a price table with plans and exchange rates. Its methods are in
//! the files beside this one, by what they answer.

use super::input::from_js;
use super::into_js;
use crate::prices::own::OwnTable;
use crate::prices::{Extras, Table, shipped};
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Exact decimal strings by key of the unit registry. */
export type Decimals = Record<string, string>;
"#;

/// Prices, bills, projections and logs over one price table.
#[wasm_bindgen]
pub struct Engine {
    pub(super) table: Table,
    #[cfg_attr(not(any(feature = "prices", feature = "fleet")), allow(dead_code))]
    pub(super) extras: Extras,
}

#[wasm_bindgen]
impl Engine {
    /// The shipped table, with own offers and discounts on top where `prices` is given;
    /// throws `bad-price-table` with the path of a mistake.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_optional_param_type = "OwnTable")] prices: JsValue,
    ) -> std::result::Result<Engine, JsValue> {
        Engine::open(prices).map_err(into_js)
    }
}

impl Engine {
    fn open(prices: JsValue) -> Result<Engine> {
        let (shipped, extras) = shipped();
        let table = match prices.is_undefined() || prices.is_null() {
            true => shipped,
            false => on_top_of(shipped, &prices)?,
        };
        Ok(Engine { table, extras })
    }
}

/// Apart from [`Engine::open`]: most engines have no own table, and what they never call is
/// never compiled.
#[inline(never)]
fn on_top_of(shipped: Table, prices: &JsValue) -> Result<Table> {
    let own: OwnTable =
        from_js(prices, Code::BadPriceTable, "").map_err(|error| match error.path() {
            Some(_) => error,
            None => error.at_path("prices"),
        })?;
    own.on_top_of(shipped)
}
