//! OpenAI chat completions and responses.
//!
//! Framing and functions follow the counting recipe that OpenAI publishes in its
//! cookbook ("How to count tokens with tiktoken").

use super::image::Source;
use super::{Json, Parts, frame_rule};
use crate::count::Graded;

pub(super) fn chat(body: &Json, parts: &mut Parts<'_>) {
    let messages = body.get("messages").list();
    let mut named = 0;
    for message in messages {
        parts.text(message.get("role").text().unwrap_or_default());
        if let Some(name) = message.get("name").text() {
            parts.text(name);
            named += 1;
        }
        content(message.get("content"), parts);
        for call in message.get("tool_calls").list() {
            let function = call.get("function");
            parts.text(function.get("name").text().unwrap_or_default());
            parts.text(function.get("arguments").text().unwrap_or_default());
        }
    }
    parts.framing(messages.len() as u32, named);
    let tools = body.get("tools").list().iter();
    let functions = body.get("functions").list().iter();
    let all: Vec<&Json> = tools
        .map(|tool| tool.get("function"))
        .chain(functions)
        .collect();
    let forced = !body.get("tool_choice").entries().is_empty();
    functions_of(&all, forced, parts);
    schema_of(body.get("response_format").get("json_schema"), parts);
}

pub(super) fn responses(body: &Json, parts: &mut Parts<'_>) {
    let mut messages = 0;
    if let Some(text) = body.get("instructions").text() {
        parts.text("developer");
        parts.text(text);
        messages += 1;
    }
    match body.get("input") {
        Json::Text(text) => {
            parts.text("user");
            parts.text(text);
            messages += 1;
        }
        input => {
            for item in input.list() {
                item_of(item, parts);
                messages += 1;
            }
        }
    }
    parts.framing(messages, 0);
    let tools: Vec<&Json> = body
        .get("tools")
        .list()
        .iter()
        .filter(|tool| tool.get("type").text() == Some("function"))
        .collect();
    let forced = !body.get("tool_choice").entries().is_empty();
    functions_of(&tools, forced, parts);
    for tool in body.get("tools").list() {
        let kind = tool.get("type").text().unwrap_or_default();
        if kind != "function" {
            parts.uncounted(&format!("tool {kind}"));
        }
    }
    schema_of(body.get("text").get("format"), parts);
}

/// One item of a response's input: a message, a call, or its output.
fn item_of(item: &Json, parts: &mut Parts<'_>) {
    match item.get("type").text() {
        Some("function_call") => {
            parts.text(item.get("name").text().unwrap_or_default());
            parts.text(item.get("arguments").text().unwrap_or_default());
        }
        Some("function_call_output") => content(item.get("output"), parts),
        Some("reasoning") => content(item.get("summary"), parts),
        _ => {
            parts.text(item.get("role").text().unwrap_or_default());
            content(item.get("content"), parts);
        }
    }
}

/// A string, or a list of parts.
fn content(content: &Json, parts: &mut Parts<'_>) {
    if let Some(text) = content.text() {
        return parts.text(text);
    }
    for part in content.list() {
        match part.get("type").text().unwrap_or_default() {
            "image_url" => {
                let image = part.get("image_url");
                let detail = image.get("detail").text().unwrap_or_default();
                url(image.get("url"), detail, parts);
            }
            "input_image" => {
                let detail = part.get("detail").text().unwrap_or_default();
                url(part.get("image_url"), detail, parts);
            }
            kind @ ("input_audio" | "file" | "input_file") => parts.uncounted(kind),
            _ => match part {
                Json::Text(text) => parts.text(text),
                _ => parts.text(part.get("text").text().unwrap_or_default()),
            },
        }
    }
}

fn url(url: &Json, detail: &str, parts: &mut Parts<'_>) {
    let url = url.text().unwrap_or_default();
    parts.image(Source::from_url(url), detail);
}

/// A structured output's schema, as compact JSON.
fn schema_of(format: &Json, parts: &mut Parts<'_>) {
    let schema = format.get("schema");
    if !schema.is_null() {
        parts.text(format.get("name").text().unwrap_or_default());
        parts.json(schema);
    }
}

/// Function definitions: their texts as pieces, the rest as one line.
pub(super) fn functions_of(functions: &[&Json], forced: bool, parts: &mut Parts<'_>) {
    if functions.is_empty() {
        return;
    }
    let (mut properties, mut variants) = (0, 0);
    for function in functions {
        parts.text(&joined(&[
            function.get("name"),
            function.get("description"),
        ]));
        walk(
            function.get("parameters"),
            parts,
            &mut properties,
            &mut variants,
        );
    }
    let rule = &frame_rule(parts.model).tools;
    let once = if forced { rule.forced } else { rule.any };
    let band = [0, 1, 2].map(|at| {
        let sum = |n: u32, each: [u32; 3]| n.saturating_mul(each[at]);
        once[at]
            .saturating_add(sum(functions.len() as u32, rule.each))
            .saturating_add(sum(properties, rule.property))
            .saturating_add(sum(variants, rule.variant))
    });
    parts.line("tools", Graded::band(band, rule.grade, rule.basis));
}

/// `name:type:description` of every property, and every enumerated value.
fn walk(schema: &Json, parts: &mut Parts<'_>, properties: &mut u32, variants: &mut u32) {
    for (name, property) in schema.get("properties").entries() {
        *properties += 1;
        let name = Json::Text(name.clone());
        parts.text(&joined(&[
            &name,
            property.get("type"),
            property.get("description"),
        ]));
        for value in property.get("enum").list() {
            *variants += 1;
            match value {
                Json::Text(text) => parts.text(text),
                other => parts.json(other),
            }
        }
        walk(property, parts, properties, variants);
        walk(property.get("items"), parts, properties, variants);
    }
}

/// The texts joined by colons, a description without its last full stop.
fn joined(texts: &[&Json]) -> String {
    let texts: Vec<&str> = texts.iter().filter_map(|text| text.text()).collect();
    let joined = texts.join(":");
    joined
        .strip_suffix('.')
        .map_or(joined.clone(), str::to_owned)
}
