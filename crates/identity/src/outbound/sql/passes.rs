//! Tickets and set-up links: a row that is deleted by its use.

use async_trait::async_trait;
use kernel::{Cause, Timestamp, uuid::Uuid};
use platform::on;

use super::{SqlStore, users};
use crate::{
    application::{Passes, StoreError},
    domain::{SecretHash, User, UserId},
};

#[async_trait]
impl Passes for SqlStore {
    async fn issue_ticket(&self, ticket: &SecretHash, user: UserId, until: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO tickets (ticket_hash, user_id, expires_at) VALUES ($1, $2, $3)";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(ticket.bytes()).bind(user.uuid()).bind(until.millis()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn redeem_ticket(&self, ticket: &SecretHash, now: Timestamp) -> Result<Option<UserId>, StoreError> {
        const SQL: &str = "DELETE FROM tickets WHERE ticket_hash = $1 AND expires_at > $2 RETURNING user_id";
        let mut tx = self.db.begin().await?;
        let user: Option<Uuid> = on!(&mut tx, conn => sqlx::query_scalar(SQL)
            .bind(ticket.bytes()).bind(now.millis()).fetch_optional(conn).await)?;
        tx.commit().await?;
        Ok(user.map(UserId::from_uuid))
    }

    async fn replace_setup_link(&self, token: &SecretHash, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO setup_links (token_hash, created_at) VALUES ($1, $2)";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query("DELETE FROM setup_links").execute(conn).await.map(|_| ()))?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(token.bytes()).bind(now.millis()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn setup_link_opens(&self, token: &SecretHash) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM setup_links WHERE token_hash = $1";
        let mut tx = self.db.read().await?;
        let count: i64 = on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(token.bytes()).fetch_one(conn).await)?;
        Ok(count == 1 && !users::has_operator(&mut tx).await?)
    }

    async fn found(&self, token: &SecretHash, operator: &mut User, cause: &Cause) -> Result<bool, StoreError> {
        const SQL: &str = "DELETE FROM setup_links WHERE token_hash = $1";
        let mut tx = self.db.begin().await?;
        let opened = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(token.bytes()).execute(conn).await.map(|done| done.rows_affected()))?;
        if opened == 0 || users::has_operator(&mut tx).await? {
            return Ok(false);
        }
        users::write(&mut tx, operator, cause, self.clock.now()).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.db.begin().await?;
        let gone = on!(&mut tx, conn => sqlx::query("DELETE FROM tickets WHERE expires_at <= $1")
            .bind(now.millis()).execute(conn).await.map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(gone)
    }
}
