//! The authorization endpoint: a code for somebody who is signed in, else the form.

use super::{Attempt, Identity, Login, SignInError, StoreError, fresh_secret};
use crate::domain::{AuthorizationCode, AuthorizationRequest, Fault, Prompt, Secret, Session};

/// What a browser gets for an authorization request.
#[derive(Debug)]
pub enum Answer {
    /// The code, and the new login if one began.
    Code {
        /// To be sent to the client.
        code: Secret,
        /// For the cookie.
        login: Option<Login>,
    },
    /// The form.
    Form,
    /// The client is told that somebody would have to sign in.
    Fault(Fault),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizeError {
    /// The form was filled in wrongly, or too often.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<StoreError> for AuthorizeError {
    fn from(error: StoreError) -> Self {
        Self::SignIn(error.into())
    }
}

impl Identity {
    /// Answers a request of a browser with or without a login.
    pub async fn authorize(
        &self,
        request: AuthorizationRequest,
        present: Option<Session>,
    ) -> Result<Answer, AuthorizeError> {
        if let Some(login) = self.redeem_ticket(&request, present.as_ref()).await? {
            let code = self.issue_code(&request, &login.session).await?;
            return Ok(Answer::Code { code, login: Some(login) });
        }
        let usable = present.filter(|session| self.is_enough(&request, session));
        match (usable, request.prompt) {
            (Some(session), _) if self.may_still_sign_in(&session).await? => {
                let code = self.issue_code(&request, &session).await?;
                Ok(Answer::Code { code, login: None })
            }
            (_, Prompt::Never) => Ok(Answer::Fault(request.login_required())),
            _ => Ok(Answer::Form),
        }
    }

    /// Answers a request with the form filled in.
    pub async fn authorize_with_password(
        &self,
        request: &AuthorizationRequest,
        attempt: &Attempt,
        present: Option<&Session>,
    ) -> Result<Answer, AuthorizeError> {
        let login = self.sign_in(attempt, present).await?;
        let code = self.issue_code(request, &login.session).await?;
        Ok(Answer::Code { code, login: Some(login) })
    }

    /// A ticket stands for the form. One that does not open is as good as none: the form comes.
    async fn redeem_ticket(
        &self,
        request: &AuthorizationRequest,
        present: Option<&Session>,
    ) -> Result<Option<Login>, StoreError> {
        let Some(ticket) = request.ticket.as_deref().and_then(Secret::parse) else { return Ok(None) };
        let Some(user_id) = self.passes.redeem_ticket(&ticket.hash(), self.now()).await? else { return Ok(None) };
        match self.users.find(user_id).await?.filter(|user| !user.state().disabled) {
            Some(user) => Ok(Some(self.begin(&user, present).await?)),
            None => Ok(None),
        }
    }

    /// Whether the login is what the client asks for.
    fn is_enough(&self, request: &AuthorizationRequest, session: &Session) -> bool {
        let is_fresh = request.max_age.is_none_or(|age| session.is_fresh(age, self.now()));
        request.prompt != Prompt::Always && is_fresh
    }

    async fn may_still_sign_in(&self, session: &Session) -> Result<bool, StoreError> {
        let user = self.users.find(session.user_id).await?;
        Ok(user.is_some_and(|user| !user.state().disabled))
    }

    async fn issue_code(&self, request: &AuthorizationRequest, session: &Session) -> Result<Secret, StoreError> {
        let code = fresh_secret();
        let issued = AuthorizationCode::issue(request, session, code.hash(), self.now());
        self.grants.put_code(&issued).await?;
        Ok(code)
    }
}
