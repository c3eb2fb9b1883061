//! Durable work with fenced leases: the row is the truth, so a killed worker's job is taken over, and a worker that
//! lost its lease can no longer write.

mod store;
mod worker;

use std::time::Duration;

use kernel::Timestamp;
use uuid::Uuid;

pub use store::Jobs;
pub use worker::{JobError, JobHandler, WorkerPool};

/// How long a lease lasts without a heartbeat.
pub const LEASE: Duration = Duration::from_mins(1);
/// How often a running job's lease is renewed.
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often a worker looks whether its job was cancelled or taken away.
pub const LOOK: Duration = Duration::from_millis(200);
/// Failed tries after which a job is given up.
const MAX_ATTEMPTS: i64 = 5;
/// Bytes of a failure's reason that are kept.
pub const LONGEST_REASON: usize = 4 << 10;

/// Work to be queued.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: Uuid,
    /// The job it is a part of.
    pub parent_id: Option<Uuid>,
    /// Order among equal priorities, smallest first.
    pub seq: i64,
    /// Who does it: workers lease by kind.
    pub kind: &'static str,
    /// The same work has the same hash and is never queued twice.
    pub input_hash: String,
    /// What the worker needs to know, as JSON.
    pub input: String,
    /// Higher first.
    pub priority: i64,
    /// Not before.
    pub not_before: Timestamp,
}

crate::row! {
    /// A job that this worker holds for now.
    #[derive(Clone, Debug)]
    pub struct Lease {
        /// The job.
        pub id: Uuid,
        /// The job it is a part of.
        pub parent_id: Option<Uuid>,
        /// Order among its siblings.
        pub seq: i64,
        /// Who does it.
        pub kind: String,
        /// As queued.
        pub input: String,
        /// Rises with each lease; every write carries it.
        pub fence: i64,
        /// Failed tries before this one.
        pub attempts: i64,
        /// Who holds it.
        pub lease_owner: String,
    }
}

impl Lease {
    /// Whether the job is given up if this try fails.
    #[must_use]
    pub const fn is_last_try(&self) -> bool {
        self.attempts + 1 >= MAX_ATTEMPTS
    }
}

/// Why a try failed.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    /// Stable code.
    pub code: &'a str,
    /// For people; no more than [`LONGEST_REASON`] of it is kept.
    pub reason: &'a str,
}

crate::row! {
    /// Where a job stands, for lists and for its siblings.
    #[derive(Clone, Debug)]
    pub struct JobRow {
        /// The job.
        pub id: Uuid,
        /// The job it is a part of.
        pub parent_id: Option<Uuid>,
        /// Order among its siblings.
        pub seq: i64,
        /// Who does it.
        pub kind: String,
        /// `queued`, `running`, `done`, `failed`, `cancelled`.
        pub state: String,
        /// As queued.
        pub input: String,
        /// Of the latest lease.
        pub fence: i64,
        /// Failed tries.
        pub attempts: i64,
        /// Percent, or whatever the worker counts.
        pub progress: i64,
        /// Who holds it.
        pub lease_owner: Option<String>,
        /// When it was last taken up, milliseconds.
        pub started_at: Option<i64>,
        /// When that try ended, milliseconds; unknown where only its lease ran out.
        pub ended_at: Option<i64>,
        /// Of the latest failure.
        pub last_error_code: Option<String>,
        /// What that failure said, for people.
        pub last_error: Option<String>,
        /// What it gave, as JSON.
        pub result: Option<String>,
    }
}
