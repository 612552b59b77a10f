//! Texts that are likely to part two tokenizers: every class of character next
//! to every other, contractions, long runs, tokens in new neighbourhoods.

/// A small deterministic generator (xorshift64*), so that a failure can be run again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % sides
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }
}

const WORDS: &[&str] = &[
    "the",
    "Hello",
    "HTML",
    "HTMLParser",
    "camelCase",
    "snake_case",
    "it",
    "we",
    "don",
    "O",
    "naïve",
    "Straße",
    "привет",
    "ПРИВЕТ",
    "Привет",
    "ΑΒΓ",
    "αβγ",
    "ǅ",
    "中文字符",
    "日本語",
    "ひらがな",
    "カタカナ",
    "한국어",
    "שלום",
    "مرحبا",
    "ไทย",
    "हिन्दी",
    "ʰ",
    "ªº",
    "ﬅ",
    "ſ",
    "K",
    "e\u{301}",
    "A\u{308}",
    "\u{301}",
    "\u{20dd}",
    "🙂",
    "👩\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "𝒳",
    "𐐀𐐨",
];
const SUFFIXES: &[&str] = &[
    "'s", "'S", "'t", "'re", "'RE", "'Ve", "'m", "'ll", "'LL", "'d", "'ſ", "'x", "'", "''s", "’s",
    "'r", "'l", "'lL", "'sab", "'REx",
];
const NUMBERS: &[&str] = &[
    "1", "12", "123", "1234", "1234567", "٣", "٣٤٥٦", "Ⅷ", "½", "一", "1a", "²",
];
const MARKS: &[&str] = &[
    "!",
    "!!",
    "...",
    "/",
    "//",
    "{",
    "})",
    "\"",
    "#",
    "$",
    "+=",
    "-",
    "--",
    "_",
    "€",
    "。",
    "「",
    "\u{0}",
    "\u{7}",
    "\u{7f}",
    "\u{ad}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{e000}",
    "\u{378}",
    "\u{fffd}",
    "\u{10ffff}",
    "<|endoftext|>",
    "<|fim_prefix|>",
    "<|im_start|>",
];
const BLANKS: &[&str] = &[
    " ",
    "  ",
    "   ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " \n",
    "\n ",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{3000}",
    "\u{1680}",
    "\u{b}",
    "\u{c}",
    " \t\n  ",
    "\n\t\t",
    "\u{2003} ",
    "\n/",
];

/// One text of a few parts; `token` gives the bytes of some token of the encoding.
pub fn text(dice: &mut Dice, token: impl Fn(usize) -> Vec<u8>) -> String {
    let mut text = String::new();
    for _ in 0..1 + dice.roll(10) {
        match dice.roll(16) {
            0..=3 => text.push_str(dice.pick(WORDS)),
            4 => text.push_str(dice.pick(SUFFIXES)),
            5 => text.push_str(dice.pick(NUMBERS)),
            6 | 7 => text.push_str(dice.pick(MARKS)),
            8..=10 => text.push_str(dice.pick(BLANKS)),
            11 => text.push(scalar(dice)),
            12 => text.push((0x20 + dice.roll(0x5F)) as u8 as char),
            13 if dice.roll(8) == 0 => run(dice, &mut text),
            _ => text.push_str(&String::from_utf8_lossy(&token(dice.roll(1 << 20)))),
        }
    }
    text
}

fn scalar(dice: &mut Dice) -> char {
    let end = [0x80, 0x800, 0x3000, 0x1_0000, 0x2_0000, 0x11_0000][dice.roll(6)];
    char::from_u32(dice.roll(end) as u32).unwrap_or('\u{fffd}')
}

/// A long run, beyond any window of the merge.
fn run(dice: &mut Dice, text: &mut String) {
    let length = 1 + dice.roll(700);
    match dice.roll(4) {
        0 => {
            let part = [WORDS, MARKS, BLANKS][dice.roll(3)];
            let part = dice.pick(part);
            (0..length.div_ceil(part.len())).for_each(|_| text.push_str(part));
        }
        1 => text.extend((0..length).map(|_| (b'a' + dice.roll(26) as u8) as char)),
        2 => text.extend(
            (0..length / 3)
                .map(|_| char::from_u32(0x4E00 + dice.roll(0x5000) as u32).unwrap_or('中')),
        ),
        _ => text.extend((0..length).map(|_| (b'a' + dice.roll(2) as u8) as char)),
    }
}
