//! OpenClaw and pi: session files of `*.jsonl`.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Compaction, Found, Identity},
    names::hash_of,
    shapes::PI,
};

const TOOL: &str = "pi";

/// The session that the file's first line names.
#[derive(Default)]
pub(crate) struct Pi {
    session: Option<u32>,
}

impl Format for Pi {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        match record.text("type") {
            Some("session") if record.get("cwd").is_some() => {
                let name = record.text("id").unwrap_or(&out.file.name);
                let session = out.ledger.session(TOOL, name);
                out.ledger
                    .set_project(session, record.text("cwd").unwrap_or_default());
                self.session = Some(session);
            }
            Some("compaction") if self.session.is_some() => {
                let session = self.session(out);
                out.ledger.add_compaction(Compaction {
                    session,
                    at: cost::time(record.get("timestamp")),
                    before: record.get("tokensBefore").and_then(super::counters::whole),
                });
            }
            _ => match (record.at("message.usage"), self.session) {
                (Some(usage), _) if fits(usage) => self.answer(record, usage, out),
                (None, Some(_)) if is_own(record) => {}
                _ => return Take::NotMine,
            },
        }
        Take::Mine
    }
}

/// Records of a session that use nothing; what else has a type may be another tool's.
fn is_own(record: &Json<'_>) -> bool {
    const TYPES: [&str; 7] = [
        "message",
        "model_change",
        "thinking_level_change",
        "branch_summary",
        "custom",
        "custom_message",
        "session_info",
    ];
    record
        .text("type")
        .is_some_and(|kind| TYPES.contains(&kind))
        && record.get("usage").is_none()
}

fn fits(usage: &Json<'_>) -> bool {
    usage.get("input").is_some() && usage.get("cacheRead").is_some()
}

impl Pi {
    fn session(&mut self, out: &mut Sink<'_>) -> u32 {
        let name = &out.file.name;
        *self
            .session
            .get_or_insert_with(|| out.ledger.session(TOOL, name))
    }

    fn answer(&mut self, record: &Json<'_>, usage: &Json<'_>, out: &mut Sink<'_>) {
        let counters = Counters::read(usage, &PI, "message.usage");
        let counts = match counters.and_then(|counters| counters.usage(&PI, "message.usage")) {
            Ok(counts) => counts,
            Err(error) => return out.refuse(&error),
        };
        let session = self.session(out);
        let said = record.at("message.timestamp").or(record.get("timestamp"));
        let at = cost::time(said);
        // Ids are short; a forked session copies them with their times.
        let id = record.text("id").map(|id| hash_of((id, at.map(|at| at.0))));
        let total = usage.at("cost.total").or(usage.get("cost"));
        out.call(&Found {
            identity: id.map(Identity::of),
            at,
            model: record.text("message.model"),
            cost: cost::cost(total),
            failed: matches!(record.text("message.stopReason"), Some("error" | "aborted")),
            ..Found::of(session, counts)
        });
    }
}
