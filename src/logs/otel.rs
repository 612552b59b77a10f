//! OpenTelemetry GenAI spans as OTLP JSON, one export per line or one per file.

use super::{
    counters::whole,
    format::{Format, Sink, Take},
    json::Json,
    ledger::{Found, Identity},
    names::hash_of,
    report::SkipRule,
};
use crate::{Code, Error, Result, data::order::sorted, instant::Instant, usage::Usage};

const TOOL: &str = "otel";
const INPUT: &[&str] = &["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"];
const READ: &[&str] = &[
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.input_tokens.cached",
];
const WRITE: &[&str] = &[
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
];
const OUTPUT: &[&str] = &[
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
];
const REASONING: &[&str] = &[
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
];

/// The emitters of the file that were seen to count cached tokens beside the input.
#[derive(Default)]
pub(crate) struct Otel {
    beside: Vec<u64>,
}

/// A span with usage.
struct Call<'j, 'a> {
    span: &'j Json<'a>,
    /// Input, cache read, cache write, output, reasoning, as the span says them.
    counts: [u64; 5],
}

impl Format for Otel {
    fn read(&mut self, record: &Json<'_>, out: &mut Sink<'_>) -> Take {
        let resources = record.get("resourceSpans").or(record.get("resource_spans"));
        let Some(resources) = resources else {
            return Take::NotMine;
        };
        let scopes: Vec<&Json<'_>> = resources.items().iter().flat_map(scopes).collect();
        let models_called = traces(&scopes, |span| !is_agent(span));
        for scope in scopes {
            self.emitter(scope, &models_called, out);
        }
        Take::Mine
    }
}

fn scopes<'j, 'a>(resource: &'j Json<'a>) -> &'j [Json<'a>] {
    let scopes = resource.get("scopeSpans").or(resource.get("scope_spans"));
    scopes.map_or(&[], Json::items)
}

fn spans<'j, 'a>(scope: &'j Json<'a>) -> &'j [Json<'a>] {
    scope.get("spans").map_or(&[], Json::items)
}

/// Traces in which some span that `wanted` picks has usage.
fn traces(scopes: &[&Json<'_>], wanted: fn(&Json<'_>) -> bool) -> Vec<u64> {
    let all = scopes.iter().flat_map(|scope| spans(scope));
    let found: Vec<u64> = all
        .filter(|span| wanted(span) && attribute(span, INPUT).is_some())
        .map(trace)
        .collect();
    sorted(found, Ord::cmp)
}

fn trace(span: &Json<'_>) -> u64 {
    hash_of(span.text("traceId").or(span.text("trace_id")))
}

impl Otel {
    /// One emitter's spans. The convention has the cache inside the input; an
    /// emitter of which one span has more cache than input passes on a count that
    /// lies beside it, and then all of its spans do, those of later exports too.
    fn emitter(&mut self, scope: &Json<'_>, models_called: &[u64], out: &mut Sink<'_>) {
        let mut calls = Vec::new();
        for span in spans(scope).iter().filter(|span| has_usage(span)) {
            if is_agent(span) && models_called.binary_search(&trace(span)).is_ok() {
                out.skip(SkipRule::ParentSpan);
                continue;
            }
            match counts(span) {
                Ok(counts) => calls.push(Call { span, counts }),
                Err(error) => out.refuse(&error),
            }
        }
        let name = hash_of(scope.text("scope.name"));
        let shown = calls.iter().any(
            |Call {
                 counts: [input, read, write, ..],
                 ..
             }| *input < read + write,
        );
        if shown && !self.beside.contains(&name) {
            self.beside.push(name);
        }
        let beside = self.beside.contains(&name);
        for call in &calls {
            match usage(call.counts, beside) {
                Ok(usage) => add(call.span, usage, out),
                Err(error) => out.refuse(&error),
            }
        }
    }
}

fn has_usage(span: &Json<'_>) -> bool {
    attribute(span, INPUT).or(attribute(span, OUTPUT)).is_some()
}

/// Agents, and what is no call to a model, repeat the usage of the spans below them.
fn is_agent(span: &Json<'_>) -> bool {
    let operation = attribute(span, &["gen_ai.operation.name"]);
    matches!(
        operation.and_then(Json::as_str),
        Some("invoke_agent" | "create_agent" | "execute_tool" | "invoke_workflow")
    )
}

fn counts(span: &Json<'_>) -> Result<[u64; 5]> {
    let mut counts = [0; 5];
    for (count, names) in counts
        .iter_mut()
        .zip([INPUT, READ, WRITE, OUTPUT, REASONING])
    {
        if let Some(value) = attribute(span, names) {
            let text = value.as_str().and_then(|text| whole(&Json::Number(text)));
            *count = text.or_else(|| whole(value)).ok_or_else(|| {
                Error::new(Code::InvalidUsage, "is not a token count").at_path(names[0])
            })?;
        }
    }
    Ok(counts)
}

fn usage([input, read, write, output, reasoning]: [u64; 5], beside: bool) -> Result<Usage> {
    let input = input + if beside { read + write } else { 0 };
    Usage::from_inclusive(input, read, write, output, reasoning)
}

fn add(span: &Json<'_>, usage: Usage, out: &mut Sink<'_>) {
    let conversation = attribute(span, &["gen_ai.conversation.id"]).and_then(Json::as_str);
    let name = conversation
        .or(span.text("traceId"))
        .or(span.text("trace_id"));
    let session = match name {
        Some(name) => out.ledger.session(TOOL, name),
        None => out.ledger.session(TOOL, &out.file.name),
    };
    let model = attribute(span, &["gen_ai.response.model", "gen_ai.request.model"]);
    let id = span.text("spanId").or(span.text("span_id"));
    let start = span
        .get("startTimeUnixNano")
        .or(span.get("start_time_unix_nano"));
    out.call(&Found {
        identity: id.map(|id| Identity::of(hash_of((trace(span), id)))),
        at: super::cost::time(start).filter(|at| *at > Instant(0)),
        model: model.and_then(Json::as_str),
        failed: has_failed(span),
        ..Found::of(session, usage)
    });
}

/// The status is a number or its name.
fn has_failed(span: &Json<'_>) -> bool {
    let code = span.at("status.code");
    let name = code.and_then(|code| code.as_number().or(code.as_str()));
    matches!(name, Some("2" | "STATUS_CODE_ERROR"))
}

/// The first of these attributes that a span has.
fn attribute<'j, 'a>(span: &'j Json<'a>, names: &[&str]) -> Option<&'j Json<'a>> {
    let list = span.get("attributes")?.items();
    let value = names.iter().find_map(|name| {
        let named = |item: &&Json<'_>| item.text("key") == Some(name);
        list.iter().find(named)?.get("value")
    })?;
    let kinds = ["intValue", "stringValue", "doubleValue"];
    kinds.iter().find_map(|kind| value.get(kind))
}
