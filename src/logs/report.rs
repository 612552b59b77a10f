//! What was read of logs, and what was skipped and why.

use crate::Code;
use serde::Serialize;

/// Why a record with usage was not billed as a call of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SkipRule {
    /// The same record again: tools write one line per content block.
    Repeat,
    /// An earlier or later state of a call that was still being written.
    Partial,
    /// A copy of a call in another session, resumed or moved.
    Copy,
    /// A sidechain, fork or sub-agent that replays its parent's calls.
    Replay,
    /// A counter that did not move since it was last written.
    Snapshot,
    /// A message that the tool made up itself; no model was called.
    Synthetic,
    /// A span that sums the calls of the spans below it.
    ParentSpan,
    /// Answered from a proxy's own cache; no model was called.
    ResponseCache,
    /// A record of a call that used nothing.
    Empty,
}

impl SkipRule {
    const ALL: [SkipRule; 9] = [
        SkipRule::Repeat,
        SkipRule::Partial,
        SkipRule::Copy,
        SkipRule::Replay,
        SkipRule::Snapshot,
        SkipRule::Synthetic,
        SkipRule::ParentSpan,
        SkipRule::ResponseCache,
        SkipRule::Empty,
    ];
}

/// How many records one rule skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Skipped {
    /// The rule.
    pub rule: SkipRule,
    /// How many records it skipped; always more than 0.
    pub records: u64,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The file's name as handed in.
    pub file: String,
    /// The line, counted from 1; of a file that is one document its first.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
    /// How it begins, at most 80 characters.
    pub text: String,
}

/// What was read of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// The file's name as handed in.
    pub name: String,
    /// The format of its lines, or of most of them; `null` if none is known.
    pub format: Option<&'static str>,
    /// Its size.
    pub bytes: u64,
    /// Its lines, empty ones too.
    pub lines: u64,
    /// Records with usage, before copies were dropped.
    pub records: u64,
    /// Calls that no file read before had.
    pub calls: u64,
    /// Lines that could not be read.
    pub bad_lines: u64,
    /// Why nothing could be read of it.
    pub error: Option<FileError>,
}

/// Why nothing could be read of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FileError {
    /// `unknown-log-format`, or `unreadable-file` where its device failed.
    pub code: &'static str,
    /// What it is, after its name: `is compressed`.
    pub message: String,
    /// What was looked for, or what to do.
    pub hint: String,
}

impl FileError {
    pub(crate) fn new(message: &str, hint: impl Into<String>) -> FileError {
        FileError {
            code: Code::UnknownLogFormat.as_str(),
            message: message.to_string(),
            hint: hint.into(),
        }
    }

    pub(crate) fn unreadable(reason: &str) -> FileError {
        FileError {
            code: "unreadable-file",
            message: ["could not be read: ", reason].concat(),
            hint: "what was read of it before is counted".to_string(),
        }
    }
}

/// What was read of all files: `records` is the sum of `calls` and all `skipped`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ReadReport {
    /// Every file, in the order read.
    pub files: Vec<FileReport>,
    /// Bytes read.
    pub bytes: u64,
    /// Lines read.
    pub lines: u64,
    /// Records with usage.
    pub records: u64,
    /// Distinct calls.
    pub calls: u64,
    /// Records that are no calls of their own, by rule.
    pub skipped: Vec<Skipped>,
    /// Lines that could not be read.
    pub bad_lines: u64,
    /// The first of them.
    pub problems: Vec<Problem>,
    /// Sessions that the logs name.
    pub sessions: u64,
    /// Those without a call of their own: nothing was asked, or all of it is a copy.
    pub empty_sessions: u64,
    /// Compactions that the logs record.
    pub compactions: u64,
    /// Rows that sum many calls, of exports that know no single calls.
    pub buckets: u64,
    /// Calls whose time the log does not say.
    pub calls_without_time: u64,
    /// Calls whose model the log does not say.
    pub calls_without_model: u64,
    /// Records earlier than the one before them in the same session.
    pub backward_clock: u64,
    /// Every model named.
    pub models: Vec<String>,
    /// The first time of a call or of a row that sums many, RFC 3339 in UTC.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
}

impl ReadReport {
    /// The same with numbers in place of the names of files, and without the texts of
    /// lines that could not be read.
    pub fn redacted(&self) -> ReadReport {
        let mut report = self.clone();
        for problem in &mut report.problems {
            let same = |file: &FileReport| file.name == problem.file;
            let place = self.files.iter().position(same);
            problem.file = place.map_or(String::new(), file_number);
            problem.text.clear();
        }
        for (place, file) in report.files.iter_mut().enumerate() {
            file.name = file_number(place);
        }
        report
    }
}

fn file_number(place: usize) -> String {
    format!("file-{}", place + 1)
}

/// Counts while files are read.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) skipped: [u64; SkipRule::ALL.len()],
    pub(crate) problems: Vec<Problem>,
}

/// So many unreadable lines are kept as samples.
const SAMPLES: usize = 20;

impl Tally {
    pub(crate) fn skip(&mut self, rule: SkipRule) {
        self.skipped[rule as usize] += 1;
    }

    pub(crate) fn problem(&mut self, file: &str, line: u64, reason: String, bytes: &[u8]) {
        if self.problems.len() < SAMPLES {
            let start = &bytes[..bytes.len().min(320)];
            let text = String::from_utf8_lossy(start).chars().take(80).collect();
            let file = file.to_string();
            self.problems.push(Problem {
                file,
                line,
                reason,
                text,
            });
        }
    }

    /// Drops the samples of a file that turned out to be no log.
    pub(crate) fn forget(&mut self, file: &str) {
        self.problems.retain(|problem| problem.file != file);
    }

    pub(crate) fn skipped(&self) -> Vec<Skipped> {
        let all = SkipRule::ALL.iter().zip(self.skipped);
        all.filter(|(_, records)| *records > 0)
            .map(|(&rule, records)| Skipped { rule, records })
            .collect()
    }
}
