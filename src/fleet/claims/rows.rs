//! All claims, in the order in which the documentation shows them.

use super::{Row, money, people, work};

/// Every claim.
pub(super) fn all() -> impl Iterator<Item = &'static Row> {
    money::ROWS.iter().chain(work::ROWS).chain(people::ROWS)
}
