//! Profiles and what they watched. Somebody else's profile does not exist.

use axum::extract::State as Extract;
use http::StatusCode;
use kernel::Timestamp;
use platform::http::{Caller, Data, FieldError, Path, Problem, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    State,
    body::{ProfileBody, ProgressBody},
};
use crate::domain::{ProfileId, Progress, UserId, VideoId};

/// Where the next page of a history begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct HistoryQuery {
    cursor: Option<String>,
}

/// A page of a history.
#[derive(Serialize, ToSchema)]
pub struct HistoryAnswer {
    data: Vec<ProgressBody>,
    meta: Cursor,
}

/// Whether there is more.
#[derive(Serialize, ToSchema)]
struct Cursor {
    #[schema(required)]
    next_cursor: Option<String>,
}

/// The caller's profiles; the first is made on first use.
#[utoipa::path(
    get, path = "/api/v1/playback/profiles", tag = "playback",
    responses((status = 200, body = Data<Vec<ProfileBody>>))
)]
pub async fn list(Extract(state): Extract<State>, caller: Caller) -> Result<Data<Vec<ProfileBody>>, Problem> {
    let profiles = state.watching.profiles(UserId::from_uuid(caller.user_id), &caller.name).await?;
    Ok(Data::new(profiles.into_iter().map(ProfileBody::from).collect()))
}

/// Films begun and not finished, the latest first.
#[utoipa::path(
    get, path = "/api/v1/playback/profiles/{id}/continue", tag = "playback", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<Vec<ProgressBody>>), (status = 404))
)]
pub async fn to_continue(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
) -> Result<Data<Vec<ProgressBody>>, Problem> {
    let profile = own_profile(&state, &caller, id).await?;
    let films = state.watching.to_continue(profile).await?;
    Ok(Data::new(films.into_iter().map(ProgressBody::from).collect()))
}

/// Takes a film out of "continue watching".
#[utoipa::path(
    delete, path = "/api/v1/playback/profiles/{id}/continue/{video}", tag = "playback",
    params(("id" = Uuid, Path), ("video" = Uuid, Path)), responses((status = 204), (status = 404))
)]
pub async fn forget_continue(
    Extract(state): Extract<State>,
    caller: Caller,
    Path((id, video)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    let profile = own_profile(&state, &caller, id).await?;
    state.watching.forget_continue(profile, VideoId::from_uuid(video)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was watched, the latest first.
#[utoipa::path(
    get, path = "/api/v1/playback/profiles/{id}/history", tag = "playback",
    params(("id" = Uuid, Path), HistoryQuery), responses((status = 200, body = HistoryAnswer), (status = 404))
)]
pub async fn history(
    Extract(state): Extract<State>,
    caller: Caller,
    Path(id): Path<Uuid>,
    Query(query): Query<HistoryQuery>,
) -> Result<axum::Json<HistoryAnswer>, Problem> {
    let profile = own_profile(&state, &caller, id).await?;
    let after = match query.cursor {
        Some(text) => Some(read_cursor(profile, &text).ok_or_else(wrong_cursor)?),
        None => None,
    };
    let page = state.watching.history(profile, after).await?;
    let next_cursor = page.items.last().filter(|_| page.more).map(cursor);
    let data = page.items.into_iter().map(ProgressBody::from).collect();
    Ok(axum::Json(HistoryAnswer { data, meta: Cursor { next_cursor } }))
}

/// Forgets that a film was watched.
#[utoipa::path(
    delete, path = "/api/v1/playback/profiles/{id}/history/{video}", tag = "playback",
    params(("id" = Uuid, Path), ("video" = Uuid, Path)), responses((status = 204), (status = 404))
)]
pub async fn forget(
    Extract(state): Extract<State>,
    caller: Caller,
    Path((id, video)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode, Problem> {
    let profile = own_profile(&state, &caller, id).await?;
    state.watching.forget(profile, VideoId::from_uuid(video)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn own_profile(state: &State, caller: &Caller, id: Uuid) -> Result<ProfileId, Problem> {
    let profile = ProfileId::from_uuid(id);
    let own = state.watching.owns(UserId::from_uuid(caller.user_id), profile).await?;
    if own { Ok(profile) } else { Err(Problem::not_found()) }
}

/// Time and film of the last entry: stable while new ones come in above.
fn cursor(last: &Progress) -> String {
    format!("{}.{}", last.updated_at.millis(), last.video)
}

fn read_cursor(profile: ProfileId, text: &str) -> Option<Progress> {
    let (millis, video) = text.split_once('.')?;
    Some(Progress {
        profile,
        video: video.parse().ok()?,
        position_ms: 0,
        duration_ms: None,
        completed: false,
        updated_at: Timestamp::from_millis(millis.parse().ok()?),
    })
}

fn wrong_cursor() -> Problem {
    Problem::query_invalid([FieldError::new("cursor", "FORMAT")])
}
