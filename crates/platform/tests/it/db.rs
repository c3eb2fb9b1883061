//! Transactions whose caller goes away.

use std::{future::Future, pin::pin, task::Poll};

use platform::{
    db::{Db, DbConfig, PLATFORM},
    on,
};
use testkit::databases;

/// More than beginning a transaction takes on either engine.
const POLLS: usize = 10;

/// The same database with a single connection, so that whoever comes next gets the one just given back.
async fn narrow(config: &DbConfig) -> Db {
    let config = match config.clone() {
        DbConfig::Postgres { url, schema, .. } => DbConfig::Postgres { url, schema, connections: 1 },
        sqlite @ DbConfig::Sqlite { .. } => sqlite,
    };
    Db::connect(&config, &[PLATFORM]).await.unwrap()
}

/// Polls `work` `polls` times at most, and drops it.
async fn abandon<F: Future>(polls: usize, work: F) {
    let mut work = pin!(work);
    let mut left = polls;
    std::future::poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(context).map(drop)
    })
    .await;
}

async fn write(db: &Db) -> Result<(), platform::db::Error> {
    let mut tx = db.begin().await?;
    on!(&mut tx, conn => sqlx::query("UPDATE jobs SET attempts = 0").execute(conn).await.map(drop))?;
    tx.commit().await
}

#[tokio::test]
async fn a_transaction_abandoned_while_it_begins_is_in_nobodys_way() {
    for database in databases() {
        let db = narrow(database.config()).await;
        for polls in 1..=POLLS {
            abandon(polls, db.read()).await;
            write(&db).await.unwrap_or_else(|error| panic!("{database}: read left after {polls} polls: {error}"));
            abandon(polls, db.begin()).await;
            write(&db).await.unwrap_or_else(|error| panic!("{database}: write left after {polls} polls: {error}"));
        }
    }
}
