//! A response as text into its JSON parts: one body, an array, lines, or
//! server-sent events.

use super::json::{self, Fault, Json};
use crate::{Code, Error, Result};

/// The JSON parts of one text.
pub(crate) struct Events<'a> {
    pub(crate) list: Vec<Json<'a>>,
    /// Whether the parts came as the events of one stream.
    pub(crate) joined: bool,
}

/// Splits a text into its JSON parts; `[DONE]`, comments and event names are none.
pub(crate) fn events(text: &[u8]) -> Result<Events<'_>> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let fault = match json::parse(text) {
        Ok(Json::Array(list)) => return Ok(Events { list, joined: true }),
        Ok(one) => {
            return Ok(Events {
                list: vec![one],
                joined: false,
            });
        }
        Err(fault) => fault,
    };
    let mut list = Vec::new();
    let mut joined = false;
    for (number, line) in (1u32..).zip(text.split(|&byte| byte == b'\n')) {
        let (line, event) = data(line);
        joined |= event;
        if !line.is_empty() {
            list.push(json::parse(line).map_err(|_| not_json(fault, number))?);
        }
    }
    match list.is_empty() {
        true => Err(not_json(fault, 1)),
        false => Ok(Events { list, joined }),
    }
}

/// The JSON of a line, and whether it was a stream's: a server-sent event's
/// `data`, or the line as it is; empty where there is nothing to read.
pub(crate) fn data(line: &[u8]) -> (&[u8], bool) {
    let line = line.trim_ascii();
    if let Some(data) = line.strip_prefix(b"data:") {
        let data = data.trim_ascii();
        return (if data == b"[DONE]" { b"" } else { data }, true);
    }
    let names: [&[u8]; 4] = [b"event:", b"id:", b"retry:", b":"];
    match names.iter().any(|name| line.starts_with(name)) {
        true => (b"", true),
        false => (line, false),
    }
}

fn not_json(fault: Fault, line: u32) -> Error {
    let Fault { at, what } = fault;
    Error::new(
        Code::InvalidUsage,
        format!("the response {what}, at byte {at}"),
    )
    .at_line(line)
    .with_hint("pass the response body, its stream's events, or its usage object")
}
