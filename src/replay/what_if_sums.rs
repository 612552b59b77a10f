//! Rows that sum many calls on other offers: prices and tokenizers, which need neither
//! times nor prompts.

use super::{
    lengths::between_lengths,
    what_if::{Replay, WhatIfOffer, WhatIfRow, range, scaled, spelled},
};
use crate::{instant::Instant, prices::RateCard, usage::Usage};

/// Low, typical and high sums of both levels.
#[derive(Default)]
struct Levels {
    same: [f64; 3],
    tokenizer: [f64; 3],
    ratio_known: bool,
}

impl Replay<'_, '_> {
    /// The first two levels of an offer; `calls` counts what the rows say they sum.
    pub(super) fn row_of_sums(&mut self, offer: &WhatIfOffer) -> WhatIfRow {
        let (mut row, target) = self.named(offer);
        let Some(target) = target else {
            return row;
        };
        let mut levels = Levels {
            ratio_known: true,
            ..Levels::default()
        };
        let mut priced = 0;
        let log = self.log;
        for many in log.sums().filter(|many| self.span.holds(many.at)) {
            let calls = many.calls.unwrap_or(0);
            let known = self.cards.of(&many).zip(many.at).and_then(|(source, at)| {
                let ratio = self.ratio(source, target);
                let card = &self.cards.get(target).card;
                levels.add(card, &many.usage, many.least_prompt, at, ratio)
            });
            match known {
                Some(()) => (priced, row.calls) = (priced + 1, row.calls + calls),
                None => row.left_out += calls.max(1),
            }
        }
        if priced > 0 {
            row.same_tokens = Some(range(levels.same));
            row.tokenizer = levels.ratio_known.then(|| range(levels.tokenizer));
        }
        row
    }
}

impl Levels {
    /// Adds a row, or nothing where any of it has no price.
    fn add(
        &mut self,
        card: &RateCard,
        usage: &Usage,
        least: Option<u64>,
        at: Instant,
        ratio: Option<[f64; 3]>,
    ) -> Option<()> {
        let same = cost_of_many(card, usage, least, at)?;
        let ratios = ratio.unwrap_or([1.0; 3]);
        let mut other = [0.0; 3];
        for (place, sum) in other.iter_mut().enumerate() {
            let usage = scaled(usage, ratios[place]);
            *sum = cost_of_many(card, &usage, least, at)?[place];
        }
        self.ratio_known &= ratio.is_some();
        for place in 0..3 {
            self.same[place] += same[place];
            self.tokenizer[place] += other[place];
        }
        Some(())
    }
}

/// Low, typical and high: most prompts are of the first length band.
fn cost_of_many(
    card: &RateCard,
    usage: &Usage,
    least: Option<u64>,
    at: Instant,
) -> Option<[f64; 3]> {
    if usage.prompt_tokens() + usage.output_tokens() == 0 {
        return None;
    }
    let usage = spelled(card, usage, at)?;
    let (charge, _) = between_lengths(card, &usage, least, at)?;
    let (low, high) = (charge.total.to_f64(), charge.high.to_f64());
    (charge.unpriced == 0).then_some([low, low, high])
}
