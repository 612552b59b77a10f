//! A document's count after any edits equals the count of its text.

#[path = "support/openai.rs"]
mod openai;
#[path = "support/texts.rs"]
mod texts;

use openai::OPEN_AI;
use taskfare::tokens::{Document, Encoding, pack};
use texts::Dice;

fn long_text(encoding: &Encoding, dice: &mut Dice, parts: usize) -> Vec<u16> {
    let token = |roll: usize| {
        let id = (roll % encoding.vocabulary_size()) as u32;
        encoding.decode_bytes(&[id]).unwrap_or_default()
    };
    let text: String = (0..parts).map(|_| texts::text(dice, token)).collect();
    text.encode_utf16().collect()
}

#[test]
fn edits_agree_with_counting_afresh() {
    for at in [0, 2, 5] {
        let of = OPEN_AI[at];
        let encoding = Encoding::load(pack(&openai::source(of)).unwrap()).unwrap();
        let mut dice = Dice::new(11);
        let mut text = long_text(&encoding, &mut dice, 600);
        let mut document = Document::new(&encoding, &text);
        for _ in 0..120 {
            let (start, length) = (dice.roll(text.len() + 1), dice.roll(40));
            let end = (start + length * dice.roll(2) * dice.roll(60)).min(text.len());
            let mut insert = long_text(&encoding, &mut dice, 1);
            if dice.roll(8) == 0 {
                insert.push(0xD800 + dice.roll(0x800) as u16);
            }
            text.splice(start..end, insert.iter().copied());
            let tokens = document.edit(&encoding, start, end, &insert);
            let afresh = encoding.count(&String::from_utf16_lossy(&text));
            assert_eq!(tokens, afresh, "{}: {start}..{end}", of.0);
            assert_eq!((document.tokens(), document.units()), (tokens, text.len()));
        }
    }
}

#[test]
fn positions_beyond_the_text_mean_its_end() {
    let encoding = Encoding::load(pack(&openai::source(OPEN_AI[5])).unwrap()).unwrap();
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let mut document = Document::new(&encoding, &[]);
    assert_eq!(document.edit(&encoding, 7, 3, &units("hello")), 1);
    assert_eq!(document.edit(&encoding, 90, 99, &units(" world")), 2);
    assert_eq!(document.edit(&encoding, 0, usize::MAX, &[]), 0);
}
