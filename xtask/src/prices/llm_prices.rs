//! Reads the `llm-prices` crate: four vendors, with batch, write TTLs and tiers.

use super::{
    config::{Config, Vendor},
    listing::{Cell, Listing, STANDARD, Table, decimal},
};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::{fs, path::Path};

/// Its names of service tiers, and ours.
const TIERS: [(&str, &str); 4] = [
    ("flex", "flex"),
    ("fast", "fast"),
    ("priority", "fast"),
    ("ultrafast", "ultrafast"),
];

pub fn read(file: &Path, config: &Config) -> Result<Vec<Listing>> {
    let all: Value = serde_json::from_slice(&fs::read(file)?)?;
    let mut found = Vec::new();
    for model in all["models"].as_array().context("llm-prices: no models")? {
        let provider = model["provider"].as_str().unwrap_or_default();
        for vendor in config
            .vendor
            .iter()
            .filter(|v| v.llm_prices.iter().any(|l| l == provider))
        {
            found.extend(listing(vendor, model).filter(|listing| listing.is_priced()));
        }
    }
    Ok(found)
}

fn listing(vendor: &Vendor, model: &Value) -> Option<Listing> {
    let id = vendor.model_id(model["model"].as_str()?)?;
    let mut listing = Listing::new(Table::LlmPrices, &vendor.id, &id);
    listing.name = model["name"].as_str().map(str::to_owned);
    let mut put = |cell: Cell, unit: &str, value: &Value| {
        let rate = value.as_number().and_then(|n| decimal(&n.to_string()));
        if let Some(rate) = rate.filter(|rate| !rate.is_zero()) {
            listing
                .cells
                .entry(cell)
                .or_default()
                .insert(unit.to_owned(), rate);
        }
    };
    let low = &model["other_tiers"]["offpeak"];
    let long = &model["long_context"];
    let above = long["threshold_tokens"].as_u64();
    let above = above.map(|above| vendor.threshold(above));
    for (key, unit) in [
        ("input", "in"),
        ("output", "out"),
        ("cache_read", "cache_read"),
    ] {
        let batch = format!("batch_{key}");
        put(STANDARD, unit, low.get(key).unwrap_or(&model[key]));
        put(("batch", 0), unit, &model[batch.as_str()]);
        for (name, tier) in TIERS {
            put((tier, 0), unit, &model["other_tiers"][name][key]);
        }
        if let Some(above) = above {
            put((STANDARD.0, above), unit, &long[key]);
            put(("batch", above), unit, &long[batch.as_str()]);
        }
    }
    for (above, prices) in [(Some(0), model), (above, long)] {
        let Some(above) = above else { continue };
        for (ttl, rate) in prices["cache_write"].as_object().into_iter().flatten() {
            put((STANDARD.0, above), &format!("cache_write_{ttl}"), rate);
        }
    }
    Some(listing)
}
