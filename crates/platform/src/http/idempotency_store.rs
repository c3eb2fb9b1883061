//! The rows behind `Idempotency-Key`.

use std::time::Duration;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    db::{self, Db, Tx},
    on,
};

use super::Problem;

/// One key of one caller on one route.
pub(super) struct Key {
    pub tenant: String,
    pub route: String,
    pub sent: String,
}

/// A key with what was asked under it.
pub(super) struct Entry {
    pub key: Key,
    pub request_hash: String,
}

/// What to do with a request.
pub(super) enum Claim {
    /// Run it under this id; nobody else does.
    Run { command_id: Uuid },
    /// It was answered before.
    Replay(StoredAnswer),
    /// The key was used for something else.
    OtherRequest,
    /// Somebody is at it.
    Running,
}

/// An answer as it is kept.
pub(super) struct StoredAnswer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub is_problem: bool,
    pub body: String,
}

/// The column `headers`.
#[derive(Deserialize, Serialize)]
struct StoredHeaders {
    is_problem: bool,
    headers: Vec<(String, String)>,
}

crate::row! {
    struct Row {
        req_hash: String,
        state: String,
        command_id: Uuid,
        status: Option<i64>,
        headers: Option<String>,
        body: Option<String>,
        created_at: i64,
    }
}

#[derive(Clone)]
pub(super) struct Store {
    db: Db,
}

impl Store {
    pub(super) const fn new(db: Db) -> Self {
        Self { db }
    }

    /// Notes the key, or tells what became of it. Of many at the same time, one gets to run.
    pub(super) async fn claim(
        &self,
        entry: &Entry,
        now: Timestamp,
        deadline: Duration,
        keep: Duration,
    ) -> Result<Claim, db::Error> {
        let mut tx = self.db.begin().await?;
        let command_id = kernel::id::v7(now);
        if insert(&mut tx, entry, command_id, now, now.plus(keep)).await? {
            tx.commit().await?;
            return Ok(Claim::Run { command_id });
        }
        let Some(row) = find(&mut tx, &entry.key).await? else {
            return Ok(Claim::Running);
        };
        if row.req_hash != entry.request_hash {
            return Ok(Claim::OtherRequest);
        }
        if row.state == "done" {
            return row.answer().map(Claim::Replay);
        }
        let crashed_before = now.minus(deadline);
        if !take_over(&mut tx, &entry.key, now, crashed_before).await? {
            return Ok(Claim::Running);
        }
        tx.commit().await?;
        tracing::info!(command_id = %row.command_id, since = row.created_at, "an unanswered command is run again");
        Ok(Claim::Run { command_id: row.command_id })
    }

    /// Keeps the answer.
    pub(super) async fn finish(&self, key: &Key, answer: &StoredAnswer) -> Result<(), db::Error> {
        const SQL: &str = "UPDATE idempotency SET state = 'done', status = $4, headers = $5, body = $6
            WHERE tenant = $1 AND route = $2 AND key = $3";
        let headers = StoredHeaders { is_problem: answer.is_problem, headers: answer.headers.clone() };
        let headers = serde_json::to_string(&headers).map_err(db::Error::corrupt)?;
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(&key.tenant).bind(&key.route).bind(&key.sent)
            .bind(i64::from(answer.status)).bind(&headers).bind(&answer.body)
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await
    }

    /// Forgets a command that was refused.
    pub(super) async fn forget(&self, key: &Key) -> Result<(), db::Error> {
        self.change("DELETE FROM idempotency WHERE tenant = $1 AND route = $2 AND key = $3", key).await
    }

    /// Lets the same command be run again at once, under its id.
    pub(super) async fn reopen(&self, key: &Key) -> Result<(), db::Error> {
        const SQL: &str = "UPDATE idempotency SET created_at = 0 WHERE tenant = $1 AND route = $2 AND key = $3";
        self.change(SQL, key).await
    }

    async fn change(&self, sql: &'static str, key: &Key) -> Result<(), db::Error> {
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(sql)
            .bind(&key.tenant).bind(&key.route).bind(&key.sent).execute(conn).await.map(|_| ()))?;
        tx.commit().await
    }
}

/// Whether the key was new, or its former use is past its time.
async fn insert(
    tx: &mut Tx,
    entry: &Entry,
    command_id: Uuid,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, db::Error> {
    const SQL: &str =
        "INSERT INTO idempotency (tenant, route, key, req_hash, state, command_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4, 'started', $5, $6, $7)
        ON CONFLICT (tenant, route, key) DO UPDATE SET req_hash = excluded.req_hash, state = excluded.state,
            command_id = excluded.command_id, status = NULL, headers = NULL, body = NULL,
            created_at = excluded.created_at, expires_at = excluded.expires_at
        WHERE idempotency.expires_at <= $6";
    let key = &entry.key;
    let rows = on!(tx, conn => sqlx::query(SQL)
        .bind(&key.tenant).bind(&key.route).bind(&key.sent).bind(&entry.request_hash)
        .bind(command_id).bind(now.millis()).bind(expires_at.millis())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

async fn find(tx: &mut Tx, key: &Key) -> Result<Option<Row>, db::Error> {
    const SQL: &str = "SELECT req_hash, state, command_id, status, headers, body, created_at FROM idempotency
        WHERE tenant = $1 AND route = $2 AND key = $3";
    on!(tx, conn => sqlx::query_as::<_, Row>(SQL)
        .bind(&key.tenant).bind(&key.route).bind(&key.sent).fetch_optional(conn).await)
}

/// Whether the command was started before `crashed_before` and is ours now.
async fn take_over(tx: &mut Tx, key: &Key, now: Timestamp, crashed_before: Timestamp) -> Result<bool, db::Error> {
    const SQL: &str = "UPDATE idempotency SET created_at = $4
        WHERE tenant = $1 AND route = $2 AND key = $3 AND state = 'started' AND created_at <= $5";
    let rows = on!(tx, conn => sqlx::query(SQL)
        .bind(&key.tenant).bind(&key.route).bind(&key.sent).bind(now.millis()).bind(crashed_before.millis())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

impl Row {
    fn answer(self) -> Result<StoredAnswer, db::Error> {
        let headers = self.headers.unwrap_or_default();
        let headers: StoredHeaders = serde_json::from_str(&headers).map_err(db::Error::corrupt)?;
        let status = self.status.and_then(|status| u16::try_from(status).ok());
        Ok(StoredAnswer {
            status: status.ok_or_else(|| db::Error::corrupt("status of an answer"))?,
            headers: headers.headers,
            is_problem: headers.is_problem,
            body: self.body.unwrap_or_default(),
        })
    }
}

impl StoredAnswer {
    /// The problem that was answered, if it was one.
    pub(super) fn problem(&self) -> Option<Problem> {
        if self.is_problem { serde_json::from_str(&self.body).ok() } else { None }
    }
}

impl IntoResponse for StoredAnswer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}
