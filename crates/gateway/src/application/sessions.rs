//! Browser sessions: the tokens stay here, the browser knows only an id.

use std::{sync::Arc, time::Duration};

use kernel::Clock;
use moka::future::Cache;
use platform::{db, lifecycle::Lifecycle};
use tokio::sync::{Mutex, oneshot};
use tokio_util::sync::CancellationToken;

use super::{hash, random_token};
use crate::outbound::{Provider, ProviderError, SessionStore, StoredSession, Tokens};

/// The longest a browser stays signed in; the provider may end it earlier.
pub const SESSION_LIFE: Duration = Duration::from_hours(30 * 24);
/// A token with less life than this is renewed before it is used.
const RENEW_BEFORE: Duration = Duration::from_secs(30);
/// How long a session is remembered without asking the database: also the longest a sign-out in another process
/// goes unnoticed.
const CACHED_FOR: Duration = Duration::from_secs(10);
/// How often expired sessions are deleted.
const CLEANUP_EVERY: Duration = Duration::from_hours(1);

/// When renewed tokens are stored again that the database did not take. Meanwhile they are remembered.
const STORE_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// The secret value of the session cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionId(pub String);

/// Why a session gives no token.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// There is none, or the provider ended it.
    #[error("there is no such session")]
    Gone,
    /// The provider or the database does not answer.
    #[error("sessions are unavailable: {0}")]
    Unavailable(String),
}

impl From<db::Error> for SessionError {
    fn from(error: db::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// All sessions of this installation.
pub struct Sessions {
    store: SessionStore,
    provider: Arc<Provider>,
    clock: Arc<dyn Clock>,
    cache: Cache<String, StoredSession>,
    /// One renewal at a time for each session: a refresh token is spent by its use.
    renewals: Cache<String, Arc<Mutex<()>>>,
    lifecycle: Lifecycle,
}

impl Sessions {
    pub fn new(store: SessionStore, provider: Arc<Provider>, clock: Arc<dyn Clock>, lifecycle: Lifecycle) -> Self {
        let cache = Cache::builder().max_capacity(20_000).time_to_live(CACHED_FOR).build();
        let renewals = Cache::builder().max_capacity(20_000).time_to_idle(Duration::from_mins(1)).build();
        Self { store, provider, clock, cache, renewals, lifecycle }
    }

    /// Opens a session for these tokens, under a fresh id.
    pub async fn open(&self, tokens: Tokens) -> Result<SessionId, db::Error> {
        let id = random_token();
        let now = self.clock.now();
        let session = StoredSession { tokens, expires_at: now.plus(SESSION_LIFE) };
        self.store.insert_session(&hash(&id), &session, now).await?;
        Ok(SessionId(id))
    }

    /// An access token that is good for a while yet.
    pub async fn access_token(self: &Arc<Self>, id: &SessionId) -> Result<String, SessionError> {
        let key = hash(&id.0);
        let session = self.load(&key).await?;
        if self.is_fresh(&session) {
            return Ok(session.tokens.access_token);
        }
        let renewal = self.renewals.get_with(key.clone(), async { Arc::default() }).await;
        let turn = renewal.lock_owned().await;
        self.cache.invalidate(&key).await;
        let session = self.load(&key).await?;
        if self.is_fresh(&session) {
            return Ok(session.tokens.access_token);
        }
        // In a task of its own: a client that goes away meanwhile must not leave a spent refresh token behind.
        let (answer, answered) = oneshot::channel();
        let sessions = self.clone();
        self.lifecycle.spawn("session renewal", async move {
            sessions.renew(&key, session, answer).await;
            drop(turn);
        });
        answered.await.unwrap_or_else(|_| Err(SessionError::Unavailable("a renewal broke off".into())))
    }

    /// Ends a session here and at the provider; unknown ones are ended already.
    pub async fn close(&self, id: &SessionId) -> Result<(), SessionError> {
        let key = hash(&id.0);
        self.cache.invalidate(&key).await;
        let Some(session) = self.store.delete_session(&key).await? else { return Ok(()) };
        if let Err(error) = self.provider.end_session(&session.tokens).await {
            tracing::warn!(%error, "the provider could not end its session; it will expire");
        }
        Ok(())
    }

    /// Deletes expired sessions and logins from time to time.
    pub async fn forget_expired(&self, stop: CancellationToken) {
        loop {
            if let Err(error) = self.store.delete_expired(self.clock.now()).await {
                tracing::warn!(%error, "expired sessions could not be deleted; trying again");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(CLEANUP_EVERY) => {}
            }
        }
    }

    fn is_fresh(&self, session: &StoredSession) -> bool {
        session.tokens.access_expires_at > self.clock.now().plus(RENEW_BEFORE)
    }

    async fn load(&self, key: &str) -> Result<StoredSession, SessionError> {
        if let Some(session) = self.cache.get(key).await {
            return Ok(session);
        }
        let session = self.store.session(key, self.clock.now()).await?.ok_or(SessionError::Gone)?;
        self.cache.insert(key.to_owned(), session.clone()).await;
        Ok(session)
    }

    /// Runs to its end even if nobody waits for the answer any more.
    async fn renew(&self, key: &str, session: StoredSession, answer: oneshot::Sender<Result<String, SessionError>>) {
        match self.provider.refresh(&session.tokens).await {
            Ok(tokens) => {
                let renewed = StoredSession { tokens: tokens.clone(), ..session };
                self.cache.insert(key.to_owned(), renewed).await;
                let stored = self.store.update_tokens(key, &tokens).await;
                let _ = answer.send(Ok(tokens.access_token.clone()));
                if let Err(error) = stored {
                    self.store_again(key, &tokens, error).await;
                }
            }
            Err(error) => {
                let _ = answer.send(Err(self.not_renewed(key, error).await));
            }
        }
    }

    async fn store_again(&self, key: &str, tokens: &Tokens, mut error: db::Error) {
        for wait in STORE_AGAIN_AFTER {
            tracing::warn!(%error, "renewed tokens could not be stored; trying again");
            tokio::time::sleep(wait).await;
            match self.store.update_tokens(key, tokens).await {
                Ok(()) => return,
                Err(again) => error = again,
            }
        }
        tracing::error!(%error, "renewed tokens could not be stored; the session will have to be opened anew");
    }

    async fn not_renewed(&self, key: &str, error: ProviderError) -> SessionError {
        match error {
            ProviderError::Refused(reason) => {
                tracing::debug!(reason, "the provider ended a session");
                self.cache.invalidate(key).await;
                self.store.delete_session(key).await.map_or_else(SessionError::from, |_| SessionError::Gone)
            }
            ProviderError::Unavailable(reason) => SessionError::Unavailable(reason),
        }
    }
}
