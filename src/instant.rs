//! Instants and days of the UTC calendar. Nothing here reads a clock.
//!
//! The calendar is that of the crate `time`. The notations are read here: vendors and logs
//! write a space for the `T`, no zone, no seconds, which `time` refuses in RFC 3339, and its
//! parser and printer would take 3.8 KB gzip more (both measured alone, `opt-level = "z"`).

use std::fmt;
use time::{Date, Month};

const DAY: i64 = 86_400;
/// The Julian day of 1970-01-01.
const JULIAN_1970: i32 = 2_440_588;

/// A second of UTC time, counted from 1970-01-01T00:00:00Z; no leap seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date, or `None` if there is none such (`2026-02-30`).
    pub fn from_civil(year: i32, month: u32, day: u32) -> Option<Day> {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?);
        Some(Day(date.ok()?.to_julian_day() - JULIAN_1970))
    }

    /// Days beyond the year 999,999, which nothing writes, count as its last.
    fn date(self) -> Date {
        let julian = self.0.saturating_add(JULIAN_1970);
        let end = if julian < 0 { Date::MIN } else { Date::MAX };
        Date::from_julian_day(julian).unwrap_or(end)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn civil(self) -> (i32, u32, u32) {
        let (year, month, day) = self.date().to_calendar_date();
        (year, u32::from(u8::from(month)), u32::from(day))
    }

    /// Days since Monday: 0 is Monday, 6 is Sunday.
    pub fn weekday(self) -> u8 {
        self.date().weekday().number_days_from_monday()
    }

    /// Its first second in UTC.
    pub fn start(self) -> Instant {
        Instant(i64::from(self.0) * DAY)
    }

    /// Reads `2026-11-22`; `None` if it is anything else.
    pub fn parse(text: &str) -> Option<Day> {
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        Day::from_civil(
            number(&b[..4])? as i32,
            number(&b[5..7])?,
            number(&b[8..10])?,
        )
    }
}

impl Instant {
    /// The instant of milliseconds since 1970, floored to the second.
    pub fn from_millis(millis: i64) -> Instant {
        Instant(millis.div_euclid(1_000))
    }

    /// The UTC day it falls on.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(DAY) as i32)
    }

    /// The day and the second of the day on a clock `offset` seconds ahead of UTC.
    pub fn local(self, offset: i32) -> (Day, u32) {
        let local = self.0 + i64::from(offset);
        (
            Day(local.div_euclid(DAY) as i32),
            local.rem_euclid(DAY) as u32,
        )
    }

    /// Reads RFC 3339 (`2026-08-16T16:00:00Z`, `2026-08-17T00:00:00.5+08:00`; a space
    /// for the `T`, and a missing zone read as UTC, are accepted as logs write them) or
    /// a day (its midnight UTC). Fractions of a second are dropped.
    pub fn parse(text: &str) -> Option<Instant> {
        let text = text.trim_ascii();
        let day = Day::parse(text.get(..10)?)?;
        let rest = &text.as_bytes()[10..];
        if rest.is_empty() {
            return Some(day.start());
        }
        if !matches!(rest[0], b'T' | b't' | b' ') || rest.len() < 6 || rest[3] != b':' {
            return None;
        }
        let (hour, minute) = (number(&rest[1..3])?, number(&rest[4..6])?);
        let (second, zone) = seconds(&rest[6..])?;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let second_of_day = i64::from(hour * 3_600 + minute * 60 + second.min(59));
        Some(Instant(
            day.start().0 + second_of_day - i64::from(offset(zone)?),
        ))
    }
}

/// Splits `:05.25Z` into the whole second and the zone.
fn seconds(rest: &[u8]) -> Option<(u32, &[u8])> {
    if rest.first() != Some(&b':') {
        return Some((0, rest));
    }
    let second = number(rest.get(1..3)?)?;
    let mut zone = &rest[3..];
    if let [b'.' | b',', fraction @ ..] = zone {
        let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        zone = &fraction[digits..];
    }
    Some((second, zone))
}

/// Seconds ahead of UTC of `Z`, `+08:00`, `+0800` or nothing.
pub(crate) fn offset(zone: &[u8]) -> Option<i32> {
    match zone {
        [] | [b'Z' | b'z'] => Some(0),
        zone => offset_in_digits(zone),
    }
}

#[inline(never)]
fn offset_in_digits(zone: &[u8]) -> Option<i32> {
    let (sign, digits) = match zone {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hour, minute) = match digits {
        [h1, h2, b':', m1, m2] | [h1, h2, m1, m2] => (number(&[*h1, *h2])?, number(&[*m1, *m2])?),
        [h1, h2] => (number(&[*h1, *h2])?, 0),
        _ => return None,
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    Some(sign * (hour * 3_600 + minute * 60) as i32)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |n, b| {
        b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'))
    })
}

/// Writes `number` with that many digits at least: each bill has a day and an instant, and the
/// machinery of `write!` is a tenth of what a browser compiles for the first one.
pub(crate) fn push_number(number: u32, digits: u32, out: &mut String) {
    if digits > 1 || number > 9 {
        push_number(number / 10, digits.saturating_sub(1), out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

impl Day {
    fn push_to(self, out: &mut String) {
        let (year, month, day) = self.civil();
        if year < 0 {
            out.push('-');
        }
        push_number(year.unsigned_abs(), if year < 0 { 3 } else { 4 }, out);
        for part in [month, day] {
            out.push('-');
            push_number(part, 2, out);
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = self.local(0);
        let mut text = String::new();
        day.push_to(&mut text);
        for (mark, part) in [
            ('T', second / 3_600),
            (':', second / 60 % 60),
            (':', second % 60),
        ] {
            text.push(mark);
            push_number(part, 2, &mut text);
        }
        text.push('Z');
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_round() {
        for n in (-800_000..800_000).step_by(37) {
            let (y, m, d) = Day(n).civil();
            assert_eq!(Day::from_civil(y, m, d), Some(Day(n)), "{y}-{m}-{d}");
        }
        assert_eq!(Day::parse("2026-11-22").unwrap().weekday(), 6, "a Sunday");
        assert_eq!(Day::parse("2026-02-29"), None);
        assert_eq!(Day::parse("2028-02-29").unwrap().to_string(), "2028-02-29");
    }

    #[test]
    fn reads_instants_as_vendors_and_logs_write_them() {
        let noon = Instant::parse("2026-08-16T16:00:00Z").unwrap();
        for same in [
            "2026-08-16T16:00:00.999Z",
            "2026-08-17T00:00:00+08:00",
            "2026-08-17 00:00+0800",
            "2026-08-16 16:00:00",
            "2026-08-16t09:00:00-07:00",
        ] {
            assert_eq!(Instant::parse(same), Some(noon), "{same}");
        }
        assert_eq!(noon.to_string(), "2026-08-16T16:00:00Z");
        for bad in [
            "",
            "2026-08-16T",
            "2026-08-16T25:00Z",
            "2026-08-16T16:00:00X",
            "16:00",
            "2026-08-16T16:00:00.Z",
            "ééééééééé",
        ] {
            assert_eq!(Instant::parse(bad), None, "{bad}");
        }
        assert_eq!(Instant::from_millis(-1), Instant(-1));
    }
}
