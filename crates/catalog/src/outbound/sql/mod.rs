//! The store: the copy of the catalogue and everybody's list, in one SQL text for both engines.

mod changes;
mod my_list;
mod projection;
mod reading;
mod rows;

use std::sync::Arc;

use kernel::{Clock, id};
use platform::{
    db::{self, Db, Tx},
    on,
};

use crate::application::ports::PortError;

/// Rows in the service's own database. Clones are the same store.
#[derive(Clone)]
pub struct SqlStore {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl SqlStore {
    /// The store in `db`, whose tables are up to date.
    pub async fn open(db: Db, clock: Arc<dyn Clock>) -> Result<Self, db::Error> {
        const SQL: &str = "INSERT INTO index_clock (id, edition, change) VALUES (1, $1, 0) ON CONFLICT (id) DO NOTHING";
        let mut tx = db.begin().await?;
        let edition = id::v7(clock.now());
        on!(&mut tx, conn => sqlx::query(SQL).bind(edition).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(Self { db, clock })
    }
}

/// Numbers a change. The row's lock puts the writers of the projection into one line, so that numbers appear in order:
/// whoever has followed up to a number has missed nothing before it.
async fn next_change(tx: &mut Tx) -> Result<i64, db::Error> {
    const SQL: &str = "UPDATE index_clock SET change = change + 1 WHERE id = 1 RETURNING change";
    on!(tx, conn => sqlx::query_scalar(SQL).fetch_one(conn).await)
}

impl From<db::Error> for PortError {
    fn from(error: db::Error) -> Self {
        let what = "the catalogue's database";
        if error.is_transient() {
            Self::Unavailable { what, cause: error.into() }
        } else {
            Self::Failed { what, cause: error.into() }
        }
    }
}

/// `$first, $first+1, …` for `count` values, and how many more there are than values: lists come in few lengths, so
/// that few statements are prepared.
fn placeholders(first: usize, count: usize) -> (String, usize) {
    let length = count.max(1).next_power_of_two();
    let list: Vec<String> = (first..first + length).map(|number| format!("${number}")).collect();
    (list.join(", "), length - count)
}
