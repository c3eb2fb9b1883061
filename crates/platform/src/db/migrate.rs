//! Bringing a schema up to date: the tables every service has, then the service's own.

use sqlx::migrate::{Migration, Migrator};

use super::{DbConfig, Engine, Error};

/// Numbered migrations in both dialects, with the same numbers and names.
#[derive(Clone, Copy, Debug)]
pub struct MigrationSet {
    /// For SQLite.
    pub sqlite: &'static Migrator,
    /// For PostgreSQL.
    pub postgres: &'static Migrator,
}

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Outbox, inbox, jobs, idempotency keys, sagas and dead letters: numbers 1 to 99. A service's own start at 100.
pub const PLATFORM: MigrationSet = MigrationSet { sqlite: &SQLITE, postgres: &POSTGRES };

pub(super) async fn run(engine: &Engine, config: &DbConfig, sets: &[MigrationSet]) -> Result<(), Error> {
    match engine {
        Engine::Sqlite { writer, .. } => merge(sets.iter().map(|set| set.sqlite)).run(writer).await?,
        Engine::Postgres(pool) => {
            let mut migrator = merge(sets.iter().map(|set| set.postgres));
            if let DbConfig::Postgres { schema, .. } = config {
                migrator.create_schema(schema.clone());
            }
            migrator.run(pool).await?;
        }
    }
    Ok(())
}

fn merge<'a>(migrators: impl Iterator<Item = &'a Migrator>) -> Migrator {
    let migrations: Vec<Migration> = migrators.flat_map(Migrator::iter).cloned().collect();
    Migrator::with_migrations(migrations)
}
