//! The session tables and the OpenID Connect provider.

mod provider;
mod store;

pub use provider::{Provider, ProviderError, Tokens};
pub use store::{PendingLogin, SessionStore, StoredSession};
