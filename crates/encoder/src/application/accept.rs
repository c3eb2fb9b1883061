//! Orders and what becomes of them: accept, withdraw.

use std::sync::Arc;

use kernel::{Cause, Clock, Saved};

use super::{Arrivals, JobStore, StoreError};
use crate::domain::{Job, Objects, Order, Source};

/// Takes orders.
#[derive(Clone)]
pub struct Intake {
    /// Where jobs lie.
    pub store: Arc<dyn JobStore>,
    /// The same, of jobs whose sources still arrive.
    pub arrivals: Arc<dyn Arrivals>,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

impl Intake {
    /// Accepts an order for a source that still arrives; nothing if the resource has a job, whatever became of it.
    pub async fn expect(&self, order: Order, cause: &Cause) -> Result<(), StoreError> {
        if self.store.by_resource(&order.resource_id).await?.is_some() {
            return Ok(());
        }
        self.store.accept(&Job::accept(order, self.clock.now()), cause).await.map(drop)
    }

    /// Accepts an order. One for a source that arrived meanwhile lets its job go on to the end. One for a resource that
    /// failed before is a retry; one that is being done is no news.
    pub async fn accept(&self, order: Order, cause: &Cause) -> Result<(), StoreError> {
        let now = self.clock.now();
        if let Some(mut job) = self.store.by_resource(&order.resource_id).await? {
            if job.source == Source::Arriving {
                return self.arrive(job, order, cause).await;
            }
            if job.reopen(now) {
                return self.store.reopen(&mut job, cause).await.map(drop);
            }
            if job.objects == Objects::Kept {
                return Ok(());
            }
        }
        self.store.accept(&Job::accept(order, now), cause).await.map(drop)
    }

    /// What ended before its source had arrived may have ended for want of the rest: that begins anew.
    async fn arrive(&self, mut job: Job, order: Order, cause: &Cause) -> Result<(), StoreError> {
        let now = self.clock.now();
        if !job.is_open() {
            return self.store.accept(&Job::accept(order, now), cause).await.map(drop);
        }
        job.arrive(now);
        self.arrivals.arrive(&mut job, cause).await.map(drop)
    }

    /// Stops the job of a resource that nobody wants any more; what was made of it goes later.
    pub async fn withdraw(&self, resource_id: &str, cause: &Cause) -> Result<Saved, StoreError> {
        let Some(mut job) = self.store.by_resource(resource_id).await? else { return Ok(Saved::Done) };
        job.withdraw(self.clock.now());
        self.store.withdraw(&mut job, cause).await
    }
}
