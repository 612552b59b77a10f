//! What a log format's reader is, and what it writes to.

use super::{
    json::Json,
    ledger::{Bucket, Found, Ledger, Seen},
    report::{FileReport, SkipRule, Tally},
};
use crate::Error;

/// Whether a reader knows the record it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Take {
    Mine,
    NotMine,
}

/// A reader of one log format, with what it remembers of the file being read.
pub(crate) trait Format {
    /// Reads one record: a line, an element of an array, or a whole document.
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take;

    /// The file is at its end.
    fn end(&mut self, _out: &mut Sink<'_>) {}
}

/// Where readers put what they find.
pub(crate) struct Sink<'r> {
    pub(crate) ledger: &'r mut Ledger,
    pub(crate) file: &'r mut FileReport,
    pub(crate) tally: &'r mut Tally,
    /// The text of the record being read, for samples.
    pub(crate) text: &'r [u8],
    /// Whether the record is an event of a stream or an element of an array.
    pub(crate) in_stream: bool,
}

impl Sink<'_> {
    /// A record with usage.
    pub(crate) fn call(&mut self, found: &Found<'_>) {
        self.file.records += 1;
        match self.ledger.add(found) {
            Seen::New => self.file.calls += 1,
            Seen::Repeat => self.tally.skip(SkipRule::Repeat),
            Seen::Partial => self.tally.skip(SkipRule::Partial),
            Seen::Copy => self.tally.skip(SkipRule::Copy),
            Seen::Replay => self.tally.skip(SkipRule::Replay),
        }
    }

    /// A row that sums many calls.
    pub(crate) fn bucket(&mut self, bucket: Bucket) {
        self.ledger.buckets.push(bucket);
    }

    /// A record with usage that is no call.
    pub(crate) fn skip(&mut self, rule: SkipRule) {
        self.file.records += 1;
        self.tally.skip(rule);
    }

    /// A record that cannot be read.
    pub(crate) fn problem(&mut self, reason: String) {
        self.file.bad_lines += 1;
        let (name, line) = (&self.file.name, self.file.lines);
        self.tally.problem(name, line, reason, self.text);
    }

    pub(crate) fn refuse(&mut self, error: &Error) {
        self.problem(error.to_string());
    }
}
