//! Rows as they are read, and what they mean.

use kernel::{Timestamp, uuid::Uuid};
use platform::db::Error;

use crate::domain::{
    AccountId, AuthorizationCode, Email, Family, FamilyId, PasswordHash, Role, Scopes, SecretHash, Session, SessionId,
    User, UserId, UserState,
};

platform::row! {
    /// A login joined with its roles: as many rows as it has roles, or one.
    pub(super) struct UserRow {
        id: Uuid,
        version: i64,
        email: String,
        email_verified: bool,
        name: String,
        password_hash: String,
        locale: String,
        account_id: Option<Uuid>,
        disabled: bool,
        created_at: i64,
        updated_at: i64,
        role: Option<String>,
    }
}

impl UserRow {
    fn state(self) -> UserState {
        UserState {
            id: UserId::from_uuid(self.id),
            version: self.version,
            email: Email::from_stored(self.email),
            email_verified: self.email_verified,
            name: self.name,
            locale: self.locale,
            password_hash: PasswordHash::new(self.password_hash),
            roles: std::collections::BTreeSet::new(),
            account_id: self.account_id.map(AccountId::from_uuid),
            disabled: self.disabled,
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
        }
    }
}

/// Folds the rows of each login, which stand together, into one.
pub(super) fn users(rows: Vec<UserRow>) -> Result<Vec<User>, Error> {
    let mut states: Vec<UserState> = Vec::new();
    for mut row in rows {
        let role = row.role.take().map(|role| role.parse::<Role>()).transpose().map_err(Error::corrupt)?;
        if states.last().is_none_or(|last| last.id.uuid() != row.id) {
            states.push(row.state());
        }
        if let Some(last) = states.last_mut() {
            last.roles.extend(role);
        }
    }
    Ok(states.into_iter().map(User::from_stored).collect())
}

platform::row! {
    pub(super) struct SessionRow {
        id: Uuid,
        secret_hash: Vec<u8>,
        user_id: Uuid,
        authenticated_at: i64,
        idle_expires_at: i64,
        expires_at: i64,
    }
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            id: SessionId::from_uuid(row.id),
            secret_hash: SecretHash::from_stored(row.secret_hash),
            user_id: UserId::from_uuid(row.user_id),
            authenticated_at: Timestamp::from_millis(row.authenticated_at),
            idle_expires_at: Timestamp::from_millis(row.idle_expires_at),
            expires_at: Timestamp::from_millis(row.expires_at),
        }
    }
}

platform::row! {
    pub(super) struct CodeRow {
        code_hash: Vec<u8>,
        session_id: Uuid,
        user_id: Uuid,
        client_id: String,
        redirect_uri: String,
        scope: String,
        nonce: Option<String>,
        code_challenge: String,
        expires_at: i64,
        used_at: Option<i64>,
        family_id: Option<Uuid>,
    }
}

impl From<CodeRow> for AuthorizationCode {
    fn from(row: CodeRow) -> Self {
        Self {
            hash: SecretHash::from_stored(row.code_hash),
            session_id: SessionId::from_uuid(row.session_id),
            user_id: UserId::from_uuid(row.user_id),
            client_id: row.client_id,
            redirect_uri: row.redirect_uri,
            scopes: Scopes::parse(&row.scope),
            nonce: row.nonce,
            code_challenge: row.code_challenge,
            expires_at: Timestamp::from_millis(row.expires_at),
            family_id: row.family_id.map(FamilyId::from_uuid),
            is_used: row.used_at.is_some(),
        }
    }
}

platform::row! {
    pub(super) struct FamilyRow {
        id: Uuid,
        session_id: Uuid,
        user_id: Uuid,
        client_id: String,
        scope: String,
        authenticated_at: i64,
        idle_expires_at: i64,
        expires_at: i64,
    }
}

impl From<FamilyRow> for Family {
    fn from(row: FamilyRow) -> Self {
        Self {
            id: FamilyId::from_uuid(row.id),
            session_id: SessionId::from_uuid(row.session_id),
            user_id: UserId::from_uuid(row.user_id),
            client_id: row.client_id,
            scopes: Scopes::parse(&row.scope),
            authenticated_at: Timestamp::from_millis(row.authenticated_at),
            idle_expires_at: Timestamp::from_millis(row.idle_expires_at),
            expires_at: Timestamp::from_millis(row.expires_at),
        }
    }
}
