//! RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use http::{HeaderMap, StatusCode};
use platform::http::Problem;

use super::{
    Web,
    authorize::{see_other, with_query},
    cookies,
    form::{self, Form, Pairs},
    pages::{ErrorPage, LogoutPage, PageKind, View},
};

/// A logout by redirect.
pub(super) async fn get(
    State(web): State<Web>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    log_out(&web, &form::parse(query.unwrap_or_default().as_bytes()), &headers).await
}

/// The same by form.
pub(super) async fn post(
    State(web): State<Web>,
    headers: HeaderMap,
    Form(parameters): Form,
) -> Result<Response, Problem> {
    log_out(&web, &parameters, &headers).await
}

/// A client that shows an ID token ends the login it came from. Without one the person is asked, so that no link can
/// sign anybody out (§2).
async fn log_out(web: &Web, parameters: &Pairs, headers: &HeaderMap) -> Result<Response, Problem> {
    let view = View::new(&web.site, headers, form::first(parameters, "ui_locales"));
    let hint = form::first(parameters, "id_token_hint").and_then(|token| web.identity.read_hint(token));
    let named = form::first(parameters, "client_id");
    let hinted = hint.as_ref().map(|hint| hint.client_id.as_str());
    let is_contradictory = named.zip(hinted).is_some_and(|(named, hinted)| named != hinted);
    let Some(target) = target(web, parameters, hinted.or(named)).filter(|_| !is_contradictory) else {
        return Ok(view.error(StatusCode::BAD_REQUEST, ErrorPage::BadRequest));
    };
    let session = cookies::session(web, headers).await?;
    match (hint, session) {
        (Some(hint), session) => {
            web.identity.end(hint.session_id).await?;
            let is_this_browser = session.is_some_and(|session| session.id == hint.session_id);
            Ok(done(web, &view, target, is_this_browser))
        }
        (None, Some(_)) => {
            let page = PageKind::Logout(LogoutPage { fields: carried(parameters) });
            Ok(view.render(StatusCode::OK, &page, target.as_deref()))
        }
        (None, None) => Ok(done(web, &view, target, true)),
    }
}

/// The person said yes.
pub(super) async fn confirmed(
    State(web): State<Web>,
    headers: HeaderMap,
    Form(parameters): Form,
) -> Result<Response, Problem> {
    let view = View::new(&web.site, &headers, form::first(&parameters, "ui_locales"));
    if !form::is_own(&headers, &web.site) {
        return Ok(view.error(StatusCode::FORBIDDEN, ErrorPage::ForeignForm));
    }
    let target = target(&web, &parameters, form::first(&parameters, "client_id")).flatten();
    web.identity.log_out(cookies::session(&web, &headers).await?.as_ref()).await?;
    Ok(done(&web, &view, target, true))
}

/// Where the browser goes afterwards: `Some(None)` for nowhere, `None` for a place the client does not own.
#[expect(clippy::option_option, reason = "absent and forbidden are different things")]
fn target(web: &Web, parameters: &Pairs, client_id: Option<&str>) -> Option<Option<String>> {
    let Some(uri) = form::first(parameters, "post_logout_redirect_uri") else { return Some(None) };
    let client = web.identity.settings().clients.find(client_id?)?;
    if !client.may_return_to(uri) {
        return None;
    }
    let state: Vec<(&str, String)> =
        form::first(parameters, "state").map(|state| ("state", state.to_owned())).into_iter().collect();
    Some(Some(with_query(uri, &state)))
}

/// What the confirmation needs to know.
fn carried(parameters: &Pairs) -> Pairs {
    let kept = ["client_id", "post_logout_redirect_uri", "state", "ui_locales"];
    parameters.iter().filter(|(name, _)| kept.contains(&name.as_str())).cloned().collect()
}

fn done(web: &Web, view: &View<'_>, target: Option<String>, forget: bool) -> Response {
    let mut response = match target {
        Some(target) => see_other(&target),
        None => view.render(StatusCode::OK, &PageKind::SignedOut, None),
    };
    if forget {
        response.headers_mut().extend([cookies::forget(&web.site)]);
    }
    response
}
