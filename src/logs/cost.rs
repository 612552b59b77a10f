//! Costs and times as logs write them.

use super::json::Json;
use crate::{instant::Instant, money::Amount};

/// Digits that an amount can hold behind the point.
const DIGITS: usize = 24;

/// A cost in US dollars, exact to 10^-24: a number or text, `1.2e-05` too.
pub(crate) fn cost(value: Option<&Json<'_>>) -> Option<Amount> {
    let text = match value? {
        Json::Number(digits) => digits,
        text => text.as_str()?,
    };
    amount(text.trim().trim_start_matches('$'))
}

/// Reads a decimal with or without an exponent.
pub(crate) fn amount(text: &str) -> Option<Amount> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    if !(-60..=15).contains(&exponent) {
        return None;
    }
    let mut all = [whole, part].concat();
    let mut point = whole.len() as i32 + exponent;
    while point <= 0 {
        all.insert(0, '0');
        point += 1;
    }
    while all.len() < point as usize {
        all.push('0');
    }
    let (whole, part) = all.split_at_checked(point as usize)?;
    let part = part.get(..DIGITS).unwrap_or(part);
    match part.is_empty() {
        true => Amount::parse(&[sign, whole].concat()),
        false => Amount::parse(&[sign, whole, ".", part].concat()),
    }
}

/// An instant as RFC 3339 text, or a number of seconds, milliseconds,
/// microseconds or nanoseconds since 1970: their sizes do not overlap in this century.
pub(crate) fn time(value: Option<&Json<'_>>) -> Option<Instant> {
    let value = value?;
    let digits = match value {
        Json::Number(digits) => digits,
        text => text.as_str()?,
    };
    let whole = digits.split('.').next()?;
    match whole.parse::<i64>() {
        Ok(number) => epoch(number),
        Err(_) => Instant::parse(digits),
    }
}

fn epoch(number: i64) -> Option<Instant> {
    if number <= 0 {
        return None;
    }
    let per_second = match number {
        1..100_000_000_000 => 1,
        100_000_000_000..100_000_000_000_000 => 1_000,
        100_000_000_000_000..100_000_000_000_000_000 => 1_000_000,
        _ => 1_000_000_000,
    };
    Some(Instant(number / per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_exact_in_every_spelling() {
        for (text, same) in [
            ("0.00934", "0.00934"),
            ("1.2e-05", "0.000012"),
            ("12E2", "1200"),
            ("-4.25e1", "-42.5"),
            ("1e-30", "0"),
            (
                "0.12345678901234567890123456789",
                "0.123456789012345678901234",
            ),
        ] {
            assert_eq!(amount(text), Amount::parse(same), "{text}");
            assert!(amount(text).is_some(), "{text}");
        }
        for bad in ["", "x", "1e99", "1.2.3", "--1", "1e", "NaN"] {
            assert_eq!(amount(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_are_known_by_their_size() {
        let at = Instant::parse("2026-10-01T12:00:00Z");
        for text in [
            "1790856000",
            "1790856000.75",
            "1790856000123",
            "1790856000123456",
            "1790856000123456789",
        ] {
            assert_eq!(time(Some(&Json::Number(text))), at, "{text}");
            assert_eq!(time(Some(&Json::String(text.into()))), at, "{text}");
        }
        let text = Json::String("2026-10-01T14:00:00+02:00".into());
        assert_eq!(time(Some(&text)), at);
        assert_eq!(time(Some(&Json::Number("0"))), None);
        assert_eq!(time(Some(&Json::Bool(true))), None);
    }
}
