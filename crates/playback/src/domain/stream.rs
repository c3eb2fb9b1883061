//! A stream: somebody watching something, known to be alive by its heartbeats.

use std::time::Duration;

use kernel::Timestamp;

use super::{AssetId, Kind, ProfileId, StreamId, UserId, VideoId};

/// How long a grant opens an asset.
pub const GRANT_LIFE: Duration = Duration::from_mins(15);
/// How often a player reports.
pub const HEARTBEAT: Duration = Duration::from_secs(30);
/// A stream without a beat for so long has ended.
pub const LIVE_FOR: Duration = Duration::from_secs(75);

/// Somebody watching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    pub id: StreamId,
    /// The login; trailers of nobody have none.
    pub owner: UserId,
    pub profile: ProfileId,
    pub video: VideoId,
    pub asset: AssetId,
    pub kind: Kind,
    pub device_id: String,
    pub device_name: String,
    pub started_at: Timestamp,
    pub last_beat_at: Timestamp,
    pub seq: i64,
    pub watched_ms: i64,
    pub ended_at: Option<Timestamp>,
}

/// What the player is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BeatState {
    Playing,
    Paused,
    Ended,
}

/// A player's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Rises with each report.
    pub seq: i64,
    pub position_ms: i64,
    /// Running total of film watched, seeking aside.
    pub watched_ms: i64,
    pub state: BeatState,
}

impl Stream {
    /// Whether it still runs.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.last_beat_at.plus(LIVE_FOR) > now
    }

    /// Takes a report in; `false` when it says nothing new. Nobody watches more than the time that went by.
    pub fn beat(&mut self, beat: Beat, now: Timestamp) -> bool {
        if beat.seq <= self.seq || self.ended_at.is_some() {
            return false;
        }
        let elapsed = i64::try_from(now.since(self.last_beat_at).as_millis()).unwrap_or(i64::MAX);
        let growth = (beat.watched_ms - self.watched_ms).clamp(0, elapsed);
        self.seq = beat.seq;
        self.watched_ms += growth;
        self.last_beat_at = now;
        if beat.state == BeatState::Ended {
            self.ended_at = Some(now);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream() -> Stream {
        let now = Timestamp::from_millis(0);
        Stream {
            id: StreamId::generate(now),
            owner: UserId::generate(now),
            profile: ProfileId::generate(now),
            video: VideoId::generate(now),
            asset: AssetId::generate(now),
            kind: Kind::Video,
            device_id: "tv".into(),
            device_name: "TV".into(),
            started_at: now,
            last_beat_at: now,
            seq: 0,
            watched_ms: 0,
            ended_at: None,
        }
    }

    fn beat(seq: i64, watched_ms: i64) -> Beat {
        Beat { seq, position_ms: watched_ms, watched_ms, state: BeatState::Playing }
    }

    #[test]
    fn nobody_watches_more_than_the_time_that_went_by() {
        let mut stream = stream();
        assert!(stream.beat(beat(1, 3_600_000), Timestamp::from_millis(30_000)));
        assert_eq!(stream.watched_ms, 30_000);
    }

    #[test]
    fn a_repeated_or_late_report_changes_nothing() {
        let mut stream = stream();
        assert!(stream.beat(beat(2, 20_000), Timestamp::from_millis(30_000)));
        let before = stream.clone();
        assert!(!stream.beat(beat(2, 25_000), Timestamp::from_millis(60_000)));
        assert!(!stream.beat(beat(1, 25_000), Timestamp::from_millis(60_000)));
        assert_eq!(stream, before);
    }

    #[test]
    fn a_stream_ends_75_seconds_after_its_last_beat() {
        let stream = stream();
        assert!(stream.is_live(Timestamp::from_millis(74_999)));
        assert!(!stream.is_live(Timestamp::from_millis(75_000)));
    }
}
