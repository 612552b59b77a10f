//! What was read, call by call.

use super::{
    ledger::{Entry, Ledger, NOWHERE},
    report::ReadReport,
};
use crate::{instant::Instant, money::Amount, usage::Usage};

/// What was read: every call once, and the report of what was read.
pub struct Log {
    ledger: Ledger,
    report: ReadReport,
}

/// One call of a log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoggedCall<'l> {
    /// When, where the log says.
    pub at: Option<Instant>,
    /// The tool that wrote the log: `claude-code`.
    pub tool: &'static str,
    /// The session, as a place in [`Log::session_count`].
    pub session: usize,
    /// The session's name.
    pub session_name: &'l str,
    /// The project or folder, where the log says.
    pub project: Option<&'l str>,
    /// The model as the log names it, where it does.
    pub model: Option<&'l str>,
    /// What it used.
    pub usage: Usage,
    /// The service tier, where the log says: `fast`.
    pub service_tier: Option<&'static str>,
    /// The region that decides the rate, where the log says: `us`.
    pub region: Option<&'static str>,
    /// Whether the log says that it ended in an error or was given up.
    pub failed: bool,
    /// What the log itself says it cost, US dollars.
    pub recorded_cost: Option<Amount>,
    /// Tokens that every prompt had at least, where a row that sums many calls says it.
    pub least_prompt: Option<u64>,
    /// How many calls this is: 1, or of a row that sums many calls their number,
    /// `None` where it does not say.
    pub calls: Option<u64>,
}

impl LoggedCall<'_> {
    /// Whether it is a row that sums many calls: its rates cannot be told by the
    /// length of prompts.
    pub fn is_sum(&self) -> bool {
        self.calls != Some(1)
    }
}

/// A compaction that a log records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedCompaction {
    /// The session, as a place in [`Log::session_count`].
    pub session: usize,
    /// When, where the log says.
    pub at: Option<Instant>,
    /// Tokens of context before it, where the log says.
    pub before: Option<u64>,
}

impl Log {
    pub(crate) fn new(ledger: Ledger, report: ReadReport) -> Log {
        Log { ledger, report }
    }

    /// What was read, what was skipped and why.
    pub fn report(&self) -> &ReadReport {
        &self.report
    }

    /// How many sessions there are.
    pub fn session_count(&self) -> usize {
        self.ledger.sessions.len()
    }

    /// How many calls there are, rows that sum many calls not among them.
    pub fn call_count(&self) -> usize {
        self.ledger.len()
    }

    /// The call at a place below [`Log::call_count`], in the order read.
    ///
    /// # Panics
    /// If there is no such call.
    pub fn call(&self, place: usize) -> LoggedCall<'_> {
        let entry = self.ledger.entry(place);
        LoggedCall {
            recorded_cost: self.ledger.recorded_cost(place),
            ..self.logged(entry)
        }
    }

    /// Every call, in the order read.
    pub fn calls(&self) -> impl Iterator<Item = LoggedCall<'_>> {
        (0..self.call_count()).map(|place| self.call(place))
    }

    /// Rows of exports that sum many calls.
    pub fn sums(&self) -> impl Iterator<Item = LoggedCall<'_>> {
        self.ledger.buckets.iter().map(|bucket| LoggedCall {
            recorded_cost: bucket.cost,
            least_prompt: bucket.prompt,
            calls: bucket.calls.filter(|calls| *calls != 1),
            ..self.logged(Entry {
                at: bucket.at,
                session: bucket.session,
                model: bucket.model,
                usage: Usage {
                    requests: bucket.calls.unwrap_or(0),
                    ..bucket.usage
                },
                service_tier: bucket.service_tier,
                us_only: bucket.us_only,
                failed: false,
            })
        })
    }

    /// Compactions that the logs record, in the order read.
    pub fn compactions(&self) -> impl Iterator<Item = LoggedCompaction> {
        self.ledger
            .compactions
            .iter()
            .map(|found| LoggedCompaction {
                session: found.session as usize,
                at: found.at,
                before: found.before,
            })
    }

    fn logged(&self, entry: Entry) -> LoggedCall<'_> {
        let session = &self.ledger.sessions[entry.session as usize];
        let project = (session.project != NOWHERE).then_some(session.project);
        LoggedCall {
            at: entry.at,
            tool: session.tool,
            session: entry.session as usize,
            session_name: self.ledger.session_names.name(session.name).unwrap_or(""),
            project: project.and_then(|place| self.ledger.projects.name(place)),
            model: entry.model.and_then(|place| self.ledger.models.name(place)),
            usage: entry.usage,
            service_tier: entry.service_tier,
            region: entry.us_only.then_some("us"),
            failed: entry.failed,
            recorded_cost: None,
            least_prompt: None,
            calls: Some(1),
        }
    }
}
