//! Checks on single runs: arithmetic, unseen tasks, pilots, retries.

use super::data::{Records, Run, Setup};
use super::sample::{mean, median, shuffled};
use super::table::{Row, percent};
use taskfare::agent::closed_form::{Calls, Rates};
use taskfare::agent::{CallsFit, Success, fit_concentration, pilot};

/// Splits of the calls-only check.
const SPLITS: u64 = 20;
/// Pilots drawn per setup.
const PILOTS: u64 = 400;
/// System prompt and request of a coding agent, tokens: any figure of 10k to 30k gives
/// the same result, because the rest of the input is growth.
pub const START: f64 = 20_000.0;

/// Cost of a run whose calls, input and output are known: constant growth, all cached.
pub fn cost_from_tokens(list: [f64; 4], run: &Run) -> Option<f64> {
    let [fresh, read, write, output] = list.map(|rate| rate / 1e6);
    let rates = Rates {
        fresh,
        read,
        write,
        output,
        reasoning: output,
    };
    let calls = Calls::fixed(run.calls);
    let start = START.min(run.prompt_tokens? / run.calls);
    let growth = calls.growth_from_input(run.prompt_tokens?, start);
    let flow = calls.whole_prefix(start, growth, 0.0);
    Some(flow.cost(&rates, run.completion_tokens?))
}

/// Cost of recorded runs from their own calls, input and output.
pub fn arithmetic(records: &Records) -> Row {
    let mut row = Row::new(
        "cost of the recorded Claude Code runs from (calls, input, output): arithmetic, not projection",
        "total bias <= 3 %, median run <= 5 %",
        "no fit: every run is judged",
    );
    for setup in &records.setups {
        let Some(list) = setup.list else { continue };
        let judged: Vec<(f64, f64)> = setup
            .runs
            .iter()
            .filter_map(|run| Some((cost_from_tokens(list, run)?, run.cost?)))
            .collect();
        if judged.is_empty() {
            continue;
        }
        let (got, want) = judged
            .iter()
            .fold((0.0, 0.0), |sum, x| (sum.0 + x.0, sum.1 + x.1));
        let errors: Vec<f64> = judged.iter().map(|(a, b)| (a / b - 1.0).abs()).collect();
        let (bias, middle) = (got / want - 1.0, median(&errors));
        row.add(
            format!(
                "{}: {} runs, bias {:+.1} %, median run {}",
                setup.label(),
                judged.len(),
                bias * 100.0,
                percent(middle)
            ),
            bias.abs() <= 0.03 && middle <= 0.05,
        );
    }
    row
}

/// Errors of one setup's unseen tasks: (median run, suite total), means over the splits.
pub fn unseen_tasks(setup: &Setup) -> Option<(f64, f64, Vec<f64>)> {
    let amounts = setup.amounts();
    let mut tasks: Vec<&str> = amounts.iter().map(|(run, _)| run.task.as_str()).collect();
    tasks.sort_unstable();
    tasks.dedup();
    if tasks.len() < 10 {
        return None;
    }
    let (mut medians, mut totals, mut pooled) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 0..SPLITS {
        let order = shuffled(tasks.len(), seed);
        let fitted: Vec<&str> = order[..tasks.len() / 2].iter().map(|i| tasks[*i]).collect();
        let (fit_on, judge_on): (Vec<_>, Vec<_>) = amounts
            .iter()
            .partition(|(run, _)| fitted.contains(&run.task.as_str()));
        let points: Vec<(f64, f64)> = fit_on.iter().map(|(run, x)| (run.calls, *x)).collect();
        let fit = CallsFit::new(&points).ok()?;
        let errors: Vec<f64> = judge_on
            .iter()
            .map(|(run, x)| (fit.typical(run.calls) / x - 1.0).abs())
            .collect();
        let got: f64 = judge_on.iter().map(|(run, _)| fit.average(run.calls)).sum();
        let want: f64 = judge_on.iter().map(|(_, x)| x).sum();
        medians.push(median(&errors));
        totals.push((got / want - 1.0).abs());
        pooled.extend(errors);
    }
    Some((mean(&medians), mean(&totals), pooled))
}

/// Cost or tokens of unseen tasks from their calls alone.
pub fn calls_only(records: &Records) -> Row {
    let mut row = Row::new(
        "cost or tokens of a fitted setup's unseen tasks from calls only",
        "mean over 20 splits: median over setups <= 16 %, none > 25 %; suite total <= 8 % where n >= 250, <= 13 % for DeepSWE",
        "fit on a random half of the tasks, judged on the other half, 20 splits",
    );
    let mut medians = Vec::new();
    let mut pooled = Vec::new();
    for setup in &records.setups {
        let Some((middle, total, errors)) = unseen_tasks(setup) else {
            continue;
        };
        let limit = if setup.runs.len() >= 250 { 0.08 } else { 0.13 };
        row.add(
            format!(
                "{}: median {}, total {}",
                setup.label(),
                percent(middle),
                percent(total)
            ),
            middle <= 0.25 && total <= limit,
        );
        medians.push(middle);
        pooled.extend(errors);
    }
    if !medians.is_empty() {
        let over = median(&medians);
        row.lead(
            format!(
                "median over {} setups {} (all runs pooled {})",
                medians.len(),
                percent(over),
                percent(median(&pooled))
            ),
            over <= 0.16,
        );
    }
    row
}

/// The average of a setup from ten of its runs, and the interval of an eleventh.
pub fn pilots(records: &Records) -> Row {
    let mut row = Row::new(
        "pilot of 10 runs",
        "median error of the mean <= 16 %, 80 % interval covers 77-83 %",
        "10 runs drawn at random, judged on all the others of the setup",
    );
    let (mut errors, mut inside, mut judged) = (Vec::new(), 0.0, 0.0);
    for setup in &records.setups {
        let costs: Vec<f64> = setup.amounts().iter().map(|(_, x)| *x).collect();
        if costs.len() < 40 {
            continue;
        }
        for seed in 0..PILOTS {
            let order = shuffled(costs.len(), 1_000 + seed);
            let drawn: Vec<f64> = order[..10].iter().map(|i| costs[*i]).collect();
            let rest: Vec<f64> = order[10..].iter().map(|i| costs[*i]).collect();
            let Ok(got) = pilot(&drawn) else { continue };
            errors.push((got.mean / mean(&rest) - 1.0).abs());
            let covered = rest
                .iter()
                .filter(|x| (got.next_low..=got.next_high).contains(*x));
            inside += covered.count() as f64 / rest.len() as f64;
            judged += 1.0;
        }
    }
    if judged > 0.0 {
        let (middle, share) = (median(&errors), inside / judged);
        row.add(
            format!(
                "{judged:.0} pilots: median error {}, coverage {}",
                percent(middle),
                percent(share)
            ),
            middle <= 0.16 && (0.77..=0.83).contains(&share),
        );
    }
    row
}

/// pass@1 and pass@4 of a setup with four runs per task.
pub fn pass_rates(setup: &Setup) -> Option<(f64, f64)> {
    let mut tasks: std::collections::BTreeMap<&str, Vec<bool>> = Default::default();
    for run in &setup.runs {
        tasks.entry(&run.task).or_default().push(run.passed);
    }
    if tasks.is_empty() || tasks.values().any(|runs| runs.len() != 4) {
        return None;
    }
    let all = setup.runs.len() as f64;
    let one = setup.runs.iter().filter(|run| run.passed).count() as f64 / all;
    let four = tasks.values().filter(|runs| runs.contains(&true)).count() as f64;
    Some((one, four / tasks.len() as f64))
}

/// Success within four tries from success in one.
pub fn retries(records: &Records) -> Row {
    let mut row = Row::new(
        "pass@4 from pass@1",
        "within 0.06",
        "concentration fitted on the other setups, judged on the one left out",
    );
    let named: Vec<(String, (f64, f64))> = records
        .setups
        .iter()
        .filter_map(|setup| Some((setup.label(), pass_rates(setup)?)))
        .collect();
    if named.len() < 2 {
        return row;
    }
    for (left_out, (name, (one, four))) in named.iter().enumerate() {
        let others = named.iter().enumerate().filter(|(i, _)| *i != left_out);
        let rates: Vec<(f64, f64)> = others.map(|(_, (_, rates))| *rates).collect();
        let success = Success {
            rate: *one,
            concentration: fit_concentration(&rates, 4),
            failure_cost: 1.0,
        };
        let got = success.within(4);
        row.add(
            format!(
                "{name}: {got:.3} for {four:.3} (independent {:.3})",
                1.0 - (1.0 - one).powi(4)
            ),
            (got - four).abs() <= 0.06,
        );
    }
    let all: Vec<(f64, f64)> = named.iter().map(|(_, rates)| *rates).collect();
    row.note(format!(
        "a + b over all {} setups {:.2}",
        all.len(),
        fit_concentration(&all, 4)
    ));
    row
}
