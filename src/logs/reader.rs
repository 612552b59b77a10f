//! Logs as a stream of bytes into the ledger, whatever their format.

use super::{
    claude::Claude,
    codex::Codex,
    format::{Format, Sink, Take},
    gemini_cli::GeminiCli,
    json::Json,
    ledger::Ledger,
    lines::{Mode, Open},
    litellm::LiteLlm,
    log::Log,
    mini_swe::MiniSwe,
    openai_usage::OpenAiUsage,
    opencode::OpenCode,
    openrouter::OpenRouter,
    otel::Otel,
    pi::Pi,
    report::{FileError, FileReport, ReadReport, Tally},
    responses::Responses,
};
use crate::instant::Instant;

/// A format's name and how its reader begins.
type Begin = (&'static str, fn() -> Box<dyn Format>);

/// Every format that is JSON, the most particular first.
const FORMATS: &[Begin] = &[
    ("claude-code", || Box::<Claude>::default()),
    ("codex", || Box::<Codex>::default()),
    ("gemini-cli", || Box::<GeminiCli>::default()),
    ("otel", || Box::<Otel>::default()),
    ("litellm", || Box::<LiteLlm>::default()),
    ("openrouter", || Box::<OpenRouter>::default()),
    ("openai-usage", || Box::<OpenAiUsage>::default()),
    ("mini-swe-agent", || Box::<MiniSwe>::default()),
    ("opencode", || Box::<OpenCode>::default()),
    ("pi", || Box::<Pi>::default()),
    ("responses", || Box::<Responses>::default()),
];

/// Reads logs chunk by chunk, of any format that [`Log`] knows, each call once.
///
/// ```
/// use taskfare::logs::LogReader;
/// let mut reader = LogReader::default();
/// reader.push("responses.jsonl", br#"{"id":"a","model":"gpt-5.5","usage":{"prompt_tokens":9}}"#);
/// let log = reader.finish();
/// assert_eq!(log.report().calls, 1);
/// ```
#[derive(Default)]
pub struct LogReader {
    ledger: Ledger,
    files: Vec<FileReport>,
    tally: Tally,
    open: Option<Open>,
}

impl LogReader {
    /// Reads the next bytes of a file. A new name ends the file before it.
    pub fn push(&mut self, file: &str, chunk: &[u8]) {
        if self.open.is_none() || self.files.last().is_none_or(|last| last.name != file) {
            self.end_file();
            self.begin(file, chunk);
        }
        let Some(mut open) = self.open.take() else {
            return;
        };
        if let Some(last) = self.files.last_mut() {
            last.bytes += chunk.len() as u64;
        }
        self.cut(&mut open, chunk);
        self.open = Some(open);
    }

    /// Ends the file being read, so that another of the same name may follow.
    pub fn end_file(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let rest = std::mem::take(&mut open.carry);
        if !rest.is_empty() {
            self.whole_line(&mut open, &rest);
        }
        if let Mode::Document = open.mode {
            let text = std::mem::take(&mut open.document);
            self.document(&mut open, &text);
        }
        let mut sink = self.sink(&[]);
        for reader in open.readers.iter_mut().flatten() {
            reader.end(&mut sink);
        }
        let Some(file) = self.files.last_mut() else {
            return;
        };
        if file.format.is_none() && file.error.is_none() && file.bytes > 0 {
            file.error = Some(unknown_format());
            // One reason for the file, not one a line.
            file.bad_lines = 0;
            self.tally.forget(&file.name);
        }
    }

    /// Ends a file that its device could not give, or not whole; what was read of it stays.
    pub fn fail(&mut self, file: &str, reason: &str) {
        let being_read = self.open.is_some() && self.files.last().is_some_and(|f| f.name == file);
        self.end_file();
        if !being_read {
            self.files.push(FileReport {
                name: file.to_string(),
                ..FileReport::default()
            });
        }
        if let Some(last) = self.files.last_mut() {
            last.error = Some(FileError::unreadable(reason));
        }
    }

    /// How many calls were found so far.
    pub fn calls(&self) -> usize {
        self.ledger.len()
    }

    /// Ends reading.
    pub fn finish(mut self) -> Log {
        self.end_file();
        let report = self.report();
        Log::new(self.ledger, report)
    }

    fn begin(&mut self, file: &str, chunk: &[u8]) {
        let unreadable = unreadable(chunk);
        self.files.push(FileReport {
            name: file.to_string(),
            error: unreadable.map(|(what, hint)| FileError::new(what, hint)),
            ..FileReport::default()
        });
        self.open = Some(Open {
            mode: unreadable.map_or(Mode::Lines, |_| Mode::Unreadable),
            readers: FORMATS.iter().map(|_| None).collect(),
            ..Open::default()
        });
    }

    /// One record, or an array of them.
    pub(super) fn record(
        &mut self,
        open: &mut Open,
        record: &Json<'_>,
        text: &[u8],
        in_stream: bool,
    ) {
        open.records += 1;
        match record {
            Json::Array(items) => {
                for item in items {
                    self.give(open, item, text, true);
                }
            }
            one => self.give(open, one, text, in_stream),
        }
    }

    /// Gives a record to the reader that knows it, the last one first; raw responses last
    /// of all, because what other tools write looks like one too.
    fn give(&mut self, open: &mut Open, record: &Json<'_>, text: &[u8], in_stream: bool) {
        let mut sink = Sink {
            in_stream,
            ..self.sink(text)
        };
        let mut try_one = |place: usize, open: &mut Open| {
            let reader = open.readers[place].get_or_insert_with(FORMATS[place].1);
            reader.read(record, &mut sink) == Take::Mine
        };
        let tried = open.current.filter(|place| *place != FORMATS.len() - 1);
        if let Some(current) = tried
            && try_one(current, open)
        {
            return;
        }
        let mut others = (0..FORMATS.len()).filter(|place| Some(*place) != tried);
        if let Some(place) = others.find(|&place| try_one(place, open)) {
            open.current = Some(place);
            self.name_format(FORMATS[place].0);
        }
    }

    pub(super) fn sink<'r>(&'r mut self, text: &'r [u8]) -> Sink<'r> {
        if self.files.is_empty() {
            self.files.push(FileReport::default());
        }
        let last = self.files.len() - 1;
        Sink {
            ledger: &mut self.ledger,
            file: &mut self.files[last],
            tally: &mut self.tally,
            text,
            in_stream: false,
        }
    }

    /// Says of the file being read what its lines are; the first word counts.
    pub(super) fn name_format(&mut self, name: &'static str) {
        if let Some(file) = self.files.last_mut() {
            file.format.get_or_insert(name);
        }
    }

    pub(super) fn files_lines(&mut self, more: u64) {
        if let Some(file) = self.files.last_mut() {
            file.lines += more;
        }
    }

    pub(super) fn last_lines(&self) -> u64 {
        self.files.last().map_or(0, |file| file.lines)
    }

    /// What was read so far.
    pub fn report(&self) -> ReadReport {
        let sum = |part: fn(&FileReport) -> u64| self.files.iter().map(part).sum();
        let mut report = ReadReport {
            files: self.files.clone(),
            bytes: sum(|file| file.bytes),
            lines: sum(|file| file.lines),
            records: sum(|file| file.records),
            calls: self.ledger.len() as u64,
            skipped: self.tally.skipped(),
            bad_lines: sum(|file| file.bad_lines),
            problems: self.tally.problems.clone(),
            sessions: self.ledger.sessions.len() as u64,
            empty_sessions: self.ledger.empty_sessions(),
            compactions: self.ledger.compactions.len() as u64,
            buckets: self.ledger.buckets.len() as u64,
            models: self.ledger.models.iter().map(str::to_string).collect(),
            ..ReadReport::default()
        };
        let mut latest = vec![None; self.ledger.sessions.len()];
        for entry in self.ledger.entries() {
            let latest = &mut latest[entry.session as usize];
            report.backward_clock += u64::from(entry.at.is_some() && entry.at < *latest);
            *latest = entry.at.or(*latest);
            report.calls_without_model += u64::from(entry.model.is_none());
            report.calls_without_time += u64::from(entry.at.is_none());
        }
        let calls = self.ledger.entries().filter_map(|entry| entry.at);
        let rows = self.ledger.buckets.iter().filter_map(|row| row.at);
        let (first, last) = calls.chain(rows).fold((None, None), |(first, last), at| {
            (
                first.map_or(Some(at), |first| Some(at.min(first))),
                last.max(Some(at)),
            )
        });
        report.from = first.map(|at: Instant| at.to_string());
        report.to = last.map(|at| at.to_string());
        report
    }
}

/// Files that no reader can read as they are, by how they begin: what they are, and
/// what to do.
fn unreadable(start: &[u8]) -> Option<(&'static str, &'static str)> {
    match start {
        [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(("is compressed", "unpack it")),
        [b'P', b'K', 3, 4, ..] => Some(("is an archive", "unpack it")),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some(("is UTF-16", "save it as UTF-8")),
        _ if start.starts_with(b"SQLite format 3") => {
            Some(("is a database", "export its messages as JSON"))
        }
        _ => None,
    }
}

fn unknown_format() -> FileError {
    let mut hint = String::from("looked for anthropic-csv");
    for (name, _) in FORMATS {
        hint.push_str(", ");
        hint.push_str(name);
    }
    FileError::new("is of no known log format", hint)
}
