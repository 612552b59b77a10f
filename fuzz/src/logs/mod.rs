//! What holds of every reader, whatever bytes come: it never panics, what was read adds
//! up, and the good lines around the bytes are all there.

#[path = "../../../tests/support/damaged.rs"]
mod damaged;

use damaged::{good, goods, read};

/// Reads records of one format, the bytes as its next lines, and good lines around them;
/// then the bytes as a file of their own. The first byte decides the size of chunks.
pub fn between_good_lines(seeds: &[&[u8]], data: &[u8]) {
    let (size, data) = data
        .split_first()
        .map_or((1, data), |(n, rest)| (1 + usize::from(*n), rest));
    for &seed in seeds {
        let text = [good(0).as_bytes(), seed, data, b"\n", good(1).as_bytes()].concat();
        assert_eq!(goods(&read(&text, || size)), 2, "a good line was lost");
    }
    read(data, || size);
}
