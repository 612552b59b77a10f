//! Codex: `sessions/**/rollout-*.jsonl`.
//!
//! Counters come as totals of the session, often written twice, and with the
//! last call's own counts beside them in newer versions. Forks and sub-agents
//! write their parent's records again under their own name and time, so the
//! totals tell a call: within a family of sessions they only grow.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Compaction, Found, Identity},
    names::hash_of,
    report::SkipRule,
    shapes::CODEX,
};
use crate::{Result, usage::Usage};

const TOOL: &str = "codex";

/// What the file being read has said so far.
#[derive(Default)]
pub(crate) struct Codex {
    session: Option<u32>,
    /// The session began as a copy of another.
    fork: bool,
    model: Option<String>,
    total: Option<Counters>,
    /// The running counts of a turn, and which turn.
    turn: Option<(u64, Counters)>,
    counting: Option<Counter>,
}

/// Which of two records that say the same a file is read by: the first it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counter {
    TokenCount,
    TurnRecord,
}

impl Format for Codex {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let (Some(kind), Some(payload)) = (record.text("type"), record.get("payload")) else {
            return Take::NotMine;
        };
        let event = payload.text("type");
        match kind {
            "session_meta" => self.begin(payload, out),
            "turn_context" => {
                if let Some(model) = payload.text("model") {
                    self.model = Some(model.to_string());
                }
            }
            "event_msg" if event == Some("token_count") => self.token_count(record, payload, out),
            "event_msg" if event == Some("token_usage_record") => self.turn(record, payload, out),
            "token_usage_record" => self.turn(record, payload, out),
            "compacted" => self.compacted(record, out),
            "event_msg" | "response_item" => {}
            _ => return Take::NotMine,
        }
        Take::Mine
    }
}

impl Codex {
    /// A fork's file holds its parent's `session_meta` too: the first is its own.
    fn begin(&mut self, payload: &Json<'_>, out: &mut Sink<'_>) {
        if self.session.is_some() {
            return;
        }
        let session = out
            .ledger
            .session(TOOL, payload.text("id").unwrap_or_default());
        if let Some(project) = payload.text("cwd") {
            out.ledger.set_project(session, project);
        }
        self.session = Some(session);
        let parents = ["forked_from_id", "parent_thread_id", "source.subagent"];
        self.fork = parents.iter().any(|path| payload.at(path).is_some())
            || payload.text("thread_source") == Some("subagent");
    }

    /// The session, named after the file where the log does not name it.
    fn session(&mut self, out: &mut Sink<'_>) -> u32 {
        let name = &out.file.name;
        *self
            .session
            .get_or_insert_with(|| out.ledger.session(TOOL, name))
    }

    fn token_count(&mut self, record: &Json<'_>, payload: &Json<'_>, out: &mut Sink<'_>) {
        let Some(info) = payload.get("info") else {
            return; // Rate limits alone.
        };
        if *self.counting.get_or_insert(Counter::TokenCount) != Counter::TokenCount {
            return out.skip(SkipRule::Snapshot);
        }
        match self.counted(info) {
            Ok(Some((usage, id))) => self.call(record, usage, id, out),
            Ok(None) => out.skip(SkipRule::Snapshot),
            Err(error) => out.refuse(&error),
        }
    }

    /// The call that a `token_count` adds, and what tells it from others;
    /// `None` if the totals did not move.
    fn counted(&mut self, info: &Json<'_>) -> Result<Option<(Usage, u64)>> {
        let read = |path: &'static str| {
            info.get(path)
                .map(|usage| Counters::read(usage, &CODEX, path))
                .transpose()
        };
        let (total, last) = (read("total_token_usage")?, read("last_token_usage")?);
        let Some(total) = total else {
            let Some(last) = last else { return Ok(None) };
            return Ok(Some((last.usage(&CODEX, "last_token_usage")?, last.hash())));
        };
        let before = self.total.replace(total);
        if before == Some(total) {
            return Ok(None);
        }
        // Without the call's own counts it is what the totals grew by; totals
        // that shrank were started anew.
        let grown = before.and_then(|before| total.minus(&before));
        let call = last.or(grown).unwrap_or(total);
        let usage = call.usage(&CODEX, "token_usage")?;
        Ok(Some((usage, hash_of((total.hash(), call.hash())))))
    }

    /// A record that is written again and again while its turn runs, each time
    /// with the counts of the whole turn so far.
    fn turn(&mut self, record: &Json<'_>, payload: &Json<'_>, out: &mut Sink<'_>) {
        let Some(usage) = payload.get("turn_token_usage") else {
            return;
        };
        if *self.counting.get_or_insert(Counter::TurnRecord) != Counter::TurnRecord {
            return out.skip(SkipRule::Snapshot);
        }
        let turn = hash_of(payload.text("turn_id").or(record.text("turn_id")));
        let now = match Counters::read(usage, &CODEX, "turn_token_usage") {
            Ok(now) => now,
            Err(error) => return out.refuse(&error),
        };
        let before = self.turn.replace((turn, now));
        let grown = match before {
            Some((same, before)) if same == turn => now.minus(&before).unwrap_or(now),
            _ => now,
        };
        match grown.usage(&CODEX, "turn_token_usage") {
            Ok(usage) if usage == Usage::default() => out.skip(SkipRule::Snapshot),
            Ok(usage) => self.call(record, usage, hash_of((turn, now.hash())), out),
            Err(error) => out.refuse(&error),
        }
    }

    fn call(&mut self, record: &Json<'_>, usage: Usage, id: u64, out: &mut Sink<'_>) {
        let session = self.session(out);
        out.call(&Found {
            identity: Some(Identity {
                id,
                sub: session,
                loose: self.fork,
            }),
            at: cost::time(record.get("timestamp")),
            model: self.model.as_deref(),
            ..Found::of(session, usage)
        });
    }

    fn compacted(&mut self, record: &Json<'_>, out: &mut Sink<'_>) {
        let session = self.session(out);
        out.ledger.add_compaction(Compaction {
            session,
            at: cost::time(record.get("timestamp")),
            before: None,
        });
    }
}
