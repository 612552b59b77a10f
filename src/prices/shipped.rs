//! The table that ships inside the engine.

use super::Table;
use super::pack::{self, Extras};

/// The compiled `prices/` folder of this release.
static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/prices.bin"));

/// The table of this release, and the plans and exchange rates beside it.
///
/// # Panics
/// Never: the bytes are those that this version's build wrote, and a test reads them.
pub fn shipped() -> (Table, Extras) {
    pack::unpack(PACKED).expect("the build packed this table")
}

impl Table {
    /// The price table of this release.
    ///
    /// ```
    /// let table = taskfare::prices::Table::shipped();
    /// let model = table.model("models/gpt-4o-2024-08-06")?;
    /// assert_eq!(table.full_id(model), "openai/gpt-4o");
    /// # Ok::<(), taskfare::Error>(())
    /// ```
    pub fn shipped() -> Table {
        shipped().0
    }
}
