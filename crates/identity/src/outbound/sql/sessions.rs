//! Sign-ins.

use std::time::Duration;

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{
    db::{Error, Tx},
    on,
};

use super::{SqlStore, rows::SessionRow};
use crate::{
    application::{Sessions, StoreError},
    domain::{SecretHash, Session, SessionId, UserId},
};

/// What is over is kept a day: a spent code or token that is shown again is still recognised.
const KEPT: Duration = Duration::from_hours(24);

#[async_trait]
impl Sessions for SqlStore {
    async fn begin(&self, session: &Session, replaced: Option<SessionId>) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO login_sessions
            (id, secret_hash, user_id, authenticated_at, idle_expires_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
        let mut tx = self.db.begin().await?;
        if let Some(replaced) = replaced {
            end(&mut tx, replaced, session.authenticated_at).await?;
        }
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(session.id.uuid())
            .bind(session.secret_hash.bytes())
            .bind(session.user_id.uuid())
            .bind(session.authenticated_at.millis())
            .bind(session.idle_expires_at.millis())
            .bind(session.expires_at.millis())
            .execute(conn)
            .await
            .map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn find(&self, secret: &SecretHash, now: Timestamp) -> Result<Option<Session>, StoreError> {
        const SQL: &str = "SELECT id, secret_hash, user_id, authenticated_at, idle_expires_at, expires_at
            FROM login_sessions
            WHERE secret_hash = $1 AND ended_at IS NULL AND idle_expires_at > $2 AND expires_at > $2";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, SessionRow>(SQL)
            .bind(secret.bytes()).bind(now.millis()).fetch_optional(conn).await)?;
        Ok(row.map(Session::from))
    }

    async fn find_by_id(&self, id: SessionId, now: Timestamp) -> Result<Option<Session>, StoreError> {
        const SQL: &str = "SELECT id, secret_hash, user_id, authenticated_at, idle_expires_at, expires_at
            FROM login_sessions WHERE id = $1 AND ended_at IS NULL AND idle_expires_at > $2 AND expires_at > $2";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, SessionRow>(SQL)
            .bind(id.uuid()).bind(now.millis()).fetch_optional(conn).await)?;
        Ok(row.map(Session::from))
    }

    async fn end(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        end(&mut tx, id, now).await?;
        Ok(tx.commit().await?)
    }

    async fn end_all(&self, user_id: UserId, now: Timestamp) -> Result<(), StoreError> {
        const SESSIONS: &str = "UPDATE login_sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
        const FAMILIES: &str = "UPDATE token_families SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL";
        let mut tx = self.db.begin().await?;
        for sql in [SESSIONS, FAMILIES] {
            on!(&mut tx, conn => sqlx::query(sql)
                .bind(user_id.uuid()).bind(now.millis()).execute(conn).await.map(|_| ()))?;
        }
        Ok(tx.commit().await?)
    }

    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError> {
        const SESSIONS: &str =
            "DELETE FROM login_sessions WHERE expires_at <= $1 OR idle_expires_at <= $1 OR ended_at <= $1";
        const CODES: &str = "DELETE FROM authorization_codes WHERE expires_at <= $1";
        let before = now.minus(KEPT).millis();
        let mut tx = self.db.begin().await?;
        let mut gone = 0;
        for sql in [SESSIONS, CODES] {
            gone += on!(&mut tx, conn => sqlx::query(sql)
                .bind(before).execute(conn).await.map(|done| done.rows_affected()))?;
        }
        tx.commit().await?;
        Ok(gone)
    }
}

/// Ends a login and all that hangs on it. The login's row is always written first: whoever opens or renews a family
/// writes it first too, so one of them waits for the other.
pub(super) async fn end(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), Error> {
    const SESSION: &str = "UPDATE login_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    const FAMILIES: &str = "UPDATE token_families SET revoked_at = $2 WHERE session_id = $1 AND revoked_at IS NULL";
    for sql in [SESSION, FAMILIES] {
        on!(tx, conn => sqlx::query(sql).bind(id.uuid()).bind(now.millis()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

/// Notes that a live login is in use; `false` if it is over.
pub(super) async fn touch(tx: &mut Tx, id: SessionId, idle_until: Timestamp, now: Timestamp) -> Result<bool, Error> {
    const SQL: &str = "UPDATE login_sessions SET idle_expires_at = $2
        WHERE id = $1 AND ended_at IS NULL AND expires_at > $3";
    let touched = on!(tx, conn => sqlx::query(SQL)
        .bind(id.uuid()).bind(idle_until.millis()).bind(now.millis())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(touched == 1)
}
