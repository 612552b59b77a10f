//! Width and height from the head of an image file: PNG, JPEG, GIF, WebP.

/// The size of an image given as base64, where its head tells one.
pub fn size_of_base64(data: &str) -> Option<(u32, u32)> {
    size(&decode(data.as_bytes()))
}

/// Most bytes looked at: a JPEG may carry a preview image before its size.
const HEAD: usize = 1 << 18;

/// Decodes base64 up to [`HEAD`] bytes, in either alphabet, and up to the first
/// character that is none.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity((text.len() / 4 * 3).min(HEAD));
    let (mut bits, mut held) = (0u32, 0);
    for byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'\n' | b'\r' => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            if bytes.len() == HEAD {
                break;
            }
        }
    }
    bytes
}

fn size(file: &[u8]) -> Option<(u32, u32)> {
    let size = match file {
        [0x89, b'P', b'N', b'G', ..] => Some((big(file, 16, 4)?, big(file, 20, 4)?)),
        [b'G', b'I', b'F', b'8', ..] => Some((little(file, 6, 2)?, little(file, 8, 2)?)),
        [0xff, 0xd8, ..] => jpeg(file),
        [b'R', b'I', b'F', b'F', ..] if file.get(8..12)? == b"WEBP" => webp(file),
        _ => None,
    };
    // Anything larger is no image but damage; no vendor takes it.
    size.filter(|(width, height)| (1..=1 << 16).contains(width) && (1..=1 << 16).contains(height))
}

fn big(file: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = file.get(at..at + length)?;
    Some(bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte)))
}

fn little(file: &[u8], at: usize, length: usize) -> Option<u32> {
    let bytes = file.get(at..at + length)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |n, byte| n << 8 | u32::from(*byte)),
    )
}

/// Walks the segments to the frame header, which has the size.
fn jpeg(file: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *file.get(at)? != 0xff {
            return None;
        }
        match *file.get(at + 1)? {
            // Fill bytes.
            0xff => at += 1,
            // C4, C8 and CC are tables, not frames.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(file, at + 7, 2)?, big(file, at + 5, 2)?));
            }
            _ => at += 2 + big(file, at + 2, 2)? as usize,
        }
    }
}

fn webp(file: &[u8]) -> Option<(u32, u32)> {
    match file.get(12..16)? {
        b"VP8 " => Some((little(file, 26, 2)? & 0x3fff, little(file, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(file, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(file, 24, 3)? + 1, little(file, 27, 3)? + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_head_of_each_format() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 4, 0, 0, 0, 3, 0]);
        assert_eq!(size(&png), Some((1024, 768)));
        assert_eq!(size(b"GIF89a\x40\x01\xf0\x00"), Some((320, 240)));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x02\x58\x03\x20";
        assert_eq!(size(jpeg), Some((800, 600)));
        let mut webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        webp.extend([0xff, 0x03, 0, 0xff, 0x01, 0]);
        assert_eq!(size(&webp), Some((1024, 512)));
    }

    #[test]
    fn reads_a_png_from_base64() {
        // One transparent pixel.
        let png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
        assert_eq!(size_of_base64(png), Some((1, 1)));
        assert_eq!(size_of_base64("not an image"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            head in prop::sample::select(vec![&b"\xff\xd8"[..], b"\x89PNG", b"GIF8", b"RIFF\0\0\0\0WEBPVP8L", b""]),
            tail in prop::collection::vec(any::<u8>(), 0..64),
        ) {
            if let Some((width, height)) = size(&[head, &tail].concat()) {
                prop_assert!((1..=1 << 16).contains(&width) && (1..=1 << 16).contains(&height));
            }
        }
    }
}
