//! The engine's handle: a price table with plans and exchange rates. Its methods are in
//! the files beside this one, by what they answer.

use super::into_js;
use crate::prices::{Extras, Table, shipped, unpack, unseal};
use crate::{Code, Error, Result};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Exact decimal strings by key of the unit registry. */
export type Decimals = Record<string, string>;
/** Ids of sources by key of the unit registry, or by name of a rule. */
export type NamedSources = Record<string, string[]>;
"#;

/// Prices, bills, projections and logs over one price table.
#[wasm_bindgen]
pub struct Engine {
    pub(super) table: Table,
    #[cfg_attr(not(any(feature = "prices", feature = "fleet")), allow(dead_code))]
    pub(super) extras: Extras,
    /// What both read their parts from; after them, as fields are dropped in order.
    _packed: Option<Packed>,
}

#[wasm_bindgen]
impl Engine {
    /// The shipped table, or the one that `compileTable` of the file for own prices made of it;
    /// throws `bad-price-table` for bytes that are damaged or of another release.
    #[wasm_bindgen(constructor)]
    pub fn new(packed: Option<Vec<u8>>) -> std::result::Result<Engine, JsValue> {
        Engine::open(packed).map_err(into_js)
    }
}

impl Engine {
    fn open(packed: Option<Vec<u8>>) -> Result<Engine> {
        if let Some(bytes) = packed {
            return Engine::own(bytes);
        }
        let (table, extras) = shipped();
        Ok(Engine {
            table,
            extras,
            _packed: None,
        })
    }

    #[inline(never)]
    fn own(bytes: Vec<u8>) -> Result<Engine> {
        let packed = Packed::new(bytes);
        let (table, extras) = unseal(packed.bytes()).and_then(unpack).ok_or_else(|| {
            Error::new(Code::BadPriceTable, "damaged, or of another release")
                .at_path("prices")
                .with_hint("compile the prices with the compilePrices of this release")
        })?;
        Ok(Engine {
            table,
            extras,
            _packed: Some(packed),
        })
    }
}

/// The bytes of an own table, as long-lived as its engine.
struct Packed(*mut [u8]);

impl Packed {
    fn new(bytes: Vec<u8>) -> Packed {
        Packed(Box::into_raw(bytes.into_boxed_slice()))
    }

    fn bytes(&self) -> &'static [u8] {
        // SAFETY: the box is given back by `drop` alone, and an engine drops its table first.
        // Of what the table hands out only rate cards share bytes that are still unread, those
        // of the calendars, and no card outlives a call of the engine that it was made in:
        // answers are copies, and no other handle keeps prices (`tests/direction.rs`).
        unsafe { &*self.0 }
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`, and dropped once.
        drop(unsafe { Box::from_raw(self.0) });
    }
}
