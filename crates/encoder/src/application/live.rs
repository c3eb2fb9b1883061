//! Growing playlists: a title can be watched as soon as its first seconds are encoded.

use bytes::Bytes;
use kernel::Cause;
use platform::{
    jobs::JobError,
    objects::{ObjectError, ObjectKey},
};
use uuid::Uuid;

use super::{
    Workshop,
    workshop::{parsed, storage},
};
use crate::domain::{Job, JobId, MasterPlaylist, MediaPlaylist, Phase, RungName};

/// Somebody else may tell something at the same time; more often than this is a defect.
pub(super) const TRIES: usize = 20;

impl Workshop {
    /// Writes the playlists as far as they go now, and offers rungs that became playable.
    pub async fn publish_live(&self, id: JobId) -> Result<(), JobError> {
        let _turn = self.publishing.lock().await;
        let Some(job) = self.store.find(id).await?.filter(Job::is_open) else { return Ok(()) };
        let Some(title) = &job.title else { return Ok(()) };
        let tracks = self.tracks(id, title).await?;
        let Some(master) = MasterPlaylist::new(&title.plan, &tracks, Phase::Growing) else { return Ok(()) };
        for playlist in MediaPlaylist::all(&title.plan, &tracks, Phase::Growing) {
            if !self.has_more(&job, &playlist).await? {
                self.write_live(&job, &playlist.name, playlist.text().to_owned()).await?;
            }
        }
        self.write_live(&job, "master.m3u8", master.text()).await?;
        let rungs = master.variants.iter().map(|variant| (variant.rung.name(), variant.rung.short_side()));
        self.offer(id, &rungs.collect::<Vec<_>>()).await
    }

    /// Whether viewers were told of more segments already: those of a task that is being done again stay until then,
    /// and such a playlist only ever grows (RFC 8216, 4.3.3.5).
    async fn has_more(&self, job: &Job, playlist: &MediaPlaylist) -> Result<bool, JobError> {
        match self.objects.read(&live_key(job, &playlist.name)?).await {
            Ok(told) => Ok(segments_in(&String::from_utf8_lossy(&told)) > segments_in(playlist.text())),
            Err(ObjectError::NotFound(_)) => Ok(false),
            Err(error) => Err(storage(error)),
        }
    }

    async fn write_live(&self, job: &Job, name: &str, text: String) -> Result<(), JobError> {
        self.objects.put_mutable(&live_key(job, name)?, Bytes::from(text)).await.map_err(storage)
    }

    async fn offer(&self, id: JobId, rungs: &[(RungName, u32)]) -> Result<(), JobError> {
        for _ in 0..TRIES {
            let Some(mut job) = self.store.find(id).await?.filter(Job::is_open) else { return Ok(()) };
            if rungs.iter().all(|(name, _)| job.offered.contains(name)) {
                return Ok(());
            }
            job.offer(rungs.iter().copied(), self.clock.now());
            if self.store.save(&mut job, &Cause::worker(Uuid::nil())).await?.is_some() {
                return Ok(());
            }
        }
        Err(JobError::transient("INTERNAL", "the job never stood still"))
    }
}

fn live_key(job: &Job, name: &str) -> Result<ObjectKey, JobError> {
    parsed(&format!("{}/live/{name}", job.prefix()))
}

fn segments_in(playlist: &str) -> usize {
    playlist.lines().filter(|line| line.starts_with("#EXTINF")).count()
}
