//! Orders and what becomes of them: accept, cancel, retry.

use std::sync::Arc;

use kernel::{Cause, Clock, Saved};

use super::{JobStore, StoreError};
use crate::domain::{Job, JobId, Order};

/// Takes orders.
#[derive(Clone)]
pub struct Intake {
    /// Where jobs lie.
    pub store: Arc<dyn JobStore>,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

impl Intake {
    /// Accepts an order. One for a resource that failed before is a retry; one that is being done is no news.
    pub async fn accept(&self, order: Order, cause: &Cause) -> Result<Saved, StoreError> {
        match self.store.by_resource(&order.resource_id).await? {
            None => self.store.accept(&Job::accept(order, self.clock.now()), cause).await,
            Some(mut job) => {
                if job.reopen(self.clock.now()) {
                    self.store.reopen(&mut job, cause).await
                } else {
                    Ok(Saved::Done)
                }
            }
        }
    }

    /// Stops the job of a resource that nobody wants any more.
    pub async fn withdraw(&self, resource_id: &str, cause: &Cause) -> Result<Saved, StoreError> {
        let Some(mut job) = self.store.by_resource(resource_id).await? else { return Ok(Saved::Done) };
        if !job.cancel(self.clock.now()) {
            return Ok(Saved::Done);
        }
        self.store.cancel(&mut job, cause).await
    }

    /// Stops a job; `None` if there is none, `Some(false)` if it was over.
    pub async fn cancel(&self, id: JobId, cause: &Cause) -> Result<Option<bool>, StoreError> {
        let Some(mut job) = self.store.find(id).await? else { return Ok(None) };
        let open = job.cancel(self.clock.now());
        if open {
            let _ = self.store.cancel(&mut job, cause).await?;
        }
        Ok(Some(open))
    }

    /// Tries a job again; `None` if there is none, `Some(false)` if it did not fail.
    pub async fn retry(&self, id: JobId, cause: &Cause) -> Result<Option<bool>, StoreError> {
        let Some(mut job) = self.store.find(id).await? else { return Ok(None) };
        let over = job.reopen(self.clock.now());
        if over {
            let _ = self.store.reopen(&mut job, cause).await?;
        }
        Ok(Some(over))
    }
}
