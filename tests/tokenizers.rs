//! `prices/tokenizers.toml` is well formed, and `src/count/table.rs` is what it says.
//!
//! After a change: `TASKFARE_WRITE=1 cargo test --test tokenizers`

#![cfg(feature = "engine")]

use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};
use taskfare::{
    count::{FAMILIES, Grade, family, family_of},
    kind::Kind,
    prices::Table,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    family: Vec<Family>,
    frame: Vec<Frame>,
    image: Vec<Image>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    name: String,
    title: String,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    shipped: bool,
    #[serde(default)]
    models: Vec<String>,
    grade: String,
    /// The bands are per token of this family, not of the reference.
    relative_to: Option<String>,
    #[serde(default)]
    bands: BTreeMap<String, [f64; 3]>,
    basis: String,
    sources: Vec<String>,
    checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    #[serde(default)]
    models: Vec<String>,
    base: [u32; 3],
    message: [u32; 3],
    grade: String,
    basis: String,
    tools: Tools,
    sources: Vec<String>,
    checked: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tools {
    any: [u32; 3],
    forced: [u32; 3],
    each: [u32; 3],
    #[serde(default)]
    property: [u32; 3],
    #[serde(default)]
    variant: [u32; 3],
    grade: String,
    basis: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Image {
    #[serde(default)]
    models: Vec<String>,
    formula: Formula,
    grade: String,
    basis: String,
    sources: Vec<String>,
    checked: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Formula {
    Tiles {
        base: u32,
        tile: u32,
    },
    Patches {
        multiplier: f64,
        high: u32,
        original: [u32; 2],
        auto_original: bool,
    },
    Area {
        edge: u32,
        most: u32,
    },
    Squares,
    Flat([u32; 3]),
}

type Bands = [[f64; 3]; Kind::ALL.len()];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read() -> File {
    let text = fs::read_to_string(root().join("prices/tokenizers.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// A family's bands against the reference, through the one it is relative to.
fn bands(file: &File, family: &Family) -> Bands {
    let own = Kind::ALL.map(|kind| match family.bands.get(kind.name()) {
        Some(band) => *band,
        None => {
            assert!(
                family.bands.is_empty(),
                "{}: no band for {}",
                family.name,
                kind.name()
            );
            [1.0; 3]
        }
    });
    let Some(other) = &family.relative_to else {
        return own;
    };
    let other = file.family.iter().find(|f| f.name == *other).unwrap();
    let base = bands(file, other);
    let mut product = own;
    for (band, base) in product.iter_mut().zip(base) {
        *band = [0, 1, 2].map(|at| band[at] * base[at]);
    }
    product
}

fn grade(name: &str) -> &'static str {
    match name {
        "exact" => "Grade::Exact",
        "vendor-stated" => "Grade::VendorStated",
        "measured-band" => "Grade::MeasuredBand",
        "unknown" => "Grade::Unknown",
        other => panic!("no grade {other}"),
    }
}

fn render(file: &File) -> String {
    let mut out = String::from(
        "//! Generated from `prices/tokenizers.toml` by `tests/tokenizers.rs`: do not edit.\n\n\
         use super::Grade;\nuse super::family::Family;\n\
         use super::frame::image::Formula;\nuse super::frame::{FrameRule, ImageRule, ToolRule};\n\n\
         /// Every tokenizer family.\n#[rustfmt::skip]\npub static FAMILIES: &[Family] = &[\n",
    );
    for f in &file.family {
        let bands = bands(file, f).map(|band| band.map(|x| (x * 1000.0).round() as u16));
        let _ = writeln!(
            out,
            "    Family {{ name: {:?}, title: {:?}, exact: &{:?}, shipped: {}, models: &{:?}, grade: {},\n        \
             bands: {:?},\n        basis: {:?}, checked: {:?} }},",
            f.name,
            f.title,
            f.exact,
            f.shipped,
            f.models,
            grade(&f.grade),
            bands,
            f.basis,
            f.checked
        );
    }
    out.push_str("];\n\n#[rustfmt::skip]\npub(super) static FRAMES: &[FrameRule] = &[\n");
    for f in &file.frame {
        let t = &f.tools;
        let _ = writeln!(
            out,
            "    FrameRule {{ models: &{:?}, base: {:?}, message: {:?}, grade: {}, basis: {:?},\n        \
             tools: ToolRule {{ any: {:?}, forced: {:?}, each: {:?}, property: {:?}, variant: {:?}, grade: {}, basis: {:?} }} }},",
            f.models,
            f.base,
            f.message,
            grade(&f.grade),
            f.basis,
            t.any,
            t.forced,
            t.each,
            t.property,
            t.variant,
            grade(&t.grade),
            t.basis
        );
    }
    out.push_str("];\n\n#[rustfmt::skip]\npub(super) static IMAGES: &[ImageRule] = &[\n");
    for i in &file.image {
        let formula = match &i.formula {
            Formula::Tiles { base, tile } => {
                format!("Formula::Tiles {{ base: {base}, tile: {tile} }}")
            }
            Formula::Patches {
                multiplier,
                high,
                original,
                auto_original,
            } => format!(
                "Formula::Patches {{ multiplier: {}, high: {high}, original: ({}, {}), auto_original: {auto_original} }}",
                (multiplier * 1000.0).round(),
                original[0],
                original[1]
            ),
            Formula::Area { edge, most } => {
                format!("Formula::Area {{ edge: {edge}, most: {most} }}")
            }
            Formula::Squares => "Formula::Squares".into(),
            Formula::Flat(band) => format!("Formula::Flat({band:?})"),
        };
        let _ = writeln!(
            out,
            "    ImageRule {{ models: &{:?}, formula: {formula}, grade: {}, basis: {:?} }},",
            i.models,
            grade(&i.grade),
            i.basis
        );
    }
    out.push_str("];\n");
    out
}

#[test]
fn the_generated_table_is_fresh() {
    let path = root().join("src/count/table.rs");
    let fresh = render(&read());
    if std::env::var_os("TASKFARE_WRITE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == fresh,
        "src/count/table.rs is stale: TASKFARE_WRITE=1 cargo test --test tokenizers"
    );
}

#[test]
fn every_entry_says_where_it_is_from() {
    let file = read();
    let families = file
        .family
        .iter()
        .map(|f| (&f.name, &f.sources, &f.checked));
    let frames = file
        .frame
        .iter()
        .map(|f| (&f.basis, &f.sources, &f.checked));
    let images = file
        .image
        .iter()
        .map(|i| (&i.basis, &i.sources, &i.checked));
    for (name, sources, checked) in families.chain(frames).chain(images) {
        assert!(!sources.is_empty(), "{name}: no source");
        assert!(
            checked.len() == 10 && checked.starts_with("202"),
            "{name}: {checked}"
        );
    }
    for f in &file.family {
        let ordered = |b: &[f64; 3]| b[0] <= b[1] && b[1] <= b[2] && b[0] > 0.1 && b[2] < 10.0;
        assert!(
            f.bands.values().all(ordered),
            "{}: a band out of order",
            f.name
        );
        assert!(
            f.bands
                .keys()
                .all(|k| Kind::ALL.iter().any(|kind| kind.name() == k))
        );
        let exact_by_reference = f.exact.iter().any(|e| e == "o200k_base");
        assert_eq!(f.bands.is_empty(), exact_by_reference, "{}: bands", f.name);
    }
    assert!(
        file.frame.last().unwrap().models.is_empty(),
        "the last rule is for the rest"
    );
    assert!(
        file.image.last().unwrap().models.is_empty(),
        "the last rule is for the rest"
    );
}

#[test]
fn no_two_families_claim_a_name() {
    let mut names: Vec<&str> = FAMILIES.iter().map(|f| f.name).collect();
    names.extend(FAMILIES.iter().flat_map(|f| f.models));
    let before = names.len();
    names.sort_unstable();
    names.dedup();
    // A family may carry the name of its first model.
    let own = FAMILIES
        .iter()
        .filter(|f| f.models.contains(&f.name))
        .count();
    assert_eq!(names.len() + own, before);
}

#[test]
fn every_family_of_the_price_table_exists() {
    let mut named = 0;
    for entry in fs::read_dir(root().join("prices")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let Some((_, rest)) = line.split_once("tokenizer = \"") else {
                continue;
            };
            let name = rest.split('"').next().unwrap();
            assert!(
                family(name).is_some(),
                "{}:{}: no family {name}",
                path.display(),
                at + 1
            );
            named += 1;
        }
    }
    assert!(named > 0);
}

/// A model's entry names the family that its name means: an offer says so without the
/// families, and no file's default is that of the vendor's other models.
#[test]
fn the_price_table_and_the_names_agree() {
    let table = Table::shipped();
    let mut unnamed = 0;
    for model in table.models.iter() {
        let (id, family) = (table.full_id(model), family_of(&model.id, None).name);
        match (model.facts.tokenizer.as_deref(), family) {
            (None, "unknown") => unnamed += 1,
            // A route's name may not say whose model it sells.
            (Some(_), "unknown") if table.vendor_of(model).route => {}
            (named, family) => assert_eq!(named, Some(family), "{id}"),
        }
    }
    assert!(unnamed < 270, "{unnamed} of {}", table.models.len());
    assert_eq!(family_of("gpt-6-sol", None).grade, Grade::Unknown);
}
