//! `peer-native <vocabulary.tfv> <text>...`: taskfare and splintr take turns on
//! each text; prints medians in MB/s of the first pass and of warm rounds.

use std::hint::black_box;
use std::time::Instant;
use taskfare::tokens::Encoding;

const ROUNDS: usize = 15;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let vocabulary = arguments.next().expect("a vocabulary file, inflated");
    let vocabulary = std::fs::read(vocabulary).expect("the vocabulary is readable");
    let from = Instant::now();
    let ours = Encoding::load(&vocabulary).expect("the vocabulary is whole");
    let loaded = from.elapsed();
    let from = Instant::now();
    let splintr = splintr::from_pretrained("o200k_base").expect("built in");
    println!(
        "load: taskfare {:.1} ms, splintr {:.1} ms",
        loaded.as_secs_f64() * 1e3,
        from.elapsed().as_secs_f64() * 1e3
    );
    for path in arguments {
        let text = std::fs::read_to_string(&path).expect("the text is readable");
        assert_eq!(ours.encode(&text), splintr.encode_ordinary(&text), "{path}");
        let peers: [&dyn Fn() -> usize; 3] = [
            &|| ours.count(&text),
            &|| ours.encode(&text).len(),
            &|| splintr.encode_ordinary(&text).len(),
        ];
        let mut taken = [const { Vec::new() }; 3];
        for _ in 0..ROUNDS {
            for (peer, taken) in peers.iter().zip(&mut taken) {
                let from = Instant::now();
                black_box(peer());
                taken.push(from.elapsed().as_secs_f64());
            }
        }
        let speed = taken.map(|mut taken| {
            taken.sort_by(f64::total_cmp);
            text.len() as f64 / taken[ROUNDS / 2] / 1e6
        });
        println!(
            "{path}: count {:.1}, encode {:.1}, splintr encode {:.1} MB/s; {:.2}x, {:.2}x",
            speed[0],
            speed[1],
            speed[2],
            speed[0] / speed[2],
            speed[1] / speed[2]
        );
    }
}
