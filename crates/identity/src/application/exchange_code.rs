//! Tokens for a code (RFC 6749 §4.1.3) or for a password shown at `POST /login`.

use super::{
    Attempt, BASIC_CLIENT, GrantError, Identity, Redeemed, SignInError, TokenSet, fresh_secret, tokens::Issue,
};
use crate::domain::{
    AuthorizationCode, Client, Family, Lifetimes, RefreshToken, Scopes, Secret, SecretHash, Session, User,
};

impl Identity {
    /// Exchanges a code. Whoever shows it wrongly spends it; whoever shows it twice ends what came of it.
    pub async fn exchange_code(
        &self,
        client: &Client,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
    ) -> Result<TokenSet, GrantError> {
        let hash = Secret::parse(code).ok_or(GrantError::Invalid("not a code"))?.hash();
        let code = self.grants.find_code(&hash).await?.ok_or(GrantError::Invalid("unknown code"))?;
        if code.is_used {
            return self.refuse_replay(&code).await;
        }
        if let Err(mismatch) = code.check(&client.id, redirect_uri, verifier, self.now()) {
            tracing::warn!(client = client.id, %mismatch, "a code was shown wrongly");
            self.grants.burn_code(&hash, self.now()).await?;
            return Err(GrantError::Invalid("the code does not belong to this request"));
        }
        self.redeem(code).await
    }

    async fn redeem(&self, code: AuthorizationCode) -> Result<TokenSet, GrantError> {
        let user = self.users.find(code.user_id).await?.filter(|user| !user.state().disabled);
        let user = user.ok_or(GrantError::Invalid("the user is gone"))?;
        let session = self.sessions.find_by_id(code.session_id, self.now()).await?;
        let session = session.ok_or(GrantError::Invalid("the login is over"))?;
        let opening =
            Opening { user: &user, session: &session, client_id: &code.client_id, scopes: code.scopes.clone() };
        self.open(opening, Some(&code.hash), code.nonce.clone()).await
    }

    async fn refuse_replay(&self, code: &AuthorizationCode) -> Result<TokenSet, GrantError> {
        tracing::warn!(client = code.client_id, "a code was shown twice; its tokens are revoked");
        if let Some(family_id) = code.family_id {
            self.grants.revoke(family_id, self.now()).await?;
        }
        Err(GrantError::Invalid("the code was used before"))
    }

    /// Tokens for whoever knows the password: the flow of `POST /login`.
    pub async fn log_in(&self, attempt: &Attempt) -> Result<TokenSet, SignInError> {
        let user = self.authenticate(attempt).await?;
        let login = self.begin(&user, None).await?;
        let opening = Opening {
            user: &user,
            session: &login.session,
            client_id: BASIC_CLIENT,
            scopes: Scopes::parse("profile email"),
        };
        self.open(opening, None, None).await.map_err(|error| match error {
            GrantError::Store(error) => SignInError::Store(error),
            GrantError::Invalid(_) | GrantError::Scope => SignInError::Wrong,
        })
    }

    async fn open(
        &self,
        opening: Opening<'_>,
        code: Option<&SecretHash>,
        nonce: Option<String>,
    ) -> Result<TokenSet, GrantError> {
        let Opening { user, session, client_id, scopes } = opening;
        let now = self.now();
        let family = Family::open(session, client_id, scopes.clone(), Lifetimes::of(&user.state().roles), now);
        let refresh_token = RefreshToken::new(family.id, fresh_secret());
        match self.grants.open(&family, &refresh_token.hash(), code, now).await? {
            Redeemed::Opened => {}
            Redeemed::Replayed => return Err(GrantError::Invalid("the code was used before")),
            Redeemed::LoginEnded => return Err(GrantError::Invalid("the login is over")),
        }
        Ok(self.issue(Issue { user, family: &family, refresh_token: &refresh_token, scopes, nonce })?)
    }
}

/// For whom a family is opened.
struct Opening<'a> {
    user: &'a User,
    session: &'a Session,
    client_id: &'a str,
    scopes: Scopes,
}
