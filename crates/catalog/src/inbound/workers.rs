//! Follows the store's changes into the search index.

use std::{sync::Arc, time::Duration};

use platform::{db::Db, service::Worker};

use crate::application::{
    follow,
    ports::{ChangeLog, SearchIndex},
};

/// Changes that come together are indexed together; far below the two seconds that viewers may wait.
const SETTLE: Duration = Duration::from_millis(100);
/// Commits of other processes make no noise here.
const POLL: Duration = Duration::from_secs(1);

/// The worker; it wakes with every commit.
pub fn indexer(db: &Db, log: Arc<dyn ChangeLog>, index: Arc<dyn SearchIndex>) -> Worker {
    let mut commits = db.commits();
    Worker::new("catalog indexer", |stop| async move {
        while !stop.is_cancelled() {
            commits.mark_unchanged();
            if let Err(error) = follow::catch_up(log.as_ref(), index.as_ref()).await {
                tracing::warn!(%error, "the search index lags behind");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                _ = commits.changed() => tokio::time::sleep(SETTLE).await,
                () = tokio::time::sleep(POLL) => {}
            }
        }
    })
}
