//! `cargo xtask vocab`: the packed vocabularies of the OpenAI encodings, from
//! tiktoken-rs by its public API.

use crate::fresh::unless_fresh;
use crate::paths;
use crate::shell::{self, command, say};
use anyhow::{Context, Result, ensure};
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use taskfare::tokens::{Encoding, Source, pack};

#[path = "../../tests/support/openai.rs"]
mod openai;

/// What decides the files: the format and its writer, and the versions of the sources.
const INPUTS: &[&str] = &[
    "src/tokens/format.rs",
    "src/tokens/pack.rs",
    "tests/support/openai.rs",
    "xtask/src/vocab.rs",
    "Cargo.lock",
];

/// The open vocabularies: Qwen, DeepSeek, GLM, Mistral, Kimi.
const OPEN: [&str; 5] = ["qwen3", "deepseek_v3", "glm4", "mistral_tekken", "kimi_k2"];
const OPEN_INPUTS: &[&str] = &[
    "src/tokens/format.rs",
    "src/tokens/pack.rs",
    "tests/oracles/src/open.rs",
    "tests/oracles/Cargo.lock",
];

/// Writes every file that is missing or out of date.
pub fn run() -> Result<()> {
    let folder = paths::root().join("pkg/vocab");
    let files: Vec<PathBuf> = openai::OPEN_AI
        .iter()
        .map(|of| file(&folder, of.0))
        .collect();
    unless_fresh("vocab", INPUTS, &files, || {
        std::fs::create_dir_all(&folder)?;
        for of in openai::OPEN_AI {
            write(&folder, &openai::source(of)).context(of.0)?;
        }
        Ok(())
    })
}

/// Writes the open vocabularies into the package taskfare-encodings, where one is missing or out
/// of date. Their libraries live in a workspace of their own, which only this and the oracles build.
pub fn run_open() -> Result<()> {
    let folder = paths::root().join("encodings/vocab");
    let files = OPEN.map(|name| file(&folder, name));
    unless_fresh("vocab-open", OPEN_INPUTS, &files, || {
        std::fs::create_dir_all(&folder)?;
        shell::run(
            command("cargo")
                .args(["run", "--quiet", "--release", "--manifest-path"])
                .arg(paths::root().join("tests/oracles/Cargo.toml"))
                .arg("--target-dir")
                .arg(paths::target().join("oracles"))
                .args(["--", "open"])
                .arg(&folder),
        )
    })
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.tfv.gz"))
}

/// Packs, reads back, compresses and writes one vocabulary.
fn write(folder: &Path, source: &Source) -> Result<()> {
    let packed = pack(source)?;
    let read = Encoding::load(packed.as_slice())?;
    for (id, bytes) in &source.tokens {
        ensure!(read.decode_bytes(&[*id])? == *bytes, "token {id} changed");
    }
    let small = gzip(&packed)?;
    let path = file(folder, &source.name);
    std::fs::write(&path, &small)?;
    say(&format!(
        "pkg/vocab/{}.tfv.gz: {} tokens, {} bytes",
        source.name,
        source.tokens.len(),
        small.len()
    ));
    Ok(())
}

/// gzip by zopfli: some percent smaller, inflated by any browser just the same.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let options = zopfli::Options {
        iteration_count: NonZeroU64::new(5).context("not zero")?,
        ..Default::default()
    };
    zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut out)?;
    Ok(out)
}
