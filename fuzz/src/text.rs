//! Any text: ids equal tiktoken's, and count, limits, spans, bytes and edits follow from the ids,
//! under every splitter.
#![no_main]

#[path = "../../tests/support/openai.rs"]
mod openai;

use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;
use taskfare::tokens::{Document, Encoding, Splitter, pack};
use tiktoken_rs::CoreBPE;

/// o200k_base, cl100k_base and r50k_base, which differ in pattern and vocabulary.
const JUDGED: [usize; 3] = [0, 2, 5];
const UNJUDGED: [Splitter; 5] = [
    Splitter::Qwen,
    Splitter::Llama3,
    Splitter::Tekken,
    Splitter::Kimi,
    Splitter::Deepseek,
];

/// Encodings, with tiktoken's where it has the same.
fn encodings() -> &'static [(Encoding, Option<&'static CoreBPE>)] {
    static ALL: OnceLock<Vec<(Encoding, Option<&'static CoreBPE>)>> = OnceLock::new();
    let load = |source| Encoding::load(pack(&source).unwrap()).unwrap();
    ALL.get_or_init(|| {
        let judged = JUDGED.map(|at| {
            let of = openai::OPEN_AI[at];
            (load(openai::source(of)), Some(of.2()))
        });
        let unjudged = UNJUDGED.map(|splitter| {
            let mut source = openai::source(openai::OPEN_AI[5]);
            source.splitter = splitter;
            (load(source), None)
        });
        judged.into_iter().chain(unjudged).collect()
    })
}

fuzz_target!(|data: &[u8]| {
    // The first two bytes say where the text is edited.
    let (places, data) = data.split_at(data.len().min(2));
    let text = String::from_utf8_lossy(data);
    for (encoding, reference) in encodings() {
        let ids = encoding.encode(&text);
        if let Some(reference) = reference {
            assert_eq!(ids, reference.encode_ordinary(&text), "{}", encoding.name());
        }
        assert_eq!(encoding.count(&text), ids.len());
        assert_eq!(encoding.count_up_to(&text, ids.len()), Some(ids.len()));
        assert_eq!(encoding.decode(&ids).unwrap(), text);
        edit(encoding, &text, places);
    }
});

/// Spans end with the text, and a document after an edit counts as its text does.
fn edit(encoding: &Encoding, text: &str, places: &[u8]) {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(
        encoding.spans(text).last().map_or(0, |&end| end as usize),
        units.len()
    );
    let mut document = Document::new(encoding, &units);
    let at = |k: usize| places.get(k).map_or(0, |&b| b as usize * units.len() / 255);
    let (start, end) = (at(0).min(at(1)), at(0).max(at(1)));
    let insert: Vec<u16> = "'s ".encode_utf16().collect();
    let tokens = document.edit(encoding, start, end, &insert);
    units.splice(start..end, insert);
    assert_eq!(
        tokens,
        encoding.count(&String::from_utf16_lossy(&units)),
        "edited {start}..{end}"
    );
}
