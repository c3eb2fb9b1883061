//! What time does to subscriptions, and what is left of interrupted sagas. Runs on every instance: each change is
//! guarded by the version, so that it is made once.

use std::sync::Arc;

use kernel::{Cause, Clock};

use super::{
    Charges, SignUp,
    ports::{SagaStore, StoreError, SubscriptionStore},
};
use crate::domain::{Due, Saga, SagaWork, SubscriptionId};

/// Subscriptions read at a time.
const BATCH: u32 = 100;

/// Does what is due.
pub struct Expiry {
    subscriptions: Arc<dyn SubscriptionStore>,
    sagas: Arc<dyn SagaStore>,
    charges: Charges,
    sign_up: Arc<SignUp>,
    clock: Arc<dyn Clock>,
}

impl Expiry {
    /// Over these.
    pub fn new(
        subscriptions: Arc<dyn SubscriptionStore>,
        sagas: Arc<dyn SagaStore>,
        charges: Charges,
        sign_up: Arc<SignUp>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { subscriptions, sagas, charges, sign_up, clock }
    }

    /// Changes every subscription whose time has come; returns how many were looked at.
    pub async fn expire(&self) -> Result<usize, StoreError> {
        let due = self.subscriptions.due(self.clock.now(), BATCH).await?;
        for id in &due {
            match self.fall_due(*id).await {
                // Another instance was faster.
                Ok(()) | Err(StoreError::Conflict) => {}
                Err(error) => tracing::warn!(%error, subscription = %id, "a due subscription could not be changed"),
            }
        }
        Ok(due.len())
    }

    /// Goes on with every open saga that nobody runs; returns how many there were.
    pub async fn resume_sagas(&self) -> Result<usize, StoreError> {
        let mut count = 0;
        while let Some(saga) = self.sagas.take_up(self.clock.now()).await? {
            count += 1;
            let id = saga.id;
            match self.resume(saga).await {
                Ok(()) | Err(StoreError::Conflict) => {}
                Err(error) => tracing::warn!(%error, saga = %id, "a saga could not go on; it is tried again"),
            }
        }
        Ok(count)
    }

    async fn fall_due(&self, id: SubscriptionId) -> Result<(), StoreError> {
        let Some(mut it) = self.subscriptions.find(id).await? else { return Ok(()) };
        let cause = Cause::worker(id.uuid());
        let now = self.clock.now();
        match it.fall_due_at(now) {
            Due::Nothing => Ok(()),
            Due::Changed => self.subscriptions.save(&mut it, None, &cause).await,
            Due::Charge(charge) => {
                let mut saga = Saga::begin(SagaWork::Charge(charge), now);
                self.subscriptions.save(&mut it, Some(&mut saga), &cause).await?;
                self.charges.run(saga, &cause).await
            }
        }
    }

    async fn resume(&self, saga: Saga) -> Result<(), StoreError> {
        match saga.work {
            SagaWork::SignUp { .. } => self.sign_up.resume(saga).await,
            SagaWork::Charge(_) => {
                let cause = Cause::worker(saga.id.uuid());
                self.charges.run(saga, &cause).await
            }
        }
    }
}
