//! Any bytes as a vocabulary file: an error or a tokenizer whose parts agree, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taskfare::tokens::{Document, Encoding, checksum};

const TEXTS: [&str; 4] = [
    "",
    "The quick brown fox's 12345 jumps\n\n  over {x: [1, 2]} /* a */\r\n",
    "中文字符 кириллица 👩\u{200d}👩\u{200d}👧 e\u{301} \u{feff}\u{85}",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

fuzz_target!(|body: &[u8]| {
    assert!(Encoding::load(body).is_err() || body.starts_with(b"TFV1"));
    // The checksum would stop all but one file in 2^64, so it is made to fit.
    let mut file = b"TFV1".to_vec();
    file.extend(checksum(body).to_le_bytes());
    file.extend(body);
    let Ok(encoding) = Encoding::load(file) else {
        return;
    };
    for text in TEXTS {
        let ids = encoding.encode(text);
        assert_eq!(encoding.count(text), ids.len());
        assert_eq!(encoding.spans(text).len(), ids.len());
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(Document::new(&encoding, &units).tokens(), ids.len());
    }
});
