//! Accounts.

use async_trait::async_trait;
use kernel::Cause;
use platform::{
    db::{self, Tx},
    messaging::outbox,
    on,
};
use uuid::Uuid;

use super::{SqlStore, sagas, stored, time, written};
use crate::{
    application::ports::{AccountStore, StoreError},
    domain::{Account, AccountId, AccountState, AccountStatus, Email, Locale, PersonName, Saga, UserId},
    outbound::publisher,
};

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        user_id: Option<Uuid>,
        email: String,
        name: String,
        locale: String,
        status: String,
        trial_used_at: Option<i64>,
        created_at: i64,
        updated_at: i64,
    }
}

impl Row {
    fn account(self) -> Result<Account, db::Error> {
        let status = AccountStatus::from_stored(&self.status);
        Ok(Account::restore(AccountState {
            id: AccountId::from_uuid(self.id),
            version: self.version,
            user_id: self.user_id.map(UserId::from_uuid),
            email: stored(Email::parse("email", &self.email))?,
            name: stored(PersonName::parse("name", &self.name))?,
            locale: stored(Locale::parse("locale", &self.locale))?,
            status: status.ok_or_else(|| db::Error::corrupt("status of an account"))?,
            trial_used_at: self.trial_used_at.map(time),
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
        }))
    }
}

#[async_trait]
impl AccountStore for SqlStore {
    async fn find(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        const SQL: &str = "SELECT id, version, user_id, email, name, locale, status, trial_used_at, created_at,
            updated_at FROM accounts WHERE id = $1";
        let mut tx = self.db.read().await?;
        let row: Option<Row> = on!(&mut tx, conn => sqlx::query_as(SQL).bind(id.uuid()).fetch_optional(conn).await)?;
        Ok(row.map(Row::account).transpose()?)
    }

    async fn save(&self, account: &mut Account, saga: Option<&mut Saga>, cause: &Cause) -> Result<(), StoreError> {
        let events = account.drain();
        let state = account.state();
        let mut tx = self.db.begin().await?;
        if state.version == 1 {
            insert(&mut tx, state).await?;
        } else {
            update(&mut tx, state).await?;
        }
        if let Some(saga) = saga {
            sagas::write(&mut tx, saga).await?;
        }
        outbox::append(&mut tx, &publisher::account(state, &events), cause, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn sign_ups_to_undo(&self, email: &Email) -> Result<Vec<Saga>, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(sagas::compensating_sign_ups(&mut tx, email).await?)
    }
}

async fn insert(tx: &mut Tx, state: &AccountState) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO accounts (id, version, user_id, email, name, locale, status, created_at, updated_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.user_id.map(UserId::uuid))
        .bind(state.email.as_str())
        .bind(state.name.as_str())
        .bind(state.locale.as_str())
        .bind(state.status.as_str())
        .bind(state.created_at.millis())
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

/// The mark of a used trial is set with the subscription that uses it.
async fn update(tx: &mut Tx, state: &AccountState) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE accounts SET version = $2, user_id = $3, name = $4, locale = $5, status = $6,
        updated_at = $7 WHERE id = $1 AND version = $2 - 1";
    let rows = on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.user_id.map(UserId::uuid))
        .bind(state.name.as_str())
        .bind(state.locale.as_str())
        .bind(state.status.as_str())
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    written(rows)
}

/// Uses up the account's one trial; a conflict if it was used before.
pub(super) async fn use_trial(tx: &mut Tx, account: AccountId, at: i64) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE accounts SET trial_used_at = $2 WHERE id = $1 AND trial_used_at IS NULL";
    let rows = on!(tx, conn => sqlx::query(SQL).bind(account.uuid()).bind(at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    written(rows)
}
