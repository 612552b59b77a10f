//! Sorting without a copy of the sorting code for every type: in wasm each costs 6 KB.

use std::cmp::Ordering;

/// The positions `0..count` in the order of `compare`.
pub(crate) fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..count as u32).collect();
    positions.sort_unstable_by(|a, b| compare(*a as usize, *b as usize));
    positions
}

/// The items in the order of `compare`.
pub(crate) fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let positions = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut slots: Vec<Option<T>> = items.into_iter().map(Some).collect();
    // Every position occurs once, so every slot is full when it is taken.
    let taken = positions.iter().filter_map(|at| slots[*at as usize].take());
    taken.collect()
}
