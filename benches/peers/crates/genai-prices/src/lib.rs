//! genai-prices behind one function. The instant is passed in: without one the crate
//! reads the system clock, which traps in wasm.

use genai_prices::{PriceRequest, Usage, UsageKey};
use std::time::{Duration, UNIX_EPOCH};

/// Prices that many calls of a gpt-5.5 with growing counts; the sum of their totals in
/// US dollars, or -1 if one could not be priced.
#[unsafe(no_mangle)]
pub extern "C" fn price(calls: u32, seconds: u32) -> f64 {
    let at = UNIX_EPOCH + Duration::from_secs(u64::from(seconds));
    let mut sum = 0.0;
    for n in 0..calls {
        let usage = Usage::from([
            (UsageKey::INPUT_TOKENS, 20_000.0 + f64::from(n % 1_000)),
            (UsageKey::CACHE_READ_TOKENS, 16_000.0),
            (UsageKey::OUTPUT_TOKENS, 900.0),
        ]);
        let request = PriceRequest::new("gpt-5.5", &usage)
            .with_provider_id("openai")
            .with_timestamp(at);
        match genai_prices::calculate(&request) {
            Ok(price) => sum += price.total_price,
            Err(_) => return -1.0,
        }
    }
    sum
}
