//! A service's database, looked at from beside the process that owns it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

/// As long as the process itself waits for a lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens the database of a service in a data folder.
pub async fn open(data: &Path, service: &str) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(file(data, service)).busy_timeout(PATIENCE);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Opens a copy of what a killed process left, so that looking at it does not repair it.
pub async fn open_copy(data: &Path, service: &str, folder: &Path) -> SqliteConnection {
    for suffix in ["", "-wal"] {
        let name = format!("{}{suffix}", file(data, service).display());
        let copy = folder.join(Path::new(&name).file_name().unwrap());
        if Path::new(&name).exists() {
            std::fs::copy(&name, copy).unwrap();
        }
    }
    let copy = folder.join(format!("{service}.db"));
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(copy)).await.unwrap()
}

fn file(data: &Path, service: &str) -> PathBuf {
    data.join("db").join(format!("{service}.db"))
}

/// The services with a database.
pub fn services(data: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(data.join("db")).unwrap().map(|entry| entry.unwrap().file_name());
    let names = entries.filter_map(|name| Some(name.to_str()?.strip_suffix(".db")?.to_owned()));
    names.collect()
}

/// The one number that a query asks for.
pub async fn count(db: &mut SqliteConnection, sql: &'static str, bind: &str) -> i64 {
    sqlx::query_scalar(sql).bind(bind).fetch_one(db).await.unwrap()
}

/// Keeps every other writer out until the connection is closed.
pub async fn lock(data: &Path, service: &str) -> SqliteConnection {
    let mut db = open(data, service).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut db).await.unwrap();
    db
}

/// Lets the other writers in.
pub async fn unlock(db: SqliteConnection) {
    db.close().await.unwrap();
}
