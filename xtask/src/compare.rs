//! The tables that a command writes into a document, each between two markers of its name.

use crate::paths;
use anyhow::Context;

/// Replaces what stands between `<!-- name -->` and `<!-- /name -->` in COMPARE.md.
pub fn write(name: &str, text: &str) -> anyhow::Result<()> {
    write_into("COMPARE.md", name, text)
}

/// The same in any document, named from the repository's root.
pub fn write_into(document: &str, name: &str, text: &str) -> anyhow::Result<()> {
    let file = paths::root().join(document);
    let old = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let (start, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let parts = old
        .split_once(&start)
        .and_then(|(head, rest)| Some((head, rest.split_once(&end)?.1)));
    let (head, tail) = parts.with_context(|| format!("no {start} … {end} in {document}"))?;
    let new = format!("{head}{start}\n{}\n{end}{tail}", text.trim_end());
    if new != old {
        std::fs::write(file, new)?;
    }
    Ok(())
}
