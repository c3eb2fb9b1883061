//! The built-in payment provider for trying things out: no money moves. Its tokens say what happens.
//!
//! It behaves like a real one where it matters: it remembers each key, charges once under it, and sometimes charges
//! without saying so.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Clock, Timestamp};
use platform::{
    db::{self, Db, Tx},
    on,
};

use crate::{
    application::ports::{ChargeOutcome, OutcomeUnknown, PaymentGateway},
    domain::{Charge, ChargeKey},
};

/// Charged at once.
const SUCCESS: &str = "tok_success";
/// Charged, but the answer to the first request is lost.
const TIMEOUT: &str = "tok_timeout";
/// What every other token is told.
const DECLINED: &str = "the card was declined";

/// The test provider, with its memory in a table.
pub struct TestProvider {
    db: Db,
    clock: Arc<dyn Clock>,
}

impl TestProvider {
    /// Remembers in `db`.
    pub const fn new(db: Db, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }

    async fn remembered_or_new(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown> {
        let mut tx = self.db.begin().await?;
        if let Some(outcome) = find(&mut tx, &charge.key).await? {
            return Ok(outcome);
        }
        let state = match charge.token.expose() {
            SUCCESS | TIMEOUT => "paid",
            _ => "declined",
        };
        insert(&mut tx, charge, state, self.clock.now()).await?;
        let outcome = find(&mut tx, &charge.key).await?;
        tx.commit().await?;
        if charge.token.expose() == TIMEOUT {
            return Err(OutcomeUnknown("no answer in time".to_owned()));
        }
        outcome.ok_or_else(|| OutcomeUnknown("the charge was not kept".to_owned()))
    }
}

#[async_trait]
impl PaymentGateway for TestProvider {
    async fn charge(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown> {
        self.remembered_or_new(charge).await
    }

    async fn void(&self, key: &ChargeKey) -> Result<(), OutcomeUnknown> {
        const SQL: &str = "INSERT INTO test_provider_charges
            (charge_key, transaction_id, amount, currency, state, created_at) VALUES ($1, $1, 0, '', 'voided', $2)
            ON CONFLICT (charge_key) DO UPDATE SET state = 'refunded' WHERE test_provider_charges.state = 'paid'";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL).bind(key.as_str()).bind(self.clock.now().millis())
            .execute(conn).await.map(|_| ()))?;
        tx.commit().await?;
        Ok(())
    }
}

async fn find(tx: &mut Tx, key: &ChargeKey) -> Result<Option<ChargeOutcome>, db::Error> {
    const SQL: &str = "SELECT state, transaction_id FROM test_provider_charges WHERE charge_key = $1";
    let row: Option<(String, String)> =
        on!(tx, conn => sqlx::query_as(SQL).bind(key.as_str()).fetch_optional(conn).await)?;
    Ok(row.map(|(state, transaction_id)| match state.as_str() {
        "paid" => ChargeOutcome::Paid { transaction_id },
        _ => ChargeOutcome::Declined { reason: DECLINED.to_owned() },
    }))
}

/// Whoever comes second under the same key finds the row of the first.
async fn insert(tx: &mut Tx, charge: &Charge, state: &str, now: Timestamp) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO test_provider_charges
        (charge_key, transaction_id, amount, currency, state, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (charge_key) DO NOTHING";
    on!(tx, conn => sqlx::query(SQL)
        .bind(charge.key.as_str())
        .bind(format!("test-{}", kernel::id::v7(now)))
        .bind(charge.amount.amount)
        .bind(charge.amount.currency.as_str())
        .bind(state)
        .bind(now.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

impl From<db::Error> for OutcomeUnknown {
    fn from(error: db::Error) -> Self {
        Self(error.to_string())
    }
}
