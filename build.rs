//! Compiles the price files and the task profiles into what the engine includes.
//!
//! The grammar and its checks are the crate's own modules, so what the build accepts is
//! what the engine understands. A mistake fails the build with file and line.

// The build uses a part of each shared module.
#![allow(dead_code, unused_imports)]

#[path = "src/data"]
mod data {
    #[path = "json.rs"]
    pub mod json;
    #[path = "named.rs"]
    pub mod named;
    #[path = "order.rs"]
    pub mod order;
    #[path = "read.rs"]
    pub mod read;
    #[path = "small.rs"]
    pub mod small;
    pub use json::Json;
    pub use named::Named;
    pub use read::Read;
}
#[path = "src/error.rs"]
mod error;
#[path = "src/instant.rs"]
mod instant;
#[path = "src/money.rs"]
mod money;
#[path = "src/usage.rs"]
mod usage;
// Paths inside an inline module start in a folder of its name.
mod prices {
    #[path = "../src/prices/block.rs"]
    mod block;
    #[path = "../src/prices/compile.rs"]
    mod compile;
    #[path = "../src/prices/compile_sources.rs"]
    mod compile_sources;
    #[path = "../src/prices/lazy.rs"]
    mod lazy;
    #[path = "../src/prices/load.rs"]
    pub mod load;
    #[path = "../src/prices/models.rs"]
    mod models;
    #[path = "../src/prices/names.rs"]
    mod names;
    #[path = "../src/prices/pack.rs"]
    pub mod pack;
    #[path = "../src/prices/plan_source.rs"]
    pub mod plan_source;
    #[path = "../src/prices/read.rs"]
    mod read;
    #[path = "../src/prices/source.rs"]
    pub mod source;
    #[path = "../src/prices/spelling.rs"]
    mod spelling;
    #[path = "../src/prices/table.rs"]
    pub mod table;
    #[path = "../src/prices/unit.rs"]
    pub mod unit;
    pub use table::Table;
}

#[path = "src/agent"]
mod agent {
    #[path = "harness.rs"]
    mod harness;
    #[path = "profile.rs"]
    mod profile;
    #[path = "relations.rs"]
    mod relations;
    #[path = "special.rs"]
    mod special;
    #[path = "spread.rs"]
    mod spread;
    pub use harness::*;
    pub use profile::*;
    pub use relations::*;
    pub use spread::*;
}
#[path = "build/profiles.rs"]
mod profiles;

pub use error::{Code, Error, Result};

use std::path::Path;

fn main() {
    for path in [
        "build",
        "prices",
        "profiles",
        "src/agent",
        "src/data",
        "src/prices",
        "src/money.rs",
        "src/usage.rs",
        "src/instant.rs",
        "src/error.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    if std::env::var_os("CARGO_FEATURE_TABLE").is_none() {
        return;
    }
    if let Err(error) = compile() {
        // A build script fails by its exit code; this line is what cargo shows.
        println!("cargo::error={error}");
        std::process::exit(1);
    }
}

fn compile() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("prices");
    let table = prices::Table::from_folder(folder)?;
    let (plans, exchange) = prices::load::plans_and_exchange(folder)?;
    let out = std::env::var("OUT_DIR")?;
    let bytes = prices::pack::pack(&table, &plans, &exchange);
    std::fs::write(Path::new(&out).join("prices.bin"), bytes)?;
    profiles::compile(Path::new("profiles"), Path::new(&out))?;
    Ok(())
}
