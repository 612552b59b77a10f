//! What was used: response bodies and logs into [`Usage`](crate::usage::Usage), each call once.
//!
//! [`read_usage`] reads one response; [`LogReader`] reads logs of many calls as
//! a stream, one reader a format, and drops copies: by content blocks, resumed
//! sessions, sidechains, forks and counters that repeat themselves.

mod anthropic_csv;
mod body;
mod claude;
mod codex;
mod cost;
mod counters;
mod csv;
mod events;
mod exports;
mod field;
mod format;
mod gemini_cli;
mod json;
#[cfg(test)]
mod json_test;
mod keys;
mod kinds;
mod ledger;
#[cfg(test)]
mod ledger_test;
mod lines;
mod litellm;
mod log;
mod mini_swe;
mod modality;
mod names;
mod openai_usage;
mod opencode;
mod openrouter;
mod otel;
mod pi;
mod reader;
mod record;
mod report;
mod responses;
mod shape;
mod shapes;
mod source;
mod tools;

pub use body::{CallUsage, read_usage};
pub use log::{Log, LoggedCall, LoggedCompaction};
pub use reader::LogReader;
pub use report::{FileError, FileReport, Problem, ReadReport, SkipRule, Skipped};
pub use shape::Counting;
pub use source::UsageSource;
