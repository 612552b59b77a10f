//! Packed bytes that leave the program and come back: what reads a table's parts later trusts
//! them, so damage has to be seen at once.

use crate::data::small::fnv_1a;

/// Bytes of a seal.
const SEAL: usize = 4;

/// The bytes with a checksum at their end.
pub fn seal(mut packed: Vec<u8>) -> Vec<u8> {
    let sum = checksum(&packed);
    packed.extend(sum);
    packed
}

/// The inverse of [`seal`]; `None` for bytes that are not as they were.
pub fn unseal(bytes: &[u8]) -> Option<&[u8]> {
    let (packed, sum) = bytes.split_last_chunk::<SEAL>()?;
    (checksum(packed) == *sum).then_some(packed)
}

/// Against damage, not against forgery.
fn checksum(bytes: &[u8]) -> [u8; SEAL] {
    fnv_1a(bytes.iter().copied()).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_fnv_1a() {
        // The test vectors of its authors for 32 bits: isthe.com/chongo/tech/comp/fnv.
        for (text, sum) in [
            ("", 0x811c_9dc5_u32),
            ("a", 0xe40c_292c),
            ("foobar", 0xbf9c_f968),
        ] {
            assert_eq!(checksum(text.as_bytes()), sum.to_le_bytes(), "{text:?}");
        }
    }

    #[test]
    fn every_changed_missing_or_added_byte_breaks_the_seal() {
        let whole = seal(b"a table of prices".to_vec());
        assert_eq!(unseal(&whole), Some(&b"a table of prices"[..]));
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert_eq!(unseal(&changed), None, "byte {at}");
            assert_eq!(unseal(&whole[..at]), None, "cut at {at}");
        }
        assert_eq!(unseal(&[&whole[..], b"\0"].concat()), None);
    }
}
