//! Who answered a call, and at which service tier, by the marks that only they leave.

use super::{cost, json::Json};

/// Whose response a usage object came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum UsageSource {
    Anthropic,
    /// Anthropic or another vendor's model through Amazon Bedrock.
    Bedrock,
    /// Anthropic's or Google's model through Vertex AI.
    Vertex,
    Openai,
    Azure,
    /// Google's Gemini API.
    Google,
    Mistral,
    Groq,
    Deepseek,
    Xai,
    Openrouter,
    Perplexity,
    Cohere,
    /// Nothing but the spelling of the usage object is known.
    Unknown,
}

/// The source of a response body whose usage object has the shape of this name.
pub(crate) fn source_of(shape: &str, body: &Json<'_>, usage: &Json<'_>) -> UsageSource {
    match shape {
        "anthropic" => match body.text("id") {
            Some(id) if id.starts_with("msg_bdrk_") => UsageSource::Bedrock,
            Some(id) if id.starts_with("msg_vrtx_") => UsageSource::Vertex,
            Some(_) => UsageSource::Anthropic,
            None => UsageSource::Unknown,
        },
        "bedrock-converse" | "bedrock-invocation" => UsageSource::Bedrock,
        "gemini"
            if usage
                .get("trafficType")
                .or(usage.get("traffic_type"))
                .is_some() =>
        {
            UsageSource::Vertex
        }
        "gemini" | "gemini-interactions" => UsageSource::Google,
        "perplexity" => UsageSource::Perplexity,
        "cohere" => UsageSource::Cohere,
        "openai-chat" | "openai-responses" => of_openai_like(body, usage),
        _ => UsageSource::Unknown,
    }
}

/// Everyone who answers in OpenAI's format, told apart by what they add to it.
fn of_openai_like(body: &Json<'_>, usage: &Json<'_>) -> UsageSource {
    let model = body.text("model").unwrap_or_default();
    let has = |keys: &[&str]| keys.iter().any(|key| usage.get(key).is_some());
    if body.get("x_groq").is_some() {
        UsageSource::Groq
    } else if has(&["prompt_cache_hit_tokens"]) {
        UsageSource::Deepseek
    } else if body.text("provider").is_some() && usage.get("cost").is_some() {
        UsageSource::Openrouter
    } else if model.starts_with("grok-") || has(&["num_sources_used", "cost_in_usd_ticks"]) {
        UsageSource::Xai
    } else if [
        "mistral-",
        "magistral-",
        "ministral-",
        "codestral-",
        "devstral-",
        "pixtral-",
    ]
    .iter()
    .any(|name| model.starts_with(name))
        || has(&["connectors"])
    {
        UsageSource::Mistral
    } else if model.starts_with("gemini-") {
        UsageSource::Google
    } else if model.starts_with("gpt-")
        || model.starts_with("text-embedding-")
        || matches!(model.as_bytes(), [b'o', b'0'..=b'9', ..])
    {
        UsageSource::Openai
    } else {
        UsageSource::Unknown
    }
}

/// Whether Azure's content filter left its marks on a body, or on a choice of it.
pub(crate) fn filtered(body: &Json<'_>) -> bool {
    let marks = [
        "prompt_filter_results",
        "content_filter_results",
        "content_filters",
    ];
    let choices = body.get("choices").map_or(&[][..], Json::items);
    marks.iter().any(|mark| body.get(mark).is_some())
        || choices
            .iter()
            .any(|choice| choice.get("content_filter_results").is_some())
}

/// Whether a record is a result line of a batch, by what only those say around a response.
pub(crate) fn is_batch(record: &Json<'_>) -> bool {
    let has = |key| record.get(key).is_some();
    // Anthropic and OpenAI; Bedrock; the Gemini API; Vertex.
    has("custom_id")
        || (has("recordId") && has("modelOutput"))
        || (has("response") && (has("key") || has("processed_time")))
}

/// What a usage object says the call cost, US dollars: OpenRouter as a number, Perplexity as
/// a sum of parts, xAI in ticks, ten thousand million to the dollar.
pub(crate) fn cost(usage: &Json<'_>) -> Option<String> {
    let said = usage.at("cost.total_cost").or(usage.get("cost"));
    if let Some(cost) = said.and_then(Json::as_number) {
        return Some(cost.to_string());
    }
    let ticks = usage.get("cost_in_usd_ticks")?.as_number()?;
    cost::amount(&[ticks, "e-10"].concat()).map(|cost| cost.to_string())
}

/// The service tier a response says it was served at, in the words of the price table.
///
/// The response's word counts, not the request's: a priority request may be
/// served as `default`. Anthropic's `priority` is capacity paid for apart and
/// bills no other rate per token; its fast mode is a `speed`.
pub(crate) fn service_tier(shape: &str, body: &Json<'_>, usage: &Json<'_>) -> Option<&'static str> {
    if usage.text("speed") == Some("fast") {
        return Some("fast");
    }
    let places = [
        body.text("service_tier"),
        usage.text("service_tier"),
        usage.text("serviceTier"),
        body.text("serviceTier.type"),
        body.text("metadata.serviceTier.type"),
        usage.text("trafficType"),
        usage.text("traffic_type"),
    ];
    match places.into_iter().flatten().next()? {
        "batch" => Some("batch"),
        "flex" | "ON_DEMAND_FLEX" => Some("flex"),
        "priority" if shape == "anthropic" => Some("standard"),
        "fast" | "priority" | "ON_DEMAND_PRIORITY" => Some("fast"),
        "ultrafast" => Some("ultrafast"),
        "default" | "standard" | "on_demand" | "ON_DEMAND" => Some("standard"),
        _ => None,
    }
}
