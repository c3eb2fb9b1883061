//! A sign-in that succeeded, and the session it begins.

use super::{Identity, StoreError, fresh_secret};
use crate::domain::{Lifetimes, Secret, Session, User};

/// A login with the secret that its browser keeps in a cookie.
#[derive(Clone, Debug)]
pub struct Login {
    /// The session.
    pub session: Session,
    /// For the cookie; told once.
    pub secret: Secret,
}

impl Identity {
    /// Begins a session under an id of its own, so that nobody can plant one (session fixation). What the browser had
    /// before ends if it was somebody else's.
    pub(super) async fn begin(&self, user: &User, previous: Option<&Session>) -> Result<Login, StoreError> {
        let secret = fresh_secret();
        let state = user.state();
        let session = Session::begin(state.id, Lifetimes::of(&state.roles), secret.hash(), self.now());
        let replaced = previous.filter(|previous| previous.user_id != state.id).map(|previous| previous.id);
        self.sessions.begin(&session, replaced).await?;
        Ok(Login { session, secret })
    }

    /// The live session of a cookie's text.
    pub async fn session_of(&self, cookie: Option<&str>) -> Result<Option<Session>, StoreError> {
        match cookie.and_then(Secret::parse) {
            Some(secret) => self.sessions.find(&secret.hash(), self.now()).await,
            None => Ok(None),
        }
    }
}
