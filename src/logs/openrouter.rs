//! OpenRouter: records of generations, from its API or activity export.

use super::{
    cost,
    counters::Counters,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Found, Identity},
    names::hash_of,
    shape::OPENROUTER,
};

const TOOL: &str = "openrouter";

#[derive(Default)]
pub(crate) struct OpenRouter;

impl Format for OpenRouter {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let record = match record.get("data") {
            Some(inner @ Json::Object(_)) => inner,
            _ => record,
        };
        let fits = ["native_tokens_prompt", "native_tokens_completion"];
        if !fits.iter().any(|key| record.get(key).is_some()) {
            return Take::NotMine;
        }
        let counters = Counters::read(record, &OPENROUTER, "");
        let usage = match counters.and_then(|counters| counters.usage(&OPENROUTER, "")) {
            Ok(usage) => usage,
            Err(error) => {
                out.refuse(&error);
                return Take::Mine;
            }
        };
        let session = out.ledger.session(TOOL, &out.file.name);
        let id = record.text("id").or(record.text("generation_id"));
        // With an own key the total is only the fee; the vendor's bill comes on top.
        let mut paid = cost::cost(record.get("total_cost").or(record.get("usage")));
        if record.is_true("is_byok") {
            let vendor = cost::cost(record.get("upstream_inference_cost"));
            paid = match (paid, vendor) {
                (Some(fee), Some(mut vendor)) => {
                    vendor += fee;
                    Some(vendor)
                }
                _ => None,
            };
        }
        out.call(&Found {
            identity: id.map(|id| Identity::of(hash_of(id))),
            at: cost::time(record.get("created_at")),
            model: record.text("model"),
            cost: paid,
            ..Found::of(session, usage)
        });
        Take::Mine
    }
}
