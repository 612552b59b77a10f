//! A loaded vocabulary: token bytes, and the tables that find them.

use super::Splitter;
use super::dictionary::{Dictionary, Spelling};
use super::lookup::Pairs;
use std::sync::OnceLock;

/// Everything that is known of an encoding; nothing changes after loading.
pub(super) struct Vocabulary {
    pub name: String,
    pub splitter: Splitter,
    /// Token id and text of the special tokens, in the file's order.
    pub specials: Vec<(u32, String)>,
    /// First index and its id, ascending by index.
    pub(super) runs: Vec<(u32, u32)>,
    /// The token of every single byte.
    pub bytes: Box<[u32; 256]>,
    /// The token of every two bytes, or [`super::lookup::NONE`].
    pub twos: Box<[u32]>,
    /// How many bytes each token has.
    pub(super) lengths: Vec<u16>,
    pub pairs: Pairs,
    /// The first tokens, where the dictionary is not made from the start.
    pub(super) frequent: Dictionary,
    /// Made when it is first asked for, where merging finds every token without it.
    pub(super) dictionary: OnceLock<Dictionary>,
    /// What the dictionary will be made from.
    pub(super) file: Vec<u8>,
}

/// After this many pieces that no cache held, the dictionary of all tokens is made: by then merging
/// those that it would have found has taken about as long as making it does, tens of milliseconds.
const PAYS: usize = 100_000;

impl Vocabulary {
    /// What pieces are looked up in, after so many new ones; what is not there is merged.
    #[inline(never)]
    pub fn known(&self, new_pieces: usize) -> &Dictionary {
        match self.dictionary.get() {
            Some(all) => all,
            None if new_pieces < PAYS => &self.frequent,
            None => self.dictionary(),
        }
    }

    /// How many ordinary tokens there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Whether the vendor numbers the tokens as they are merged.
    pub fn ids_are_indices(&self) -> bool {
        self.runs == [(0, 0)]
    }

    /// The vendor's id of a token.
    #[inline]
    pub fn id(&self, index: u32) -> u32 {
        match &self.runs[..] {
            [(0, first)] => first + index,
            runs => {
                let run = runs.partition_point(|&(first, _)| first <= index) - 1;
                runs[run].1 + (index - runs[run].0)
            }
        }
    }

    /// The bytes of the token with this id, ordinary or special.
    pub fn bytes_of_id(&self, id: u32) -> Option<Spelling<'_>> {
        match self.index_of_id(id) {
            Some(index) => Some(self.dictionary().get(index)),
            None => Some(Spelling::Long(self.special(id)?.as_bytes())),
        }
    }

    /// How many bytes the token with this id has; 0 where there is none.
    pub fn length_of_id(&self, id: u32) -> usize {
        match self.index_of_id(id) {
            Some(index) => self.lengths[index as usize] as usize,
            None => self.special(id).map_or(0, str::len),
        }
    }

    fn index_of_id(&self, id: u32) -> Option<u32> {
        let ends = self.runs[1..].iter().map(|&(first, _)| first);
        let ends = ends.chain([self.len() as u32]);
        let mut runs = self.runs.iter().zip(ends);
        let run = runs.find(|((first, start), end)| id >= *start && id - start < end - first);
        run.map(|(&(first, start), _)| first + (id - start))
    }

    fn special(&self, id: u32) -> Option<&str> {
        let special = self.specials.iter().find(|(special, _)| *special == id);
        special.map(|(_, text)| text.as_str())
    }
}
