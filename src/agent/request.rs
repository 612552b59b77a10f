//! What callers ask for, by name or by their own numbers.

use super::{Ask, Harness, Mix, OfferChoice, Profile, Projection, mix, presets};
use crate::Result;
use crate::data::read::{Fields, Names, wrong};
use crate::data::{Json, Read};
use crate::instant::Instant;
use crate::prices::Table;
use serde::Deserialize;

/// A profile by its id, or one's own.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum ProfileChoice {
    /// The id of a preset.
    Named(String),
    /// One's own numbers.
    Own(Box<Profile>),
}

/// A harness by its id, or one's own.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(untagged)]
pub enum HarnessChoice {
    /// The id of a preset.
    Named(String),
    /// One's own policy.
    Own(Box<Harness>),
}

/// What is to be projected.
///
/// The instant is read apart: callers may give a date, a number or text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectRequest {
    /// The class of task.
    pub profile: ProfileChoice,
    /// The policy around the model.
    pub harness: HarnessChoice,
    /// The offers, in the order of the answer.
    pub offers: Vec<OfferChoice>,
    /// The instant of the rates.
    #[serde(skip)]
    pub at: Instant,
    /// Simulated tasks per offer, 1 to 1,000,000; 0 = closed form with quantiles.
    #[serde(default)]
    pub runs: u32,
    /// Names the draws: the same seed gives the same bytes.
    #[serde(default)]
    pub seed: u32,
    /// A budget per task in the offer's currency.
    #[serde(default)]
    pub budget: Option<f64>,
    /// Offers used together: routed, one behind the other, or stopped at a budget.
    #[serde(default)]
    pub mixes: Vec<Mix>,
}

impl Default for ProfileChoice {
    /// A name that no preset has.
    fn default() -> Self {
        ProfileChoice::Named(String::new())
    }
}

impl Default for HarnessChoice {
    /// A name that no preset has.
    fn default() -> Self {
        HarnessChoice::Named(String::new())
    }
}

/// An id, or else one's own numbers.
fn id_or<T: Read + Default>(from: &Json) -> Result<std::result::Result<String, Box<T>>> {
    match from {
        Json::Text(id) => Ok(Ok(id.clone())),
        Json::Map(_) => {
            let mut own = Box::<T>::default();
            own.read(from)?;
            Ok(Err(own))
        }
        _ => Err(wrong("the id of a preset, or an object")),
    }
}

impl Read for ProfileChoice {
    fn read(&mut self, from: &Json) -> Result<()> {
        *self = match id_or(from)? {
            Ok(id) => ProfileChoice::Named(id),
            Err(own) => ProfileChoice::Own(own),
        };
        Ok(())
    }
}

impl Read for HarnessChoice {
    fn read(&mut self, from: &Json) -> Result<()> {
        *self = match id_or(from)? {
            Ok(id) => HarnessChoice::Named(id),
            Err(own) => HarnessChoice::Own(own),
        };
        Ok(())
    }
}

impl Read for ProjectRequest {
    fn read(&mut self, from: &Json) -> Result<()> {
        let mut fields = Fields::of(from, Names::Camel)?;
        fields.required("profile", &mut self.profile);
        fields.required("harness", &mut self.harness);
        fields.required("offers", &mut self.offers);
        fields.optional("runs", &mut self.runs);
        fields.optional("seed", &mut self.seed);
        fields.optional("budget", &mut self.budget);
        fields.optional("mixes", &mut self.mixes);
        fields.end()
    }
}

impl ProjectRequest {
    /// Hands the resolved request to `then`.
    ///
    /// # Errors
    /// `invalid-profile` for an unknown id.
    pub fn with<T>(&self, then: impl FnOnce(&Ask) -> Result<T>) -> Result<T> {
        let profile = match &self.profile {
            ProfileChoice::Named(id) => presets::profile(id)?,
            ProfileChoice::Own(profile) => profile,
        };
        let harness = match &self.harness {
            HarnessChoice::Named(id) => presets::harness(id)?,
            HarnessChoice::Own(harness) => harness,
        };
        then(&Ask {
            profile,
            harness,
            recording: presets::recording_harness(),
            relations: presets::relations(),
            offers: &self.offers,
            at: self.at,
            runs: self.runs,
            seed: self.seed,
            budget: self.budget,
        })
    }

    /// Projects the cost of one task on every offer, and on offers used together: see
    /// [`super::project`] and [`mix`].
    ///
    /// # Errors
    /// As [`ProjectRequest::with`], [`super::project`] and [`mix`].
    pub fn project(&self, table: &Table) -> Result<Projection> {
        self.with(|ask| {
            let mut projection = super::project(table, ask)?;
            projection.mixes = mix(&projection, &self.mixes, ask.profile, ask.relations)?;
            Ok(projection)
        })
    }
}
