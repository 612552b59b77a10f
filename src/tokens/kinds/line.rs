//! What one line is, apart from the foreign scripts in it: prose in English,
//! prose in another Latin-script language, code, or data.

use super::chars::{Class, class};
use crate::kind::Kind;

/// The commonest English words of up to five letters: no line of English prose
/// of some length is without them, and code and other languages rarely hold two.
const ENGLISH: [u64; 70] = words([
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "do", "does", "each", "for", "from", "had", "has", "have", "he", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "may", "must", "no", "not", "of", "on", "one", "only", "or", "our",
    "out", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "to", "up", "use", "was", "we", "were", "what", "when", "which", "who", "will",
    "with", "you", "your",
]);

/// A word of up to eight letters as a number, in alphabetical order.
const fn word(letters: &[u8]) -> u64 {
    let (mut packed, mut at) = (0, 0);
    while at < letters.len() {
        packed |= (letters[at] as u64) << (56 - 8 * at);
        at += 1;
    }
    packed
}

const fn words<const N: usize>(list: [&str; N]) -> [u64; N] {
    let (mut packed, mut at) = ([0; N], 0);
    while at < N {
        packed[at] = word(list[at].as_bytes());
        at += 1;
    }
    packed
}

/// What a line of code begins with, in the languages people paste most; `|` parts them.
const KEYWORDS: &str = "#!|#[|#define|#include|@|<|async |class |const |def |else|enum |export |fn |for (|from |\
    function |if (|impl |import |let |mod |package |private |pub |public |return|static |\
    struct |type |use |var |while |$ |CREATE |SELECT |INSERT ";

/// What the lines before this one were; kept from line to line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The language of the last prose that could be told.
    prose: Kind,
    /// The kind of the last line that was not blank.
    last: Kind,
}

impl Default for Context {
    fn default() -> Self {
        Context {
            prose: Kind::English,
            last: Kind::English,
        }
    }
}

/// Counts over one line.
#[derive(Default)]
struct Features {
    words: u32,
    english: u32,
    letters: u32,
    extended: u32,
    digits: u32,
    /// `{}()[]<>=;_|&*\#@$^~` and backquotes.
    marks: u32,
    /// `":` or `",` or `"}`: a quote that ends a value.
    closers: u32,
    /// `,` `:` `-` `.` `|` and tab between values.
    separators: u32,
    other: u32,
}

fn features(line: &str) -> Features {
    let mut f = Features::default();
    let mut word = [0u8; 6];
    let mut length = 0usize;
    let mut before = '\0';
    for c in line.chars() {
        let class = class(c);
        if class.is_latin() {
            if let (Some(slot), true) = (word.get_mut(length), c.is_ascii()) {
                *slot = c.to_ascii_lowercase() as u8;
            }
            length += 1;
            f.letters += 1;
            f.extended += u32::from(class == Class::LatinExt);
        } else {
            f.end_word(&word, length);
            length = 0;
            f.count_other(c, class, before);
        }
        before = c;
    }
    f.end_word(&word, length);
    f
}

impl Features {
    fn end_word(&mut self, letters: &[u8; 6], length: usize) {
        if length == 0 {
            return;
        }
        self.words += 1;
        if let Some(letters) = letters.get(..length).filter(|letters| letters.len() < 6) {
            self.english += u32::from(ENGLISH.binary_search(&word(letters)).is_ok());
        }
    }

    fn count_other(&mut self, c: char, class: Class, before: char) {
        match c {
            '{' | '}' | '(' | ')' | '[' | ']' | '<' | '>' | '=' | ';' | '_' | '&' | '*' | '\\'
            | '#' | '@' | '$' | '^' | '~' | '`' => self.marks += 1,
            '|' | '\t' => {
                self.marks += 1;
                self.separators += 1;
            }
            ',' | ':' | '.' | '-' => self.separators += 1,
            _ if class == Class::Digit => self.digits += 1,
            ' ' | '\n' | '\r' => {}
            _ => self.other += 1,
        }
        if before == '"' && matches!(c, ':' | ',' | '}' | ']') {
            self.closers += 1;
        }
    }

    fn solid(&self) -> u32 {
        self.letters + self.digits + self.marks + self.separators + self.other
    }
}

/// The kind of the ASCII and Latin part of `line`, given the lines before it.
pub(crate) fn classify(line: &str, context: &mut Context) -> Kind {
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return context.last;
    }
    let f = features(trimmed);
    let indented = line.len() - line.trim_start().len() >= 2;
    let kind = if is_data(trimmed, &f, context.last) {
        Kind::Data
    } else if is_code(trimmed, &f, indented, context.last) {
        Kind::Code
    } else {
        context.prose = language(&f, context.prose);
        context.prose
    };
    context.last = kind;
    kind
}

fn is_data(line: &str, f: &Features, last: Kind) -> bool {
    let brackets_only = f.words == 0 && f.digits == 0 && f.marks > 0 && f.marks + 1 >= f.solid();
    if brackets_only {
        // A lone bracket closes whatever was open.
        return last == Kind::Data || (last != Kind::Code && matches!(line, "{" | "[" | "[{"));
    }
    let quoted_item = line.starts_with('"') && line.trim_end_matches(',').ends_with('"');
    let json = (f.closers > 0 && (line.starts_with(['{', '"', '[']) || f.closers > 2))
        || (line.starts_with('"') && line.as_bytes().windows(3).any(|three| three == b"\": "));
    let numbers = f.digits >= 8 && f.digits > f.letters && f.separators * 10 >= f.digits;
    let table = f.separators >= 4 && f.english == 0 && f.separators * 3 >= f.words + f.digits / 4;
    let log = f.digits >= 10 && f.digits * 3 > f.letters && f.separators >= 4;
    let wordy = f.english >= 3 && f.english * 6 >= f.words;
    json || quoted_item || (!wordy && (numbers || log || (table && f.digits * 2 > f.letters)))
}

fn is_code(line: &str, f: &Features, indented: bool, last: Kind) -> bool {
    let (comment, text) = strip_comment(line);
    if comment && f.words >= 4 && f.marks * 8 < f.letters {
        return false;
    }
    let prose_like = f.english * 5 >= f.words && f.words >= 5 && f.marks * 12 < f.solid();
    let starts = KEYWORDS
        .as_bytes()
        .split(|b| *b == b'|')
        .any(|k| text.as_bytes().starts_with(k));
    let ends = text.ends_with([';', '{', '}', '(', ')', '[', ']', '>', '=']) && f.marks > 0;
    let follows = last == Kind::Code && indented && f.words <= 6 && f.english == 0;
    f.marks * 7 >= f.solid() || (!prose_like && (starts || ends || follows))
}

/// Whether the line is a comment, and what follows its mark.
fn strip_comment(line: &str) -> (bool, &str) {
    for mark in ["///", "//!", "//", "# ", "* ", "-- ", "/*", "<!--", ";;"] {
        if let Some(text) = line.strip_prefix(mark) {
            return (true, text.trim_start());
        }
    }
    (false, line)
}

/// English when its commonest words are there; another language when they are
/// missing or letters beyond ASCII are frequent; what it was before when short.
fn language(f: &Features, before: Kind) -> Kind {
    let english = f.english * 6 >= f.words;
    let accents = f.extended * 40 >= f.letters && f.extended > 0;
    match f.words {
        _ if accents && f.english * 4 < f.words => Kind::Latin,
        0..=4 if !english => before,
        _ if english => Kind::English,
        5..=7 => before,
        _ if f.english * 14 < f.words => Kind::Latin,
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(line: &str) -> Kind {
        classify(line, &mut Context::default())
    }

    #[test]
    fn words_are_sorted_for_the_search() {
        assert!(ENGLISH.windows(2).all(|w| w[0] < w[1]));
        assert!(
            ENGLISH.iter().all(|w| w & 0xFF_FFFF == 0),
            "up to five letters"
        );
        assert_eq!(word(b"the"), u64::from_be_bytes(*b"the\0\0\0\0\0"));
    }

    #[test]
    fn tells_prose_code_and_data() {
        let cases = [
            (
                "The cost of a task is what it takes to finish it, not the price of a token.",
                Kind::English,
            ),
            (
                "/// Returns the number of tokens that the text has under this encoding.",
                Kind::English,
            ),
            (
                "Die Kosten einer Aufgabe hängen davon ab, wie oft das Modell gerufen wird.",
                Kind::Latin,
            ),
            (
                "El costo de una tarea depende de cuántas veces se llama al modelo.",
                Kind::Latin,
            ),
            (
                "Il costo di una attivita dipende da quante volte il modello viene chiamato ogni giorno",
                Kind::Latin,
            ),
            (
                "let total = usage.input * rate.input + usage.output * rate.output;",
                Kind::Code,
            ),
            (
                "    if (row.cells[0] === null) { return undefined }",
                Kind::Code,
            ),
            (
                "<div class=\"row\"><span>{{ total }}</span></div>",
                Kind::Code,
            ),
            (
                "{\"model\": \"gpt-5\", \"usage\": {\"input\": 12034, \"output\": 551}}",
                Kind::Data,
            ),
            ("  \"created\": 1763769600,", Kind::Data),
            ("2026-11-22 08:01:17.120 12.4 8821 0.0031 117", Kind::Data),
            ("12,4.5,1928,0.25,17.25,99", Kind::Data),
        ];
        for (line, want) in cases {
            assert_eq!(kind(line), want, "{line}");
        }
    }

    #[test]
    fn short_lines_follow_the_lines_before() {
        let mut context = Context::default();
        classify(
            "Der Preis richtet sich nach der Länge der Eingabe und der Tageszeit.",
            &mut context,
        );
        assert_eq!(classify("Siehe unten.", &mut context), Kind::Latin);
        classify("fn main() {", &mut context);
        assert_eq!(classify("    run", &mut context), Kind::Code);
    }
}
