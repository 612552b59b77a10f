//! Gemini `generateContent`, with the pieces that Google's own SDK counts
//! (`google-genai`, `local_tokenizer`): texts, names, keys and values of calls,
//! and of schemas the format, description, enumerated values, required names and
//! property names.

use super::image::Source;
use super::{Json, Parts};

pub(super) fn generate(body: &Json, parts: &mut Parts<'_>) {
    let either = |camel: &str, snake: &str| match body.get(camel) {
        Json::Null => body.get(snake).clone(),
        found => found.clone(),
    };
    content(&either("systemInstruction", "system_instruction"), parts);
    match body.get("contents") {
        Json::Text(text) => parts.text(text),
        contents => {
            let contents = contents.list();
            contents.iter().for_each(|entry| content(entry, parts));
            parts.framing(contents.len() as u32, 0);
        }
    }
    for tool in body.get("tools").list() {
        for key in ["functionDeclarations", "function_declarations"] {
            for function in tool.get(key).list() {
                parts.text(function.get("name").text().unwrap_or_default());
                parts.text(function.get("description").text().unwrap_or_default());
                schema(function.get("parameters"), parts);
                schema(function.get("response"), parts);
            }
        }
    }
    let config = either("generationConfig", "generation_config");
    schema(config.get("responseSchema"), parts);
    schema(config.get("response_schema"), parts);
}

fn content(content: &Json, parts: &mut Parts<'_>) {
    if let Some(text) = content.text() {
        return parts.text(text);
    }
    for part in content.get("parts").list() {
        parts.text(part.get("text").text().unwrap_or_default());
        for key in ["functionCall", "function_call"] {
            call(part.get(key), "args", parts);
        }
        for key in ["functionResponse", "function_response"] {
            call(part.get(key), "response", parts);
        }
        for key in ["inlineData", "inline_data"] {
            data(part.get(key), parts);
        }
        for key in ["fileData", "file_data"] {
            if !part.get(key).is_null() {
                file(part.get(key), parts);
            }
        }
    }
}

fn call(call: &Json, key: &str, parts: &mut Parts<'_>) {
    if !call.is_null() {
        parts.text(call.get("name").text().unwrap_or_default());
        values(call.get(key), parts);
    }
}

/// Keys and texts at any depth; numbers are not counted by the SDK either.
fn values(value: &Json, parts: &mut Parts<'_>) {
    match value {
        Json::Text(text) => parts.text(text),
        Json::List(items) => items.iter().for_each(|item| values(item, parts)),
        Json::Map(entries) => {
            for (key, value) in entries {
                parts.text(key);
                values(value, parts);
            }
        }
        _ => {}
    }
}

fn mime(data: &Json) -> String {
    let mime = data.get("mimeType").text().or(data.get("mime_type").text());
    mime.unwrap_or_default().to_owned()
}

fn data(data: &Json, parts: &mut Parts<'_>) {
    let Some(bytes) = data.get("data").text() else {
        return;
    };
    let mime = mime(data);
    match mime.starts_with("image/") {
        true => parts.image(Source::Base64(bytes), ""),
        false => parts.uncounted(&mime),
    }
}

fn file(file: &Json, parts: &mut Parts<'_>) {
    let mime = mime(file);
    match mime.starts_with("image/") {
        true => parts.image(Source::Address, ""),
        false => parts.uncounted(&mime),
    }
}

fn schema(of: &Json, parts: &mut Parts<'_>) {
    for key in ["format", "description"] {
        parts.text(of.get(key).text().unwrap_or_default());
    }
    for key in ["enum", "required"] {
        for value in of.get(key).list() {
            parts.text(value.text().unwrap_or_default());
        }
    }
    if !of.get("items").is_null() {
        schema(of.get("items"), parts);
    }
    for (name, property) in of.get("properties").entries() {
        parts.text(name);
        schema(property, parts);
    }
}
