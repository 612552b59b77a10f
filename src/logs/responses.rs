//! Raw responses of vendors, one per line, in an array, or as the events of streams.

use super::{
    body::Draft,
    cost,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Found, Identity},
    names::hash_of,
};

/// The response whose events are coming in.
#[derive(Default)]
pub(crate) struct Responses {
    draft: Option<Draft>,
}

impl Format for Responses {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        if !Draft::knows(record) {
            return Take::NotMine;
        }
        let another = |draft: &Draft| draft.is_another(record, out.in_stream);
        if self.draft.as_ref().is_some_and(another) {
            self.end(out);
        }
        let draft = self.draft.get_or_insert_default();
        if let Err(error) = draft.take(record, None) {
            out.refuse(&error);
        }
        Take::Mine
    }

    fn end(&mut self, out: &mut Sink<'_>) {
        let Some(draft) = self.draft.take() else {
            return;
        };
        match draft.finish() {
            Ok(Some(call)) => {
                let session = out.ledger.session("responses", &out.file.name);
                let id = call.id.as_deref();
                out.call(&Found {
                    identity: id.map(|id| Identity::of(hash_of(id))),
                    at: call.at,
                    model: call.model.as_deref(),
                    service_tier: call.service_tier,
                    us_only: call.region.as_deref() == Some("us"),
                    cost: call.recorded_cost.as_deref().and_then(cost::amount),
                    ..Found::of(session, call.usage)
                });
            }
            Ok(None) => {}
            Err(error) => out.refuse(&error),
        }
    }
}
