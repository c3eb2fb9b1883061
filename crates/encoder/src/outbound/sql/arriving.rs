//! Jobs whose plans change. While a source is still being uploaded, its tasks lie in the queue and wait to be released.

use async_trait::async_trait;
use kernel::{Cause, Saved, Timestamp};
use platform::{
    db::Tx,
    jobs::{Jobs, Lease},
    on,
};
use uuid::Uuid;

use super::{
    SqlJobStore, queue,
    store::{end, insert, parts},
};
use crate::{
    application::{Arrivals, FOLLOW, JobStore, StoreError, TASK, TaskInput},
    domain::{Job, JobId, TaskNumber, Work},
};

/// What followed a source need not wait any more once that is whole.
const FOLLOWED: (&str, &str) = (FOLLOW, TASK);

#[async_trait]
impl Arrivals for SqlJobStore {
    async fn arriving(&self) -> Result<Vec<(JobId, String)>, StoreError> {
        const SQL: &str = "SELECT id, file_path FROM encode_jobs WHERE source = 'arriving' AND status = 'running'";
        let mut tx = self.db.read().await?;
        let rows: Vec<(Uuid, String)> = on!(&mut tx, conn => sqlx::query_as(SQL).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(|(id, key)| (JobId::from_uuid(id), key)).collect())
    }

    async fn release(&self, id: JobId, tasks: &[TaskNumber]) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        for task in tasks {
            let input = queue::to_json(&TaskInput { job: id, task: *task })?;
            Jobs::release(&mut tx, id.uuid(), &input, self.clock.now()).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn recut(&self, job: &mut Job) -> Result<bool, StoreError> {
        let before = job.stored_version();
        let mut tx = self.db.begin().await?;
        if !self.write(&mut tx, job, &Cause::worker(Uuid::nil()), before).await?
            || !align(&mut tx, job, self.clock.now()).await?
        {
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn hold(&self, lease: &Lease) -> Result<(), StoreError> {
        let jobs = Jobs::new(self.db.clone(), self.clock.clone());
        jobs.put_back(lease, queue::NOT_YET, None).await?;
        // The end of the upload releases what waits then: it may have come just before.
        let Some(parent) = lease.parent_id else { return Ok(()) };
        if self.find(JobId::from_uuid(parent)).await?.is_none_or(|job| job.is_unsettled()) {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        Jobs::release(&mut tx, parent, &lease.input, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn arrive(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError> {
        let now = self.clock.now();
        self.change(job, cause, async |tx: &mut Tx, job: &Job| {
            if job.title.is_some() {
                Jobs::enqueue(tx, &queue::settle(job, now)?).await?;
            } else {
                Jobs::release_tree(tx, job.id.uuid(), FOLLOWED, now).await?;
            }
            Ok(())
        })
        .await
    }

    async fn settle(&self, job: &mut Job, lease: &Lease) -> Result<bool, StoreError> {
        let Some(mut tx) = self.ending(job, lease).await? else { return Ok(false) };
        if !align(&mut tx, job, self.clock.now()).await? {
            return Ok(false);
        }
        Jobs::release_tree(&mut tx, job.id.uuid(), FOLLOWED, self.clock.now()).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn replace(&self, job: &mut Job, anew: &Job, lease: &Lease) -> Result<bool, StoreError> {
        let Some(mut tx) = self.ending(job, lease).await? else { return Ok(false) };
        end(&mut tx, job).await?;
        if insert(&mut tx, anew).await? {
            Jobs::enqueue(&mut tx, &queue::planning(anew)).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// The queue follows a plan that was cut anew: chunks that are not in it go, new ones come, and what viewers await is
/// urgent. `false` if something was made that is not in it.
async fn align(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<bool, StoreError> {
    let Some(title) = &job.title else { return Ok(true) };
    let parts = parts(tx, job.id.uuid()).await?;
    for part in parts.iter().filter(|part| title.plan.task(part.number).is_none()) {
        if !Jobs::remove(tx, job.id.uuid(), &input(job, part.number)?).await? {
            return Ok(false);
        }
    }
    let is_new = |number: TaskNumber| parts.iter().all(|part| part.number != number);
    let chunks = title.plan.tasks.iter().filter(|task| matches!(task.work, Work::Chunk(_)));
    for task in chunks.filter(|task| is_new(task.number)) {
        Jobs::enqueue(tx, &queue::task(job, task, now)?).await?;
    }
    for number in &title.plan.awaited {
        Jobs::hasten(tx, job.id.uuid(), &input(job, *number)?, queue::awaited(job)).await?;
    }
    Ok(true)
}

fn input(job: &Job, task: TaskNumber) -> Result<String, StoreError> {
    queue::to_json(&TaskInput { job: job.id, task })
}
