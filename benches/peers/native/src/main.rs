//! `peer-native <vocabulary.tfv> <text>...`: taskfare and splintr take turns on
//! each text, one thread; prints JSON: milliseconds of loading, MB/s of each text.

use std::hint::black_box;
use std::time::Instant;
use taskfare::tokens::Encoding;

const ROUNDS: usize = 15;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let vocabulary = arguments.next().expect("a vocabulary file, inflated");
    let vocabulary = std::fs::read(vocabulary).expect("the vocabulary is readable");
    let (ours, our_load) = timed(|| Encoding::load(vocabulary.as_slice()).expect("the vocabulary is whole"));
    let (splintr, splintr_load) =
        timed(|| splintr::from_pretrained("o200k_base").expect("built in"));
    let texts: Vec<String> = arguments
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("the text is readable");
            assert_eq!(ours.encode(&text), splintr.encode_raw(&text), "{path}");
            let [count, encode, splintr] = speeds(
                text.len(),
                [&|| ours.count(&text), &|| ours.encode(&text).len(), &|| {
                    splintr.encode_raw(&text).len()
                }],
            );
            let name = path.rsplit('/').next().unwrap_or_default();
            format!(r#""{name}":{{"count":{count},"encode":{encode},"splintr":{splintr}}}"#)
        })
        .collect();
    println!(
        r#"{{"load":{our_load},"splintrLoad":{splintr_load},"texts":{{{}}}}}"#,
        texts.join(",")
    );
}

/// A result and how many milliseconds it took.
fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let from = Instant::now();
    let result = black_box(run());
    (result, from.elapsed().as_secs_f64() * 1e3)
}

/// Median MB/s of peers that take turns.
fn speeds<const N: usize>(bytes: usize, peers: [&dyn Fn() -> usize; N]) -> [f64; N] {
    let mut taken = [const { Vec::new() }; N];
    for _ in 0..ROUNDS {
        for (peer, taken) in peers.iter().zip(&mut taken) {
            taken.push(timed(peer).1);
        }
    }
    taken.map(|mut taken| {
        taken.sort_by(f64::total_cmp);
        bytes as f64 / taken[ROUNDS / 2] / 1e3
    })
}
