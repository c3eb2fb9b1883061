//! One task: a chunk, the sound, what is taken over, the text, the poster, the thumbnails. It ends in the commit that
//! records its result.

use std::time::{Duration, Instant};

use platform::{
    jobs::{JobError, Lease},
    sandbox::JobFolder,
};
use tokio_util::sync::CancellationToken;

use super::{
    Failure, TaskOutput, Workshop,
    arriving::{Found, not_yet},
    ports::Bench,
    shown::Shown,
    workshop::{Place, storage},
};
use crate::domain::{
    AudioWork, ChunkWork, Forecast, Job, JobId, Length, Machine, Method, PlannedTask, Rung, TaskNumber, TextWork,
    Title, TrackOutput, Tracks, Work,
};

/// How often finished segments of a running task are looked for.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// So often a task is taken up while its source still arrives, whether or not its part was there, before a failure
/// holds it.
const EARLY_TRIES: i64 = 3;

/// What a reference core needs for a chunk, in seconds.
fn expected(title: &Title, work: &ChunkWork) -> f64 {
    let reference = Machine { workers: 1, core_speed: 1.0 };
    let plan = &title.plan;
    Forecast::new(&plan.grid, &title.facts, &[], reference).with_preset(plan.preset).chunk(work)
}

/// Bytes that a task writes at most: each file into its folder first, and then into storage.
fn room(title: &Title, work: &Work) -> u64 {
    let plan = &title.plan;
    let (kbps, segments) = match work {
        Work::Chunk(work) if work.method == Method::Copy => return 2 * title.facts.size_bytes,
        Work::Chunk(work) => {
            (work.rungs.iter().map(|rung| rung.max_kbps).sum(), work.segments.end - work.segments.start)
        }
        Work::Audio(work) => (work.sounds.iter().map(|sound| sound.kbps).sum(), plan.grid.segments()),
        Work::TakeOver(_) | Work::Text(_) | Work::Poster { .. } | Work::Storyboard { .. } => (0, 0),
    };
    let seconds = u64::from(segments) * u64::from(plan.grid.target_duration());
    2 * u64::from(kbps) * 1_000 / 8 * seconds
}

/// A task in work.
pub(super) struct Shift<'a> {
    pub job: &'a Job,
    pub lease: &'a Lease,
    task: &'a PlannedTask,
    /// Where it lies; thumbnails, and what is taken over, are made of something else.
    source: Option<&'a Found>,
    pub bench: Bench<'a>,
    pub place: Place,
}

impl Shift<'_> {
    /// The pictures, or none where the source yields none, or no try has come to its end: a title without pictures is
    /// still a title.
    pub fn unless_spoiled<T>(&self, made: Result<T, Failure>) -> Result<Option<T>, JobError> {
        let failure = match made {
            Ok(made) => return Ok(Some(made)),
            Err(failure) => failure,
        };
        let is_final = match failure {
            // In the end it is tried with the whole.
            Failure::Refused(_) => !matches!(self.source, Some(Found::Growing(_))),
            Failure::Passing(_) => self.lease.is_last_try(),
            Failure::Cancelled | Failure::Full => false,
        };
        if !is_final {
            return Err(failure.into());
        }
        tracing::warn!(error = %failure, job = %self.job.id, "pictures could not be made");
        Ok(None)
    }
}

impl Workshop {
    /// Does the task `number` of a job.
    pub async fn task(
        &self,
        job: JobId,
        number: TaskNumber,
        lease: &Lease,
        cancel: CancellationToken,
    ) -> Result<(), JobError> {
        let (job, title) = self.running(job).await?;
        let task = title.plan.task(number).ok_or_else(|| JobError::transient("INTERNAL", "no such task"))?;
        let source = self.task_source(&job, &title, task, lease).await?;
        // Others have written since the title was planned.
        self.objects.ensure_room(room(&title, &task.work)).await.map_err(storage)?;
        let folder = self.task_folder(&job, &title, task, lease, source.as_ref()).await?;
        let bench = Bench { folder: &folder, title: &title, is_awaited: title.plan.is_awaited(task), cancel: &cancel };
        let shift =
            Shift { job: &job, lease, task, source: source.as_ref(), bench, place: Place::new(&job, number, lease)? };
        let output = self.work(&shift).await;
        self.board.clear(job.id, number);
        let finished = match output {
            Ok(output) => self.store.finish_task(lease, &output).await.map_err(JobError::from),
            Err(error) => Err(self.explain(error, &folder).await),
        };
        self.clean(folder).await;
        match (finished, source) {
            (Ok(true), _) => self.publish_live(job.id).await,
            (Ok(false), _) => Err(JobError::LeaseLost),
            // Nothing is judged by a part of a file: it may have ended within what describes its next part. In the end
            // it is tried again with the whole.
            (Err(JobError::Permanent { .. }), Some(Found::Growing(_))) if lease.fence < EARLY_TRIES => Err(not_yet()),
            (Err(JobError::Permanent { .. }), Some(Found::Growing(_))) => {
                self.arrivals.hold(lease).await?;
                Err(JobError::LeaseLost)
            }
            (Err(error), _) => Err(error),
        }
    }

    async fn work(&self, shift: &Shift<'_>) -> Result<TaskOutput, JobError> {
        match &shift.task.work {
            Work::Chunk(work) => self.chunk(shift, work).await,
            Work::Audio(work) => self.audio(shift, work).await,
            Work::TakeOver(work) => self.take_over(shift, work).await,
            Work::Text(work) => self.text(shift, work).await,
            // A title without pictures is still a title: their failure is no reason to refuse it.
            Work::Poster { at } => self.poster(shift, *at).await,
            Work::Storyboard { rung, every } => self.storyboard(shift, *rung, *every).await,
        }
    }

    async fn chunk(&self, shift: &Shift<'_>, work: &ChunkWork) -> Result<TaskOutput, JobError> {
        let (job, number, board) = (shift.job.id, shift.task.number, self.board.clone());
        board.report(job, number, 0);
        let mut report = |frames| board.report(job, number, frames);
        let encoding = self.encoding.chunk(shift.bench, work, &mut report);
        let mut shown = Shown::of_rungs(work.rungs.iter().map(Rung::name));
        let begin = Instant::now();
        let output = self.showing(shift, &mut shown, encoding).await?;
        if work.method == Method::Encode {
            self.pace.learn(expected(shift.bench.title, work), begin.elapsed());
        }
        for (name, track) in &output.rungs {
            self.store_rest(shift, &shown, &name.to_string(), track).await?;
        }
        Ok(TaskOutput::Chunk(output))
    }

    /// One task for a whole track.
    async fn audio(&self, shift: &Shift<'_>, work: &AudioWork) -> Result<TaskOutput, JobError> {
        let mut shown = Shown::of_sounds(work.sounds.iter().map(|sound| sound.name));
        let output = match shift.source {
            Some(Found::Growing(_)) => self.follow_audio(shift, work, &mut shown).await?,
            _ => self.showing(shift, &mut shown, self.encoding.audio(shift.bench, work)).await?,
        };
        for (name, track) in &output.sounds {
            self.store_rest(shift, &shown, &name.to_string(), track).await?;
        }
        Ok(TaskOutput::Audio(output))
    }

    async fn text(&self, shift: &Shift<'_>, work: &TextWork) -> Result<TaskOutput, JobError> {
        let output = self.encoding.text(shift.bench, work).await?;
        let files: Vec<_> = output.texts.iter().map(|(_, file)| file.clone()).collect();
        self.store_files(&shift.place, shift.bench.folder, &files).await?;
        Ok(TaskOutput::Text(output))
    }

    /// Waits for a task, and shows its segments as they become complete.
    pub(super) async fn showing<T>(
        &self,
        shift: &Shift<'_>,
        shown: &mut Shown,
        task: impl Future<Output = Result<T, Failure>> + Send,
    ) -> Result<T, JobError> {
        tokio::pin!(task);
        loop {
            tokio::select! {
                output = &mut task => return Ok(output?),
                () = tokio::time::sleep(LOOK_EVERY) => self.show(shift, shown).await?,
            }
        }
    }

    async fn show(&self, shift: &Shift<'_>, shown: &mut Shown) -> Result<(), JobError> {
        let mut news = false;
        for name in shown.names() {
            let fresh = self.encoding.finished(shift.bench.folder, &name, shown.known(&name)).await?;
            if let Some(fresh) = fresh {
                self.store_track(shift, &fresh).await?;
                shown.add(&name, fresh);
                news = true;
            }
        }
        if !news {
            return Ok(());
        }
        if !self.store.note_output(shift.lease, &shown.output()).await? {
            return Err(JobError::LeaseLost);
        }
        self.publish_live(shift.job.id).await
    }

    /// Stores the segments that were not shown; all of them where the task made the track anew.
    async fn store_rest(
        &self,
        shift: &Shift<'_>,
        shown: &Shown,
        name: &str,
        track: &TrackOutput,
    ) -> Result<(), JobError> {
        let rest = track.segments.iter().filter(|segment| !shown.has(name, segment)).cloned().collect();
        self.store_track(shift, &TrackOutput { segments: rest, ..track.clone() }).await
    }

    async fn poster(&self, shift: &Shift<'_>, at: f64) -> Result<TaskOutput, JobError> {
        let Some(output) = shift.unless_spoiled(self.encoding.poster(shift.bench, at).await)? else {
            return Ok(TaskOutput::Poster(None));
        };
        self.store_files(&shift.place, shift.bench.folder, std::slice::from_ref(&output.picture.file)).await?;
        Ok(TaskOutput::Poster(Some(output)))
    }

    async fn store_track(&self, shift: &Shift<'_>, track: &TrackOutput) -> Result<(), JobError> {
        let mut files = vec![track.init.clone()];
        files.extend(track.segments.iter().map(|segment| segment.file.clone()));
        self.store_files(&shift.place, shift.bench.folder, &files).await
    }

    /// Where the source lies, with as much of it as the task needs; what is made of what is there needs none.
    async fn task_source(
        &self,
        job: &Job,
        title: &Title,
        task: &PlannedTask,
        lease: &Lease,
    ) -> Result<Option<Found>, JobError> {
        if matches!(task.work, Work::TakeOver(_) | Work::Storyboard { .. }) {
            return Ok(None);
        }
        let source = self.source(job).await?;
        match &source {
            Found::Growing(_) if !title.plan.is_within(task, self.reach.seconds(job.id)) => Err(not_yet()),
            // A plan whose end was guessed gets the right one first.
            Found::Whole(_) if title.facts.length == Length::Guessed => {
                self.arrivals.hold(lease).await?;
                Err(JobError::LeaseLost)
            }
            _ => Ok(Some(source)),
        }
    }

    /// The source is the upload; for thumbnails it is the finished lowest rung, in one piece.
    async fn task_folder(
        &self,
        job: &Job,
        title: &Title,
        task: &PlannedTask,
        lease: &Lease,
        source: Option<&Found>,
    ) -> Result<JobFolder, JobError> {
        let name = format!("{}.{}.{}", job.id, task.number, lease.fence);
        let Work::Storyboard { rung, .. } = task.work else {
            return self.folder(name, source.map(Found::path)).await;
        };
        let tracks = self.tracks(job.id, title).await?;
        let track = tracks.of_rung(rung).ok_or_else(|| JobError::transient("INTERNAL", "no rung"))?;
        let folder = self.folder(name, None).await?;
        if let Err(error) = self.join(job, track, &track.segments.iter().collect::<Vec<_>>(), &folder).await {
            self.clean(folder).await;
            return Err(error);
        }
        Ok(folder)
    }

    /// All tracks of a job as far as they go without a gap.
    pub async fn tracks(&self, job: JobId, title: &Title) -> Result<Tracks, JobError> {
        let parts = self.store.parts(job).await?;
        let segments: Vec<_> = parts.iter().filter_map(super::Part::segments).collect();
        Tracks::join(&title.plan, &segments).map_err(|error| JobError::transient("INTERNAL", error))
    }
}
