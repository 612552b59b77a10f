//! Checks that need no recorded runs: the simulator's own arithmetic and its advice.

use super::table::Row;
use taskfare::agent::closed_form::{Calls, Rates};
use taskfare::agent::compaction::Steady;

fn rates(fresh: f64, read: f64, write: f64, output: f64) -> Rates {
    Rates {
        fresh: fresh / 1e6,
        read: read / 1e6,
        write: write / 1e6,
        output: output / 1e6,
        reasoning: output / 1e6,
    }
}

/// The two check values of the model's description.
pub fn check_values() -> Row {
    let mut row = Row::new(
        "closed form, the two check values",
        "$7.223533 and $0.1384125 to the digit",
        "none: arithmetic",
    );
    let long = Calls::fixed(79.0).whole_prefix(30_500.0, 2_072.0, 0.0);
    let long = long.cost(&rates(5.0, 0.5, 6.25, 25.0), 79.0 * 872.0);
    let short = Calls::fixed(12.0).whole_prefix(8_800.0, 2_100.0, 0.0);
    let short = short.cost(&rates(1.25, 0.125, 1.25, 10.0), 12.0 * 600.0);
    row.add(format!("${long:.6}"), format!("{long:.6}") == "7.223533");
    row.add(format!("${short:.7}"), format!("{short:.7}") == "0.1384125");
    row
}

/// Compaction advice against every trigger from the floor to the end of the run.
pub fn compaction() -> Row {
    let mut row = Row::new(
        "compaction advice against a full scan",
        "within 1 %",
        "none: 36 runs of 60 to 400 calls at four sets of rates, every trigger in steps of 500 tokens",
    );
    let (mut worst, mut formula_worst, mut cases) = (0.0f64, 0.0f64, 0);
    for card in [
        rates(5.0, 0.5, 6.25, 25.0),
        rates(3.0, 0.3, 3.75, 15.0),
        rates(1.25, 0.125, 1.25, 10.0),
        rates(3.0, 3.0, 3.0, 15.0),
    ] {
        for calls in [60.0, 200.0, 400.0] {
            for (growth, extra_calls) in [(1_000.0, 0.0), (2_072.0, 0.0), (2_072.0, 2.0)] {
                let run = Steady {
                    calls,
                    start: 30_500.0,
                    system: 30_000.0,
                    growth,
                    output: 872.0,
                    summary: 3_000.0,
                    cold: false,
                    extra_calls,
                    miss: 0.0,
                };
                let end = run.start + growth * calls;
                let steps = (end / 500.0) as u32;
                let scan =
                    (60..=steps).map(|step| run.cost(&card, f64::from(step) * 500.0 + 4_000.0));
                let lowest = scan.fold(run.cost(&card, f64::INFINITY), f64::min);
                worst = worst.max(run.best_trigger(&card).1 / lowest - 1.0);
                formula_worst =
                    formula_worst.max(run.cost(&card, run.formula_trigger(&card)) / lowest - 1.0);
                cases += 1;
            }
        }
    }
    row.add(
        format!("{cases} cases: worst {:.2} % above the scan", worst * 100.0),
        worst <= 0.01,
    );
    row.note(format!(
        "formula alone: worst {:.1} % above",
        formula_worst * 100.0
    ));
    row
}
