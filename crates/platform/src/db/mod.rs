//! One portable SQL text on two engines: SQLite on a laptop, PostgreSQL in a cluster.
//!
//! A statement is written once with `$n` placeholders and dispatched by [`on!`](crate::on) over the two
//! variants of [`Tx`]. Times are epoch milliseconds (`bigint`), ids are UUIDs, JSON is text. What differs between
//! the engines (leases, locks) lives in this crate and nowhere else.

mod error;
mod migrate;
mod sqlite;

use std::{path::PathBuf, sync::Arc, time::Duration};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::sync::watch;

use crate::crash;

pub use error::Error;
pub use migrate::{MigrationSet, PLATFORM, Script};

/// How long a query may wait for a connection before it is refused.
const POOL_WAIT: Duration = Duration::from_millis(500);

/// Where one service keeps its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DbConfig {
    /// One file; its folder must exist.
    Sqlite {
        /// The database file, created when absent.
        file: PathBuf,
    },
    /// A database, and the schema in it that this service owns.
    Postgres {
        /// `postgres://user:password@host:port/database`.
        url: String,
        /// Made when absent; the search path of every connection.
        schema: String,
        /// Connections at most.
        connections: u32,
    },
}

/// A service's own database.
#[derive(Clone, Debug)]
pub struct Db {
    engine: Engine,
    commits: Arc<watch::Sender<u64>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Engine {
    /// The single connection that writes, and those that can only read.
    Sqlite { writer: SqlitePool, reader: SqlitePool },
    /// One pool for both.
    Postgres(PgPool),
}

/// A transaction on either engine. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub struct Tx {
    engine: EngineTx,
    commits: Arc<watch::Sender<u64>>,
}

/// What [`on!`](crate::on) dispatches over.
#[doc(hidden)]
#[derive(Debug)]
pub enum EngineTx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens the database and brings its schema up to date with `sets`.
    pub async fn connect(config: &DbConfig, sets: &[MigrationSet]) -> Result<Self, Error> {
        let engine = match config {
            DbConfig::Sqlite { file } => sqlite::open(file).await?,
            DbConfig::Postgres { url, schema, connections } => {
                Engine::Postgres(open_postgres(url, schema, *connections).await?)
            }
        };
        migrate::run(&engine, config, sets).await?;
        Ok(Self { engine, commits: Arc::new(watch::Sender::new(0)) })
    }

    /// A transaction that may write. On SQLite there is one at a time, and it holds the write lock from the start.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let engine = match &self.engine {
            Engine::Sqlite { writer, .. } => EngineTx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres(pool) => EngineTx::Postgres(begin_postgres(pool, "BEGIN").await?),
        };
        Ok(Tx { engine, commits: self.commits.clone() })
    }

    /// A transaction that only reads, and sees one moment throughout.
    pub async fn read(&self) -> Result<Tx, Error> {
        let engine = match &self.engine {
            Engine::Sqlite { reader, .. } => EngineTx::Sqlite(reader.begin().await?),
            Engine::Postgres(pool) => {
                EngineTx::Postgres(begin_postgres(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { engine, commits: self.commits.clone() })
    }

    /// Changes with every commit made through this handle or a clone of it: relays and workers wake by it.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Which engine it is; only for what the portable subset cannot say, inside this crate.
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// Whether a trivial query is answered.
    pub async fn ping(&self) -> Result<(), Error> {
        let mut tx = self.read().await?;
        crate::on!(&mut tx, conn => sqlx::query("SELECT 1").execute(conn).await.map(|_| ()))?;
        Ok(())
    }

    /// Closes all connections; on SQLite the write-ahead log is folded into the file first.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, reader } => {
                reader.close().await;
                if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(writer).await {
                    tracing::warn!(%error, "the write-ahead log could not be folded in; the next start does it");
                }
                writer.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything done in it durable.
    pub async fn commit(self) -> Result<(), Error> {
        crash::step("commit");
        match self.engine {
            EngineTx::Sqlite(tx) => tx.commit().await?,
            EngineTx::Postgres(tx) => tx.commit().await?,
        }
        crash::step("committed");
        self.commits.send_modify(|count| *count = count.wrapping_add(1));
        Ok(())
    }

    #[doc(hidden)]
    pub const fn engine(&mut self) -> &mut EngineTx {
        &mut self.engine
    }
}

/// What a PostgreSQL server says it is, without opening a service's database: for a health check.
pub async fn postgres_version(url: &str) -> Result<String, Error> {
    let options: PgConnectOptions = url.parse()?;
    let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(POOL_WAIT * 4).connect_with(options).await?;
    let version = sqlx::query_scalar("SELECT version()").fetch_one(&pool).await?;
    pool.close().await;
    Ok(version)
}

async fn open_postgres(url: &str, schema: &str, connections: u32) -> Result<PgPool, Error> {
    let options: PgConnectOptions = url.parse()?;
    let options = options.options([
        ("search_path", schema),
        ("statement_timeout", "5s"),
        ("lock_timeout", "2s"),
        ("idle_in_transaction_session_timeout", "10s"),
    ]);
    Ok(PgPoolOptions::new().max_connections(connections).acquire_timeout(POOL_WAIT * 4).connect_with(options).await?)
}

/// Begins in a task of its own, to the end even if the caller goes away: sqlx 0.9 rolls nothing back when it is dropped
/// while it waits for the answer to `BEGIN`, and the next user of the connection would be inside that transaction.
#[allow(clippy::disallowed_methods, reason = "it ends by itself, and what it leaves is rolled back")]
async fn begin_postgres(pool: &PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>, Error> {
    let pool = pool.clone();
    match tokio::spawn(async move { pool.begin_with(statement).await }).await {
        Ok(begun) => Ok(begun?),
        Err(_) => Err(Error::Unavailable(sqlx::Error::WorkerCrashed)),
    }
}

/// A struct that is read from rows of either engine: each field from the column of its name. (`sqlx`'s own derive would
/// have every driver compiled a second time, for the compiler.)
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $row:ident {
        $($(#[$of_field:meta])* $field_vis:vis $field:ident: $type:ty),+ $(,)?
    }) => {
        $(#[$meta])*
        $vis struct $row { $($(#[$of_field])* $field_vis $field: $type),+ }
        $crate::row!(@from ::sqlx::sqlite::SqliteRow, $row, $($field),+);
        $crate::row!(@from ::sqlx::postgres::PgRow, $row, $($field),+);
    };
    (@from $engine:ty, $row:ident, $($field:ident),+) => {
        impl ::sqlx::FromRow<'_, $engine> for $row {
            fn from_row(row: &$engine) -> Result<Self, ::sqlx::Error> {
                Ok(Self { $($field: ::sqlx::Row::try_get(row, stringify!($field))?),+ })
            }
        }
    };
}

/// Runs one sqlx expression on whichever engine a transaction is on:
/// `on!(&mut tx, conn => sqlx::query(SQL).bind(id).execute(conn).await.map(|done| done.rows_affected()))?`.
///
/// The expression must have the same type on both engines.
#[macro_export]
macro_rules! on {
    ($tx:expr, $conn:ident => $body:expr) => {
        match $crate::db::Tx::engine($tx) {
            $crate::db::EngineTx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::db::EngineTx::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
        .map_err($crate::db::Error::from)
    };
}
