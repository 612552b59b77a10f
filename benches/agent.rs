//! Speed of the closed form with quantiles, natively: prints a row of the table in COMPARE.

use std::hint::black_box;
use std::time::Instant;
use taskfare::agent::closed_form::Rates;
use taskfare::agent::{Tariff, Terms, estimate, harness, profile};

fn main() {
    let (profile, harness) = (profile("feature-work"), harness("claude-code"));
    let (Ok(profile), Ok(harness)) = (profile, harness) else {
        unreachable!("both are presets");
    };
    let terms = Terms {
        window: 1_000_000,
        caches: true,
        stores_answers: false,
        min_prefix: 1_024,
        block: 1,
        ttl_seconds: 300.0,
        write_fee: true,
        reasoning_kept: 1.0,
    };
    let rates = Rates {
        fresh: 5e-6,
        read: 0.5e-6,
        write: 6.25e-6,
        output: 25e-6,
        reasoning: 25e-6,
    };
    let tariff = Tariff(vec![(0.0, rates)]);
    let mut times: Vec<f64> = (0..201)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..100 {
                black_box(estimate(
                    black_box(profile),
                    black_box(harness),
                    &terms,
                    &tariff,
                ));
            }
            start.elapsed().as_secs_f64() * 1e4
        })
        .collect();
    times.sort_by(f64::total_cmp);
    // Short rounds, so that most are not interrupted by what else runs on the machine.
    println!(
        "| closed form with quantiles, one offer, native, one thread | < 5 µs | {:.1} µs |",
        times[100]
    );
}
