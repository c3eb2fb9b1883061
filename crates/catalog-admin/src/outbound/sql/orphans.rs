//! Objects that nothing refers to, and tombstones that have had their time.

use std::time::Duration;

use kernel::Timestamp;
use platform::{
    db::{Error, Tx},
    on,
};

use super::select::{Select, Value};

/// How long an object outlives its last reference: whoever is still reading it may end.
pub(super) const GRACE: Duration = Duration::from_hours(24);
/// How long a deleted thing leaves a tombstone.
const TOMBSTONE: Duration = Duration::from_hours(30 * 24);
/// Objects removed in one round.
const BATCH: i64 = 500;

/// Notes orphans, due at `due_at`. What is noted already keeps the earlier time.
pub(super) async fn note(tx: &mut Tx, keys: &[String], due_at: Timestamp) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO orphaned_objects (object_key, due_at) VALUES ($1, $2)
        ON CONFLICT (object_key) DO UPDATE SET due_at = excluded.due_at
        WHERE excluded.due_at < orphaned_objects.due_at";
    for key in keys {
        on!(tx, conn => sqlx::query(SQL).bind(key).bind(due_at.millis()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// Forgets orphans that are gone, or that something refers to again.
pub(super) async fn forget(tx: &mut Tx, keys: &[String]) -> Result<(), Error> {
    if keys.is_empty() {
        return Ok(());
    }
    let delete = Select::new("DELETE FROM orphaned_objects WHERE object_key IN ");
    delete.bind_list(keys.iter().map(|key| Value::Text(key.clone()))).execute(tx).await.map(drop)
}

/// Orphans that are due, the oldest first.
pub(super) async fn due(tx: &mut Tx, now: Timestamp) -> Result<Vec<String>, Error> {
    const SQL: &str = "SELECT object_key FROM orphaned_objects WHERE due_at <= $1 ORDER BY due_at, object_key LIMIT $2";
    on!(tx, conn => sqlx::query_scalar(SQL).bind(now.millis()).bind(BATCH).fetch_all(conn).await)
}

/// Removes old tombstones, and progress nobody finished.
pub(super) async fn purge(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    const STATEMENTS: [&str; 5] = [
        "DELETE FROM videos WHERE deleted_at <= $1",
        "DELETE FROM genres WHERE deleted_at <= $1",
        "DELETE FROM cast_members WHERE deleted_at <= $1",
        "DELETE FROM categories WHERE deleted_at <= $1",
        "DELETE FROM media_progress WHERE updated_at <= $1",
    ];
    let before = now.minus(TOMBSTONE).millis();
    let mut purged = 0;
    for sql in STATEMENTS {
        purged += on!(tx, conn => sqlx::query(sql).bind(before).execute(conn).await.map(|done| done.rows_affected()))?;
    }
    Ok(purged)
}
