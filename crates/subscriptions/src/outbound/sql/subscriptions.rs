//! Subscriptions: a row each, their events, and the job that brings the role in line.

use async_trait::async_trait;
use kernel::{Cause, Timestamp};
use platform::{
    db::{self, Tx},
    jobs::{Jobs, NewJob},
    messaging::outbox,
    on,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{SqlStore, accounts, sagas, small, stored, time, written};
use crate::{
    application::{
        ROLE_SYNC, RoleSyncInput,
        ports::{StoreError, SubscriptionStore},
    },
    domain::{
        AccountId, ChargeKey, Currency, MethodKind, Money, PaymentMethod, PaymentToken, Period, Phase, PlanId, PriceId,
        Saga, Subscription, SubscriptionEvent, SubscriptionId, SubscriptionState, Term, Terms, UserId,
    },
    outbound::publisher,
};

const COLUMNS: &str = "id, version, account_id, user_id, plan_id, price_id, term, amount, currency, max_streams,
    max_height, method_kind, method_token, method_brand, method_last4, status, pay_until, grace_until,
    cancel_at_period_end, anchor_day, current_period_start, current_period_end, trial_end, cancelled_at, ended_at,
    attempt, open_charge, last_transaction_id, reason, created_at, updated_at";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        account_id: Uuid,
        user_id: Uuid,
        plan_id: Uuid,
        price_id: Uuid,
        term: String,
        amount: i64,
        currency: String,
        max_streams: i64,
        max_height: i64,
        method_kind: Option<String>,
        method_token: Option<String>,
        method_brand: Option<String>,
        method_last4: Option<String>,
        status: String,
        pay_until: Option<i64>,
        grace_until: Option<i64>,
        cancel_at_period_end: bool,
        anchor_day: i64,
        current_period_start: i64,
        current_period_end: i64,
        trial_end: Option<i64>,
        cancelled_at: Option<i64>,
        ended_at: Option<i64>,
        attempt: i64,
        open_charge: Option<String>,
        last_transaction_id: Option<String>,
        reason: Option<String>,
        created_at: i64,
        updated_at: i64,
    }
}

impl Row {
    fn subscription(self) -> Result<Subscription, db::Error> {
        Ok(Subscription::restore(SubscriptionState {
            id: SubscriptionId::from_uuid(self.id),
            version: self.version,
            account: AccountId::from_uuid(self.account_id),
            user: UserId::from_uuid(self.user_id),
            terms: self.terms()?,
            phase: self.phase()?,
            method: self.method()?,
            anchor_day: small(self.anchor_day)?,
            period: Period { start: time(self.current_period_start), end: time(self.current_period_end) },
            trial_end: self.trial_end.map(time),
            cancelled_at: self.cancelled_at.map(time),
            attempt: small(self.attempt)?,
            open_charge: self.open_charge.map(ChargeKey::from_stored),
            last_transaction_id: self.last_transaction_id,
            reason: self.reason,
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
        }))
    }

    fn terms(&self) -> Result<Terms, db::Error> {
        let currency = stored(Currency::parse("currency", &self.currency))?;
        Ok(Terms {
            plan: PlanId::from_uuid(self.plan_id),
            price: PriceId::from_uuid(self.price_id),
            term: stored(Term::parse("term", &self.term))?,
            amount: stored(Money::parse("amount", self.amount, currency))?,
            max_streams: small(self.max_streams)?,
            max_height: small(self.max_height)?,
        })
    }

    fn phase(&self) -> Result<Phase, db::Error> {
        let when = |at: Option<i64>| at.map(time).ok_or_else(|| db::Error::corrupt("a time of a subscription"));
        let ending = self.cancel_at_period_end;
        Ok(match self.status.as_str() {
            "incomplete" => Phase::Incomplete { pay_until: when(self.pay_until)? },
            "trialing" => Phase::Trialing { ending },
            "active" => Phase::Active { ending },
            "past_due" => Phase::PastDue { grace_until: when(self.grace_until)? },
            "cancelled" => Phase::Cancelled { at: when(self.ended_at)? },
            "expired" => Phase::Expired { at: when(self.ended_at)? },
            other => return Err(db::Error::corrupt(format_args!("status {other} of a subscription"))),
        })
    }

    fn method(&self) -> Result<Option<PaymentMethod>, db::Error> {
        let (Some(kind), Some(token)) = (&self.method_kind, &self.method_token) else { return Ok(None) };
        Ok(Some(PaymentMethod {
            kind: stored(MethodKind::parse("method_kind", kind))?,
            token: stored(PaymentToken::parse("method_token", token))?,
            brand: self.method_brand.clone(),
            last4: self.method_last4.clone(),
        }))
    }
}

#[async_trait]
impl SubscriptionStore for SqlStore {
    async fn find(&self, id: SubscriptionId) -> Result<Option<Subscription>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM subscriptions WHERE id = $1");
        Ok(self.subscription(sql, id.uuid()).await?)
    }

    async fn latest_of(&self, account: AccountId) -> Result<Option<Subscription>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM subscriptions WHERE account_id = $1
             ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id DESC LIMIT 1"
        );
        Ok(self.subscription(sql, account.uuid()).await?)
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<SubscriptionId>, StoreError> {
        const SQL: &str = "SELECT id FROM subscriptions WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2";
        let mut tx = self.db.read().await?;
        let ids: Vec<Uuid> = on!(&mut tx, conn => sqlx::query_scalar(SQL).bind(now.millis()).bind(i64::from(limit))
            .fetch_all(conn).await)?;
        Ok(ids.into_iter().map(SubscriptionId::from_uuid).collect())
    }

    async fn save(&self, it: &mut Subscription, saga: Option<&mut Saga>, cause: &Cause) -> Result<(), StoreError> {
        let events = it.drain();
        let now = self.clock.now();
        let mut tx = self.db.begin().await?;
        if it.state().version == 1 {
            insert(&mut tx, it).await?;
        } else {
            update(&mut tx, it).await?;
        }
        if let Some(saga) = saga {
            sagas::write(&mut tx, saga).await?;
        }
        if changes_role(&events) {
            Jobs::enqueue(&mut tx, &role_job(it.state(), now)?).await?;
        }
        outbox::append(&mut tx, &publisher::subscription(it, &events), cause, now).await?;
        Ok(tx.commit().await?)
    }
}

impl SqlStore {
    async fn subscription(&self, sql: String, id: Uuid) -> Result<Option<Subscription>, db::Error> {
        let mut tx = self.db.read().await?;
        let row: Option<Row> = on!(&mut tx, conn => sqlx::query_as(AssertSqlSafe(sql.clone())).bind(id)
            .fetch_optional(conn).await)?;
        row.map(Row::subscription).transpose()
    }
}

fn changes_role(events: &[SubscriptionEvent]) -> bool {
    let is_one = |event: &SubscriptionEvent| {
        matches!(event, SubscriptionEvent::Started | SubscriptionEvent::Cancelled | SubscriptionEvent::Expired)
    };
    events.iter().any(is_one)
}

fn role_job(state: &SubscriptionState, now: Timestamp) -> Result<NewJob, db::Error> {
    let input = RoleSyncInput { account_id: state.account, user_id: state.user };
    Ok(NewJob {
        id: kernel::id::v7(now),
        parent_id: None,
        seq: now.millis(),
        kind: ROLE_SYNC,
        input_hash: format!("{}:{}", state.id, state.version),
        input: serde_json::to_string(&input).map_err(db::Error::corrupt)?,
        priority: 0,
        not_before: now,
    })
}

/// What never changes is written once.
async fn insert(tx: &mut Tx, it: &Subscription) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO subscriptions (id, version, account_id, user_id, plan_id, price_id, term, amount,
        currency, max_streams, max_height, method_kind, method_token, method_brand, method_last4, trial_end,
        created_at, status, cancel_at_period_end, anchor_day, current_period_start, current_period_end, attempt,
        updated_at)
        VALUES ($1, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'incomplete', $17, 1, 0, 0,
        0, 0)";
    let state = it.state();
    let method = state.method.as_ref();
    on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.account.uuid())
        .bind(state.user.uuid())
        .bind(state.terms.plan.uuid())
        .bind(state.terms.price.uuid())
        .bind(state.terms.term.as_str())
        .bind(state.terms.amount.amount)
        .bind(state.terms.amount.currency.as_str())
        .bind(i64::from(state.terms.max_streams))
        .bind(i64::from(state.terms.max_height))
        .bind(method.map(|method| method.kind.as_str()))
        .bind(method.map(|method| method.token.expose()))
        .bind(method.and_then(|method| method.brand.as_deref()))
        .bind(method.and_then(|method| method.last4.as_deref()))
        .bind(state.trial_end.map(Timestamp::millis))
        .bind(state.created_at.millis())
        .bind(false)
        .execute(conn)
        .await
        .map(|_| ()))?;
    if state.trial_end.is_some() {
        accounts::use_trial(tx, state.account, state.created_at.millis()).await?;
    }
    update(tx, it).await
}

async fn update(tx: &mut Tx, it: &Subscription) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE subscriptions SET version = $2, status = $3, pay_until = $4, grace_until = $5,
        cancel_at_period_end = $6, anchor_day = $7, current_period_start = $8, current_period_end = $9,
        cancelled_at = $10, ended_at = $11, attempt = $12, open_charge = $13, last_transaction_id = $14, reason = $15,
        due_at = $16, updated_at = $17 WHERE id = $1 AND version = $2 - 1";
    let state = it.state();
    let times = PhaseTimes::of(state.phase);
    let rows = on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.phase.as_str())
        .bind(times.pay_until)
        .bind(times.grace_until)
        .bind(state.phase.is_ending())
        .bind(i64::from(state.anchor_day))
        .bind(state.period.start.millis())
        .bind(state.period.end.millis())
        .bind(state.cancelled_at.map(Timestamp::millis))
        .bind(times.ended_at)
        .bind(i64::from(state.attempt))
        .bind(state.open_charge.as_ref().map(ChargeKey::as_str))
        .bind(state.last_transaction_id.as_deref())
        .bind(state.reason.as_deref())
        .bind(it.due_at().map(Timestamp::millis))
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    written(rows)
}

/// The times that a phase carries, a column each.
#[derive(Default)]
struct PhaseTimes {
    pay_until: Option<i64>,
    grace_until: Option<i64>,
    ended_at: Option<i64>,
}

impl PhaseTimes {
    fn of(phase: Phase) -> Self {
        match phase {
            Phase::Incomplete { pay_until } => Self { pay_until: Some(pay_until.millis()), ..Self::default() },
            Phase::PastDue { grace_until } => Self { grace_until: Some(grace_until.millis()), ..Self::default() },
            Phase::Cancelled { at } | Phase::Expired { at } => Self { ended_at: Some(at.millis()), ..Self::default() },
            Phase::Trialing { .. } | Phase::Active { .. } => Self::default(),
        }
    }
}
