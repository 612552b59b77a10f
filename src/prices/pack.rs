//! The compiled table as bytes: what the build writes and the engine reads at start.
//!
//! No general serializer: field after field, counts and numbers as base-128 varints. The
//! reader refuses what is truncated or out of range instead of guessing. It fills values in place:
//! handing each back would be two thirds of its code, which is compiled for the first bill.

use super::block::{read_blocks, write_blocks};
use super::lazy::{Lazy, read_lazily, read_lazy, write_lazily, write_lazy};
use super::models::Models;
use super::plan_source::*;
use super::source::{CacheMode, Convention, Decimals, ServiceTier, Tier};
use super::table::*;
use crate::instant::{Day, Instant};
use crate::money::{Currency, Factor, Rate};
use crate::usage::Kind;
use std::sync::Arc;

/// First byte of the packed form; a change of the form changes it.
const VERSION: u8 = 6;

/// Plans and exchange rates beside the table, packed until they are asked for.
#[derive(Clone)]
pub struct Extras(Lazy<(Vec<Plan>, Vec<ExchangeRate>)>);

/// The table, plans and exchange rates as bytes.
pub fn pack(table: &Table, plans: &[Plan], exchange: &[ExchangeRate]) -> Vec<u8> {
    let mut out = vec![VERSION];
    table.vendors.write(&mut out);
    table.sources.write(&mut out);
    write_lazy(&table.calendars, &mut out);
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
    let (version, mut reader) = bytes.split_first()?;
    if *version != VERSION {
        return None;
    }
    let vendors = read_new(&mut reader)?;
    let sources = read_new(&mut reader)?;
    let calendars = Arc::new(read_lazy(&mut reader)?);
    let rules = read_lazily(&mut reader)?;
    let checked = read_new(&mut reader)?;
    let (count, blocks) = read_blocks(&mut reader)?;
    let table = Table {
        vendors,
        models: Models::packed(count, blocks),
        rules,
        sources,
        calendars,
        checked,
        names: Default::default(),
    };
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
pub(super) trait Pack: Default {
    fn write(&self, out: &mut Vec<u8>);
    /// Fills a value that is still at its default; `None` for bytes that `write` did not write.
    fn read(&mut self, from: &mut &[u8]) -> Option<()>;
}

/// The value that begins there.
pub(super) fn read_new<T: Pack>(from: &mut &[u8]) -> Option<T> {
    let mut value = T::default();
    value.read(from)?;
    Some(value)
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
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let (first, rest) = from.split_first()?;
        *from = rest;
        *self = *first;
        Some(())
    }
}

macro_rules! pack_unsigned {
    ($($type:ty),*) => {$(
        impl Pack for $type {
            fn write(&self, out: &mut Vec<u8>) {
                write_varint(u64::from(*self), out);
            }
            fn read(&mut self, from: &mut &[u8]) -> Option<()> {
                *self = read_varint(from)?.try_into().ok()?;
                Some(())
            }
        }
    )*};
}
pack_unsigned!(u16, u32, u64);

impl Pack for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let byte: u8 = read_new(from)?;
        *self = byte == 1;
        (byte <= 1).then_some(())
    }
}

impl Pack for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        // Zigzag: small numbers of either sign stay short.
        write_varint(((self << 1) ^ (self >> 63)) as u64, out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let zigzag = read_varint(from)?;
        *self = (zigzag >> 1) as i64 ^ -((zigzag & 1) as i64);
        Some(())
    }
}

impl Pack for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        i64::from(*self).write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        *self = read_new::<i64>(from)?.try_into().ok()?;
        Some(())
    }
}

impl Pack for Box<str> {
    fn write(&self, out: &mut Vec<u8>) {
        write_bytes(self.as_bytes(), out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        *self = std::str::from_utf8(read_bytes(from)?).ok()?.into();
        Some(())
    }
}

impl Pack for String {
    fn write(&self, out: &mut Vec<u8>) {
        Box::<str>::from(self.as_str()).write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        *self = read_new::<Box<str>>(from)?.into();
        Some(())
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        write_varint(self.len() as u64, out);
        self.iter().for_each(|item| item.write(out));
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let count = read_count(from)?;
        // Every item takes a byte at least: a forged count cannot reserve memory.
        if count > from.len() {
            return None;
        }
        self.resize_with(count, T::default);
        self.iter_mut().try_for_each(|item| item.read(from))
    }
}

impl<T: Pack> Pack for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        match read_new(from)? {
            true => self.insert(T::default()).read(from),
            false => Some(()),
        }
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        self.0.read(from)?;
        self.1.read(from)
    }
}

impl Pack for Decimals {
    fn write(&self, out: &mut Vec<u8>) {
        let pairs: Vec<_> = self.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        pairs.write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let pairs: Vec<(String, String)> = read_new(from)?;
        *self = pairs.into_iter().collect();
        Some(())
    }
}

impl Pack for Day {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        self.0.read(from)
    }
}

impl Pack for Instant {
    /// Midnights, which nearly all are, as their day.
    fn write(&self, out: &mut Vec<u8>) {
        let (day, second) = self.local(0);
        (day, second).write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let (day, second): (Day, u32) = read_new(from)?;
        self.0 = day.start().0 + i64::from(second);
        Some(())
    }
}

impl Pack for Currency {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.as_str().as_bytes());
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let (letters, rest) = from.split_at_checked(3)?;
        *from = rest;
        *self = Currency::parse(std::str::from_utf8(letters).ok()?)?;
        Some(())
    }
}

impl Pack for Rate {
    fn write(&self, out: &mut Vec<u8>) {
        let (mantissa, places) = self.to_parts();
        out.push(places);
        let digits = u64::try_from(mantissa).expect("no published rate has 20 digits");
        write_varint(digits, out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let (places, digits): (u8, u64) = read_new(from)?;
        *self = Rate::from_parts(digits, places)?;
        Some(())
    }
}

impl Pack for Factor {
    fn write(&self, out: &mut Vec<u8>) {
        self.to_billionths().write(out);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        let value: i64 = read_new(from)?;
        *self = Factor::from_billionths(value);
        (value >= 0).then_some(())
    }
}

impl Pack for Kind {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.index() as u8);
    }
    fn read(&mut self, from: &mut &[u8]) -> Option<()> {
        *self = variant(Kind::ALL, from)?;
        Some(())
    }
}

/// One of all variants, by its position.
fn variant<T: Copy>(all: &[T], from: &mut &[u8]) -> Option<T> {
    let position: u8 = read_new(from)?;
    all.get(usize::from(position)).copied()
}

macro_rules! pack_enum {
    ($($type:ident: $($variant:ident),+;)+) => {$(
        impl Pack for $type {
            fn write(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }
            fn read(&mut self, from: &mut &[u8]) -> Option<()> {
                *self = variant(&[$($type::$variant),+], from)?;
                Some(())
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
            fn read(&mut self, from: &mut &[u8]) -> Option<()> {
                $(self.$field.read(from)?;)+
                Some(())
            }
        }
    )+};
}
pack_struct! {
    Vendor: id, name, page, aliases, route;
    Source: id, name, date, licence, address, derives_from;
    Calendar: id, years, days, source, checked;
    Origin: sources, checked;
    RuleOrigin: rule, kind, origin;
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
