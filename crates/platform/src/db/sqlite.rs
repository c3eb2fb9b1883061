//! Opening a SQLite file the way reliability demands it, and refusing one that did not take the settings.

use std::{path::Path, str::FromStr};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Engine, Error, POOL_WAIT};

/// Readers at most; each holds a page cache of about 2 MB.
const READERS: u32 = 4;

/// One writer and a few readers on `file`, in write-ahead mode with a sync at every commit.
pub async fn open(file: &Path) -> Result<Engine, Error> {
    let options = SqliteConnectOptions::from_str("sqlite:")?
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(std::time::Duration::from_secs(5))
        .pragma("trusted_schema", "OFF");
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .acquire_timeout(POOL_WAIT * 20)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone())
        .await?;
    assert_pragmas(&writer).await?;
    let reader = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(POOL_WAIT * 4)
        .connect_lazy_with(options.read_only(true));
    Ok(Engine::Sqlite { writer, reader })
}

/// A pragma that did not take would lose acknowledged writes in a power cut: better not to start.
async fn assert_pragmas(pool: &SqlitePool) -> Result<(), Error> {
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await?;
    let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(pool).await?;
    if journal == "wal" && synchronous == 2 && foreign_keys == 1 {
        return Ok(());
    }
    Err(Error::Corrupt(format!(
        "SQLite refused its settings: journal_mode={journal} synchronous={synchronous} foreign_keys={foreign_keys}"
    )))
}
