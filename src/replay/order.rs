//! Calls in the order they were made, context by context.
//!
//! Sub-agents write into their parent's session with a context of their own. A
//! call belongs to the context whose last prompt it most nearly continues.

use crate::data::order::order;
use crate::logs::Log;

/// A session holds at most this many contexts at once; the stalest makes room.
const CONTEXTS: usize = 8;

/// Calls of a log by session, then time; of those without a time by the order read.
pub(crate) fn by_session(log: &Log, keep: impl Fn(usize) -> bool) -> Vec<u32> {
    let places: Vec<(usize, i64, u32)> = (0..log.call_count())
        .filter(|&place| keep(place))
        .map(|place| {
            let call = log.call(place);
            (
                call.session,
                call.at.map_or(i64::MIN, |at| at.0),
                place as u32,
            )
        })
        .collect();
    let in_order = order(places.len(), &|a, b| places[a].cmp(&places[b]));
    in_order
        .into_iter()
        .map(|at| places[at as usize].2)
        .collect()
}

/// A context that grows from call to call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The call before.
    pub(crate) last: usize,
    /// Tokens of its prompt.
    pub(crate) prompt: u64,
    /// Tokens of its answer.
    pub(crate) output: u64,
    /// When it was made, seconds.
    pub(crate) at: Option<i64>,
    /// Calls so far.
    pub(crate) calls: u32,
}

/// What a call does to its context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The first call of a context.
    Start,
    /// The prompt of the call before, and more.
    Grow,
    /// Less than before: compacted, cleared or masked.
    Shrink,
}

/// The contexts of one session.
#[derive(Default)]
pub(crate) struct Contexts {
    open: Vec<Context>,
}

impl Contexts {
    /// The contexts that are open.
    pub(crate) fn open(&self) -> &[Context] {
        &self.open
    }

    /// The context that a call with this prompt continues, as it was before the
    /// call, and what the call does to it.
    ///
    /// `read` tokens came from a cache, so at least these were there before.
    pub(crate) fn step(&mut self, call: Context, read: u64) -> (Option<Context>, Step) {
        // Clients trim a little between calls; a fiftieth is no reset.
        let grows = |context: &&mut Context| {
            context.prompt <= call.prompt + call.prompt / 50 && 2 * context.prompt >= read
        };
        let best = self
            .open
            .iter_mut()
            .filter(grows)
            .max_by_key(|context| context.prompt);
        if let Some(context) = best {
            let before = *context;
            *context = Context {
                calls: before.calls + 1,
                ..call
            };
            return (Some(before), Step::Grow);
        }
        // A prompt that starts with much less: the only context there is was reset,
        // one of several is someone else's start.
        if let [only] = self.open.as_mut_slice()
            && only.calls > 1
        {
            let before = *only;
            *only = Context { calls: 1, ..call };
            return (Some(before), Step::Shrink);
        }
        if self.open.len() == CONTEXTS {
            let stalest = (0..CONTEXTS).min_by_key(|&place| self.open[place].at);
            stalest.map(|place| self.open.swap_remove(place));
        }
        self.open.push(Context { calls: 1, ..call });
        (None, Step::Start)
    }
}
