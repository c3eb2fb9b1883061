//! How far the running tasks of this process are. Only for people: nothing is decided by it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::domain::{Advance, JobId, TaskNumber};

/// Frames put out by running tasks.
#[derive(Debug, Clone, Default)]
pub struct Board {
    jobs: Arc<Mutex<HashMap<JobId, BTreeMap<TaskNumber, u64>>>>,
}

impl Board {
    /// A task put out so many frames in each of its rungs.
    pub fn report(&self, job: JobId, task: TaskNumber, frames: u64) {
        self.lock().entry(job).or_default().insert(task, frames);
    }

    /// A task ended, one way or another.
    pub fn clear(&self, job: JobId, task: TaskNumber) {
        let mut jobs = self.lock();
        if let Some(tasks) = jobs.get_mut(&job) {
            tasks.remove(&task);
            if tasks.is_empty() {
                jobs.remove(&job);
            }
        }
    }

    /// Jobs with tasks that run here.
    pub fn jobs(&self) -> Vec<JobId> {
        self.lock().keys().copied().collect()
    }

    /// How far the running tasks of a job are.
    pub fn advances(&self, job: JobId) -> Vec<Advance> {
        let jobs = self.lock();
        let tasks = jobs.get(&job).into_iter().flatten();
        tasks.map(|(&task, &frames)| Advance { task, frames }).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<JobId, BTreeMap<TaskNumber, u64>>> {
        // Numbers are written whole; a panic elsewhere leaves them usable.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
