//! Gemini CLI: `tmp/*/chats/session-*.json`, and the `stats` of its JSON output.

use super::{
    cost,
    counters::{Counters, whole},
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Bucket, Found, Identity},
    names::hash_of,
    report::SkipRule,
    shapes::GEMINI_CLI,
};
use crate::usage::Usage;

const TOOL: &str = "gemini-cli";

/// The session of a file that is written line by line.
#[derive(Default)]
pub(crate) struct GeminiCli {
    session: Option<u32>,
}

impl Format for GeminiCli {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        if let Some(models) = record.at("stats.models") {
            summary(record, models, out);
            return Take::Mine;
        }
        let own = record.get("projectHash").is_some();
        if own {
            let name = record.text("sessionId").unwrap_or(&out.file.name);
            let session = out.ledger.session(TOOL, name);
            if let Some(project) = record.text("projectHash") {
                out.ledger.set_project(session, project);
            }
            self.session = Some(session);
        }
        let answers = |message: &&Json<'_>| message.text("type") == Some("gemini");
        match record.get("messages") {
            Some(messages) if own => {
                for message in messages.items().iter().filter(answers) {
                    self.answer(message, out);
                }
            }
            _ if answers(&record) && record.get("tokens").is_some() => self.answer(record, out),
            _ if own || (self.session.is_some() && is_note(record)) => {}
            _ => return Take::NotMine,
        }
        Take::Mine
    }
}

/// A line of a session that used nothing.
fn is_note(record: &Json<'_>) -> bool {
    matches!(
        record.text("type"),
        Some("user" | "gemini" | "info" | "warning" | "error")
    ) && record.get("usage").is_none()
}

impl GeminiCli {
    fn answer(&mut self, message: &Json<'_>, out: &mut Sink<'_>) {
        let Some(tokens) = message.get("tokens") else {
            return;
        };
        let usage = match usage_of(tokens, "tokens") {
            Ok(usage) => usage,
            Err(error) => return out.refuse(&error),
        };
        let name = &out.file.name;
        let session = *self
            .session
            .get_or_insert_with(|| out.ledger.session(TOOL, name));
        // Message ids are only distinct inside a session, which a resumed one copies
        // with their times.
        let at = cost::time(message.get("timestamp"));
        let id = message.text("id");
        out.call(&Found {
            identity: id.map(|id| Identity::of(hash_of((id, at.map(|at| at.0))))),
            at,
            model: message.text("model"),
            ..Found::of(session, usage)
        });
    }
}

/// The sums by model at the end of a run.
fn summary(record: &Json<'_>, models: &Json<'_>, out: &mut Sink<'_>) {
    let name = record.text("session_id").unwrap_or(&out.file.name);
    let session = out.ledger.session(TOOL, name);
    for (model, stats) in models.named() {
        let Some(tokens) = stats.get("tokens") else {
            continue;
        };
        match usage_of(tokens, "stats.models.tokens") {
            Ok(usage) if usage == Usage::default() => out.skip(SkipRule::Empty),
            Ok(usage) => {
                let model = Some(out.ledger.models.place(model));
                out.bucket(Bucket {
                    model,
                    calls: stats.at("api.totalRequests").and_then(whole),
                    ..Bucket::of(session, usage)
                });
            }
            Err(error) => out.refuse(&error),
        }
    }
}

fn usage_of(tokens: &Json<'_>, at: &str) -> crate::Result<Usage> {
    Counters::read(tokens, &GEMINI_CLI, at)?.usage(&GEMINI_CLI, at)
}
