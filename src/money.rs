//! Exact decimal money: amounts, rates and factors are integers, never floats.
//!
//! An amount counts 10^-24 of a currency unit, a rate 10^-18 of it per million
//! units. So a rate times a count is an amount without any division, and a rate
//! keeps 18 digits behind the point for the discounts that stack on it.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

/// Digits behind the point of an [`Amount`].
const AMOUNT_DIGITS: usize = 24;
/// Digits behind the point of a [`Rate`] per million.
const RATE_DIGITS: usize = 18;
/// Digits behind the point of a [`Factor`].
const FACTOR_DIGITS: usize = 9;

/// An ISO 4217 currency code: `USD`, `CNY`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Default for Currency {
    /// US dollar.
    fn default() -> Self {
        Currency::USD
    }
}

impl Currency {
    /// US dollar.
    pub const USD: Currency = Currency(*b"USD");
    /// Chinese yuan.
    pub const CNY: Currency = Currency(*b"CNY");

    /// The currency of three letters, in either case.
    pub fn parse(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let upper = bytes.map(|b| b.to_ascii_uppercase());
        upper
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Currency(upper))
    }

    /// Its three upper-case letters.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters get in.
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An exact amount of money in 10^-24 of a currency unit, up to 1.7e14 units.
///
/// Its currency stands beside it (a bill and a card have one each), so amounts of
/// different currencies must not be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);

    /// Reads an exact decimal: `12`, `0.025`, `-3.5`, at most 24 digits behind the point.
    pub fn parse(text: &str) -> Option<Amount> {
        parse_scaled(text, AMOUNT_DIGITS).map(Amount)
    }

    /// The nearest `f64`, for statistics and display only: no bill is summed from it.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e24
    }

    /// This amount times an exact factor, rounded half to even at 10^-24 where the
    /// product has more digits.
    pub fn scaled(self, factor: Factor) -> Amount {
        let (whole, part) = (self.0 / FACTOR_ONE, self.0 % FACTOR_ONE);
        let small = part * i128::from(factor.0);
        Amount(whole * i128::from(factor.0) + div_half_even(small, FACTOR_ONE))
    }

    /// This amount divided, rounded half to even at 10^-24. `by` is above zero.
    pub fn divided(self, by: u64) -> Amount {
        Amount(div_half_even(self.0, i128::from(by)))
    }

    /// Writes the exact decimal without trailing zeros: `0.08421`, `12`.
    pub fn push_to(self, out: &mut String) {
        push_decimal(self.0, AMOUNT_DIGITS, out);
    }
}

/// A price per million units (tokens or calls of a tool) in 10^-18 of a currency unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(i128);

impl Rate {
    /// Free.
    pub const ZERO: Rate = Rate(0);

    /// Reads an exact decimal per million: `2.5`; at most 18 digits behind the point.
    pub fn parse(text: &str) -> Option<Rate> {
        parse_scaled(text, RATE_DIGITS).map(Rate)
    }

    /// The rate per million of a price per `per` units (1,000 searches, 1 request), a
    /// divisor of a million.
    pub fn from_price_per(price: Rate, per: u32) -> Rate {
        Rate(price.0 * i128::from(1_000_000 / per))
    }

    /// The price of `per` units at this rate, the inverse of [`Rate::from_price_per`].
    pub fn price_per(self, per: u32) -> Rate {
        match per {
            1_000_000 => self,
            per => Rate(self.0 / i128::from(1_000_000 / per)),
        }
    }

    /// This rate times a factor, or `None` if the product needs more than 18 digits.
    pub fn checked_mul(self, factor: Factor) -> Option<Rate> {
        let bits = |value: u128| u128::BITS - value.leading_zeros();
        if bits(self.0.unsigned_abs()) + bits(factor.0 as u128) >= i128::BITS {
            return None;
        }
        let product = self.0 * i128::from(factor.0);
        let mut digits = Limbs::of(product.unsigned_abs());
        // A factor has nine digits behind its point, and so has the product too many.
        let exact = digits.split_nine() == 0;
        exact.then_some(Rate(digits.value() as i128 * product.signum()))
    }

    /// True below zero: no price table may hold it.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Decimal places behind the point, without trailing zeros.
    pub fn places(self) -> u8 {
        self.to_parts().1
    }

    /// Mantissa and number of decimal places without trailing zeros, for packing.
    pub(crate) fn to_parts(self) -> (i128, u8) {
        let (mut mantissa, mut places) = (self.0, RATE_DIGITS as u8);
        while places > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            places -= 1;
        }
        (mantissa, places)
    }

    /// The inverse of [`Rate::to_parts`]; `None` beyond 18 places or the range.
    pub(crate) fn from_parts(mantissa: u64, places: u8) -> Option<Rate> {
        let missing = RATE_DIGITS.checked_sub(usize::from(places))?;
        Some(Rate(i128::from(mantissa) * pow10(missing)))
    }

    /// The nearest `f64` per million, for display and the projection's statistics only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e18
    }
}

impl Mul<u64> for Rate {
    type Output = Amount;
    /// Exact: 10^-18 per million times a count is 10^-24.
    fn mul(self, count: u64) -> Amount {
        Amount(self.0 * i128::from(count))
    }
}

const FACTOR_ONE: i128 = 1_000_000_000;

/// An exact multiplier with at most 9 digits behind the point, zero or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Factor(i64);

impl Default for Factor {
    /// One.
    fn default() -> Self {
        Factor::ONE
    }
}

impl Factor {
    /// Leaves a rate as it is.
    pub const ONE: Factor = Factor(FACTOR_ONE as i64);

    /// Reads `0.5`, `1.1`, `2`; `None` if negative, above a billion or finer than 10^-9.
    pub fn parse(text: &str) -> Option<Factor> {
        let scaled = parse_scaled(text, FACTOR_DIGITS)?;
        let scaled = i64::try_from(scaled).ok()?;
        (0..=1_000_000_000 * FACTOR_ONE as i64)
            .contains(&scaled)
            .then_some(Factor(scaled))
    }

    /// Decimal places behind the point, without trailing zeros.
    pub fn places(self) -> u8 {
        Rate(i128::from(self.0) * 1_000_000_000).places()
    }

    /// In 10^-9, for packing.
    pub(crate) fn to_billionths(self) -> i64 {
        self.0
    }

    /// The inverse of [`Factor::to_billionths`].
    pub(crate) fn from_billionths(value: i64) -> Factor {
        Factor(value)
    }
}

/// Reads an optional sign, digits and at most `digits` digits behind a point, as an
/// integer of that scale.
fn parse_scaled(text: &str, digits: usize) -> Option<i128> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = match fraction.trim_end_matches('0') {
        // `1.` and `.5` are typing slips, not numbers.
        "" if text.ends_with('.') => return None,
        fraction => fraction,
    };
    if whole.is_empty() || fraction.len() > digits {
        return None;
    }
    let mut value: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value
            .checked_mul(10)?
            .checked_add(i128::from(byte - b'0'))?;
    }
    value = value.checked_mul(pow10(digits - fraction.len()))?;
    Some(if negative { -value } else { value })
}

fn pow10(exponent: usize) -> i128 {
    // Wide products are calls in wasm, and a table has thousands of rates.
    match exponent {
        0..=18 => 10u64.pow(exponent as u32).into(),
        _ => i128::from(10u64.pow(18)) * pow10(exponent - 18),
    }
}

/// Rounds to the nearest integer, ties to even; `by` is above zero.
fn div_half_even(value: i128, by: i128) -> i128 {
    let (quotient, rest) = (value.div_euclid(by), value.rem_euclid(by));
    match (rest * 2).cmp(&by) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + (quotient & 1),
    }
}

/// An integer in digits of 32 bits, lowest first: nine decimal digits split off by divisions of
/// 64 bits, which a processor has. One of 128 bits by 10^9 takes wasm three times the code, and
/// every first bill waits for that to be compiled.
struct Limbs([u32; 4]);

impl Limbs {
    fn of(value: u128) -> Limbs {
        Limbs([0, 32, 64, 96].map(|shift| (value >> shift) as u32))
    }

    fn value(&self) -> u128 {
        let join = |value: u128, limb: &u32| value << 32 | u128::from(*limb);
        self.0.iter().rev().fold(0, join)
    }

    fn is_zero(&self) -> bool {
        self.0 == [0; 4]
    }

    /// Divides by 10^9 and returns the rest.
    fn split_nine(&mut self) -> u32 {
        let mut rest = 0;
        for limb in self.0.iter_mut().rev() {
            let part = rest << 32 | u64::from(*limb);
            *limb = (part / 1_000_000_000) as u32;
            rest = part % 1_000_000_000;
        }
        rest as u32
    }
}

/// Writes an integer of the given scale as an exact decimal without trailing zeros.
fn push_decimal(value: i128, digits: usize, out: &mut String) {
    if value < 0 {
        out.push('-');
    }
    let (mut rest, mut buffer, mut end) = (Limbs::of(value.unsigned_abs()), [b'0'; 54], 54);
    while !rest.is_zero() {
        let (mut nine, mut at) = (rest.split_nine(), end);
        while nine > 0 {
            at -= 1;
            buffer[at] = b'0' + (nine % 10) as u8;
            nine /= 10;
        }
        end -= 9;
    }
    let point = buffer.len() - digits;
    let first = buffer.iter().position(|b| *b != b'0').unwrap_or(point);
    let last = buffer.iter().rposition(|b| *b != b'0').unwrap_or(0);
    let mut push = |bytes: &[u8]| out.extend(bytes.iter().map(|b| char::from(*b)));
    push(&buffer[first.min(point - 1)..point]);
    if last >= point {
        push(b".");
        push(&buffer[point..=last]);
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        push_decimal(self.0, RATE_DIGITS, &mut text);
        f.write_str(&text)
    }
}

impl fmt::Display for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        push_decimal(i128::from(self.0), FACTOR_DIGITS, &mut text);
        f.write_str(&text)
    }
}

impl Add for Amount {
    type Output = Amount;
    fn add(self, other: Amount) -> Amount {
        Amount(self.0 + other.0)
    }
}

impl Sub for Amount {
    type Output = Amount;
    fn sub(self, other: Amount) -> Amount {
        Amount(self.0 - other.0)
    }
}

impl Neg for Amount {
    type Output = Amount;
    fn neg(self) -> Amount {
        Amount(-self.0)
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Amount) {
        self.0 += other.0;
    }
}

impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Amount) {
        self.0 -= other.0;
    }
}

impl Mul<u64> for Amount {
    type Output = Amount;
    fn mul(self, times: u64) -> Amount {
        Amount(self.0 * i128::from(times))
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::ZERO, Add::add)
    }
}

/// Money crosses every boundary as its exact decimal string.
macro_rules! as_decimal_string {
    ($($type:ident),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.to_string())
            }
        }
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                $type::parse(&text).ok_or_else(|| {
                    serde::de::Error::custom(concat!("not a ", stringify!($type), " (an exact decimal string)"))
                })
            }
        }
    )*};
}
as_decimal_string!(Amount, Rate, Factor, Currency);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "0",
            "12",
            "0.025",
            "-3.5",
            "0.000000000000000000000001",
            "99999999999999.5",
            "1000000",
            "0.1",
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), text);
        }
        for bad in [
            "",
            ".5",
            "1.",
            "1e3",
            "1,5",
            "--1",
            "+1",
            " 1",
            "0.0000000000000000000000001",
        ] {
            assert_eq!(Amount::parse(bad), None, "{bad}");
        }
        assert_eq!(Amount::parse("1.500").unwrap().to_string(), "1.5");
    }

    #[test]
    fn discounts_stack_without_loss() {
        let mut rate = Rate::parse("0.003625").unwrap();
        for factor in ["0.5", "1.1", "0.025", "0.8", "0.333"] {
            rate = rate.checked_mul(Factor::parse(factor).unwrap()).unwrap();
        }
        assert_eq!(rate.to_string(), "0.000013278375");
        assert_eq!((rate * 1).to_string(), "0.000000000013278375");
        let third = Factor::parse("0.333333333").unwrap();
        assert!(
            rate.checked_mul(third)
                .and_then(|r| r.checked_mul(third))
                .is_none()
        );
    }

    #[test]
    fn rounds_half_to_even_where_it_must() {
        assert_eq!(
            [5, 15, 25, -5, -15].map(|n| div_half_even(n, 10)),
            [0, 2, 2, 0, -2]
        );
        let amount = Amount::parse("7.2").unwrap();
        assert_eq!(
            amount.scaled(Factor::parse("0.5").unwrap()).to_string(),
            "3.6"
        );
        assert_eq!(amount.divided(3_600).to_string(), "0.002");
    }

    proptest! {
        #[test]
        fn nine_digits_split_off_as_a_wide_division_does(value: u128) {
            let mut limbs = Limbs::of(value);
            prop_assert_eq!(u128::from(limbs.split_nine()), value % 1_000_000_000);
            prop_assert_eq!(limbs.value(), value / 1_000_000_000);
        }

        #[test]
        fn a_rate_times_a_factor_is_exact_or_none(rate in i128::MIN + 1.., factor in 0..=1_000_000_000 * FACTOR_ONE as i64) {
            // Of numbers of any length, not of 128 bits alone.
            let rate = Rate(rate >> (factor % 128));
            let product = rate.0.checked_mul(i128::from(factor));
            match rate.checked_mul(Factor(factor)) {
                Some(exact) => prop_assert_eq!(product, Some(exact.0 * FACTOR_ONE)),
                // One bit below the edge is given up.
                None => prop_assert!(product.is_none_or(|p| p % FACTOR_ONE != 0 || p.unsigned_abs() >> 125 > 0)),
            }
        }

        #[test]
        fn decimals_go_round(units in -10i128.pow(37)..10i128.pow(37)) {
            let text = Amount(units).to_string();
            prop_assert_eq!(Amount::parse(&text), Some(Amount(units)));
            prop_assert!(!text.contains('.') || !text.ends_with('0'));
        }
        #[test]
        fn parts_go_round(digits: u64, zeros in 0u32..19) {
            let rate = Rate(i128::from(digits) * 10i128.pow(zeros));
            let (mantissa, places) = rate.to_parts();
            let mantissa = mantissa.try_into().expect("as many digits as were given");
            prop_assert_eq!(Rate::from_parts(mantissa, places), Some(rate));
        }
    }
}
