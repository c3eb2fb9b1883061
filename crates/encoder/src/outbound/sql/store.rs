//! The store. A job's row is written first in every transaction of its tasks: it is the lock under which the task
//! that ends last finds out that it does.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{Cause, Clock, Saved, Timestamp, text};
use platform::{
    db::{self, Db, Tx},
    jobs::{Failed, Jobs, Lease},
    messaging::{inbox, outbox},
    on,
};
use uuid::Uuid;

use super::{
    queue::{self, Next, to_json},
    row::Row,
};
use crate::{
    application::{JobStore, Part, StoreError, TaskOutput},
    domain::{Job, JobId, JobStatus, Objects, Preset, RefusalCode, Title, WITHDRAWN_STAYS, Work},
    outbound::publisher::publish,
};

/// Jobs in the service's own database.
pub struct SqlJobStore {
    pub(super) db: Db,
    pub(super) clock: Arc<dyn Clock>,
}

impl From<db::Error> for StoreError {
    fn from(error: db::Error) -> Self {
        Self(error.to_string())
    }
}

impl SqlJobStore {
    /// Over an open database.
    pub fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    /// Begins the commit in which a lease ends with a change of its job; `None` if the lease was lost, or somebody else
    /// changed the job meanwhile.
    pub(super) async fn ending(&self, job: &mut Job, lease: &Lease) -> Result<Option<Tx>, StoreError> {
        let (now, before) = (self.clock.now(), job.stored_version());
        let mut tx = self.db.begin().await?;
        if !self.write(&mut tx, job, &Cause::worker(Uuid::nil()), before).await?
            || !Jobs::finish(&mut tx, lease, None).await?
        {
            return Ok(None);
        }
        Jobs::note_end(&mut tx, lease, now).await?;
        Ok(Some(tx))
    }

    /// The row and what is to be told; `false` when somebody else changed the job meanwhile.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        job: &mut Job,
        cause: &Cause,
        before: i64,
    ) -> Result<bool, StoreError> {
        if !update(tx, job, before).await? {
            return Ok(false);
        }
        let facts: Vec<_> = job.take_events().iter().map(|(version, event)| publish(job, *version, event)).collect();
        outbox::append(tx, &facts, cause, self.clock.now()).await?;
        Ok(true)
    }

    async fn one(&self, sql: &'static str, key: Key<'_>) -> Result<Option<Job>, StoreError> {
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => match key {
            Key::Id(id) => sqlx::query_as::<_, Row>(sql).bind(id.uuid()).fetch_optional(conn).await,
            Key::Resource(name) => sqlx::query_as::<_, Row>(sql).bind(name).fetch_optional(conn).await,
        })?;
        row.map(Job::try_from).transpose()
    }

    /// A change of a whole job by a command or a message, with what `change` does to its tasks.
    pub(super) async fn change(
        &self,
        job: &mut Job,
        cause: &Cause,
        change: impl AsyncFnOnce(&mut Tx, &Job) -> Result<(), StoreError>,
    ) -> Result<Saved, StoreError> {
        let before = job.stored_version();
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(Saved::AlreadyHandled);
        }
        if !self.write(&mut tx, job, cause, before).await? {
            return Err(db::Error::Conflict.into());
        }
        change(&mut tx, job).await?;
        tx.commit().await?;
        Ok(Saved::Done)
    }
}

/// The clock by which work is due may be ahead of this process's: on PostgreSQL it is the database's.
const CLOCKS_DIFFER: Duration = Duration::from_mins(5);

enum Key<'a> {
    Id(JobId),
    Resource(&'a str),
}

const COLUMNS_OF_ONE: &str = "SELECT * FROM encode_jobs WHERE id = $1";
const BY_RESOURCE: &str = "SELECT * FROM encode_jobs WHERE resource_id = $1 ORDER BY id DESC LIMIT 1";

const FINISHED: &str = "SELECT * FROM encode_jobs WHERE resource_id = $1 AND status = 'completed'
    AND doomed_at IS NULL AND swept_at IS NULL ORDER BY id DESC LIMIT 1";

#[async_trait]
impl JobStore for SqlJobStore {
    async fn accept(&self, job: &Job, cause: &Cause) -> Result<bool, StoreError> {
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(false);
        }
        let is_new = insert(&mut tx, job).await?;
        if is_new {
            Jobs::enqueue(&mut tx, &queue::planning(job)).await?;
        }
        tx.commit().await?;
        Ok(is_new)
    }

    async fn find(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        self.one(COLUMNS_OF_ONE, Key::Id(id)).await
    }

    async fn by_resource(&self, resource_id: &str) -> Result<Option<Job>, StoreError> {
        self.one(BY_RESOURCE, Key::Resource(resource_id)).await
    }

    async fn finished(&self, resource_id: &str) -> Result<Option<Job>, StoreError> {
        self.one(FINISHED, Key::Resource(resource_id)).await
    }

    async fn save(&self, job: &mut Job, cause: &Cause) -> Result<Option<Saved>, StoreError> {
        let before = job.stored_version();
        let mut tx = self.db.begin().await?;
        if inbox::record(&mut tx, cause, self.clock.now()).await? == Saved::AlreadyHandled {
            return Ok(Some(Saved::AlreadyHandled));
        }
        if !self.write(&mut tx, job, cause, before).await? {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(Saved::Done))
    }

    async fn begin(&self, job: &mut Job, lease: &Lease, title: &Title) -> Result<bool, StoreError> {
        let Some(mut tx) = self.ending(job, lease).await? else { return Ok(false) };
        let now = self.clock.now();
        let tasks = title.plan.tasks.iter().filter(|task| !matches!(task.work, Work::Storyboard { .. }));
        for task in tasks {
            Jobs::enqueue(&mut tx, &queue::task(job, task, now)?).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn finish_task(&self, lease: &Lease, output: &TaskOutput) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let Some(parent) = lease.parent_id else { return Ok(false) };
        let mut tx = self.db.begin().await?;
        let Some(job) = lock(&mut tx, parent).await? else { return Ok(false) };
        if !Jobs::finish(&mut tx, lease, Some(&to_json(output)?)).await? {
            return Ok(false);
        }
        Jobs::note_end(&mut tx, lease, now).await?;
        let parts = parts(&mut tx, parent).await?;
        // The plan may have got another end since the task began.
        let Some(plan) = job.title.as_ref().map(|title| &title.plan) else { return Ok(false) };
        match queue::next(plan, &parts) {
            Next::Nothing => {}
            Next::Storyboard(task) => Jobs::enqueue(&mut tx, &queue::task(&job, task, now)?).await?,
            Next::Finish => Jobs::enqueue(&mut tx, &queue::finish(&job, now)?).await?,
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn note_output(&self, lease: &Lease, output: &TaskOutput) -> Result<bool, StoreError> {
        let jobs = Jobs::new(self.db.clone(), self.clock.clone());
        Ok(jobs.note_result(lease, &to_json(output)?).await?)
    }

    async fn parts(&self, id: JobId) -> Result<Vec<Part>, StoreError> {
        let mut tx = self.db.read().await?;
        parts(&mut tx, id.uuid()).await
    }

    async fn complete(&self, job: &mut Job, lease: &Lease) -> Result<bool, StoreError> {
        let Some(mut tx) = self.ending(job, lease).await? else { return Ok(false) };
        let now = self.clock.now();
        Jobs::enqueue(&mut tx, &queue::sweep_rest(job.id, now.plus(queue::LIVE_STAYS))?).await?;
        doom_others(&mut tx, job, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn give_up(&self, job: &mut Job, lease: &Lease, failed: Failed<'_>) -> Result<bool, StoreError> {
        let before = job.stored_version();
        let mut tx = self.db.begin().await?;
        if !self.write(&mut tx, job, &Cause::worker(Uuid::nil()), before).await?
            || !Jobs::fail(&mut tx, lease, failed).await?
        {
            return Ok(false);
        }
        Jobs::note_end(&mut tx, lease, self.clock.now()).await?;
        Jobs::cancel_tree(&mut tx, job.id.uuid()).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn cancel(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError> {
        self.change(job, cause, end).await
    }

    async fn withdraw(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError> {
        let now = self.clock.now();
        self.change(job, cause, async |tx: &mut Tx, job: &Job| {
            end(tx, job).await?;
            doom_others(tx, job, now).await
        })
        .await
    }

    async fn prioritise(&self, job: &mut Job, steps: i64, cause: &Cause) -> Result<Saved, StoreError> {
        self.change(job, cause, async |tx: &mut Tx, job: &Job| {
            Ok(Jobs::hasten_tree(tx, job.id.uuid(), steps * queue::STEPS).await?)
        })
        .await
    }

    async fn reopen(&self, job: &mut Job, cause: &Cause) -> Result<Saved, StoreError> {
        let now = self.clock.now();
        self.change(job, cause, async |tx: &mut Tx, job: &Job| {
            Jobs::reopen_tree(tx, job.id.uuid(), now).await?;
            Ok(())
        })
        .await
    }

    async fn retire(&self, id: JobId) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE encode_jobs SET swept_at = COALESCE(swept_at, $2), version = version + 1
            WHERE id = $1 AND doomed_at <= $3";
        let now = self.clock.now();
        // What is wanted again and doomed anew is so for much later.
        let due = now.plus(CLOCKS_DIFFER);
        let mut tx = self.db.begin().await?;
        let retired = on!(&mut tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(now.millis()).bind(due.millis())
            .execute(conn).await.map(|done| done.rows_affected() == 1))?;
        tx.commit().await?;
        Ok(retired)
    }

    async fn finish_errand(&self, lease: &Lease) -> Result<bool, StoreError> {
        let mut tx = self.db.begin().await?;
        let finished = Jobs::finish(&mut tx, lease, None).await?;
        tx.commit().await?;
        Ok(finished)
    }
}

/// The tasks of a job that is over go, and later on its objects.
pub(super) async fn end(tx: &mut Tx, job: &Job) -> Result<(), StoreError> {
    Jobs::cancel_tree(tx, job.id.uuid()).await?;
    if let Objects::Doomed(at) = job.objects {
        Jobs::enqueue(tx, &queue::sweep_job(job.id, at)?).await?;
    }
    Ok(())
}

/// What earlier jobs of the same resource made goes, when whoever watches it may have finished.
async fn doom_others(tx: &mut Tx, job: &Job, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE encode_jobs SET doomed_at = $3, version = version + 1
        WHERE resource_id = $1 AND id <> $2 AND doomed_at IS NULL AND swept_at IS NULL RETURNING id";
    let gone = now.plus(WITHDRAWN_STAYS);
    let doomed: Vec<Uuid> = on!(tx, conn => sqlx::query_scalar(SQL)
        .bind(&job.resource_id).bind(job.id.uuid()).bind(gone.millis()).fetch_all(conn).await)?;
    for id in doomed {
        Jobs::enqueue(tx, &queue::sweep_job(JobId::from_uuid(id), gone)?).await?;
    }
    Ok(())
}

/// `false` if the resource has a job already that is not over.
pub(super) async fn insert(tx: &mut Tx, job: &Job) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO encode_jobs (id, version, resource_id, label, search_text, file_path, kind,
            priority, status, stage, progress, attempt, offered, rungs, created_at, updated_at, preset, source,
            former, source_bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, '[]', '[]', $12, $12, $13, $14, $15, $16)
        ON CONFLICT (resource_id) WHERE status IN ('queued', 'running') DO NOTHING";
    let search_text = text::fold(&format!("{} {}", job.label, job.resource_id));
    Ok(on!(tx, conn => sqlx::query(SQL)
        .bind(job.id.uuid())
        .bind(job.version)
        .bind(&job.resource_id)
        .bind(&job.label)
        .bind(&search_text)
        .bind(&job.file_path)
        .bind(job.kind.as_str())
        .bind(i64::from(job.priority))
        .bind(job.status.as_str())
        .bind(job.stage.as_str())
        .bind(i64::from(job.attempt))
        .bind(job.created_at.millis())
        .bind(job.preset.map(Preset::as_str))
        .bind(job.source.as_str())
        .bind(job.former.map(JobId::uuid))
        .bind(i64::try_from(job.source_bytes).unwrap_or(i64::MAX))
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
}

async fn update(tx: &mut Tx, job: &Job, before: i64) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE encode_jobs SET version = $2, status = $3, stage = $4, progress = $5, attempt = $6,
            error_code = $7, error = $8, facts = $9, plan = $10, offered = $11, rungs = $12, started_at = $13,
            updated_at = $14, priority = $16, speed = $17, remaining_s = $18, doomed_at = $19, source = $20
        WHERE id = $1 AND version = $15";
    let title = job.title.as_ref();
    let facts = title.map(|title| to_json(&title.facts)).transpose()?;
    let plan = title.map(|title| to_json(&title.plan)).transpose()?;
    let (offered, rungs) = (to_json(&job.offered)?, to_json(&job.rungs)?);
    let code = job.refusal.as_ref().map(|refusal| refusal.code);
    let doomed_at = match job.objects {
        Objects::Doomed(at) => Some(at.millis()),
        Objects::Kept | Objects::Swept => None,
    };
    Ok(on!(tx, conn => sqlx::query(SQL)
        .bind(job.id.uuid())
        .bind(job.version)
        .bind(job.status.as_str())
        .bind(job.stage.as_str())
        .bind(i64::from(job.percent))
        .bind(i64::from(job.attempt))
        .bind(code.map(RefusalCode::as_str))
        .bind(code.map(RefusalCode::message))
        .bind(&facts)
        .bind(&plan)
        .bind(&offered)
        .bind(&rungs)
        .bind(job.started_at.map(Timestamp::millis))
        .bind(job.updated_at.millis())
        .bind(before)
        .bind(i64::from(job.priority))
        .bind(job.speed)
        .bind(job.remaining_seconds.and_then(|seconds| i64::try_from(seconds).ok()))
        .bind(doomed_at)
        .bind(job.source.as_str())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
}

/// Takes the job's row until the end of the transaction. A job that does not run any more is none.
async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Job>, StoreError> {
    const SQL: &str = "UPDATE encode_jobs SET updated_at = updated_at WHERE id = $1 RETURNING *";
    let row = on!(tx, conn => sqlx::query_as::<_, Row>(SQL).bind(id).fetch_optional(conn).await)?;
    let job = row.map(Job::try_from).transpose()?;
    Ok(job.filter(|job| job.status == JobStatus::Running))
}

pub(super) async fn parts(tx: &mut Tx, job: Uuid) -> Result<Vec<Part>, StoreError> {
    let rows = Jobs::children(tx, job).await?;
    rows.iter().filter_map(|row| queue::part(row).transpose()).collect()
}
