//! The counters of a call told apart into disjoint kinds that add up to its totals.

use super::{
    counters::{Counters, invalid},
    field::Field::{self, *},
    json::Json,
    shape::{Counting, Shape},
};
use crate::{Error, Result, usage::Usage};

impl Counters {
    /// Tells the kinds apart. A part larger than its whole is `invalid-usage`
    /// naming the part's field below `at`.
    pub(crate) fn usage(&self, shape: &Shape, at: &str) -> Result<Usage> {
        let (write_5m, write_1h) = (self.count(Write5m), self.count(Write1h));
        let cache_read = self.count(Read);
        // Partial records may hold the split before the sum, or the sum alone.
        let written = self.count(Write).max(write_5m + write_1h);
        let input = self.count(Input);
        let fresh = match shape.counting {
            Counting::Beside => input,
            Counting::Inside => self.outside_cache(input, cache_read, written, at)?,
        };
        let (output, reasoning) = self.output(shape, at)?;
        let [audio_fresh, image_fresh, audio_read] = self.input_media(fresh, written, at)?;
        let more = self.count(MoreInput);
        let [audio_more, image_more] = self.media([AudioMore, ImageMore], more, MoreInput, at)?;
        let [audio_output, image_output] =
            self.media([AudioOutput, ImageOutput], output, Output, at)?;
        Ok(Usage {
            input: fresh - audio_fresh - image_fresh + more - audio_more - image_more,
            cache_read: cache_read - audio_read,
            cache_read_audio: audio_read,
            cache_write: written - write_5m - write_1h,
            cache_write_5m: write_5m,
            cache_write_1h: write_1h,
            output: output - audio_output - image_output,
            reasoning,
            audio_input: audio_fresh + audio_more,
            image_input: image_fresh + image_more,
            audio_output,
            image_output,
            web_searches: self.count(WebSearches),
            file_searches: self.count(FileSearches),
            code_sessions: self.count(CodeSessions),
            posts_fetched: self.count(PostsFetched),
            profiles_fetched: self.count(ProfilesFetched),
            other_tools: self.count(OtherTools),
            ..Usage::default()
        })
    }

    /// Reads off the total of a chat body what nothing else in it says: embeddings of Voyage
    /// and its like have no other count, and Gemini's thoughts are in no other where Google or
    /// a gateway renders its answers as OpenAI's.
    pub(crate) fn read_total(&mut self, body: &Json<'_>) {
        let (total, path) = (self.count(Total), self.path(Total));
        let input_or_output = self.get(Input).or(self.get(Output));
        if input_or_output.is_none() && body.text("object") == Some("list") {
            self.set(Input, total, path);
        }
        let beside = total.checked_sub(self.count(Input) + self.count(Output));
        let name = body.text("model").and_then(|name| name.rsplit('/').next());
        if let (Some(gap @ 1..), 0, true) = (
            beside,
            self.count(Reasoning),
            name.is_some_and(|name| name.starts_with("gemini-")),
        ) {
            self.set(Reasoning, gap, path);
        }
    }

    fn outside_cache(&self, input: u64, read: u64, written: u64, at: &str) -> Result<u64> {
        let fresh = input
            .checked_sub(read)
            .and_then(|rest| rest.checked_sub(written));
        fresh.ok_or_else(|| {
            let (part, count) = match read > input {
                true => (Read, read),
                false => (Write, written),
            };
            self.too_many(part, count, "cached", (Input, input), at)
                .with_hint("if this source counts cached tokens beside the input, name its format")
        })
    }

    /// Visible output and reasoning. xAI's chat counts reasoning beside its
    /// completion tokens under the names that OpenAI uses for the other
    /// reading; the total tells which it is.
    fn output(&self, shape: &Shape, at: &str) -> Result<(u64, u64)> {
        let (output, reasoning) = (self.count(Output), self.count(Reasoning));
        let beside = self.count(Input) + output + reasoning;
        if !shape.reasoning_inside || (reasoning > 0 && self.get(Total) == Some(beside)) {
            return Ok((output, reasoning));
        }
        match output.checked_sub(reasoning) {
            Some(visible) => Ok((visible, reasoning)),
            None => Err(self.too_many(Reasoning, reasoning, "reasoning", (Output, output), at)),
        }
    }

    /// Sound and pictures among the `fresh` input, and the sound that was read from a cache;
    /// cached pictures bill as cached text does. Where the source does not say what it read,
    /// that was text, as far as there was any.
    fn input_media(&self, fresh: u64, written: u64, at: &str) -> Result<[u64; 3]> {
        let all = self.media([AudioInput, ImageInput], self.count(Input), Input, at)?;
        let read = self.media([AudioRead, ImageRead], self.count(Read), Read, at)?;
        let outside = |all: u64, read: u64, field: Field, cached: Field| match self.get(field) {
            None => Ok(0),
            Some(_) => all
                .checked_sub(read)
                .ok_or_else(|| self.too_many(cached, read, MEDIA, (field, all), at)),
        };
        let audio = outside(all[0], read[0], AudioInput, AudioRead)?.min(fresh);
        let image = outside(all[1], read[1], ImageInput, ImageRead)?.min(fresh - audio);
        let audio_read = match self.get(AudioRead) {
            Some(_) => read[0],
            // Sound that is neither fresh nor written can only have been read.
            None => (all[0] - audio)
                .saturating_sub(written)
                .min(self.count(Read)),
        };
        Ok([audio, image, audio_read])
    }

    /// How many of the `whole` are sound and pictures.
    fn media(&self, parts: [Field; 2], whole: u64, of: Field, at: &str) -> Result<[u64; 2]> {
        let counts = parts.map(|part| self.count(part));
        if counts[0] + counts[1] <= whole {
            return Ok(counts);
        }
        // The larger of the two is named.
        let part = usize::from(counts[1] > counts[0]);
        Err(self.too_many(parts[part], counts[0] + counts[1], MEDIA, (of, whole), at))
    }

    /// A part that is larger than the whole that holds it.
    fn too_many(
        &self,
        part: Field,
        count: u64,
        what: &str,
        (whole, most): (Field, u64),
        at: &str,
    ) -> Error {
        let whole = match self.path(whole) {
            "" => "the whole, which is missing",
            path => path,
        };
        let message =
            format!("{count} {what} tokens are more than the {most} of {whole}, which holds them");
        invalid(message, at, self.path(part))
    }
}

/// Sound and pictures, in messages.
const MEDIA: &str = "audio and image";
