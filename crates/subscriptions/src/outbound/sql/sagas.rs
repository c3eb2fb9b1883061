//! Sagas, in the table that every service has.

use async_trait::async_trait;
use kernel::Timestamp;
use platform::{
    db::{self, Tx},
    on,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{SqlStore, small, stored, time, written};
use crate::{
    application::ports::{SagaStore, StoreError},
    domain::{
        AccountId, Charge, ChargeKey, Currency, Email, Money, PaymentToken, Saga, SagaId, SagaState, SagaWork,
        SubscriptionId,
    },
};

/// The column `data`, tagged by the column `type`.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Data {
    SignUp { account_id: Uuid, email: String },
    Charge { subscription_id: Uuid, amount: i64, currency: String, token: String },
}

const SIGN_UP: &str = "sign-up";
const CHARGE: &str = "charge";
const COLUMNS: &str = "id, business_key, version, state, data, deadline, attempts, last_error";

platform::row! {
    struct Row {
        id: Uuid,
        business_key: String,
        version: i64,
        state: String,
        data: String,
        deadline: i64,
        attempts: i64,
        last_error: Option<String>,
    }
}

impl Row {
    fn saga(self) -> Result<Saga, db::Error> {
        let data: Data = serde_json::from_str(&self.data).map_err(db::Error::corrupt)?;
        let state = SagaState::from_stored(&self.state).ok_or_else(|| db::Error::corrupt("state of a saga"))?;
        Ok(Saga {
            id: SagaId::from_uuid(self.id),
            version: self.version,
            work: work(data, self.business_key)?,
            state,
            deadline: time(self.deadline),
            attempts: small(self.attempts)?,
            last_error: self.last_error,
        })
    }
}

fn work(data: Data, key: String) -> Result<SagaWork, db::Error> {
    Ok(match data {
        Data::SignUp { account_id, email } => SagaWork::SignUp {
            account: AccountId::from_uuid(account_id),
            email: stored(Email::parse("email", &email))?,
        },
        Data::Charge { subscription_id, amount, currency, token } => {
            let currency = stored(Currency::parse("currency", &currency))?;
            SagaWork::Charge(Charge {
                key: ChargeKey::from_stored(key),
                subscription: SubscriptionId::from_uuid(subscription_id),
                amount: stored(Money::parse("amount", amount, currency))?,
                token: stored(PaymentToken::parse("token", &token))?,
            })
        }
    })
}

/// Type, step and data as they are stored. The step says what is being done outside.
fn columns(work: &SagaWork) -> (&'static str, &'static str, Data) {
    match work {
        SagaWork::SignUp { account, email } => {
            let data = Data::SignUp { account_id: account.uuid(), email: email.as_str().to_owned() };
            (SIGN_UP, "create-user", data)
        }
        SagaWork::Charge(charge) => {
            let data = Data::Charge {
                subscription_id: charge.subscription.uuid(),
                amount: charge.amount.amount,
                currency: charge.amount.currency.as_str().to_owned(),
                token: charge.token.expose().to_owned(),
            };
            (CHARGE, "charge", data)
        }
    }
}

/// What an ended saga has no use for is forgotten: an address, a card's token.
fn ended(state: SagaState) -> bool {
    matches!(state, SagaState::Done | SagaState::Failed)
}

/// Inserts a new saga, or writes the next version of one.
pub(super) async fn write(tx: &mut Tx, saga: &mut Saga) -> Result<(), db::Error> {
    saga.version += 1;
    if saga.version == 1 { insert(tx, saga).await } else { update(tx, saga).await }
}

async fn insert(tx: &mut Tx, saga: &Saga) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO sagas (id, type, business_key, version, state, step, data, deadline, attempts)
        VALUES ($1, $2, $3, 1, $4, $5, $6, $7, 0)";
    let (kind, step, data) = columns(&saga.work);
    let data = serde_json::to_string(&data).map_err(db::Error::corrupt)?;
    on!(tx, conn => sqlx::query(SQL)
        .bind(saga.id.uuid())
        .bind(kind)
        .bind(saga.work.business_key())
        .bind(saga.state.as_str())
        .bind(step)
        .bind(&data)
        .bind(saga.deadline.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

async fn update(tx: &mut Tx, saga: &Saga) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE sagas SET version = $2, state = $3, step = $4, deadline = $5, attempts = $6,
        last_error = $7, data = CASE WHEN $8 THEN '{}' ELSE data END WHERE id = $1 AND version = $2 - 1";
    let step = match saga.state {
        SagaState::Running => columns(&saga.work).1,
        SagaState::Compensating => "undo",
        SagaState::Done | SagaState::Failed => "end",
    };
    let rows = on!(tx, conn => sqlx::query(SQL)
        .bind(saga.id.uuid())
        .bind(saga.version)
        .bind(saga.state.as_str())
        .bind(step)
        .bind(saga.deadline.millis())
        .bind(i64::from(saga.attempts))
        .bind(saga.last_error.as_deref())
        .bind(ended(saga.state))
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    written(rows)
}

/// Failed sign-ups under an address whose login may still be there. There are few open sagas at any time.
pub(super) async fn compensating_sign_ups(tx: &mut Tx, email: &Email) -> Result<Vec<Saga>, db::Error> {
    const SQL: &str = "SELECT s.id, s.business_key, s.version, s.state, s.data, s.deadline, s.attempts, s.last_error
        FROM sagas s WHERE s.type = 'sign-up' AND s.state = 'compensating' ORDER BY s.id";
    let rows: Vec<Row> = on!(tx, conn => sqlx::query_as(SQL).fetch_all(conn).await)?;
    let sagas: Vec<Saga> = rows.into_iter().map(Row::saga).collect::<Result<_, _>>()?;
    let is_same = |saga: &Saga| matches!(&saga.work, SagaWork::SignUp { email: other, .. } if other == email);
    Ok(sagas.into_iter().filter(is_same).collect())
}

#[async_trait]
impl SagaStore for SqlStore {
    async fn take_up(&self, now: Timestamp) -> Result<Option<Saga>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM sagas
             WHERE state IN ('running', 'compensating') AND deadline <= $1 AND type IN ('{SIGN_UP}', '{CHARGE}')
             ORDER BY deadline, id LIMIT 1"
        );
        let mut tx = self.db.begin().await?;
        let row: Option<Row> = on!(&mut tx, conn => sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()))
            .bind(now.millis()).fetch_optional(conn).await)?;
        let Some(row) = row else { return Ok(None) };
        let mut saga = row.saga()?;
        saga.take_up(now);
        // Another instance that read the same row writes the same version: one of the two is told of a conflict.
        write(&mut tx, &mut saga).await?;
        tx.commit().await?;
        Ok(Some(saga))
    }

    async fn save(&self, saga: &mut Saga) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        write(&mut tx, saga).await?;
        Ok(tx.commit().await?)
    }
}
