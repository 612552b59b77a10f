//! The published JSON is fresh, and says all that the engine knows.
//! Regenerate with `REGENERATE=1 cargo test --lib publish_test`.
//! The package build copies `prices/prices.v1.json` and its schema as they are.

use super::own::OwnTable;
use super::{Table, pack, publish, shipped};
use crate::data::{Json, Read};
use std::{fs, path::PathBuf};

fn kept_or_regenerated(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("prices")
        .join(name);
    if std::env::var_os("REGENERATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    fs::read_to_string(&path).unwrap_or_default()
}

/// One model a line: a change of a price is a change of its line.
fn json() -> String {
    let mut published = serde_json::to_value(Table::shipped().published()).unwrap();
    let vendors = published["vendors"].take();
    published.as_object_mut().unwrap().remove("vendors");
    let head = serde_json::to_string_pretty(&published).unwrap();
    let mut out = head.trim_end_matches("\n}").to_string();
    out.push_str(",\n  \"vendors\": [");
    for (n, file) in vendors.as_array().unwrap().iter().enumerate() {
        out.push_str(if n > 0 { ",\n    " } else { "\n    " });
        out.push_str(&format!(
            "{{ \"vendor\": {}, \"defaults\": {{}}, \"model\": [",
            file["vendor"]
        ));
        for (n, model) in file["model"].as_array().into_iter().flatten().enumerate() {
            out.push_str(if n > 0 { ",\n      " } else { "\n      " });
            out.push_str(&model.to_string());
        }
        out.push_str("\n    ] }");
    }
    out.push_str("\n  ]\n}\n");
    out
}

#[test]
fn published_json_is_fresh() {
    let text = json();
    let kept = kept_or_regenerated("prices.v1.json", &text);
    assert!(
        kept == text,
        "prices/prices.v1.json is stale: REGENERATE=1 cargo test --lib publish_test"
    );
    let schema = schemars::schema_for!(publish::Published);
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let kept = kept_or_regenerated("prices.v1.schema.json", &text);
    assert!(kept == text, "prices/prices.v1.schema.json is stale");
}

#[test]
fn published_json_read_back_is_the_same_table() {
    let all = |table: &Table| serde_json::to_value(table.published()).unwrap();
    // By serde, as Rust programs read it, and field by field, as JavaScript hands it in.
    let by_serde: OwnTable = serde_json::from_str(&json()).unwrap();
    let mut by_field = OwnTable::default();
    let plain: Json = serde_json::from_str(&json()).unwrap();
    by_field.read(&plain).unwrap();
    for own in [by_serde, by_field] {
        let again = own.on_top_of(Table::default()).unwrap();
        assert!(all(&again) == all(&Table::shipped()));
        assert!(again.models.len() >= 400, "{} models", again.models.len());
    }
}

#[test]
fn packed_table_reads_back_whole_or_not_at_all() {
    let (table, extras) = shipped();
    let bytes = pack::pack(&table, extras.plans(), extras.exchange()).leak();
    let (again, extras_again) = pack::unpack(bytes).unwrap();
    assert!(again == table);
    assert!(extras_again.plans() == extras.plans());
    assert!(extras_again.exchange() == extras.exchange());
    let models_end = bytes.len() - extras.bytes().len();
    for cut in (0..models_end).step_by(997).chain([models_end - 1]) {
        assert!(pack::unpack(&bytes[..cut]).is_none(), "cut at {cut}");
    }
}

#[test]
fn every_packed_model_refers_to_what_is_there() {
    let (table, _) = shipped();
    let within = |list: &[u16], length: usize| list.iter().all(|at| usize::from(*at) < length);
    for model in table.models.iter() {
        assert!(
            usize::from(model.vendor) < table.vendors.len(),
            "{}",
            model.id
        );
        for price in &*model.prices {
            assert!(within(&price.rules, table.rules.len()), "{}", model.id);
            let rates = price.rate_sources.iter().map(|(_, origin)| origin);
            let rules = price.rule_sources.iter().map(|of| &of.origin);
            let own = rates.chain(rules).map(|origin| &origin.sources);
            for sources in own.chain([&price.sources]) {
                assert!(within(sources, table.sources.len()), "{}", model.id);
            }
        }
    }
}
