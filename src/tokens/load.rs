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

/// So many tokens can be found whole from the start. They are numbered by how frequent they were
/// in some large text, so these are most words of any; the other words are merged.
const FREQUENT: usize = 1 << 15;

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

    /// Calls `each` with the first tokens in their order, some thousands of joined ones at a time:
    /// a browser that has meanwhile compiled the work better goes on with the better one.
    fn in_order(&self, tokens: usize, each: &mut dyn FnMut(Next<'a>) -> Result<()>) -> Result<()> {
        const STEP: usize = 4096;
        let (mut index, mut joined) = (0, 0);
        let last = (tokens as u32, &[][..]);
        let literals = self.literals.iter().take_while(|&&(at, _)| at < last.0);
        for &(at, literal) in literals.chain([&last]) {
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

    /// How many merges there are.
    fn merges(&self) -> usize {
        self.header.tokens - self.header.literals + self.extra.len()
    }

    /// Whether merging bytes reaches every token, and by the pairs of the planes.
    fn reached_by_merging(&self) -> bool {
        self.extra.is_empty() && self.literals.iter().all(|(_, bytes)| bytes.len() == 1)
    }
}

impl Vocabulary {
    /// Reads and checks an inflated vocabulary file. As soon as the frequent tokens are known,
    /// `rehearse` is handed what there is.
    pub fn load(file: Vec<u8>, rehearse: impl FnOnce(&Vocabulary)) -> Result<Vocabulary> {
        let mut parts = Parts::read(&file)?;
        let mut vocabulary = Vocabulary::begin(&mut parts)?;
        rehearse(&vocabulary);
        vocabulary.finish(&parts)?;
        if parts.reached_by_merging() {
            vocabulary.file = file;
        }
        Ok(vocabulary)
    }

    /// What can be known at once: the frequent tokens, or all where merging does not reach them.
    #[inline(never)]
    fn begin(parts: &mut Parts) -> Result<Vocabulary> {
        let splitter = Splitter::from_code(parts.header.splitter).ok_or_else(|| {
            bad("the vocabulary has a splitter this build does not know")
                .with_hint("take vocabulary and package from one release")
        })?;
        let tokens = parts.header.tokens;
        let mut vocabulary = Vocabulary {
            name: parts.header.name.to_owned(),
            splitter,
            specials: take(&mut parts.specials),
            runs: take(&mut parts.runs),
            bytes: Box::new([NONE; 256]),
            twos: vec![NONE; 1 << 16].into(),
            lengths: Vec::with_capacity(tokens),
            pairs: Pairs::with_room(parts.merges()),
            frequent: Dictionary::default(),
            dictionary: OnceLock::new(),
            file: Vec::new(),
        };
        for &(index, literal) in &parts.literals {
            if let &[byte] = literal {
                vocabulary.bytes[byte as usize] = index;
            }
        }
        if vocabulary.bytes.contains(&NONE) {
            return Err(bad("a single byte has no token"));
        }
        let reached = parts.reached_by_merging();
        let tokens = tokens.min(if reached { FREQUENT } else { tokens });
        let known = Dictionary::of(parts, tokens)?;
        known.enter_twos(&mut vocabulary.twos);
        match reached {
            true => vocabulary.frequent = known,
            false => vocabulary.dictionary = known.into(),
        }
        Ok(vocabulary)
    }

    /// Enters all merges.
    #[inline(never)]
    fn finish(&mut self, parts: &Parts) -> Result<()> {
        let (mut merges, mut total) = (Sorted::with_room(parts.merges()), 0);
        parts.in_order(parts.header.tokens, &mut |next| match next {
            Next::Literal(bytes) => {
                self.lengths.push(bytes.len() as u16);
                total += bytes.len();
                Ok(())
            }
            Next::Joined(some) => {
                total += self.add_joined(parts, some, &mut merges)?;
                Ok(())
            }
        })?;
        merges.each_part(|part| self.pairs.insert_all(part));
        if total > MAX_TOTAL_BYTES {
            return Err(bad("the tokens are longer than 32 MB together"));
        }
        self.add_extra(&parts.extra)
    }

    /// Adds some tokens and tells how many bytes they have together.
    #[inline(never)]
    fn add_joined(
        &mut self,
        parts: &Parts,
        some: Range<usize>,
        merges: &mut Sorted,
    ) -> Result<usize> {
        let mut total = 0;
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
            total += length as usize;
            let merge = Pairs::pack(left, right, index);
            if !merges.push(Pairs::hash(left, right), merge) {
                self.pairs.insert(merge);
            }
            if length == 2 {
                self.add_two(parts, left, right, index);
            }
        }
        Ok(total)
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
    fn add_extra(&mut self, merges: &[[u32; 3]]) -> Result<()> {
        let Some(dictionary) = self.dictionary.get() else {
            return Ok(());
        };
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
                .and_then(|parts| Dictionary::of(&parts, parts.header.tokens))
                .unwrap_or_default()
        })
    }
}

impl Dictionary {
    /// Of the first tokens.
    #[inline(never)]
    fn of(parts: &Parts, tokens: usize) -> Result<Dictionary> {
        let mut dictionary = Dictionary::with_room(tokens);
        let hidden = parts.hidden();
        parts.in_order(tokens, &mut |next| match next {
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
    let mut specials = Vec::with_capacity(header.specials);
    for _ in 0..header.specials {
        specials.push((reader.u32()?, reader.short_text()?.to_owned()));
    }
    Ok(specials)
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
