//! The files under `prices/` follow the grammar, and the JSON Schema is its image.
//! Regenerate the schema with `REGENERATE=1 cargo test --lib prices::source_test`.

use super::{plan_source, source};
use std::{fs, path::PathBuf};

fn prices() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("prices")
}

#[test]
fn every_file_follows_the_grammar() {
    let mut vendors = 0;
    for entry in fs::read_dir(prices()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let read = match name {
            "sources" => toml::from_str::<source::SourcesFile>(&text).map(drop),
            "holidays" => toml::from_str::<source::HolidaysFile>(&text).map(drop),
            "plans" => toml::from_str::<plan_source::PlansFile>(&text).map(drop),
            "exchange" => toml::from_str::<plan_source::ExchangeFile>(&text).map(drop),
            "tokenizers" => continue,
            _ => toml::from_str::<source::VendorFile>(&text).map(|file| {
                assert_eq!(file.vendor.id, name, "the file is named by its vendor");
                vendors += 1;
            }),
        };
        if let Err(error) = read {
            panic!("{}: {error}", path.display());
        }
    }
    assert!(vendors >= 2, "found {vendors} vendor files");
}

#[test]
fn schema_is_the_image_of_the_grammar() {
    let schema = schemars::schema_for!(source::VendorFile);
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    let path = prices().join("schema.json");
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "prices/schema.json is stale: REGENERATE=1 cargo test --lib source_test"
    );
}
