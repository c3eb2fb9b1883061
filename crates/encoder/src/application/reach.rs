//! How far sources have arrived, as far as this process has looked. Forgetting it costs one more look.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::domain::{JobId, Reached};

/// The next look is worth while when a file has grown by a fiftieth.
const STEP: u64 = 50;

/// Seconds of each arriving source that can be read.
#[derive(Debug, Clone, Default)]
pub struct Reach(Arc<Mutex<HashMap<JobId, Reached>>>);

impl Reach {
    /// Seconds from the title's first frame; none before the first look.
    pub fn seconds(&self, job: JobId) -> f64 {
        self.lock().get(&job).map_or(0.0, |reached| reached.seconds)
    }

    /// Whether a source of `bytes` may have come further.
    pub fn is_due(&self, job: JobId, bytes: u64) -> bool {
        self.lock().get(&job).is_none_or(|reached| bytes > reached.bytes + reached.bytes / STEP)
    }

    /// So much was found.
    pub fn note(&self, job: JobId, reached: Reached) {
        self.lock().insert(job, reached);
    }

    /// Forgets all other jobs.
    pub fn keep_only(&self, jobs: &[JobId]) {
        self.lock().retain(|job, _| jobs.contains(job));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, Reached>> {
        // Entries are written whole; a panic elsewhere leaves them usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
