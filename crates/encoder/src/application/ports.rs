//! What the use cases need of the outside: a store for jobs, and something that encodes.

use std::{io, time::Duration};

use async_trait::async_trait;
use kernel::{Cause, Saved};
use platform::{
    jobs::{Failed, Lease},
    sandbox::JobFolder,
};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::domain::{
    AudioOutput, AudioWork, ChunkOutput, ChunkWork, Damage, FinishedTask, Job, JobId, Moment, PictureFile,
    PosterOutput, RefusalCode, Rung, SourceFacts, StoryboardOutput, TakenOver, TaskNumber, TextOutput, TextWork, Title,
    TrackOutput,
};

/// The store does not answer, or holds what we cannot read.
#[derive(Debug, thiserror::Error)]
#[error("the encoder's store is unavailable: {0}")]
pub struct StoreError(pub String);

/// What a task left behind, as its row keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "output", rename_all = "snake_case")]
pub enum TaskOutput {
    /// Segments of some rungs.
    Chunk(ChunkOutput),
    /// A sound track, or as much of it as is there.
    Audio(AudioOutput),
    /// Tracks of an earlier job.
    TakenOver(TakenOver),
    /// The text tracks that could be read.
    Text(TextOutput),
    /// The poster frame, unless none could be taken.
    Poster(Option<PosterOutput>),
    /// The thumbnails and posters, unless none could be made.
    Storyboard(Option<StoryboardOutput>),
}

/// A task of a job, as far as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which task.
    pub number: TaskNumber,
    /// Of the lease its files were written under.
    pub fence: i64,
    /// Whether it is finished.
    pub done: bool,
    /// What there is; segments are listed while others of the task are made.
    pub output: Option<TaskOutput>,
}

impl Part {
    /// As playlists see it: what a running task has so far counts too.
    pub fn segments(&self) -> Option<FinishedTask> {
        let (rungs, sounds) = match self.output.clone()? {
            TaskOutput::Chunk(output) => (output.rungs, Vec::new()),
            TaskOutput::Audio(output) => (Vec::new(), output.sounds),
            TaskOutput::TakenOver(output) => (output.rungs, output.sounds),
            TaskOutput::Text(_) | TaskOutput::Poster(_) | TaskOutput::Storyboard(_) => return None,
        };
        Some(FinishedTask { number: self.number, fence: self.fence, rungs, sounds })
    }

    /// What could not be decoded.
    pub fn damage(&self) -> Damage {
        match &self.output {
            Some(TaskOutput::Chunk(output)) => output.damage,
            Some(TaskOutput::TakenOver(output)) => output.damage,
            _ => Damage::default(),
        }
    }
}

/// Where jobs and the results of their tasks lie.
#[async_trait]
pub trait JobStore: Send + Sync {
    /// Stores a new job with its planning task; `false` if its resource has one that is not over.
    async fn accept(&self, job: &Job, cause: &Cause) -> Result<bool, StoreError>;
    async fn find(&self, id: JobId) -> Result<Option<Job>, StoreError>;
    /// The latest job of a resource.
    async fn by_resource(&self, resource_id: &str) -> Result<Option<Job>, StoreError>;
    /// The job of a resource whose result is there to be taken over.
    async fn finished(&self, resource_id: &str) -> Result<Option<Job>, StoreError>;
    /// Writes a changed job and what is to be told of it. `None` when somebody else changed it meanwhile.
    async fn save(&self, job: &mut Job, cause: &Cause) -> Result<Option<Saved>, StoreError>;
    /// Ends planning: the job runs and its tasks are queued. `false` when the lease was lost.
    async fn begin(&self, job: &mut Job, lease: &Lease, title: &Title) -> Result<bool, StoreError>;
    /// Ends a task; the one that ends last queues what comes next. `false` when the lease was lost.
    async fn finish_task(&self, lease: &Lease, output: &TaskOutput) -> Result<bool, StoreError>;
    /// Notes what a running task has so far. `false` when the lease was lost.
    async fn note_output(&self, lease: &Lease, output: &TaskOutput) -> Result<bool, StoreError>;
    /// All tasks of a job, in order.
    async fn parts(&self, id: JobId) -> Result<Vec<Part>, StoreError>;
    /// Ends the job well, with what is to be told; later on, what it left over goes, and all that earlier jobs of the
    /// resource made. `false` when the lease was lost, or the job has changed.
    async fn complete(&self, job: &mut Job, lease: &Lease) -> Result<bool, StoreError>;
    /// Ends the job badly: its other tasks are cancelled. `false` when the lease was lost.
    async fn give_up(&self, job: &mut Job, lease: &Lease, failed: Failed<'_>) -> Result<bool, StoreError>;
    /// Takes a cancelled job's tasks away.
    async fn cancel(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError>;
    /// The same, and what other jobs of the resource made goes too.
    async fn withdraw(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError>;
    /// Makes a job more urgent by so many steps, or less, and its tasks with it.
    async fn prioritise(&self, job: &mut Job, steps: i64, cause: &Cause) -> Result<Saved, StoreError>;
    /// Notes that what a job made is about to be removed; `false` if it is wanted again.
    async fn retire(&self, id: JobId) -> Result<bool, StoreError>;
    /// Queues the unfinished tasks of a job again.
    async fn reopen(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError>;
    /// Ends a job's last errand: nothing is told.
    async fn finish_errand(&self, lease: &Lease) -> Result<bool, StoreError>;
}

/// Jobs whose plans change: because their sources are still being uploaded, or because viewers come.
#[async_trait]
pub trait Arrivals: Send + Sync {
    /// Those that run, with the keys of their sources.
    async fn arriving(&self) -> Result<Vec<(JobId, String)>, StoreError>;
    /// Lets tasks be taken up whose parts of the source are there.
    async fn release(&self, id: JobId, tasks: &[TaskNumber]) -> Result<(), StoreError>;
    /// Writes a job whose plan was cut anew, and queues its tasks accordingly. `false` when somebody else changed it
    /// meanwhile, or something was made that is in the plan no more.
    async fn recut(&self, job: &mut Job) -> Result<bool, StoreError>;
    /// Puts a task off until the source is whole and its plan has its end.
    async fn hold(&self, lease: &Lease) -> Result<(), StoreError>;
    /// The source of a job is whole: it is planned, or looked at again if it was before.
    async fn arrive(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError>;
    /// Ends that look: all tasks of its plan may be taken up. `false` when the lease was lost or the job changed, or
    /// something was made that is in the plan no more.
    async fn settle(&self, job: &mut Job, lease: &Lease) -> Result<bool, StoreError>;
    /// Ends that look and the job, for another one that begins anew. `false` as above.
    async fn replace(&self, job: &mut Job, anew: &Job, lease: &Lease) -> Result<bool, StoreError>;
}

/// Why a piece of work has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It is the source's fault, and final.
    #[error("{}", .0.as_str())]
    Refused(RefusalCode),
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// There is no space for it now.
    #[error("no space is left")]
    Full,
    /// It may succeed another time.
    #[error("{0}")]
    Passing(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Passing(error.to_string()),
        }
    }
}

/// Where a task works and on what.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'a> {
    /// Holds the source and takes the results; a folder of its own for each task.
    pub folder: &'a JobFolder,
    /// What is made.
    pub title: &'a Title,
    /// Whether somebody waits for it; otherwise it stands back.
    pub is_awaited: bool,
    /// Ends the task.
    pub cancel: &'a CancellationToken,
}

/// A part of an arriving source.
#[derive(Debug, Clone, Copy)]
pub struct Within {
    /// Looked at from here on, seconds from the title's first frame.
    pub since: f64,
    /// Bytes that stay.
    pub bytes: u64,
}

/// Encodes, in the sandbox.
#[async_trait]
pub trait Encoding: Send + Sync {
    /// What the source in the folder is, and where it can be entered, in seconds.
    async fn probe(&self, folder: &JobFolder, cancel: &CancellationToken) -> Result<(SourceFacts, Vec<f64>), Failure>;
    /// Encodes a moment of a picture of its own, always the same; how much time on a core that took.
    async fn trial(&self, folder: &JobFolder, cancel: &CancellationToken) -> Result<Duration, Failure>;
    /// The same of a source that still arrives, by what its beginning says; a length of 0, to be guessed, where that
    /// does not say it.
    async fn probe_start(
        &self,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), Failure>;
    /// How far the picture of an arriving source goes: within so many bytes, looked for from so many seconds on.
    async fn reach(
        &self,
        folder: &JobFolder,
        facts: &SourceFacts,
        within: Within,
        cancel: &CancellationToken,
    ) -> Result<Option<f64>, Failure>;
    /// Some segments of some rungs; `report` is told frames put out in each rung.
    async fn chunk(
        &self,
        bench: Bench<'_>,
        work: &ChunkWork,
        report: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ChunkOutput, Failure>;
    /// One sound track of the whole title.
    async fn audio(&self, bench: Bench<'_>, work: &AudioWork) -> Result<AudioOutput, Failure>;
    /// The same while the source still arrives through the pipe beside it; its first `heard` seconds are there.
    async fn arriving_audio(&self, bench: Bench<'_>, work: &AudioWork, heard: f64) -> Result<AudioOutput, Failure>;
    /// All text tracks of the title; those that cannot be read are left out with a warning.
    async fn text(&self, bench: Bench<'_>, work: &TextWork) -> Result<TextOutput, Failure>;
    /// Segments of a track that are complete while its task runs, without the first `known`; `None` if there are no
    /// others.
    async fn finished(&self, folder: &JobFolder, track: &str, known: usize) -> Result<Option<TrackOutput>, Failure>;
    /// One still, `at` seconds from the start.
    async fn poster(&self, bench: Bench<'_>, at: f64) -> Result<PosterOutput, Failure>;
    /// What the program said that failed last in the folder; empty if none did.
    async fn last_words(&self, folder: &JobFolder) -> String;
    /// Small stills from a finished rung, which is the source in the folder, and how the pictures look they are made
    /// of.
    async fn storyboard(
        &self,
        bench: Bench<'_>,
        rung: &Rung,
        every: u32,
    ) -> Result<(StoryboardOutput, Vec<Moment>), Failure>;
    /// The first picture of each segment. Some segments of a finished rung are the source in the folder.
    async fn posters(&self, bench: Bench<'_>, rung: &Rung) -> Result<Vec<PictureFile>, Failure>;
}
