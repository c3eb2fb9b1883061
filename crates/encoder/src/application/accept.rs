//! Orders and what becomes of them: accept, withdraw.

use std::sync::Arc;

use kernel::{Cause, Clock, Saved};

use super::{JobStore, StoreError};
use crate::domain::{Job, Objects, Order};

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
    pub async fn accept(&self, order: Order, cause: &Cause) -> Result<(), StoreError> {
        let now = self.clock.now();
        if let Some(mut job) = self.store.by_resource(&order.resource_id).await? {
            if job.reopen(now) {
                return self.store.reopen(&mut job, cause).await.map(drop);
            }
            if job.objects == Objects::Kept {
                return Ok(());
            }
        }
        self.store.accept(&Job::accept(order, now), cause).await.map(drop)
    }

    /// Stops the job of a resource that nobody wants any more; what was made of it goes later.
    pub async fn withdraw(&self, resource_id: &str, cause: &Cause) -> Result<Saved, StoreError> {
        let Some(mut job) = self.store.by_resource(resource_id).await? else { return Ok(Saved::Done) };
        job.withdraw(self.clock.now());
        self.store.withdraw(&mut job, cause).await
    }
}
