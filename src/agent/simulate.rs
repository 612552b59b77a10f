//! Many tasks, each of one or more runs, each of many calls, each priced.

use super::cost_curve::CostCurve;
use super::instant::step_factor;
use super::offer::Resolved;
use super::plan::{Plan, Samplers, whole};
use super::run::{Call, Context, Draws, Ending, Size};
use super::success::success_table;
use super::tally::{Tally, Trace};
use super::{CallEvent, Harness, Rng, Spread, Success};
use crate::prices::Mask;
use crate::usage::Usage;

/// What is simulated on one offer.
pub(super) struct Job<'a> {
    pub plan: &'a Plan,
    pub harness: &'a Harness,
    pub offer: &'a Resolved,
    /// The helpers' offer, where they have one of their own.
    pub helper_offer: Option<&'a Resolved>,
    pub success: Success,
    /// Spread of what is not known of the model's habits, sigma of ln cost.
    pub level_sigma: f64,
    /// Turns a cost factor into calls.
    pub curve: CostCurve,
    pub runs: u32,
    pub seed: u64,
}

/// Outcomes of all tasks.
pub(super) struct Outcomes {
    pub costs: Vec<f64>,
    pub calls: Vec<f64>,
    pub tokens: Vec<f64>,
    pub totals: Vec<(Mask, Usage)>,
    pub helper_totals: Vec<(Mask, Usage)>,
    pub completed: u32,
    pub broken: u32,
    pub first_break: Option<u32>,
    pub cuts: f64,
    pub unpriced: u32,
    /// Costs so far at every place of a trace, of the tasks that came so far.
    pub marks: Vec<Vec<f64>>,
}

/// Cells of the table of success probabilities over tasks.
const SUCCESS_CELLS: usize = 256;
/// Streams of a task's own draws; contexts follow from 64 on.
const TASK_STREAM: u64 = 1;

/// The drawn character of one task.
struct Task {
    difficulty: f64,
    level: f64,
    success: f64,
}

/// One attempt's end.
struct Attempt {
    calls: u32,
    cuts: u32,
    breaks_at: Option<u32>,
    completed: bool,
}

impl Job<'_> {
    /// Simulates all tasks, noting costs on the way where asked to; None where the offer has no
    /// price at the instant.
    pub fn run(&self, trace: Option<Trace>) -> Option<Outcomes> {
        let samplers = self.plan.samplers();
        let rates = self.success_rates();
        let mut own = Tally::new(self.offer)?.traced(trace);
        let mut helpers = Tally::new(self.helper_offer.unwrap_or(self.offer))?;
        let n = self.runs as usize;
        let mut out = Outcomes {
            costs: Vec::with_capacity(n),
            calls: Vec::with_capacity(n),
            tokens: Vec::with_capacity(n),
            totals: Vec::new(),
            helper_totals: Vec::new(),
            completed: 0,
            broken: 0,
            first_break: None,
            cuts: 0.0,
            unpriced: 0,
            marks: Vec::new(),
        };
        for run in 0..u64::from(self.runs) {
            own.clear();
            helpers.clear();
            let calls = self.task(run, &rates, &samplers, &mut own, &mut helpers, &mut out);
            let own_cost = own.cost();
            let mut cost = own_cost;
            cost += helpers.cost();
            out.costs.push(cost.to_f64());
            out.mark(own.trace(), cost.to_f64() / own_cost.to_f64());
            out.calls.push(f64::from(calls));
            out.tokens.push((own.tokens() + helpers.tokens()) as f64);
            own.add_to(&mut out.totals);
            helpers.add_to(&mut out.helper_totals);
        }
        out.unpriced = own.unpriced | helpers.unpriced;
        Some(out)
    }

    /// Success probabilities by slice of tasks; a single one where no retry needs more.
    fn success_rates(&self) -> Vec<f64> {
        if self.harness.attempts > 1 {
            success_table(&self.success, SUCCESS_CELLS)
        } else {
            vec![self.success.rate]
        }
    }

    /// Attempts at one task until it is done or given up; gives the calls made.
    fn task(
        &self,
        run: u64,
        rates: &[f64],
        samplers: &Samplers,
        own: &mut Tally,
        helpers: &mut Tally,
        out: &mut Outcomes,
    ) -> u32 {
        let mut rng = Rng::new(self.seed, run, TASK_STREAM);
        let task = Task {
            difficulty: rng.normal(),
            level: rng.normal() * self.level_sigma,
            success: rates[(rng.uniform() * rates.len() as f64) as usize % rates.len()],
        };
        let (mut calls, mut broke) = (0, false);
        for attempt in 0..self.harness.attempts {
            let end = self.attempt(run, attempt, &task, &mut rng, samplers, own, helpers);
            calls += end.calls;
            out.cuts += f64::from(end.cuts);
            broke |= end.breaks_at.is_some();
            out.first_break = match (out.first_break, end.breaks_at) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            if end.completed {
                out.completed += 1;
                break;
            }
        }
        out.broken += u32::from(broke);
        calls + self.heartbeats(own)
    }

    #[allow(clippy::too_many_arguments)] // the draws and sums of one attempt, all of them
    fn attempt(
        &self,
        run: u64,
        attempt: u32,
        task: &Task,
        rng: &mut Rng,
        samplers: &Samplers,
        own: &mut Tally,
        helpers: &mut Tally,
    ) -> Attempt {
        let (z_run, z_growth) = (rng.normal(), rng.normal());
        let completed = rng.uniform() < task.success;
        let share = self.plan.task_share;
        let z = libm::sqrt(share) * task.difficulty + libm::sqrt(1.0 - share) * z_run;
        let (won, lost) = self.success.cost_split();
        let cost_factor = libm::exp(task.level) * if completed { won } else { lost };
        let drawn = self.plan.calls.at_normal(z);
        // A dearer run makes more calls; where their number is fixed, it says more.
        let fixed = matches!(self.plan.calls, Spread::Fixed { .. });
        let (calls, more_text) = if fixed {
            (drawn, cost_factor)
        } else {
            (self.curve.calls(drawn.max(1.0), cost_factor), 1.0)
        };
        let calls = calls.max(1.0);
        let sigma = self.plan.growth_sigma;
        let growth = libm::exp(sigma * z_growth - sigma * sigma / 2.0)
            * step_factor(calls, self.plan.calls.median())
            * more_text;
        let mut end = Attempt {
            calls: 0,
            cuts: 0,
            breaks_at: None,
            completed,
        };
        let contexts = (self.plan.contexts + 0.5).max(1.0) as u64;
        let first_stream = u64::from(attempt) * 4096;
        for context in 0..contexts {
            let mut draws = Draws::new(self.seed, run, first_stream + context);
            let size = self.size(calls, growth);
            let start = self.plan.system + self.plan.prompt;
            let ending = Context::new(self.plan, &self.offer.terms, start, |call: &Call| {
                own.add(call)
            })
            .run(size, samplers, &mut draws);
            end.take(ending);
        }
        self.searches(rng, own);
        self.help(
            run,
            first_stream + contexts,
            growth,
            samplers,
            helpers,
            &mut end,
        );
        end.completed &= end.breaks_at.is_none();
        end
    }

    fn size(&self, calls: f64, growth: f64) -> Size {
        let calls = (calls + 0.5).min(1e6) as u32;
        let returns = self.harness.sub_agents.as_ref().map_or((0, 0), |helpers| {
            ((calls / helpers.count).max(1), whole(helpers.return_tokens))
        });
        Size {
            calls: calls.max(1),
            growth,
            with_gaps: false,
            returns,
        }
    }

    /// Helpers' runs, each from a cold start.
    fn help(
        &self,
        run: u64,
        stream: u64,
        growth: f64,
        samplers: &Samplers,
        tally: &mut Tally,
        end: &mut Attempt,
    ) {
        let Some(helpers) = &self.harness.sub_agents else {
            return;
        };
        let terms = &self.helper_offer.unwrap_or(self.offer).terms;
        for helper in 0..u64::from(helpers.count) {
            let mut rng = Rng::new(self.seed, run, 32 + stream * 64 + helper);
            let mut draws = Draws::new(self.seed, run, stream + 1 + helper);
            let size = Size {
                calls: (helpers.calls.at_normal(rng.normal()) + 0.5).max(1.0) as u32,
                growth,
                with_gaps: false,
                returns: (0, 0),
            };
            let start = whole(helpers.system_tokens);
            let ending = Context::new(self.plan, terms, start, |call: &Call| tally.add(call))
                .run(size, samplers, &mut draws);
            end.take(ending);
        }
    }

    /// Paid searches: their number is the mean, rounded up as often as its fraction says.
    fn searches(&self, rng: &mut Rng, own: &mut Tally) {
        if self.plan.web_searches > 0.0 {
            own.add_searches((self.plan.web_searches + rng.uniform()) as u64);
        }
    }

    /// Wake-ups charged to this task; gives their number.
    fn heartbeats(&self, own: &mut Tally) -> u32 {
        let Some(beat) = &self.harness.heartbeat else {
            return 0;
        };
        let terms = &self.offer.terms;
        let context = self.plan.system + whole(beat.context_tokens);
        let stored = terms.caches && context >= terms.min_prefix;
        // The first finds the cache as the task left it; the others as the last one did.
        let warm = stored && beat.interval_seconds <= terms.ttl_seconds;
        let beats = (beat.per_task + 0.5) as u32;
        for at in 0..beats {
            let read = if warm && at > 0 { context } else { 0 };
            let written = if stored && terms.write_fee {
                context - read
            } else {
                0
            };
            own.add(&Call {
                event: CallEvent::Heartbeat,
                gap: beat.interval_seconds,
                fresh: context - read - written,
                read,
                written,
                output: whole(beat.output_tokens),
                reasoning: 0,
            });
        }
        beats
    }
}

impl Outcomes {
    /// Takes the costs noted of one task; what its helpers cost is spread evenly over them.
    fn mark(&mut self, noted: &[f64], with_helpers: f64) {
        for (place, cost) in noted.iter().enumerate() {
            if self.marks.len() == place {
                self.marks.push(Vec::with_capacity(self.costs.capacity()));
            }
            self.marks[place].push(cost * with_helpers);
        }
    }
}

impl Attempt {
    fn take(&mut self, ending: Ending) {
        if let Some(at) = ending.breaks_at {
            let at = self.calls + at;
            self.breaks_at = Some(self.breaks_at.map_or(at, |known| known.min(at)));
        }
        self.calls += ending.calls;
        self.cuts += ending.cuts;
    }
}
