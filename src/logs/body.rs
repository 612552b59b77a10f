//! Response bodies and streams of vendors into disjoint usage.

use super::{
    cost,
    counters::Counters,
    events::{Events, events},
    json::Json,
    shape::{Counting, Shape},
    shapes::{CHAT, GEMINI, INTERACTIONS, RESPONSES},
    source::{self, UsageSource},
    tools::{self, Queries},
};
use crate::{Code, Error, Result, instant::Instant, usage::Usage};

/// What one response says it used.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct CallUsage {
    /// Token counts in kinds that do not overlap.
    pub usage: Usage,
    /// Whose response it is, as far as the body tells.
    pub source: UsageSource,
    /// How the usage object is spelled, a name that `format` takes: `openai-chat`.
    pub format: &'static str,
    /// Where that spelling counts cached tokens.
    pub counting: Counting,
    /// The model as the body names it.
    pub model: Option<String>,
    /// The vendor's id of the response.
    pub id: Option<String>,
    /// The service tier it was served at, where the body says: `standard`, `batch`, `flex`, `fast`.
    pub service_tier: Option<&'static str>,
    /// Where inference ran, where the body says and it decides the rate: `us`.
    pub region: Option<String>,
    /// What the body itself says it cost, US dollars, as written.
    pub recorded_cost: Option<String>,
    /// When it was answered, where the body says.
    #[serde(skip)]
    pub(crate) at: Option<Instant>,
}

/// Reads the usage of one response: a JSON body, an array of its stream's
/// events, one event per line, or server-sent events as they came.
///
/// Whether cached tokens are inside the input or beside it is decided by the
/// source; `format` overrules it. Counters of a stream's events are merged: the
/// last value of each holds.
///
/// ```
/// let body = br#"{"id":"chatcmpl-1","object":"chat.completion","model":"gpt-5.5","usage":{
///     "prompt_tokens":20212,"prompt_tokens_details":{"cached_tokens":16298},"completion_tokens":931}}"#;
/// let call = taskfare::logs::read_usage(body, None)?;
/// assert_eq!((call.usage.input, call.usage.cache_read), (3_914, 16_298));
/// # Ok::<(), taskfare::Error>(())
/// ```
///
/// # Errors
/// `invalid-usage` naming the field: a count that is negative, broken or larger
/// than what holds it, or no usage at all; `invalid-argument` for an unknown
/// `format` or a text that holds several responses.
pub fn read_usage(text: &[u8], format: Option<&str>) -> Result<CallUsage> {
    let forced = format.map(Shape::named).transpose()?;
    let mut draft = Draft::default();
    let Events { list, joined } = events(text)?;
    for event in &list {
        if draft.is_another(event, joined) {
            return Err(several());
        }
        draft.take(event, forced)?;
    }
    draft.finish()?.ok_or_else(|| no_usage(&list, forced))
}

fn several() -> Error {
    Error::new(Code::InvalidArgument, "this text holds several responses")
        .with_hint("read it as a log, which bills each once")
}

fn no_usage(list: &[Json<'_>], forced: Option<&Shape>) -> Error {
    let message = if list.iter().any(|event| event.get("error").is_some()) {
        "the response is an error and says no usage"
    } else {
        "there is no usage object"
    };
    let chunks = |event: &Json<'_>| event.text("object") == Some("chat.completion.chunk");
    let hint = match forced {
        Some(shape) => format!("looked for {} counters", shape.name),
        None if list.iter().any(chunks) => {
            "ask for it with stream_options.include_usage".to_string()
        }
        None => "looked for usage, usageMetadata, meta.billed_units and a stream's last event"
            .to_string(),
    };
    Error::new(Code::InvalidUsage, message)
        .at_path("usage")
        .with_hint(hint)
}

/// One response while its events come in.
#[derive(Default)]
pub(crate) struct Draft {
    counters: Counters,
    shape: Option<&'static Shape>,
    at: &'static str,
    source: Option<UsageSource>,
    id: Option<String>,
    model: Option<String>,
    service_tier: Option<&'static str>,
    region: Option<String>,
    cost: Option<String>,
    when: Option<Instant>,
    queries: Queries,
}

impl Draft {
    /// Whether a record is a response, a part of one, or a usage object.
    pub(crate) fn knows(record: &Json<'_>) -> bool {
        let body = body_of(record);
        let marks = ["object", "type", "event_type", "candidates", "choices"];
        find_usage(body, None).is_some()
            || marks.iter().any(|mark| record.get(mark).is_some())
            || ["delta", "messageStart", "x_groq", "custom_id"]
                .iter()
                .any(|mark| record.get(mark).is_some())
    }

    /// Whether an event belongs to another response than the one being read:
    /// it opens a message, or carries another id.
    pub(crate) fn is_another(&self, event: &Json<'_>, joined: bool) -> bool {
        let body = body_of(event);
        let opens = matches!(event.text("type"), Some("message_start" | "message-start"));
        match (&self.id, id_of(body)) {
            (Some(old), Some(new)) => old != new,
            // Without ids only a stream's parts are known to belong together.
            (None, None) => self.shape.is_some() && (opens || !joined),
            (_, Some(_)) => opens && self.shape.is_some(),
            (_, None) => opens,
        }
    }

    /// Takes in one event or whole body.
    pub(crate) fn take(&mut self, event: &Json<'_>, forced: Option<&'static Shape>) -> Result<()> {
        let body = body_of(event);
        if self.id.is_none() {
            self.id = id_of(body).map(str::to_string);
        }
        let model = ["model", "modelVersion", "model_version"];
        if let Some(name) = model.iter().find_map(|key| said(body, key)) {
            self.model = Some(name.to_string());
        }
        let times = ["createTime", "created", "created_at", "timestamp"];
        let mut instants = times
            .iter()
            .filter_map(|key| body.get(key).or(event.get(key)));
        self.when = self
            .when
            .or_else(|| instants.find_map(|value| cost::time(Some(value))));
        self.queries.take(body);
        if source::filtered(body) {
            self.source = Some(UsageSource::Azure);
        }
        let Some((at, usage, shape)) = find_usage(body, forced) else {
            return Ok(());
        };
        let mut counters = Counters::of(usage, shape, at)?;
        counters.read_tools(shape, body, usage, at)?;
        if std::ptr::eq(shape, &RESPONSES) {
            counters.read_pictures(body);
        }
        if std::ptr::eq(shape, &CHAT) {
            counters.read_total(body);
        }
        self.counters.update(&counters);
        (self.shape, self.at) = (Some(shape), at);
        self.marks(event, body, usage, shape);
        Ok(())
    }

    fn marks(&mut self, event: &Json<'_>, body: &Json<'_>, usage: &Json<'_>, shape: &Shape) {
        let source = source::source_of(shape.name, body, usage);
        if !matches!(self.source, Some(known) if known != UsageSource::Unknown) {
            self.source = Some(source);
        }
        let batch = source::is_batch(event).then_some("batch");
        let tier = batch.or_else(|| source::service_tier(shape.name, body, usage));
        self.service_tier = tier.or(self.service_tier);
        match usage.text("inference_geo") {
            None | Some("not_available") => {}
            Some(region) => self.region = Some(region.to_string()),
        }
        self.cost = source::cost(usage).or(self.cost.take());
    }

    /// The call, or `None` if no event said what it used.
    pub(crate) fn finish(self) -> Result<Option<CallUsage>> {
        let Some(shape) = self.shape else {
            return Ok(None);
        };
        let mut usage = self.counters.usage(shape, self.at)?;
        usage.requests = 1;
        if std::ptr::eq(shape, &GEMINI) || std::ptr::eq(shape, &INTERACTIONS) {
            let searches = usage.web_searches.max(self.queries.count());
            usage.web_searches = tools::charged_by_google(searches, self.model.as_deref());
        }
        Ok(Some(CallUsage {
            usage,
            source: self.source.unwrap_or(UsageSource::Unknown),
            format: shape.name,
            counting: shape.counting,
            model: self.model,
            id: self.id,
            service_tier: self.service_tier,
            region: self.region,
            recorded_cost: self.cost,
            at: self.when,
        }))
    }
}

/// Where a response body keeps its usage object.
const PLACES: [&str; 8] = [
    "usage",
    "usageMetadata",
    "usage_metadata",
    "x_groq.usage",
    "meta.billed_units",
    "delta.usage",
    "metadata.usage",
    "amazon-bedrock-invocationMetrics",
];

/// The response inside what wraps it: a stream's event, a batch's result line.
fn body_of<'j, 'a>(event: &'j Json<'a>) -> &'j Json<'a> {
    const WRAPS: [&str; 6] = [
        "response.body",
        "response",
        "result.message",
        "message",
        "modelOutput",
        "interaction",
    ];
    if PLACES.iter().any(|place| event.at(place).is_some()) {
        return event;
    }
    match WRAPS.iter().find_map(|path| event.at(path)) {
        Some(body @ Json::Object(_)) => body,
        _ => event,
    }
}

fn id_of<'j>(body: &'j Json<'_>) -> Option<&'j str> {
    let keys = ["id", "responseId", "response_id"];
    keys.iter().find_map(|key| said(body, key))
}

/// A text that is there and not empty: the chunks that Azure's filter adds to a stream
/// have empty ids and models.
fn said<'j>(body: &'j Json<'_>, key: &str) -> Option<&'j str> {
    body.text(key).filter(|text| !text.is_empty())
}

/// The usage object of a body, its path for messages, and its shape.
fn find_usage<'j, 'a>(
    body: &'j Json<'a>,
    forced: Option<&'static Shape>,
) -> Option<(&'static str, &'j Json<'a>, &'static Shape)> {
    let shape = |usage: &Json<'a>| match forced {
        Some(shape) => shape.fits(usage).then_some(shape),
        None => Shape::of(usage, body),
    };
    let inside = PLACES.iter().find_map(|place| {
        // Cohere's counters lie one step deeper than the rest.
        let place = place.strip_suffix(".billed_units").unwrap_or(place);
        let usage = body.at(place)?;
        Some((place, usage, shape(usage)?))
    });
    // Moonshot's streams count in the last choice.
    let in_choice = || {
        let mut choices = body.get("choices")?.items().iter();
        let usage = choices.find_map(|choice| choice.get("usage"))?;
        Some(("choices.usage", usage, shape(usage)?))
    };
    inside
        .or_else(in_choice)
        .or_else(|| Some(("", body, shape(body)?)))
}
