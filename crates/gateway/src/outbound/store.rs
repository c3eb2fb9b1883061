//! Sessions and pending logins in SQL. Ids and states are stored hashed.

use kernel::Timestamp;
use platform::{
    db::{Db, Error},
    on,
};

use super::Tokens;

/// A session as stored.
#[derive(Clone, Debug)]
pub struct StoredSession {
    pub tokens: Tokens,
    pub expires_at: Timestamp,
}

platform::row! {
    /// A login between its start and the provider's answer.
    #[derive(Clone, Debug)]
    pub struct PendingLogin {
        pub nonce: String,
        pub verifier: String,
        pub return_to: String,
    }
}

platform::row! {
    struct SessionRow {
        access_token: String,
        access_expires_at: i64,
        refresh_token: String,
        id_token: String,
        expires_at: i64,
    }
}

impl From<SessionRow> for StoredSession {
    fn from(row: SessionRow) -> Self {
        Self {
            tokens: Tokens {
                access_token: row.access_token,
                access_expires_at: Timestamp::from_millis(row.access_expires_at),
                refresh_token: row.refresh_token,
                id_token: row.id_token,
            },
            expires_at: Timestamp::from_millis(row.expires_at),
        }
    }
}

/// Where sessions lie.
#[derive(Clone, Debug)]
pub struct SessionStore {
    db: Db,
}

impl SessionStore {
    pub const fn new(db: Db) -> Self {
        Self { db }
    }

    pub async fn insert_login(&self, state: &str, login: &PendingLogin, until: Timestamp) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO pending_logins (state_hash, nonce, verifier, return_to, expires_at)
            VALUES ($1, $2, $3, $4, $5)";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(state).bind(&login.nonce).bind(&login.verifier).bind(&login.return_to).bind(until.millis())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await
    }

    /// A login can be finished once.
    pub async fn take_login(&self, state: &str, now: Timestamp) -> Result<Option<PendingLogin>, Error> {
        const SQL: &str = "DELETE FROM pending_logins WHERE state_hash = $1 AND expires_at > $2
            RETURNING nonce, verifier, return_to";
        let mut tx = self.db.begin().await?;
        let login = on!(&mut tx, conn => sqlx::query_as::<_, PendingLogin>(SQL)
            .bind(state).bind(now.millis()).fetch_optional(conn).await)?;
        tx.commit().await?;
        Ok(login)
    }

    pub async fn insert_session(&self, id: &str, session: &StoredSession, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO browser_sessions
            (id_hash, access_token, access_expires_at, refresh_token, id_token, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let tokens = &session.tokens;
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id)
            .bind(&tokens.access_token)
            .bind(tokens.access_expires_at.millis())
            .bind(&tokens.refresh_token)
            .bind(&tokens.id_token)
            .bind(now.millis())
            .bind(session.expires_at.millis())
            .execute(conn)
            .await
            .map(|_| ()))?;
        tx.commit().await
    }

    pub async fn session(&self, id: &str, now: Timestamp) -> Result<Option<StoredSession>, Error> {
        const SQL: &str = "SELECT access_token, access_expires_at, refresh_token, id_token, expires_at
            FROM browser_sessions WHERE id_hash = $1 AND expires_at > $2";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, SessionRow>(SQL)
            .bind(id).bind(now.millis()).fetch_optional(conn).await)?;
        Ok(row.map(StoredSession::from))
    }

    pub async fn update_tokens(&self, id: &str, tokens: &Tokens) -> Result<(), Error> {
        const SQL: &str = "UPDATE browser_sessions SET access_token = $2, access_expires_at = $3, refresh_token = $4,
            id_token = $5 WHERE id_hash = $1";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id)
            .bind(&tokens.access_token)
            .bind(tokens.access_expires_at.millis())
            .bind(&tokens.refresh_token)
            .bind(&tokens.id_token)
            .execute(conn)
            .await
            .map(|_| ()))?;
        tx.commit().await
    }

    pub async fn delete_session(&self, id: &str) -> Result<Option<StoredSession>, Error> {
        const SQL: &str = "DELETE FROM browser_sessions WHERE id_hash = $1
            RETURNING access_token, access_expires_at, refresh_token, id_token, expires_at";
        let mut tx = self.db.begin().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, SessionRow>(SQL).bind(id).fetch_optional(conn).await)?;
        tx.commit().await?;
        Ok(row.map(StoredSession::from))
    }

    pub async fn delete_expired(&self, now: Timestamp) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        for sql in
            ["DELETE FROM browser_sessions WHERE expires_at <= $1", "DELETE FROM pending_logins WHERE expires_at <= $1"]
        {
            on!(&mut tx, conn => sqlx::query(sql).bind(now.millis()).execute(conn).await.map(|_| ()))?;
        }
        tx.commit().await
    }
}
