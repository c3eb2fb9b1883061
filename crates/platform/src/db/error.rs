//! What can go wrong with a database, as far as a caller can act on it.

/// A failed statement, connection or migration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database is away, busy or full: the same may succeed later.
    #[error("the database is unavailable: {0}")]
    Unavailable(sqlx::Error),
    /// A row with the same unique value exists.
    #[error("a unique value is taken: {0}")]
    Unique(sqlx::Error),
    /// Somebody changed the row since it was read.
    #[error("the row was changed by somebody else")]
    Conflict,
    /// The schema could not be brought up to date.
    #[error("the schema could not be migrated")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value cannot be read back: a defect of ours.
    #[error("a stored value is invalid: {0}")]
    Corrupt(String),
    /// A defect of ours, or of the database.
    #[error("the statement failed: {0}")]
    Other(sqlx::Error),
}

impl Error {
    /// Wraps whatever a stored value's parser says.
    pub fn corrupt(error: impl std::fmt::Display) -> Self {
        Self::Corrupt(error.to_string())
    }

    /// Whether the same may succeed later.
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Conflict)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) if cause.is_unique_violation() => Self::Unique(error),
            sqlx::Error::Database(cause) if cause.code().is_some_and(|code| is_transient_code(&code)) => {
                Self::Unavailable(error)
            }
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_) => Self::Unavailable(error),
            _ => Self::Other(error),
        }
    }
}

/// SQLite's busy, locked, read-only, I/O and full (primary code in the low byte), and PostgreSQL's classes for
/// connections (08), serialization and deadlock (40), resources (53), cancellation (57) and system errors (58).
fn is_transient_code(code: &str) -> bool {
    if let Ok(number) = code.parse::<i32>()
        && code.len() < 5
    {
        return matches!(number & 0xff, 5 | 6 | 8 | 10 | 13);
    }
    ["08", "40", "53", "57", "58", "55P03"].iter().any(|class| code.starts_with(class))
}
