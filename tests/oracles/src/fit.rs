//! Fits the character model of `src/tokens/estimate.rs` to o200k_base and
//! measures it on texts that it was not fitted to.

use crate::corpus::{self, Text, WINDOW};
use anyhow::{Context, Result};
use std::{fmt::Write, fs, path::Path};
use taskfare::{
    kind::{KINDS, Kind},
    tokens::{
        estimate::{LENGTHS, ONE, ROWS, each_unit, estimate},
        kinds::each_span,
    },
};

type Table = [[u16; LENGTHS + 1]; ROWS];

/// Units and tokens seen in one cell of the table.
#[derive(Clone, Copy, Default)]
struct Cell {
    units: f64,
    tokens: f64,
    over: f64,
}

/// Prints the fit; `write` also replaces `src/tokens/estimate/fitted.rs`.
pub fn run(write: bool) -> Result<()> {
    let texts = corpus::read(400)?;
    let (fitting, measuring): (Vec<_>, Vec<_>) =
        texts.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let mut cells = vec![[Cell::default(); LENGTHS + 1]; ROWS];
    for (_, text) in &fitting {
        collect(text, &mut cells);
    }
    let table = table(&cells);
    let ratios = ratios(&measuring, &table);
    println!(
        "texts fitted {} / measured {}",
        fitting.len(),
        measuring.len()
    );
    println!("kind      windows  KB      true/cost  p5     p50    p95");
    let mut band = [[0u16; 3]; KINDS];
    for (kind, mut seen) in Kind::ALL.into_iter().zip(ratios.windows) {
        seen.sort_by(f64::total_cmp);
        anyhow::ensure!(
            seen.len() >= 20,
            "only {} windows of {}",
            seen.len(),
            kind.name()
        );
        let at = |q: f64| seen[((seen.len() - 1) as f64 * q) as usize];
        let sum = &ratios.sums[kind as usize];
        println!(
            "{:9} {:6}  {:6}  {:9.3}  {:.3}  {:.3}  {:.3}",
            kind.name(),
            seen.len(),
            sum.2 / 1000,
            sum.0 / sum.1,
            at(0.05),
            at(0.5),
            at(0.95)
        );
        band[kind as usize] = [
            (at(0.05) * 1000.0) as u16,
            (at(0.5) * 1000.0) as u16,
            (at(0.95) * 1000.0).ceil() as u16,
        ];
    }
    let mut off = ratios.mixed;
    off.sort_by(f64::total_cmp);
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    println!(
        "whole windows of {WINDOW} bytes under the table compiled in: n {}, mean error {:.1} %, p95 {:.1} %, true count inside the band {:.1} %",
        off.len(),
        mean * 100.0,
        off[off.len() * 95 / 100] * 100.0,
        100.0 * ratios.inside as f64 / off.len() as f64
    );
    if write {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/tokens/estimate/fitted.rs");
        fs::write(&path, source(&table, &band)).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// The end in bytes of every token of `text`.
fn token_ends(text: &str) -> Vec<usize> {
    let bpe = tiktoken_rs::o200k_base_singleton();
    let mut end = 0;
    let ids = bpe.encode_ordinary(text);
    ids.iter()
        .map(|id| {
            end += bpe.decode_bytes(&[*id]).map_or(0, |bytes| bytes.len());
            end
        })
        .collect()
}

/// Tokens that begin in `from..to`, given every token's end.
fn begin_in(ends: &[usize], from: usize, to: usize) -> usize {
    let begun = |at: usize| match at {
        0 => 0,
        _ => ends.partition_point(|end| *end < at) + 1,
    };
    begun(to).min(ends.len()) - begun(from).min(ends.len())
}

fn collect(text: &Text, cells: &mut [[Cell; LENGTHS + 1]]) {
    let ends = token_ends(&text.0);
    each_span(&text.0, |kind, range| {
        let mut from = range.start;
        each_unit(kind, &text.0[range.clone()], |unit, end| {
            let to = range.start + end;
            let cell = &mut cells[unit.row][unit.length.min(LENGTHS + 1) - 1];
            cell.units += 1.0;
            cell.tokens += begin_in(&ends, from, to) as f64;
            cell.over += unit.length.saturating_sub(LENGTHS) as f64;
            from = to;
        });
    });
}

fn table(cells: &[[Cell; LENGTHS + 1]]) -> Table {
    let mut table = [[0; LENGTHS + 1]; ROWS];
    let fixed = |tokens: f64| (tokens * ONE as f64).round().clamp(0.0, 65535.0) as u16;
    for (row, cells) in table.iter_mut().zip(cells) {
        // Sparse cells take the row's tokens per character.
        let (mut tokens, mut chars) = (1.0, 2.0);
        for (at, cell) in cells.iter().enumerate() {
            tokens += cell.tokens;
            chars += cell.units * (at + 1) as f64;
        }
        for at in 0..LENGTHS {
            let prior = tokens / chars * (at + 1) as f64;
            let cell = cells[at];
            row[at] = fixed((cell.tokens + 4.0 * prior) / (cell.units + 4.0));
        }
        let long = cells[LENGTHS];
        let base = f64::from(row[LENGTHS - 1]) / ONE as f64;
        let beyond = (long.tokens - long.units * base + 8.0 * tokens / chars) / (long.over + 8.0);
        row[LENGTHS] = fixed(beyond.max(0.0));
    }
    table
}

struct Ratios {
    windows: Vec<Vec<f64>>,
    /// True tokens, cost in tokens, bytes.
    sums: Vec<(f64, f64, usize)>,
    mixed: Vec<f64>,
    inside: usize,
}

/// True tokens over the new table's cost, per kind and window; whole windows are
/// judged by the table that is compiled in, so run twice after a change.
fn ratios(texts: &[(usize, &Text)], table: &Table) -> Ratios {
    let mut ratios = Ratios {
        windows: vec![Vec::new(); KINDS],
        sums: vec![(0.0, 0.0, 0); KINDS],
        mixed: Vec::new(),
        inside: 0,
    };
    for (_, text) in texts {
        let mut rest = text.0.as_str();
        while rest.len() >= WINDOW {
            let mut end = WINDOW;
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            measure(&rest[..end], table, &mut ratios);
            rest = &rest[end..];
        }
    }
    ratios
}

fn measure(window: &str, table: &Table, ratios: &mut Ratios) {
    let ends = token_ends(window);
    let mut truth = [0.0; KINDS];
    let mut guess = [0.0; KINDS];
    let mut bytes = [0; KINDS];
    each_span(window, |kind, range| {
        let k = kind as usize;
        bytes[k] += range.len();
        truth[k] += begin_in(&ends, range.start, range.end) as f64;
        each_unit(kind, &window[range], |unit, _| {
            let row = &table[unit.row];
            let over = unit.length.saturating_sub(LENGTHS) as f64;
            let cost =
                f64::from(row[unit.length.min(LENGTHS) - 1]) + over * f64::from(row[LENGTHS]);
            guess[k] += cost / ONE as f64;
        });
    });
    for k in 0..KINDS {
        // White space comes in crumbs: a window never holds much of it.
        let enough = if k == Kind::Space as usize {
            WINDOW / 16
        } else {
            WINDOW / 2
        };
        if bytes[k] >= enough {
            ratios.windows[k].push(truth[k] / guess[k]);
        }
        let sum = &mut ratios.sums[k];
        *sum = (sum.0 + truth[k], sum.1 + guess[k], sum.2 + bytes[k]);
    }
    let truth = truth.iter().sum::<f64>();
    let counts = estimate(window).total();
    ratios
        .mixed
        .push((f64::from(counts.tokens) / truth - 1.0).abs());
    let inside = f64::from(counts.low) <= truth && truth <= f64::from(counts.high);
    ratios.inside += usize::from(inside);
}

fn source(table: &Table, band: &[[u16; 3]; KINDS]) -> String {
    let mut out = String::from(
        "//! Written by `tests/oracles fit --write`: do not edit.\n\n\
         use super::{LENGTHS, ROWS};\nuse crate::kind::KINDS;\n\n\
         /// Cost of a unit by row and length in 1/256 token; the last column is the cost of\n\
         /// every further character.\n#[rustfmt::skip]\n\
         pub(super) const COST: [[u16; LENGTHS + 1]; ROWS] = [\n",
    );
    for row in table {
        let _ = writeln!(out, "    {row:?},");
    }
    out.push_str("];\n\n/// 5th, 50th and 95th percentile of true tokens over units' cost, by kind, per mille.\n");
    out.push_str("#[rustfmt::skip]\npub(super) const BAND: [[u16; 3]; KINDS] = [\n");
    for pair in band {
        let _ = writeln!(out, "    {pair:?},");
    }
    out.push_str("];\n");
    out
}
