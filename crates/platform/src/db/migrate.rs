//! Bringing a schema up to date: the tables every service has, then the service's own.

use sqlx::{
    SqlStr,
    migrate::{Migration, MigrationType, Migrator},
};

use super::{DbConfig, Engine, Error};

/// Numbered migrations in both dialects: see [`crate::migrations`].
#[derive(Clone, Copy, Debug)]
pub struct MigrationSet(pub &'static [Script]);

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// Its number, and what it is about: `0100_catalogue`.
    pub name: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// The migrations of a crate by their names: files below its `migrations/sqlite/` and `migrations/postgres/`.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        $crate::db::MigrationSet(&[$($crate::db::Script {
            name: $name,
            sqlite: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/postgres/", $name, ".sql")),
        }),+])
    };
}

/// Outbox, inbox, jobs, idempotency keys, sagas and dead letters: numbers 1 to 99. A service's own start at 100.
pub const PLATFORM: MigrationSet =
    crate::migrations!["0001_messaging", "0002_work", "0003_retention", "0004_job_history"];

pub(super) async fn run(engine: &Engine, config: &DbConfig, sets: &[MigrationSet]) -> Result<(), Error> {
    match engine {
        Engine::Sqlite { writer, .. } => migrator(sets, |script| script.sqlite)?.run(writer).await?,
        Engine::Postgres(pool) => {
            let mut migrator = migrator(sets, |script| script.postgres)?;
            if let DbConfig::Postgres { schema, .. } = config {
                migrator.create_schema(schema.clone());
            }
            migrator.run(pool).await?;
        }
    }
    Ok(())
}

fn migrator(sets: &[MigrationSet], text: impl Fn(&Script) -> &'static str) -> Result<Migrator, Error> {
    let migration = |script: &'static Script| {
        let (number, about) = script.name.split_once('_').unwrap_or((script.name, ""));
        let number = number.parse().map_err(Error::corrupt)?;
        let sql = SqlStr::from_static(text(script));
        Ok(Migration::new(number, about.replace('_', " ").into(), MigrationType::Simple, sql, false))
    };
    let migrations: Result<Vec<_>, Error> = sets.iter().flat_map(|set| set.0).map(migration).collect();
    Ok(Migrator::with_migrations(migrations?))
}
