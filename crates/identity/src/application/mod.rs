//! What can be done with logins, one file a use case.

mod authorize;
mod exchange_code;
mod keys;
mod log_out;
mod login;
mod manage_users;
mod ports;
mod refresh;
mod set_up;
mod sign_in;
mod tokens;
mod userinfo;

use std::{sync::Arc, time::Duration};

use kernel::{Clock, Timestamp};

use crate::domain::{Clients, Limit, Secret};

pub use authorize::{Answer, AuthorizeError};
pub use keys::PublishedKey;
pub use login::Login;
pub use manage_users::{CreateError, UserChanges};
pub use ports::{
    Admission, BoxError, Grants, KeyRow, KeyState, KeyStore, Keys, Limits, Passes, PasswordHasher, Redeemed, Rotated,
    Rotation, Sessions, StoreError, UserQuery, UserSort, Users, Verification,
};
pub use refresh::GrantError;
pub use set_up::SetUpError;
pub use sign_in::{Attempt, SignInError};
pub use tokens::{AccessClaims, IdClaims, TokenSet};

/// The client of `POST /login`: it has no redirect and can only renew what it got there.
pub const BASIC_CLIENT: &str = "codeflix-login";
/// Who access tokens are for.
pub const AUDIENCE: &str = "codeflix-api";
/// How long access and ID tokens are good.
pub const TOKEN_LIFE: Duration = Duration::from_mins(5);

/// What is configured.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `iss` of every token.
    pub issuer: String,
    /// Who may ask for tokens.
    pub clients: Clients,
    /// Tries of one account.
    pub account_limit: Limit,
    /// Tries of one network.
    pub network_limit: Limit,
}

/// The use cases over their ports.
pub struct Identity {
    users: Arc<dyn Users>,
    sessions: Arc<dyn Sessions>,
    grants: Arc<dyn Grants>,
    passes: Arc<dyn Passes>,
    limits: Arc<dyn Limits>,
    hasher: Arc<dyn PasswordHasher>,
    keys: Arc<dyn Keys>,
    key_store: Arc<dyn KeyStore>,
    clock: Arc<dyn Clock>,
    settings: Settings,
}

/// Everything that [`Identity`] stands on.
pub struct Ports {
    /// Logins and their roles.
    pub users: Arc<dyn Users>,
    /// Sign-ins.
    pub sessions: Arc<dyn Sessions>,
    /// Codes and refresh tokens.
    pub grants: Arc<dyn Grants>,
    /// Tickets and set-up links.
    pub passes: Arc<dyn Passes>,
    /// Tries.
    pub limits: Arc<dyn Limits>,
    /// The password hash.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Signatures.
    pub keys: Arc<dyn Keys>,
    /// Where keys lie.
    pub key_store: Arc<dyn KeyStore>,
}

impl Identity {
    /// Puts the use cases together.
    pub fn new(ports: Ports, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let Ports { users, sessions, grants, passes, limits, hasher, keys, key_store } = ports;
        Self { users, sessions, grants, passes, limits, hasher, keys, key_store, clock, settings }
    }

    /// What is configured.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Deletes what nobody can use any more; returns how many rows. To be called now and then.
    pub async fn purge(&self) -> Result<u64, StoreError> {
        let now = self.now();
        Ok(self.sessions.purge(now).await? + self.passes.purge(now).await? + self.limits.purge(now).await?)
    }
}

/// 256 bits of the operating system's generator, by way of a cryptographic one.
fn fresh_secret() -> Secret {
    Secret::from_random(rand::random())
}
