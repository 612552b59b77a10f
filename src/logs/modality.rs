//! Sound and pictures where a source lists its tokens by modality, or says them by what
//! it answers.

use super::{
    counters::{Counters, counted},
    field::Field::{self, *},
    json::Json,
};
use crate::Result;

/// Names of a list of tokens by modality, and what its sound and its pictures count as.
type List = (&'static [&'static str], Field, Field);

/// Gemini's lists, in the spellings of its bodies, of its Python and of its interactions.
const LISTS: &[List] = &[
    (
        &[
            "promptTokensDetails",
            "prompt_tokens_details",
            "input_tokens_by_modality",
        ],
        AudioInput,
        ImageInput,
    ),
    (
        &[
            "cacheTokensDetails",
            "cache_tokens_details",
            "cached_tokens_by_modality",
        ],
        AudioRead,
        ImageRead,
    ),
    (
        &[
            "toolUsePromptTokensDetails",
            "tool_use_prompt_tokens_details",
            "tool_use_tokens_by_modality",
        ],
        AudioMore,
        ImageMore,
    ),
    (
        &[
            "candidatesTokensDetails",
            "candidates_tokens_details",
            "responseTokensDetails",
            "response_tokens_details",
            "output_tokens_by_modality",
        ],
        AudioOutput,
        ImageOutput,
    ),
];

impl Counters {
    /// Reads Gemini's lists of tokens by modality. Text, video and documents bill alike and
    /// stay in the totals.
    ///
    /// # Errors
    /// `invalid-usage` naming the list, below `at`, for a count that is none.
    pub(crate) fn read_modalities(&mut self, usage: &Json<'_>, at: &str) -> Result<()> {
        for (names, audio, image) in LISTS {
            let found = names
                .iter()
                .find_map(|name| Some((*name, usage.get(name)?.items())));
            let Some((name, items @ [_, ..])) = found else {
                continue;
            };
            let (mut sound, mut pictures) = (0, 0);
            for item in items {
                let sum = match item.text("modality").unwrap_or_default() {
                    kind if kind.eq_ignore_ascii_case("audio") => &mut sound,
                    kind if kind.eq_ignore_ascii_case("image") => &mut pictures,
                    _ => continue,
                };
                let keys = ["tokenCount", "token_count", "tokens"];
                if let Some(value) = keys.iter().find_map(|key| item.get(key)) {
                    *sum += counted(value, at, name)?;
                }
            }
            self.set(*audio, sound, name);
            self.set(*image, pictures, name);
        }
        Ok(())
    }

    /// An answer of OpenAI's image endpoints is nothing but pictures, unless it says how many
    /// of its tokens are.
    pub(crate) fn read_pictures(&mut self, body: &Json<'_>) {
        let kind = body.text("type").unwrap_or_default();
        let images = kind.starts_with("image_generation.") || kind.starts_with("image_edit.");
        let listed = matches!(body.get("data"), Some(Json::Array(_)));
        if (images || listed) && self.get(ImageOutput).is_none() {
            self.set(ImageOutput, self.count(Output), self.path(Output));
        }
    }
}
