//! Bills of many calls at once, of which the lengths of the prompts may not be known.

use super::kinds::Parts;
use crate::{
    bill::Charge,
    instant::Instant,
    money::Amount,
    prices::RateCard,
    usage::{Kind, Usage},
};

/// Longer than any prompt: the rates of the last length band.
const LONGEST: u64 = 1 << 40;

/// A usage of many calls at the rates of a prompt just over `least`; where that is not
/// known, `total` and its parts at those of the shortest prompts, or of whatever is
/// cheapest, and `high` at those of the longest.
pub(super) fn between_lengths(
    card: &RateCard,
    usage: &Usage,
    least: Option<u64>,
    at: Instant,
) -> Option<(Charge, Parts)> {
    let (short, long) = match least {
        Some(least) => (least + 1, least + 1),
        None => (0, LONGEST),
    };
    let short = at_length(card, usage, short, at)?;
    let long = at_length(card, usage, long, at)?;
    let (low, high) = match total(&short) <= total(&long) {
        true => (short, long),
        false => (long, short),
    };
    let mut charge = Charge {
        total: total(&low),
        high: total(&high),
        ..Charge::default()
    };
    for kind in Kind::ALL.iter().filter(|kind| usage.count(**kind) > 0) {
        match low[kind.index()] {
            Some(_) => charge.priced = true,
            None => charge.unpriced |= 1 << kind.index(),
        }
    }
    Some((charge, low))
}

fn total(parts: &Parts) -> Amount {
    parts.iter().flatten().copied().sum()
}

fn at_length(card: &RateCard, usage: &Usage, prompt: u64, at: Instant) -> Option<Parts> {
    let prompt = Usage {
        input: prompt,
        ..Usage::default()
    };
    let rates = card.rates(&prompt, at).ok()?;
    let mut parts = [Some(Amount::ZERO); Kind::COUNT];
    for kind in Kind::ALL.iter().filter(|kind| usage.count(**kind) > 0) {
        parts[kind.index()] = rates.get(*kind).map(|rate| rate * usage.count(*kind));
    }
    Some(parts)
}
