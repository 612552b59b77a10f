//! Codex's rollouts: counters written twice, forks and sub-agents that write their
//! parent's records again under later times.

use crate::{Truth, dice::Dice};
use std::{fmt::Write as _, fs, path::Path};

/// Input, cached input, output and reasoning tokens.
type Counts = [u64; 4];

fn usage([input, cached, output, reasoning]: Counts) -> String {
    let total = input + output;
    format!(
        r#"{{"input_tokens":{input},"cached_input_tokens":{cached},"output_tokens":{output},"reasoning_output_tokens":{reasoning},"total_tokens":{total}}}"#
    )
}

/// A thread's records so far, as a fork copies them.
#[derive(Clone, Default)]
struct Thread {
    total: Counts,
    calls: Vec<(Counts, Counts)>,
}

impl Thread {
    fn call(&mut self, dice: &mut Dice) -> Counts {
        let input = 5_000 + 700 * self.calls.len() as u64 + dice.below(500);
        let output = 50 + dice.below(700);
        let last = [input, input * 9 / 10, output, output / 3];
        for (sum, count) in self.total.iter_mut().zip(last) {
            *sum += count;
        }
        self.calls.push((self.total, last));
        last
    }

    /// The counters from the `from`th call on, each written twice, from a minute on.
    fn lines(&self, from: usize, day: u64, minute: u64) -> String {
        let mut lines = String::new();
        for (n, (total, last)) in self.calls.iter().enumerate().skip(from) {
            let second = minute * 60 + n as u64;
            let at = format!(
                "2026-10-{day:02}T{:02}:{:02}:{:02}",
                8 + second / 3_600,
                second / 60 % 60,
                second % 60
            );
            for part in ["100", "900"] {
                let _ = writeln!(
                    lines,
                    r#"{{"timestamp":"{at}.{part}Z","type":"event_msg","payload":{{"type":"token_count","info":{{"total_token_usage":{},"last_token_usage":{},"model_context_window":272000}},"rate_limits":null}}}}"#,
                    usage(*total),
                    usage(*last)
                );
            }
        }
        lines
    }
}

fn head(id: &str, day: u64, minute: u64, mark: &str) -> String {
    let at = format!(
        "2026-10-{day:02}T{:02}:{:02}:00.000Z",
        8 + minute / 60,
        minute % 60
    );
    format!(
        r#"{{"timestamp":"{at}","type":"session_meta","payload":{{"id":"{id}","cwd":"/home/u/shop"{mark}}}}}"#
    ) + "\n"
        + &format!(
            r#"{{"timestamp":"{at}","type":"turn_context","payload":{{"model":"gpt-5.5"}}}}"#
        )
        + "\n"
}

/// Writes so many sessions of forty calls, each with a fork and a sub-agent that begin
/// with a copy of it and make ten calls of their own.
pub fn write(folder: &Path, sessions: u64) -> std::io::Result<Truth> {
    let (mut dice, mut truth) = (Dice(2), Truth::default());
    for session in 0..sessions {
        let day = 1 + session % 28;
        let folder = folder.join(format!("sessions/2026/10/{day:02}"));
        fs::create_dir_all(&folder)?;
        let mut make = |thread: &mut Thread, calls: usize| {
            for _ in 0..calls {
                let [input, cached, output, _] = thread.call(&mut dice);
                truth.add([input - cached, cached, 0, output]);
            }
        };
        let mut parent = Thread::default();
        make(&mut parent, 40);
        let id = format!("parent-{session}");
        let name = |kind: &str| folder.join(format!("rollout-{kind}-{session}.jsonl"));
        fs::write(name("a"), head(&id, day, 0, "") + &parent.lines(0, day, 0))?;
        for (kind, minute, mark) in [
            ("fork", 60, format!(r#","forked_from_id":"{id}""#)),
            (
                "sub",
                120,
                format!(r#","parent_thread_id":"{id}","source":{{"subagent":"review"}}"#),
            ),
        ] {
            let mut child = parent.clone();
            make(&mut child, 10);
            let own = format!("{kind}-{session}");
            let text = head(&own, day, minute, &mark) + &child.lines(0, day, minute);
            fs::write(name(kind), text)?;
        }
    }
    Ok(truth)
}
