//! Every id, count, span and byte equals tiktoken's: on edge texts, on every
//! Unicode scalar in context, on generated texts. The long run is
//! `cargo xtask fuzz-tokens`.

#[path = "support/openai.rs"]
mod openai;
#[path = "support/texts.rs"]
mod texts;

use openai::{OPEN_AI, OpenAi};
use taskfare::tokens::{Encoding, pack};
use texts::Dice;
use tiktoken_rs::CoreBPE;

/// Encodings that differ in splitter or vocabulary; the others only add specials.
const DISTINCT: [usize; 4] = [0, 2, 3, 5];

struct Pair {
    name: &'static str,
    ours: Encoding,
    /// The same, never asked to decode: it finds its tokens by merging alone.
    merging: Encoding,
    reference: &'static CoreBPE,
}

impl Pair {
    fn load(of: OpenAi) -> Pair {
        let file = pack(&openai::source(of)).unwrap();
        Pair {
            name: of.0,
            ours: Encoding::load(file.as_slice()).unwrap(),
            merging: Encoding::load(file).unwrap(),
            reference: of.2(),
        }
    }

    fn check(&self, text: &str) {
        let expected = self.reference.encode_ordinary(text);
        let ids = self.ours.encode(text);
        assert!(
            ids == expected,
            "{} {text:?}\nours      {ids:?}\nreference {expected:?}",
            self.name
        );
        let merged = self.merging.encode(text);
        assert!(merged == ids, "{} {text:?} merged {merged:?}", self.name);
        let count = ids.len();
        assert_eq!(self.ours.count(text), count, "{} {text:?}", self.name);
        assert_eq!(self.merging.count(text), count, "{} {text:?}", self.name);
    }

    /// The same and what follows from it: bytes, limits, spans.
    fn check_all(&self, text: &str) {
        self.check(text);
        let ids = self.ours.encode(text);
        assert_eq!(self.ours.decode_bytes(&ids).unwrap(), text.as_bytes());
        assert_eq!(self.ours.decode(&ids).unwrap(), text);
        let count = ids.len();
        assert_eq!(self.ours.count_up_to(text, count), Some(count));
        if count > 0 {
            assert_eq!(self.ours.count_up_to(text, count - 1), None);
        }
        assert_eq!(self.ours.spans(text), self.spans(text, &ids), "{text:?}");
    }

    /// Spans by the plain reading of their definition.
    fn spans(&self, text: &str, ids: &[u32]) -> Vec<u32> {
        let mut end = 0;
        ids.iter()
            .map(|id| {
                end += self.reference.decode_bytes(&[*id]).unwrap().len();
                let whole = (0..=end).rev().find(|&at| text.is_char_boundary(at));
                text[..whole.unwrap()].encode_utf16().count() as u32
            })
            .collect()
    }

    fn token(&self, roll: usize) -> Vec<u8> {
        let id = roll % self.ours.vocabulary_size();
        self.ours.decode_bytes(&[id as u32]).unwrap_or_default()
    }

    fn generated(&self, strings: u64, seed: u64) {
        let mut dice = Dice::new(seed);
        for at in 0..strings {
            let text = texts::text(&mut dice, |roll| self.token(roll));
            match at % 16 {
                0 => self.check_all(&text),
                _ => self.check(&text),
            }
        }
    }

    /// Each of these scalars between letters, spaces, digits, newlines and itself.
    fn scalars(&self, codes: impl Iterator<Item = u32>) -> usize {
        let scalars = codes.filter_map(char::from_u32);
        let checked = scalars.map(|c| {
            self.check(&format!("a{c}b {c}{c} A{c}'s{c}1{c}\n {c}B{c}c{c}"));
            self.check(&format!("  {c}'t\t{c}!{c}/{c}"));
        });
        checked.count()
    }
}

#[test]
fn edge_texts() {
    let long =
        ["a", " ", "^", "中", "👩\u{200d}", "\n", "ab ", "\u{301}"].map(|part| part.repeat(1500));
    let texts = [
        "",
        "hello world",
        "The quick brown fox's 12345 jumps\n\n  over   \n",
        "  \n  ",
        "a\n  ",
        "\u{feff}bom",
        "a\u{85}b",
        "<|endoftext|><|im_start|>",
        "A\u{301}BC'S",
        "\u{301}ABC",
        "ÀB中CD",
    ];
    for of in OPEN_AI {
        let pair = Pair::load(of);
        for text in texts.iter().copied().chain(long.iter().map(String::as_str)) {
            pair.check_all(text);
        }
        for (id, text) in pair.ours.specials() {
            assert_eq!(pair.reference.encode_with_special_tokens(text), [id]);
            assert_eq!(pair.ours.decode(&[id]).unwrap(), text);
        }
        let unknown = pair.ours.decode_bytes(&[1, 4_000_000]).unwrap_err();
        assert_eq!(unknown.code(), "invalid-argument");
        assert_eq!(unknown.path(), Some("ids[1]"));
    }
}

#[test]
fn every_token_by_itself() {
    for at in DISTINCT {
        let pair = Pair::load(OPEN_AI[at]);
        for id in 0..pair.ours.vocabulary_size() {
            if let Ok(text) = std::str::from_utf8(&pair.token(id)) {
                pair.check(text);
            }
        }
    }
}

#[test]
fn generated_texts() {
    for at in DISTINCT {
        Pair::load(OPEN_AI[at]).generated(4_000, 7);
    }
}

#[test]
fn scalars_in_context() {
    for at in DISTINCT {
        let pair = Pair::load(OPEN_AI[at]);
        let checked =
            pair.scalars((0..0x3100).step_by(3)) + pair.scalars((0x3100..0x11_0000).step_by(997));
        assert!(checked > 5_000, "{checked}");
    }
}

/// `cargo xtask fuzz-tokens` runs this, with `STRINGS` for each of the six encodings or for `ONLY` one.
#[test]
#[ignore = "minutes to hours"]
fn long_run() {
    let number = |name: &str, default| match std::env::var(name) {
        Ok(text) => text.parse().unwrap(),
        Err(_) => default,
    };
    let (strings, seed) = (number("STRINGS", 1_000_000), number("SEED", 1));
    let only = std::env::var("ONLY");
    for of in OPEN_AI {
        if only.as_ref().is_ok_and(|only| only != of.0) {
            continue;
        }
        let pair = Pair::load(of);
        println!(
            "{}: {} scalars in context, 0 differences",
            of.0,
            pair.scalars(0..0x11_0000)
        );
        pair.generated(strings, seed);
        println!("{}: {strings} strings of seed {seed}, 0 differences", of.0);
    }
}
