//! What all work needs, and the loop that tells how far it is.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use kernel::{Cause, Clock};
use platform::{
    jobs::{JobError, Lease},
    objects::{ObjectError, ObjectKey, Objects},
    sandbox::JobFolder,
};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Arrivals, Board, Encoding, Failure, JobStore, Pace, Reach, StoreError};
use crate::domain::{
    Advance, Audience, Job, JobId, Machine, PictureSettings, Preset, Progress, Settings, SoundSettings, StoredFile,
    Title, Work,
};

/// The name of the source in a job folder's `in/`.
pub const SOURCE_NAME: &str = "in.bin";
/// The name of the pipe beside it through which a source comes that still arrives.
pub const PIPE_NAME: &str = "in.pipe";
/// Progress is told at most this often.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// How titles are planned here.
#[derive(Debug, Clone, Copy)]
pub struct Planning {
    /// Tasks that run at the same time.
    pub workers: u32,
    /// How sound is encoded.
    pub sound: SoundSettings,
    /// How pictures are encoded.
    pub picture: PictureSettings,
}

impl Planning {
    /// As the plan takes it, on cores of this speed, for a title with a preset of its own or without.
    pub fn settings(self, core_speed: f64, preset: Option<Preset>, audience: Audience) -> Settings {
        let machine = Machine { workers: self.workers, core_speed };
        let picture = PictureSettings { preset: preset.unwrap_or(self.picture.preset), ..self.picture };
        Settings { machine, sound: self.sound, picture, audience }
    }
}

/// Where titles are made.
#[derive(Clone)]
pub struct Workshop {
    pub store: Arc<dyn JobStore>,
    pub arrivals: Arc<dyn Arrivals>,
    pub encoding: Arc<dyn Encoding>,
    pub objects: Objects,
    pub scratch: PathBuf,
    pub clock: Arc<dyn Clock>,
    pub board: Board,
    pub planning: Planning,
    pub pace: Pace,
    pub reach: Reach,
    /// Growing playlists are written one at a time, so that an older state never replaces a newer one.
    pub publishing: Arc<Mutex<()>>,
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        Self::transient("UNAVAILABLE", error)
    }
}

impl From<Failure> for JobError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(code) => Self::Permanent { code: code.as_str().into(), reason: code.message().into() },
            Failure::Cancelled => Self::LeaseLost,
            Failure::Full => storage(ObjectError::Full),
            Failure::Passing(reason) => Self::transient("INTERNAL", reason),
        }
    }
}

/// What storage says, as a worker acts on it: a full disk is waited for.
pub fn storage(error: ObjectError) -> JobError {
    match error {
        ObjectError::Full => JobError::Waiting { code: "STORAGE_FULL".into() },
        ObjectError::Busy => JobError::Waiting { code: "STORAGE_BUSY".into() },
        other => JobError::transient("INTERNAL", other),
    }
}

/// A key that we stored.
pub fn parsed(key: &str) -> Result<ObjectKey, JobError> {
    ObjectKey::parse(key).map_err(|error| JobError::transient("INTERNAL", error))
}

impl Workshop {
    /// A fresh folder for one try of one task, with the source in it.
    pub async fn folder(&self, name: String, source: Option<&Path>) -> Result<JobFolder, JobError> {
        let path = self.scratch.join(name);
        let source = source.map(Path::to_owned);
        let made = tokio::task::spawn_blocking(move || {
            if path.exists() {
                std::fs::remove_dir_all(&path)?;
            }
            let folder = JobFolder::create(path)?;
            let put = source.map_or(Ok(()), |source| folder.put(&source, SOURCE_NAME));
            if put.is_err() {
                std::fs::remove_dir_all(folder.path())?;
            }
            put.map(|()| folder)
        });
        let made = made.await.map_err(|error| JobError::transient("INTERNAL", error))?;
        Ok(made.map_err(Failure::from)?)
    }

    /// Where an object lies on this machine.
    pub fn local(&self, key: &str) -> Result<PathBuf, JobError> {
        let path = self.objects.local_path(&parsed(key)?);
        path.ok_or_else(|| JobError::transient("INTERNAL", "the source is not on this machine"))
    }

    /// A failure with what the program in the folder said, if it was its failure.
    pub async fn explain(&self, error: JobError, folder: &JobFolder) -> JobError {
        let with = |reason: String, words: &str| if words.is_empty() { reason } else { format!("{reason}\n{words}") };
        let words = self.encoding.last_words(folder).await;
        match error {
            JobError::Transient { code, reason } => JobError::Transient { code, reason: with(reason, &words) },
            JobError::Permanent { code, reason } => JobError::Permanent { code, reason: with(reason, &words) },
            JobError::Waiting { .. } | JobError::LeaseLost => error,
        }
    }

    /// Work in progress goes; what cannot be removed goes at the next start.
    pub async fn clean(&self, folder: JobFolder) {
        let removed = tokio::task::spawn_blocking(move || std::fs::remove_dir_all(folder.path())).await;
        if let Ok(Err(error)) = removed {
            tracing::warn!(%error, "a job folder could not be removed");
        }
    }

    /// Stores files of a task under the job's prefix, in a folder that no other try writes to.
    pub async fn store_files(&self, place: &Place, folder: &JobFolder, files: &[StoredFile]) -> Result<(), JobError> {
        for file in files {
            let key = place.key(&file.name)?;
            let name = std::path::Path::new(&file.name);
            self.objects.put_file(&key, &folder.output(), name).await.map_err(storage)?;
        }
        Ok(())
    }

    /// The job and its title; a job that is over gives the lease up.
    pub async fn running(&self, id: JobId) -> Result<(Job, Title), JobError> {
        let job = self.store.find(id).await?.filter(Job::is_open).ok_or(JobError::LeaseLost)?;
        let title = job.title.clone().ok_or_else(|| JobError::transient("INTERNAL", "a task without a plan"))?;
        Ok((job, title))
    }

    /// Tells how far running jobs are, until told to stop.
    pub async fn tell_progress(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TELL_EVERY) => {}
            }
            for id in self.board.jobs() {
                if let Err(error) = self.tell_one(id).await {
                    tracing::warn!(%error, job = %id, "progress could not be told");
                }
            }
        }
    }

    async fn tell_one(&self, id: JobId) -> Result<(), StoreError> {
        let Some(mut job) = self.store.find(id).await? else { return Ok(()) };
        let Some(title) = job.title.clone() else { return Ok(()) };
        let parts = self.store.parts(id).await?;
        let done = parts.iter().filter(|part| part.done).map(|part| part.number);
        let mut advances = self.board.advances(id);
        advances.extend(done.filter_map(|number| match &title.plan.task(number)?.work {
            Work::Chunk(work) => Some(Advance { task: number, frames: title.plan.grid.frames(&work.segments) }),
            _ => None,
        }));
        let now = self.clock.now();
        let elapsed = now.since(job.started_at.unwrap_or(now)).as_secs_f64();
        job.advance(Progress::new(&title.plan, &advances, elapsed), now);
        // Somebody else told something meanwhile: the next round tells the rest.
        let _ = self.store.save(&mut job, &Cause::worker(Uuid::nil())).await?;
        Ok(())
    }
}

/// Where one try of one task puts its files: `enc/<job>/<task>.<fence>`.
pub struct Place(ObjectKey);

impl Place {
    pub fn new(job: &Job, task: impl std::fmt::Display, lease: &Lease) -> Result<Self, JobError> {
        let text = format!("{}/{task}.{}", job.prefix(), lease.fence);
        parsed(&text).map(Self)
    }

    pub fn key(&self, name: &str) -> Result<ObjectKey, JobError> {
        self.0.join(name).map_err(|error| JobError::transient("INTERNAL", error))
    }
}
