//! Every reader on broken input: lines that were cut, spliced, doubled and altered
//! byte by byte. Nothing panics, what was read adds up, and good lines around the
//! broken ones are all there.
//!
//! `STRINGS=1000000 cargo test --profile fast --test logs_fuzz` runs at length.
#![cfg(feature = "logs")]

#[path = "support/damaged.rs"]
mod damaged;

use damaged::{good, goods, read};
use std::{fs, sync::LazyLock};
use taskfare::logs::read_usage;

/// Records of every format, those that the fuzz targets begin with too.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/logs");
    let entries = fs::read_dir(folder).expect("the seeds");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a seed").path()).collect();
    // A folder has no order of its own, and every run must be the same.
    files.sort();
    let seeds: Vec<_> = files
        .iter()
        .map(|file| fs::read(file).expect("a seed"))
        .collect();
    assert!(seeds.len() > 12, "found only {} seeds", seeds.len());
    seeds
});

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn seed(&mut self) -> &'static [u8] {
        SEEDS[self.below(SEEDS.len())].trim_ascii_end()
    }

    /// A seed with some damage.
    fn broken(&mut self) -> Vec<u8> {
        const BYTES: &[u8] = b"{}[]\",:\\0-9eE.\n\r\t\0\xff\xc3un";
        let mut text = self.seed().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(text.len());
            let to = (at + self.below(40)).min(text.len());
            match self.below(7) {
                0 => text.truncate(at),
                1 => drop(text.drain(at..to)),
                2 => {
                    let copy = text[at..to].to_vec();
                    text.splice(at..at, copy);
                }
                3 => {
                    let other = self.seed();
                    let from = self.below(other.len());
                    text.splice(at..to, other[from..].iter().copied());
                }
                4 => text.splice(at..at, *b"99999999999999999999").for_each(drop),
                _ if at < text.len() => text[at] = BYTES[self.below(BYTES.len())],
                _ => {}
            }
        }
        text
    }
}

fn rounds() -> usize {
    std::env::var("STRINGS").map_or(20_000, |text| text.parse().expect("STRINGS is a number"))
}

#[test]
fn broken_lines_never_panic_and_lose_no_good_one() {
    let mut dice = Dice(1);
    for round in 0..rounds() {
        let mut text = good(0).into_bytes();
        let mut written = 1;
        for _ in 0..=dice.below(4) {
            text.extend(dice.broken());
            text.push(b'\n');
            text.extend(good(written).into_bytes());
            written += 1;
        }
        let log = read(&text, || 1 + dice.below(300));
        let shown = String::from_utf8_lossy(&text);
        assert_eq!(goods(&log), written, "round {round}: {shown}");
    }
}

#[test]
fn broken_files_and_bodies_never_panic() {
    let mut dice = Dice(2);
    for _ in 0..rounds() {
        let text = dice.broken();
        let log = read(&text, || 1 + dice.below(300));
        assert_eq!(log.calls().count(), log.call_count());
        assert_eq!(log.sums().count() as u64, log.report().buckets);
        match read_usage(&text, None) {
            Err(error) => assert!(
                ["invalid-usage", "invalid-argument"].contains(&error.code()),
                "{error}"
            ),
            // The events of a broken stream may contradict each other in their formats.
            Ok(call) if text.starts_with(b"{") && !text.contains(&b'\n') => {
                let again = read_usage(&text, Some(call.format));
                let shown = String::from_utf8_lossy(&text);
                assert_eq!(again, Ok(call), "naming its own format: {shown}");
            }
            Ok(_) => {}
        }
    }
}
