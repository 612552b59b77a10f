//! Fetches the published tables from their registry packages, through the
//! registries' own clients, into `target/prices-cache/`.

use anyhow::{Context as _, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const DATA_PY: &str = include_str!("data_py.py");
const LITELLM_JSON: &str = "litellm/model_prices_and_context_window_backup.json";

/// A fetched table: where its data is, and what was fetched.
pub struct Package {
    pub id: &'static str,
    pub path: PathBuf,
    pub version: String,
    /// Release day, YYYY-MM-DD; wheels do not carry theirs.
    pub day: Option<String>,
}

pub struct Packages {
    pub genai: Package,
    pub litellm: Package,
    pub pi: Package,
    pub llm_prices: Package,
}

impl Packages {
    pub fn list(&self) -> [&Package; 4] {
        [&self.genai, &self.litellm, &self.pi, &self.llm_prices]
    }
}

/// Fetches all four; a folder that already holds a package is used as it is.
pub fn all(cache: &Path) -> Result<Packages> {
    fs::create_dir_all(cache)?;
    Ok(Packages {
        genai: genai(&cache.join("genai-prices"))?,
        litellm: litellm(&cache.join("litellm"))?,
        pi: pi(&cache.join("pi-ai"))?,
        llm_prices: llm_prices(&cache.join("llm-prices"))?,
    })
}

fn genai(dir: &Path) -> Result<Package> {
    let wheel = wheel(dir, "genai-prices")?;
    let script = dir.join("data_py.py");
    fs::write(&script, DATA_PY)?;
    let json = output(Command::new("python3").arg(&script).arg(&wheel))?;
    let path = dir.join("prices.json");
    fs::write(&path, json)?;
    package("genai-prices", path, &wheel)
}

fn litellm(dir: &Path) -> Result<Package> {
    let wheel = wheel(dir, "litellm")?;
    let path = dir.join(LITELLM_JSON);
    if !path.exists() {
        output(
            Command::new("python3")
                .args(["-m", "zipfile", "-e"])
                .arg(&wheel)
                .arg(dir),
        )?;
    }
    package("litellm", path, &wheel)
}

fn pi(dir: &Path) -> Result<Package> {
    // By its tag: of a bare name npm takes the newest that runs on this Node, which may be a year old.
    const NAME: &str = "@earendil-works/pi-ai@latest";
    let data = dir.join("package/dist/providers/data");
    if !data.exists() {
        fs::create_dir_all(dir)?;
        output(
            Command::new("npm")
                .args(["pack", "--silent", NAME])
                .current_dir(dir),
        )?;
        let tarball = find(dir, ".tgz")?;
        output(
            Command::new("tar")
                .arg("xzf")
                .arg(tarball)
                .arg("-C")
                .arg(dir),
        )?;
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&contents(&dir.join("package/package.json"))?)?;
    let version = manifest["version"]
        .as_str()
        .context("pi-ai: no version")?
        .to_owned();
    let data_manifest: serde_json::Value =
        serde_json::from_slice(&contents(&data.join(".manifest.json"))?)?;
    let made = data_manifest["generatedAt"]
        .as_str()
        .context("pi-ai: no day")?;
    Ok(Package {
        id: "pi-ai",
        path: data,
        version,
        day: Some(made[..10].to_owned()),
    })
}

/// A file of a package, or the name of the one that is not there.
fn contents(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

/// `cargo vendor` unpacks a crate of the registry without building it.
fn llm_prices(dir: &Path) -> Result<Package> {
    let project = dir.join("project");
    fs::create_dir_all(project.join("src"))?;
    fs::write(project.join("src/lib.rs"), "")?;
    fs::write(
        project.join("Cargo.toml"),
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nllm-prices = \"*\"\n[workspace]\n",
    )?;
    let vendored = dir.join("vendor");
    output(
        Command::new("cargo")
            .args(["vendor", "--quiet"])
            .arg(&vendored)
            .current_dir(&project),
    )?;
    let path = vendored.join("llm-prices/prices.json");
    let json: serde_json::Value = serde_json::from_slice(&contents(&path)?)?;
    let day = json["generated"]
        .as_str()
        .context("llm-prices: no day")?
        .to_owned();
    let manifest = fs::read_to_string(vendored.join("llm-prices/Cargo.toml"))?;
    let manifest: toml_edit::DocumentMut = manifest.parse()?;
    let version = manifest["package"]["version"]
        .as_str()
        .context("no version")?
        .to_owned();
    Ok(Package {
        id: "llm-prices",
        path,
        version,
        day: Some(day),
    })
}

fn wheel(dir: &Path, name: &str) -> Result<PathBuf> {
    fs::create_dir_all(dir)?;
    if find(dir, ".whl").is_err() {
        let args = [
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            ".",
            name,
        ];
        output(Command::new("python3").args(args).current_dir(dir))?;
    }
    find(dir, ".whl")
}

fn package(id: &'static str, path: PathBuf, wheel: &Path) -> Result<Package> {
    ensure!(path.exists(), "{id}: no {}", path.display());
    Ok(Package {
        id,
        path,
        version: version_of(wheel)?,
        day: None,
    })
}

fn version_of(wheel: &Path) -> Result<String> {
    let name = wheel
        .file_name()
        .and_then(|n| n.to_str())
        .context("wheel without a name")?;
    Ok(name
        .split('-')
        .nth(1)
        .context("wheel without a version")?
        .to_owned())
}

fn find(dir: &Path, ending: &str) -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(dir)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    found.sort();
    found
        .pop()
        .with_context(|| format!("no {ending} in {}", dir.display()))
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let done = command.output().with_context(|| format!("{command:?}"))?;
    ensure!(
        done.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    Ok(done.stdout)
}

/// Writes version and day of the fetched packages into `prices/sources.toml`. A
/// wheel of a new version gets the day on which it was read, until a person
/// writes its release day.
pub fn note_versions(file: &Path, packages: &Packages, today: &str) -> Result<()> {
    let mut doc: toml_edit::DocumentMut = fs::read_to_string(file)?.parse()?;
    for package in packages.list() {
        let entry = &mut doc["source"][package.id];
        let name = match package.id {
            "pi-ai" => format!("@earendil-works/pi-ai {} (npm)", package.version),
            "llm-prices" => format!("llm-prices {} (crates.io)", package.version),
            id => format!("{id} {} (PyPI)", package.version),
        };
        if entry["name"].as_str() != Some(&name) {
            entry["name"] = toml_edit::value(name);
            entry["date"] = toml_edit::value(package.day.as_deref().unwrap_or(today));
        }
    }
    fs::write(file, doc.to_string())?;
    Ok(())
}
