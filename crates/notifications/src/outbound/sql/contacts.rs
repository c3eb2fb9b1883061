//! Copies of contacts.

use kernel::text;
use platform::{
    db::{Error, Tx},
    on,
};
use uuid::Uuid;

use crate::domain::{Contact, ContactState, Standing, UserId};

platform::row! {
    /// A contact as it is stored.
    pub(super) struct ContactRow {
        user_id: Uuid,
        standing: String,
        login_version: i64,
        account_version: i64,
        email: String,
        name: String,
        locale: String,
    }
}

impl ContactRow {
    pub(super) fn contact(self) -> Result<Contact, Error> {
        let standing = Standing::from_stored(&self.standing);
        Ok(Contact::from_stored(ContactState {
            user_id: UserId::from_uuid(self.user_id),
            standing: standing.ok_or_else(|| Error::corrupt("the standing of a contact"))?,
            login_version: self.login_version,
            account_version: self.account_version,
            email: self.email,
            name: self.name,
            locale: self.locale,
        }))
    }
}

/// The contact, made if nothing was heard of it yet, and kept by this transaction until it ends.
pub(super) async fn locked(tx: &mut Tx, user_id: UserId) -> Result<Contact, Error> {
    const SQL: &str = "INSERT INTO contacts (user_id, standing, login_version, account_version, email, name, locale,
            search_text)
        VALUES ($1, 'awaited', 0, 0, '', '', '', '')
        ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
        RETURNING user_id, standing, login_version, account_version, email, name, locale";
    let row: ContactRow = on!(tx, conn => sqlx::query_as(SQL).bind(user_id.uuid()).fetch_one(conn).await)?;
    row.contact()
}

/// Writes one that is locked.
pub(super) async fn write(tx: &mut Tx, state: &ContactState) -> Result<(), Error> {
    const SQL: &str = "UPDATE contacts SET standing = $2, login_version = $3, account_version = $4, email = $5,
        name = $6, locale = $7, search_text = $8 WHERE user_id = $1";
    on!(tx, conn => sqlx::query(SQL)
        .bind(state.user_id.uuid())
        .bind(state.standing.as_str())
        .bind(state.login_version)
        .bind(state.account_version)
        .bind(&state.email)
        .bind(&state.name)
        .bind(&state.locale)
        .bind(text::fold(&format!("{} {}", state.name, state.email)))
        .execute(conn)
        .await
        .map(|_| ()))
}
