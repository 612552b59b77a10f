//! The counters of one usage object as its source wrote them, before they are
//! told apart into disjoint kinds.

use super::{
    json::Json,
    names::hash_of,
    shape::{ANTHROPIC, CONVERSE, Counting, Shape},
};
use crate::{Code, Error, Result, usage::Usage};

/// One counter of a usage object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Input,
    /// Input counted beside `Input`, e.g. Gemini's tool-use prompt.
    MoreInput,
    Read,
    /// All cache writes, whatever their time to live.
    Write,
    Write5m,
    Write1h,
    Output,
    Reasoning,
    /// Only used to tell whether reasoning lies inside the output.
    Total,
    /// Sound inside the input.
    AudioInput,
    /// Sound inside the output.
    AudioOutput,
    WebSearches,
}

const FIELDS: usize = Field::WebSearches as usize + 1;

/// More tokens in one call than any model can take: a log that says so is wrong.
const MOST: u64 = u32::MAX as u64;

/// What a usage object said, field by field, with the path where it said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters([Option<(u64, &'static str)>; FIELDS]);

impl Counters {
    /// Reads a usage object of this shape; `at` is its own path, for messages.
    pub(crate) fn read(usage: &Json<'_>, shape: &Shape, at: &str) -> Result<Counters> {
        let mut counters = Counters::default();
        for (field, paths) in shape.paths {
            for path in *paths {
                if let Some(value) = usage.at(path) {
                    let count = whole(value).ok_or_else(|| not_whole(value, at, path))?;
                    counters.0[*field as usize] = Some((count, path));
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
            let count = whole(value).ok_or_else(|| not_whole(value, at, path))?;
            counters.0[field as usize] = Some((count, path));
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
            Counters::read(usage, shape, at)
        }
    }

    pub(crate) fn get(&self, field: Field) -> Option<u64> {
        self.0[field as usize].map(|(count, _)| count)
    }

    fn count(&self, field: Field) -> u64 {
        self.get(field).unwrap_or(0)
    }

    fn path(&self, field: Field) -> &'static str {
        self.0[field as usize].map_or("", |(_, path)| path)
    }

    /// Sets what no usage object of this source says.
    pub(crate) fn set_web_searches(&mut self, count: u64) {
        self.0[Field::WebSearches as usize] = Some((count, "output"));
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

    /// Tells the kinds apart. A part larger than its whole is `invalid-usage`
    /// naming the part's field below `at`.
    pub(crate) fn usage(&self, shape: &Shape, at: &str) -> Result<Usage> {
        let (write_5m, write_1h) = (self.count(Field::Write5m), self.count(Field::Write1h));
        let cache_read = self.count(Field::Read);
        // Partial records may hold the split before the sum, or the sum alone.
        let written = self.count(Field::Write).max(write_5m + write_1h);
        let input = self.count(Field::Input);
        let fresh = match shape.counting {
            Counting::Beside => input,
            Counting::Inside => self.outside_cache(input, cache_read, written, at)?,
        };
        let (output, reasoning) = self.output(shape, at)?;
        // Sound that came from the cache is billed as cached, so no more than the rest is apart.
        let audio_input = self.count(Field::AudioInput).min(fresh);
        let audio_output = self.count(Field::AudioOutput).min(output);
        Ok(Usage {
            input: fresh - audio_input + self.count(Field::MoreInput),
            cache_read,
            cache_write: written - write_5m - write_1h,
            cache_write_5m: write_5m,
            cache_write_1h: write_1h,
            output: output - audio_output,
            reasoning,
            audio_input,
            audio_output,
            web_searches: self.count(Field::WebSearches),
            ..Usage::default()
        })
    }

    fn outside_cache(&self, input: u64, read: u64, written: u64, at: &str) -> Result<u64> {
        let fresh = input
            .checked_sub(read)
            .and_then(|rest| rest.checked_sub(written));
        fresh.ok_or_else(|| {
            let (part, count) = match read > input {
                true => (Field::Read, read),
                false => (Field::Write, written),
            };
            let whole = match self.path(Field::Input) {
                "" => "the input, which is missing",
                path => path,
            };
            invalid(
                format!(
                    "{count} cached tokens are more than the {input} of {whole}, which holds them"
                ),
                at,
                self.path(part),
            )
            .with_hint("if this source counts cached tokens beside the input, name its format")
        })
    }

    /// Visible output and reasoning. xAI's chat counts reasoning beside its
    /// completion tokens under the names that OpenAI uses for the other
    /// reading; the total tells which it is.
    fn output(&self, shape: &Shape, at: &str) -> Result<(u64, u64)> {
        let (output, reasoning) = (self.count(Field::Output), self.count(Field::Reasoning));
        let beside = self.count(Field::Input) + output + reasoning;
        if !shape.reasoning_inside || (reasoning > 0 && self.get(Field::Total) == Some(beside)) {
            return Ok((output, reasoning));
        }
        match output.checked_sub(reasoning) {
            Some(visible) => Ok((visible, reasoning)),
            None => Err(invalid(
                format!(
                    "{reasoning} reasoning tokens are more than the {output} output tokens, which hold them"
                ),
                at,
                self.path(Field::Reasoning),
            )),
        }
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

fn not_whole(value: &Json<'_>, at: &str, path: &str) -> Error {
    let found = match value {
        Json::Number(digits) => *digits,
        Json::String(_) => "text",
        _ => "not a number",
    };
    let message = format!("{found} is not a token count");
    invalid(message, at, path).with_hint("counts are whole numbers from 0 to 4294967295")
}

fn invalid(message: String, at: &str, path: &str) -> Error {
    let dot = if at.is_empty() || path.is_empty() {
        ""
    } else {
        "."
    };
    Error::new(Code::InvalidUsage, message).at_path(format!("{at}{dot}{path}"))
}
