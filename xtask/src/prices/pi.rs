//! Reads pi-ai's JSON files: one per provider, current rates and length tiers.

use super::{
    config::{Config, Vendor},
    listing::{Listing, Rates, STANDARD, Table, decimal},
};
use anyhow::Result;
use serde_json::Value;
use std::{fs, path::Path};

pub fn read(dir: &Path, config: &Config) -> Result<Vec<Listing>> {
    let mut found = Vec::new();
    for vendor in &config.vendor {
        for provider in &vendor.pi {
            let file = dir.join(format!("{provider}.json"));
            let apis: Value = serde_json::from_slice(&fs::read(file)?)?;
            for models in apis
                .as_object()
                .into_iter()
                .flatten()
                .map(|(_, models)| models)
            {
                for model in models
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(_, model)| model)
                {
                    found.extend(listing(vendor, model).filter(|listing| listing.is_priced()));
                }
            }
        }
    }
    Ok(found)
}

fn listing(vendor: &Vendor, model: &Value) -> Option<Listing> {
    if model["type"].as_str() != Some("chat") {
        return None;
    }
    let id = vendor.model_id(model["id"].as_str()?)?;
    let mut listing = Listing::new(Table::Pi, &vendor.id, &id);
    listing.name = model["name"].as_str().map(str::to_owned);
    let small = |key: &str| model[key].as_u64().and_then(|n| u32::try_from(n).ok());
    listing.context = small("contextWindow");
    listing.max_output = small("maxTokens");
    listing
        .cells
        .insert(STANDARD, rates(vendor, &model["cost"]));
    for tier in model["cost"]["tiers"].as_array().into_iter().flatten() {
        let above = vendor.threshold(tier["inputTokensAbove"].as_u64()?);
        listing
            .cells
            .insert((STANDARD.0, above), rates(vendor, tier));
    }
    listing.tidy();
    Some(listing)
}

/// Zero is how this table says that a rate is not known or not charged.
fn rates(vendor: &Vendor, cost: &Value) -> Rates {
    let write = vendor.write.as_deref();
    [
        ("input", Some("in")),
        ("output", Some("out")),
        ("cacheRead", Some("cache_read")),
    ]
    .into_iter()
    .chain([("cacheWrite", write)])
    .filter_map(|(key, unit)| {
        let rate = decimal(&cost[key].as_number()?.to_string())?;
        (!rate.is_zero()).then_some((unit?.to_owned(), rate))
    })
    .collect()
}
