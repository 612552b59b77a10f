//! Rates made comparable across tokenizers: the price of a million characters of a text.

use crate::money::{Amount, Rate};

/// Most tokens of the sample text; beyond it the product would leave the exact range.
const MAX_SAMPLE: u64 = 1_000_000_000;

/// What a million characters of a text cost at a rate per million tokens, given that a
/// sample of it has that many tokens and characters (Unicode scalar values).
///
/// The same text is up to 1.45 times the tokens on another vendor's tokenizer, so rates
/// per million tokens do not compare. Rounded half to even at 10^-24; `None` for an empty
/// sample or one above a billion tokens.
///
/// ```
/// use taskfare::{money::Rate, prices::per_million_characters};
/// let rate = Rate::parse("3").unwrap();
/// // 1,000 characters that are 250 tokens: a million characters are 250,000 tokens.
/// assert_eq!(per_million_characters(rate, 250, 1_000).unwrap().to_string(), "0.75");
/// ```
pub fn per_million_characters(rate: Rate, tokens: u64, characters: u64) -> Option<Amount> {
    if characters == 0 || tokens > MAX_SAMPLE {
        return None;
    }
    let million_samples = rate * tokens * 1_000_000;
    Some(million_samples.divided(characters))
}
