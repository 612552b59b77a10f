//! Merging a piece of any length, in time linear in it.
//!
//! A list of tokens is what merging its text gives if and only if that holds
//! for every two neighbours. So: merge a window, pick a token boundary some way
//! before its end, merge the next window from there. If that begins with the
//! token the first window has there, the pair across the boundary comes from
//! an exact merge, and every token before the boundary is final. If not, try
//! an earlier boundary, then a wider window. A window that is merged again must
//! keep its first token, on which the boundary before it rests; if it does not
//! (no text is known that does this), the piece is merged whole, with a heap.
//!
//! A text that repeats itself is not merged again: where the bytes after a
//! boundary are those of the window, so are their tokens.

use super::lookup::NONE;
use super::merge::{Merger, WIDEST};
use super::vocab::Vocabulary;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The first window; most boundaries hold with it.
const NARROW: usize = 96;
/// Up to here one merge is quicker than two windows.
const DIRECT: usize = 128;
/// How many boundaries are tried before the window is widened.
const TRIES: usize = 3;

/// Tokens of a window as (end within the window, token).
type Window = Vec<(usize, u32)>;

/// Merges `bytes`, appending the tokens.
pub(super) fn merge_any(
    vocabulary: &Vocabulary,
    merger: &mut Merger,
    bytes: &[u8],
    tokens: &mut Vec<u32>,
) {
    if bytes.len() <= DIRECT {
        merger.merge(vocabulary, bytes);
        return tokens.extend(merger.parts().map(|(_, token)| token));
    }
    let before = tokens.len();
    if in_windows(vocabulary, merger, bytes, tokens).is_none() {
        tokens.truncate(before);
        let mut window = Window::new();
        merge_heap(vocabulary, bytes, &mut window);
        tokens.extend(window.iter().map(|&(_, token)| token));
    }
}

/// The same, or nothing where a window does not keep its first token.
#[inline(never)]
fn in_windows(
    vocabulary: &Vocabulary,
    merger: &mut Merger,
    bytes: &[u8],
    tokens: &mut Vec<u32>,
) -> Option<()> {
    let (mut at, mut width) = (0, NARROW);
    let (mut window, mut trial) = (Window::new(), Window::new());
    let until = |at: usize, width: usize| bytes.len().min(at + width);
    merge_window(vocabulary, merger, &bytes[..until(0, width)], &mut window);
    loop {
        if bytes.len() - at <= width {
            tokens.extend(window.iter().map(|&(_, token)| token));
            return Some(());
        }
        if let Some((kept, times)) = repeats(&bytes[at..], width, &window) {
            for _ in 0..times {
                tokens.extend(window[..kept].iter().map(|&(_, token)| token));
            }
            at += times * window[kept - 1].0;
            continue;
        }
        let rest = &bytes[at..];
        if let Some(kept) = boundary(vocabulary, merger, rest, width, &window, &mut trial) {
            tokens.extend(window[..kept].iter().map(|&(_, token)| token));
            at += window[kept - 1].0;
            std::mem::swap(&mut window, &mut trial);
            if width > NARROW {
                // What was hard may be over.
                merge_window(
                    vocabulary,
                    merger,
                    &bytes[at..until(at, NARROW)],
                    &mut trial,
                );
                if trial[0] == window[0] {
                    std::mem::swap(&mut window, &mut trial);
                    width = NARROW;
                }
            }
        } else {
            width = if width < WIDEST { WIDEST } else { width * 4 };
            merge_window(vocabulary, merger, &bytes[at..until(at, width)], &mut trial);
            if at > 0 && trial[0] != window[0] {
                return None;
            }
            std::mem::swap(&mut window, &mut trial);
        }
    }
}

/// How many tokens of the window come again right behind themselves, and how
/// often these are final: as long as a whole window of the same bytes follows.
#[inline(never)]
fn repeats(bytes: &[u8], width: usize, window: &Window) -> Option<(usize, usize)> {
    let first = window[0].1;
    for tokens in 1..window.len() {
        let period = window[tokens - 1].0;
        if bytes.len() < period + width {
            break;
        }
        if window[tokens].1 == first && bytes[period..period + width] == bytes[..width] {
            let pairs = bytes[period..].iter().zip(bytes);
            let same = pairs.take_while(|(after, before)| after == before).count();
            return Some((tokens, 1 + (same - width) / period));
        }
    }
    None
}

/// How many tokens of the window are final, leaving the window after them in
/// `trial`.
#[inline(never)]
fn boundary(
    vocabulary: &Vocabulary,
    merger: &mut Merger,
    bytes: &[u8],
    width: usize,
    window: &Window,
    trial: &mut Window,
) -> Option<usize> {
    let wanted = width - width / 4;
    let last = window.partition_point(|&(end, _)| end <= wanted);
    for tokens in (1..=last.min(window.len() - 1)).rev().take(TRIES) {
        let start = window[tokens - 1].0;
        let (end, token) = window[tokens];
        let until = bytes.len().min(start + width);
        merge_window(vocabulary, merger, &bytes[start..until], trial);
        if trial[0] == (end - start, token) {
            return Some(tokens);
        }
    }
    None
}

#[inline(never)]
fn merge_window(vocabulary: &Vocabulary, merger: &mut Merger, bytes: &[u8], into: &mut Window) {
    into.clear();
    if bytes.len() > WIDEST {
        return merge_heap(vocabulary, bytes, into);
    }
    merger.merge(vocabulary, bytes);
    for (start, token) in merger.parts() {
        if let Some(last) = into.last_mut() {
            last.0 = start;
        }
        into.push((bytes.len(), token));
    }
}

/// Merges any number of bytes in n log n.
#[inline(never)]
fn merge_heap(vocabulary: &Vocabulary, bytes: &[u8], into: &mut Window) {
    let end = bytes.len();
    let mut tokens: Vec<u32> = bytes
        .iter()
        .map(|&b| vocabulary.bytes[b as usize])
        .collect();
    let mut next: Vec<usize> = (1..=end).collect();
    let mut previous: Vec<usize> = (0..end).map(|at| at.wrapping_sub(1)).collect();
    let mut heap = BinaryHeap::new();
    for at in 0..end - 1 {
        push(vocabulary, &tokens, at, at + 1, &mut heap);
    }
    while let Some(Reverse((token, at, left, right))) = heap.pop() {
        let gone = next[at];
        // A part that was merged since makes its candidates void.
        if tokens[at] != left || gone >= end || tokens[gone] != right {
            continue;
        }
        let after = next[gone];
        tokens[at] = token;
        tokens[gone] = NONE;
        next[at] = after;
        if after < end {
            previous[after] = at;
            push(vocabulary, &tokens, at, after, &mut heap);
        }
        if at > 0 {
            push(vocabulary, &tokens, previous[at], at, &mut heap);
        }
    }
    let mut at = 0;
    while at < end {
        into.push((next[at], tokens[at]));
        at = next[at];
    }
}

/// What two parts merge into, where the left begins, and the two themselves.
type Candidate = Reverse<(u32, usize, u32, u32)>;

fn push(
    vocabulary: &Vocabulary,
    tokens: &[u32],
    at: usize,
    after: usize,
    heap: &mut BinaryHeap<Candidate>,
) {
    let merged = vocabulary.pairs.find(tokens[at], tokens[after]);
    if merged != NONE {
        heap.push(Reverse((merged, at, tokens[at], tokens[after])));
    }
}
