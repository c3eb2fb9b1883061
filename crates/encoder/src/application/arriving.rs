//! Working on a source while it arrives: tasks are let go as soon as their part is there, and sound follows the file.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use platform::{
    jobs::{JobError, Lease},
    objects::Growing,
    sandbox::JobFolder,
};
use tokio::{
    io::{AsyncReadExt, copy},
    net::unix::pipe,
};
use tokio_util::sync::CancellationToken;

use super::{
    Failure, Workshop,
    live::TRIES,
    ports::{Bench, Within},
    shown::Shown,
    task::Shift,
    workshop::{PIPE_NAME, parsed},
};
use crate::domain::{AudioOutput, AudioWork, Job, JobId, Length, Reached, SourceFacts, Title};

/// How often growing files are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// An upload that does not go on is given up after a day; a job that nobody withdrew then is given up, too.
const LONGEST_SILENCE: Duration = Duration::from_hours(48);
/// Sound gives its place up when nothing comes for so long.
const PATIENCE: Duration = Duration::from_mins(10);

/// A source as it lies on this machine now.
#[derive(Debug, Clone)]
pub enum Found {
    /// All of it.
    Whole(PathBuf),
    /// As much as has arrived.
    Growing(Growing),
}

impl Found {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Whole(path) => path,
            Self::Growing(growing) => &growing.path,
        }
    }
}

/// Nothing is refused for good by a beginning.
fn by_a_beginning<T>(found: Result<T, Failure>) -> Result<T, JobError> {
    found.map_err(|failure| match failure {
        Failure::Refused(_) => not_yet(),
        other => other.into(),
    })
}

/// What is to be waited for.
pub fn not_yet() -> JobError {
    JobError::Waiting { code: "SOURCE_ARRIVING".into() }
}

impl Workshop {
    /// Where the source of a job lies.
    pub async fn source(&self, job: &Job) -> Result<Found, JobError> {
        let path = self.local(&job.file_path)?;
        let is_whole = async || tokio::fs::try_exists(&path).await.map_err(Failure::from);
        if is_whole().await? {
            return Ok(Found::Whole(path));
        }
        match self.objects.growing(&parsed(&job.file_path)?) {
            Some(growing) => Ok(Found::Growing(growing)),
            // It may have come to its end in between.
            None if is_whole().await? => Ok(Found::Whole(path)),
            None if self.clock.now().since(job.updated_at) < LONGEST_SILENCE => Err(not_yet()),
            None => Err(JobError::Permanent { code: "INTERNAL".into(), reason: "the source never came".into() }),
        }
    }

    /// What a source is by its beginning, and where it can be entered.
    pub(super) async fn foresee(
        &self,
        job: &Job,
        growing: &Growing,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), JobError> {
        let (facts, keys) = by_a_beginning(self.encoding.probe_start(folder, cancel).await)?;
        // Whether its picture can be taken as it is, only all of it tells.
        if self.planning.picture.pass_through && facts.video.plain {
            return Err(not_yet());
        }
        let facts = SourceFacts { size_bytes: facts.size_bytes.max(job.source_bytes), ..facts };
        if facts.length == Length::Known {
            return Ok((facts, keys));
        }
        let within = Within { since: 0.0, bytes: growing.size };
        let seconds = by_a_beginning(self.encoding.reach(folder, &facts, within, cancel).await)?.ok_or_else(not_yet)?;
        let reached = Reached { seconds, bytes: growing.size };
        Ok((facts.guessed(reached, job.source_bytes).ok_or_else(not_yet)?, keys))
    }

    /// Lets tasks go as their parts of the sources arrive, until told to stop.
    pub async fn follow_arrivals(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let arriving = match self.arrivals.arriving().await {
                Ok(arriving) => arriving,
                Err(error) => {
                    tracing::warn!(%error, "arriving sources could not be listed; trying again");
                    continue;
                }
            };
            self.reach.keep_only(&arriving.iter().map(|(id, _)| *id).collect::<Vec<_>>());
            for (id, key) in arriving {
                if let Err(error) = self.follow(id, &key, &stop).await {
                    tracing::warn!(%error, job = %id, "an arriving source could not be looked at; trying again");
                }
            }
        }
    }

    async fn follow(&self, id: JobId, key: &str, stop: &CancellationToken) -> Result<(), JobError> {
        let Some(growing) = self.objects.growing(&parsed(key)?).filter(|growing| self.reach.is_due(id, growing.size))
        else {
            return Ok(());
        };
        let Some(mut job) = self.store.find(id).await? else { return Ok(()) };
        let Some(title) = job.title.clone() else { return Ok(()) };
        let before = self.reach.seconds(id);
        let seconds = self.look(id, &title, &growing, stop).await?.map_or(before, |found| found.max(before));
        let reached = Reached { seconds, bytes: growing.size };
        let (title, since) = match self.guess_again(&mut job, &title, reached).await? {
            // What came to the plan may have been there for long.
            Some(title) => (title, 0.0),
            None => (title, before),
        };
        let plan = &title.plan;
        let ready = plan.tasks.iter().filter(|task| plan.is_within(task, seconds) && !plan.is_within(task, since));
        let ready: Vec<_> = ready.map(|task| task.number).collect();
        // Before the release: whoever takes a task up asks at once whether its part is there.
        self.reach.note(id, reached);
        if ready.is_empty() {
            return Ok(());
        }
        let released = self.arrivals.release(id, &ready).await;
        if released.is_err() {
            self.reach.note(id, Reached { seconds: 0.0, bytes: 0 });
        }
        Ok(released?)
    }

    /// The title with another end, if what has arrived tells more of that. If somebody else changed the job meanwhile,
    /// the next look tells again.
    async fn guess_again(&self, job: &mut Job, title: &Title, reached: Reached) -> Result<Option<Title>, JobError> {
        let Some(title) = title.guessed_again(reached, job.source_bytes) else { return Ok(None) };
        job.settle(title.clone(), self.clock.now());
        Ok(self.arrivals.recut(job).await?.then_some(title))
    }

    async fn look(
        &self,
        id: JobId,
        title: &Title,
        growing: &Growing,
        stop: &CancellationToken,
    ) -> Result<Option<f64>, JobError> {
        let folder = self.folder(format!("{id}.reach"), Some(&growing.path)).await?;
        let since = self.reach.seconds(id);
        let found = self.encoding.reach(&folder, &title.facts, Within { since, bytes: growing.size }, stop).await;
        self.clean(folder).await;
        Ok(found?)
    }

    /// The sound of a source that still arrives: the program reads a pipe, into which bytes go as they come.
    pub(super) async fn follow_audio(
        &self,
        shift: &Shift<'_>,
        work: &AudioWork,
        shown: &mut Shown,
    ) -> Result<AudioOutput, JobError> {
        let pipe = shift.bench.folder.pipe(PIPE_NAME).map_err(Failure::from)?;
        let cancel = shift.bench.cancel.child_token();
        let bench = Bench { cancel: &cancel, ..shift.bench };
        let heard = self.reach.seconds(shift.job.id);
        let showing = self.showing(shift, shown, self.encoding.arriving_audio(bench, work, heard));
        let feeding = self.feed(shift, pipe);
        tokio::pin!(showing, feeding);
        tokio::select! {
            output = &mut showing => output,
            Err(error) = &mut feeding => {
                cancel.cancel();
                // The program must be gone before its folder is.
                let _ = showing.await;
                Err(error)
            }
        }
    }

    /// Writes a source from its beginning into a pipe, each byte as soon as it stays; ends with the source.
    async fn feed(&self, shift: &Shift<'_>, mut pipe: pipe::Sender) -> Result<(), JobError> {
        let found = self.source(shift.job).await?;
        // The file is the same one when the upload has ended and given it another name.
        let mut file = tokio::fs::File::open(found.path()).await.map_err(Failure::from)?;
        let (mut fed, mut waited) = (0, Duration::ZERO);
        loop {
            let (there, is_all) = match self.source(shift.job).await? {
                Found::Growing(growing) => (growing.size, false),
                Found::Whole(path) => (tokio::fs::metadata(&path).await.map_err(Failure::from)?.len(), true),
            };
            if there > fed {
                let mut news = (&mut file).take(there - fed);
                fed += copy(&mut news, &mut pipe).await.map_err(Failure::from)?;
                waited = Duration::ZERO;
            } else if is_all {
                return Ok(());
            } else if waited >= PATIENCE {
                // It would begin anew each time: it is made when all has arrived.
                self.arrivals.hold(shift.lease).await?;
                return Err(JobError::LeaseLost);
            } else {
                tokio::time::sleep(LOOK_EVERY).await;
                waited += LOOK_EVERY;
            }
        }
    }

    /// A source that was planned while it arrived has come to its end: what it turns out to be decides whether the rest
    /// of the plan is done, or all of it anew.
    pub async fn settle(&self, id: JobId, lease: &Lease, cancel: CancellationToken) -> Result<(), JobError> {
        let (job, _) = self.running(id).await?;
        let (facts, _) = self.probe(&job, lease, &cancel).await?;
        for _ in 0..TRIES {
            if self.settle_with(id, facts.clone(), lease).await? {
                return Ok(());
            }
        }
        Err(JobError::LeaseLost)
    }

    /// `false` if the lease was lost, or somebody told something about the job meanwhile.
    async fn settle_with(&self, id: JobId, facts: SourceFacts, lease: &Lease) -> Result<bool, JobError> {
        let (mut job, title) = self.running(id).await?;
        let now = self.clock.now();
        let parts = self.store.parts(id).await?;
        let has_all_that_was_made =
            |title: &Title| parts.iter().all(|part| part.output.is_none() || title.plan.task(part.number).is_some());
        if let Some(title) = title.settled(facts).filter(has_all_that_was_made) {
            job.settle(title, now);
            return Ok(self.arrivals.settle(&mut job, lease).await?);
        }
        tracing::warn!(job = %id, "a source is not what its beginning promised; it is encoded anew");
        let anew = Job::accept(job.order(), now);
        job.withdraw(now);
        Ok(self.arrivals.replace(&mut job, &anew, lease).await?)
    }
}
