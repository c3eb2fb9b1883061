//! The page of the one-time link: it makes the first operator.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};
use kernel::Violations;
use platform::http::{CommandCause, Language, Problem, violation_message};

use super::{
    Web,
    authorize::see_other,
    cookies,
    form::{self, Form, Pairs},
    pages::{ErrorPage, PageKind, SetupPage, View},
};
use crate::{application::SetUpError, domain::NewUser};

/// The form, if the link opens.
pub(super) async fn get(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = form::parse(query.unwrap_or_default().as_bytes());
    let view = View::new(&web.site, &headers, form::first(&query, "ui_locales"));
    let token = form::first(&query, "token").unwrap_or_default();
    if !web.identity.setup_opens(token).await? {
        return Ok(view.error(StatusCode::NOT_FOUND, ErrorPage::LinkClosed));
    }
    let page = SetupPage { token: token.to_owned(), ..SetupPage::default() };
    Ok(view.render(StatusCode::OK, &PageKind::Setup(page), None))
}

/// The filled-in form.
pub(super) async fn post(
    State(web): State<Web>,
    CommandCause(cause): CommandCause,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, Problem> {
    let view = View::new(&web.site, &headers, form::first(&fields, "ui_locales"));
    if !form::is_own(&headers, &web.site) {
        return Ok(view.error(StatusCode::FORBIDDEN, ErrorPage::ForeignForm));
    }
    let get = |name| form::first(&fields, name).unwrap_or_default();
    let new = NewUser::parse(get("email"), get("name"), get("password"), view.language().tag());
    match web.identity.set_up(get("token"), new, &cause).await {
        Ok(login) => {
            let mut response = see_other(&web.site.after_setup);
            response.headers_mut().extend([cookies::keep(&web.site, &login)]);
            Ok(response)
        }
        Err(SetUpError::Closed) => Ok(view.error(StatusCode::NOT_FOUND, ErrorPage::LinkClosed)),
        Err(SetUpError::Store(error)) => Err(error.into()),
        Err(SetUpError::EmailTaken) => {
            let told = platform::http::message(view.language(), "EMAIL_TAKEN").unwrap_or_default().to_owned();
            Ok(again(&view, SetupPage { email_error: told, ..typed(&fields) }))
        }
        Err(SetUpError::Invalid(violations)) => {
            Ok(again(&view, with_errors(typed(&fields), &violations, view.language())))
        }
    }
}

fn again(view: &View<'_>, page: SetupPage) -> Response {
    view.render(StatusCode::UNPROCESSABLE_ENTITY, &PageKind::Setup(page), None)
}

/// Everything but the password, which has to be typed again.
fn typed(fields: &Pairs) -> SetupPage {
    let get = |name| form::first(fields, name).unwrap_or_default().to_owned();
    SetupPage { token: get("token"), email: get("email"), name: get("name"), ..SetupPage::default() }
}

fn with_errors(mut page: SetupPage, violations: &Violations, language: Language) -> SetupPage {
    for violation in violations.iter() {
        let text = violation_message(language, violation);
        match violation.field.as_str() {
            "/email" => page.email_error = text,
            "/name" => page.name_error = text,
            _ => page.password_error = text,
        }
    }
    page
}
