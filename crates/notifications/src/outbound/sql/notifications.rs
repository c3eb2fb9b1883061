//! Notifications, each read together with its recipient, and the jobs that send them.

use kernel::{Direction, Page, Timestamp, text};
use platform::{
    db::{Error, Tx},
    jobs::{Jobs, NewJob},
    on,
};
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use super::contacts::ContactRow;
use crate::{
    application::{
        DELIVERY,
        ports::{Addressed, OutgoingQuery},
    },
    domain::{Channel, Contact, Kind, Notification, NotificationId, NotificationState, Refusal, Route, Status, UserId},
};

const COLUMNS: &str = "n.id, n.version, n.channel, n.data, n.source_event, n.status, n.attempts, n.tried_since,
    n.next_attempt_at, n.error_code, n.error_reason, n.language, n.sent_by, n.sent_at, n.created_at,
    c.user_id, c.standing, c.login_version, c.account_version, c.email, c.name, c.locale";
/// `$1` a status, `$2` a kind, `$3` a pattern; null for any.
const WANTED: &str = r"FROM notifications n JOIN contacts c ON c.user_id = n.recipient
    WHERE ($1 IS NULL OR n.status = $1) AND ($2 IS NULL OR n.kind = $2)
    AND ($3 IS NULL OR c.search_text LIKE $3 ESCAPE '\')";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        channel: String,
        data: String,
        source_event: Uuid,
        status: String,
        attempts: i64,
        tried_since: Option<i64>,
        next_attempt_at: Option<i64>,
        error_code: Option<String>,
        error_reason: Option<String>,
        language: Option<String>,
        sent_by: Option<String>,
        sent_at: Option<i64>,
        created_at: i64,
    }
}

/// A notification beside its recipient.
struct JoinedRow(Row, ContactRow);

impl<'r, R: sqlx::Row> FromRow<'r, R> for JoinedRow
where
    Row: FromRow<'r, R>,
    ContactRow: FromRow<'r, R>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self(Row::from_row(row)?, ContactRow::from_row(row)?))
    }
}

impl JoinedRow {
    fn addressed(self) -> Result<Addressed, Error> {
        self.0.addressed_to(self.1.contact()?)
    }
}

impl Row {
    fn addressed_to(self, contact: Contact) -> Result<Addressed, Error> {
        let status = status(&self.status, self.next_attempt_at, self.sent_at, self.sent_by.as_deref());
        let channel = Some(Channel::Email).filter(|channel| channel.as_str() == self.channel);
        let notification = Notification::from_stored(NotificationState {
            id: NotificationId::from_uuid(self.id),
            version: self.version,
            recipient: contact.state().user_id,
            channel: channel.ok_or_else(|| Error::corrupt("the channel of a notification"))?,
            message: serde_json::from_str(&self.data).map_err(Error::corrupt)?,
            source_event: self.source_event,
            status: status.ok_or_else(|| Error::corrupt("the status of a notification"))?,
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            tried_since: self.tried_since.map(Timestamp::from_millis),
            refusal: self.error_code.map(|code| Refusal { code, reason: self.error_reason }),
            language: self.language,
            created_at: Timestamp::from_millis(self.created_at),
        });
        Ok(Addressed { notification, contact })
    }
}

fn status(name: &str, next_at: Option<i64>, sent_at: Option<i64>, sent_by: Option<&str>) -> Option<Status> {
    let time = |millis: Option<i64>| millis.map(Timestamp::from_millis);
    Some(match name {
        "queued" => Status::Queued,
        "sending" => Status::Sending,
        "retry_wait" => Status::RetryWait { next_at: time(next_at)? },
        "sent" => Status::Sent { at: time(sent_at)?, by: sent_by.and_then(Route::from_stored)? },
        "failed" => Status::Failed,
        _ => return None,
    })
}

/// `false` if there is one for the same event, recipient and channel.
pub(super) async fn insert(tx: &mut Tx, state: &NotificationState) -> Result<bool, Error> {
    const SQL: &str = "INSERT INTO notifications (id, version, recipient, channel, kind, data, source_event, status,
            attempts, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)
        ON CONFLICT (source_event, recipient, channel) DO NOTHING";
    let data = serde_json::to_string(&state.message).map_err(Error::corrupt)?;
    on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.recipient.uuid())
        .bind(state.channel.as_str())
        .bind(state.message.kind().as_str())
        .bind(&data)
        .bind(state.source_event)
        .bind(state.status.as_str())
        .bind(state.created_at.millis())
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))
}

/// Only the version that follows the stored one is written.
pub(super) async fn update(tx: &mut Tx, state: &NotificationState) -> Result<(), Error> {
    const SQL: &str = "UPDATE notifications SET version = $2, status = $3, attempts = $4, tried_since = $5,
            next_attempt_at = $6, error_code = $7, error_reason = $8, language = $9, sent_by = $10, sent_at = $11
        WHERE id = $1 AND version = $2 - 1";
    let (next_at, sent) = match state.status {
        Status::RetryWait { next_at } => (Some(next_at.millis()), None),
        Status::Sent { at, by } => (None, Some((at.millis(), by.as_str()))),
        Status::Queued | Status::Sending | Status::Failed => (None, None),
    };
    let refusal = state.refusal.as_ref();
    let written = on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.status.as_str())
        .bind(i64::from(state.attempts))
        .bind(state.tried_since.map(Timestamp::millis))
        .bind(next_at)
        .bind(refusal.map(|refusal| refusal.code.as_str()))
        .bind(refusal.and_then(|refusal| refusal.reason.as_deref()))
        .bind(state.language.as_deref())
        .bind(sent.map(|(_, by)| by))
        .bind(sent.map(|(at, _)| at))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if written == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Queues the job that sends it; it bears the notification's id.
pub(super) async fn queue(tx: &mut Tx, id: NotificationId, now: Timestamp) -> Result<(), Error> {
    let job = NewJob {
        id: id.uuid(),
        parent_id: None,
        seq: now.millis(),
        kind: DELIVERY,
        input_hash: id.to_string(),
        input: "{}".to_owned(),
        priority: 0,
        not_before: now,
    };
    Jobs::enqueue(tx, &job).await
}

/// Queues what waited for this recipient to be known.
pub(super) async fn queue_waiting(tx: &mut Tx, recipient: UserId, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "SELECT id FROM notifications WHERE recipient = $1 AND status = 'queued' ORDER BY created_at, id";
    let waiting: Vec<Uuid> = on!(tx, conn => sqlx::query_scalar(SQL).bind(recipient.uuid()).fetch_all(conn).await)?;
    for id in waiting {
        queue(tx, NotificationId::from_uuid(id), now).await?;
    }
    Ok(())
}

/// What mail servers said may hold the address of somebody who is gone.
pub(super) async fn forget_reasons(tx: &mut Tx, recipient: UserId) -> Result<(), Error> {
    const SQL: &str = "UPDATE notifications SET error_reason = NULL WHERE recipient = $1";
    on!(tx, conn => sqlx::query(SQL).bind(recipient.uuid()).execute(conn).await.map(|_| ()))
}

pub(super) async fn find(tx: &mut Tx, id: NotificationId) -> Result<Option<Addressed>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM notifications n JOIN contacts c ON c.user_id = n.recipient WHERE n.id = $1");
    let row: Option<JoinedRow> =
        on!(tx, conn => sqlx::query_as(AssertSqlSafe(sql)).bind(id.uuid()).fetch_optional(conn).await)?;
    row.map(JoinedRow::addressed).transpose()
}

pub(super) async fn list(tx: &mut Tx, query: &OutgoingQuery) -> Result<Page<Addressed>, Error> {
    let direction = match query.direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    let count = format!("SELECT COUNT(*) {WANTED}");
    let page =
        format!("SELECT {COLUMNS} {WANTED} ORDER BY n.created_at {direction}, n.id {direction} LIMIT $4 OFFSET $5");
    let (kind, pattern) = (query.kind.map(Kind::as_str), query.search.as_deref().map(contains));
    let total: i64 = on!(tx, conn => sqlx::query_scalar(AssertSqlSafe(count))
        .bind(query.status).bind(kind).bind(&pattern).fetch_one(conn).await)?;
    let rows: Vec<JoinedRow> = on!(tx, conn => sqlx::query_as(AssertSqlSafe(page))
        .bind(query.status)
        .bind(kind)
        .bind(&pattern)
        .bind(query.page.limit())
        .bind(query.page.offset())
        .fetch_all(conn)
        .await)?;
    let items = rows.into_iter().map(JoinedRow::addressed).collect::<Result<_, _>>()?;
    Ok(Page { items, total: u64::try_from(total).unwrap_or_default(), request: query.page })
}

/// A LIKE pattern that holds the text itself, signs included.
fn contains(search: &str) -> String {
    let escaped = text::fold(search).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}
