//! How far somebody is in a film.

use kernel::Timestamp;

use super::{ProfileId, VideoId};

/// A film this far through counts as seen, in percent.
const SEEN_PERCENT: i64 = 95;

/// Where somebody is, and what the film is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub position_ms: i64,
    pub duration_ms: Option<i64>,
    pub credits_at_ms: Option<i64>,
}

impl Position {
    /// Past the credits marker, or almost at the end.
    pub fn is_seen(self) -> bool {
        let past_credits = self.credits_at_ms.is_some_and(|at| self.position_ms >= at);
        let near_end = self
            .duration_ms
            .is_some_and(|length| self.position_ms.saturating_mul(100) >= length.saturating_mul(SEEN_PERCENT));
        past_credits || near_end
    }
}

/// One profile's place in one film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub profile: ProfileId,
    pub video: VideoId,
    pub position_ms: i64,
    pub duration_ms: Option<i64>,
    pub completed: bool,
    pub updated_at: Timestamp,
}

impl Progress {
    /// Where to go on: from the start once it was seen.
    pub const fn resume_at_ms(&self) -> i64 {
        if self.completed { 0 } else { self.position_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn a_film_is_seen_past_its_credits_or_at_95_percent() {
        let at = |position_ms, credits_at_ms| Position { position_ms, duration_ms: Some(100_000), credits_at_ms };
        for (position, seen) in [
            (at(94_999, None), false),
            (at(95_000, None), true),
            (at(90_000, Some(90_000)), true),
            (at(89_999, Some(90_000)), false),
            (Position { position_ms: 5, duration_ms: None, credits_at_ms: None }, false),
        ] {
            assert_eq!(position.is_seen(), seen, "{position:?}");
        }
    }
}
