//! The same draws on every run.

pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % bound
    }

    /// Text as JSON spells it inside quotes.
    pub fn text(&mut self, words: u64) -> String {
        const WORDS: [&str; 12] = [
            "the ",
            "error ",
            "fn main() {\\n",
            "    let total = ",
            "\\\"quoted\\\" ",
            "src/lib.rs ",
            "// why\\n",
            "return Ok(());\\n",
            "价格 ",
            "and then ",
            "assert_eq!(a, b);\\n",
            "}\\n",
        ];
        (0..words).map(|_| WORDS[self.below(12) as usize]).collect()
    }
}
