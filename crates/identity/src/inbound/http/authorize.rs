//! The authorization endpoint and the form behind it.

use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use platform::http::{Network, Problem};

use super::{
    Web, cookies,
    form::{self, Form, Pairs},
    pages::{ErrorPage, LoginPage, PageKind, View},
};
use crate::{
    application::{Answer, Attempt, AuthorizeError, SignInError},
    domain::{AuthorizationRequest, Fault, Password, Rejection},
};

/// An authorization request by redirect.
pub(super) async fn get(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&web, form::parse(query.unwrap_or_default().as_bytes()), &headers).await
}

/// The same by form (OpenID Connect Core §3.1.2.1).
pub(super) async fn post(
    State(web): State<Web>,
    headers: HeaderMap,
    Form(parameters): Form,
) -> Result<Response, Problem> {
    answer(&web, parameters, &headers).await
}

async fn answer(web: &Web, mut parameters: Pairs, headers: &HeaderMap) -> Result<Response, Problem> {
    // In a link on another site it would be that site's ticket, and sign the visitor in as somebody else.
    if !form::is_own(headers, &web.site) {
        parameters.retain(|(name, _)| name != "ticket");
    }
    let exchange = Exchange::new(web, parameters, headers);
    let request = match exchange.parse() {
        Ok(request) => request,
        Err(response) => return Ok(*response),
    };
    let session = cookies::session(web, headers).await?;
    match web.identity.authorize(request.clone(), session).await {
        Ok(answer) => Ok(exchange.respond(&request, answer)),
        Err(AuthorizeError::SignIn(error)) => Err(error.into()),
    }
}

/// The filled-in form. The request stands in the query, so that nothing has to be remembered meanwhile.
pub(super) async fn authenticate(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    Network(network): Network,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, Problem> {
    let exchange = Exchange::new(&web, form::parse(query.unwrap_or_default().as_bytes()), &headers);
    if !form::is_own(&headers, &web.site) {
        return Ok(exchange.view.error(StatusCode::FORBIDDEN, ErrorPage::ForeignForm));
    }
    let request = match exchange.parse() {
        Ok(request) => request,
        Err(response) => return Ok(*response),
    };
    let attempt = Attempt {
        email: form::first(&fields, "email").unwrap_or_default().to_owned(),
        password: Password::shown(form::first(&fields, "password").unwrap_or_default()),
        network,
    };
    let session = cookies::session(&web, &headers).await?;
    match web.identity.authorize_with_password(&request, &attempt, session.as_ref()).await {
        Ok(answer) => Ok(exchange.respond(&request, answer)),
        Err(AuthorizeError::SignIn(error)) => exchange.refuse(&request, &attempt, error),
    }
}

/// One request with what its answer depends on.
struct Exchange<'a> {
    web: &'a Web,
    view: View<'a>,
    parameters: Pairs,
}

impl<'a> Exchange<'a> {
    fn new(web: &'a Web, parameters: Pairs, headers: &HeaderMap) -> Self {
        let view = View::new(&web.site, headers, form::first(&parameters, "ui_locales"));
        Self { web, view, parameters }
    }

    fn parse(&self) -> Result<AuthorizationRequest, Box<Response>> {
        let clients = &self.web.identity.settings().clients;
        AuthorizationRequest::parse(&self.parameters, clients).map_err(|rejection| match rejection {
            Rejection::Page(parameter) => {
                tracing::info!(parameter, "an authorization request names no known client or redirect");
                Box::new(self.view.error(StatusCode::BAD_REQUEST, ErrorPage::BadRequest))
            }
            Rejection::Redirect(fault) => Box::new(self.tell(&fault)),
        })
    }

    fn respond(&self, request: &AuthorizationRequest, answer: Answer) -> Response {
        match answer {
            Answer::Form => self.form(request, StatusCode::OK, request.login_hint.as_deref(), None),
            Answer::Fault(fault) => self.tell(&fault),
            Answer::Code { code, login } => {
                let mut answer = vec![("code", code.reveal())];
                answer.extend(request.state.clone().map(|state| ("state", state)));
                let mut response = self.redirect(&request.redirect_uri, answer);
                if let Some(login) = login {
                    response.headers_mut().extend([cookies::keep(&self.web.site, &login)]);
                }
                response
            }
        }
    }

    /// The same form again. Who is unknown and whose password is wrong cannot be told apart.
    fn refuse(
        &self,
        request: &AuthorizationRequest,
        attempt: &Attempt,
        error: SignInError,
    ) -> Result<Response, Problem> {
        let texts = self.view.texts();
        match error {
            SignInError::Wrong => {
                let typed = Some(attempt.email.as_str());
                Ok(self.form(
                    request,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    typed,
                    Some(texts.wrong_credentials.to_owned()),
                ))
            }
            SignInError::Slowed(wait) => {
                let seconds = wait.as_millis().div_ceil(1_000).max(1);
                let told = texts.slow_down.replace("{seconds}", &seconds.to_string());
                let typed = Some(attempt.email.as_str());
                let mut response = self.form(request, StatusCode::TOO_MANY_REQUESTS, typed, Some(told));
                let retry_after = HeaderValue::try_from(seconds.to_string());
                response.headers_mut().extend(retry_after.map(|value| (header::RETRY_AFTER, value)));
                Ok(response)
            }
            SignInError::Store(error) => Err(error.into()),
        }
    }

    /// The ticket is left out: it was spent or never opened.
    fn form(
        &self,
        request: &AuthorizationRequest,
        status: StatusCode,
        email: Option<&str>,
        told: Option<String>,
    ) -> Response {
        let mut parameters = self.parameters.clone();
        parameters.retain(|(name, _)| name != "ticket");
        let page = LoginPage { query: form::encode(&parameters), email: email.unwrap_or_default().to_owned(), told };
        self.view.render(status, &PageKind::Login(page), Some(&request.redirect_uri))
    }

    fn tell(&self, fault: &Fault) -> Response {
        let mut answer = vec![("error", fault.code.as_str().to_owned())];
        answer.push(("error_description", fault.description.to_owned()));
        answer.extend(fault.state.clone().map(|state| ("state", state)));
        self.redirect(&fault.redirect_uri, answer)
    }

    /// Every answer names its issuer (RFC 9207).
    fn redirect(&self, uri: &str, mut answer: Vec<(&'static str, String)>) -> Response {
        answer.push(("iss", self.web.site.issuer()));
        see_other(&with_query(uri, &answer))
    }
}

/// Adds parameters to a registered redirect, which stays as it was registered.
pub(super) fn with_query(uri: &str, parameters: &[(&str, String)]) -> String {
    if parameters.is_empty() {
        return uri.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{uri}{}{query}", if uri.contains('?') { '&' } else { '?' })
}

/// 303, so that a form is not sent on to the client (RFC 9700 §4.12).
pub(super) fn see_other(location: &str) -> Response {
    match HeaderValue::try_from(location) {
        Ok(location) => {
            let headers = [
                (header::LOCATION, location),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
                (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(error) => Problem::internal(error).into_response(),
    }
}
