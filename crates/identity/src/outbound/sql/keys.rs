//! Signing keys.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{db::Error, on};

use super::SqlStore;
use crate::application::{KeyRow, KeyState, KeyStore, StoreError};

platform::row! {
    struct Row {
        kid: String,
        state: String,
        private_key: Vec<u8>,
        changed_at: i64,
    }
}

#[async_trait]
impl KeyStore for SqlStore {
    async fn list(&self) -> Result<Vec<KeyRow>, StoreError> {
        const SQL: &str = "SELECT kid, state, private_key, changed_at FROM signing_keys
            WHERE algorithm = 'RS256' ORDER BY created_at, kid";
        let mut tx = self.db.read().await?;
        let rows = on!(&mut tx, conn => sqlx::query_as::<_, Row>(SQL).fetch_all(conn).await)?;
        let keys: Result<Vec<KeyRow>, Error> = rows.into_iter().map(Row::into_key).collect();
        Ok(keys?)
    }

    async fn insert(&self, key: &KeyRow) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO signing_keys (kid, algorithm, state, private_key, created_at, changed_at)
            VALUES ($1, 'RS256', $2, $3, $4, $4) ON CONFLICT DO NOTHING";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(&key.kid).bind(name(key.state)).bind(&key.private_key).bind(key.changed_at.millis())
            .execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn promote(&self, before: Timestamp, now: Timestamp) -> Result<bool, StoreError> {
        const RETIRE: &str = "UPDATE signing_keys SET state = 'retired', changed_at = $2
            WHERE state = 'active' AND changed_at <= $1
            AND EXISTS (SELECT 1 FROM signing_keys WHERE state = 'next')";
        const ACTIVATE: &str = "UPDATE signing_keys SET state = 'active', changed_at = $1 WHERE state = 'next'";
        let mut tx = self.db.begin().await?;
        let retired = on!(&mut tx, conn => sqlx::query(RETIRE)
            .bind(before.millis()).bind(now.millis()).execute(conn).await.map(|done| done.rows_affected()))?;
        if retired == 0 {
            return Ok(false);
        }
        on!(&mut tx, conn => sqlx::query(ACTIVATE).bind(now.millis()).execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(true)
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM signing_keys WHERE state = 'retired' AND changed_at <= $1";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL).bind(before.millis()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }
}

impl Row {
    fn into_key(self) -> Result<KeyRow, Error> {
        let state = match self.state.as_str() {
            "next" => KeyState::Next,
            "active" => KeyState::Active,
            "retired" => KeyState::Retired,
            other => return Err(Error::Corrupt(format!("key state {other}"))),
        };
        let changed_at = Timestamp::from_millis(self.changed_at);
        Ok(KeyRow { kid: self.kid, state, private_key: self.private_key, changed_at })
    }
}

const fn name(state: KeyState) -> &'static str {
    match state {
        KeyState::Next => "next",
        KeyState::Active => "active",
        KeyState::Retired => "retired",
    }
}
