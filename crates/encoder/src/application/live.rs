//! Growing playlists: a title can be watched as soon as its first seconds are encoded.

use bytes::Bytes;
use kernel::Cause;
use platform::jobs::JobError;
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
            self.write_live(&job, &playlist.name, playlist.text().to_owned()).await?;
        }
        self.write_live(&job, "master.m3u8", master.text()).await?;
        let rungs = master.variants.iter().map(|variant| (variant.rung.name(), variant.rung.short_side()));
        self.offer(id, &rungs.collect::<Vec<_>>()).await
    }

    async fn write_live(&self, job: &Job, name: &str, text: String) -> Result<(), JobError> {
        let key = format!("{}/live/{name}", job.prefix());
        let key = parsed(&key)?;
        self.objects.put_mutable(&key, Bytes::from(text)).await.map_err(storage)
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
