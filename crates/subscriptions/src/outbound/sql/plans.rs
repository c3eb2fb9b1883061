//! Plans and their prices.

use async_trait::async_trait;
use kernel::{Cause, Page, PageRequest, text};
use platform::{
    db::{self, Tx},
    messaging::outbox,
    on,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{SqlStore, small, stored, time, written};
use crate::{
    application::ports::{OnSale, PlanStore, StoreError},
    domain::{Currency, Limits, Money, Plan, PlanId, PlanState, Price, PriceId, Term},
    outbound::publisher,
};

const COLUMNS: &str = "id, version, name, description, trial_days, max_streams, max_height, max_profiles, is_active,
    created_at, updated_at";

platform::row! {
    struct Row {
        id: Uuid,
        version: i64,
        name: String,
        description: String,
        trial_days: i64,
        max_streams: i64,
        max_height: i64,
        max_profiles: i64,
        is_active: bool,
        created_at: i64,
        updated_at: i64,
    }
}

platform::row! {
    struct PriceRow {
        id: Uuid,
        term: String,
        amount: i64,
        currency: String,
    }
}

impl PriceRow {
    fn price(self) -> Result<Price, db::Error> {
        let currency = stored(Currency::parse("currency", &self.currency))?;
        Ok(Price {
            id: PriceId::from_uuid(self.id),
            term: stored(Term::parse("term", &self.term))?,
            amount: stored(Money::parse("amount", self.amount, currency))?,
        })
    }
}

impl Row {
    fn plan(self, prices: Vec<Price>) -> Result<Plan, db::Error> {
        Ok(Plan::restore(PlanState {
            id: PlanId::from_uuid(self.id),
            version: self.version,
            name: self.name,
            description: self.description,
            prices,
            trial_days: small(self.trial_days)?,
            limits: Limits {
                max_streams: small(self.max_streams)?,
                max_height: small(self.max_height)?,
                max_profiles: small(self.max_profiles)?,
            },
            is_active: self.is_active,
            created_at: time(self.created_at),
            updated_at: time(self.updated_at),
        }))
    }
}

#[async_trait]
impl PlanStore for SqlStore {
    async fn find(&self, id: PlanId) -> Result<Option<Plan>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM plans WHERE id = $1");
        Ok(self.find_by(sql, id.uuid()).await?)
    }

    async fn with_price(&self, id: PriceId) -> Result<Option<Plan>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM plans WHERE id = (SELECT plan_id FROM plan_prices WHERE id = $1)");
        Ok(self.find_by(sql, id.uuid()).await?)
    }

    async fn list(&self, on_sale: OnSale, page: PageRequest) -> Result<Page<Plan>, StoreError> {
        let is_active = match on_sale {
            OnSale::Only => Some(true),
            OnSale::Not => Some(false),
            OnSale::Either => None,
        };
        let mut tx = self.db.read().await?;
        let plans = read_page(&mut tx, is_active, page).await?;
        let total = count(&mut tx, is_active).await?;
        Ok(Page { items: plans, total: small(total)?, request: page })
    }

    async fn save(&self, plan: &mut Plan, cause: &Cause) -> Result<(), StoreError> {
        let events = plan.drain();
        let state = plan.state();
        let mut tx = self.db.begin().await?;
        if state.version == 1 {
            insert(&mut tx, state).await?;
        } else {
            update(&mut tx, state).await?;
        }
        write_prices(&mut tx, state).await?;
        outbox::append(&mut tx, &publisher::plan(state, &events), cause, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }
}

impl SqlStore {
    async fn find_by(&self, sql: String, id: Uuid) -> Result<Option<Plan>, db::Error> {
        let mut tx = self.db.read().await?;
        let row: Option<Row> = on!(&mut tx, conn => sqlx::query_as(AssertSqlSafe(sql.clone())).bind(id)
            .fetch_optional(conn).await)?;
        let Some(row) = row else { return Ok(None) };
        let prices = current_prices(&mut tx, row.id).await?;
        row.plan(prices).map(Some)
    }
}

async fn read_page(tx: &mut Tx, is_active: Option<bool>, page: PageRequest) -> Result<Vec<Plan>, db::Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM plans WHERE ($1 IS NULL OR is_active = $1)
         ORDER BY created_at, id LIMIT $2 OFFSET $3"
    );
    let rows: Vec<Row> = on!(tx, conn => sqlx::query_as(AssertSqlSafe(sql.clone()))
        .bind(is_active).bind(page.limit()).bind(page.offset()).fetch_all(conn).await)?;
    let mut plans = Vec::with_capacity(rows.len());
    for row in rows {
        let prices = current_prices(tx, row.id).await?;
        plans.push(row.plan(prices)?);
    }
    Ok(plans)
}

async fn count(tx: &mut Tx, is_active: Option<bool>) -> Result<i64, db::Error> {
    const SQL: &str = "SELECT COUNT(*) FROM plans WHERE ($1 IS NULL OR is_active = $1)";
    on!(tx, conn => sqlx::query_scalar(SQL).bind(is_active).fetch_one(conn).await)
}

async fn current_prices(tx: &mut Tx, plan: Uuid) -> Result<Vec<Price>, db::Error> {
    const SQL: &str = "SELECT id, term, amount, currency FROM plan_prices
        WHERE plan_id = $1 AND is_current ORDER BY position, id";
    let rows: Vec<PriceRow> = on!(tx, conn => sqlx::query_as(SQL).bind(plan).fetch_all(conn).await)?;
    rows.into_iter().map(PriceRow::price).collect()
}

async fn insert(tx: &mut Tx, state: &PlanState) -> Result<(), db::Error> {
    const SQL: &str = "INSERT INTO plans (name, name_folded, description, trial_days, max_streams, max_height,
        max_profiles, is_active, updated_at, id, version, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let rows = on!(tx, conn => {
        let query = sqlx::query(SQL)
            .bind(&state.name)
            .bind(text::fold(&state.name))
            .bind(&state.description)
            .bind(i64::from(state.trial_days))
            .bind(i64::from(state.limits.max_streams))
            .bind(i64::from(state.limits.max_height))
            .bind(i64::from(state.limits.max_profiles))
            .bind(state.is_active)
            .bind(state.updated_at.millis())
            .bind(state.id.uuid())
            .bind(state.version)
            .bind(state.created_at.millis());
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    written(rows)
}

async fn update(tx: &mut Tx, state: &PlanState) -> Result<(), db::Error> {
    const SQL: &str = "UPDATE plans SET name = $1, name_folded = $2, description = $3, trial_days = $4,
        max_streams = $5, max_height = $6, max_profiles = $7, is_active = $8, updated_at = $9, version = $11
        WHERE id = $10 AND version = $11 - 1";
    let rows = on!(tx, conn => {
        let query = sqlx::query(SQL)
            .bind(&state.name)
            .bind(text::fold(&state.name))
            .bind(&state.description)
            .bind(i64::from(state.trial_days))
            .bind(i64::from(state.limits.max_streams))
            .bind(i64::from(state.limits.max_height))
            .bind(i64::from(state.limits.max_profiles))
            .bind(state.is_active)
            .bind(state.updated_at.millis())
            .bind(state.id.uuid())
            .bind(state.version);
        query.execute(conn).await.map(|done| done.rows_affected())
    })?;
    written(rows)
}

/// Those that are no longer on sale stay for their holders.
async fn write_prices(tx: &mut Tx, state: &PlanState) -> Result<(), db::Error> {
    const RETIRE: &str = "UPDATE plan_prices SET is_current = $2 WHERE plan_id = $1";
    const WRITE: &str = "INSERT INTO plan_prices (id, plan_id, position, term, amount, currency, is_current)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET position = excluded.position, is_current = excluded.is_current";
    on!(tx, conn => sqlx::query(RETIRE).bind(state.id.uuid()).bind(false).execute(conn).await.map(|_| ()))?;
    for (position, price) in (0_i64..).zip(&state.prices) {
        on!(tx, conn => sqlx::query(WRITE)
            .bind(price.id.uuid())
            .bind(state.id.uuid())
            .bind(position)
            .bind(price.term.as_str())
            .bind(price.amount.amount)
            .bind(price.amount.currency.as_str())
            .bind(true)
            .execute(conn)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
