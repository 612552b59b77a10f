//! OpenCode: `storage/message/*.json`, an exported session, or rows of its database as JSON.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::{self, Json},
    ledger::{Found, Identity},
    names::hash_of,
    shapes::OPENCODE,
};

const TOOL: &str = "opencode";

#[derive(Default)]
pub(crate) struct OpenCode;

impl Format for OpenCode {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        // A row of the database holds the message as text.
        if let Some(text) = record.text("data") {
            return match json::parse(text.as_bytes()) {
                Ok(inner) => self.row(record, &inner, out),
                Err(_) => Take::NotMine,
            };
        }
        if let Some(messages) = record.get("messages") {
            let infos = messages.items().iter().map(|item| item.get("info"));
            let infos: Vec<_> = infos.flatten().filter(|info| is_message(info)).collect();
            for info in &infos {
                message(info, info, out);
            }
            return if infos.is_empty() {
                Take::NotMine
            } else {
                Take::Mine
            };
        }
        self.row(record, record, out)
    }
}

impl OpenCode {
    fn row(&self, row: &Json<'_>, info: &Json<'_>, out: &mut Sink<'_>) -> Take {
        if !is_message(info) && !is_message(row) {
            return Take::NotMine;
        }
        message(row, info, out);
        Take::Mine
    }
}

fn is_message(info: &Json<'_>) -> bool {
    info.text("role").is_some()
        && (info.get("sessionID").is_some() || info.get("modelID").is_some())
}

fn message(row: &Json<'_>, info: &Json<'_>, out: &mut Sink<'_>) {
    let Some(tokens) = info.get("tokens") else {
        return;
    };
    let counters = Counters::read(tokens, &OPENCODE, "tokens");
    let usage = match counters.and_then(|counters| counters.usage(&OPENCODE, "tokens")) {
        Ok(usage) => usage,
        Err(error) => return out.refuse(&error),
    };
    let name = info.text("sessionID").or(row.text("session_id"));
    let session = match name {
        Some(name) => out.ledger.session(TOOL, name),
        None => out.ledger.session(TOOL, &out.file.name),
    };
    if let Some(project) = info.text("path.root").or(info.text("path.cwd")) {
        out.ledger.set_project(session, project);
    }
    let id = info.text("id").or(row.text("id"));
    out.call(&Found {
        identity: id.map(|id| Identity::of(hash_of(id))),
        at: cost::time(info.at("time.created")),
        model: info.text("modelID"),
        cost: cost::cost(info.get("cost")),
        failed: info.get("error").is_some(),
        ..Found::of(session, usage)
    });
}
