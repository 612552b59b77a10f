//! `cargo xtask release --dry-run`: what a release needs, checked and told; nothing is published.

use crate::shell::{command, run, say};
use crate::{build, paths, vocab};
use anyhow::{Context, Result, bail, ensure};
use std::{env, fs};

/// The npm packages of this repository, by folder.
const PACKAGES: [&str; 2] = ["pkg", "encodings"];
const WORKFLOW: &str = ".github/workflows/release.yml";

/// Checks versions, changelog, publishing settings, tarballs (file list, publint, attw) and sizes.
pub fn dry_run() -> Result<()> {
    let mut findings = Vec::new();
    let version = crate_version()?;
    let mut check = |what: &str, outcome: Result<String>| match outcome {
        Ok(said) => println!("    ok       {what}: {said}"),
        Err(why) => {
            println!("    missing  {what}: {why:#}");
            findings.push(what.to_owned());
        }
    };
    say(&format!("Release {version}, dry run"));
    let tag = pushed_tag();
    let workflow_text = read(WORKFLOW).unwrap_or_default();
    check("tag", tagged(tag.as_deref(), &version));
    check(
        "changelog",
        changelog(&read("CHANGELOG.md")?, &version, tag.is_some()),
    );
    for folder in PACKAGES {
        let package = package(folder)?;
        check(
            &format!("{folder} version"),
            same_version(&package, &version),
        );
        check(
            &format!("{folder} provenance"),
            provenance(&package, &workflow_text),
        );
    }
    check("workflow", workflow(&workflow_text));
    // Sizes are held to their budgets by the build.
    build::run_all()?;
    vocab::run_open()?;
    say("Tarballs: file lists, publint, attw");
    let lint = [
        "tests/packaging/lint.test.js",
        "tests/release/encodings.test.js",
    ];
    let tarballs = run(command("node")
        .args(["--test", "--test-concurrency=1"])
        .args(lint));
    check("tarballs", tarballs.map(|()| "as listed".to_owned()));
    ensure!(findings.is_empty(), "not ready: {}", findings.join(", "));
    Ok(())
}

fn read(file: &str) -> Result<String> {
    fs::read_to_string(paths::root().join(file)).with_context(|| file.to_owned())
}

fn crate_version() -> Result<String> {
    let manifest: toml::Table = read("Cargo.toml")?.parse()?;
    let version = manifest["package"]["version"].as_str();
    Ok(version.context("Cargo.toml has no version")?.to_owned())
}

fn package(folder: &str) -> Result<serde_json::Value> {
    Ok(serde_json::from_str(&read(&format!(
        "{folder}/package.json"
    ))?)?)
}

fn same_version(package: &serde_json::Value, version: &str) -> Result<String> {
    let own = package["version"].as_str().unwrap_or_default();
    ensure!(own == version, "{own} is not the crate's {version}");
    Ok(own.to_owned())
}

/// The tag that this runs for, in the release workflow.
fn pushed_tag() -> Option<String> {
    let is_tag = env::var("GITHUB_REF_TYPE").is_ok_and(|kind| kind == "tag");
    env::var("GITHUB_REF_NAME").ok().filter(|_| is_tag)
}

/// A tag is the version's own.
fn tagged(tag: Option<&str>, version: &str) -> Result<String> {
    let Some(tag) = tag else {
        return Ok(format!("none is being released; it is to be v{version}"));
    };
    ensure!(
        tag.strip_prefix('v') == Some(version),
        "{tag} is not v{version}"
    );
    Ok(tag.to_owned())
}

/// By which the release workflow names the repository it runs in.
const NAMING: &str = "repository.url=git+$GITHUB_SERVER_URL/$GITHUB_REPOSITORY.git";

/// npm proves where a package was built: that needs the setting, public access and the repository.
fn provenance(package: &serde_json::Value, workflow: &str) -> Result<String> {
    let publish = &package["publishConfig"];
    ensure!(
        publish["provenance"] == true,
        "publishConfig.provenance is not true"
    );
    ensure!(
        publish["access"] == "public",
        "publishConfig.access is not public"
    );
    match package["repository"]["url"].as_str() {
        Some(url) => Ok(format!("from {url}")),
        None if workflow.contains(NAMING) => Ok("from the repository that publishes it".to_owned()),
        None => bail!("neither it nor the workflow names `repository`: npm refuses the proof"),
    }
}

/// The section of this version has entries; before its release, and only then, it is still called Unreleased.
fn changelog(text: &str, version: &str, released: bool) -> Result<String> {
    let before = ("Unreleased", "its section is still called Unreleased");
    let heads = [(version, "has its section")].into_iter();
    for (head, said) in heads.chain((!released).then_some(before)) {
        let Some((_, rest)) = text.split_once(&format!("\n## {head}")) else {
            continue;
        };
        // A day may follow, but no further digit.
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let section = rest.split("\n## ").next().unwrap_or_default();
        let entries = section
            .lines()
            .filter(|line| line.starts_with("- "))
            .count();
        ensure!(entries > 0, "the section {head} has no entries");
        return Ok(format!("{said}, {entries} entries"));
    }
    bail!(
        "no section {version}{}",
        if released { "" } else { " and none Unreleased" }
    )
}

/// Trusted publishing: the workflow may ask for an identity, and its Node brings an npm that knows how.
fn workflow(text: &str) -> Result<String> {
    ensure!(!text.is_empty(), "no {WORKFLOW}");
    ensure!(
        text.contains("id-token: write"),
        "it may not ask for an identity (id-token: write)"
    );
    let node = text
        .split_once("node-version: ")
        .and_then(|(_, rest)| {
            rest.split(|c: char| !c.is_ascii_digit())
                .next()?
                .parse::<u32>()
                .ok()
        })
        .context("it names no Node version")?;
    ensure!(
        node >= 24,
        "Node {node} brings an npm without trusted publishing: 24 or newer"
    );
    Ok(format!("trusted publishing on Node {node}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_changelog_needs_entries_for_its_version() {
        let ready = "# Changelog\n\n## 0.2.0\n- New.\n- More.\n\n## 0.1.0\n- First.\n";
        assert_eq!(
            changelog(ready, "0.2.0", true).unwrap(),
            "has its section, 2 entries"
        );
        let before = "# Changelog\n\n## Unreleased\n- New.\n";
        assert!(
            changelog(before, "0.2.0", false)
                .unwrap()
                .contains("Unreleased")
        );
        assert!(changelog(before, "0.2.0", true).is_err());
        let longer = "# Changelog\n\n## 0.2.01\n- Another.\n";
        assert!(changelog(longer, "0.2.0", false).is_err());
        let empty = "# Changelog\n\n## 0.2.0\n\n## 0.1.0\n- First.\n";
        assert!(changelog(empty, "0.2.0", false).is_err());
        assert!(changelog("# Changelog\n", "0.2.0", false).is_err());
    }

    #[test]
    fn provenance_needs_its_settings() {
        let set = json!({ "publishConfig": { "provenance": true, "access": "public" } });
        assert!(provenance(&set, "npm publish").is_err());
        assert!(provenance(&set, NAMING).is_ok());
        let mut named = set.clone();
        named["repository"]["url"] = json!("git+https://example.org/taskfare.git");
        assert!(
            provenance(&named, "npm publish")
                .unwrap()
                .ends_with("taskfare.git")
        );
        assert!(provenance(&json!({ "publishConfig": { "access": "public" } }), NAMING).is_err());
        assert!(same_version(&json!({ "version": "0.1.0" }), "0.2.0").is_err());
    }

    #[test]
    fn a_tag_is_its_versions() {
        assert_eq!(tagged(Some("v0.2.0"), "0.2.0").unwrap(), "v0.2.0");
        assert!(tagged(Some("v0.3.0"), "0.2.0").is_err());
        assert!(tagged(Some("0.2.0"), "0.2.0").is_err());
        assert!(tagged(None, "0.2.0").unwrap().contains("v0.2.0"));
    }

    #[test]
    fn a_workflow_needs_an_identity_and_a_recent_npm() {
        assert!(workflow("id-token: write\nnode-version: 24\n").is_ok());
        assert!(workflow("id-token: write\nnode-version: 20\n").is_err());
        assert!(workflow("node-version: 24\n").is_err());
        assert!(workflow("").is_err());
    }
}
