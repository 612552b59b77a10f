//! One public error type, with a stable code that names what went wrong.
//!
//! Every module that can fail builds its errors here, so a caller sees one
//! shape: a kebab-case [`Code`], a sentence, and where known the place (a path
//! into the input, a line) and a hint how to mend it. The JS boundary turns it
//! into a real `Error` with the same fields.

use std::fmt;

/// What went wrong, stable across releases; [`Code::as_str`] is its kebab-case name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The name matches no model of the price table.
    UnknownModel,
    /// The model has rates, but none at the asked instant.
    NoPriceAt,
    /// The encoding's vocabulary has not been handed in yet.
    EncodingNotLoaded,
    /// A vocabulary file is truncated, altered, or of a version this build cannot read.
    BadVocabulary,
    /// Token counts that cannot be: negative, or a part larger than its whole.
    InvalidUsage,
    /// A task profile or harness outside its allowed range.
    InvalidProfile,
    /// A price table with an unknown field, a negative rate or overlapping intervals.
    BadPriceTable,
    /// A log line that could not be read.
    BadLogLine,
    /// A file of no known log format.
    UnknownLogFormat,
    /// A share link that could not be read.
    BadShareLink,
    /// An argument of the wrong type or outside its range.
    InvalidArgument,
}

impl Code {
    /// The code as JavaScript and scripts see it, e.g. `bad-vocabulary`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Code::UnknownModel => "unknown-model",
            Code::NoPriceAt => "no-price-at",
            Code::EncodingNotLoaded => "encoding-not-loaded",
            Code::BadVocabulary => "bad-vocabulary",
            Code::InvalidUsage => "invalid-usage",
            Code::InvalidProfile => "invalid-profile",
            Code::BadPriceTable => "bad-price-table",
            Code::BadLogLine => "bad-log-line",
            Code::UnknownLogFormat => "unknown-log-format",
            Code::BadShareLink => "bad-share-link",
            Code::InvalidArgument => "invalid-argument",
        }
    }
}

/// What went wrong, where, and how to mend it.
///
/// ```
/// use taskfare::{Code, Error};
/// let error = Error::new(Code::InvalidUsage, "cached tokens exceed the input")
///     .at_path("usage.cacheRead")
///     .with_hint("this vendor counts cached tokens inside the input");
/// assert_eq!(error.code(), "invalid-usage");
/// assert_eq!(error.path(), Some("usage.cacheRead"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Parts>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts {
    code: Code,
    message: String,
    path: Option<String>,
    line: Option<u32>,
    hint: Option<String>,
}

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of this kind, with one plain sentence that says what is wrong.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Error(Box::new(Parts {
            code,
            message: message.into(),
            path: None,
            line: None,
            hint: None,
        }))
    }

    /// Names the place inside the input: a field path (`usage.cacheRead`) or a file.
    pub fn at_path(mut self, path: impl Into<String>) -> Self {
        self.0.path = Some(path.into());
        self
    }

    /// Names the line inside the input, counted from 1.
    pub fn at_line(mut self, line: u32) -> Self {
        self.0.line = Some(line);
        self
    }

    /// Adds what to do about it.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The stable kebab-case code.
    pub fn code(&self) -> &'static str {
        self.0.code.as_str()
    }

    /// The kind, for matching in Rust.
    pub fn kind(&self) -> Code {
        self.0.code
    }

    /// The sentence alone, without place or hint.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The field path or file, where known.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// The line counted from 1, where known.
    pub fn line(&self) -> Option<u32> {
        self.0.line
    }

    /// What to do about it, where there is something to say.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path(), self.line()) {
            (Some(path), Some(line)) => write!(f, "{path}:{line}: ")?,
            (Some(path), None) => write!(f, "{path}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        f.write_str(self.message())?;
        match self.hint() {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_place_sentence_and_hint() {
        let error = Error::new(Code::BadPriceTable, "negative rate")
            .at_path("prices/openai.toml")
            .at_line(12)
            .with_hint("rates are per million tokens, zero or more");
        assert_eq!(
            error.to_string(),
            "prices/openai.toml:12: negative rate (rates are per million tokens, zero or more)"
        );
    }
}
