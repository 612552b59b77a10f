//! The packed vocabulary file, as it is once inflated.
//!
//! ```text
//! magic     4  "TFV1" (the last character is the version)
//! checksum  8  of every byte after it, see [`checksum`]
//! tokens    4  how many, at most 2^18
//! literals  4  how many of them carry their bytes (the single bytes do)
//! runs      4  how many runs of consecutive token ids
//! specials  4  how many special tokens
//! extra     4  how many merges that the pair planes cannot say
//! splitter  1  see [`super::Splitter`]
//! flags     1  see [`MERGES_ONLY`]
//! name      1 + n  length, then UTF-8
//! runs      8 each  first index, first id
//! specials  4 + 1 + n each  id, length, UTF-8
//! literals  5 + n each  index, length, bytes
//! extra     12 each  left, right, result
//! pairs     6 planes of (tokens - literals) bytes: the low, middle and high
//!           bytes of every left part, then of every right part
//! ```
//!
//! Numbers are little endian. A token's *index* is its merge priority; its id
//! is what the vendor calls it and differs only where a run says so. Nearly
//! every token is a merge of two earlier ones, so two indices say it all, and
//! planes of like bytes compress better than any list of strings.

use crate::{Code, Error, Result};

pub(super) const MAGIC: &[u8; 4] = b"TFV1";
/// Bytes before what the checksum covers.
pub(super) const PREFIX: usize = 12;
/// Indices are packed in 18 bits at run time.
pub(super) const MAX_TOKENS: usize = 1 << 18;
/// A longer token is refused: it would let a small file ask for any memory.
pub(super) const MAX_TOKEN_BYTES: usize = 1024;
/// All tokens together; the largest vocabulary known has a tenth of it.
pub(super) const MAX_TOTAL_BYTES: usize = 1 << 25;

/// Flag: a piece that is a token is found by merging only, so tokens that no
/// merge reaches are never produced (Hugging Face's default).
pub(super) const MERGES_ONLY: u8 = 1;
/// Every flag this build understands.
pub(super) const KNOWN_FLAGS: u8 = MERGES_ONLY;

/// A word-wise multiplicative hash: each step is a bijection of the state, so
/// any change confined to one word is always found; 1.2 MB take 0.3 ms.
#[inline(never)]
pub fn checksum(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = bytes.len() as u64 ^ K;
    let words = bytes.chunks_exact(8);
    let mut tail = [0u8; 8];
    tail[..words.remainder().len()].copy_from_slice(words.remainder());
    for word in words {
        let word = u64::from_le_bytes([
            word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7],
        ]);
        state = (state ^ word).wrapping_mul(K).rotate_left(29);
    }
    (state ^ u64::from_le_bytes(tail))
        .wrapping_mul(K)
        .rotate_left(29)
}

/// A `bad-vocabulary` error with what was expected.
#[cold]
#[inline(never)]
pub(super) fn bad(message: &str) -> Error {
    Error::new(Code::BadVocabulary, message)
        .with_hint("fetch the file again; a host or proxy may have altered it")
}

/// The counts and small parts in front of the planes.
pub(super) struct Header<'a> {
    pub tokens: usize,
    pub literals: usize,
    pub runs: usize,
    pub specials: usize,
    pub extra: usize,
    pub splitter: u8,
    pub flags: u8,
    pub name: &'a str,
}

/// Reads the sections in order; every step checks that the bytes are there.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Checks magic, version and checksum, and reads the header.
    pub fn open(file: &'a [u8]) -> Result<(Header<'a>, Reader<'a>)> {
        let (prefix, body) = file
            .split_at_checked(PREFIX)
            .ok_or_else(|| bad("the vocabulary is truncated: no header"))?;
        if prefix[..3] != MAGIC[..3] {
            let hint = "expected an inflated taskfare vocabulary, which begins with TFV1";
            return Err(bad("not a packed vocabulary").with_hint(hint));
        }
        if prefix[3] != MAGIC[3] {
            let hint = "take vocabulary and package from one release";
            return Err(bad("a packed vocabulary of another version than 1").with_hint(hint));
        }
        let sum: [u8; 8] = prefix[4..].try_into().unwrap_or_default();
        if u64::from_le_bytes(sum) != checksum(body) {
            return Err(bad(
                "the vocabulary is truncated or altered: its checksum differs",
            ));
        }
        let mut reader = Reader(body);
        let header = Header {
            tokens: reader.count()?,
            literals: reader.count()?,
            runs: reader.count()?,
            specials: reader.count()?,
            extra: reader.count()?,
            splitter: reader.take(1)?[0],
            flags: reader.take(1)?[0],
            name: reader.short_text()?,
        };
        header.check()?;
        Ok((header, reader))
    }

    pub fn take(&mut self, n: usize) -> Result<&'a [u8]> {
        let (head, rest) = self
            .0
            .split_at_checked(n)
            .ok_or_else(|| bad("the vocabulary ends early"))?;
        self.0 = rest;
        Ok(head)
    }

    pub fn u32(&mut self) -> Result<u32> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn count(&mut self) -> Result<usize> {
        let n = self.u32()? as usize;
        if n > MAX_TOKENS {
            return Err(bad("a count in the header is above 2^18"));
        }
        Ok(n)
    }

    /// A length byte and that many bytes.
    pub fn short_bytes(&mut self) -> Result<&'a [u8]> {
        let n = self.take(1)?[0];
        self.take(n as usize)
    }

    pub fn short_text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.short_bytes()?).map_err(|_| bad("a name is not UTF-8"))
    }

    pub fn finish(self) -> Result<()> {
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(bad("the vocabulary has bytes after its end")),
        }
    }
}

impl Header<'_> {
    fn check(&self) -> Result<()> {
        if self.literals > self.tokens {
            return Err(bad("more literals than tokens"));
        }
        if self.runs == 0 {
            return Err(bad("no token ids"));
        }
        if self.flags & !KNOWN_FLAGS != 0 {
            let hint = "take vocabulary and package from one release";
            return Err(bad("the vocabulary has flags this build does not know").with_hint(hint));
        }
        Ok(())
    }
}
