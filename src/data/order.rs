//! Sorting with one copy of the sorting code: in wasm every type of its own costs 6 KB.

use std::cmp::Ordering;

/// The positions `0..count` in the order of `compare`; equals keep theirs.
///
/// A plain merge sort: the standard library's is faster, and ten times the code.
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut positions: Vec<u32> = (0..count as u32).collect();
    let mut merged = positions.clone();
    let mut run = 1;
    while run < count {
        for start in (0..count).step_by(2 * run) {
            let (middle, end) = ((start + run).min(count), (start + 2 * run).min(count));
            let (mut left, mut right) = (start, middle);
            for slot in &mut merged[start..end] {
                let (a, b) = (positions.get(left), positions.get(right));
                let take_right = match (a, b) {
                    (Some(a), Some(b)) if left < middle && right < end => {
                        compare(*b as usize, *a as usize) == Ordering::Less
                    }
                    _ => left >= middle,
                };
                let from = if take_right { &mut right } else { &mut left };
                *slot = positions[*from];
                *from += 1;
            }
        }
        std::mem::swap(&mut positions, &mut merged);
        run *= 2;
    }
    positions
}

/// The items in the order of `compare`; equals keep theirs.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let positions = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut slots: Vec<Option<T>> = items.into_iter().map(Some).collect();
    // Every position occurs once, so every slot is full when it is taken.
    let taken = positions.iter().filter_map(|at| slots[*at as usize].take());
    taken.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_the_standard_library_does_and_keeps_equals_in_place() {
        for count in (0..70).chain([1_000, 1_023, 1_025]) {
            let keys: Vec<u32> = (0..count).map(|n| n * 7_919 % 31).collect();
            let mut expected: Vec<u32> = (0..count).collect();
            expected.sort_by_key(|at| keys[*at as usize]);
            assert_eq!(order(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
        assert_eq!(sorted(vec!["b", "a", "c"], Ord::cmp), ["a", "b", "c"]);
    }
}
