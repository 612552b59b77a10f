//! Who answered a call, and at which service tier, by the marks that only they leave.

use super::json::Json;

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
        "gemini" => UsageSource::Google,
        "cohere" => UsageSource::Cohere,
        "openai-chat" | "openai-responses" => of_openai_like(body, usage),
        _ => UsageSource::Unknown,
    }
}

/// Everyone who answers in OpenAI's format, told apart by what they add to it.
fn of_openai_like(body: &Json<'_>, usage: &Json<'_>) -> UsageSource {
    let model = body.text("model").unwrap_or_default();
    let filtered = |key| body.get(key).is_some();
    if body.get("x_groq").is_some() {
        UsageSource::Groq
    } else if usage.get("prompt_cache_hit_tokens").is_some() {
        UsageSource::Deepseek
    } else if body.text("provider").is_some() && usage.get("cost").is_some() {
        UsageSource::Openrouter
    } else if model.starts_with("grok-") || usage.get("num_sources_used").is_some() {
        UsageSource::Xai
    } else if filtered("prompt_filter_results") || filtered("content_filter_results") {
        UsageSource::Azure
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
    {
        UsageSource::Mistral
    } else if model.starts_with("gpt-")
        || model.starts_with("text-embedding-")
        || matches!(model.as_bytes(), [b'o', b'0'..=b'9', ..])
    {
        UsageSource::Openai
    } else {
        UsageSource::Unknown
    }
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
    let said = body.text("service_tier").or(usage.text("service_tier"));
    let traffic = usage.text("trafficType").or(usage.text("traffic_type"));
    match said.or(traffic)? {
        "batch" => Some("batch"),
        "flex" | "ON_DEMAND_FLEX" => Some("flex"),
        "priority" if shape == "anthropic" => Some("standard"),
        "fast" | "priority" | "ON_DEMAND_PRIORITY" => Some("fast"),
        "ultrafast" => Some("ultrafast"),
        "default" | "standard" | "on_demand" | "ON_DEMAND" => Some("standard"),
        _ => None,
    }
}
