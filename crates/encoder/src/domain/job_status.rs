//! What kind of job it is, where it stands and what it is doing.

/// Which of a video's media it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// The film.
    Video,
    /// The trailer.
    Trailer,
}

impl JobKind {
    /// As events and the API spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Trailer => "trailer",
        }
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobStatus {
    /// Nobody has taken it up yet, or it waits to be tried again.
    Queued,
    /// Its tasks are being done.
    Running,
    /// Everything is encoded and checked.
    Completed,
    /// Given up for good.
    Failed,
    /// Nobody wants it any more.
    Cancelled,
}

impl JobStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Running, Self::Completed, Self::Failed, Self::Cancelled];

    /// As the API spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What a running job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Looking at the source.
    Probing,
    /// Encoding chunks and sound.
    Encoding,
    /// Writing and checking the final playlists.
    Packaging,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Probing, Self::Encoding, Self::Packaging];

    /// As events spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Probing => "probing",
            Self::Encoding => "encoding",
            Self::Packaging => "packaging",
        }
    }
}
