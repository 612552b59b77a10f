//! The open vocabularies: packs them from the crates that carry them with their
//! licences, and compares every id with two other libraries.

use crate::corpus;
use anyhow::{Context, Result, ensure};
use splintr::PretrainedVocab;
use std::{fs, num::NonZeroU64, path::Path, process::Command};
use taskfare::tokens::{Encoding, Source, Splitter, pack};

/// One vocabulary: its name here, in splintr and in goliajp's crate.
struct Open {
    name: &'static str,
    splintr: &'static str,
    goliajp: &'static str,
    /// The crate that carries it, and its file there.
    package: &'static str,
    file: &'static str,
    splitter: Splitter,
    /// Whether a piece that is a token must still be reached by merging.
    merges_only: bool,
    /// Whether the file spells bytes by GPT-2's printable stand-ins.
    stand_ins: bool,
    /// Ids below are control tokens.
    first: u32,
}

const OPEN: &[Open] = &[
    Open {
        name: "qwen3",
        splintr: "qwen3",
        goliajp: "qwen2",
        package: "splintr-vocab-qwen",
        file: "vocabs/qwen3.tiktoken",
        splitter: Splitter::Qwen,
        merges_only: true,
        stand_ins: false,
        first: 0,
    },
    Open {
        name: "deepseek_v3",
        splintr: "deepseek_v3",
        goliajp: "deepseek_v3",
        package: "splintr-vocab-deepseek",
        file: "vocabs/deepseek_v3.tiktoken",
        splitter: Splitter::Deepseek,
        merges_only: true,
        stand_ins: true,
        first: 3,
    },
    Open {
        name: "glm4",
        splintr: "glm4",
        goliajp: "glm4",
        package: "splintr-vocab-glm",
        file: "vocabs/glm4.tiktoken",
        splitter: Splitter::Llama3,
        merges_only: false,
        stand_ins: false,
        first: 0,
    },
    Open {
        name: "mistral_tekken",
        splintr: "mistral_v3",
        goliajp: "mistral_v3",
        package: "splintr-vocab-mistral",
        file: "vocabs/mistral_v3_tekken.tiktoken",
        splitter: Splitter::Tekken,
        merges_only: false,
        stand_ins: true,
        first: 1000,
    },
    Open {
        name: "kimi_k2",
        splintr: "kimi_k2",
        goliajp: "kimi_k2",
        package: "splintr-vocab-kimi",
        file: "vocabs/kimi.tiktoken",
        splitter: Splitter::Kimi,
        merges_only: false,
        stand_ins: false,
        first: 0,
    },
];

/// Writes `<name>.tfv.gz` of every open vocabulary into `folder`.
pub fn write(folder: &str) -> Result<()> {
    fs::create_dir_all(folder)?;
    for of in OPEN {
        let source = source(of).context(of.name)?;
        let packed = pack(&source)?;
        Encoding::load(packed.as_slice())?;
        let mut small = Vec::new();
        let options = zopfli::Options {
            iteration_count: NonZeroU64::new(5).context("not zero")?,
            ..Default::default()
        };
        zopfli::compress(options, zopfli::Format::Gzip, packed.as_slice(), &mut small)?;
        let path = Path::new(folder).join(format!("{}.tfv.gz", of.name));
        fs::write(&path, &small)?;
        println!(
            "{}: {} tokens, {} bytes",
            path.display(),
            source.tokens.len(),
            small.len()
        );
    }
    Ok(())
}

/// Compares ids with splintr and with goliajp's crate, on the corpus, on every
/// scalar in context, and on `generated` strings of each vocabulary's own tokens.
pub fn check(generated: usize) -> Result<()> {
    let texts = corpus::read(150)?;
    for of in OPEN {
        let source = source(of)?;
        let ours = Encoding::load(pack(&source)?)?;
        let splintr = splintr::from_pretrained(of.splintr).map_err(|e| anyhow::anyhow!("{e}"))?;
        let goliajp = tiktoken::get_encoding(of.goliajp).context(of.goliajp)?;
        let mut wrong = [0usize; 2];
        let mut compared = 0;
        let mut compare = |text: &str| {
            compared += 1;
            let ids = ours.encode(text);
            let theirs = [splintr.encode_raw(text), goliajp.encode(text)];
            for (at, expected) in theirs.iter().enumerate() {
                if ids != *expected {
                    wrong[at] += 1;
                    if wrong[at] <= 3 {
                        println!("{}, {}", of.name, ["splintr", "goliajp"][at]);
                        print_difference(&ours, text, &ids, expected);
                    }
                }
            }
        };
        texts.iter().for_each(|text| compare(&text.0));
        scalars(&mut compare);
        strings(&source, generated, &mut compare);
        println!(
            "{}: {compared} texts; differences from splintr {}, from goliajp {}",
            of.name, wrong[0], wrong[1]
        );
    }
    Ok(())
}

/// Some tokens from the first on that differs.
fn print_difference(ours: &Encoding, text: &str, ids: &[u32], theirs: &[u32]) {
    let same = ids.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    let some = |ids: &[u32]| {
        ids[same.min(ids.len())..]
            .iter()
            .take(12)
            .copied()
            .collect::<Vec<_>>()
    };
    let (ids, theirs) = (some(ids), some(theirs));
    println!(
        " of {} bytes, from token {same}: {:?}",
        text.len(),
        ours.decode(&ids)
    );
    println!(" ours   {ids:?}\n theirs {theirs:?}");
}

fn scalars(compare: &mut impl FnMut(&str)) {
    for code in 0..=0x10_ffffu32 {
        let Some(c) = char::from_u32(code) else {
            continue;
        };
        compare(&format!("a{c}b {c}1{c}{c} .{c}\n"));
    }
}

/// Strings of the vocabulary's tokens and awkward bits, from a seeded generator.
fn strings(source: &Source, count: usize, compare: &mut impl FnMut(&str)) {
    const BITS: &[&str] = &[
        " ", "  ", "\n", "\r\n", "\t", "\u{3000}", "1", "1234", "'s", "'LL", "!", "?!", "/",
        "漢字", "かな", "한", "é", "e\u{301}", "\u{200d}", "🙂", "\0", "\u{7f}", "A", "aB", "〇",
        "々", "⺀", "Ж", "\u{feff}", "ſ", "x",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut roll = |sides: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % sides
    };
    for _ in 0..count {
        let mut text = String::new();
        for _ in 0..1 + roll(12) {
            if roll(2) == 0 {
                text.push_str(BITS[roll(BITS.len())]);
            } else {
                let (_, bytes) = &source.tokens[roll(source.tokens.len())];
                text.push_str(&String::from_utf8_lossy(bytes));
            }
        }
        compare(&text);
    }
}

fn source(of: &Open) -> Result<Source> {
    let text = fs::read_to_string(folder_of(of.package)?.join(of.file))?;
    let mut tokens = Vec::new();
    for line in text.lines() {
        let (bytes, id) = line.split_once(' ').context("no id")?;
        let id: u32 = id.parse()?;
        if id >= of.first {
            let bytes = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, bytes)?;
            let bytes = if of.stand_ins {
                from_stand_ins(&bytes)?
            } else {
                bytes
            };
            tokens.push((id, bytes));
        }
    }
    ensure!(tokens.is_sorted(), "{}: ids out of order", of.file);
    let vocab = PretrainedVocab::from_name(of.splintr).context("not in splintr")?;
    let ordinary = tokens.last().map_or(0, |(id, _)| *id);
    let mut specials: Vec<(u32, String)> = splintr::special_tokens(vocab)
        .into_iter()
        .map(|(text, id)| (id, text))
        .filter(|(id, _)| *id < of.first || *id > ordinary)
        .collect();
    specials.sort();
    specials.dedup_by_key(|(id, _)| *id);
    Ok(Source {
        name: of.name.to_owned(),
        splitter: of.splitter,
        merges_only: of.merges_only,
        tokens,
        specials,
    })
}

/// Bytes from GPT-2's printable stand-ins: printable Latin-1 is itself, the other
/// bytes are the characters from U+0100 on, in order.
fn from_stand_ins(spelled: &[u8]) -> Result<Vec<u8>> {
    let printable = |b: &u8| matches!(b, 33..=126 | 161..=172 | 174..=255);
    let others: Vec<u8> = (0..=255u8).filter(|b| !printable(b)).collect();
    let text = std::str::from_utf8(spelled)?;
    text.chars()
        .map(|c| match u8::try_from(u32::from(c)) {
            Ok(byte) if printable(&byte) => Ok(byte),
            _ => u32::from(c)
                .checked_sub(256)
                .and_then(|at| others.get(at as usize).copied())
                .with_context(|| format!("{c:?} stands for no byte")),
        })
        .collect()
}

/// Where cargo keeps a package of this workspace.
fn folder_of(package: &str) -> Result<std::path::PathBuf> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let output = Command::new("cargo")
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--manifest-path",
        ])
        .arg(manifest)
        .output()?;
    ensure!(output.status.success(), "cargo metadata failed");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let packages = json["packages"].as_array().context("no packages")?;
    let found = packages
        .iter()
        .find(|p| p["name"] == package)
        .context("no such package")?;
    let path = found["manifest_path"].as_str().context("no path")?;
    Ok(Path::new(path).parent().context("no folder")?.to_owned())
}
