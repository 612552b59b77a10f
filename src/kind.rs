//! Kinds of text, and counts per kind: the plain data that crosses the seam
//! between the two wasm files.
//!
//! `tokens` tells the kinds apart and fills in the counts, `count` applies each
//! tokenizer family's band for each kind. Neither needs the other's code.

/// A kind of text that tokenizers treat alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// English prose.
    English,
    /// Prose in another language of Latin script.
    Latin,
    /// Program text and markup.
    Code,
    /// JSON, tables, logs.
    Data,
    /// Chinese, Japanese, Korean.
    Cjk,
    /// Any other script: Cyrillic, Greek, Arabic, Hebrew, Indic, Thai and so on.
    Script,
    /// Indentation, blank lines, runs of spaces.
    Space,
    /// Identifiers without words in them: hashes, UUIDs, base64.
    Random,
}

/// How many kinds there are.
pub const KINDS: usize = 8;

/// Numbers per kind in the flat form of [`Counts`].
pub const FIELDS: usize = 5;

impl Kind {
    /// Every kind, in the order of the flat form.
    pub const ALL: [Kind; KINDS] = [
        Kind::English,
        Kind::Latin,
        Kind::Code,
        Kind::Data,
        Kind::Cjk,
        Kind::Script,
        Kind::Space,
        Kind::Random,
    ];

    /// The name used in tables and in JavaScript, e.g. `english`.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::English => "english",
            Kind::Latin => "latin",
            Kind::Code => "code",
            Kind::Data => "data",
            Kind::Cjk => "cjk",
            Kind::Script => "script",
            Kind::Space => "space",
            Kind::Random => "random",
        }
    }
}

/// What a text holds of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCount {
    /// UTF-8 bytes.
    pub bytes: u32,
    /// Unicode scalar values.
    pub chars: u32,
    /// Fewest tokens of the reference encoding that this can be.
    pub low: u32,
    /// Tokens of the reference encoding: exact, or the best estimate.
    pub tokens: u32,
    /// Most tokens of the reference encoding that this can be.
    pub high: u32,
}

/// Counts per kind, indexed by `Kind as usize`. Exact where `low == high`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [KindCount; KINDS]);

impl Counts {
    /// The sum over all kinds, saturating at `u32::MAX`.
    pub fn total(&self) -> KindCount {
        let mut sum = KindCount::default();
        for part in &self.0 {
            sum.add(part);
        }
        sum
    }

    /// Adds another text's counts.
    pub fn add(&mut self, other: &Counts) {
        for (to, from) in self.0.iter_mut().zip(&other.0) {
            to.add(from);
        }
    }

    /// `[bytes, chars, low, tokens, high]` of every kind in [`Kind::ALL`] order.
    pub fn to_flat(&self) -> [u32; KINDS * FIELDS] {
        let mut flat = [0; KINDS * FIELDS];
        for (to, from) in flat.chunks_exact_mut(FIELDS).zip(&self.0) {
            to.copy_from_slice(&[from.bytes, from.chars, from.low, from.tokens, from.high]);
        }
        flat
    }

    /// Reads what [`Counts::to_flat`] wrote; `None` when the length is wrong or
    /// a part is out of order (`low <= tokens <= high`).
    pub fn from_flat(flat: &[u32]) -> Option<Counts> {
        if flat.len() != KINDS * FIELDS {
            return None;
        }
        let mut counts = Counts::default();
        for (to, from) in counts.0.iter_mut().zip(flat.chunks_exact(FIELDS)) {
            let [bytes, chars, low, tokens, high] = *from else {
                return None;
            };
            if low > tokens || tokens > high {
                return None;
            }
            *to = KindCount {
                bytes,
                chars,
                low,
                tokens,
                high,
            };
        }
        Some(counts)
    }
}

impl KindCount {
    fn add(&mut self, other: &KindCount) {
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.chars = self.chars.saturating_add(other.chars);
        self.low = self.low.saturating_add(other.low);
        self.tokens = self.tokens.saturating_add(other.tokens);
        self.high = self.high.saturating_add(other.high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_form_survives_a_round_trip() {
        let mut counts = Counts::default();
        for (n, part) in counts.0.iter_mut().enumerate() {
            let n = n as u32 + 1;
            *part = KindCount {
                bytes: n * 100,
                chars: n * 90,
                low: n * 20,
                tokens: n * 25,
                high: n * 30,
            };
        }
        assert_eq!(Counts::from_flat(&counts.to_flat()), Some(counts));
        assert_eq!(counts.total().tokens, 25 * 36);
    }

    #[test]
    fn refuses_wrong_lengths_and_orders() {
        assert_eq!(Counts::from_flat(&[0; 39]), None);
        let mut flat = [0; KINDS * FIELDS];
        flat[2] = 5;
        assert_eq!(Counts::from_flat(&flat), None);
    }

    #[test]
    fn indexes_follow_the_order_of_all() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }
}
