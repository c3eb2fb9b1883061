//! What operators read of jobs and of the queue.

use async_trait::async_trait;
use kernel::{Direction, Page, Timestamp, text};
use platform::{
    jobs::{JobRow, Jobs},
    on,
};
use sqlx::AssertSqlSafe;

use super::{SqlJobStore, queue::from_json, row::Row};
use crate::{
    application::{
        Counts, FINISH, FOLLOW, JobBook, JobOrder, JobQuery, JobStore, PLAN, Step, StepRow, StepState, StoreError,
        TASK, TaskInput,
    },
    domain::{Job, JobId, JobKind, JobStatus},
};

/// Without what is known of the source and the plan, which of a long film is more than all the rest.
const COLUMNS: &str =
    "id, version, resource_id, label, file_path, source, source_bytes, kind, priority, preset, former, status, stage,
    progress, speed, remaining_s, attempt, error_code, CAST(NULL AS text) AS facts, CAST(NULL AS text) AS plan, offered,
    rungs, created_at, started_at, updated_at, doomed_at, swept_at";
const FILTER: &str = r"WHERE ($1 = '' OR ',' || $1 || ',' LIKE '%,' || status || ',%')
    AND ($2 IS NULL OR kind = $2) AND ($3 IS NULL OR resource_id = $3)
    AND ($4 IS NULL OR search_text LIKE $4 ESCAPE '\')";

#[async_trait]
impl JobBook for SqlJobStore {
    async fn job(&self, id: JobId) -> Result<Option<Job>, StoreError> {
        self.find(id).await
    }

    async fn list(&self, query: &JobQuery) -> Result<Page<Job>, StoreError> {
        let statuses = query.status.iter().map(|status| status.as_str()).collect::<Vec<_>>().join(",");
        let (kind, pattern) = (query.kind.map(JobKind::as_str), query.search.as_deref().map(contains));
        let total = format!("SELECT COUNT(*) FROM encode_jobs {FILTER}");
        let items = format!("SELECT {COLUMNS} FROM encode_jobs {FILTER} ORDER BY {} LIMIT $5 OFFSET $6", order(query));
        let mut tx = self.db.read().await?;
        let total: i64 = on!(&mut tx, conn => sqlx::query_scalar(AssertSqlSafe(total.clone()))
            .bind(&statuses).bind(kind).bind(&query.resource_id).bind(&pattern).fetch_one(conn).await)?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, Row>(AssertSqlSafe(items.clone()))
            .bind(&statuses).bind(kind).bind(&query.resource_id).bind(&pattern)
            .bind(query.page.limit()).bind(query.page.offset()).fetch_all(conn).await)?;
        let items = rows.into_iter().map(Job::try_from).collect::<Result<_, _>>()?;
        Ok(Page { items, total: u64::try_from(total).unwrap_or_default(), request: query.page })
    }

    async fn counts(&self) -> Result<Counts, StoreError> {
        const SQL: &str = "SELECT status, COUNT(*) FROM encode_jobs GROUP BY status";
        let mut tx = self.db.read().await?;
        let rows: Vec<(String, i64)> = on!(&mut tx, conn => sqlx::query_as(SQL).fetch_all(conn).await)?;
        let count = |status: JobStatus| rows.iter().find(|(name, _)| name == status.as_str()).map(|(_, count)| *count);
        let count = |status| (status, u64::try_from(count(status).unwrap_or_default()).unwrap_or_default());
        Ok(JobStatus::ALL.map(count).to_vec())
    }

    async fn steps(&self, id: JobId) -> Result<Vec<StepRow>, StoreError> {
        let mut tx = self.db.read().await?;
        let rows = Jobs::tree(&mut tx, id.uuid()).await?;
        rows.iter().filter_map(|row| step(row).transpose()).collect()
    }

    async fn running(&self) -> Result<Vec<StepRow>, StoreError> {
        let mut tx = self.db.read().await?;
        let rows = Jobs::running(&mut tx).await?;
        rows.iter().filter_map(|row| step(row).transpose()).collect()
    }
}

/// Equals in the order in which they came.
fn order(query: &JobQuery) -> String {
    let column = match query.order {
        JobOrder::Created => "created_at",
        JobOrder::Updated => "updated_at",
        JobOrder::Priority => "priority",
        JobOrder::Progress => "progress",
    };
    let direction = match query.direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    format!("{column} {direction}, id {direction}")
}

fn contains(search: &str) -> String {
    let escaped = text::fold(search).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

/// A row of the queue as a step of its job; errands are none.
fn step(row: &JobRow) -> Result<Option<StepRow>, StoreError> {
    let step = match row.kind.as_str() {
        PLAN => Step::Planning,
        TASK | FOLLOW => Step::Task(from_json::<TaskInput>(&row.input)?.task),
        FINISH => Step::Finishing,
        _ => return Ok(None),
    };
    let state = match row.state.as_str() {
        "queued" => StepState::Queued,
        "running" => StepState::Running,
        "done" => StepState::Done,
        "failed" => StepState::Failed,
        _ => StepState::Cancelled,
    };
    Ok(Some(StepRow {
        job: JobId::from_uuid(row.parent_id.unwrap_or(row.id)),
        step,
        state,
        worker: row.lease_owner.clone(),
        attempts: row.attempts,
        fence: row.fence,
        started_at: row.started_at.map(Timestamp::from_millis),
        ended_at: row.ended_at.map(Timestamp::from_millis),
        error_code: row.last_error_code.clone(),
        error: row.last_error.clone(),
    }))
}
