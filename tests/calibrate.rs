//! Logs made with known parameters, and whether calibration finds them again.
#![cfg(feature = "logs")]

#[path = "support/claude_line.rs"]
mod claude_line;

use claude_line::{line, read};
use taskfare::replay::{Calibration, Estimate, ReplayOptions, calibrate};

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as f64 + 0.5) / f64::from(1u32 << 31)
    }

    fn lognormal(&mut self, Made { median, sigma }: Made) -> f64 {
        let (a, b) = (self.uniform(), self.uniform());
        let normal = (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos();
        median * (sigma * normal).exp()
    }
}

/// What a quantity was drawn from.
#[derive(Clone, Copy)]
struct Made {
    median: f64,
    sigma: f64,
}

const fn made(median: f64, sigma: f64) -> Made {
    Made { median, sigma }
}

const CALLS: Made = made(24.0, 0.4);
const START: Made = made(15_000.0, 0.15);
const GROWTH: Made = made(1_800.0, 0.4);
const OUTPUT: Made = made(400.0, 0.5);
/// Apart enough that a minute tells them from each other.
const TOOL_GAP: Made = made(15.0, 0.3);
const HUMAN_GAP: Made = made(600.0, 0.5);
const HUMAN_SHARE: f64 = 0.1;

/// A log of so many sessions, every one a context that only grows.
fn log_of(sessions: u32, seed: u64) -> Calibration {
    let mut dice = Dice(seed);
    // The first draws of seeds that follow each other are alike.
    for _ in 0..16 {
        dice.uniform();
    }
    let (mut text, mut id) = (String::new(), 0);
    for session in 0..sessions {
        let calls = dice.lognormal(CALLS).round().max(2.0) as u32;
        let (mut prompt, mut at) = (dice.lognormal(START), 0.0);
        let mut cached = 0u64;
        for _ in 0..calls {
            id += 1;
            let total = prompt.round() as u64;
            let output = dice.lognormal(OUTPUT).round() as u64;
            let counts = [0, cached, total - cached, 0, output];
            text += &line(&format!("s{session}"), id, at as u32, counts);
            cached = total;
            prompt += dice.lognormal(GROWTH);
            let gap = match dice.uniform() < HUMAN_SHARE {
                true => HUMAN_GAP,
                false => TOOL_GAP,
            };
            at += dice.lognormal(gap);
        }
    }
    calibrate(&read(&text), &ReplayOptions::default()).unwrap()
}

/// One of the figures of a calibration.
type Figure = fn(&Calibration) -> Estimate;

#[test]
fn eight_in_ten_intervals_hold_what_the_log_was_made_with() {
    const LOGS: u64 = 100;
    let found: Vec<Calibration> = (0..LOGS).map(|seed| log_of(30, seed)).collect();
    let parameters: [(&str, Made, Figure); 6] = [
        ("calls", CALLS, |found| found.calls),
        ("start", START, |found| found.start),
        ("growth", GROWTH, |found| found.growth),
        ("output", OUTPUT, |found| found.output),
        ("tool gap", TOOL_GAP, |found| found.tool_gap.unwrap()),
        ("human gap", HUMAN_GAP, |found| found.human_gap.unwrap()),
    ];
    for (what, truth, of) in parameters {
        let inside = |found: &&Calibration| {
            let Estimate { low, high, .. } = of(found);
            low <= truth.median && truth.median <= high
        };
        let held = found.iter().filter(inside).count();
        // Of 100 intervals that hold with 0.8, these many do in all but 1 of 1,000 cases.
        assert!((67..=92).contains(&held), "{what}: {held} of {LOGS}");
        let sigma = found.iter().map(|found| of(found).sigma).sum::<f64>() / LOGS as f64;
        assert!(
            (sigma / truth.sigma - 1.0).abs() < 0.05,
            "{what}: spread {sigma} for {}",
            truth.sigma
        );
    }
    let share = found.iter().map(|found| found.human_share).sum::<f64>() / LOGS as f64;
    assert!((share - HUMAN_SHARE).abs() < 0.005, "{share}");
}

#[test]
fn the_profile_says_what_it_rests_on() {
    let found = log_of(12, 7);
    let profile = &found.profile;
    profile.check().unwrap();
    assert_eq!(profile.reference, "big-1");
    assert_eq!(found.calls.n, 12);
    let basis = |field: &str| profile.basis.iter().find(|row| row.field == field).unwrap();
    assert_eq!(
        (basis("calls").n, &*basis("calls").date),
        (Some(12), "2026-10-01")
    );
    assert_eq!(basis("output").n, Some(found.output.n));
    assert_eq!(
        basis("success").n,
        None,
        "no log tells whether a task was completed"
    );
}

#[test]
fn too_few_runs_give_no_profile() {
    let two = line("a", 1, 0, [1, 0, 0, 0, 1]) + &line("a", 2, 1, [2, 0, 0, 0, 1]);
    let error = calibrate(&read(&two), &ReplayOptions::default()).unwrap_err();
    assert_eq!(
        (error.code(), error.hint()),
        ("invalid-argument", Some("a profile needs at least 3"))
    );
}
