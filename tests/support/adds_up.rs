//! What holds of every reading.

use taskfare::logs::Log;

/// Every record with usage is a call, or was skipped by a rule.
pub fn adds_up(log: &Log) {
    let report = log.report();
    let skipped: u64 = report.skipped.iter().map(|skipped| skipped.records).sum();
    assert_eq!(
        report.records,
        report.calls + skipped,
        "what was read adds up"
    );
}
