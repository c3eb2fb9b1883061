//! Codes and families of refresh tokens.

use async_trait::async_trait;
use kernel::{Timestamp, uuid::Uuid};
use platform::{
    db::{Error, Tx},
    on,
};

use super::{
    SqlStore,
    rows::{CodeRow, FamilyRow},
    sessions,
};
use crate::{
    application::{Grants, Redeemed, Rotated, Rotation, StoreError},
    domain::{AuthorizationCode, Family, FamilyId, SecretHash, SessionId},
};

#[async_trait]
impl Grants for SqlStore {
    async fn put_code(&self, code: &AuthorizationCode) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO authorization_codes
            (code_hash, session_id, user_id, client_id, redirect_uri, scope, nonce, code_challenge, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(code.hash.bytes())
            .bind(code.session_id.uuid())
            .bind(code.user_id.uuid())
            .bind(&code.client_id)
            .bind(&code.redirect_uri)
            .bind(code.scopes.to_string())
            .bind(&code.nonce)
            .bind(&code.code_challenge)
            .bind(code.expires_at.millis())
            .execute(conn)
            .await
            .map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn find_code(&self, hash: &SecretHash) -> Result<Option<AuthorizationCode>, StoreError> {
        const SQL: &str =
            "SELECT code_hash, session_id, user_id, client_id, redirect_uri, scope, nonce, code_challenge,
            expires_at, used_at, family_id FROM authorization_codes WHERE code_hash = $1";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, CodeRow>(SQL)
            .bind(hash.bytes()).fetch_optional(conn).await)?;
        Ok(row.map(AuthorizationCode::from))
    }

    async fn burn_code(&self, hash: &SecretHash, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE authorization_codes SET used_at = $2 WHERE code_hash = $1 AND used_at IS NULL";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(hash.bytes()).bind(now.millis()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn open(
        &self,
        family: &Family,
        token: &SecretHash,
        code: Option<&SecretHash>,
        now: Timestamp,
    ) -> Result<Redeemed, StoreError> {
        let mut tx = self.db.begin().await?;
        if !sessions::touch(&mut tx, family.session_id, family.idle_expires_at, now).await? {
            return Ok(Redeemed::LoginEnded);
        }
        if let Some(code) = code
            && !spend(&mut tx, code, family.id, now).await?
        {
            revoke_family_of(&mut tx, code, now).await?;
            tx.commit().await?;
            return Ok(Redeemed::Replayed);
        }
        insert(&mut tx, family, token, now).await?;
        tx.commit().await?;
        Ok(Redeemed::Opened)
    }

    async fn find_family(&self, id: FamilyId, now: Timestamp) -> Result<Option<Family>, StoreError> {
        const SQL: &str =
            "SELECT id, session_id, user_id, client_id, scope, authenticated_at, idle_expires_at, expires_at
            FROM token_families
            WHERE id = $1 AND revoked_at IS NULL AND idle_expires_at > $2 AND expires_at > $2";
        let mut tx = self.db.read().await?;
        let row = on!(&mut tx, conn => sqlx::query_as::<_, FamilyRow>(SQL)
            .bind(id.uuid()).bind(now.millis()).fetch_optional(conn).await)?;
        Ok(row.map(Family::from))
    }

    async fn rotate(&self, rotation: &Rotation) -> Result<Rotated, StoreError> {
        let mut tx = self.db.begin().await?;
        let is_live = sessions::touch(&mut tx, rotation.session_id, rotation.idle_until, rotation.now).await?;
        let outcome = if is_live && replace_current(&mut tx, rotation).await? {
            Rotated::Done
        } else if revoke_spent(&mut tx, rotation).await? {
            Rotated::Reused
        } else {
            return Ok(Rotated::Over);
        };
        tx.commit().await?;
        Ok(outcome)
    }

    async fn revoke(&self, id: FamilyId, now: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE token_families SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
            RETURNING session_id";
        let mut tx = self.db.begin().await?;
        let session: Option<Uuid> = on!(&mut tx, conn => sqlx::query_scalar(SQL)
            .bind(id.uuid()).bind(now.millis()).fetch_optional(conn).await)?;
        if let Some(session) = session {
            end_if_unused(&mut tx, SessionId::from_uuid(session), now).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Spends the code for this family; `false` if it was spent before.
async fn spend(tx: &mut Tx, code: &SecretHash, family_id: FamilyId, now: Timestamp) -> Result<bool, Error> {
    const SQL: &str = "UPDATE authorization_codes SET used_at = $2, family_id = $3
        WHERE code_hash = $1 AND used_at IS NULL";
    let spent = on!(tx, conn => sqlx::query(SQL)
        .bind(code.bytes()).bind(now.millis()).bind(family_id.uuid())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(spent == 1)
}

async fn revoke_family_of(tx: &mut Tx, code: &SecretHash, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "UPDATE token_families SET revoked_at = $2 WHERE revoked_at IS NULL
        AND id = (SELECT family_id FROM authorization_codes WHERE code_hash = $1)";
    on!(tx, conn => sqlx::query(SQL).bind(code.bytes()).bind(now.millis()).execute(conn).await.map(|_| ()))
}

async fn insert(tx: &mut Tx, family: &Family, token: &SecretHash, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO token_families (id, session_id, user_id, client_id, scope, authenticated_at,
            current_hash, rotated_at, rotations, idle_expires_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)";
    on!(tx, conn => sqlx::query(SQL)
        .bind(family.id.uuid())
        .bind(family.session_id.uuid())
        .bind(family.user_id.uuid())
        .bind(&family.client_id)
        .bind(family.scopes.to_string())
        .bind(family.authenticated_at.millis())
        .bind(token.bytes())
        .bind(now.millis())
        .bind(family.idle_expires_at.millis())
        .bind(family.expires_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

/// The whole rotation is this one conditional statement, so that of many at once each sees what the one before left.
/// The newest token is replaced. So is the newest if its immediate predecessor is shown within the grace: then the
/// answer with the newest was lost, or two tabs renewed at once, and only the last successor lives.
async fn replace_current(tx: &mut Tx, rotation: &Rotation) -> Result<bool, Error> {
    const SQL: &str = "UPDATE token_families SET
            previous_hash = $2,
            rotated_at = CASE WHEN current_hash = $2 THEN $4 ELSE rotated_at END,
            current_hash = $3,
            rotations = rotations + 1,
            idle_expires_at = $5
        WHERE id = $1 AND revoked_at IS NULL AND idle_expires_at > $4 AND expires_at > $4
        AND (current_hash = $2 OR (previous_hash = $2 AND rotated_at > $6))";
    let grace = rotation.now.minus(Family::GRACE);
    let replaced = on!(tx, conn => sqlx::query(SQL)
        .bind(rotation.family_id.uuid())
        .bind(rotation.shown.bytes())
        .bind(rotation.successor.bytes())
        .bind(rotation.now.millis())
        .bind(rotation.idle_until.millis())
        .bind(grace.millis())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(replaced == 1)
}

/// A token that is neither the newest nor excused was spent before: two hold the family, and neither keeps it.
async fn revoke_spent(tx: &mut Tx, rotation: &Rotation) -> Result<bool, Error> {
    const SQL: &str = "UPDATE token_families SET revoked_at = $3
        WHERE id = $1 AND revoked_at IS NULL AND idle_expires_at > $3 AND expires_at > $3 AND current_hash <> $2";
    let revoked = on!(tx, conn => sqlx::query(SQL)
        .bind(rotation.family_id.uuid()).bind(rotation.shown.bytes()).bind(rotation.now.millis())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(revoked == 1)
}

async fn end_if_unused(tx: &mut Tx, id: SessionId, now: Timestamp) -> Result<(), Error> {
    const SQL: &str = "UPDATE login_sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM token_families WHERE session_id = $1 AND revoked_at IS NULL
            AND idle_expires_at > $2 AND expires_at > $2)";
    on!(tx, conn => sqlx::query(SQL).bind(id.uuid()).bind(now.millis()).execute(conn).await.map(|_| ()))
}
