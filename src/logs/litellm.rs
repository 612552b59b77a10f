//! LiteLLM: rows of `LiteLLM_SpendLogs` as JSON.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::{self, Json},
    ledger::{Found, Identity},
    names::hash_of,
    report::SkipRule,
    shapes::CHAT,
};
use crate::{Result, usage::Usage};

const TOOL: &str = "litellm";

#[derive(Default)]
pub(crate) struct LiteLlm;

impl Format for LiteLlm {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let (Some(id), Some(_)) = (record.text("request_id"), record.get("spend")) else {
            return Take::NotMine;
        };
        // LiteLLM's own response cache answered: no vendor was asked.
        let hit = record.is_true("cache_hit")
            || record
                .text("cache_hit")
                .is_some_and(|text| text.eq_ignore_ascii_case("true"));
        if hit {
            out.skip(SkipRule::ResponseCache);
            return Take::Mine;
        }
        let usage = match usage_of(record) {
            Ok(usage) => usage,
            Err(error) => {
                out.refuse(&error);
                return Take::Mine;
            }
        };
        if usage == Usage::default() {
            out.skip(SkipRule::Empty);
            return Take::Mine;
        }
        let name = record.text("session_id").unwrap_or(&out.file.name);
        let session = out.ledger.session(TOOL, name);
        out.call(&Found {
            identity: Some(Identity::of(hash_of(id))),
            at: cost::time(record.get("startTime")),
            model: record.text("model").filter(|name| !name.is_empty()),
            cost: cost::cost(record.get("spend")),
            failed: record.text("status") == Some("failure"),
            ..Found::of(session, usage)
        });
        Take::Mine
    }
}

/// The row's own counters know no cache; the provider's usage, kept in the
/// metadata as an object or as text, does.
fn usage_of(record: &Json<'_>) -> Result<Usage> {
    let row = Counters::read(record, &CHAT, "")?;
    let text = record.text("metadata");
    let parsed = text.and_then(|text| json::parse(text.as_bytes()).ok());
    let metadata = parsed.as_ref().or(record.get("metadata"));
    let mut counters = row;
    if let Some(usage) = metadata.and_then(|metadata| metadata.get("usage_object")) {
        counters.update(&Counters::read(usage, &CHAT, "metadata.usage_object")?);
    }
    counters.usage(&CHAT, "metadata.usage_object")
}
