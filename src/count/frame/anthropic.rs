//! Anthropic messages.

use super::image::Source;
use super::{Json, Parts, frame_rule};
use crate::count::Graded;

pub(super) fn messages(body: &Json, parts: &mut Parts<'_>) {
    blocks(body.get("system"), parts);
    let messages = body.get("messages").list();
    for message in messages {
        blocks(message.get("content"), parts);
    }
    parts.framing(messages.len() as u32, 0);
    tools(body, parts);
}

/// A string, or a list of content blocks.
fn blocks(content: &Json, parts: &mut Parts<'_>) {
    if let Some(text) = content.text() {
        return parts.text(text);
    }
    for block in content.list() {
        match block.get("type").text().unwrap_or_default() {
            "image" => {
                let source = block.get("source");
                let image = match source.get("data").text() {
                    Some(data) => Source::Base64(data),
                    None => Source::Address,
                };
                parts.image(image, "");
            }
            "tool_use" => {
                parts.text(block.get("name").text().unwrap_or_default());
                parts.json(block.get("input"));
            }
            "tool_result" => blocks(block.get("content"), parts),
            // Reasoning of earlier turns is taken out before the model reads.
            "thinking" | "redacted_thinking" => {}
            kind @ ("document" | "container_upload") => {
                let source = block.get("source");
                match source.get("type").text() {
                    Some("text") => parts.text(source.get("data").text().unwrap_or_default()),
                    _ => parts.uncounted(kind),
                }
            }
            _ => parts.text(block.get("text").text().unwrap_or_default()),
        }
    }
}

/// Tool definitions: name, description and schema as pieces; the hidden system
/// prompt that the vendor adds, and what each definition is wrapped in, as a line.
fn tools(body: &Json, parts: &mut Parts<'_>) {
    let tools = body.get("tools").list();
    if tools.is_empty() {
        return;
    }
    for tool in tools {
        parts.text(tool.get("name").text().unwrap_or_default());
        parts.text(tool.get("description").text().unwrap_or_default());
        let schema = tool.get("input_schema");
        if schema.is_null() {
            let kind = tool.get("type").text().unwrap_or("tool");
            parts.uncounted(&format!("tool {kind}"));
        } else {
            parts.json(schema);
        }
    }
    let choice = body.get("tool_choice").get("type").text().unwrap_or("auto");
    let rule = &frame_rule(parts.model).tools;
    let once = match choice {
        "any" | "tool" => rule.forced,
        _ => rule.any,
    };
    let band = [0, 1, 2]
        .map(|at| once[at].saturating_add(rule.each[at].saturating_mul(tools.len() as u32)));
    parts.line("tools", Graded::band(band, rule.grade, rule.basis));
}
