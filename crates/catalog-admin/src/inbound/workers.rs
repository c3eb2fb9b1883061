//! What runs beside: queued errands, and the sweep.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::Cause;
use platform::{
    db::{self, Db},
    jobs::{Failed, JobError, JobHandler, Jobs, Lease, WorkerPool},
    service::Worker,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    application::{
        Error, adopt_poster,
        ports::{Ports, StorageError},
        sweep,
    },
    domain::VideoId,
    errands::{ADOPT_POSTER, AdoptPoster},
};

/// How often the sweep looks around.
const SWEEP_EVERY: Duration = Duration::from_mins(1);

/// The workers of this service.
pub fn workers(ports: &Ports, db: &Db, instance: String) -> Vec<Worker> {
    let jobs = Jobs::new(db.clone(), ports.clock.clone());
    let handler = Arc::new(Posters { ports: ports.clone(), db: db.clone() });
    let posters = WorkerPool::new(jobs, &[ADOPT_POSTER], handler, instance);
    let ports = ports.clone();
    vec![
        Worker::new("catalog-admin posters", |stop| posters.run(1, stop)),
        Worker::new("catalog-admin sweep", |stop| sweep_now_and_then(ports, stop)),
    ]
}

async fn sweep_now_and_then(ports: Ports, stop: CancellationToken) {
    loop {
        if let Err(error) = sweep(&ports).await {
            tracing::warn!(%error, "the sweep failed; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(SWEEP_EVERY) => {}
        }
    }
}

/// Makes thumbnails out of pictures of films.
struct Posters {
    ports: Ports,
    db: Db,
}

#[async_trait]
impl JobHandler for Posters {
    async fn run(&self, lease: &Lease, _: &watch::Sender<i64>, _: CancellationToken) -> Result<(), JobError> {
        let input: AdoptPoster = lease.input()?;
        let (video, cause) = (VideoId::from_uuid(input.video), Cause::worker(lease.id));
        adopt_poster(&self.ports, video, &input.poster, &cause).await.map_err(failed)?;
        // Repeating the work changes nothing, so the end may be noted apart from its effect.
        Jobs::finish_apart(&self.db, lease).await
    }

    /// The video keeps the thumbnail it has, or lacks one, which its editor sees and can upload.
    async fn give_up(&self, lease: &Lease, code: &str, reason: &str) -> Result<(), db::Error> {
        Jobs::fail_apart(&self.db, lease, Failed { code, reason }).await
    }
}

fn failed(error: Error) -> JobError {
    match error {
        Error::Storage(StorageError::NotFound) | Error::PictureFile(_) => {
            JobError::Permanent { code: "MEDIA_DAMAGED".to_owned(), reason: error.to_string() }
        }
        error => JobError::transient("UNAVAILABLE", error),
    }
}
