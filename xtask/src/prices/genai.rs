//! Reads genai-prices: dated prices, tiers by prompt length, service tiers as
//! variants. Units of tokens only; time-of-day prices are left to hand-made rules.

use super::{
    config::{Config, Vendor},
    listing::{Cell, Listing, Rates, STANDARD, Table, decimal, is_token},
};
use anyhow::{Context as _, Result};
use rust_decimal::{Decimal, dec};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

pub fn read(file: &Path, config: &Config, today: &str) -> Result<Vec<Listing>> {
    let providers: Value = serde_json::from_slice(&fs::read(file)?)?;
    let mut found = Vec::new();
    for provider in providers.as_array().context("genai-prices: not a list")? {
        let id = provider["id"].as_str().unwrap_or_default();
        for vendor in config
            .vendor
            .iter()
            .filter(|v| v.genai.iter().any(|g| g == id))
        {
            let models = provider["models"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            for model in models
                .iter()
                .filter(|model| !is_prefixed_twin(vendor, model, models))
            {
                found.extend(listing(vendor, model, today).filter(|listing| listing.is_priced()));
            }
        }
    }
    Ok(found)
}

/// True for `perplexity/sonar` beside `sonar`: another product of the same name.
fn is_prefixed_twin(vendor: &Vendor, model: &Value, models: &[Value]) -> bool {
    let Some(id) = model["id"].as_str() else {
        return false;
    };
    let Some(own) = vendor.model_id(id) else {
        return false;
    };
    id != own
        && models
            .iter()
            .any(|other| other["id"].as_str() == Some(&own))
}

fn listing(vendor: &Vendor, model: &Value, today: &str) -> Option<Listing> {
    let id = vendor.model_id(model["id"].as_str()?)?;
    let mut listing = Listing::new(Table::Genai, &vendor.id, &id);
    listing.name = model["name"].as_str().map(str::to_owned);
    listing.context = model["context_window"]
        .as_u64()
        .and_then(|n| n.try_into().ok());
    listing.aliases = aliases(&model["match"], vendor, &id).into_iter().collect();
    let mut periods = periods(&model["prices"]);
    periods.sort_by(|a, b| a.0.cmp(&b.0));

    let current = periods
        .iter()
        .rposition(|(from, _)| from.as_deref().is_none_or(|d| d <= today))?;
    for (index, (from, prices)) in periods.iter().enumerate() {
        // Variants carry the day they were verified: a past price has none.
        let day = if index == current {
            today
        } else {
            from.as_deref().unwrap_or_default()
        };
        let mut all: BTreeMap<Cell, Rates> = cells(vendor, STANDARD.0, prices, &Value::Null)
            .into_iter()
            .collect();
        for (tier, own) in variants(model, day) {
            all.extend(cells(vendor, tier, prices, own));
        }
        listing.history.push((from.clone(), all));
    }
    listing.tidy();
    listing.cells = listing.history[current].1.clone();
    Some(listing)
}

/// Dated prices of all day: `(first day, prices)`.
fn periods(prices: &Value) -> Vec<(Option<String>, &Value)> {
    let Some(list) = prices.as_array() else {
        return vec![(None, prices)];
    };
    list.iter()
        .filter(|entry| entry["constraint"]["start_time"].is_null())
        .map(|entry| {
            let from = entry["constraint"]["start_date"]
                .as_str()
                .map(str::to_owned);
            (from, &entry["prices"])
        })
        .collect()
}

/// The variant in force today of each service tier.
fn variants<'a>(model: &'a Value, today: &str) -> Vec<(&'static str, &'a Value)> {
    let mut found: Vec<(&'static str, &Value)> = Vec::new();
    for variant in model["price_variants"].as_array().into_iter().flatten() {
        let when = &variant["when"];
        let speed = when["service_tier"].as_str().or(when["speed"].as_str());
        let tier = match (when["processing"].as_str(), speed) {
            (Some("batch"), _) => "batch",
            (_, Some("flex")) => "flex",
            (_, Some("fast" | "priority")) => "fast",
            (_, Some("ultrafast")) => "ultrafast",
            _ => continue,
        };
        let from = variant["constraint"]["start_date"].as_str();
        if from.is_none_or(|d| d <= today) && !found.iter().any(|(t, _)| *t == tier) {
            found.push((tier, &variant["prices"]));
        }
    }
    found
}

/// Cells of one service tier: its own prices over those of the standard tier.
fn cells(vendor: &Vendor, tier: &'static str, base: &Value, own: &Value) -> Vec<(Cell, Rates)> {
    let mut units: Vec<(String, &Value)> = Vec::new();
    for (key, value) in base.as_object().into_iter().flatten() {
        let value = own.get(key).unwrap_or(value);
        units.extend(unit(vendor, key).map(|unit| (unit, value)));
    }
    let mut starts = vec![0];
    for (_, value) in &units {
        for tier in value["tiers"].as_array().into_iter().flatten() {
            starts.extend(tier["start"].as_u64());
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts
        .into_iter()
        .map(|start| {
            let rates = units
                .iter()
                .filter_map(|(unit, value)| Some((unit.clone(), per_unit(unit, at(value, start)?))))
                .filter(|(unit, _)| (tier, start) == STANDARD || is_token(unit))
                .collect();
            ((tier, vendor.threshold(start)), rates)
        })
        .collect()
}

/// The table counts requests by the thousand, the price files one by one.
fn per_unit(unit: &str, rate: Decimal) -> Decimal {
    if unit == "request" {
        (rate / dec!(1000)).normalize()
    } else {
        rate
    }
}

fn unit(vendor: &Vendor, key: &str) -> Option<String> {
    Some(match key {
        "input_mtok" => "in".into(),
        "output_mtok" => "out".into(),
        "cache_read_mtok" => "cache_read".into(),
        "cache_write_mtok" => vendor.write.clone()?,
        "cache_write_1h_mtok" => "cache_write_1h".into(),
        "output_reasoning_mtok" => "reasoning".into(),
        "cache_audio_read_mtok" => "cache_read_audio".into(),
        "input_audio_mtok" => "audio_in".into(),
        "output_audio_mtok" => "audio_out".into(),
        "input_image_mtok" => "image_in".into(),
        "output_image_mtok" => "image_out".into(),
        "requests_kcount" => "request".into(),
        "web_searches_kcount" => "web_search_1k".into(),
        "storage_searches_kcount" => "file_search_1k".into(),
        _ => return None,
    })
}

fn at(value: &Value, start: u64) -> Option<Decimal> {
    let mut rate = number(if value.is_object() {
        &value["base"]
    } else {
        value
    })?;
    for tier in value["tiers"].as_array().into_iter().flatten() {
        if tier["start"].as_u64()? <= start {
            rate = number(&tier["price"])?;
        }
    }
    Some(rate)
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => decimal(text),
        Value::Number(number) => decimal(&number.to_string()),
        _ => None,
    }
}

/// Ids that the table's match clauses spell out.
fn aliases(clause: &Value, vendor: &Vendor, id: &str) -> Vec<String> {
    let mut found: Vec<String> = clause["equals"]
        .as_str()
        .and_then(|alias| vendor.model_id(alias))
        .into_iter()
        .collect();
    for part in clause["or"].as_array().into_iter().flatten() {
        found.extend(aliases(part, vendor, id));
    }
    found.retain(|alias| alias != id);
    found
}
