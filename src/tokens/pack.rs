//! Writes the packed vocabulary file from a list of tokens.
//!
//! Used by `cargo xtask vocab`, by tests, and for files that a user brings.

use super::Splitter;
use super::format::{MAGIC, MAX_TOKEN_BYTES, MAX_TOKENS, MERGES_ONLY, checksum};
use crate::{Code, Error, Result};
use std::collections::HashMap;

/// A vocabulary as its library tells it.
pub struct Source {
    /// What [`super::Encoding::name`] will say, at most 255 bytes.
    pub name: String,
    /// How text is cut into pieces before merging.
    pub splitter: Splitter,
    /// A piece that is a token still has to be reached by merging
    /// (Hugging Face without `ignore_merges`); tiktoken probes it first.
    pub merges_only: bool,
    /// Id and bytes of every ordinary token, first merged first.
    pub tokens: Vec<(u32, Vec<u8>)>,
    /// Id and text of the tokens that ordinary text never produces.
    pub specials: Vec<(u32, String)>,
}

/// The file of a vocabulary, not yet compressed.
///
/// # Errors
/// `bad-vocabulary` where a token is empty, doubled or longer than 1,024 bytes,
/// a single byte has no token, or there are more than 2^18 tokens.
pub fn pack(source: &Source) -> Result<Vec<u8>> {
    let index = index_of(source)?;
    let mut planes = vec![Vec::new(); 6];
    let (mut literals, mut extra) = (Vec::new(), Vec::new());
    let (mut literal_count, mut extra_count) = (0u32, 0u32);
    for (at, (_, bytes)) in source.tokens.iter().enumerate() {
        let at = at as u32;
        let pair = last_merge(bytes, &index);
        if let Some((left, right)) = pair.filter(|&(l, r)| l < at && r < at) {
            for k in 0..3 {
                planes[k].push((left >> (8 * k)) as u8);
                planes[k + 3].push((right >> (8 * k)) as u8);
            }
            continue;
        }
        literal_count += 1;
        literals.extend(at.to_le_bytes());
        short(&mut literals, bytes)?;
        if let Some((left, right)) = pair {
            extra_count += 1;
            for part in [left, right, at] {
                extra.extend(part.to_le_bytes());
            }
        }
    }
    let runs = id_runs(&source.tokens);
    let mut body = Vec::new();
    for n in [
        source.tokens.len() as u32,
        literal_count,
        runs.len() as u32,
        source.specials.len() as u32,
        extra_count,
    ] {
        body.extend(n.to_le_bytes());
    }
    body.push(source.splitter as u8);
    body.push(if source.merges_only { MERGES_ONLY } else { 0 });
    short(&mut body, source.name.as_bytes())?;
    for (first, id) in runs {
        body.extend(first.to_le_bytes());
        body.extend(id.to_le_bytes());
    }
    for (id, text) in &source.specials {
        body.extend(id.to_le_bytes());
        short(&mut body, text.as_bytes())?;
    }
    for section in [literals, extra].iter().chain(&planes) {
        body.extend(section);
    }
    let mut file = MAGIC.to_vec();
    file.extend(checksum(&body).to_le_bytes());
    file.extend(body);
    Ok(file)
}

fn bad(message: String) -> Error {
    Error::new(Code::BadVocabulary, message)
}

fn index_of(source: &Source) -> Result<HashMap<&[u8], u32>> {
    if source.tokens.len() > MAX_TOKENS {
        return Err(bad(format!(
            "{} tokens; at most {MAX_TOKENS} can be packed",
            source.tokens.len()
        )));
    }
    let mut index = HashMap::with_capacity(source.tokens.len());
    for (at, (id, bytes)) in source.tokens.iter().enumerate() {
        if bytes.is_empty() || bytes.len() > MAX_TOKEN_BYTES {
            return Err(bad(format!("token {id} has {} bytes", bytes.len())));
        }
        if index.insert(bytes.as_slice(), at as u32).is_some() {
            return Err(bad(format!("token {id} has the bytes of another token")));
        }
    }
    for byte in 0..=255u8 {
        if !index.contains_key(&[byte][..]) {
            return Err(bad(format!("no token for the single byte {byte:#04x}")));
        }
    }
    Ok(index)
}

/// The two parts that merge last into this token, where merging its bytes
/// reaches it at all. Whenever text is merged and two neighbours spell the
/// token, the steps inside were these, so no other pair is ever needed.
fn last_merge(token: &[u8], index: &HashMap<&[u8], u32>) -> Option<(u32, u32)> {
    let mut ends: Vec<usize> = (0..=token.len()).collect();
    if token.len() < 2 {
        return None;
    }
    while ends.len() > 3 {
        let (_, at) = (0..ends.len() - 2)
            .filter_map(|i| Some((*index.get(&token[ends[i]..ends[i + 2]])?, i)))
            .min()?;
        ends.remove(at + 1);
    }
    Some((
        *index.get(&token[..ends[1]])?,
        *index.get(&token[ends[1]..])?,
    ))
}

/// Runs of consecutive ids as (first index, its id).
fn id_runs(tokens: &[(u32, Vec<u8>)]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (at, &(id, _)) in tokens.iter().enumerate() {
        let at = at as u32;
        if runs
            .last()
            .is_none_or(|&(first, start)| id.wrapping_sub(start) != at - first)
        {
            runs.push((at, id));
        }
    }
    runs
}

fn short(into: &mut Vec<u8>, bytes: &[u8]) -> Result<()> {
    let length = u8::try_from(bytes.len())
        .map_err(|_| bad("a name or a literal token is longer than 255 bytes".into()))?;
    into.push(length);
    into.extend(bytes);
    Ok(())
}
