//! The code flow with PKCE that the gateway runs on behalf of a browser (RFC 6749, RFC 7636, OpenID Connect Core).

use std::{sync::Arc, time::Duration};

use kernel::Clock;
use platform::db;
use url::Url;

use super::{SessionId, Sessions, hash};
use crate::outbound::{PendingLogin, Provider, ProviderError, SessionStore};

/// How long somebody may take to type a password.
const LOGIN_LIFE: Duration = Duration::from_mins(15);

/// Why signing in did not work.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The state or the code is unknown, used or too old: start again.
    #[error("the login is unknown or too old")]
    UnknownState,
    /// The provider refused.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// The session could not be stored.
    #[error(transparent)]
    Store(#[from] db::Error),
}

/// Where to send the browser, and what ties the answer to it.
pub struct StartedLogin {
    /// The provider's login page.
    pub location: String,
    /// Comes back with the answer; the browser keeps it in a cookie, so that nobody can be signed in as another.
    pub state: String,
}

/// Signs browsers in.
pub struct SignIn {
    store: SessionStore,
    provider: Arc<Provider>,
    sessions: Arc<Sessions>,
    clock: Arc<dyn Clock>,
}

impl SignIn {
    pub fn new(store: SessionStore, provider: Arc<Provider>, sessions: Arc<Sessions>, clock: Arc<dyn Clock>) -> Self {
        Self { store, provider, sessions, clock }
    }

    /// Begins a login that ends at `return_to`, a path of ours. `extra` goes to the provider's page.
    pub async fn start(&self, return_to: &str, extra: &[(&'static str, String)]) -> Result<StartedLogin, SignInError> {
        let request = self.provider.authorization_request(extra).await?;
        let pending = PendingLogin {
            nonce: request.nonce,
            verifier: request.verifier,
            return_to: local_path(return_to).to_owned(),
        };
        let expires_at = self.clock.now().plus(LOGIN_LIFE);
        self.store.insert_login(&hash(&request.state), &pending, expires_at).await?;
        Ok(StartedLogin { location: request.location, state: request.state })
    }

    /// Ends a login: exchanges the code, checks the ID token, and opens a session.
    pub async fn finish(&self, state: &str, code: &str) -> Result<(SessionId, String), SignInError> {
        let taken = self.store.take_login(&hash(state), self.clock.now()).await?;
        let pending = taken.ok_or(SignInError::UnknownState)?;
        let tokens = match self.provider.exchange(code, &pending.verifier, &pending.nonce).await {
            Err(ProviderError::Refused(_)) => return Err(SignInError::UnknownState),
            tokens => tokens?,
        };
        let session = self.sessions.open(tokens).await?;
        Ok((session, pending.return_to))
    }
}

/// Only pages of ours: an open redirect would lend our name to anybody (CWE-601), and a login that ends at another one
/// would make a foreign ticket look like one of our own pages'.
fn local_path(path: &str) -> &str {
    let is_local =
        path.starts_with('/') && !path.starts_with("//") && !path.contains(|c: char| c == '\\' || c.is_control());
    if is_local && !leads_to_sign_in(path) { path } else { "/" }
}

/// Whether a browser, which resolves dots, would ask for a route of sign-in.
fn leads_to_sign_in(path: &str) -> bool {
    let resolved = Url::parse(&format!("http://localhost{path}"));
    resolved.is_ok_and(|url| ["/auth/", "/realms/"].iter().any(|route| url.path().starts_with(route)))
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn a_login_returns_only_to_paths_of_this_site() {
        assert_eq!(local_path("/title/1?x=2"), "/title/1?x=2");
        for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb", "/\u{1}", "/\0"] {
            assert_eq!(local_path(foreign), "/");
        }
    }
}
