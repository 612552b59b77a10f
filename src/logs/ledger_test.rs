//! Copies merge whatever their order, and other calls stay apart.

use super::{ledger::*, record::Record};
use crate::{instant::Instant, money::Amount, usage::Usage};

#[test]
fn a_call_is_small() {
    assert_eq!(std::mem::size_of::<Record>(), 48);
}

fn found(session: u32, sub: u32, loose: bool, output: u64) -> Found<'static> {
    Found {
        identity: Some(Identity { id: 7, sub, loose }),
        at: Some(Instant(100 + output as i64)),
        session,
        model: Some("m"),
        usage: Usage {
            cache_write_1h: 5,
            output,
            ..Usage::default()
        },
        service_tier: Some("fast"),
        us_only: true,
        failed: true,
        cost: Amount::parse("0.5"),
    }
}

#[test]
fn copies_merge_whatever_their_order() {
    let steps = [
        (found(0, 1, false, 3), Seen::New),
        (found(0, 1, false, 9), Seen::Partial),
        (found(0, 1, false, 9), Seen::Repeat),
        (found(1, 1, false, 9), Seen::Copy),
        (found(0, 2, true, 9), Seen::Replay),
    ];
    let mut ledger = Ledger::default();
    for (found, seen) in &steps {
        assert_eq!(ledger.add(found), *seen);
    }
    let mut backward = Ledger::default();
    for (found, _) in steps.iter().rev() {
        backward.add(found);
    }
    for ledger in [ledger, backward] {
        assert_eq!(ledger.len(), 1);
        let entry = ledger.entry(0);
        assert_eq!((entry.at, entry.usage.output), (Some(Instant(103)), 9));
        assert_eq!(
            (entry.usage.cache_write_1h, entry.service_tier),
            (5, Some("fast"))
        );
        assert!(entry.us_only && entry.failed);
        assert_eq!(ledger.recorded_cost(0), Amount::parse("0.5"));
    }
}

#[test]
fn other_requests_and_no_identity_are_other_calls() {
    let mut ledger = Ledger::default();
    for n in 0..40_000u32 {
        let mut call = found(0, n, false, 1);
        call.identity = (n % 2 == 0).then_some(call.identity).flatten();
        assert_eq!(ledger.add(&call), Seen::New);
    }
    assert_eq!((ledger.len(), ledger.entries().count()), (40_000, 40_000));
}
