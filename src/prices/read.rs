//! Reads the small notations of the price files: rates, thresholds, hours, days.
//! Every function names the offending value by its error's message; the caller adds
//! the place.

use super::source::{self, Decimals};
use super::table::{Cache, Clock, Threshold};
use super::unit;
use crate::instant::{Day, Instant, offset};
use crate::money::Rate;
use crate::usage::Kind;
use crate::{Code, Error, Result};

/// A `bad-price-table` error about one value.
pub fn bad(value: &str, expected: &str) -> Error {
    Error::new(
        Code::BadPriceTable,
        ["\"", value, "\" is not ", expected].concat(),
    )
}

/// Rates per million by kind, in the order of kinds.
pub fn rates(written: &Decimals) -> Result<Vec<(Kind, Rate)>> {
    let mut rates: Vec<(Kind, Rate)> = Vec::with_capacity(written.len());
    for (key, value) in written {
        let unit = unit::by_key(key).ok_or_else(|| unknown_unit(key))?;
        let rate = unit.parse_rate(value).ok_or_else(|| {
            bad(
                value,
                "a rate (an exact decimal, zero or more, 10000 or less)",
            )
            .at_path(key.as_str())
        })?;
        let place = rates.partition_point(|(kind, _)| *kind < unit.kind);
        rates.insert(place, (unit.kind, rate));
    }
    Ok(rates)
}

/// Multipliers by kind.
pub fn factors(written: &Decimals) -> Result<Vec<(Kind, crate::money::Factor)>> {
    unit::factors(written).map_err(|key| match unit::covered(key) {
        None => unknown_unit(key),
        Some(_) => bad(
            written.get(key).map_or("", String::as_str),
            "a multiplier (an exact decimal, zero or more)",
        )
        .at_path(key),
    })
}

fn unknown_unit(key: &str) -> Error {
    Error::new(Code::BadPriceTable, ["unknown unit \"", key, "\""].concat())
        .at_path(key)
        .with_hint("units are listed in prices/README.md")
}

/// `>272000` or `>=200000`.
pub fn threshold(text: &str) -> Result<Threshold> {
    let (inclusive, digits) = match text.strip_prefix(">=") {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('>').unwrap_or("")),
    };
    let tokens = digits.trim().replace('_', "").parse();
    tokens
        .map(|tokens| Threshold { tokens, inclusive })
        .map_err(|_| bad(text, "a bound like \">272000\" or \">=200000\""))
}

/// An instant or a day.
pub fn instant(text: &str) -> Result<Instant> {
    Instant::parse(text)
        .ok_or_else(|| bad(text, "an instant like \"2026-08-16T16:00:00Z\" or a day"))
}

/// A day.
pub fn day(text: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| bad(text, "a day like \"2026-08-16\""))
}

/// `5m`, `1h`, in seconds.
fn ttl(text: &str) -> Result<u32> {
    let unit = match text.as_bytes().last() {
        Some(b'm') => 60,
        Some(b'h') => 3_600,
        _ => 0,
    };
    let number = text.get(..text.len().saturating_sub(1)).unwrap_or("");
    match number.parse::<u32>() {
        Ok(number) if unit > 0 && (1..=10_000).contains(&number) => Ok(number * unit),
        _ => Err(bad(text, "a lifetime like \"5m\" or \"1h\"")),
    }
}

/// How a model caches.
pub fn cache(written: &source::Cache) -> Result<Cache> {
    let ttls = written
        .ttls
        .iter()
        .map(|text| ttl(text))
        .collect::<Result<_>>()?;
    Ok(Cache {
        mode: written.mode,
        min_tokens: written.min_tokens,
        granularity: written.granularity,
        ttls,
        write_fee: written.write_fee,
        breakpoints: written.breakpoints,
    })
}

/// The clock of a rule, or `None` if it has no day, hour or holiday condition.
/// `calendar` finds the position of a calendar by its id.
pub fn clock(rule: &source::Rule, calendar: impl Fn(&str) -> Option<u16>) -> Result<Option<Clock>> {
    if rule.days.is_none() && rule.hours.is_empty() && rule.except.is_none() {
        return match &rule.tz {
            Some(tz) => Err(bad(tz, "of use without days, hours or except")),
            None => Ok(None),
        };
    }
    let except = match &rule.except {
        Some(id) => Some(calendar(id).ok_or_else(|| bad(id, "a calendar of holidays.toml"))?),
        None => None,
    };
    Ok(Some(Clock {
        offset: zone(rule.tz.as_deref().unwrap_or("UTC"))?,
        days: rule.days.as_deref().map_or(Ok(0x7f), days)?,
        hours: rule
            .hours
            .iter()
            .map(|span| hours(span))
            .collect::<Result<_>>()?,
        except,
    }))
}

/// Seconds ahead of UTC. Only zones without summer time have one such number.
fn zone(text: &str) -> Result<i32> {
    let seconds = match text {
        "UTC" => Some(0),
        "Asia/Shanghai" => offset(b"+08:00"),
        _ if text.starts_with(['+', '-']) => offset(text.as_bytes()),
        _ => None,
    };
    seconds.ok_or_else(|| {
        bad(
            text,
            "a zone without summer time (UTC, Asia/Shanghai, +08:00)",
        )
    })
}

/// Names of the week's days, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `mon-fri`, `sat,sun` as bits, Monday lowest.
fn days(text: &str) -> Result<u8> {
    let number = |name: &str| DAYS.iter().position(|day| *day == name.trim());
    let mut bits = 0u8;
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (Some(first), Some(last)) = (number(first), number(last)) else {
            return Err(bad(text, "days like \"mon-fri\" or \"sat,sun\""));
        };
        let mut day = first;
        bits |= 1 << last;
        while day != last {
            bits |= 1 << day;
            day = (day + 1) % 7;
        }
    }
    Ok(bits)
}

/// `09:00-12:00` in seconds of the day, half-open and within one day.
fn hours(text: &str) -> Result<(u32, u32)> {
    let time = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60 && hour * 60 + minute <= 24 * 60).then_some((hour * 60 + minute) * 60)
    };
    let (start, end) = text.split_once('-').unwrap_or((text, ""));
    match (time(start), time(end)) {
        (Some(start), Some(end)) if start < end => Ok((start, end)),
        _ => Err(bad(text, "a span like \"09:00-12:00\" within one day")),
    }
}

/// `2026-10-01` or `2026-10-01/2026-10-07`.
pub fn day_span(text: &str) -> Result<(Day, Day)> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    match (Day::parse(first), Day::parse(last)) {
        (Some(first), Some(last)) if first <= last => Ok((first, last)),
        _ => Err(bad(
            text,
            "a day or a span of days like \"2026-10-01/2026-10-07\"",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_notations() {
        assert_eq!(threshold(">272000").unwrap().least(), 272_001);
        assert_eq!(threshold(">=200_000").unwrap().least(), 200_000);
        assert_eq!(days("mon-fri").unwrap(), 0b0001_1111);
        assert_eq!(days("sat,sun").unwrap(), 0b0110_0000);
        assert_eq!(days("fri-mon").unwrap(), 0b0111_0001);
        assert_eq!(hours("18:00-24:00").unwrap(), (64_800, 86_400));
        assert_eq!((zone("UTC").unwrap(), zone("+08:00").unwrap()), (0, 28_800));
        assert_eq!(ttl("5m").unwrap(), 300);
    }

    #[test]
    fn names_what_is_wrong() {
        for error in [
            threshold("272000").unwrap_err(),
            days("funday").unwrap_err(),
            hours("22:00-02:00").unwrap_err(),
            zone("Europe/Berlin").unwrap_err(),
            ttl("m").unwrap_err(),
            day_span("2026-10-07/2026-10-01").unwrap_err(),
        ] {
            assert_eq!(error.code(), "bad-price-table");
            assert!(error.message().contains("is not"), "{error}");
        }
        let wrong = Decimals::from_iter([("in".to_string(), "-1".to_string())]);
        assert_eq!(rates(&wrong).unwrap_err().path(), Some("in"));
        let wrong = Decimals::from_iter([("inn".to_string(), "1".to_string())]);
        assert!(
            rates(&wrong)
                .unwrap_err()
                .message()
                .contains("unknown unit")
        );
    }
}
