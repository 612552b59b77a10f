//! Texts that are on any machine with this project on it: the crate registry
//! (documentation, code, data), the system's gettext catalogues (other
//! languages), and seeded random identifiers.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Texts are cut to this many bytes, and measured in windows of this size.
pub const WINDOW: usize = 2048;
const LARGEST: usize = 60_000;

/// The locales whose catalogues are read: the languages most used in software.
const LOCALES: &[&str] = &[
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ka", "ko", "lt", "nb", "nl", "pl", "pt", "pt_BR", "ro", "ru", "sk", "sl",
    "sr", "sv", "ta", "th", "tr", "uk", "vi", "zh_CN", "zh_TW",
];

/// One file's text.
pub struct Text(pub String);

/// Every text: at most `limit` files of each sort, evenly taken in name order.
pub fn read(limit: usize) -> Result<Vec<Text>> {
    let registry = registry()?;
    let mut files = Vec::new();
    walk(&registry, &mut files)?;
    let mut texts = Vec::new();
    let sorts: &[&[&str]] = &[
        &["md", "txt"],
        &["rs"],
        &["c", "h", "cpp"],
        &["js", "ts", "py", "sh"],
        &["html", "css", "xml"],
        &["json", "lock", "csv", "tsv", "yml", "yaml", "toml"],
    ];
    for endings in sorts {
        let of_sort = files.iter().filter(|path| has_ending(path, endings));
        let of_sort: Vec<_> = of_sort.collect();
        for path in spread(&of_sort, limit) {
            if let Ok(text) = fs::read_to_string(path) {
                texts.push(cut(text));
            }
        }
    }
    texts.extend(catalogues(Path::new("/usr/share/locale"), limit)?);
    texts.extend((0..60).map(random_identifiers));
    Ok(texts)
}

fn registry() -> Result<PathBuf> {
    let home = std::env::var("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|_| std::env::var("HOME").map(|home| Path::new(&home).join(".cargo")))
        .context("neither CARGO_HOME nor HOME is set")?;
    Ok(home.join("registry/src"))
}

fn walk(at: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(at)
        .with_context(|| format!("reading {}", at.display()))?
        .collect::<std::io::Result<_>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|e| endings.contains(&e))
}

fn spread<'a, T>(all: &[&'a T], limit: usize) -> Vec<&'a T> {
    let step = all.len().div_ceil(limit.max(1)).max(1);
    all.iter().step_by(step).copied().collect()
}

fn cut(mut text: String) -> Text {
    let mut end = text.len().min(LARGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    Text(text)
}

/// The translations of [`LOCALES`], one text of at most [`LARGEST`] bytes each
/// for every few catalogues.
fn catalogues(root: &Path, limit: usize) -> Result<Vec<Text>> {
    let mut files = Vec::new();
    if root.is_dir() {
        walk(root, &mut files)?;
    }
    files.retain(|path| {
        let locale = path.strip_prefix(root).ok().and_then(|p| p.iter().next());
        let wanted = locale.is_some_and(|l| LOCALES.iter().any(|name| l == *name));
        wanted && has_ending(path, &["mo"])
    });
    let mut texts = Vec::new();
    for path in spread(&files.iter().collect::<Vec<_>>(), limit * 3) {
        let Some(text) = translations(&fs::read(path)?) else {
            continue;
        };
        if text.len() > WINDOW {
            texts.push(cut(text));
        }
    }
    Ok(texts)
}

/// The second column of a little-endian gettext catalogue, a line each.
fn translations(mo: &[u8]) -> Option<String> {
    let word = |at: usize| {
        let bytes = mo.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    };
    if word(0)? != 0x9504_12de {
        return None;
    }
    let (count, table) = (word(8)?, word(16)?);
    let mut text = String::new();
    // The first entry is the header.
    for n in 1..count {
        let (length, at) = (word(table + 8 * n)?, word(table + 8 * n + 4)?);
        if let Ok(line) = std::str::from_utf8(mo.get(at..at + length)?) {
            text.push_str(&line.replace('\0', "\n"));
            text.push('\n');
        }
    }
    Some(text)
}

/// UUIDs, hashes and base64, one sort a text, from a seeded generator.
fn random_identifiers(seed: u64) -> Text {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % below
    };
    const HEX: &[u8] = b"0123456789abcdef";
    const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    while text.len() < 3 * WINDOW {
        match seed % 3 {
            0 => (0..36).for_each(|at| match at {
                8 | 13 | 18 | 23 => text.push('-'),
                _ => text.push(HEX[next(16)] as char),
            }),
            1 => (0..40).for_each(|_| text.push(HEX[next(16)] as char)),
            _ => (0..88).for_each(|_| text.push(BASE64[next(64)] as char)),
        }
        text.push('\n');
    }
    cut(text)
}
