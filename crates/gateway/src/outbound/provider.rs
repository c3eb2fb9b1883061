//! The OpenID Connect provider, called in memory: discovery, code exchange, refresh, end of session.

use std::{sync::Arc, time::Duration};

use axum::{Router, body::Body};
use futures::future::BoxFuture;
use kernel::{Clock, Timestamp};
use openidconnect::{
    AsyncHttpClient, AuthenticationFlow, AuthorizationCode, ClientId, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RefreshToken, RequestTokenError, Scope, TokenResponse,
    core::{CoreClient, CoreProviderMetadata, CoreResponseType, CoreTokenResponse},
};
use tokio::sync::Mutex;
use tower::ServiceExt;

use crate::{CALLBACK_PATH, CLIENT_ID, Config};

/// Answers of the provider at most, in bytes.
const MAX_ANSWER: usize = 1024 * 1024;
/// When an answer does not say how long its token lives.
const DEFAULT_LIFE: Duration = Duration::from_mins(1);

/// How long keys and addresses are used before they are asked for again: the provider replaces its keys by and by.
const DISCOVERED_FOR: Duration = Duration::from_mins(5);

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why the provider gave no tokens.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It said no.
    #[error("the identity provider refused: {0}")]
    Refused(String),
    /// It does not answer, or not as it should.
    #[error("the identity provider is unavailable: {0}")]
    Unavailable(String),
}

/// What a sign-in or a renewal gives.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access_token: String,
    pub access_expires_at: Timestamp,
    pub refresh_token: String,
    pub id_token: String,
}

/// Where to send a browser, and what must be remembered until it comes back.
pub struct AuthorizationRequest {
    pub location: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// The provider behind a router of this process.
pub struct Provider {
    http: InMemory,
    issuer: String,
    redirect: String,
    origin: String,
    clock: Arc<dyn Clock>,
    /// The client, and until when it is used.
    discovered: Mutex<Option<(Arc<Client>, Timestamp)>>,
}

impl Provider {
    pub fn new(router: Router, config: &Config, clock: Arc<dyn Clock>) -> Self {
        Self {
            http: InMemory(router),
            issuer: config.issuer(),
            redirect: format!("{}{CALLBACK_PATH}", config.origin()),
            origin: config.origin().to_owned(),
            clock,
            discovered: Mutex::default(),
        }
    }

    /// An authorization request with state, nonce and PKCE (S256).
    pub async fn authorization_request(
        &self,
        extra: &[(&'static str, String)],
    ) -> Result<AuthorizationRequest, ProviderError> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scopes(["profile", "email"].map(|scope| Scope::new(scope.into())));
        let request = extra.iter().fold(request, |request, (name, value)| request.add_extra_param(*name, value));
        let (url, state, nonce) = request.set_pkce_challenge(challenge).url();
        // The browser stays on the host it came by, so that a laptop is reachable under each of its names.
        let location = url.as_str().strip_prefix(&self.origin).unwrap_or(url.as_str()).to_owned();
        Ok(AuthorizationRequest {
            location,
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Exchanges a code for tokens and checks the ID token, its nonce included.
    pub async fn exchange(&self, code: &str, verifier: &str, nonce: &str) -> Result<Tokens, ProviderError> {
        let client = self.client().await?;
        let exchange = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(unavailable)?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let answer = exchange.request_async(&self.http).await.map_err(refused)?;
        let id_token = answer.id_token().ok_or_else(|| ProviderError::Refused("no ID token".into()))?;
        id_token.claims(&client.id_token_verifier(), &Nonce::new(nonce.to_owned())).map_err(unavailable)?;
        let id_token = id_token.to_string();
        self.tokens(&answer, id_token)
    }

    /// Spends the refresh token.
    pub async fn refresh(&self, tokens: &Tokens) -> Result<Tokens, ProviderError> {
        let client = self.client().await?;
        let refresh_token = RefreshToken::new(tokens.refresh_token.clone());
        let request = client.exchange_refresh_token(&refresh_token).map_err(unavailable)?;
        let answer = request.request_async(&self.http).await.map_err(refused)?;
        let id_token = answer.id_token().map_or_else(|| tokens.id_token.clone(), ToString::to_string);
        self.tokens(&answer, id_token)
    }

    /// Ends the login at the provider too (OpenID Connect RP-Initiated Logout).
    pub async fn end_session(&self, tokens: &Tokens) -> Result<(), ProviderError> {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("id_token_hint", &tokens.id_token)
            .append_pair("client_id", CLIENT_ID)
            .finish();
        let uri = format!("{}/protocol/openid-connect/logout?{query}", self.issuer);
        let request = http::Request::get(uri).body(Vec::new()).map_err(unavailable)?;
        let answer = self.http.call(request).await?;
        if answer.status().is_client_error() || answer.status().is_server_error() {
            return Err(ProviderError::Unavailable(answer.status().to_string()));
        }
        Ok(())
    }

    /// Discovery happens at the first login, and again with the first one after a while.
    async fn client(&self) -> Result<Arc<Client>, ProviderError> {
        let mut discovered = self.discovered.lock().await;
        let now = self.clock.now();
        if let Some((client, _)) = discovered.as_ref().filter(|(_, until)| now < *until) {
            return Ok(client.clone());
        }
        let client = self.discover().await?;
        *discovered = Some((client.clone(), now.plus(DISCOVERED_FOR)));
        Ok(client)
    }

    async fn discover(&self) -> Result<Arc<Client>, ProviderError> {
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(unavailable)?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.http).await.map_err(unavailable)?;
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(unavailable)?;
        let client = CoreClient::from_provider_metadata(metadata, ClientId::new(CLIENT_ID.into()), None);
        Ok(Arc::new(client.set_redirect_uri(redirect)))
    }

    fn tokens(&self, answer: &CoreTokenResponse, id_token: String) -> Result<Tokens, ProviderError> {
        let refresh_token = answer.refresh_token().ok_or_else(|| ProviderError::Refused("no refresh token".into()))?;
        let access_token = answer.access_token().secret().clone();
        let life = answer.expires_in().unwrap_or(DEFAULT_LIFE);
        Ok(Tokens {
            access_token,
            access_expires_at: self.clock.now().plus(life),
            refresh_token: refresh_token.secret().clone(),
            id_token,
        })
    }
}

/// Calls the provider's routes without a socket.
struct InMemory(Router);

impl<'c> AsyncHttpClient<'c> for InMemory {
    type Error = ProviderError;
    type Future = BoxFuture<'static, Result<HttpResponse, ProviderError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let router = self.0.clone();
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            if let Some(path) = parts.uri.path_and_query() {
                parts.uri = path.as_str().parse().map_err(unavailable)?;
            }
            let request = http::Request::from_parts(parts, Body::from(body));
            let (parts, body) = router.oneshot(request).await.map_err(unavailable)?.into_parts();
            let body = axum::body::to_bytes(body, MAX_ANSWER).await.map_err(unavailable)?;
            Ok(HttpResponse::from_parts(parts, body.to_vec()))
        })
    }
}

fn unavailable(error: impl std::fmt::Display) -> ProviderError {
    ProviderError::Unavailable(error.to_string())
}

fn refused<E, T>(error: RequestTokenError<E, T>) -> ProviderError
where
    E: std::error::Error + 'static,
    T: openidconnect::ErrorResponse + std::fmt::Display + 'static,
{
    match error {
        RequestTokenError::ServerResponse(answer) => ProviderError::Refused(answer.to_string()),
        other => ProviderError::Unavailable(other.to_string()),
    }
}
