//! Own prices, compiled on top of the shipped table. A file of its own, as reading and checking a
//! price table takes more code than billing with one.

use super::input::from_js;
use super::into_js;
use crate::prices::own::OwnTable;
use crate::{Code, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Exact decimal strings by key of the unit registry. */
export type Decimals = Record<string, string>;
"#;

/// Lays own prices on top of the shipped table.
#[wasm_bindgen]
pub struct Compiler {
    shipped: &'static [u8],
}

#[wasm_bindgen]
impl Compiler {
    /// On top of what `shippedTable` gave; one is enough, and it is never freed.
    #[wasm_bindgen(constructor)]
    pub fn new(shipped: Vec<u8>) -> Compiler {
        Compiler {
            shipped: shipped.leak(),
        }
    }

    /// The packed table with own offers and discounts on top, for `new Engine`; throws
    /// `bad-price-table` with the path of a mistake.
    pub fn compile(
        &self,
        #[wasm_bindgen(unchecked_param_type = "OwnTable")] prices: &JsValue,
    ) -> std::result::Result<Vec<u8>, JsValue> {
        self.packed(prices).map_err(into_js)
    }
}

impl Compiler {
    fn packed(&self, prices: &JsValue) -> Result<Vec<u8>> {
        let own: OwnTable =
            from_js(prices, Code::BadPriceTable, "").map_err(|error| match error.path() {
                Some(_) => error,
                None => error.at_path("prices"),
            })?;
        own.packed_on_top_of(self.shipped)
    }
}
