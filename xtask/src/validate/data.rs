//! The recorded runs, as their two CSV files give them.

use anyhow::Context;
use std::collections::BTreeMap;
use std::path::Path;

/// One recorded run.
#[derive(Clone, Debug)]
pub struct Run {
    pub task: String,
    pub passed: bool,
    pub calls: f64,
    pub prompt_tokens: Option<f64>,
    pub completion_tokens: Option<f64>,
    pub cost: Option<f64>,
}

/// All runs of one model under one harness on one benchmark.
#[derive(Clone, Debug)]
pub struct Setup {
    pub source: String,
    pub name: String,
    pub runs: Vec<Run>,
    /// List rates per million (fresh, read, write, output) where the recorded cost is a
    /// sum of them.
    pub list: Option<[f64; 4]>,
    /// Whether the recorded cost follows from tokens at all (not a GPU bill, no private prices).
    pub cost_is_list: bool,
}

/// Totals of one model under one harness on one benchmark.
#[derive(Clone, Debug)]
pub struct Totals {
    pub benchmark: String,
    pub agent: String,
    pub model: String,
    pub tasks: f64,
    pub calls_per_task: Option<f64>,
    pub cost: Option<f64>,
    pub notes: String,
}

/// Everything a folder of recorded runs holds.
pub struct Records {
    pub setups: Vec<Setup>,
    pub totals: Vec<Totals>,
}

impl Setup {
    /// `source/setup`, as the tables name it.
    pub fn label(&self) -> String {
        format!("{}/{}", self.source, self.name)
    }

    /// What each run cost: dollars where they follow from tokens, else tokens.
    pub fn amounts(&self) -> Vec<(&Run, f64)> {
        let amount = |run: &Run| {
            if self.cost_is_list {
                run.cost
            } else {
                Some(run.prompt_tokens? + run.completion_tokens?)
            }
        };
        let usable = |run| amount(run).filter(|x| *x > 0.0).map(|x| (run, x));
        self.runs.iter().filter_map(usable).collect()
    }
}

impl Records {
    /// Reads `per_run.csv` and `observed.csv` of a folder.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let totals = read_totals(&folder.join("observed.csv"))?;
        let mut setups = read_runs(&folder.join("per_run.csv"))?;
        for setup in &mut setups {
            let (list, follows) = price_basis(setup, &totals);
            (setup.list, setup.cost_is_list) = (list, follows);
        }
        Ok(Records { setups, totals })
    }
}

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> anyhow::Result<Vec<Row>> {
    let place = || path.display().to_string();
    let mut reader = csv::Reader::from_path(path).with_context(place)?;
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .with_context(place)
}

fn text(row: &Row, column: &str) -> anyhow::Result<String> {
    row.get(column)
        .cloned()
        .with_context(|| format!("no column `{column}`"))
}

/// A number, or none where the cell is empty.
fn number(row: &Row, column: &str) -> anyhow::Result<Option<f64>> {
    let cell = text(row, column)?;
    if cell.trim().is_empty() {
        return Ok(None);
    }
    let value = cell.trim().parse();
    value
        .map(Some)
        .with_context(|| format!("column `{column}`: `{cell}` is no number"))
}

fn read_runs(path: &Path) -> anyhow::Result<Vec<Setup>> {
    let mut setups: Vec<Setup> = Vec::new();
    for row in rows(path)? {
        let (source, name) = (text(&row, "source")?, text(&row, "setup")?);
        let run = Run {
            task: text(&row, "task")?,
            passed: number(&row, "passed")? == Some(1.0),
            calls: number(&row, "calls")?.unwrap_or(0.0),
            prompt_tokens: number(&row, "prompt_tokens")?,
            completion_tokens: number(&row, "completion_tokens")?,
            cost: number(&row, "cost_usd")?,
        };
        let known = setups
            .iter()
            .position(|s| s.source == source && s.name == name);
        let place = known.unwrap_or_else(|| {
            setups.push(Setup {
                source,
                name,
                runs: Vec::new(),
                list: None,
                cost_is_list: false,
            });
            setups.len() - 1
        });
        if run.calls >= 1.0 {
            setups[place].runs.push(run);
        }
    }
    Ok(setups)
}

fn read_totals(path: &Path) -> anyhow::Result<Vec<Totals>> {
    let totals = |row: &Row| {
        Ok(Totals {
            benchmark: text(row, "benchmark")?,
            agent: text(row, "agent")?,
            model: text(row, "model")?,
            tasks: number(row, "tasks")?.unwrap_or(0.0),
            calls_per_task: number(row, "calls_per_task")?,
            cost: number(row, "total_cost_usd")?,
            notes: text(row, "notes")?,
        })
    };
    rows(path)?.iter().map(totals).collect()
}

/// The list rates behind a setup's dollars, and whether its dollars follow from tokens: from
/// the note of the row whose task count and calls per task are the setup's own.
fn price_basis(setup: &Setup, totals: &[Totals]) -> (Option<[f64; 4]>, bool) {
    let n = setup.runs.len() as f64;
    let calls = setup.runs.iter().map(|run| run.calls).sum::<f64>() / n;
    let own = totals
        .iter()
        .find(|row| row.tasks == n && row.calls_per_task.is_some_and(|c| (c - calls).abs() < 0.01));
    let Some(row) = own else {
        return (None, true);
    };
    let notes = row.notes.as_str();
    let follows = !notes.contains("GPU") && !notes.contains("NOT LIST PRICE");
    (if follows { list_rates(notes) } else { None }, follows)
}

/// The list rates that a note states: `list $5 in/$0.50 read/$6.25 write/$25 out`, or
/// `list $/M in,read,write,out=5.0/0.5/6.25/25.0` with `-` for a rate that does not exist.
pub fn list_rates(notes: &str) -> Option<[f64; 4]> {
    let (start, named) = match notes.split_once("in,read,write,out=") {
        Some((_, rest)) => (rest, true),
        None => (notes.split_once("list $")?.1, false),
    };
    let end = start.find([';', ',']).unwrap_or(start.len());
    let mut parts = start[..end].split('/').map(|part| {
        let figure = part.trim().trim_start_matches('$');
        figure
            .split_whitespace()
            .next()
            .and_then(|word| word.parse::<f64>().ok())
    });
    let fresh = parts.next()??;
    let (read, write) = (parts.next()?, parts.next()?);
    let output = parts.next()??;
    if !named && parts.next().is_some() {
        return None;
    }
    Some([fresh, read.unwrap_or(fresh), write.unwrap_or(fresh), output])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_list_rates_from_notes() {
        let note = "cost basis: list $5 in/$0.50 read/$6.25 write/$25 out; within-task sd";
        assert_eq!(list_rates(note), Some([5.0, 0.5, 6.25, 25.0]));
        let note = "zero-cost rows 0; list $/M in,read,write,out=2.0/0.2/-/4.0";
        assert_eq!(list_rates(note), Some([2.0, 0.2, 2.0, 4.0]));
        assert_eq!(list_rates("cost basis: GPU-hour bill"), None);
    }
}
