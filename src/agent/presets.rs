//! The task profiles and harnesses that come with the engine, from `profiles/*.toml`.

// The literals name variants bare, as their `Debug` form does.
use super::BasisGrade::*;
use super::EditStyle::*;
use super::Spread::*;
use super::StablePrefix::*;
use super::Trigger::*;
use super::{
    Basis, Cache, Compaction, Edit, Edits, EnergyOfClass, Gaps, Harness, Heartbeat, Kept, Profile,
    Recorded, Relations, SubAgents, Success,
};
use crate::{Code, Error, Result};
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// The harness under which the models of [`relations`] were recorded.
const RECORDING: &str = "plain-loop";

/// Every task profile.
pub fn profiles() -> &'static [Profile] {
    PROFILES
}

/// Every harness preset.
pub fn harnesses() -> &'static [Harness] {
    HARNESSES
}

/// What recorded runs say across models.
pub fn relations() -> &'static Relations {
    &RELATIONS
}

/// The task profile of this id.
///
/// # Errors
/// `invalid-profile`, naming the known ids.
pub fn profile(id: &str) -> Result<&'static Profile> {
    let found = PROFILES.iter().find(|profile| profile.id == id);
    found.ok_or_else(|| unknown("profile", id, PROFILES.iter().map(|profile| &*profile.id)))
}

/// The harness preset of this id.
///
/// # Errors
/// `invalid-profile`, naming the known ids.
pub fn harness(id: &str) -> Result<&'static Harness> {
    let found = HARNESSES.iter().find(|harness| harness.id == id);
    found.ok_or_else(|| unknown("harness", id, HARNESSES.iter().map(|harness| &*harness.id)))
}

/// The harness under which other models were recorded.
pub fn recording_harness() -> &'static Harness {
    let found = HARNESSES.iter().find(|harness| harness.id == RECORDING);
    found.unwrap_or(&HARNESSES[0])
}

fn unknown<'a>(path: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.collect();
    Error::new(
        Code::InvalidProfile,
        ["no ", path, " is named `", id, "`"].concat(),
    )
    .at_path(path)
    .with_hint(["known: ", &known.join(", ")].concat())
}
