//! Chores of the project: `cargo xtask --help` lists them.

mod bench;
mod budget;
mod build;
mod check;
mod claims;
mod compare;
mod docs;
mod fresh;
mod fuzz;
mod fuzz_tokens;
mod paths;
mod prices;
mod release;
mod serve;
mod shell;
mod site;
mod test;
mod tools;
mod unicode;
mod validate;
mod vocab;

use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the taskfare project")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Set up what is missing, build, and serve the calculator on loopback.
    Serve {
        /// The first port to try.
        #[arg(long, default_value_t = 8017)]
        port: u16,
    },
    /// Set up what is missing and run every test, or those of one area.
    Test { area: Option<test::Area> },
    /// Build the npm package's generated parts into pkg/.
    Build,
    /// Write the page into a folder that any static host can serve.
    Site {
        /// The folder; what is in it is replaced.
        #[arg(default_value = "target/site")]
        out: PathBuf,
    },
    /// Build the documentation of docs/, its own elements live in it, into target/docs.
    Docs,
    /// Check what a release needs: versions, changelog, tarballs, sizes, publishing settings.
    Release {
        /// The only way it runs: publishing is the release workflow's.
        #[arg(long, required = true)]
        dry_run: bool,
    },
    /// Take pictures of every view of the page, wide and narrow, light and dark.
    Screenshots {
        /// The folder for the PNG files.
        #[arg(default_value = "target/screenshots")]
        out: PathBuf,
        /// Only the pictures whose name begins so, such as `task-1280`.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// Write pkg/vocab/<encoding>.tfv.gz, decoded from tiktoken-rs rank by rank.
    Vocab {
        /// Also the open vocabularies (encodings/vocab), from the crates that carry their licences.
        #[arg(long)]
        open: bool,
    },
    /// Compare every OpenAI encoding with tiktoken-rs, at length.
    FuzzTokens {
        /// Generated strings for each encoding.
        #[arg(long, default_value_t = 1_000_000)]
        strings: u64,
        /// The first state of the generator.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Only this encoding.
        #[arg(long)]
        only: Option<String>,
    },
    /// Break vocabulary files, texts and logs at random, guided by coverage (nightly Rust).
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 10)]
        minutes: u64,
        /// Only this target: `vocabulary`, `text`, `logs_claude` and so on.
        #[arg(long)]
        only: Option<String>,
    },
    /// Write the Unicode classes of the splitters from the regex engine's tables.
    Unicode,
    /// Keep the price table fresh and consistent.
    #[command(subcommand)]
    Prices(prices::Prices),
    /// Measure speed beside the peers and write the table into COMPARE.md.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Hold the projection against recorded runs and write the table into COMPARE.md.
    Validate {
        /// A folder with per_run.csv and observed.csv (columns: xtask/src/validate.rs).
        #[arg(long)]
        runs: PathBuf,
    },
    /// Recompute the articles' claims into the documentation.
    Claims,
    /// Format, clippy, size budgets, generated files and every test.
    Check,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().chore {
        Chore::Serve { port } => {
            build::run_all()?;
            serve::run(port)
        }
        Chore::Test { area } => test::run(area),
        Chore::Build => build::run_all(),
        Chore::Site { out } => {
            build::run_all()?;
            site::write(&paths::root().join(out))
        }
        Chore::Docs => docs::run_all(),
        Chore::Release { .. } => release::dry_run(),
        Chore::Screenshots { out, only } => screenshots(&paths::root().join(out), &only),
        Chore::Vocab { open } => {
            vocab::run()?;
            if open { vocab::run_open() } else { Ok(()) }
        }
        Chore::FuzzTokens {
            strings,
            seed,
            only,
        } => fuzz_tokens::run(strings, seed, only),
        Chore::Fuzz { minutes, only } => fuzz::run(minutes, only.as_deref()),
        Chore::Unicode => unicode::run(),
        Chore::Prices(chore) => prices::run(chore),
        Chore::Bench(bench) => bench::run(bench),
        Chore::Validate { runs } => validate::run(&runs),
        Chore::Claims => claims::run(),
        Chore::Check => check::run_all(),
    }
}

fn screenshots(out: &Path, only: &str) -> anyhow::Result<()> {
    build::run_all()?;
    let chrome = tools::browser()?;
    shell::say(&format!("Taking pictures into {}", out.display()));
    shell::run(
        shell::command("node")
            .arg("tests/browser/screenshots.js")
            .arg(out)
            .arg(only)
            .env("CHROME_PATH", chrome)
            .env("TASKFARE_URL", serve::in_background()?),
    )
}
