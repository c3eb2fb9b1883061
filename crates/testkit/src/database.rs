//! An empty database of each kind the product runs on, gone when the test is over.

use std::fmt;

use platform::db::{Db, DbConfig, MigrationSet};
use tempfile::TempDir;

use crate::postgres::Server;

/// Connections a test may open to PostgreSQL; many tests share the server.
const CONNECTIONS: u32 = 8;

/// An empty database for one test. Dropping it removes it, whoever is still connected.
#[derive(Debug)]
pub struct TestDatabase {
    config: DbConfig,
    lease: Lease,
}

/// What must be given back at the end.
#[derive(Debug)]
enum Lease {
    Folder(#[expect(dead_code, reason = "removes the folder when dropped")] TempDir),
    Database(String),
}

/// One of each: a store's suite runs on all of them.
pub fn databases() -> [TestDatabase; 2] {
    [sqlite(), postgres()]
}

/// An empty SQLite file in a folder of its own.
pub fn sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let config = DbConfig::Sqlite { file: folder.path().join("test.db") };
    TestDatabase { config, lease: Lease::Folder(folder) }
}

/// An empty database on a PostgreSQL server that lives as long as this test process.
pub fn postgres() -> TestDatabase {
    let server = Server::shared();
    let name = server.create_database();
    let config = DbConfig::Postgres { url: server.url(&name), schema: "service".to_owned(), connections: CONNECTIONS };
    TestDatabase { config, lease: Lease::Database(name) }
}

impl TestDatabase {
    /// Where it is, for a test that starts a whole service.
    pub const fn config(&self) -> &DbConfig {
        &self.config
    }

    /// Opens it with the tables of `sets`. May be called again: a second process would see the same rows.
    pub async fn connect(&self, sets: &[MigrationSet]) -> Db {
        match Db::connect(&self.config, sets).await {
            Ok(db) => db,
            Err(error) => panic!("the {self} test database does not open: {error}: {error:?}"),
        }
    }
}

impl fmt::Display for TestDatabase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.config {
            DbConfig::Sqlite { .. } => "SQLite",
            DbConfig::Postgres { .. } => "PostgreSQL",
        })
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Lease::Database(name) = &self.lease {
            // The server is thrown away in any case; a second panic here would hide the first.
            let _ = Server::shared().drop_database(name);
        }
    }
}
