//! Logins and their roles.

use async_trait::async_trait;
use kernel::{Cause, Direction, Page, Timestamp, text};
use platform::{
    db::{Error, Tx},
    messaging::outbox,
    on,
};
use sqlx::AssertSqlSafe;

use super::{
    SqlStore,
    rows::{self, UserRow},
};
use crate::{
    application::{StoreError, UserQuery, UserSort, Users},
    domain::{AccountId, Email, PasswordHash, Role, User, UserId},
    outbound::publisher,
};

const COLUMNS: &str = "u.id, u.version, u.email, u.email_verified, u.name, u.password_hash, u.locale, u.account_id,
    u.disabled, u.created_at, u.updated_at, r.role";

#[async_trait]
impl Users for SqlStore {
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let sql = select_where("u.id = $1");
        let mut tx = self.db.read().await?;
        let found = on!(&mut tx, conn => sqlx::query_as::<_, UserRow>(AssertSqlSafe(sql))
            .bind(id.uuid()).fetch_all(conn).await)?;
        Ok(rows::users(found)?.pop())
    }

    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        let sql = select_where("u.email = $1");
        let mut tx = self.db.read().await?;
        let found = on!(&mut tx, conn => sqlx::query_as::<_, UserRow>(AssertSqlSafe(sql))
            .bind(email.as_str()).fetch_all(conn).await)?;
        Ok(rows::users(found)?.pop())
    }

    async fn find_by_account(&self, account_id: AccountId) -> Result<Option<User>, StoreError> {
        let sql = select_where("u.account_id = $1");
        let mut tx = self.db.read().await?;
        let found = on!(&mut tx, conn => sqlx::query_as::<_, UserRow>(AssertSqlSafe(sql))
            .bind(account_id.uuid()).fetch_all(conn).await)?;
        Ok(rows::users(found)?.pop())
    }

    async fn list(&self, query: &UserQuery) -> Result<Page<User>, StoreError> {
        let pattern = query.search.as_deref().map(contains);
        let role = query.role.map(Role::as_str);
        let mut tx = self.db.read().await?;
        let total: i64 = on!(&mut tx, conn => sqlx::query_scalar(COUNT)
            .bind(&pattern).bind(role).fetch_one(conn).await)?;
        let sql = page_of(order(query.sort, query.direction));
        let found = on!(&mut tx, conn => sqlx::query_as::<_, UserRow>(AssertSqlSafe(sql))
            .bind(&pattern)
            .bind(role)
            .bind(query.page.limit())
            .bind(query.page.offset())
            .fetch_all(conn)
            .await)?;
        let total = u64::try_from(total).unwrap_or_default();
        Ok(Page { items: rows::users(found)?, total, request: query.page })
    }

    async fn save(&self, user: &mut User, cause: &Cause) -> Result<(), StoreError> {
        let mut tx = self.db.begin().await?;
        write(&mut tx, user, cause, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn delete(&self, mut user: User, cause: &Cause) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM users WHERE id = $1 AND version = $2";
        let events = user.take_events();
        let (id, version) = (user.state().id.uuid(), user.state().version);
        let mut tx = self.db.begin().await?;
        let gone = on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id).bind(version - 1).execute(conn).await.map(|done| done.rows_affected()))?;
        if gone == 0 {
            return Err(StoreError::Conflict);
        }
        outbox::append(&mut tx, &publisher::facts(&user, &events), cause, self.clock.now()).await?;
        Ok(tx.commit().await?)
    }

    async fn rehash(&self, id: UserId, old: &PasswordHash, new: &PasswordHash) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2";
        let mut tx = self.db.begin().await?;
        on!(&mut tx, conn => sqlx::query(SQL)
            .bind(id.uuid()).bind(old.as_str()).bind(new.as_str()).execute(conn).await.map(|_| ()))?;
        Ok(tx.commit().await?)
    }

    async fn has_operator(&self) -> Result<bool, StoreError> {
        let mut tx = self.db.read().await?;
        Ok(has_operator(&mut tx).await?)
    }
}

/// Whether anybody is operator, and may sign in.
pub(super) async fn has_operator(tx: &mut Tx) -> Result<bool, Error> {
    const SQL: &str = "SELECT COUNT(*) FROM user_roles r JOIN users u ON u.id = r.user_id
        WHERE r.role = $1 AND NOT u.disabled";
    let count: i64 = on!(tx, conn => sqlx::query_scalar(SQL).bind(Role::Operator.as_str()).fetch_one(conn).await)?;
    Ok(count > 0)
}

/// Writes a new or changed login with its roles and its events.
pub(super) async fn write(tx: &mut Tx, user: &mut User, cause: &Cause, now: Timestamp) -> Result<(), Error> {
    let events = user.take_events();
    if user.state().version == 1 {
        insert(tx, user).await?;
    } else {
        update(tx, user).await?;
    }
    replace_roles(tx, user).await?;
    outbox::append(tx, &publisher::facts(user, &events), cause, now).await
}

async fn insert(tx: &mut Tx, user: &User) -> Result<(), Error> {
    const SQL: &str = "INSERT INTO users (id, version, email, email_verified, name, search_text, password_hash, locale,
            account_id, disabled, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let state = user.state();
    on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.email.as_str())
        .bind(state.email_verified)
        .bind(&state.name)
        .bind(search_text(user))
        .bind(state.password_hash.as_str())
        .bind(&state.locale)
        .bind(state.account_id.map(AccountId::uuid))
        .bind(state.disabled)
        .bind(state.created_at.millis())
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|_| ()))
}

/// The password is not written: it changes by [`Users::rehash`] only, which may run beside this.
async fn update(tx: &mut Tx, user: &User) -> Result<(), Error> {
    const SQL: &str = "UPDATE users SET version = $2, email = $3, email_verified = $4, name = $5, search_text = $6,
            locale = $7, disabled = $8, updated_at = $9
        WHERE id = $1 AND version = $2 - 1";
    let state = user.state();
    let written = on!(tx, conn => sqlx::query(SQL)
        .bind(state.id.uuid())
        .bind(state.version)
        .bind(state.email.as_str())
        .bind(state.email_verified)
        .bind(&state.name)
        .bind(search_text(user))
        .bind(&state.locale)
        .bind(state.disabled)
        .bind(state.updated_at.millis())
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
    if written == 0 { Err(Error::Conflict) } else { Ok(()) }
}

async fn replace_roles(tx: &mut Tx, user: &User) -> Result<(), Error> {
    let id = user.state().id.uuid();
    on!(tx, conn => sqlx::query("DELETE FROM user_roles WHERE user_id = $1").bind(id).execute(conn).await.map(|_| ()))?;
    for role in &user.state().roles {
        on!(tx, conn => sqlx::query("INSERT INTO user_roles (user_id, role) VALUES ($1, $2)")
            .bind(id).bind(role.as_str()).execute(conn).await.map(|_| ()))?;
    }
    Ok(())
}

fn search_text(user: &User) -> String {
    let state = user.state();
    text::fold(&format!("{} {}", state.name, state.email))
}

/// A LIKE pattern that holds the text itself, signs included.
fn contains(search: &str) -> String {
    let escaped = text::fold(search).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

fn select_where(condition: &'static str) -> String {
    format!(
        "SELECT {COLUMNS} FROM users u LEFT JOIN user_roles r ON r.user_id = u.id WHERE {condition} ORDER BY r.role"
    )
}

const COUNT: &str = r"SELECT COUNT(*) FROM users
    WHERE ($1 IS NULL OR search_text LIKE $1 ESCAPE '\')
    AND ($2 IS NULL OR EXISTS (SELECT 1 FROM user_roles WHERE user_id = users.id AND role = $2))";

/// The page is cut before the roles are joined, or they would count as entries.
fn page_of(order: &'static str) -> String {
    format!(
        r"SELECT {COLUMNS} FROM (
            SELECT * FROM users
            WHERE ($1 IS NULL OR search_text LIKE $1 ESCAPE '\')
            AND ($2 IS NULL OR EXISTS (SELECT 1 FROM user_roles WHERE user_id = users.id AND role = $2))
            ORDER BY {order}, id LIMIT $3 OFFSET $4
        ) u LEFT JOIN user_roles r ON r.user_id = u.id ORDER BY {order}, u.id, r.role"
    )
}

/// Newest first unless something else is wanted.
const fn order(sort: Option<UserSort>, direction: Direction) -> &'static str {
    match (sort, direction) {
        (None, _) | (Some(UserSort::CreatedAt), Direction::Descending) => "created_at DESC",
        (Some(UserSort::CreatedAt), Direction::Ascending) => "created_at",
        (Some(UserSort::Name), Direction::Ascending) => "search_text",
        (Some(UserSort::Name), Direction::Descending) => "search_text DESC",
        (Some(UserSort::Email), Direction::Ascending) => "email",
        (Some(UserSort::Email), Direction::Descending) => "email DESC",
    }
}
