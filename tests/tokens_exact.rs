//! Every id, count and span equals tiktoken's.

#[path = "support/openai.rs"]
mod openai;

use openai::{OPEN_AI, OpenAi};
use taskfare::tokens::{Encoding, pack};
use tiktoken_rs::CoreBPE;

fn load(of: OpenAi) -> (Encoding, &'static CoreBPE) {
    let file = pack(&openai::source(of)).unwrap();
    (Encoding::load(&file).unwrap(), of.2())
}

#[test]
fn edge_texts() {
    let texts = [
        "hello world",
        "",
        "The quick brown fox's 12345 jumps\n\n  over   \n",
        "  \n  ",
        "a\n  ",
    ];
    for of in OPEN_AI {
        let (ours, reference) = load(of);
        for text in texts {
            assert_eq!(
                ours.encode(text),
                reference.encode_ordinary(text),
                "{} {text:?}",
                of.0
            );
        }
    }
}
