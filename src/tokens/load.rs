//! Reading a vocabulary file into tables.
//!
//! Each token is copied from its two parts into one buffer; then the tables are
//! filled in the order of their slots, so that memory is touched once.

use super::Splitter;
use super::format::{Header, MAX_TOKEN_BYTES, MAX_TOTAL_BYTES, MERGES_ONLY, Reader, bad};
use super::lookup::{Key, LongTokens, NONE, Packed, Pairs, Tokens};
use super::vocab::{Spellings, Vocabulary};
use crate::Result;

/// Room behind the last token, so that copies and loads may go over its end.
const PADDING: usize = 16;

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
        let joins = |&[left, right, result]: &[u32; 3]| {
            let (left, right) = (spellings.get(left), spellings.get(right));
            spellings.get(result) == [left, right].concat()
        };
        if !parts.extra.iter().all(joins) {
            return Err(bad("a merge does not spell its result"));
        }
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
        fill_pairs(&mut vocabulary.pairs, header.tokens, &parts);
        fill_tokens(&mut vocabulary, &hidden(&header, &parts));
        if vocabulary.bytes.contains(&NONE) {
            return Err(bad("a single byte has no token"));
        }
        Ok(vocabulary)
    }
}

/// Buckets by the top bits of the hash. A table filled bucket by bucket is
/// written from one end to the other, not all over: that halves loading.
const BUCKETS: usize = 64;

#[inline(always)]
fn bucket(hash: u64) -> usize {
    (hash >> 58) as usize
}

/// Turns how many each bucket gets into where each begins.
fn begins<const N: usize>(counts: [u32; N]) -> [u32; N] {
    let mut sum = 0;
    counts.map(|count| {
        sum += count;
        sum - count
    })
}

/// Left, right and result of every merge that the planes hold.
fn merges<'a>(tokens: usize, parts: &'a Parts) -> impl Iterator<Item = (u32, u32, u32)> + 'a {
    let mut literals = parts.literals.iter().peekable();
    let whole = move |index: &u32| literals.next_if(|(at, _)| at == index).is_none();
    (0..tokens as u32)
        .filter(whole)
        .enumerate()
        .map(|(at, index)| {
            let (left, right) = parts.pair(at);
            (left, right, index)
        })
}

fn fill_pairs(pairs: &mut Pairs, tokens: usize, parts: &Parts) {
    let mut counts = [0; BUCKETS];
    for (left, right, _) in merges(tokens, parts) {
        counts[bucket(Pairs::hash(left, right))] += 1;
    }
    let mut next = begins(counts);
    let mut ordered = vec![0; parts.planes[0].len()];
    for (left, right, result) in merges(tokens, parts) {
        let place = &mut next[bucket(Pairs::hash(left, right))];
        ordered[*place as usize] = Pairs::pack(left, right, result);
        *place += 1;
    }
    for some in ordered.chunks(STEP) {
        pairs.insert_all(some);
    }
    for &[left, right, result] in &parts.extra {
        pairs.insert(Pairs::pack(left, right, result));
    }
}

/// How many entries a loop does before it is called again.
const STEP: usize = 2048;

/// The bucket of tokens that no hash table holds.
const UNORDERED: u8 = 2 * BUCKETS as u8;

fn fill_tokens(vocabulary: &mut Vocabulary, hidden: &[u32]) {
    let buckets = place_tokens(vocabulary, hidden);
    let mut counts = [0u32; 2 * BUCKETS + 1];
    buckets.iter().for_each(|&at| counts[at as usize] += 1);
    let (short, middle) = counts[..2 * BUCKETS].split_at(BUCKETS);
    let (mut short, mut middle) = (Ordered::new(short), Ordered::new(middle));
    for (step, some) in buckets.chunks(STEP).enumerate() {
        let first = (step * STEP) as u32;
        order(&vocabulary.spellings, some, first, &mut short, &mut middle);
    }
    vocabulary.short = short.into_table();
    vocabulary.middle = middle.into_table();
}

/// Tokens in the order of their buckets, with their keys: the table is then filled
/// without looking at the spellings again, which lie in another order.
struct Ordered {
    next: [u32; BUCKETS],
    keys: Vec<[u64; 2]>,
    ids: Vec<u32>,
}

impl Ordered {
    fn new(counts: &[u32]) -> Self {
        let total = counts.iter().sum::<u32>() as usize;
        let counts: &[u32; BUCKETS] = counts.first_chunk().unwrap_or(&[0; BUCKETS]);
        Ordered {
            next: begins(*counts),
            keys: vec![[0; 2]; total],
            ids: vec![0; total],
        }
    }

    #[inline(always)]
    fn put(&mut self, bucket: u8, key: Key, index: u32) {
        let place = &mut self.next[bucket as usize % BUCKETS];
        self.keys[*place as usize] = [key.low, key.high];
        self.ids[*place as usize] = index;
        *place += 1;
    }

    fn into_table<P: Packed>(self) -> Tokens<P> {
        let mut table = Tokens::with_room(self.ids.len());
        for (keys, ids) in self.keys.chunks(STEP).zip(self.ids.chunks(STEP)) {
            table.insert_all(keys, ids);
        }
        table
    }
}

/// Puts some tokens, from `first` on, where their buckets say.
#[inline(never)]
fn order(
    spellings: &Spellings,
    buckets: &[u8],
    first: u32,
    short: &mut Ordered,
    middle: &mut Ordered,
) {
    for (index, &bucket) in (first..).zip(buckets) {
        match bucket as usize {
            at if at < BUCKETS => short.put(bucket, spellings.key(index), index),
            at if at < 2 * BUCKETS => middle.put(bucket, spellings.key(index), index),
            _ => {}
        }
    }
}

/// Enters the shortest and the longest tokens, and tells the bucket of the others.
fn place_tokens(vocabulary: &mut Vocabulary, hidden: &[u32]) -> Vec<u8> {
    let spellings = &vocabulary.spellings;
    let long = |pair: &&[u32]| pair[1] - pair[0] > Key::LONGEST as u32;
    vocabulary.long = LongTokens::with_room(spellings.starts.windows(2).filter(long).count());
    let mut hidden = hidden.iter().peekable();
    let place = |index: u32| {
        if hidden.next_if_eq(&&index).is_some() {
            return UNORDERED;
        }
        let bytes = spellings.get(index);
        match bytes.len() {
            1 => vocabulary.bytes[bytes[0] as usize] = index,
            2 => vocabulary.twos[bytes[0] as usize | (bytes[1] as usize) << 8] = index,
            3..=7 => return bucket(spellings.key(index).hash()) as u8,
            8..=Key::LONGEST => return (BUCKETS + bucket(spellings.key(index).hash())) as u8,
            _ => vocabulary.long.insert(bytes, index),
        }
        UNORDERED
    };
    (0..spellings.len() as u32).map(place).collect()
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
    let mut speller = Speller {
        starts,
        bytes: vec![0; 8 * tokens + PADDING],
        end: 0,
        literals: &parts.literals,
        pair: 0,
    };
    for first in (0..tokens).step_by(STEP) {
        speller.some(parts, first, tokens.min(first + STEP))?;
    }
    let Speller {
        starts,
        mut bytes,
        end,
        ..
    } = speller;
    bytes.resize(end + PADDING, 0);
    Ok(Spellings { bytes, starts })
}

/// The tokens that are built so far, and what comes next of the file.
struct Speller<'p> {
    starts: Vec<u32>,
    bytes: Vec<u8>,
    /// Where the next token begins.
    end: usize,
    literals: &'p [(u32, &'p [u8])],
    pair: usize,
}

impl Speller<'_> {
    /// Builds some tokens.
    #[inline(never)]
    fn some(&mut self, parts: &Parts, first: usize, until: usize) -> Result<()> {
        for index in first..until {
            self.make_room()?;
            match self.literals {
                [(at, literal), rest @ ..] if *at as usize == index => {
                    self.bytes[self.end..self.end + literal.len()].copy_from_slice(literal);
                    self.end += literal.len();
                    self.literals = rest;
                }
                _ => {
                    self.join(parts.pair(self.pair), index)?;
                    self.pair += 1;
                }
            }
            self.starts.push(self.end as u32);
        }
        Ok(())
    }

    /// The two longest parts and the overrun of one copy must fit.
    #[inline(always)]
    fn make_room(&mut self) -> Result<()> {
        if self.end + 2 * MAX_TOKEN_BYTES + PADDING > self.bytes.len() {
            if self.end > MAX_TOTAL_BYTES {
                return Err(bad("the tokens are longer than 32 MB together"));
            }
            let more = self.bytes.len() / 4 + 2 * MAX_TOKEN_BYTES;
            self.bytes.resize(self.bytes.len() + more, 0);
        }
        Ok(())
    }

    #[inline(always)]
    fn join(&mut self, (left, right): (u32, u32), index: usize) -> Result<()> {
        if left as usize >= index || right as usize >= index {
            return Err(bad("a token is made of a later one"));
        }
        let from = self.end;
        for part in [left as usize, right as usize] {
            let start = self.starts[part] as usize;
            let length = self.starts[part + 1] as usize - start;
            copy(&mut self.bytes, start, self.end, length);
            self.end += length;
        }
        match self.end - from > MAX_TOKEN_BYTES {
            true => Err(bad("a token is longer than 1024 bytes")),
            false => Ok(()),
        }
    }
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
