//! Text to tokens and back: packed vocabularies, splitters, merging.
//!
//! An *encoding* is a named tokenizer (`o200k_base`). Its *vocabulary* file is
//! handed in by the caller; this module holds none. Text is cut into *pieces*
//! by the encoding's [`Splitter`]; a piece that is a token is one token, any
//! other is merged byte by byte. Ids, counts and spans equal those of the
//! reference tokenizer, on any text and in time linear in it.

mod counts;
mod dictionary;
mod document;
mod encoding;
pub mod estimate;
mod format;
mod front;
pub mod kinds;
mod load;
mod lookup;
mod memo;
mod merge;
mod pack;
mod sorted;
mod spans;
mod split;
mod unicode;
mod unicode_table;
mod vocab;
mod windows;
mod work;

pub use document::Document;
pub use encoding::Encoding;
pub use estimate::estimate;
/// For the fuzzer, which alters files and then makes the checksum fit.
#[cfg(fuzzing)]
pub use format::checksum;
pub use pack::{Source, pack};
pub use split::Splitter;
