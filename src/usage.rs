//! What one call used, in disjoint kinds: no token is counted twice.

use crate::{Code, Error, Result};

/// Most tokens of one kind in one usage; above it a count is a mistake.
pub const MAX_TOKENS: u64 = 1_000_000_000_000_000;
/// Most requests or tool calls in one usage.
pub const MAX_CALLS: u64 = 1_000_000_000;

/// Declares every kind once: the enum, the fields of [`Usage`] and their names.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident, $field:ident, $name:literal;)+) => {
        /// A kind of thing a call is billed for; kinds are disjoint.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl Kind {
            /// Every kind, in the order of a bill's lines.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)+];
            /// How many kinds there are.
            pub const COUNT: usize = Kind::ALL.len();

            /// Its camelCase name in data: `cacheRead`.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)+ }
            }
        }

        /// Counts of one call (or of several that are billed alike), in disjoint kinds.
        ///
        /// ```
        /// use taskfare::usage::Usage;
        /// // An OpenAI-like usage object: 20,212 input tokens of which 16,298 were cached.
        /// let usage = Usage::from_inclusive(20_212, 16_298, 0, 931, 0)?;
        /// assert_eq!((usage.input, usage.cache_read, usage.prompt_tokens()), (3_914, 16_298, 20_212));
        /// # Ok::<(), taskfare::Error>(())
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
        #[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
        pub struct Usage {
            $($(#[doc = $doc])+ pub $field: u64,)+
        }

        impl Usage {
            /// The count of one kind.
            #[inline]
            pub const fn count(&self, kind: Kind) -> u64 {
                match kind { $(Kind::$kind => self.$field,)+ }
            }

            /// Sets the count of one kind.
            pub const fn set(&mut self, kind: Kind, count: u64) {
                match kind { $(Kind::$kind => self.$field = count,)+ }
            }

            /// All counts, by kind.
            #[inline]
            pub const fn counts(&self) -> [u64; Kind::COUNT] {
                [$(self.$field,)+]
            }
        }
    };
}

kinds! {
    /// Fresh input tokens: neither read from nor written to a cache.
    Input, input, "input";
    /// Input tokens read from a cache.
    CacheRead, cache_read, "cacheRead";
    /// Input tokens of sound read from a cache, where the source tells them apart.
    CacheReadAudio, cache_read_audio, "cacheReadAudio";
    /// Input tokens written to a cache for the model's default time.
    CacheWrite, cache_write, "cacheWrite";
    /// Input tokens written to a cache for 5 minutes.
    CacheWrite5m, cache_write_5m, "cacheWrite5m";
    /// Input tokens written to a cache for 30 minutes.
    CacheWrite30m, cache_write_30m, "cacheWrite30m";
    /// Input tokens written to a cache for an hour.
    CacheWrite1h, cache_write_1h, "cacheWrite1h";
    /// Input tokens written to a cache for 12 hours.
    CacheWrite12h, cache_write_12h, "cacheWrite12h";
    /// Visible output tokens.
    Output, output, "output";
    /// Reasoning output tokens, hidden or not.
    Reasoning, reasoning, "reasoning";
    /// Input tokens of images, where the vendor counts them apart.
    ImageInput, image_input, "imageInput";
    /// Output tokens of images.
    ImageOutput, image_output, "imageOutput";
    /// Input tokens of sound.
    AudioInput, audio_input, "audioInput";
    /// Output tokens of sound.
    AudioOutput, audio_output, "audioOutput";
    /// Cached tokens times the seconds they were kept, where keeping is charged.
    StorageTokenSeconds, storage_token_seconds, "storageTokenSeconds";
    /// Requests, where a request has a fee of its own.
    Requests, requests, "requests";
    /// Web searches of the vendor's own tool.
    WebSearches, web_searches, "webSearches";
    /// File searches of the vendor's own tool.
    FileSearches, file_searches, "fileSearches";
    /// Sessions, or runs where the vendor charges those, of its own code container.
    CodeSessions, code_sessions, "codeSessions";
    /// Posts that the vendor's own search of X fetched, where it charges those.
    PostsFetched, posts_fetched, "postsFetched";
    /// Profiles that the vendor's own search of X fetched, where it charges those.
    ProfilesFetched, profiles_fetched, "profilesFetched";
    /// Uses of the vendor's other tools that have a fee, or one that is not known: of attached documents, maps, images made.
    OtherTools, other_tools, "otherTools";
}

impl Default for Kind {
    /// Fresh input tokens, the first of all.
    fn default() -> Kind {
        Kind::Input
    }
}

impl Kind {
    /// Its place in [`Kind::ALL`].
    #[inline]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// True for tokens of the prompt, which decide the length band.
    pub const fn is_prompt(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Input | CacheRead | CacheReadAudio | ImageInput | AudioInput
        ) || self.is_cache_write()
    }

    /// True for tokens written to a cache, for whatever time.
    pub const fn is_cache_write(self) -> bool {
        use Kind::*;
        matches!(
            self,
            CacheWrite | CacheWrite5m | CacheWrite30m | CacheWrite1h | CacheWrite12h
        )
    }

    /// True for tokens of the answer.
    pub const fn is_output(self) -> bool {
        matches!(
            self,
            Kind::Output | Kind::Reasoning | Kind::ImageOutput | Kind::AudioOutput
        )
    }

    /// True for tokens: all kinds but storage, requests and tool calls.
    pub const fn is_token(self) -> bool {
        self.is_prompt() || self.is_output()
    }

    /// The kind of that camelCase name.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Usage {
    /// From a usage object that counts cached tokens inside the input and reasoning
    /// inside the output (OpenAI, DeepSeek, xAI).
    ///
    /// # Errors
    /// `invalid-usage`, naming the field, if a part is larger than its whole.
    pub fn from_inclusive(
        input: u64,
        cache_read: u64,
        cache_write: u64,
        output: u64,
        reasoning: u64,
    ) -> Result<Usage> {
        let fresh = cache_read
            .checked_add(cache_write)
            .and_then(|cached| input.checked_sub(cached))
            .ok_or_else(|| larger_than_whole(Kind::CacheRead, "the input"))?;
        let visible = output
            .checked_sub(reasoning)
            .ok_or_else(|| larger_than_whole(Kind::Reasoning, "the output"))?;
        let usage = Usage {
            input: fresh,
            cache_read,
            cache_write,
            output: visible,
            reasoning,
            ..Usage::default()
        };
        usage.check()?;
        Ok(usage)
    }

    /// All tokens of the prompt: fresh, read and written, images and sound.
    #[inline]
    pub const fn prompt_tokens(&self) -> u64 {
        self.input + self.cache_reads() + self.cache_writes() + self.image_input + self.audio_input
    }

    /// Tokens read from a cache, whatever they were of.
    #[inline]
    pub const fn cache_reads(&self) -> u64 {
        self.cache_read + self.cache_read_audio
    }

    /// Tokens written to a cache, for whatever time.
    #[inline]
    pub const fn cache_writes(&self) -> u64 {
        self.cache_write
            + self.cache_write_5m
            + self.cache_write_30m
            + self.cache_write_1h
            + self.cache_write_12h
    }

    /// All tokens of the answer: visible, reasoning, images and sound.
    #[inline]
    pub const fn output_tokens(&self) -> u64 {
        self.output + self.reasoning + self.image_output + self.audio_output
    }

    /// Adds another call's counts. Length bands judge single calls: price calls one by
    /// one, never their sum.
    pub fn add(&mut self, other: &Usage) {
        for kind in Kind::ALL {
            self.set(*kind, self.count(*kind) + other.count(*kind));
        }
    }

    /// Checks that no count is beyond what a call can have.
    ///
    /// # Errors
    /// `invalid-usage`, naming the field.
    pub fn check(&self) -> Result<()> {
        match Kind::ALL
            .iter()
            .find(|kind| self.count(**kind) > kind.limit())
        {
            Some(kind) => Err(invalid(*kind, "is larger than any call can have")),
            None => Ok(()),
        }
    }
}

impl Kind {
    /// Largest count of this kind that a usage may have.
    pub const fn limit(self) -> u64 {
        if self.is_token() || matches!(self, Kind::StorageTokenSeconds) {
            MAX_TOKENS
        } else {
            MAX_CALLS
        }
    }
}

/// An `invalid-usage` error about one field.
#[cold]
pub fn invalid(kind: Kind, problem: &str) -> Error {
    let name = kind.name();
    Error::new(
        Code::InvalidUsage,
        ["usage field ", name, " ", problem].concat(),
    )
    .at_path(["usage.", name].concat())
}

fn larger_than_whole(kind: Kind, whole: &str) -> Error {
    invalid(
        kind,
        &["is larger than ", whole, " it is a part of"].concat(),
    )
    .with_hint("if this source counts cached tokens beside the input, fill in the kinds directly")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_larger_than_the_whole_are_named() {
        let error = Usage::from_inclusive(10, 11, 0, 0, 0).unwrap_err();
        assert_eq!(
            (error.code(), error.path()),
            ("invalid-usage", Some("usage.cacheRead"))
        );
        let error = Usage::from_inclusive(10, 5, 5, 1, 2).unwrap_err();
        assert_eq!(error.path(), Some("usage.reasoning"));
        let error = Usage::from_inclusive(u64::MAX, 0, 0, 0, 0).unwrap_err();
        assert_eq!(error.path(), Some("usage.input"));
    }

    #[test]
    fn kinds_and_fields_are_the_same_list() {
        let mut usage = Usage::default();
        for (n, kind) in Kind::ALL.iter().enumerate() {
            usage.set(*kind, n as u64 + 1);
            assert_eq!((kind.index(), Kind::parse(kind.name())), (n, Some(*kind)));
        }
        let data = serde_json::to_value(usage).unwrap();
        for (kind, count) in Kind::ALL.iter().zip(usage.counts()) {
            assert_eq!(data[kind.name()], count, "{}", kind.name());
        }
        assert_eq!(data.as_object().unwrap().len(), Kind::COUNT);
        let parts: u64 = Kind::ALL
            .iter()
            .filter(|k| k.is_prompt())
            .map(|k| usage.count(*k))
            .sum();
        assert_eq!(parts, usage.prompt_tokens());
        let parts: u64 = Kind::ALL
            .iter()
            .filter(|k| k.is_output())
            .map(|k| usage.count(*k))
            .sum();
        assert_eq!(parts, usage.output_tokens());
    }
}
