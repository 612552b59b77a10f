//! Small stand-ins for functions of the standard library that cost much to download.

/// Whether `part` occurs in `text`: for names and notes. `str::contains` is made for long texts,
/// and brings 8 KB of code.
pub fn holds(text: &str, part: &str) -> bool {
    part.is_empty() || places(text, part).next().is_some()
}

/// The bytes at which `part` begins in `text`; none for an empty one.
pub fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = usize> + 'a {
    // No window of one byte is an empty part.
    let windows = text.as_bytes().windows(part.len().max(1)).enumerate();
    windows
        .filter(move |(_, window)| *window == part.as_bytes())
        .map(|(at, _)| at)
}

/// FNV-1a: a hash for tables of names, and a checksum against damage.
pub fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u32 {
    let mut sum = 0x811c_9dc5_u32;
    // A loop, not a fold: built for size, a fold is a call for each byte.
    for byte in bytes {
        sum = (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    sum
}

/// The number, moved to the nearest end of `low..=high`. `f64::clamp` can print its bounds when
/// they are wrong, and the printing of floats takes 16 KB of code.
#[allow(clippy::manual_clamp)]
pub fn clamped(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}
