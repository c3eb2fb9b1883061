//! Starting to watch: may they, is a stream free, and where to go on.

use super::{Opened, StoreError, Watching};
use crate::domain::{
    Admission, Asset, AssetId, Denial, Kind, ProfileId, Stream, StreamId, UserId, Video, VideoId, Viewer, admit,
};

/// What somebody wants to watch, and on what.
#[derive(Clone, Debug)]
pub struct NewStream {
    pub id: StreamId,
    pub viewer: Viewer,
    pub video: VideoId,
    pub kind: Kind,
    pub profile: Option<ProfileId>,
    pub device_id: String,
    pub device_name: String,
}

/// Watching may begin.
#[derive(Clone, Debug)]
pub struct Started {
    pub stream: Stream,
    pub video: Video,
    pub asset: Asset,
    pub admission: Admission,
    pub resume_at_ms: i64,
}

/// Why it may not.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Denied(#[from] Denial),
    /// With what runs already.
    #[error("too many streams run")]
    LimitReached(Vec<Stream>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Watching {
    /// Opens a stream for whoever may watch.
    pub async fn start(&self, wanted: NewStream) -> Result<Started, StartError> {
        let now = self.clock.now();
        let video = self.store.video(wanted.video).await?.ok_or(Denial::NotFound)?;
        let entitlement = match wanted.viewer {
            Viewer::User { id, .. } => self.store.entitlement(id, now).await?,
            Viewer::Anonymous => None,
        };
        let admission = admit(wanted.viewer, wanted.kind, &video, entitlement, now)?;
        let asset = self.playable(asset_of(&video, wanted.kind)).await?;
        let (owner, profile) = self.watcher(&wanted).await?;
        let stream = Stream {
            id: wanted.id,
            owner,
            profile,
            video: video.id,
            asset: asset.id,
            kind: wanted.kind,
            device_id: wanted.device_id,
            device_name: wanted.device_name,
            started_at: now,
            last_beat_at: now,
            seq: 0,
            watched_ms: 0,
            ended_at: None,
        };
        match self.store.open_stream(&stream, admission.max_streams).await? {
            Opened::Yes => {}
            Opened::LimitReached(running) => return Err(StartError::LimitReached(running)),
        }
        let resume_at_ms = self.resume_at(&stream).await?;
        Ok(Started { stream, video, asset, admission, resume_at_ms })
    }

    async fn playable(&self, id: Option<AssetId>) -> Result<Asset, StartError> {
        let asset = match id {
            Some(id) => self.store.asset(id).await?,
            None => None,
        };
        Ok(asset.filter(|asset| asset.path.is_some()).ok_or(Denial::NotFound)?)
    }

    /// A profile of somebody else is none.
    async fn watcher(&self, wanted: &NewStream) -> Result<(UserId, ProfileId), StartError> {
        let Viewer::User { id, .. } = wanted.viewer else {
            let nobody = UserId::from_uuid(uuid::Uuid::nil());
            return Ok((nobody, ProfileId::from_uuid(uuid::Uuid::nil())));
        };
        let profile = wanted.profile.unwrap_or_else(|| ProfileId::from_uuid(id.uuid()));
        if self.owns(id, profile).await? { Ok((id, profile)) } else { Err(Denial::NotFound.into()) }
    }

    async fn resume_at(&self, stream: &Stream) -> Result<i64, StoreError> {
        if stream.kind == Kind::Trailer {
            return Ok(0);
        }
        let progress = self.store.progress(stream.profile, stream.video).await?;
        Ok(progress.map_or(0, |progress| progress.resume_at_ms()))
    }
}

const fn asset_of(video: &Video, kind: Kind) -> Option<AssetId> {
    match kind {
        Kind::Trailer => video.trailer,
        Kind::Video | Kind::Preview => video.film,
    }
}
