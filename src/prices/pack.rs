//! The compiled table as bytes: what the build writes and the engine reads at start.
//!
//! No general serializer: field after field, counts and numbers as base-128 varints. The
//! reader refuses what is truncated or out of range instead of guessing.

use super::block::{read_blocks, write_blocks};
use super::lazy::{Lazy, read_lazily, write_lazily};
use super::models::Models;
use super::plan_source::*;
use super::source::{CacheMode, Convention, Decimals, ServiceTier, Tier};
use super::table::*;
use crate::instant::{Day, Instant};
use crate::money::{Currency, Factor, Rate};
use crate::usage::Kind;
use std::sync::Arc;

/// First byte of the packed form; a change of the form changes it.
const VERSION: u8 = 5;

/// Plans and exchange rates beside the table, packed until they are asked for.
#[derive(Clone)]
pub struct Extras(Lazy<(Vec<Plan>, Vec<ExchangeRate>)>);

/// The table, plans and exchange rates as bytes.
pub fn pack(table: &Table, plans: &[Plan], exchange: &[ExchangeRate]) -> Vec<u8> {
    let mut out = vec![VERSION];
    table.vendors.write(&mut out);
    table.sources.write(&mut out);
    table.calendars.write(&mut out);
    write_lazily(&table.rules, &mut out);
    table.checked().write(&mut out);
    let models: Vec<Model> = table.models.iter().cloned().collect();
    write_blocks(&models, &mut out);
    (plans.to_vec(), exchange.to_vec()).write(&mut out);
    out
}

/// The inverse of [`pack`]; `None` for bytes it did not write. Models, plans and exchange
/// rates are read when they are asked for.
pub fn unpack(bytes: &'static [u8]) -> Option<(Table, Extras)> {
    let mut reader = bytes;
    if u8::read(&mut reader)? != VERSION {
        return None;
    }
    let mut table = Table {
        vendors: Pack::read(&mut reader)?,
        sources: Pack::read(&mut reader)?,
        calendars: Arc::new(Pack::read(&mut reader)?),
        rules: read_lazily(&mut reader)?,
        checked: Pack::read(&mut reader)?,
        ..Table::default()
    };
    let (count, blocks) = read_blocks(&mut reader)?;
    table.models = Models::packed(count, blocks);
    Some((table, Extras(Lazy::packed(reader))))
}

impl Extras {
    /// As they are packed.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> &'static [u8] {
        self.0.bytes()
    }

    /// Subscription plans.
    pub fn plans(&self) -> &[Plan] {
        &self.0.0
    }

    /// Dated exchange rates, oldest first.
    pub fn exchange(&self) -> &[ExchangeRate] {
        &self.0.1
    }
}

/// Written and read field by field.
pub(super) trait Pack: Sized {
    fn write(&self, out: &mut Vec<u8>);
    fn read(from: &mut &[u8]) -> Option<Self>;
}

pub(super) fn write_varint(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn read_varint(from: &mut &[u8]) -> Option<u64> {
    let (mut value, mut shift) = (0, 0);
    while let [byte, rest @ ..] = *from {
        *from = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(value);
        }
        shift += 7;
        if shift > 63 {
            break;
        }
    }
    None
}

pub(super) fn read_count(from: &mut &[u8]) -> Option<usize> {
    usize::try_from(read_varint(from)?).ok()
}

/// Bytes with their length before them.
pub(super) fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    write_varint(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

/// The inverse of [`write_bytes`].
pub(super) fn read_bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let count = read_count(from)?;
    let (bytes, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(bytes)
}

impl Pack for u8 {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }
    fn read(from: &mut &[u8]) -> Option<u8> {
        let (first, rest) = from.split_first()?;
        *from = rest;
        Some(*first)
    }
}

macro_rules! pack_unsigned {
    ($($type:ty),*) => {$(
        impl Pack for $type {
            fn write(&self, out: &mut Vec<u8>) {
                write_varint(u64::from(*self), out);
            }
            fn read(from: &mut &[u8]) -> Option<$type> {
                read_varint(from)?.try_into().ok()
            }
        }
    )*};
}
pack_unsigned!(u16, u32, u64);

impl Pack for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn read(from: &mut &[u8]) -> Option<bool> {
        match u8::read(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Pack for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        // Zigzag: small numbers of either sign stay short.
        write_varint(((self << 1) ^ (self >> 63)) as u64, out);
    }
    fn read(from: &mut &[u8]) -> Option<i64> {
        let zigzag = u64::read(from)?;
        Some((zigzag >> 1) as i64 ^ -((zigzag & 1) as i64))
    }
}

impl Pack for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        i64::from(*self).write(out);
    }
    fn read(from: &mut &[u8]) -> Option<i32> {
        i64::read(from)?.try_into().ok()
    }
}

impl Pack for Box<str> {
    fn write(&self, out: &mut Vec<u8>) {
        write_bytes(self.as_bytes(), out);
    }
    fn read(from: &mut &[u8]) -> Option<Box<str>> {
        std::str::from_utf8(read_bytes(from)?).ok().map(Box::from)
    }
}

impl Pack for String {
    fn write(&self, out: &mut Vec<u8>) {
        Box::<str>::from(self.as_str()).write(out);
    }
    fn read(from: &mut &[u8]) -> Option<String> {
        Box::<str>::read(from).map(String::from)
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        write_varint(self.len() as u64, out);
        self.iter().for_each(|item| item.write(out));
    }
    fn read(from: &mut &[u8]) -> Option<Vec<T>> {
        let count = read_count(from)?;
        // Every item takes a byte at least: a forged count cannot reserve memory.
        let mut items = Vec::with_capacity(count.min(from.len()));
        for _ in 0..count {
            items.push(T::read(from)?);
        }
        Some(items)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn read(from: &mut &[u8]) -> Option<Option<T>> {
        match bool::read(from)? {
            true => T::read(from).map(Some),
            false => Some(None),
        }
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(from: &mut &[u8]) -> Option<(A, B)> {
        Some((A::read(from)?, B::read(from)?))
    }
}

impl Pack for Decimals {
    fn write(&self, out: &mut Vec<u8>) {
        let pairs: Vec<_> = self.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        pairs.write(out);
    }
    fn read(from: &mut &[u8]) -> Option<Decimals> {
        Vec::<(String, String)>::read(from).map(|pairs| pairs.into_iter().collect())
    }
}

impl Pack for Day {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }
    fn read(from: &mut &[u8]) -> Option<Day> {
        i32::read(from).map(Day)
    }
}

impl Pack for Instant {
    /// Midnights, which nearly all are, as their day.
    fn write(&self, out: &mut Vec<u8>) {
        let (day, second) = self.local(0);
        (day, second).write(out);
    }
    fn read(from: &mut &[u8]) -> Option<Instant> {
        let (day, second) = <(Day, u32)>::read(from)?;
        Some(Instant(day.start().0 + i64::from(second)))
    }
}

impl Pack for Currency {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_str().as_bytes());
    }
    fn read(from: &mut &[u8]) -> Option<Currency> {
        let letters = [u8::read(from)?, u8::read(from)?, u8::read(from)?];
        Currency::parse(std::str::from_utf8(&letters).ok()?)
    }
}

impl Pack for Rate {
    fn write(&self, out: &mut Vec<u8>) {
        let (mantissa, places) = self.to_parts();
        out.push(places);
        let digits = u64::try_from(mantissa).expect("no published rate has 20 digits");
        write_varint(digits, out);
    }
    fn read(from: &mut &[u8]) -> Option<Rate> {
        let places = u8::read(from)?;
        Rate::from_parts(read_varint(from)?, places)
    }
}

impl Pack for Factor {
    fn write(&self, out: &mut Vec<u8>) {
        self.to_billionths().write(out);
    }
    fn read(from: &mut &[u8]) -> Option<Factor> {
        i64::read(from)
            .filter(|value| *value >= 0)
            .map(Factor::from_billionths)
    }
}

impl Pack for Kind {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.index() as u8);
    }
    fn read(from: &mut &[u8]) -> Option<Kind> {
        Kind::ALL.get(usize::from(u8::read(from)?)).copied()
    }
}

macro_rules! pack_enum {
    ($($type:ident: $($variant:ident),+;)+) => {$(
        impl Pack for $type {
            fn write(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }
            fn read(from: &mut &[u8]) -> Option<$type> {
                const ALL: &[$type] = &[$($type::$variant),+];
                ALL.get(usize::from(u8::read(from)?)).copied()
            }
        }
    )+};
}
// In the order of declaration: the number is the variant's discriminant.
pack_enum! {
    Tier: Flagship, Mid, Small;
    Convention: Inclusive, Disjoint;
    CacheMode: None, Auto, AutoUnits, Explicit, Both;
    ServiceTier: Standard, Batch, Flex, Fast, Ultrafast;
    Period: Month, Year;
    Window: FiveHours, Day, Week, Month;
    AllowanceUnit: Money, Credits, Requests, Tokens, Share;
    OverageMode: Stop, Api, PerUnit, Slow;
}

macro_rules! pack_struct {
    ($($type:ident: $($field:ident),+;)+) => {$(
        impl Pack for $type {
            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write(out);)+
            }
            fn read(from: &mut &[u8]) -> Option<$type> {
                Some($type { $($field: Pack::read(from)?),+ })
            }
        }
    )+};
}
pack_struct! {
    Vendor: id, name, page, aliases, route;
    Source: id, name, date, licence, address, derives_from;
    Calendar: id, years, days, source, checked;
    Threshold: tokens, inclusive;
    Clock: offset, days, hours, except;
    Conditions: prompt, output, marginal, thinking, service_tier, regions, clock, from, to;
    Rule: name, when, unless, mul, set;
    Cache: mode, min_tokens, granularity, ttls, write_fee, breakpoints;
    Allowance: window, unit, amount, of, worth;
    Draw: models, units, tz, days, hours;
    Overage: mode, rate;
    Plan: id, vendor, name, fee, currency, period, allowance, draw, overage, models, from, to, sources, checked, note;
    ExchangeRate: base, quote, day, rate, source;
}
