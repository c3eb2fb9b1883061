//! What runs by itself: time passing, interrupted sagas, and the role of subscribers.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use platform::{
    db::{self, Db},
    jobs::{Failed, JobError, JobHandler, Jobs, Lease},
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::application::{
    Expiry, RoleSync, RoleSyncError, RoleSyncInput,
    ports::{StoreError, UserAdminError},
};

/// How often interrupted sagas are looked for: a customer waits for them.
const SAGA_TICK: Duration = Duration::from_secs(1);

/// Lets time do its work until told to stop.
pub async fn expire(expiry: Arc<Expiry>, every: Duration, stop: CancellationToken) {
    loop {
        if let Err(error) = expiry.expire().await {
            tracing::warn!(%error, "due subscriptions could not be read; trying again");
        }
        if pause(every, &stop).await {
            return;
        }
    }
}

/// Goes on with interrupted sagas until told to stop.
pub async fn resume_sagas(expiry: Arc<Expiry>, stop: CancellationToken) {
    loop {
        match expiry.resume_sagas().await {
            // Another instance took the same one.
            Ok(_) | Err(StoreError::Conflict) => {}
            Err(error) => tracing::warn!(%error, "open sagas could not be read; trying again"),
        }
        if pause(SAGA_TICK, &stop).await {
            return;
        }
    }
}

/// Whether to stop.
async fn pause(time: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => true,
        () = tokio::time::sleep(time) => false,
    }
}

/// Runs the jobs that bring the role in line.
pub struct RoleJobs {
    roles: RoleSync,
    db: Db,
}

impl RoleJobs {
    /// The jobs lie in `db`.
    pub const fn new(roles: RoleSync, db: Db) -> Self {
        Self { roles, db }
    }
}

#[async_trait]
impl JobHandler for RoleJobs {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, _: CancellationToken) -> Result<(), JobError> {
        let input: RoleSyncInput = lease.input()?;
        self.roles.run(input.account_id, input.user_id).await.map_err(settle)?;
        Jobs::finish_apart(&self.db, lease).await
    }

    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), db::Error> {
        Jobs::fail_apart(&self.db, lease, Failed { code, reason }).await
    }
}

/// An identity provider that is away is waited for: the role must follow in the end.
fn settle(error: RoleSyncError) -> JobError {
    match error {
        RoleSyncError::Users(UserAdminError::Unavailable(reason)) => {
            tracing::warn!(reason, "the role of a subscriber waits");
            JobError::Waiting { code: "UNAVAILABLE".into() }
        }
        RoleSyncError::Users(error) => JobError::Permanent { code: "USER_REFUSED".into(), reason: error.to_string() },
        RoleSyncError::Store(error) => JobError::transient("UNAVAILABLE", error),
    }
}
