//! Tells the kinds of text apart, piece by piece, without any vocabulary.
//!
//! A prompt is rarely of one kind: prose with a listing, JSON with Chinese
//! values. Tokenizers differ by kind, so a count for a tokenizer that nobody
//! can run is a sum of bands, one per kind ([`Kind`]).
//!
//! Lines are told by their words and marks ([`line`]), other scripts, runs of
//! white space and random identifiers by their characters ([`chars`]). Time is
//! linear in the text, memory constant.

pub(crate) mod chars;
mod line;

use crate::kind::Kind;
use chars::{Class, class};
use line::{Context, classify};
use std::ops::Range;

/// A line longer than this many bytes is judged in parts.
const LONGEST: usize = 512;

/// Calls `each` with every maximal span of one kind, in order. The spans cover
/// the text without gap or overlap and end on character boundaries.
pub fn each_span(text: &str, mut each: impl FnMut(Kind, Range<usize>)) {
    let mut open: Option<(Kind, Range<usize>)> = None;
    let mut join = |kind: Kind, range: Range<usize>| match &mut open {
        Some((same, span)) if *same == kind => span.end = range.end,
        _ => {
            if let Some((kind, span)) = open.replace((kind, range)) {
                each(kind, span);
            }
        }
    };
    let mut context = Context::default();
    let mut start = 0;
    while start < text.len() {
        let end = line_end(text, start);
        let line = part(text, start..end);
        let base = classify(line, &mut context);
        split_line(line, base, |kind, range| {
            join(kind, start + range.start..start + range.end);
        });
        start = end;
    }
    if let Some((kind, span)) = open {
        each(kind, span);
    }
}

/// A part of a text whose ends are known to lie between characters. Indexing would
/// say otherwise with a message, and its code and tables are 3 KB of the wasm file.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Where the line that begins at `start` ends: behind its `\n`, or for a long
/// one behind its last blank within [`LONGEST`] bytes.
fn line_end(text: &str, start: usize) -> usize {
    let rest = &text.as_bytes()[start..];
    let window = &rest[..rest.len().min(LONGEST)];
    if let Some(at) = window.iter().position(|b| *b == b'\n') {
        return start + at + 1;
    }
    if rest.len() <= LONGEST {
        return text.len();
    }
    let blank = window.iter().rposition(|b| *b == b' ').unwrap_or(0);
    // A blank stays with the word behind it, where tokenizers put it.
    let mut end = start + if blank > 0 { blank } else { LONGEST };
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// Splits one line into spans; `base` is the kind of its Latin part.
fn split_line(line: &str, base: Kind, mut each: impl FnMut(Kind, Range<usize>)) {
    let mut kind = first_kind(line, base);
    let (mut at, mut start) = (0, 0);
    while at < line.len() {
        let c = next_char(line, at);
        let class = class(c);
        let special = match class {
            Class::Blank | Class::Break => blank_run(line, at).map(|end| (Kind::Space, end)),
            Class::Lower | Class::Upper | Class::Digit if word_starts(line, at) => {
                random_word(line, at).map(|end| (Kind::Random, end))
            }
            _ => None,
        };
        if let Some((other, end)) = special {
            if start < at {
                each(kind, start..at);
            }
            each(other, at..end);
            (at, start) = (end, end);
            continue;
        }
        let next = match class {
            _ if class.is_cjk() => Kind::Cjk,
            _ if class.is_script() => Kind::Script,
            _ if class.is_latin() => base,
            // Digits, marks and single blanks go with what is around them.
            _ => kind,
        };
        if next != kind && start < at {
            each(kind, start..at);
            start = at;
        }
        kind = next;
        at += c.len_utf8();
    }
    if start < at {
        each(kind, start..at);
    }
}

fn next_char(line: &str, at: usize) -> char {
    part(line, at..line.len()).chars().next().unwrap_or('\0')
}

/// The kind of what leads a line: that of its first letter.
fn first_kind(line: &str, base: Kind) -> Kind {
    for c in line.chars() {
        let class = class(c);
        if class.is_latin() {
            return base;
        } else if class.is_cjk() {
            return Kind::Cjk;
        } else if class.is_script() {
            return Kind::Script;
        }
    }
    base
}

/// The end of a run of white space worth telling apart: two blanks or more
/// (the last one stays with the word behind it), or a blank line.
fn blank_run(line: &str, at: usize) -> Option<usize> {
    let run: usize = part(line, at..line.len())
        .chars()
        .take_while(|c| matches!(class(*c), Class::Blank | Class::Break))
        .map(char::len_utf8)
        .sum();
    let end = at + run;
    if at == 0 && end == line.len() {
        return Some(end);
    }
    let run = part(line, at..end);
    let last = run
        .chars()
        .next_back()
        .filter(|_| run.chars().count() >= 2)?;
    // A line end belongs to its line, trailing blanks do not.
    let spare = match end == line.len() {
        true => run.chars().filter(|c| class(*c) == Class::Break).count(),
        false => last.len_utf8(),
    };
    (run.len() > spare).then_some(end - spare)
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=')
}

fn word_starts(line: &str, at: usize) -> bool {
    at == 0 || !is_word_byte(line.as_bytes()[at - 1])
}

/// The end of a word that is a hash, UUID, key or base64 rather than a name.
fn random_word(line: &str, at: usize) -> Option<usize> {
    let word = &line.as_bytes()[at..];
    let length = word
        .iter()
        .position(|b| !is_word_byte(*b))
        .unwrap_or(word.len());
    if length < 16 {
        return None;
    }
    let (mut digits, mut letters, mut changes, mut cases, mut joints) = (0, 0, 0, 0, 0);
    for pair in word[..length].windows(2) {
        let (a, b) = (pair[0], pair[1]);
        digits += usize::from(b.is_ascii_digit());
        letters += usize::from(b.is_ascii_alphabetic());
        changes += usize::from(a.is_ascii_digit() != b.is_ascii_digit());
        cases += usize::from(a.is_ascii_lowercase() && b.is_ascii_uppercase());
        joints += usize::from(!b.is_ascii_alphanumeric());
    }
    let mixed = changes * 5 >= length && digits * 8 >= length && letters > 0;
    let base64 = length >= 40 && cases * 7 >= length && joints * 8 < length;
    (mixed || base64).then_some(at + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans(text: &str) -> Vec<(Kind, &str)> {
        let mut found = Vec::new();
        each_span(text, |kind, range| found.push((kind, &text[range])));
        found
    }

    #[test]
    fn carves_scripts_out_of_a_line() {
        assert_eq!(
            spans("the word is 漢字かな, also Слово и ещё, at last"),
            [
                (Kind::English, "the word is "),
                (Kind::Cjk, "漢字かな, "),
                (Kind::English, "also "),
                (Kind::Script, "Слово и ещё, "),
                (Kind::English, "at last"),
            ]
        );
    }

    #[test]
    fn carves_indentation_and_blank_lines() {
        assert_eq!(
            spans("fn a() {\n    b();\n\n}\n"),
            [
                (Kind::Code, "fn a() {\n"),
                (Kind::Space, "   "),
                (Kind::Code, " b();\n"),
                (Kind::Space, "\n"),
                (Kind::Code, "}\n"),
            ]
        );
    }

    #[test]
    fn carves_random_words() {
        assert_eq!(
            spans("the id is 9f1c2e77-04ab-4c1d-9b52-1f0e6a7d3c88 of it"),
            [
                (Kind::English, "the id is "),
                (Kind::Random, "9f1c2e77-04ab-4c1d-9b52-1f0e6a7d3c88"),
                (Kind::English, " of it"),
            ]
        );
        assert_eq!(spans("internationalization_of_names").len(), 1);
    }

    #[test]
    fn a_line_without_end_is_judged_in_parts() {
        let text = "word of the day ".repeat(10_000);
        assert_eq!(spans(&text).len(), 1);
        let han = "漢".repeat(5_000);
        assert_eq!(spans(&han), [(Kind::Cjk, han.as_str())]);
        assert!(spans("").is_empty());
    }

    proptest! {
        #[test]
        fn spans_cover_the_text_and_alternate(text in "(\\PC|[ \\n\\t{}\"a-zA-Z0-9漢Жé]){0,200}") {
            let mut end = 0;
            let mut last = None;
            each_span(&text, |kind, range| {
                assert_eq!(range.start, end);
                assert!(range.end > range.start && text.is_char_boundary(range.end));
                assert_ne!(last, Some(kind));
                (end, last) = (range.end, Some(kind));
            });
            prop_assert_eq!(end, text.len());
        }
    }
}
