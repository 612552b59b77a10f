//! Vendors' rules for what surrounds text, chosen by model name.

use super::super::table::{FRAMES, IMAGES};
use super::image::Formula;
use crate::count::Grade;
use crate::data::small::places;

/// What a message and a request cost beside their text: `[low, middle, high]` tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRule {
    /// Beginnings of model names, without vendor prefix; empty for the rest.
    pub models: &'static [&'static str],
    /// Per request.
    pub base: [u32; 3],
    /// Per message.
    pub message: [u32; 3],
    pub tools: ToolRule,
    pub grade: Grade,
    pub basis: &'static str,
}

/// What tool definitions cost beside their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToolRule {
    /// Once, when there is any tool and the model may choose.
    pub any: [u32; 3],
    /// Once, when the model is made to call a tool.
    pub forced: [u32; 3],
    /// Per tool.
    pub each: [u32; 3],
    /// Per property of its parameters.
    pub property: [u32; 3],
    /// Per value of an enumeration.
    pub variant: [u32; 3],
    pub grade: Grade,
    pub basis: &'static str,
}

/// How a model counts images.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageRule {
    /// Beginnings of model names, without vendor prefix; empty for the rest.
    pub models: &'static [&'static str],
    pub formula: Formula,
    pub grade: Grade,
    pub basis: &'static str,
}

/// The framing rule of a model; the last rule is for models no rule names.
pub fn frame_rule(model: &str) -> &'static FrameRule {
    &FRAMES[pick(FRAMES.iter().map(|rule| rule.models), model)]
}

/// The image rule of a model; the last rule is for models no rule names.
pub fn image_rule(model: &str) -> &'static ImageRule {
    &IMAGES[pick(IMAGES.iter().map(|rule| rule.models), model)]
}

/// The rule with the longest name in `model`, where a name begins a word; the
/// last rule when none has.
pub(in crate::count) fn pick(
    rules: impl Iterator<Item = &'static [&'static str]>,
    model: &str,
) -> usize {
    let model = model.to_ascii_lowercase();
    let mut best = (0, 0);
    let mut last = 0;
    for (at, names) in rules.enumerate() {
        last = at;
        for name in names {
            if name.len() > best.0 && names_model(&model, name) {
                best = (name.len(), at);
            }
        }
    }
    if best.0 == 0 { last } else { best.1 }
}

fn names_model(model: &str, name: &str) -> bool {
    places(model, name).any(|at| {
        let before = at.checked_sub(1).map(|at| model.as_bytes()[at]);
        !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}
