//! A player's report: keeps the stream alive, notes the progress, and finds out about lost rights.

use super::{StoreError, Watching};
use crate::domain::{
    Admission, Beat, BeatState, Denial, Kind, Position, Progress, Stream, StreamId, Video, Viewer, admit,
};

/// Why a stream may not go on.
#[derive(Debug, thiserror::Error)]
pub enum BeatError {
    /// Ended, by whoever it was.
    #[error("the stream has ended")]
    Ended,
    #[error(transparent)]
    Denied(#[from] Denial),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Watching {
    /// Takes a report in; the answer says in which bounds the stream may go on.
    pub async fn beat(&self, id: StreamId, beat: Beat, staff: bool) -> Result<(Stream, Admission), BeatError> {
        let now = self.clock.now();
        let mut stream = self.store.stream(id).await?.ok_or(BeatError::Ended)?;
        let ends = beat.state == BeatState::Ended;
        if stream.ended_at.is_some() && !ends {
            return Err(BeatError::Ended);
        }
        let video = self.store.video(stream.video).await?.ok_or(Denial::NotFound)?;
        let entitlement = self.store.entitlement(stream.owner, now).await?;
        let admission = admit(viewer_of(&stream, staff), stream.kind, &video, entitlement, now)?;
        let comes_back = !stream.is_live(now) && !ends;
        if stream.beat(beat, now) {
            let progress = self.progress_of(&stream, &video, beat).await?;
            let limit = admission.max_streams.filter(|_| comes_back);
            let runs = self.store.save_beat(&stream, limit, progress.as_ref()).await?;
            if !runs && !ends {
                return Err(BeatError::Ended);
            }
        } else if comes_back {
            // An old report does not bring it back to life.
            return Err(BeatError::Ended);
        }
        Ok((stream, admission))
    }

    /// Only films are gone on with.
    async fn progress_of(&self, stream: &Stream, video: &Video, beat: Beat) -> Result<Option<Progress>, StoreError> {
        if stream.kind != Kind::Video {
            return Ok(None);
        }
        let position = Position {
            position_ms: beat.position_ms.max(0),
            duration_ms: self.store.asset(stream.asset).await?.and_then(|asset| asset.duration_ms),
            credits_at_ms: video.credits_at_ms,
        };
        Ok(Some(Progress {
            profile: stream.profile,
            video: stream.video,
            position_ms: position.position_ms,
            duration_ms: position.duration_ms,
            completed: position.is_seen(),
            updated_at: stream.last_beat_at,
        }))
    }
}

fn viewer_of(stream: &Stream, staff: bool) -> Viewer {
    if stream.owner.uuid().is_nil() { Viewer::Anonymous } else { Viewer::User { id: stream.owner, staff } }
}
