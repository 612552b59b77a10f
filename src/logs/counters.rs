//! The counters of one usage object as its source wrote them, before they are
//! told apart into disjoint kinds.

use super::{
    field::Field,
    json::Json,
    names::hash_of,
    shape::Shape,
    shapes::{ANTHROPIC, CONVERSE, GEMINI, INTERACTIONS},
};
use crate::{Code, Error, Result};

/// More tokens in one call than any model can take: a log that says so is wrong.
const MOST: u64 = u32::MAX as u64;

/// What a usage object said, field by field, with the path where it said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters([Option<(u64, &'static str)>; Field::COUNT]);

impl Counters {
    /// Reads a usage object of this shape; `at` is its own path, for messages.
    pub(crate) fn read(usage: &Json<'_>, shape: &Shape, at: &str) -> Result<Counters> {
        let mut counters = Counters::default();
        for (field, paths) in shape.paths {
            for path in *paths {
                if let Some(value) = usage.at(path) {
                    counters.set(*field, counted(value, at, path)?, path);
                    break;
                }
            }
        }
        Ok(counters)
    }

    /// Reads Anthropic's usage object.
    ///
    /// Server-side compaction is a model request of its own inside the call, and
    /// Anthropic leaves it out of the call's own counters.
    pub(crate) fn of_anthropic(usage: &Json<'_>, at: &str) -> Result<Counters> {
        let mut counters = Counters::read(usage, &ANTHROPIC, at)?;
        for iteration in usage.get("iterations").map_or(&[][..], Json::items) {
            if iteration.text("type") == Some("compaction") {
                counters.add(&Counters::read(iteration, &ANTHROPIC, at)?);
            }
        }
        counters.read_container(usage, at)?;
        Ok(counters)
    }

    /// Reads Bedrock Converse's usage object, which tells the writes' times to live
    /// apart in a list beside their sum.
    pub(crate) fn of_converse(usage: &Json<'_>, at: &str) -> Result<Counters> {
        let mut counters = Counters::read(usage, &CONVERSE, at)?;
        for detail in usage.get("cacheDetails").map_or(&[][..], Json::items) {
            let field = match detail.text("ttl") {
                Some("5m") => Field::Write5m,
                Some("1h") => Field::Write1h,
                _ => continue,
            };
            let Some(value) = detail.get("inputTokens") else {
                continue;
            };
            let path = "cacheDetails.inputTokens";
            counters.set(field, counted(value, at, path)?, path);
        }
        Ok(counters)
    }

    /// Reads the usage object of a response, of whatever shape.
    pub(crate) fn of(usage: &Json<'_>, shape: &'static Shape, at: &str) -> Result<Counters> {
        if std::ptr::eq(shape, &ANTHROPIC) {
            Counters::of_anthropic(usage, at)
        } else if std::ptr::eq(shape, &CONVERSE) {
            Counters::of_converse(usage, at)
        } else {
            let mut counters = Counters::read(usage, shape, at)?;
            if std::ptr::eq(shape, &GEMINI) || std::ptr::eq(shape, &INTERACTIONS) {
                counters.read_modalities(usage, at)?;
            }
            Ok(counters)
        }
    }

    pub(crate) fn get(&self, field: Field) -> Option<u64> {
        self.0[field as usize].map(|(count, _)| count)
    }

    pub(crate) fn count(&self, field: Field) -> u64 {
        self.get(field).unwrap_or(0)
    }

    pub(crate) fn path(&self, field: Field) -> &'static str {
        self.0[field as usize].map_or("", |(_, path)| path)
    }

    /// Sets what is said at `path` of a body or of a list in it.
    pub(crate) fn set(&mut self, field: Field, count: u64, path: &'static str) {
        self.0[field as usize] = Some((count, path));
    }

    /// Takes what a later event of the same stream says: streams count upward
    /// and repeat themselves, so the last value of each field holds.
    pub(crate) fn update(&mut self, later: &Counters) {
        for (old, new) in self.0.iter_mut().zip(later.0) {
            *old = new.or(*old);
        }
    }

    /// Adds the counters of a further model request inside the same call.
    pub(crate) fn add(&mut self, more: &Counters) {
        for (sum, new) in self.0.iter_mut().zip(more.0) {
            *sum = match (*sum, new) {
                (Some((a, path)), Some((b, _))) => Some((a.saturating_add(b), path)),
                (sum, new) => sum.or(new),
            };
        }
    }

    /// What was added since an earlier state; `None` if any counter went back.
    pub(crate) fn minus(&self, before: &Counters) -> Option<Counters> {
        let mut grown = *self;
        for (now, old) in grown.0.iter_mut().zip(before.0) {
            if let (Some((now, _)), Some((old, _))) = (now.as_mut(), old) {
                *now = now.checked_sub(old)?;
            }
        }
        Some(grown)
    }

    /// The same for the same counts.
    pub(crate) fn hash(&self) -> u64 {
        hash_of(self.0.map(|said| said.map(|(count, _)| count)))
    }
}

/// A count that may be written `12`, `12.0` or `1.2e1`, as JSON writers do.
pub(crate) fn whole(value: &Json<'_>) -> Option<u64> {
    let digits = value.as_number()?;
    let count = match digits.parse::<u64>() {
        Ok(count) => count,
        Err(_) => {
            // Exact, so that a whole number is whole whatever its notation.
            let exact = super::cost::amount(digits)?;
            exact.to_string().parse().ok()?
        }
    };
    (count <= MOST).then_some(count)
}

/// The count at `path` below `at`, or `invalid-usage` naming it.
pub(crate) fn counted(value: &Json<'_>, at: &str, path: &str) -> Result<u64> {
    whole(value).ok_or_else(|| not_whole(value, at, path))
}

fn not_whole(value: &Json<'_>, at: &str, path: &str) -> Error {
    let found = match value {
        Json::Number(digits) => *digits,
        Json::String(_) => "text",
        _ => "not a number",
    };
    let message = format!("{found} is not a token count");
    invalid(message, at, path).with_hint("counts are whole numbers from 0 to 4294967295")
}

/// An `invalid-usage` error about the field at `path` below `at`.
pub(crate) fn invalid(message: String, at: &str, path: &str) -> Error {
    let dot = if at.is_empty() || path.is_empty() {
        ""
    } else {
        "."
    };
    Error::new(Code::InvalidUsage, message).at_path(format!("{at}{dot}{path}"))
}
