//! Running other programs, saying what is being done.

use crate::paths;
use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Prints one step of a chore, so that a wait is never a mystery.
pub fn say(step: &str) {
    println!("==> {step}");
}

/// A command in the repository's root, with the project's own tools first on the PATH.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(paths::root())
        .env("PATH", search_path());
    command
}

fn search_path() -> OsString {
    let own = [
        paths::tools().join("bin"),
        paths::root().join("node_modules/.bin"),
    ];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(env::split_paths(&inherited));
    env::join_paths(all).expect("no colon in a path")
}

/// The first of these programs that is on the PATH.
pub fn find_program(names: &[&str]) -> Option<String> {
    let path = search_path();
    let folders: Vec<_> = env::split_paths(&path).collect();
    names
        .iter()
        .find(|name| folders.iter().any(|folder| folder.join(name).is_file()))
        .map(|name| (*name).to_string())
}

/// Runs a command and fails with its name when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command, passes its output on line by line, and gives the lines back
/// with whether it succeeded.
pub fn run_and_keep(command: &mut Command) -> Result<(Vec<String>, bool)> {
    let shown = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{shown}`"))?;
    let output = child.stdout.take().expect("stdout is piped");
    let mut lines = Vec::new();
    for line in BufReader::new(output).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}")?;
        lines.push(line);
    }
    Ok((lines, child.wait()?.success()))
}

/// What a command prints to standard output; fails with its name when it does.
pub fn printed(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|a| a.to_string_lossy().into_owned()));
    words.join(" ")
}
