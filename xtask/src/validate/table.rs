//! The table of goals: what was asked, what was reached, on which rows.

use std::fmt::Write;

/// One goal and what was reached.
pub struct Row {
    what: String,
    goal: String,
    split: String,
    reached: Vec<String>,
    notes: Vec<String>,
    met: Option<bool>,
}

impl Row {
    pub fn new(what: &str, goal: &str, split: &str) -> Self {
        Row {
            what: what.into(),
            goal: goal.into(),
            split: split.into(),
            reached: Vec::new(),
            notes: Vec::new(),
            met: None,
        }
    }

    /// A judged figure: the row is met when all of them are.
    pub fn add(&mut self, text: String, met: bool) {
        let mark = if met { "" } else { " **missed**" };
        self.reached.push(text + mark);
        self.met = Some(self.met.unwrap_or(true) && met);
    }

    /// A judged figure that stands first.
    pub fn lead(&mut self, text: String, met: bool) {
        self.add(text, met);
        self.reached.rotate_right(1);
    }

    /// A figure that is shown and not judged.
    pub fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// `met`, `missed`, or `no data`.
    fn verdict(&self) -> &'static str {
        match self.met {
            Some(true) => "met",
            Some(false) => "missed",
            None => "no data",
        }
    }
}

pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// The rows as a Markdown table.
pub fn markdown(rows: &[Row]) -> String {
    let mut out = String::from("| | goal | reached | rows | |\n| --- | --- | --- | --- | --- |\n");
    for row in rows {
        let figures: Vec<&str> = row
            .reached
            .iter()
            .chain(&row.notes)
            .map(String::as_str)
            .collect();
        let reached = figures.join("<br>");
        let verdict = row.verdict();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} | {reached} | {} | {verdict} |",
            row.what, row.goal, row.split
        );
    }
    out
}
