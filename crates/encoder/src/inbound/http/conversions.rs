//! Audio conversions: ask for one, look, wait, take away. Nobody sees another's.

use std::time::Duration;

use axum::{
    extract::{FromRequest, Multipart, Request, State as Extract},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use kernel::PageRequest;
use platform::http::{Caller, CommandCause, CommandId, Data, Language, List, NoDeadline, Path, Problem, Query, etag};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    State,
    conversion_body::ConversionBody,
    conversion_form::{Form, Source},
};
use crate::{
    application::ConversionError,
    domain::{Conversion, ConversionId, OwnerId},
};

/// Whoever wants to wait waits so long at most.
const LONGEST_WAIT: u64 = 60;
const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");

/// Which page of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConversionsQuery {
    page: Option<u32>,
    per_page: Option<u32>,
}

/// Who asks, for what, and why.
type Asked = (Caller, CommandId, CommandCause, Language, NoDeadline);

/// Turns a film into a file with its sound: multipart with exactly one file, and what is wanted of it.
#[utoipa::path(
    post, path = "/api/v1/conversions", tag = "conversions",
    params(("Prefer" = Option<String>, Header, description = "`wait=30`: answer when it is over, within 60 seconds")),
    request_body(content = inline(Source), content_type = "multipart/form-data"),
    responses(
        (status = 200, body = Data<ConversionBody>, description = "over within the time waited for"),
        (status = 202, body = Data<ConversionBody>), (status = 400, description = "EXACTLY_ONE_FILE, MALFORMED"),
        (status = 413, description = "TOO_LARGE"), (status = 422, description = "FILE_EMPTY, VALIDATION"),
        (status = 429, description = "TOO_MANY_QUEUED"), (status = 507, description = "STORAGE_FULL")
    )
)]
pub async fn request(Extract(state): Extract<State>, asked: Asked, request: Request) -> Result<Response, Problem> {
    ask(&state, asked, request).await
}

/// The same under a shorter name.
#[utoipa::path(
    post, path = "/upload", tag = "conversions",
    request_body(content = inline(Source), content_type = "multipart/form-data"),
    responses((status = 200, body = Data<ConversionBody>), (status = 202, body = Data<ConversionBody>))
)]
pub async fn upload(Extract(state): Extract<State>, asked: Asked, request: Request) -> Result<Response, Problem> {
    ask(&state, asked, request).await
}

async fn ask(state: &State, asked: Asked, request: Request) -> Result<Response, Problem> {
    let (caller, CommandId(id), _, language, _) = &asked;
    let (owner, id) = (OwnerId::from_uuid(caller.user_id), ConversionId::from_uuid(*id));
    let wait = wait(request.headers());
    // A command that is repeated after its answer was lost meets its own conversion.
    let conversion = match state.conversions.find(owner, id).await {
        Ok(conversion) => conversion,
        Err(ConversionError::NotFound) => accept(state, (owner, id), &asked, request).await?,
        Err(error) => return Err(error.into()),
    };
    let conversion = match wait {
        Some(patience) => state.conversions.wait(owner, id, patience).await?,
        None => conversion,
    };
    Ok(answer(&conversion, *language, wait))
}

async fn accept(
    state: &State,
    (owner, id): (OwnerId, ConversionId),
    (_, _, CommandCause(cause), _, _): &Asked,
    request: Request,
) -> Result<Conversion, Problem> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if !is_multipart(request.headers()) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE"));
    }
    state.conversions.admit(owner, announced).await?;
    let multipart = Multipart::from_request(request, &()).await;
    let multipart = multipart.map_err(|error| Problem::malformed(error.body_text()))?;
    let wish = match Form::read(&state.conversions, id, multipart).await.and_then(|form| form.wish(owner)) {
        Ok(wish) => wish,
        Err(problem) => {
            state.conversions.discard(id).await?;
            return Err(problem);
        }
    };
    Ok(state.conversions.accept(id, wish, cause).await?)
}

fn is_multipart(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

/// `wait=30` among the preferences (RFC 7240 §4.3); what cannot be read is no preference.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let lines = headers.get_all(PREFER).iter().filter_map(|value| value.to_str().ok());
    let mut preferences = lines.flat_map(|line| line.split(',')).filter_map(|each| each.trim().split_once('='));
    let (_, seconds) = preferences.find(|(name, _)| name.trim().eq_ignore_ascii_case("wait"))?;
    let seconds: u64 = seconds.trim().trim_matches('"').parse().ok()?;
    Some(Duration::from_secs(seconds.min(LONGEST_WAIT)))
}

fn answer(conversion: &Conversion, language: Language, waited: Option<Duration>) -> Response {
    let status = if waited.is_some() && !conversion.is_open() { StatusCode::OK } else { StatusCode::ACCEPTED };
    let mut response = (status, Data::new(ConversionBody::new(conversion, language))).into_response();
    let headers = response.headers_mut();
    if let Ok(location) = HeaderValue::try_from(format!("/api/v1/conversions/{}", conversion.id())) {
        headers.insert(header::LOCATION, location);
    }
    if let Some(Ok(applied)) = waited.map(|time| HeaderValue::try_from(format!("wait={}", time.as_secs()))) {
        headers.insert(PREFERENCE_APPLIED, applied);
    }
    response
}

/// The caller's own conversions, the latest first.
#[utoipa::path(
    get, path = "/api/v1/conversions", tag = "conversions", params(ConversionsQuery),
    responses((status = 200, body = List<ConversionBody>))
)]
pub async fn list(
    Extract(state): Extract<State>,
    caller: Caller,
    language: Language,
    Query(query): Query<ConversionsQuery>,
) -> Result<List<ConversionBody>, Problem> {
    let page = PageRequest::new(query.page, query.per_page);
    let page = state.conversions.list(OwnerId::from_uuid(caller.user_id), page).await?;
    Ok(page.map(|conversion| ConversionBody::new(&conversion, language)).into())
}

/// One of the caller's conversions.
#[utoipa::path(
    get, path = "/api/v1/conversions/{id}", tag = "conversions", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<ConversionBody>), (status = 404))
)]
pub async fn find(
    Extract(state): Extract<State>,
    caller: Caller,
    language: Language,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let owner = OwnerId::from_uuid(caller.user_id);
    let conversion = state.conversions.find(owner, ConversionId::from_uuid(id)).await?;
    Ok(([etag(conversion.state().version)], Data::new(ConversionBody::new(&conversion, language))))
}

/// Takes one away, finished or not, with all that is left of it.
#[utoipa::path(
    delete, path = "/api/v1/conversions/{id}", tag = "conversions", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404))
)]
pub async fn remove(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    state.conversions.remove(OwnerId::from_uuid(caller.user_id), ConversionId::from_uuid(id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_found_among_preferences_and_ends_after_a_minute() {
        for (prefer, seconds) in [
            ("wait=30", Some(30)),
            ("respond-async, wait = 5", Some(5)),
            ("Wait=\"7\"", Some(7)),
            ("wait=3600", Some(60)),
            ("wait=soon", None),
            ("return=minimal", None),
        ] {
            let headers = HeaderMap::from_iter([(PREFER, HeaderValue::from_static(prefer))]);
            assert_eq!(wait(&headers), seconds.map(Duration::from_secs), "{prefer}");
        }
    }
}
