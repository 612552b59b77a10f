//! Claude Code's sessions, with every copy that it makes of a call.

use crate::{Truth, dice::Dice};
use std::{fmt::Write as _, fs, path::Path};

/// Calls of a session.
const CALLS: u64 = 60;

/// One call, as its lines repeat it.
struct Call {
    id: u64,
    session: u64,
    at: String,
    /// Fresh, read, written and output tokens.
    counts: [u64; 4],
}

impl Call {
    fn line(&self, output: u64, request: u64, side: bool, text: &str) -> String {
        let Call {
            id, session, at, ..
        } = self;
        let [fresh, read, write, _] = self.counts;
        format!(
            r#"{{"parentUuid":"p{id}","isSidechain":{side},"userType":"external","cwd":"/home/u/shop","sessionId":"s{session}","version":"2.1.30","gitBranch":"main","message":{{"model":"claude-opus-4-5-20251101","id":"msg_{id:012}","type":"message","role":"assistant","content":[{{"type":"text","text":"{text}"}}],"stop_reason":null,"usage":{{"input_tokens":{fresh},"cache_creation_input_tokens":{write},"cache_read_input_tokens":{read},"cache_creation":{{"ephemeral_5m_input_tokens":{write},"ephemeral_1h_input_tokens":0}},"output_tokens":{output},"service_tier":"standard"}}}},"requestId":"req_{request:012}","type":"assistant","uuid":"u{id}-{output}","timestamp":"{at}"}}"#
        ) + "\n"
    }
}

/// Writes session files of so many bytes: a line per content block, a first line while
/// it streams, sessions resumed in another file, sidechains under another request.
pub fn write(folder: &Path, bytes: u64) -> std::io::Result<Truth> {
    let folder = folder.join("projects/shop");
    fs::create_dir_all(&folder)?;
    let (mut dice, mut truth, mut written) = (Dice(1), Truth::default(), 0);
    let mut before = String::new();
    for session in 1.. {
        if written >= bytes {
            break;
        }
        let own = lines_of(session, &mut dice, &mut truth);
        // A resumed session begins with a copy of the one before.
        let copied = if session % 4 == 0 { &*before } else { "" };
        let file = [copied, &own].concat();
        written += file.len() as u64;
        fs::write(folder.join(format!("s{session}.jsonl")), file)?;
        before = own;
    }
    Ok(truth)
}

fn lines_of(session: u64, dice: &mut Dice, truth: &mut Truth) -> String {
    let mut lines = String::new();
    for n in 0..CALLS {
        let id = session * CALLS + n;
        let at = format!(
            "2026-10-{:02}T{:02}:{n:02}:00.000Z",
            1 + session % 28,
            session % 24
        );
        let output = 20 + dice.below(900);
        let call = Call {
            id,
            session,
            at,
            counts: [4, 10_000 + 900 * n, dice.below(3_000), output],
        };
        truth.add(call.counts);
        for (output, words) in [(1, 40), (output, 80), (output, 60)] {
            lines += &call.line(output, id, false, &dice.text(words));
        }
        if id.is_multiple_of(10) {
            lines += &call.line(output, 900_000_000 + id, true, &dice.text(60));
        }
        let (at, result) = (&call.at, dice.text(600));
        let _ = writeln!(
            lines,
            r#"{{"type":"user","sessionId":"s{session}","message":{{"role":"user","content":[{{"type":"tool_result","content":"{result}"}}]}},"uuid":"r{id}","timestamp":"{at}"}}"#
        );
    }
    lines
}

/// A call in a line without any text, of sessions of two hundred.
pub fn short_line(line: &mut String, id: u64) {
    let call = Call {
        id,
        session: id / 200,
        at: format!("2026-10-01T12:{:02}:{:02}Z", id / 60 % 60, id % 60),
        counts: [4, 10_000, id % 3_000, 100],
    };
    line.push_str(&call.line(100, id, false, ""));
}
