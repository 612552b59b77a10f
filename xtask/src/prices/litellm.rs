//! Reads LiteLLM's JSON: dollars per token under suffixed keys, no history.

use super::{
    config::{Config, Vendor},
    listing::{Cell, Listing, STANDARD, Table, decimal, is_token},
};
use anyhow::{Context as _, Result};
use rust_decimal::{Decimal, dec};
use serde_json::Value;
use std::{fs, path::Path};

const UNITS: [(&str, &str); 10] = [
    ("input_cost_per_token", "in"),
    ("output_cost_per_token", "out"),
    ("cache_read_input_token_cost", "cache_read"),
    ("cache_read_input_audio_token_cost", "cache_read_audio"),
    ("input_cost_per_audio_token", "audio_in"),
    ("input_cost_per_image_token", "image_in"),
    ("output_cost_per_audio_token", "audio_out"),
    (
        "cache_creation_input_token_cost_above_1hr",
        "cache_write_1h",
    ),
    (
        "cache_creation_input_token_cost_above_12hr",
        "cache_write_12h",
    ),
    ("output_cost_per_reasoning_token", "reasoning"),
];
const WRITE: &str = "cache_creation_input_token_cost";
const MODES: [&str; 4] = ["chat", "responses", "completion", "embedding"];

pub fn read(file: &Path, config: &Config) -> Result<Vec<Listing>> {
    let all: Value = serde_json::from_slice(&fs::read(file)?)?;
    let mut found = Vec::new();
    for (key, model) in all.as_object().context("litellm: not an object")? {
        let provider = model["litellm_provider"].as_str().unwrap_or_default();
        if !model["mode"]
            .as_str()
            .is_some_and(|mode| MODES.contains(&mode))
        {
            continue;
        }
        for vendor in config
            .vendor
            .iter()
            .filter(|v| v.litellm.iter().any(|l| l == provider))
        {
            found.extend(listing(vendor, key, model).filter(|listing| listing.is_priced()));
        }
    }
    Ok(found)
}

fn listing(vendor: &Vendor, key: &str, model: &Value) -> Option<Listing> {
    let id = vendor.model_id(key)?;
    let mut listing = Listing::new(Table::Litellm, &vendor.id, &id);
    let small = |key: &str| model[key].as_u64().and_then(|n| u32::try_from(n).ok());
    listing.context = small("max_input_tokens");
    listing.max_output = small("max_output_tokens");
    listing.cache_min = small("prompt_cache_min_tokens");
    listing.ends = model["deprecation_date"].as_str().map(str::to_owned);
    listing.regional = regional(model);
    for (key, value) in model.as_object()? {
        let Some((cell, unit)) = key_of(vendor, key) else {
            continue;
        };
        let Some(rate) = per_million(value) else {
            continue;
        };
        listing.cells.entry(cell).or_default().insert(unit, rate);
    }
    if let Some(rate) = searches(model) {
        let base = listing.cells.entry(STANDARD).or_default();
        base.insert("web_search_1k".into(), rate);
    }
    bands(vendor, model, &mut listing);
    off_peak(model, &mut listing);
    listing.tidy();
    speeds(model, &mut listing);
    Some(listing)
}

/// `cache_read_input_token_cost_above_272k_tokens_flex` is cell (flex, 272000).
fn key_of(vendor: &Vendor, key: &str) -> Option<(Cell, String)> {
    let (key, tier) = [
        ("_batches", "batch"),
        ("_flex", "flex"),
        ("_priority", "fast"),
    ]
    .into_iter()
    .chain([("_ultrafast", "ultrafast")])
    .find_map(|(suffix, tier)| Some((key.strip_suffix(suffix)?, tier)))
    .unwrap_or((key, STANDARD.0));
    let (key, above) = match key
        .strip_suffix("k_tokens")
        .and_then(|k| k.rsplit_once("_above_"))
    {
        Some((key, thousands)) => (key, thousands.parse::<u64>().ok()? * 1000),
        None => (key, 0),
    };
    let unit = match UNITS.iter().find(|(name, _)| *name == key) {
        Some((_, unit)) => (*unit).to_owned(),
        None if key == WRITE => vendor.write.clone()?,
        None => return None,
    };
    Some(((tier, vendor.threshold(above)), unit))
}

fn per_million(value: &Value) -> Option<Decimal> {
    let rate = decimal(&value.as_number()?.to_string())? * dec!(1_000_000);
    rate.round_sf(8).map(|d| d.normalize())
}

/// A thousand searches of the web, where they cost the same whatever they bring into the prompt.
fn searches(model: &Value) -> Option<Decimal> {
    let by_size = model["search_context_cost_per_query"].as_object()?;
    let each = by_size
        .values()
        .map(|value| decimal(&value.as_number()?.to_string()));
    let mut each = each.collect::<Option<Vec<Decimal>>>()?.into_iter();
    let first = each.next()?;
    each.all(|rate| rate == first)
        .then(|| (first * dec!(1000)).normalize())
}

/// OpenAI's processing in the US or the EU, Anthropic's `inference_geo`.
fn regional(model: &Value) -> Option<Decimal> {
    let factor = &model["regional_processing_uplift_multiplier_us"];
    let factor = factor
        .as_number()
        .or(model["provider_specific_entry"]["us"].as_number())?;
    decimal(&factor.to_string())
}

/// `tiered_pricing`: ranges of prompt tokens with their own rates.
fn bands(vendor: &Vendor, model: &Value, listing: &mut Listing) {
    for band in model["tiered_pricing"].as_array().into_iter().flatten() {
        let Some(start) = band["range"][0].as_f64() else {
            continue;
        };
        let rates = listing.cells.entry((STANDARD.0, start as u64)).or_default();
        for (key, value) in band.as_object().into_iter().flatten() {
            let Some(((_, 0), unit)) = key_of(vendor, key) else {
                continue;
            };
            rates.extend(per_million(value).map(|rate| (unit, rate)));
        }
    }
}

/// The base price of a model with a daily schedule is its off-peak price.
fn off_peak(model: &Value, listing: &mut Listing) {
    let low = &model["off_peak_pricing"];
    for (key, unit) in UNITS {
        if let Some(rate) = low.get(key).and_then(per_million) {
            listing
                .cells
                .entry(STANDARD)
                .or_default()
                .insert(unit.into(), rate);
        }
    }
}

/// `provider_specific_entry.fast` multiplies every rate of tokens.
fn speeds(model: &Value, listing: &mut Listing) {
    let Some(factor) = model["provider_specific_entry"]["fast"].as_number() else {
        return;
    };
    let Some(factor) = decimal(&factor.to_string()) else {
        return;
    };
    let Some(base) = listing.base() else { return };
    let fast = base
        .iter()
        .filter(|(unit, _)| is_token(unit))
        .map(|(unit, rate)| (unit.clone(), (rate * factor).normalize()))
        .collect();
    listing.cells.insert(("fast", 0), fast);
}
