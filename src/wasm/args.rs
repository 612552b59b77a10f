//! Reads arguments that came from JS, and names what is wrong with them.

use crate::instant::Instant;
use crate::money::Currency;
use crate::prices::Terms;
use crate::prices::source::ServiceTier;
use crate::usage::{self, Kind, Usage};
use crate::{Code, Error, Result};
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

const COUNTS: &str = "an object of counts, such as { input: 1200, output: 300 }";

/// A request object, whose fields are read one by one.
pub(crate) struct Request<'a>(pub &'a JsValue);

/// An `invalid-argument` error about one field.
#[cold]
#[inline(never)]
pub(crate) fn wrong(path: &str, expected: &str) -> Error {
    Error::new(Code::InvalidArgument, ["expected ", expected].concat()).at_path(path)
}

impl Request<'_> {
    /// The field, or `None` where it is missing, undefined or null.
    pub(crate) fn get(&self, name: &str) -> Option<JsValue> {
        let value = Reflect::get(self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(value)
    }

    /// A string field that may be missing.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>> {
        let value = self.get(name);
        value
            .map(|value| value.as_string().ok_or_else(|| wrong(name, "a string")))
            .transpose()
    }

    /// A string field that must be there.
    pub(crate) fn required_text(&self, name: &str) -> Result<String> {
        self.text(name)?.ok_or_else(|| wrong(name, "a string"))
    }

    /// An instant that must be there: the engine reads no clock.
    pub(crate) fn instant(&self, name: &str) -> Result<Instant> {
        let found = self.optional_instant(name)?;
        found.ok_or_else(|| wrong(name, "an instant (RFC 3339, Date or milliseconds)"))
    }

    /// An instant that may be missing.
    pub(crate) fn optional_instant(&self, name: &str) -> Result<Option<Instant>> {
        self.get(name)
            .map(|value| instant(&value, name))
            .transpose()
    }

    /// Tier, region and currency; the strings live in `keep`.
    pub(crate) fn terms<'k>(&self, keep: &'k mut Option<String>) -> Result<Terms<'k>> {
        *keep = self.text("region")?;
        let tier = self.text("serviceTier")?.map(|name| service_tier(&name));
        let currency = self.text("currency")?.map(|code| currency(&code));
        Ok(Terms {
            service_tier: tier.transpose()?.unwrap_or_default(),
            region: keep.as_deref(),
            currency: currency.transpose()?,
        })
    }

    /// A usage that must be there.
    pub(crate) fn usage(&self, name: &str) -> Result<Usage> {
        match self.get(name) {
            Some(value) if value.is_object() => usage(&value),
            _ => Err(wrong(name, COUNTS)),
        }
    }
}

#[inline(never)]
fn service_tier(name: &str) -> Result<ServiceTier> {
    const TIERS: &str = "standard, batch, flex, fast or ultrafast: the tier of the response";
    ServiceTier::parse(name).ok_or_else(|| wrong("serviceTier", TIERS))
}

#[inline(never)]
fn currency(code: &str) -> Result<Currency> {
    Currency::parse(code).ok_or_else(|| wrong("currency", "an ISO 4217 code"))
}

/// An instant from RFC 3339 text, a `Date` or milliseconds since 1970.
pub(crate) fn instant(value: &JsValue, name: &str) -> Result<Instant> {
    if let Some(text) = value.as_string() {
        return Instant::parse(&text).ok_or_else(|| wrong(name, "an RFC 3339 instant"));
    }
    of_millis(value).ok_or_else(|| wrong(name, "an instant (RFC 3339, Date or milliseconds)"))
}

#[inline(never)]
fn of_millis(value: &JsValue) -> Option<Instant> {
    let date = || Some(Object::value_of(value.dyn_ref::<Date>()?));
    let millis = value.as_f64().or_else(|| date()?.as_f64())?;
    is_instant(millis).then(|| Instant::from_millis(millis.floor() as i64))
}

/// Whether a JS date exists at that many milliseconds.
pub(crate) fn is_instant(millis: f64) -> bool {
    millis.abs() <= 8.64e15
}

/// A usage from an object of counts.
fn usage(value: &JsValue) -> Result<Usage> {
    let mut usage = Usage::default();
    for (kind, count) in counts(value)? {
        usage.set(kind, whole(kind, count.as_f64())?);
    }
    usage.check()?;
    Ok(usage)
}

/// What an object of counts states, by kind; every field must be a known one.
pub(crate) fn counts(value: &JsValue) -> Result<Vec<(Kind, JsValue)>> {
    let mut found = Vec::new();
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry: Array = entry.unchecked_into();
        let (name, count) = (entry.get(0).as_string().unwrap_or_default(), entry.get(1));
        let kind = Kind::parse(&name).ok_or_else(|| unknown_kind(&name))?;
        if !count.is_undefined() && !count.is_null() {
            found.push((kind, count));
        }
    }
    Ok(found)
}

/// A count from a JS number.
pub(crate) fn whole(kind: Kind, count: Option<f64>) -> Result<u64> {
    match count {
        Some(count) if count < 0.0 => Err(usage::invalid(kind, "is negative")),
        Some(count) if count.fract() == 0.0 && count <= 9_007_199_254_740_992.0 => Ok(count as u64),
        _ => Err(usage::invalid(kind, "is not a whole number")),
    }
}

#[cold]
#[inline(never)]
fn unknown_kind(name: &str) -> Error {
    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    Error::new(
        Code::InvalidUsage,
        ["unknown usage field \"", name, "\""].concat(),
    )
    .at_path(["usage.", name].concat())
    .with_hint(["fields are ", &known.join(", ")].concat())
}
