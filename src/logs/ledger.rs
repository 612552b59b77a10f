//! Every call once: the store of the calls read, which knows the copies of each.
//!
//! A call takes 48 bytes and its place in the index 6 to 12, whatever the size
//! of the log around it: `cargo xtask bench logs` measures the sum.

use super::{
    names::{Names, hash_of},
    record::{LOOSE, Model, RARE, Record},
};
use crate::{instant::Instant, money::Amount, usage::Usage};
use hashbrown::HashTable;

/// Calls are stored in runs of this many, so that growing copies nothing.
const RUN: usize = 1 << 14;

/// The index grows in so many parts, one after the other: a table that doubles as a
/// whole is for a moment half as large again.
const PARTS: usize = 64;

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
    /// It ended in an error or was given up.
    pub(crate) failed: bool,
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
            failed: false,
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
    /// Every prompt had at least this many tokens, where said.
    pub(crate) prompt: Option<u64>,
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
            prompt: None,
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
    pub(crate) failed: bool,
}

/// All calls of the logs read so far.
#[derive(Default)]
pub(crate) struct Ledger {
    runs: Vec<Vec<Record>>,
    /// Places of calls by the hash of their ids, in [`PARTS`]; empty before the first.
    index: Vec<HashTable<u32>>,
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
    /// In order, for the search.
    compactions_seen: Vec<(Instant, Option<u64>)>,
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
        if let Some(at) = found.at {
            let key = (at, found.before);
            match self.compactions_seen.binary_search(&key) {
                Ok(_) => return,
                Err(place) => self.compactions_seen.insert(place, key),
            }
        }
        self.compactions.push(found);
    }

    /// Stores a call, or merges it with the record it is a copy of.
    pub(crate) fn add(&mut self, found: &Found<'_>) -> Seen {
        let model = found.model.map_or(NOWHERE, |name| self.models.place(name));
        let record = Record::of(found, model);
        let Some(identity) = found.identity else {
            self.push(record, found);
            return Seen::New;
        };
        self.index.resize_with(PARTS, HashTable::default);
        let part = part_of(identity.id);
        let runs = &self.runs;
        let known = self.index[part].find(identity.id, |&at| {
            let old = &runs[at as usize / RUN][at as usize % RUN];
            old.id == record.id
                && (old.sub == record.sub || (old.marks | record.marks) & LOOSE != 0)
        });
        match known.copied() {
            Some(at) => self.merge(at, record, found),
            None => {
                let at = self.push(record, found);
                let runs = &self.runs;
                let rehash = |&at: &u32| runs[at as usize / RUN][at as usize % RUN].hash();
                self.index[part].insert_unique(identity.id, at, rehash);
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
        if old.model == Model::NONE {
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

    /// The call at a place below [`Ledger::len`].
    pub(crate) fn entry(&self, at: usize) -> Entry {
        let record = &self.runs[at / RUN][at % RUN];
        record.entry(|| get(&self.rare, at as u32).unwrap_or_default())
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..self.len()).map(|at| self.entry(at))
    }

    /// How many sessions have neither a call nor a row.
    pub(crate) fn empty_sessions(&self) -> u64 {
        let mut used = vec![false; self.sessions.len()];
        let calls = self.runs.iter().flatten().map(|record| record.session);
        let rows = self.buckets.iter().map(|bucket| bucket.session);
        for session in calls.chain(rows) {
            used[session as usize] = true;
        }
        used.iter().filter(|used| !**used).count() as u64
    }

    /// What the log itself says the call at a place cost, US dollars.
    pub(crate) fn recorded_cost(&self, at: usize) -> Option<Amount> {
        get(&self.costs, at as u32)
    }
}

/// The part of the index that knows an id; by bits that a table itself does not look at
/// before it holds millions.
fn part_of(id: u64) -> usize {
    (id >> 40) as usize % PARTS
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
