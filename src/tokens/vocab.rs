//! A loaded vocabulary: token bytes, and the tables that find them.
//!
//! Loading copies each token from its two parts into one buffer, then fills
//! the tables in the order of their slots, so that memory is touched once.

use super::Splitter;
use super::format::{Header, MAX_TOKEN_BYTES, MAX_TOTAL_BYTES, MERGES_ONLY, Reader, bad};
use super::lookup::{Key, LongTokens, NONE, Pairs, Tokens};
use crate::Result;

/// Room behind the last token, so that copies and loads may go over its end.
const PADDING: usize = 16;

/// Everything that is known of an encoding; nothing changes after loading.
pub(super) struct Vocabulary {
    pub name: String,
    pub splitter: Splitter,
    /// Token id and text of the special tokens, in the file's order.
    pub specials: Vec<(u32, String)>,
    /// First index and its id, ascending by index.
    runs: Vec<(u32, u32)>,
    spellings: Spellings,
    /// The token of every single byte.
    pub bytes: Box<[u32; 256]>,
    /// The token of every two bytes, or [`NONE`].
    pub twos: Box<[u32]>,
    short: Tokens<u64>,
    middle: Tokens<Key>,
    long: LongTokens,
    pub pairs: Pairs,
}

/// The bytes of all tokens, end to end.
struct Spellings {
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Spellings {
    fn get(&self, index: u32) -> &[u8] {
        let at = index as usize;
        &self.bytes[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }
}

/// The parts of a file, still borrowed from it.
struct Parts<'a> {
    literals: Vec<(u32, &'a [u8])>,
    extra: Vec<[u32; 3]>,
    /// Low, middle and high bytes of left parts, then of right parts.
    planes: [&'a [u8]; 6],
}

impl Parts<'_> {
    #[inline(always)]
    fn pair(&self, at: usize) -> (u32, u32) {
        let part = |k: usize| {
            u32::from_le_bytes([
                self.planes[k][at],
                self.planes[k + 1][at],
                self.planes[k + 2][at],
                0,
            ])
        };
        (part(0), part(3))
    }
}

impl Vocabulary {
    /// Reads and checks an inflated vocabulary file.
    pub fn load(file: &[u8]) -> Result<Vocabulary> {
        let (header, mut reader) = Reader::open(file)?;
        let splitter = Splitter::from_code(header.splitter).ok_or_else(|| {
            bad(format!("unknown splitter {}", header.splitter))
                .with_hint("take vocabulary and package from one release")
        })?;
        let runs = read_runs(&header, &mut reader)?;
        let specials = read_specials(&header, &mut reader)?;
        let parts = read_parts(&header, &mut reader)?;
        reader.finish()?;
        let spellings = spell(header.tokens, &parts)?;
        let mut vocabulary = Vocabulary {
            name: header.name.to_owned(),
            splitter,
            specials,
            runs,
            bytes: Box::new([NONE; 256]),
            twos: vec![NONE; 1 << 16].into(),
            short: Tokens::with_room(0),
            middle: Tokens::with_room(0),
            long: LongTokens::with_room(0),
            pairs: Pairs::with_room(header.tokens - header.literals + parts.extra.len()),
            spellings,
        };
        vocabulary.fill_pairs(&parts);
        vocabulary.fill_tokens(&hidden(&header, &parts));
        if vocabulary.bytes.contains(&NONE) {
            return Err(bad("a single byte has no token"));
        }
        Ok(vocabulary)
    }

    /// How many ordinary tokens there are.
    pub fn len(&self) -> usize {
        self.spellings.len()
    }

    /// The bytes of an ordinary token.
    pub fn spelling(&self, index: u32) -> &[u8] {
        self.spellings.get(index)
    }

    /// The token of a piece of 1 to 15 bytes.
    #[inline]
    pub fn find_key(&self, key: Key, length: usize) -> Option<u32> {
        let some = |index: u32| (index != NONE).then_some(index);
        match length {
            1 => some(self.bytes[key.low as usize & 0xFF]),
            2 => some(self.twos[key.low as usize & 0xFFFF]),
            3..=7 => self.short.find(key),
            _ => self.middle.find(key),
        }
    }

    /// The token of a piece of 16 bytes or more.
    pub fn find_long(&self, bytes: &[u8]) -> Option<u32> {
        match bytes.len() <= MAX_TOKEN_BYTES {
            true => self.long.find(bytes, |index| self.spelling(index)),
            false => None,
        }
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
    pub fn bytes_of_id(&self, id: u32) -> Option<&[u8]> {
        let ends = self.runs[1..].iter().map(|&(first, _)| first);
        let ends = ends.chain([self.len() as u32]);
        let inside =
            |((first, start), end): &(&(u32, u32), u32)| id >= *start && id - start < end - first;
        match self.runs.iter().zip(ends).find(inside) {
            Some((&(first, start), _)) => Some(self.spelling(first + (id - start))),
            None => {
                let special = self.specials.iter().find(|(special, _)| *special == id);
                special.map(|(_, text)| text.as_bytes())
            }
        }
    }

    fn fill_pairs(&mut self, parts: &Parts) {
        let literal = |at: usize| parts.literals.get(at).map(|&(index, _)| index as usize);
        let (mut next_literal, mut pair) = (0, 0);
        for index in 0..self.len() {
            if literal(next_literal) == Some(index) {
                next_literal += 1;
                continue;
            }
            let (left, right) = parts.pair(pair);
            self.pairs.insert(left, right, index as u32);
            pair += 1;
        }
        for &[left, right, result] in &parts.extra {
            self.pairs.insert(left, right, result);
        }
    }

    fn fill_tokens(&mut self, hidden: &[u32]) {
        let mut lengths = [0usize; 3];
        for at in self.spellings.starts.windows(2) {
            match (at[1] - at[0]) as usize {
                0..=2 => {}
                3..=7 => lengths[0] += 1,
                8..=Key::LONGEST => lengths[1] += 1,
                _ => lengths[2] += 1,
            }
        }
        self.short = Tokens::with_room(lengths[0]);
        self.middle = Tokens::with_room(lengths[1]);
        self.long = LongTokens::with_room(lengths[2]);
        let mut hidden = hidden.iter().peekable();
        for index in 0..self.len() as u32 {
            if hidden.next_if_eq(&&index).is_some() {
                continue;
            }
            let at = self.spellings.starts[index as usize] as usize;
            let length = self.spellings.starts[index as usize + 1] as usize - at;
            if length > Key::LONGEST {
                self.long.insert(self.spellings.get(index), index);
                continue;
            }
            let key = Key::of(&self.spellings.bytes, at, length);
            match length {
                1 => self.bytes[key.low as usize] = index,
                2 => self.twos[key.low as usize] = index,
                3..=7 => self.short.insert(key, index),
                _ => self.middle.insert(key, index),
            }
        }
    }
}

/// Tokens that are never found whole, ascending: those that no merge reaches,
/// where the vocabulary says that only merging counts.
fn hidden(header: &Header, parts: &Parts) -> Vec<u32> {
    if header.flags & MERGES_ONLY == 0 {
        return Vec::new();
    }
    let reached = |index: &u32| parts.extra.iter().any(|extra| extra[2] == *index);
    parts
        .literals
        .iter()
        .filter(|(_, bytes)| bytes.len() > 1)
        .map(|&(index, _)| index)
        .filter(|index| !reached(index))
        .collect()
}

fn read_runs(header: &Header, reader: &mut Reader) -> Result<Vec<(u32, u32)>> {
    let mut runs = Vec::with_capacity(header.runs);
    for _ in 0..header.runs {
        let run = (reader.u32()?, reader.u32()?);
        let follows = runs.last().map_or(run.0 == 0, |&(first, _)| first < run.0);
        let room = u32::MAX - header.tokens as u32;
        if !follows || run.1 > room || run.0 as usize >= header.tokens.max(1) {
            return Err(bad("a run of token ids is out of order or range"));
        }
        runs.push(run);
    }
    Ok(runs)
}

fn read_specials(header: &Header, reader: &mut Reader) -> Result<Vec<(u32, String)>> {
    (0..header.specials)
        .map(|_| Ok((reader.u32()?, reader.short_text()?.to_owned())))
        .collect()
}

fn read_parts<'a>(header: &Header, reader: &mut Reader<'a>) -> Result<Parts<'a>> {
    let mut literals: Vec<(u32, &[u8])> = Vec::with_capacity(header.literals);
    for _ in 0..header.literals {
        let literal = (reader.u32()?, reader.short_bytes()?);
        let follows = literals.last().is_none_or(|&(last, _)| last < literal.0);
        if !follows || literal.0 as usize >= header.tokens || literal.1.is_empty() {
            return Err(bad("a literal token is empty, out of order or range"));
        }
        literals.push(literal);
    }
    let mut extra = Vec::with_capacity(header.extra);
    for _ in 0..header.extra {
        let merge = [reader.u32()?, reader.u32()?, reader.u32()?];
        if merge.iter().any(|&index| index as usize >= header.tokens) || merge[2] == 0 {
            return Err(bad("a merge names a token that is not there"));
        }
        extra.push(merge);
    }
    let mut planes = [&[][..]; 6];
    for plane in &mut planes {
        *plane = reader.take(header.tokens - header.literals)?;
    }
    Ok(Parts {
        literals,
        extra,
        planes,
    })
}

/// Builds every token from its parts.
fn spell(tokens: usize, parts: &Parts) -> Result<Spellings> {
    let mut starts = Vec::with_capacity(tokens + 1);
    starts.push(0);
    let mut bytes = vec![0; 8 * tokens + PADDING];
    let mut end = 0;
    let (mut literals, mut pair) = (parts.literals.iter().peekable(), 0);
    for index in 0..tokens {
        // The two longest parts and the overrun of one copy must fit.
        if end + 2 * MAX_TOKEN_BYTES + PADDING > bytes.len() {
            if end > MAX_TOTAL_BYTES {
                return Err(bad("the tokens are longer than 32 MB together"));
            }
            bytes.resize(bytes.len() + bytes.len() / 4 + 2 * MAX_TOKEN_BYTES, 0);
        }
        if let Some((_, literal)) = literals.next_if(|&&(at, _)| at as usize == index) {
            bytes[end..end + literal.len()].copy_from_slice(literal);
            end += literal.len();
        } else {
            let (left, right) = parts.pair(pair);
            pair += 1;
            if left as usize >= index || right as usize >= index {
                return Err(bad(format!("token {index} is made of a later token")));
            }
            let from = end;
            for part in [left, right] {
                let start = starts[part as usize] as usize;
                let length = starts[part as usize + 1] as usize - start;
                copy(&mut bytes, start, end, length);
                end += length;
            }
            if end - from > MAX_TOKEN_BYTES {
                return Err(bad(format!("token {index} is longer than 1024 bytes")));
            }
        }
        starts.push(end as u32);
    }
    bytes.truncate(end + PADDING);
    bytes.resize(end + PADDING, 0);
    Ok(Spellings { bytes, starts })
}

/// Copies eight bytes at a time; what goes over the end is written again later.
#[inline(always)]
fn copy(bytes: &mut [u8], from: usize, to: usize, length: usize) {
    let mut done = 0;
    while done < length {
        let word: [u8; 8] = bytes[from + done..from + done + 8]
            .try_into()
            .unwrap_or_default();
        bytes[to + done..to + done + 8].copy_from_slice(&word);
        done += 8;
    }
}
