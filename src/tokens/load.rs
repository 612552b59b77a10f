//! Reading a vocabulary file into tables.
//!
//! Merging alone finds every token of most vocabularies. Then only what merging needs is
//! made at once, and the [`Dictionary`] when it is first asked for.

use super::Splitter;
use super::dictionary::Dictionary;
use super::format::{Header, MAX_TOKEN_BYTES, MAX_TOTAL_BYTES, MERGES_ONLY, Reader, bad};
use super::lookup::{NONE, Pairs};
use super::sorted::Sorted;
use super::vocab::Vocabulary;
use crate::Result;
use std::mem::take;
use std::ops::Range;
use std::sync::OnceLock;

/// A file taken apart, still borrowed from it.
struct Parts<'a> {
    header: Header<'a>,
    runs: Vec<(u32, u32)>,
    specials: Vec<(u32, String)>,
    literals: Vec<(u32, &'a [u8])>,
    extra: Vec<[u32; 3]>,
    /// Low, middle and high bytes of left parts, then of right parts.
    planes: [&'a [u8]; 6],
}

/// What comes next in a file.
enum Next<'a> {
    Literal(&'a [u8]),
    /// Some tokens that are two earlier ones: their places in the planes.
    Joined(Range<usize>),
}

impl<'a> Parts<'a> {
    #[inline(never)]
    fn read(file: &'a [u8]) -> Result<Self> {
        let (header, mut reader) = Reader::open(file)?;
        let parts = Parts {
            runs: read_runs(&header, &mut reader)?,
            specials: read_specials(&header, &mut reader)?,
            literals: read_literals(&header, &mut reader)?,
            extra: read_extra(&header, &mut reader)?,
            planes: read_planes(&header, &mut reader)?,
            header,
        };
        reader.finish()?;
        Ok(parts)
    }

    /// Calls `each` with all tokens in their order, some thousands of joined ones at a time:
    /// a browser that has meanwhile compiled the work better goes on with the better one.
    fn in_order(&self, each: &mut dyn FnMut(Next<'a>) -> Result<()>) -> Result<()> {
        const STEP: usize = 4096;
        let (mut index, mut joined) = (0, 0);
        let last = (self.header.tokens as u32, &[][..]);
        for &(at, literal) in self.literals.iter().chain([&last]) {
            let until = joined + (at as usize - index);
            while joined < until {
                let some = joined..until.min(joined + STEP);
                joined = some.end;
                each(Next::Joined(some))?;
            }
            if !literal.is_empty() {
                each(Next::Literal(literal))?;
            }
            index = at as usize + 1;
        }
        Ok(())
    }

    /// Left and right part of tokens of the planes.
    #[inline(always)]
    fn pairs(&self, at: Range<usize>) -> impl Iterator<Item = (u32, u32)> + 'a {
        let [a, b, c, d, e, f] = self.planes.map(|plane| &plane[at.clone()]);
        let number = |((low, middle), high): ((&u8, &u8), &u8)| {
            u32::from_le_bytes([*low, *middle, *high, 0])
        };
        let left = a.iter().zip(b).zip(c).map(number);
        left.zip(d.iter().zip(e).zip(f).map(number))
    }

    /// Whether merging bytes reaches every token, and by the pairs of the planes.
    fn reached_by_merging(&self) -> bool {
        self.extra.is_empty() && self.literals.iter().all(|(_, bytes)| bytes.len() == 1)
    }
}

impl Vocabulary {
    /// Reads and checks an inflated vocabulary file.
    pub fn load(file: Vec<u8>) -> Result<Vocabulary> {
        let mut parts = Parts::read(&file)?;
        let splitter = Splitter::from_code(parts.header.splitter).ok_or_else(|| {
            bad(format!("unknown splitter {}", parts.header.splitter))
                .with_hint("take vocabulary and package from one release")
        })?;
        let merges = parts.header.tokens - parts.header.literals + parts.extra.len();
        let mut vocabulary = Vocabulary {
            name: parts.header.name.to_owned(),
            splitter,
            specials: take(&mut parts.specials),
            runs: take(&mut parts.runs),
            bytes: Box::new([NONE; 256]),
            twos: vec![NONE; 1 << 16].into(),
            lengths: Vec::with_capacity(parts.header.tokens),
            pairs: Pairs::with_room(merges),
            dictionary: OnceLock::new(),
            file: Vec::new(),
        };
        let mut merges = Sorted::with_room(merges);
        parts.in_order(&mut |next| match next {
            Next::Literal(bytes) => vocabulary.add_literal(bytes),
            Next::Joined(some) => vocabulary.add_joined(&parts, some, &mut merges),
        })?;
        merges.each_part(|part| vocabulary.pairs.insert_all(part));
        drop(merges);
        if vocabulary.bytes.contains(&NONE) {
            return Err(bad("a single byte has no token"));
        }
        let total: usize = vocabulary.lengths.iter().map(|&n| n as usize).sum();
        if total > MAX_TOTAL_BYTES {
            return Err(bad("the tokens are longer than 32 MB together"));
        }
        if parts.reached_by_merging() {
            vocabulary.file = file;
            return Ok(vocabulary);
        }
        let dictionary = Dictionary::of(&parts)?;
        vocabulary.add_extra(&parts.extra, &dictionary)?;
        vocabulary.dictionary = dictionary.into();
        Ok(vocabulary)
    }

    fn add_literal(&mut self, bytes: &[u8]) -> Result<()> {
        if let &[byte] = bytes {
            self.bytes[byte as usize] = self.lengths.len() as u32;
        }
        self.lengths.push(bytes.len() as u16);
        Ok(())
    }

    #[inline(never)]
    fn add_joined(&mut self, parts: &Parts, some: Range<usize>, merges: &mut Sorted) -> Result<()> {
        for (left, right) in parts.pairs(some) {
            let length = |part: u32| self.lengths.get(part as usize);
            let (Some(first), Some(second)) = (length(left), length(right)) else {
                return Err(bad("a token is made of a later one"));
            };
            let length = first + second;
            if length as usize > MAX_TOKEN_BYTES {
                return Err(bad("a token is longer than 1024 bytes"));
            }
            let index = self.lengths.len() as u32;
            self.lengths.push(length);
            let merge = Pairs::pack(left, right, index);
            if !merges.push(Pairs::hash(left, right), merge) {
                self.pairs.insert(merge);
            }
            if length == 2 {
                self.add_two(parts, left, right, index);
            }
        }
        Ok(())
    }

    /// Two tokens of one byte each merge into this one.
    #[inline(never)]
    fn add_two(&mut self, parts: &Parts, left: u32, right: u32, index: u32) {
        let byte = |token: u32| {
            let at = parts.literals.binary_search_by_key(&token, |&(at, _)| at);
            at.map_or(0, |at| parts.literals[at].1[0] as usize)
        };
        self.twos[byte(left) | byte(right) << 8] = index;
    }

    /// Adds merges that the planes cannot say.
    fn add_extra(&mut self, merges: &[[u32; 3]], dictionary: &Dictionary) -> Result<()> {
        for &[left, right, result] in merges {
            let [first, second, both] = [left, right, result].map(|index| dictionary.get(index));
            if *both != [&*first, &*second].concat() {
                return Err(bad("a merge does not spell its result"));
            }
            self.pairs.insert(Pairs::pack(left, right, result));
            if let &[first, second] = &*both {
                self.twos[first as usize | (second as usize) << 8] = result;
            }
        }
        Ok(())
    }

    /// Every token by its index and by its bytes.
    #[inline(never)]
    pub fn dictionary(&self) -> &Dictionary {
        self.dictionary.get_or_init(|| {
            // Loading has read and checked this very file.
            let parts = Parts::read(&self.file);
            parts
                .and_then(|parts| Dictionary::of(&parts))
                .unwrap_or_default()
        })
    }
}

impl Dictionary {
    #[inline(never)]
    fn of(parts: &Parts) -> Result<Dictionary> {
        let mut dictionary = Dictionary::with_room(parts.header.tokens);
        let hidden = parts.hidden();
        parts.in_order(&mut |next| match next {
            Next::Literal(bytes) => {
                let index = dictionary.add(bytes);
                if hidden.binary_search(&index).is_err() {
                    dictionary.enter(index);
                }
                Ok(())
            }
            Next::Joined(some) => dictionary.add_joined(parts, some),
        })?;
        Ok(dictionary)
    }

    #[inline(never)]
    fn add_joined(&mut self, parts: &Parts, some: Range<usize>) -> Result<()> {
        for (left, right) in parts.pairs(some) {
            let index = self.join(left, right)?;
            self.enter(index);
        }
        Ok(())
    }
}

impl Parts<'_> {
    /// Tokens that are never found whole, ascending: those that no merge reaches, where the
    /// vocabulary says that only merging counts.
    fn hidden(&self) -> Vec<u32> {
        if self.header.flags & MERGES_ONLY == 0 {
            return Vec::new();
        }
        let reached = |index: u32| self.extra.iter().any(|extra| extra[2] == index);
        let literals = self.literals.iter().filter(|(_, bytes)| bytes.len() > 1);
        let hidden = literals.filter(|(index, _)| !reached(*index));
        hidden.map(|&(index, _)| index).collect()
    }
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

fn read_literals<'a>(header: &Header, reader: &mut Reader<'a>) -> Result<Vec<(u32, &'a [u8])>> {
    let mut literals: Vec<(u32, &[u8])> = Vec::with_capacity(header.literals);
    for _ in 0..header.literals {
        let literal = (reader.u32()?, reader.short_bytes()?);
        let follows = literals.last().is_none_or(|&(last, _)| last < literal.0);
        if !follows || literal.0 as usize >= header.tokens || literal.1.is_empty() {
            return Err(bad("a literal token is empty, out of order or range"));
        }
        literals.push(literal);
    }
    Ok(literals)
}

fn read_extra(header: &Header, reader: &mut Reader) -> Result<Vec<[u32; 3]>> {
    let mut extra = Vec::with_capacity(header.extra);
    for _ in 0..header.extra {
        let merge = [reader.u32()?, reader.u32()?, reader.u32()?];
        if merge.iter().any(|&index| index as usize >= header.tokens) || merge[2] == 0 {
            return Err(bad("a merge names a token that is not there"));
        }
        extra.push(merge);
    }
    Ok(extra)
}

fn read_planes<'a>(header: &Header, reader: &mut Reader<'a>) -> Result<[&'a [u8]; 6]> {
    let mut planes = [&[][..]; 6];
    for plane in &mut planes {
        *plane = reader.take(header.tokens - header.literals)?;
    }
    Ok(planes)
}
