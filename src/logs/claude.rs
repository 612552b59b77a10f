//! Claude Code: `projects/**/*.jsonl`, and its `stream-json` output.
//!
//! One line per content block repeats the usage of its message, lines are
//! written while the message still streams, resumed sessions copy what went
//! before, and sidechains replay their parent under new request ids. So the
//! message's id tells the call, with the request's id for gateways that reuse
//! message ids, and without it for sidechains.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Compaction, Found, Identity},
    names::hash_of,
    report::SkipRule,
    shapes::ANTHROPIC,
    source,
};

const TOOL: &str = "claude-code";

/// Whether the file's session has been named.
#[derive(Default)]
pub(crate) struct Claude {
    named: bool,
}

impl Format for Claude {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let session = record.text("sessionId").or(record.text("session_id"));
        let (Some(session), Some(kind)) = (session, record.text("type")) else {
            return Take::NotMine;
        };
        // A session that calls nothing is one too.
        if !std::mem::replace(&mut self.named, true) {
            out.ledger.session(TOOL, session);
        }
        match kind {
            "assistant" => answer(record, session, out),
            "system" if record.text("subtype") == Some("compact_boundary") => {
                compaction(record, session, out);
            }
            // The sum at the end of `stream-json` repeats the calls above it.
            "result" if record.get("usage").is_some() => out.skip(SkipRule::Snapshot),
            _ => {}
        }
        Take::Mine
    }
}

fn answer(record: &Json<'_>, session: &str, out: &mut Sink<'_>) {
    let Some(message) = record.get("message") else {
        return;
    };
    let Some(usage) = message.get("usage") else {
        return;
    };
    let model = message.text("model");
    if model == Some("<synthetic>") {
        return out.skip(SkipRule::Synthetic);
    }
    let counters = Counters::of_anthropic(usage, "message.usage");
    let usage_read = counters.and_then(|counters| counters.usage(&ANTHROPIC, "message.usage"));
    let counts = match usage_read {
        Ok(counts) => counts,
        Err(error) => return out.refuse(&error),
    };
    let session = out.ledger.session(TOOL, session);
    if let Some(project) = record.text("cwd") {
        out.ledger.set_project(session, project);
    }
    out.call(&Found {
        identity: identity(record, message),
        at: cost::time(record.get("timestamp")),
        session,
        model,
        usage: counts,
        service_tier: source::service_tier(ANTHROPIC.name, message, usage),
        us_only: usage.text("inference_geo") == Some("us"),
        cost: cost::cost(record.get("costUSD")),
        failed: false,
    });
}

fn identity(record: &Json<'_>, message: &Json<'_>) -> Option<Identity> {
    let id = match message.text("id") {
        Some(id) => hash_of(id),
        None => hash_of(("line", record.text("uuid")?)),
    };
    Some(Identity {
        id,
        sub: record.text("requestId").map_or(0, |id| hash_of(id) as u32),
        loose: record.is_true("isSidechain"),
    })
}

fn compaction(record: &Json<'_>, session: &str, out: &mut Sink<'_>) {
    let session = out.ledger.session(TOOL, session);
    let before = record
        .at("compactMetadata.preTokens")
        .and_then(super::counters::whole);
    out.ledger.add_compaction(Compaction {
        session,
        at: cost::time(record.get("timestamp")),
        before,
    });
}
