//! Compiles `profiles/*.toml` into Rust literals, so that the engine reads no TOML.
//!
//! The structs that the literals build are the crate's own, read here by serde; their
//! `Debug` form is a Rust literal but for its borrowed strings and lists.

use crate::agent::{Harness, Profile, Relations};
use serde::Deserialize;
use std::fmt::Write;
use std::path::Path;

#[derive(Deserialize)]
struct Tasks {
    profile: Vec<Profile>,
}

#[derive(Deserialize)]
struct Harnesses {
    harness: Vec<Harness>,
}

/// Writes `presets.rs` into the folder.
pub fn compile(profiles: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let tasks: Tasks = read(&profiles.join("tasks.toml"))?;
    let harnesses: Harnesses = read(&profiles.join("harnesses.toml"))?;
    let relations: Relations = read(&profiles.join("models.toml"))?;
    for profile in &tasks.profile {
        profile
            .check()
            .map_err(|error| format!("profiles/tasks.toml: {}: {error}", profile.id))?;
    }
    for harness in &harnesses.harness {
        harness
            .check()
            .map_err(|error| format!("profiles/harnesses.toml: {}: {error}", harness.id))?;
    }
    let mut text = String::new();
    writeln!(
        text,
        "static PROFILES: &[Profile] = &{};",
        list(&tasks.profile)
    )?;
    writeln!(
        text,
        "static HARNESSES: &[Harness] = &{};",
        list(&harnesses.harness)
    )?;
    writeln!(
        text,
        "static RELATIONS: Relations = {};",
        literal(&format!("{relations:?}"))
    )?;
    std::fs::write(out.join("presets.rs"), text)?;
    Ok(())
}

/// A plain list: its items are literals, it is not a borrowed list itself.
fn list<T: std::fmt::Debug>(items: &[T]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| literal(&format!("{item:?}")))
        .collect();
    format!("[{}]", items.join(", "))
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, Box<dyn std::error::Error>> {
    let place = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| place(&error))?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| place(&error))?;
    let value = camel(toml::Value::Table(table));
    Ok(value
        .try_into()
        .map_err(|error: toml::de::Error| place(&error))?)
}

/// The keys as the structs' data form names them.
fn camel(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Table(table) => toml::Value::Table(
            table
                .into_iter()
                .map(|(key, value)| (camel_key(&key), camel(value)))
                .collect(),
        ),
        toml::Value::Array(items) => toml::Value::Array(items.into_iter().map(camel).collect()),
        other => other,
    }
}

fn camel_key(key: &str) -> String {
    let mut words = key.split('_');
    let first = words.next().unwrap_or_default().to_string();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(1.min(word.len()));
        name + &head.to_ascii_uppercase() + tail
    })
}

/// Wraps every string and list of a `Debug` form into `Cow::Borrowed`.
fn literal(debug: &str) -> String {
    let mut out = String::with_capacity(debug.len() * 2);
    let mut chars = debug.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                out.push_str("Cow::Borrowed(\"");
                while let Some(c) = chars.next() {
                    out.push(c);
                    if c == '\\' {
                        out.extend(chars.next());
                    } else if c == '"' {
                        break;
                    }
                }
                out.push(')');
            }
            '[' => out.push_str("Cow::Borrowed(&["),
            ']' => out.push_str("])"),
            _ => out.push(c),
        }
    }
    out
}
