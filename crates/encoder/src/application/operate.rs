//! What an operator does with jobs: cancel, retry, encode again, make more or less urgent.

use std::sync::Arc;

use kernel::{Cause, Clock};
use platform::objects::{ObjectError, ObjectKey, Objects as ObjectStore};

use super::{JobStore, Planning, StoreError};
use crate::domain::{Job, JobId, Missing, Objects, Order, Preset, Scope, Title};

/// What is to be done with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Stop it.
    Cancel,
    /// Go on where it failed or was cancelled.
    Retry,
    /// Encode once more; until that is done, viewers watch what there is.
    Reencode(Again),
    /// Its place among the others from now on.
    Prioritise(u8),
}

/// How something is encoded again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Again {
    /// How much work a frame is worth from now on; `None` as the last time.
    pub preset: Option<Preset>,
    /// How much of the title.
    pub scope: Scope,
}

/// Why it is not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such job.
    #[error("there is no such job")]
    NotFound,
    /// Not in the state it is in.
    #[error("the job does not allow that now")]
    NotNow,
    /// The title has everything that it would be given today.
    #[error("nothing is missing")]
    NothingMissing,
    /// There is nothing left to encode.
    #[error("the original is not kept any more")]
    OriginalGone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Carries out what operators want.
#[derive(Clone)]
pub struct Desk {
    /// Where jobs lie.
    pub store: Arc<dyn JobStore>,
    /// Where originals lie.
    pub objects: ObjectStore,
    /// What titles are given today.
    pub planning: Planning,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

impl Desk {
    /// Does it; the job that stands there then.
    pub async fn carry_out(&self, change: Change, id: JobId, cause: &Cause) -> Result<Job, Refused> {
        let job = self.store.find(id).await?.ok_or(Refused::NotFound)?;
        match change {
            Change::Cancel => self.cancel(job, cause).await,
            // What it had finished is gone, so that it begins anew.
            Change::Retry if job.objects == Objects::Swept => {
                let again = Again { preset: None, scope: job.scope() };
                self.reencode(job, again, cause).await
            }
            Change::Retry => self.retry(job, cause).await,
            Change::Reencode(again) => self.reencode(job, again, cause).await,
            Change::Prioritise(priority) => self.prioritise(job, priority, cause).await,
        }
    }

    async fn cancel(&self, mut job: Job, cause: &Cause) -> Result<Job, Refused> {
        if !job.cancel(self.clock.now()) {
            return Err(Refused::NotNow);
        }
        let _ = self.store.cancel(&mut job, cause).await?;
        Ok(job)
    }

    async fn retry(&self, mut job: Job, cause: &Cause) -> Result<Job, Refused> {
        self.must_be_latest(&job).await?;
        if !job.is_retryable() {
            return Err(Refused::NotNow);
        }
        self.must_have_original(&job).await?;
        job.reopen(self.clock.now());
        let _ = self.store.reopen(&mut job, cause).await?;
        Ok(job)
    }

    async fn reencode(&self, job: Job, again: Again, cause: &Cause) -> Result<Job, Refused> {
        self.must_be_latest(&job).await?;
        if job.is_open() {
            return Err(Refused::NotNow);
        }
        let former = match again.scope {
            Scope::All => None,
            Scope::Missing => self.incomplete(&job).await?,
        };
        self.must_have_original(&job).await?;
        let order = Order { preset: again.preset.or(job.preset), former, ..job.order() };
        let again = Job::accept(order, self.clock.now());
        // Somebody else may have asked for it at the same moment.
        if self.store.accept(&again, cause).await? { Ok(again) } else { Err(Refused::NotNow) }
    }

    /// The job whose result lacks something; `None` if there is no result, so that everything is missing.
    async fn incomplete(&self, job: &Job) -> Result<Option<JobId>, Refused> {
        let Some(former) = self.store.finished(&job.resource_id).await? else { return Ok(None) };
        let Some(Title { facts, plan }) = former.finished() else { return Ok(None) };
        let missing = Missing::of(plan, facts, self.planning.picture, self.planning.sound);
        if missing.is_nothing() { Err(Refused::NothingMissing) } else { Ok(Some(former.id)) }
    }

    async fn prioritise(&self, mut job: Job, priority: u8, cause: &Cause) -> Result<Job, Refused> {
        let steps = job.prioritise(priority, self.clock.now()).ok_or(Refused::NotNow)?;
        let _ = self.store.prioritise(&mut job, steps, cause).await?;
        Ok(job)
    }

    /// An earlier job of a resource is history: what it would make was replaced, or will be.
    async fn must_be_latest(&self, job: &Job) -> Result<(), Refused> {
        let latest = self.store.by_resource(&job.resource_id).await?;
        if latest.is_some_and(|latest| latest.id == job.id) { Ok(()) } else { Err(Refused::NotNow) }
    }

    async fn must_have_original(&self, job: &Job) -> Result<(), Refused> {
        let key = ObjectKey::parse(&job.file_path).map_err(|error| StoreError(error.to_string()))?;
        match self.objects.head(&key).await {
            Ok(_) => Ok(()),
            Err(ObjectError::NotFound(_)) => Err(Refused::OriginalGone),
            Err(error) => Err(StoreError(error.to_string()).into()),
        }
    }
}
