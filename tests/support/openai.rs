//! The OpenAI encodings as tiktoken-rs tells them by its public API: the source
//! of `cargo xtask vocab` and the oracle of the tests, which share this file.

use std::collections::HashSet;
use taskfare::tokens::{Source, Splitter};
use tiktoken_rs::CoreBPE;

/// Name, splitter, reference, one past the highest ordinary id.
pub type OpenAi = (&'static str, Splitter, fn() -> &'static CoreBPE, u32);

pub const OPEN_AI: [OpenAi; 6] = [
    (
        "o200k_base",
        Splitter::O200k,
        tiktoken_rs::o200k_base_singleton,
        199_998,
    ),
    (
        "o200k_harmony",
        Splitter::O200k,
        tiktoken_rs::o200k_harmony_singleton,
        199_998,
    ),
    (
        "cl100k_base",
        Splitter::Cl100k,
        tiktoken_rs::cl100k_base_singleton,
        100_256,
    ),
    (
        "p50k_base",
        Splitter::Gpt2,
        tiktoken_rs::p50k_base_singleton,
        50_281,
    ),
    (
        "p50k_edit",
        Splitter::Gpt2,
        tiktoken_rs::p50k_edit_singleton,
        50_281,
    ),
    (
        "r50k_base",
        Splitter::Gpt2,
        tiktoken_rs::r50k_base_singleton,
        50_256,
    ),
];

/// The vocabulary as the reference tells it.
pub fn source((name, splitter, reference, end): OpenAi) -> Source {
    let reference = reference();
    let mut specials: Vec<(u32, String)> = reference
        .special_tokens()
        .into_iter()
        .map(|text| {
            (
                reference.encode_with_special_tokens(text)[0],
                text.to_owned(),
            )
        })
        .collect();
    specials.sort();
    let special: HashSet<u32> = specials.iter().map(|(id, _)| *id).collect();
    Source {
        name: name.to_owned(),
        splitter,
        merges_only: false,
        tokens: (0..end)
            .filter(|id| !special.contains(id))
            .map(|id| (id, reference.decode_bytes(&[id]).unwrap()))
            .collect(),
        specials,
    }
}
