//! Measures other tokenizers against o200k_base by kind of text: the bands of
//! `prices/tokenizers.toml` whose source is this project.

use crate::corpus::{self, WINDOW};
use anyhow::{Context, Result};
use std::{collections::HashMap, fs};
use taskfare::{
    kind::{KINDS, Kind},
    tokens::kinds::each_span,
};

type Count<'a> = Box<dyn Fn(&str) -> usize + 'a>;

/// Prints low, middle and high (5th, 50th, 95th percentile of windows of one
/// kind) of tokens per token of o200k_base. `claude` is the `claude.json` of
/// npm's `@anthropic-ai/tokenizer`, the vocabulary of Claude 2.
pub fn run(claude: Option<&str>) -> Result<()> {
    let peers = peers(claude)?;
    let reference = tiktoken_rs::o200k_base_singleton();
    let windows = pure_windows(&corpus::read(400)?);
    let truth: Vec<Vec<f64>> = windows
        .iter()
        .map(|of_kind| {
            of_kind
                .iter()
                .map(|w| reference.count_ordinary(w) as f64)
                .collect()
        })
        .collect();
    for (name, count) in &peers {
        println!("{name}");
        for kind in Kind::ALL {
            let k = kind as usize;
            let mut ratios: Vec<f64> = windows[k]
                .iter()
                .zip(&truth[k])
                .map(|(window, truth)| count(window) as f64 / truth)
                .collect();
            ratios.sort_by(f64::total_cmp);
            if ratios.len() < 20 {
                println!("  {:8} n {}: too few", kind.name(), ratios.len());
                continue;
            }
            let at = |q: f64| ratios[((ratios.len() - 1) as f64 * q) as usize];
            println!(
                "  {:8} = [{:.2}, {:.2}, {:.2}]  # n {}",
                kind.name(),
                at(0.05),
                at(0.5),
                at(0.95),
                ratios.len()
            );
        }
    }
    Ok(())
}

/// Windows of which 85 bytes in 100 or more are of one kind.
fn pure_windows(texts: &[corpus::Text]) -> Vec<Vec<String>> {
    let mut windows = vec![Vec::new(); KINDS];
    for text in texts {
        let mut rest = text.0.as_str();
        while rest.len() >= WINDOW {
            let mut end = WINDOW;
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let window = &rest[..end];
            let mut bytes = [0; KINDS];
            each_span(window, |kind, range| bytes[kind as usize] += range.len());
            if let Some(k) = (0..KINDS).find(|k| bytes[*k] * 100 >= end * 85) {
                windows[k].push(window.to_owned());
            }
            rest = &rest[end..];
        }
    }
    windows
}

fn peers(claude: Option<&str>) -> Result<Vec<(String, Count<'static>)>> {
    let mut peers: Vec<(String, Count<'static>)> = Vec::new();
    if let Some(path) = claude {
        let bpe = claude_2(path)?;
        peers.push((
            "claude-2".into(),
            Box::new(move |text| bpe.count_ordinary(text)),
        ));
    }
    for name in ["gemma3", "gemma4"] {
        let peer = splintr::from_pretrained(name).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
        peers.push((name.into(), Box::new(move |text| peer.encode(text).len())));
    }
    for name in [
        "cl100k_base",
        "llama3",
        "qwen2",
        "deepseek_v3",
        "mistral_v3",
        "kimi_k2",
        "glm4",
        "minimax_m2",
    ] {
        let peer = tiktoken::get_encoding(name).with_context(|| name.to_owned())?;
        peers.push((name.into(), Box::new(move |text| peer.count(text))));
    }
    Ok(peers)
}

/// Claude 2's encoder from its published file, without the NFKC step.
fn claude_2(path: &str) -> Result<tiktoken_rs::CoreBPE> {
    let text = fs::read_to_string(path).with_context(|| path.to_owned())?;
    let json: serde_json::Value = serde_json::from_str(&text)?;
    let field = |name: &str| {
        json[name]
            .as_str()
            .with_context(|| format!("{path}: no {name}"))
    };
    let mut ranks = HashMap::default();
    // "! <first rank> <base64> <base64> ..."
    let mut words = field("bpe_ranks")?.split_ascii_whitespace().skip(1);
    let first: u32 = words.next().context("no first rank")?.parse()?;
    for (at, word) in words.enumerate() {
        let bytes = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, word)?;
        ranks.insert(bytes, first + at as u32);
    }
    tiktoken_rs::CoreBPE::new(ranks, HashMap::default(), field("pat_str")?)
        .map_err(|e| anyhow::anyhow!("{path}: {e}"))
}
