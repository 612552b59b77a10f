//! Which calls of a log are meant.

use crate::{Code, Error, data::read::read_struct, instant::Instant};
use serde::Deserialize;

/// Which calls to report, and how.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ReplayOptions {
    /// First instant or day, RFC 3339.
    pub from: Option<String>,
    /// First instant or day after the last.
    pub to: Option<String>,
    /// Replace names of projects, sessions and files by numbers.
    pub redact: bool,
}

read_struct! {
    ReplayOptions, Camel, end_strict: ; from, to, redact;
}

/// A range of time.
#[derive(Clone, Copy, Default)]
pub(crate) struct Span {
    from: Option<Instant>,
    to: Option<Instant>,
}

impl Span {
    /// # Errors
    /// `invalid-argument` for text that is no instant.
    pub(crate) fn of(options: &ReplayOptions) -> crate::Result<Span> {
        let read = |text: &Option<String>, path: &str| match text {
            None => Ok(None),
            Some(text) => Instant::parse(text).map(Some).ok_or_else(|| {
                let message = [text, " is no instant"].concat();
                Error::new(Code::InvalidArgument, message)
                    .at_path(path)
                    .with_hint("2026-10-01 or 2026-10-01T12:00:00Z")
            }),
        };
        Ok(Span {
            from: read(&options.from, "from")?,
            to: read(&options.to, "to")?,
        })
    }

    /// Whether a call lies in it; one without a time only in the whole of time.
    pub(crate) fn holds(&self, at: Option<Instant>) -> bool {
        match at {
            Some(at) => self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to),
            None => self.from.is_none() && self.to.is_none(),
        }
    }
}
