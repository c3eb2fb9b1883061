//! A title on its way from source to playlists, and what is told about it.

use std::time::Duration;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    JobKind, JobStatus, Length, Plan, Preset, Product, Progress, Refusal, RefusalCode, RungName, RungProgress, Scope,
    Source, SourceFacts, Stage,
};

kernel::id!(
    /// An encode job.
    JobId
);

impl JobId {
    /// Prefix of all objects of that job.
    #[must_use]
    pub fn prefix(self) -> String {
        format!("enc/{self}")
    }
}

/// What a job works on once its source was probed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Title {
    /// The source.
    pub facts: SourceFacts,
    /// What is done with it.
    pub plan: Plan,
}

/// Whether what a job made is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objects {
    /// Nobody removes it.
    Kept,
    /// It goes then: whoever watches may finish.
    Doomed(Timestamp),
    /// It is gone.
    Swept,
}

/// The most urgent.
pub const HIGHEST_PRIORITY: u8 = 9;
/// How long what nobody wants any more stays.
pub const WITHDRAWN_STAYS: Duration = Duration::from_hours(24);

/// Something others should know.
#[derive(Debug, Clone, PartialEq)]
pub enum JobEvent {
    /// A worker took it up.
    Started,
    /// It went on.
    Progressed(Progress),
    /// A rung can be played as far as it goes.
    Offered {
        /// Its shorter side.
        height: u32,
    },
    /// It is done.
    Completed(Product),
    /// It is given up.
    Failed(Refusal),
}

/// One title to be encoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its id; its objects lie below `enc/<id>`.
    pub id: JobId,
    /// Rises with each thing told about it.
    pub version: i64,
    /// The caller's name for it, echoed and never understood.
    pub resource_id: String,
    /// What people call it; only ever shown.
    pub label: String,
    /// Key of the source.
    pub file_path: String,
    /// Whether all of it is there.
    pub source: Source,
    /// Bytes it has, or will have; 0 if that is not known.
    pub source_bytes: u64,
    /// Film or trailer.
    pub kind: JobKind,
    /// 0–9, higher first.
    pub priority: u8,
    /// How much work its frames are worth, if not what the installation takes for usual.
    pub preset: Option<Preset>,
    /// The job whose tracks it takes over, if it makes only what these lack.
    pub former: Option<JobId>,
    /// Where it stands.
    pub status: JobStatus,
    /// What it is doing.
    pub stage: Stage,
    /// 0–100.
    pub percent: u8,
    /// Seconds of film encoded in a second, as far as it is known.
    pub speed: Option<f64>,
    /// Seconds it will still take, as far as that is known.
    pub remaining_seconds: Option<u64>,
    /// From 1.
    pub attempt: u32,
    /// Why it failed.
    pub refusal: Option<Refusal>,
    /// Known once probed.
    pub title: Option<Title>,
    /// Rungs that were offered already.
    pub offered: Vec<RungName>,
    /// Highest first.
    pub rungs: Vec<RungProgress>,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// When a worker took it up.
    pub started_at: Option<Timestamp>,
    /// When something last changed.
    pub updated_at: Timestamp,
    /// Whether what it made is there.
    pub objects: Objects,
    stored_version: i64,
    events: Vec<(i64, JobEvent)>,
}

/// A job as it lies in the store.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields of a job")]
pub struct Stored {
    pub id: JobId,
    pub version: i64,
    pub order: Order,
    pub status: JobStatus,
    pub stage: Stage,
    pub percent: u8,
    pub speed: Option<f64>,
    pub remaining_seconds: Option<u64>,
    pub attempt: u32,
    pub refusal: Option<Refusal>,
    pub title: Option<Title>,
    pub offered: Vec<RungName>,
    pub rungs: Vec<RungProgress>,
    pub created_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub updated_at: Timestamp,
    pub objects: Objects,
}

/// What a new job is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The caller's name for it.
    pub resource_id: String,
    /// What people call it.
    pub label: String,
    /// Key of the source.
    pub file_path: String,
    /// Whether all of it is there.
    pub source: Source,
    /// Bytes it has, or will have; 0 if that is not known.
    pub source_bytes: u64,
    /// Film or trailer.
    pub kind: JobKind,
    /// 0–9, higher first.
    pub priority: u8,
    /// How much work its frames are worth, if not what the installation takes for usual.
    pub preset: Option<Preset>,
    /// The job whose tracks it takes over, if it makes only what these lack.
    pub former: Option<JobId>,
}

impl Job {
    /// Takes an order.
    #[must_use]
    pub fn accept(order: Order, now: Timestamp) -> Self {
        Self {
            id: JobId::generate(now),
            version: 1,
            resource_id: order.resource_id,
            label: order.label,
            file_path: order.file_path,
            source: order.source,
            source_bytes: order.source_bytes,
            kind: order.kind,
            priority: order.priority.min(HIGHEST_PRIORITY),
            preset: order.preset,
            former: order.former,
            status: JobStatus::Queued,
            stage: Stage::Probing,
            percent: 0,
            speed: None,
            remaining_seconds: None,
            attempt: 1,
            refusal: None,
            title: None,
            offered: Vec::new(),
            rungs: Vec::new(),
            created_at: now,
            started_at: None,
            updated_at: now,
            objects: Objects::Kept,
            stored_version: 1,
            events: Vec::new(),
        }
    }

    /// The job of a stored row.
    #[must_use]
    pub fn stored(row: Stored) -> Self {
        Self {
            id: row.id,
            version: row.version,
            resource_id: row.order.resource_id,
            label: row.order.label,
            file_path: row.order.file_path,
            source: row.order.source,
            source_bytes: row.order.source_bytes,
            kind: row.order.kind,
            priority: row.order.priority,
            preset: row.order.preset,
            former: row.order.former,
            status: row.status,
            stage: row.stage,
            percent: row.percent,
            speed: row.speed,
            remaining_seconds: row.remaining_seconds,
            attempt: row.attempt,
            refusal: row.refusal,
            title: row.title,
            offered: row.offered,
            rungs: row.rungs,
            created_at: row.created_at,
            started_at: row.started_at,
            updated_at: row.updated_at,
            objects: row.objects,
            stored_version: row.version,
            events: Vec::new(),
        }
    }

    /// The version its row has, whatever happened to it since it was read.
    #[must_use]
    pub const fn stored_version(&self) -> i64 {
        self.stored_version
    }

    /// Prefix of all its objects.
    #[must_use]
    pub fn prefix(&self) -> String {
        self.id.prefix()
    }

    /// How much of the title it makes.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        if self.former.is_some() { Scope::Missing } else { Scope::All }
    }

    /// The title of a job whose result is there to be taken over.
    #[must_use]
    pub fn finished(&self) -> Option<&Title> {
        let is_finished = self.status == JobStatus::Completed && self.objects == Objects::Kept;
        self.title.as_ref().filter(|_| is_finished)
    }

    /// Whether somebody still waits for it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, JobStatus::Queued | JobStatus::Running)
    }

    /// The source was probed, and there is a plan.
    pub fn start(&mut self, title: Title, now: Timestamp) {
        self.status = JobStatus::Running;
        self.stage = Stage::Encoding;
        self.rungs = Progress::new(&title.plan, &[], 0.0).rungs;
        self.title = Some(title);
        self.started_at.get_or_insert(now);
        self.tell(JobEvent::Started, now);
    }

    /// The rest of its source came.
    pub fn arrive(&mut self, now: Timestamp) {
        self.source = Source::Whole;
        self.touch(now);
    }

    /// Whether its plan may still be given another end.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        let is_guessed = |title: &Title| title.facts.length == Length::Guessed;
        self.source == Source::Arriving || self.title.as_ref().is_some_and(is_guessed)
    }

    /// What its source is, as more of it is known.
    pub fn settle(&mut self, title: Title, now: Timestamp) {
        self.title = Some(title);
        self.touch(now);
    }

    /// It went on. Nothing is told about a job that is over.
    pub fn advance(&mut self, progress: Progress, now: Timestamp) {
        if self.status != JobStatus::Running {
            return;
        }
        self.percent = progress.percent;
        (self.speed, self.remaining_seconds) = (progress.speed, progress.remaining_seconds);
        self.rungs.clone_from(&progress.rungs);
        self.tell(JobEvent::Progressed(progress), now);
    }

    /// Rungs that can be played from now on; each is told of once.
    pub fn offer(&mut self, rungs: impl IntoIterator<Item = (RungName, u32)>, now: Timestamp) {
        for (name, height) in rungs {
            if !self.offered.contains(&name) {
                self.offered.push(name);
                self.tell(JobEvent::Offered { height }, now);
            }
        }
    }

    /// Everything is encoded and checked.
    pub fn complete(&mut self, product: Product, now: Timestamp) {
        self.status = JobStatus::Completed;
        self.stage = Stage::Packaging;
        self.percent = 100;
        self.remaining_seconds = None;
        let took = self.started_at.map_or(0.0, |started| now.since(started).as_secs_f64());
        let length = self.title.as_ref().map(|title| title.facts.duration);
        self.speed = length.filter(|_| took > 0.0).map(|length| length / took).or(self.speed);
        for rung in &mut self.rungs {
            rung.percent = 100;
        }
        self.tell(JobEvent::Completed(product), now);
    }

    /// It is given up for good.
    pub fn fail(&mut self, code: RefusalCode, now: Timestamp) {
        self.status = JobStatus::Failed;
        self.refusal = Some(code.into());
        (self.speed, self.remaining_seconds) = (None, None);
        self.tell(JobEvent::Failed(code.into()), now);
    }

    /// Stops it; `false` if it was over already. What it made goes later.
    pub fn cancel(&mut self, now: Timestamp) -> bool {
        if !self.is_open() {
            return false;
        }
        self.withdraw(now);
        true
    }

    /// Nobody wants what it made any more.
    pub fn withdraw(&mut self, now: Timestamp) {
        if self.is_open() {
            self.status = JobStatus::Cancelled;
            (self.speed, self.remaining_seconds) = (None, None);
        }
        if self.objects == Objects::Kept {
            self.objects = Objects::Doomed(now.plus(WITHDRAWN_STAYS));
        }
        self.touch(now);
    }

    /// It is tried again; what is finished is kept. `false` unless it failed or was cancelled, and what it made is
    /// there.
    pub fn reopen(&mut self, now: Timestamp) -> bool {
        if !self.is_retryable() {
            return false;
        }
        self.status = if self.title.is_some() { JobStatus::Running } else { JobStatus::Queued };
        self.attempt += 1;
        self.refusal = None;
        self.objects = Objects::Kept;
        self.touch(now);
        true
    }

    /// Whether it can go on where it ended.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self.status, JobStatus::Failed | JobStatus::Cancelled) && self.objects != Objects::Swept
    }

    /// Its place among the others from now on, 0–9; by how much that is more urgent than before, `None` if it is over.
    pub fn prioritise(&mut self, priority: u8, now: Timestamp) -> Option<i64> {
        if !self.is_open() {
            return None;
        }
        let before = std::mem::replace(&mut self.priority, priority.min(HIGHEST_PRIORITY));
        self.touch(now);
        Some(i64::from(self.priority) - i64::from(before))
    }

    /// The same work once more, from the beginning.
    #[must_use]
    pub fn order(&self) -> Order {
        Order {
            resource_id: self.resource_id.clone(),
            label: self.label.clone(),
            file_path: self.file_path.clone(),
            source: self.source,
            source_bytes: self.source_bytes,
            kind: self.kind,
            priority: self.priority,
            preset: self.preset,
            former: self.former,
        }
    }

    /// What is to be told, each with its version; told once.
    pub fn take_events(&mut self) -> Vec<(i64, JobEvent)> {
        std::mem::take(&mut self.events)
    }

    fn tell(&mut self, event: JobEvent, now: Timestamp) {
        self.touch(now);
        self.events.push((self.version, event));
    }

    fn touch(&mut self, now: Timestamp) {
        self.version += 1;
        self.updated_at = now;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::Codec;

    /// The order of a film.
    pub fn order() -> Order {
        Order {
            resource_id: "a.video.b".into(),
            label: "Tide".into(),
            file_path: "src/1".into(),
            source: Source::Whole,
            source_bytes: 1,
            kind: JobKind::Video,
            priority: 20,
            preset: None,
            former: None,
        }
    }

    fn job() -> Job {
        Job::accept(order(), Timestamp::from_millis(1_000))
    }

    #[test]
    fn every_rung_is_offered_once_and_each_event_has_a_version_of_its_own() {
        let (mut job, now) = (job(), Timestamp::from_millis(2_000));
        let rungs = [240, 360].map(|height| (RungName::of(height, Codec::H264), height));
        job.offer(rungs, now);
        job.offer(rungs, now);
        let versions: Vec<i64> = job.take_events().into_iter().map(|(version, _)| version).collect();
        assert_eq!(versions, [2, 3]);
        assert!(job.take_events().is_empty());
    }

    #[test]
    fn only_a_job_that_is_over_can_be_tried_again_and_only_an_open_one_cancelled() {
        let (mut job, now) = (job(), Timestamp::from_millis(2_000));
        assert!(!job.reopen(now));
        job.fail(RefusalCode::MediaDamaged, now);
        assert!(!job.cancel(now));
        assert!(job.reopen(now));
        assert_eq!((job.status, job.attempt, &job.refusal), (JobStatus::Queued, 2, &None));
        assert!(job.cancel(now));
    }

    #[test]
    fn a_job_whose_objects_are_gone_cannot_go_on() {
        let (mut job, now) = (job(), Timestamp::from_millis(2_000));
        job.cancel(now);
        assert_eq!(job.objects, Objects::Doomed(now.plus(WITHDRAWN_STAYS)));
        assert!(job.reopen(now));
        assert_eq!(job.objects, Objects::Kept);
        job.cancel(now);
        job.objects = Objects::Swept;
        assert!(!job.reopen(now));
    }

    #[test]
    fn nothing_is_told_about_the_progress_of_a_job_that_is_over() {
        let (mut job, now) = (job(), Timestamp::from_millis(2_000));
        job.cancel(now);
        let progress = Progress { percent: 50, rungs: Vec::new(), remaining_seconds: None, speed: None };
        job.advance(progress, now);
        assert!(job.take_events().is_empty());
    }

    #[test]
    fn a_priority_is_at_most_nine() {
        assert_eq!(job().priority, 9);
    }
}
