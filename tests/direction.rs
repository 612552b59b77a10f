//! No step of the crate looks downstream: `use crate::` edges only point backward
//! in the picture of ARCHITECTURE.md.

use std::{collections::BTreeSet, fs, path::Path};

/// Every top-level module, upstream first, with the modules it may use.
/// `error`, `instant`, `kind` and `data` are open to all.
const MAY_USE: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("data", &[]),
    ("instant", &[]),
    ("kind", &[]),
    ("money", &[]),
    ("usage", &[]),
    ("tokens", &[]),
    ("prices", &["money", "usage"]),
    ("count", &["tokens", "prices", "money", "usage"]),
    ("logs", &["usage", "money"]),
    ("bill", &["usage", "prices", "money"]),
    (
        "agent",
        &["bill", "usage", "prices", "money", "count", "tokens"],
    ),
    (
        "replay",
        &["agent", "logs", "bill", "usage", "prices", "money", "count"],
    ),
    (
        "fleet",
        &["agent", "bill", "usage", "prices", "money", "count"],
    ),
    (
        "report",
        &[
            "replay", "fleet", "agent", "logs", "bill", "count", "tokens", "prices", "usage",
            "money",
        ],
    ),
    (
        "wasm",
        &[
            "report", "replay", "fleet", "agent", "logs", "bill", "count", "tokens", "prices",
            "usage", "money",
        ],
    ),
];

/// Top-level module names that `text` uses by `crate::name`.
fn used_modules(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(group) => {
                let group = &group[..group.find(';').unwrap_or(group.len())];
                top_level_names(group)
            }
            None => vec![rest],
        };
        for name in names {
            let name: String = name
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if name.starts_with(char::is_lowercase) {
                used.insert(name);
            }
        }
    }
    used
}

/// The first path segment of every entry of a `{a::{b, c}, d}` group.
fn top_level_names(group: &str) -> Vec<&str> {
    let (mut depth, mut names, mut start) = (0, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(group[start..at].trim());
                return names;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(group[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn rust_files(at: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// What scripts keep between calls, with what it holds. An engine's own table is freed with it,
/// and rate cards read parts of that table late: no handle may keep one.
const HANDLES: &[(&str, &str)] = &[
    ("Document", "tokens::Document Rc<tokens::Encoding>"),
    ("Encoding", "Rc<tokens::Encoding> Cell<Option<TextBuffer>>"),
    ("Engine", "Table Extras Option<Packed>"),
    ("Log", "logs::Log"),
    ("LogReader", "logs::LogReader"),
];

/// Names of the structs that cross as handles, with the types of their fields.
fn handles(text: &str, found: &mut BTreeSet<(String, String)>) {
    for part in text.split("#[wasm_bindgen]\n").skip(1) {
        let Some(item) = part.lines().find(|line| !line.starts_with("#[")) else {
            continue;
        };
        let Some(item) = item.strip_prefix("pub struct ") else {
            continue;
        };
        let fields: Vec<&str> = match item.strip_suffix(");") {
            Some(tuple) => tuple.split('(').skip(1).collect(),
            None => {
                let body = part.split_once("{\n").map_or("", |(_, body)| body);
                let body = body.split("\n}").next().unwrap_or_default().lines();
                let fields = body.filter(|line| !line.trim().starts_with(['/', '#']));
                fields
                    .filter_map(|line| line.split_once(": "))
                    .map(|(_, of)| of.trim_end_matches(','))
                    .collect()
            }
        };
        let name = item.split(['(', ' ']).next().unwrap_or_default();
        found.insert((name.to_string(), fields.join(" ")));
    }
}

#[test]
fn no_handle_keeps_a_rate_card() {
    let mut files = Vec::new();
    rust_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/wasm"),
        &mut files,
    );
    let mut found = BTreeSet::new();
    for file in files {
        handles(&fs::read_to_string(file).unwrap(), &mut found);
    }
    let known = HANDLES
        .iter()
        .map(|(name, of)| (name.to_string(), of.to_string()));
    assert_eq!(found, known.collect());
}

#[test]
fn no_module_looks_downstream() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > 3, "found only {} source files", files.len());
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let first = relative.iter().next().unwrap().to_str().unwrap();
        let module = first.trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!(
                "src/{first} is not in the picture of tests/direction.rs"
            ));
            continue;
        };
        for used in used_modules(&fs::read_to_string(&file).unwrap()) {
            if used != module
                && !["error", "instant", "kind", "data"].contains(&used.as_str())
                && !allowed.contains(&used.as_str())
            {
                wrong.push(format!("{} uses crate::{used}", relative.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reads_plain_and_grouped_uses() {
    let text =
        "use crate::money::Rate;\nuse crate::{prices::{a, b}, usage, Error};\nuse crate::Result;";
    let used: Vec<String> = used_modules(text).into_iter().collect();
    assert_eq!(used, ["money", "prices", "usage"]);
}
