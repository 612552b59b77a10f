//! A vendor's clock in words, as price files and answers write it.

use super::read::DAYS;
use super::table::Clock;
use crate::instant::push_number;

impl Clock {
    /// How far it is ahead of UTC: `+08:00`.
    pub(super) fn zone(&self) -> String {
        let mut zone = String::from(if self.offset < 0 { "-" } else { "+" });
        push_time(self.offset.unsigned_abs(), &mut zone);
        zone
    }

    /// Its days: `mon`.
    pub(super) fn day_names(&self) -> impl Iterator<Item = &'static str> {
        let named = DAYS.iter().enumerate();
        named.filter_map(|(at, day)| (self.days >> at & 1 == 1).then_some(*day))
    }

    /// Its half-open spans of the day: `09:00-12:00`.
    pub(super) fn spans(&self) -> impl Iterator<Item = String> {
        self.hours.iter().map(|(start, end)| {
            let mut span = String::new();
            push_time(*start, &mut span);
            span.push('-');
            push_time(*end, &mut span);
            span
        })
    }
}

fn push_time(seconds: u32, out: &mut String) {
    push_number(seconds / 3_600, 2, out);
    out.push(':');
    push_number(seconds / 60 % 60, 2, out);
}
