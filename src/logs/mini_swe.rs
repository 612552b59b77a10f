//! mini-swe-agent: `*.traj.json`, whose messages hold the raw responses.

use super::{
    body::Draft,
    cost,
    counters::whole,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Bucket, Found, Identity},
    names::hash_of,
};
use crate::usage::Usage;

const TOOL: &str = "mini-swe-agent";

#[derive(Default)]
pub(crate) struct MiniSwe;

impl Format for MiniSwe {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let stats = record.at("info.model_stats");
        let whole = stats.is_some() || record.get("trajectory_format").is_some();
        // The older form is a bare list, whose messages come one by one.
        if !whole && record.at("extra.response").is_none() {
            return Take::NotMine;
        }
        let session = out.ledger.session(TOOL, &out.file.name);
        if !whole {
            answer(record, session, false, out);
            return Take::Mine;
        }
        let messages = record.get("messages").map_or(&[][..], Json::items);
        let before = out.file.records;
        let ended = record.text("info.exit_status");
        let failed = ended.is_some_and(|status| status != "Submitted");
        for message in messages {
            answer(message, session, failed, out);
        }
        if let Some(stats) = stats.filter(|_| out.file.records == before) {
            summary(stats, session, out);
        }
        Take::Mine
    }
}

/// `failed`: the run that the call belongs to handed nothing in.
fn answer(message: &Json<'_>, session: u32, failed: bool, out: &mut Sink<'_>) {
    let Some(extra) = message.get("extra") else {
        return;
    };
    let Some(response) = extra.get("response") else {
        return;
    };
    let mut draft = Draft::default();
    let call = match draft.take(response, None).and_then(|()| draft.finish()) {
        Ok(Some(call)) => call,
        Ok(None) => return,
        Err(error) => return out.refuse(&error),
    };
    let said = cost::cost(extra.get("cost"));
    out.call(&Found {
        identity: call.id.as_deref().map(|id| Identity::of(hash_of(id))),
        at: cost::time(extra.get("timestamp")).or(call.at),
        model: call.model.as_deref(),
        service_tier: call.service_tier,
        failed,
        cost: said.or_else(|| cost::amount(call.recorded_cost.as_deref()?)),
        ..Found::of(session, call.usage)
    });
}

/// Where the responses were not kept: what they cost together, tokens unknown.
fn summary(stats: &Json<'_>, session: u32, out: &mut Sink<'_>) {
    out.bucket(Bucket {
        calls: stats.get("api_calls").and_then(whole),
        cost: cost::cost(stats.get("instance_cost")),
        ..Bucket::of(session, Usage::default())
    });
}
