//! The layer that reads `Authorization: Bearer` (RFC 6750) and leaves the [`Credentials`] in the request.
//!
//! It refuses nothing: whether a caller is needed is the policy of the route.

use std::{
    sync::Arc,
    task::{Context, Poll},
};

use axum::extract::Request;
use futures::future::BoxFuture;
use http::{HeaderMap, header};
use tower::{Layer, Service};

use super::{Subject, TokenError, TokenVerifier};

/// What a request says about its caller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// No token was sent.
    #[default]
    Absent,
    /// A token was sent and not accepted.
    Refused(TokenError),
    /// A token was sent and accepted.
    Verified(Arc<Subject>),
}

/// Puts the caller's [`Credentials`] into the extensions of every request.
#[derive(Clone)]
pub struct Authentication {
    verifier: Arc<dyn TokenVerifier>,
}

impl Authentication {
    /// Checks tokens with `verifier`.
    pub fn new(verifier: Arc<dyn TokenVerifier>) -> Self {
        Self { verifier }
    }
}

impl<S> Layer<S> for Authentication {
    type Service = Authenticated<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Authenticated { inner, verifier: Arc::clone(&self.verifier) }
    }
}

/// A service behind [`Authentication`].
#[derive(Clone)]
pub struct Authenticated<S> {
    inner: S,
    verifier: Arc<dyn TokenVerifier>,
}

impl<S> Service<Request> for Authenticated<S>
where
    S: Service<Request> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let waiting = self.inner.clone();
        let mut ready = std::mem::replace(&mut self.inner, waiting);
        let verifier = Arc::clone(&self.verifier);
        Box::pin(async move {
            let credentials = read(request.headers(), verifier.as_ref()).await;
            request.extensions_mut().insert(credentials);
            ready.call(request).await
        })
    }
}

async fn read(headers: &HeaderMap, verifier: &dyn TokenVerifier) -> Credentials {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Credentials::Absent;
    };
    if values.next().is_some() {
        return Credentials::Refused(TokenError::Invalid("two authorization headers"));
    }
    let Some(token) = value.to_str().ok().and_then(bearer) else {
        return Credentials::Absent;
    };
    match verifier.verify(token).await {
        Ok(subject) => Credentials::Verified(subject),
        Err(error) => {
            tracing::debug!(%error, "access token refused");
            Credentials::Refused(error)
        }
    }
}

/// The token of `Bearer <token>`; the scheme's case does not matter (RFC 9110 §11.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
