//! Coarse classes of characters: script groups and what separates words.

/// A class of characters that the splitter and the estimate treat alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Class {
    Lower,
    Upper,
    Digit,
    Punct,
    Blank,
    Break,
    /// Latin letters beyond ASCII, and combining marks.
    LatinExt,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Devanagari,
    /// The other scripts of India and Sri Lanka.
    Indic,
    /// Thai, Lao, Tibetan, Myanmar, Khmer: no spaces between words.
    SouthEast,
    /// Armenian, Georgian, Ethiopic and every other alphabet.
    OtherScript,
    Han,
    Kana,
    Hangul,
    CjkPunct,
    /// Dashes, curly quotes, ellipsis, bullets.
    WidePunct,
    /// Emoji, arrows, box drawing, private use.
    Symbol,
}

/// First characters of the blocks beyond Latin, in order, with the class that
/// holds until the next. Blocks are coarse on purpose: an estimate needs no more.
const BLOCKS: &[(u32, Class)] = &[
    (0x0370, Class::Greek),
    (0x0400, Class::Cyrillic),
    (0x0530, Class::OtherScript),
    (0x0590, Class::Hebrew),
    (0x0600, Class::Arabic),
    (0x0780, Class::OtherScript),
    (0x08a0, Class::Arabic),
    (0x0900, Class::Devanagari),
    (0x0980, Class::Indic),
    (0x0e00, Class::SouthEast),
    (0x10a0, Class::OtherScript),
    (0x1100, Class::Hangul),
    (0x1200, Class::OtherScript),
    (0x1780, Class::SouthEast),
    (0x1800, Class::OtherScript),
    (0x1d00, Class::LatinExt),
    (0x1f00, Class::Greek),
    (0x2000, Class::WidePunct),
    (0x2070, Class::Symbol),
    (0x2e80, Class::Han),
    (0x3000, Class::CjkPunct),
    (0x3040, Class::Kana),
    (0x3100, Class::Han),
    (0x3130, Class::Hangul),
    (0x3190, Class::Han),
    (0x31f0, Class::Kana),
    (0x3200, Class::Han),
    (0xa000, Class::OtherScript),
    (0xac00, Class::Hangul),
    (0xd7b0, Class::OtherScript),
    (0xe000, Class::Symbol),
    (0xf900, Class::Han),
    (0xfb00, Class::LatinExt),
    (0xfb1d, Class::Hebrew),
    (0xfb50, Class::Arabic),
    (0xfe00, Class::Symbol),
    (0xfe30, Class::CjkPunct),
    (0xfe70, Class::Arabic),
    (0xfeff, Class::CjkPunct),
    (0xff66, Class::Kana),
    (0xffa0, Class::Hangul),
    (0xffe0, Class::Symbol),
    (0x10000, Class::OtherScript),
    (0x1d000, Class::Symbol),
    (0x20000, Class::Han),
    (0x40000, Class::Symbol),
];

/// The class of a character.
pub(crate) fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Lower,
        'A'..='Z' => Class::Upper,
        '0'..='9' => Class::Digit,
        ' ' | '\t' | '\u{a0}' => Class::Blank,
        '\n' | '\r' => Class::Break,
        '\0'..='\u{7f}' => Class::Punct,
        '\u{80}'..='\u{bf}' => Class::WidePunct,
        '\u{c0}'..='\u{36f}' => Class::LatinExt,
        _ => {
            let next = BLOCKS.partition_point(|(first, _)| *first <= c as u32);
            BLOCKS[next - 1].1
        }
    }
}

impl Class {
    /// Part of a Latin word.
    pub(crate) fn is_latin(self) -> bool {
        matches!(self, Class::Lower | Class::Upper | Class::LatinExt)
    }

    /// Part of a word of a script other than Latin and CJK.
    pub(crate) fn is_script(self) -> bool {
        (Class::Greek..=Class::OtherScript).contains(&self)
    }

    /// Chinese, Japanese, Korean, with their punctuation.
    pub(crate) fn is_cjk(self) -> bool {
        (Class::Han..=Class::CjkPunct).contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_in_order() {
        assert!(BLOCKS.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn knows_a_letter_of_each_script() {
        let cases = [
            ('z', Class::Lower),
            ('ß', Class::LatinExt),
            ('ế', Class::LatinExt),
            ('ω', Class::Greek),
            ('Ж', Class::Cyrillic),
            ('ש', Class::Hebrew),
            ('ع', Class::Arabic),
            ('न', Class::Devanagari),
            ('த', Class::Indic),
            ('ก', Class::SouthEast),
            ('ქ', Class::OtherScript),
            ('漢', Class::Han),
            ('ひ', Class::Kana),
            ('한', Class::Hangul),
            ('。', Class::CjkPunct),
            ('，', Class::CjkPunct),
            ('—', Class::WidePunct),
            ('🙂', Class::Symbol),
            ('𠀋', Class::Han),
            ('\u{feff}', Class::CjkPunct),
        ];
        for (c, want) in cases {
            assert_eq!(class(c), want, "{c:?}");
        }
    }
}
