//! Every call once: the store of the calls read, which knows the copies of each.
//!
//! A call takes 52 bytes and its place in the index 6 to 12, whatever the size
//! of the log around it.

use super::names::{Names, hash_of};
use crate::{instant::Instant, money::Amount, usage::Usage};
use hashbrown::HashTable;
use std::collections::BTreeSet;

/// Calls are stored in runs of this many, so that growing copies nothing.
const RUN: usize = 1 << 14;

/// The place of a name that a log does not say.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// How copies of a call are known.
///
/// Two records are the same call if their ids are, and either they also agree
/// in `sub` or one of them is `loose`: a record that its tool wrote a second
/// time under another name, such as a sidechain or a fork that replays its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) id: u64,
    pub(crate) sub: u32,
    pub(crate) loose: bool,
}

/// A call as a reader found it, before it is known to be new.
#[derive(Clone, Debug)]
pub(crate) struct Found<'a> {
    /// `None` where nothing tells a copy: then every record counts.
    pub(crate) identity: Option<Identity>,
    pub(crate) at: Option<Instant>,
    pub(crate) session: u32,
    pub(crate) model: Option<&'a str>,
    pub(crate) usage: Usage,
    pub(crate) service_tier: Option<&'static str>,
    pub(crate) us_only: bool,
    pub(crate) cost: Option<Amount>,
}

impl Found<'_> {
    /// A call of which no more is known.
    pub(crate) fn of(session: u32, usage: Usage) -> Self {
        Found {
            identity: None,
            at: None,
            session,
            model: None,
            usage,
            service_tier: None,
            us_only: false,
            cost: None,
        }
    }
}

impl Identity {
    /// An id that only copies of the same call share.
    pub(crate) fn of(id: u64) -> Self {
        Identity {
            id,
            sub: 0,
            loose: false,
        }
    }
}

/// What a record turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    New,
    /// The same record again.
    Repeat,
    /// An earlier or later state of a record that was still being written.
    Partial,
    /// A copy in another session: resumed or moved.
    Copy,
    /// A sidechain or fork that replays its parent.
    Replay,
}

/// One stored call; texts are places in the ledger's names.
#[derive(Clone, Copy, Debug)]
struct Record {
    id: [u32; 2],
    sub: u32,
    /// Seconds since 1970, 0 where the log does not say.
    at: u32,
    session: u32,
    model: u32,
    input: u32,
    cache_read: u32,
    cache_write: u32,
    cache_write_1h: u32,
    output: u32,
    reasoning: u32,
    marks: u32,
}

const LOOSE: u32 = 1;
/// The log tells writes for five minutes and an hour apart.
const SPLIT: u32 = 2;
const US_ONLY: u32 = 4;
/// The call used kinds that few calls use; they are stored beside.
const RARE: u32 = 8;
const TIER_SHIFT: u32 = 4;
const TIERS: [&str; 5] = ["standard", "batch", "flex", "fast", "ultrafast"];

/// Where calls were made.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) name: u32,
    pub(crate) project: u32,
    pub(crate) tool: &'static str,
}

/// A compaction that a log records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compaction {
    pub(crate) session: u32,
    pub(crate) at: Option<Instant>,
    /// Tokens of context before it, where said.
    pub(crate) before: Option<u64>,
}

/// Counts of many calls together, from exports that know no single calls.
#[derive(Clone, Debug)]
pub(crate) struct Bucket {
    pub(crate) at: Option<Instant>,
    pub(crate) session: u32,
    pub(crate) model: Option<u32>,
    pub(crate) usage: Usage,
    /// How many calls, where said.
    pub(crate) calls: Option<u64>,
    pub(crate) service_tier: Option<&'static str>,
    pub(crate) us_only: bool,
    pub(crate) cost: Option<Amount>,
}

impl Bucket {
    /// A row of which no more is known.
    pub(crate) fn of(session: u32, usage: Usage) -> Self {
        Bucket {
            at: None,
            session,
            model: None,
            usage,
            calls: None,
            service_tier: None,
            us_only: false,
            cost: None,
        }
    }
}

/// A call as the ledger gives it out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) at: Option<Instant>,
    pub(crate) session: u32,
    pub(crate) model: Option<u32>,
    pub(crate) usage: Usage,
    pub(crate) service_tier: Option<&'static str>,
    pub(crate) us_only: bool,
}

/// All calls of the logs read so far.
#[derive(Default)]
pub(crate) struct Ledger {
    runs: Vec<Vec<Record>>,
    index: HashTable<u32>,
    /// Usage of calls with kinds that few calls use, such as web searches.
    rare: Vec<(u32, Usage)>,
    /// Costs that logs state, by call; few logs do.
    costs: Vec<(u32, Amount)>,
    pub(crate) sessions: Vec<Session>,
    session_places: HashTable<u32>,
    pub(crate) session_names: Names,
    pub(crate) projects: Names,
    pub(crate) models: Names,
    pub(crate) compactions: Vec<Compaction>,
    compactions_seen: BTreeSet<(Instant, Option<u64>)>,
    pub(crate) buckets: Vec<Bucket>,
}

impl Ledger {
    /// How many calls there are.
    pub(crate) fn len(&self) -> usize {
        match self.runs.last() {
            Some(last) => (self.runs.len() - 1) * RUN + last.len(),
            None => 0,
        }
    }

    /// The place of a session of a tool, adding it if it is new.
    pub(crate) fn session(&mut self, tool: &'static str, name: &str) -> u32 {
        let name = self.session_names.place(name);
        let hash = |session: &Session| hash_of((session.name, session.tool));
        let session = Session {
            name,
            project: NOWHERE,
            tool,
        };
        let sessions = &self.sessions;
        let same = |&at: &u32| {
            let other = &sessions[at as usize];
            (other.name, other.tool) == (name, tool)
        };
        if let Some(&at) = self.session_places.find(hash(&session), same) {
            return at;
        }
        let at = self.sessions.len() as u32;
        let wanted = hash(&session);
        self.sessions.push(session);
        let sessions = &self.sessions;
        let rehash = |&at: &u32| hash(&sessions[at as usize]);
        self.session_places.insert_unique(wanted, at, rehash);
        at
    }

    /// Names the project of a session, unless it has one.
    pub(crate) fn set_project(&mut self, session: u32, project: &str) {
        let session = &mut self.sessions[session as usize];
        if session.project == NOWHERE {
            session.project = self.projects.place(project);
        }
    }

    /// Stores a compaction; resumed sessions copy the record, and its time tells the copy.
    pub(crate) fn add_compaction(&mut self, found: Compaction) {
        let new = |at| self.compactions_seen.insert((at, found.before));
        if found.at.is_none_or(new) {
            self.compactions.push(found);
        }
    }

    /// Stores a call, or merges it with the record it is a copy of.
    pub(crate) fn add(&mut self, found: &Found<'_>) -> Seen {
        let record = self.record(found);
        let Some(identity) = found.identity else {
            self.push(record, found);
            return Seen::New;
        };
        let runs = &self.runs;
        let known = self.index.find(identity.id, |&at| {
            let old = &runs[at as usize / RUN][at as usize % RUN];
            old.id == record.id
                && (old.sub == record.sub || (old.marks | record.marks) & LOOSE != 0)
        });
        match known.copied() {
            Some(at) => self.merge(at, record, found),
            None => {
                let at = self.push(record, found);
                let runs = &self.runs;
                let rehash = |&at: &u32| joined(runs[at as usize / RUN][at as usize % RUN].id);
                self.index.insert_unique(identity.id, at, rehash);
                Seen::New
            }
        }
    }

    fn push(&mut self, record: Record, found: &Found<'_>) -> u32 {
        let at = self.len() as u32;
        if self.runs.last().is_none_or(|run| run.len() == RUN) {
            self.runs.push(Vec::with_capacity(RUN));
        }
        self.runs[at as usize / RUN].push(record);
        self.set_beside(at, record, found);
        at
    }

    /// Stores what few calls have beside the calls.
    fn set_beside(&mut self, at: u32, record: Record, found: &Found<'_>) {
        if record.marks & RARE != 0 {
            put(&mut self.rare, at, found.usage);
        }
        if let Some(cost) = found.cost {
            put(&mut self.costs, at, cost);
        }
    }

    /// Merges a copy into what is stored: the fullest counters, the earliest
    /// time, and the place of the record that is no replay.
    fn merge(&mut self, at: u32, new: Record, found: &Found<'_>) -> Seen {
        let old = &mut self.runs[at as usize / RUN][at as usize % RUN];
        let seen = if old.sub != new.sub {
            Seen::Replay
        } else if old.session != new.session {
            Seen::Copy
        } else if old.counts() == new.counts() {
            Seen::Repeat
        } else {
            Seen::Partial
        };
        if old.marks & LOOSE != 0 && new.marks & LOOSE == 0 {
            (old.session, old.sub) = (new.session, new.sub);
            old.marks &= !LOOSE;
        }
        if old.at == 0 || (new.at != 0 && new.at < old.at) {
            old.at = new.at;
        }
        if old.model == NOWHERE {
            old.model = new.model;
        }
        // A record that is still being written counts upward.
        if new.total() >= old.total() {
            let marks = (new.marks & !LOOSE) | (old.marks & LOOSE);
            *old = Record {
                id: old.id,
                sub: old.sub,
                at: old.at,
                session: old.session,
                model: old.model,
                marks,
                ..new
            };
            self.set_beside(at, new, found);
        }
        seen
    }

    fn record(&mut self, found: &Found<'_>) -> Record {
        let usage = &found.usage;
        let split = usage.cache_write_5m + usage.cache_write_1h > 0;
        let tier = found
            .service_tier
            .and_then(|tier| TIERS.iter().position(|known| *known == tier))
            .map_or(0, |place| place as u32 + 1);
        let loose = found.identity.is_some_and(|identity| identity.loose);
        let id = found.identity.map_or(0, |identity| identity.id);
        Record {
            id: [id as u32, (id >> 32) as u32],
            sub: found.identity.map_or(0, |identity| identity.sub),
            at: found
                .at
                .map_or(0, |at| at.0.clamp(0, i64::from(u32::MAX)) as u32),
            session: found.session,
            model: found.model.map_or(NOWHERE, |name| self.models.place(name)),
            input: short(usage.input),
            cache_read: short(usage.cache_read),
            cache_write: short(usage.cache_write + usage.cache_write_5m),
            cache_write_1h: short(usage.cache_write_1h),
            output: short(usage.output),
            reasoning: short(usage.reasoning),
            marks: u32::from(loose) * LOOSE
                + u32::from(split) * SPLIT
                + u32::from(found.us_only) * US_ONLY
                + u32::from(has_rare(usage)) * RARE
                + (tier << TIER_SHIFT),
        }
    }

    /// The call at a place below [`Ledger::len`].
    pub(crate) fn entry(&self, at: usize) -> Entry {
        let record = &self.runs[at / RUN][at % RUN];
        let write = u64::from(record.cache_write);
        let rare = match record.marks & RARE {
            0 => Usage::default(),
            _ => get(&self.rare, at as u32).unwrap_or_default(),
        };
        let split = record.marks & SPLIT != 0;
        Entry {
            at: (record.at != 0).then_some(Instant(i64::from(record.at))),
            session: record.session,
            model: (record.model != NOWHERE).then_some(record.model),
            usage: Usage {
                input: record.input.into(),
                cache_read: record.cache_read.into(),
                cache_write: if split { 0 } else { write },
                cache_write_5m: if split { write } else { 0 },
                cache_write_1h: record.cache_write_1h.into(),
                output: record.output.into(),
                reasoning: record.reasoning.into(),
                requests: 1,
                ..rare
            },
            service_tier: match record.marks >> TIER_SHIFT {
                0 => None,
                place => TIERS.get(place as usize - 1).copied(),
            },
            us_only: record.marks & US_ONLY != 0,
        }
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.len()).map(|at| self.entry(at))
    }

    /// What the log itself says the call at a place cost, US dollars.
    pub(crate) fn recorded_cost(&self, at: usize) -> Option<Amount> {
        get(&self.costs, at as u32)
    }
}

impl Record {
    fn counts(&self) -> [u32; 6] {
        [
            self.input,
            self.cache_read,
            self.cache_write,
            self.cache_write_1h,
            self.output,
            self.reasoning,
        ]
    }

    fn total(&self) -> u64 {
        self.counts().iter().map(|&count| u64::from(count)).sum()
    }
}

/// Whether a usage has more than the kinds that every call has.
fn has_rare(usage: &Usage) -> bool {
    let common = Usage {
        input: usage.input,
        cache_read: usage.cache_read,
        cache_write: usage.cache_write,
        cache_write_5m: usage.cache_write_5m,
        cache_write_1h: usage.cache_write_1h,
        output: usage.output,
        reasoning: usage.reasoning,
        requests: usage.requests,
        ..Usage::default()
    };
    common != *usage
}

/// Puts a value beside a call, in the order of calls.
fn put<T>(list: &mut Vec<(u32, T)>, at: u32, value: T) {
    match list.binary_search_by_key(&at, |(at, _)| *at) {
        Ok(place) => list[place].1 = value,
        Err(place) => list.insert(place, (at, value)),
    }
}

fn get<T: Copy>(list: &[(u32, T)], at: u32) -> Option<T> {
    let place = list.binary_search_by_key(&at, |(at, _)| *at).ok()?;
    Some(list[place].1)
}

fn joined([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

/// Readers refuse larger counts in one call.
fn short(count: u64) -> u32 {
    count.min(u64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_small() {
        assert_eq!(std::mem::size_of::<Record>(), 52);
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
            assert!(entry.us_only);
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
}
