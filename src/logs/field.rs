//! What sources count.

/// One counter of a usage object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Input,
    /// Input counted beside `Input`, e.g. Gemini's tool-use prompt.
    MoreInput,
    Read,
    /// All cache writes, whatever their time to live.
    Write,
    Write5m,
    Write1h,
    Output,
    Reasoning,
    /// Only used to tell whether reasoning lies inside the output.
    Total,
    /// Sound inside `Input`, cached or not.
    AudioInput,
    /// Sound inside `Read`, where the source says.
    AudioRead,
    /// Sound inside `MoreInput`.
    AudioMore,
    /// Sound inside `Output`.
    AudioOutput,
    /// Pictures inside `Input`, cached or not.
    ImageInput,
    /// Pictures inside `Read`, where the source says.
    ImageRead,
    /// Pictures inside `MoreInput`.
    ImageMore,
    /// Pictures inside `Output`.
    ImageOutput,
    WebSearches,
    FileSearches,
    /// Containers in which the vendor ran code.
    CodeSessions,
    /// What a search of X fetched, where that is charged and not the search.
    PostsFetched,
    ProfilesFetched,
    /// Uses of tools that have a fee, or one that is not known, and no kind of their own.
    OtherTools,
}

impl Field {
    /// How many there are.
    pub(crate) const COUNT: usize = Field::OtherTools as usize + 1;
}
