//! `/admin/videos`.

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use platform::http::{CommaList, CommandCause, Created, Data, Dir, Json, Language, List, Path, Problem, Query, etag};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    State,
    body::Mode,
    command::Command,
    list_query::{Common, Ids, ids, values},
    video_answer::VideoAnswer,
    video_body::Body,
};
use crate::{
    application::{
        Expected, change_video, create_video, delete_videos, list_videos,
        ports::{VideoFilter, VideoSort},
        publish_video, unpublish_video, video, view_videos,
    },
    domain::{
        CastMemberId, CategoryId, GenreId, VideoId,
        video::{Rating, Readiness, Status, Video},
    },
};

/// By what a list is sorted.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AdminVideoSort)]
pub(super) enum Sort {
    Title,
    YearLaunched,
    CreatedAt,
}

/// Parameters of the list. Values of one filter are alternatives, filters combine.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    page: Option<u32>,
    per_page: Option<u32>,
    /// Contained in the title; case and accents do not matter.
    search: Option<String>,
    #[param(inline)]
    sort: Option<Sort>,
    #[param(inline)]
    dir: Option<Dir>,
    #[param(inline)]
    categories: CommaList<Uuid>,
    #[param(inline)]
    genres: CommaList<Uuid>,
    #[param(inline)]
    cast_members: CommaList<Uuid>,
    #[param(inline)]
    rating: CommaList<String>,
    opened: Option<bool>,
    #[param(inline)]
    status: CommaList<String>,
    #[param(inline)]
    year_launched: CommaList<u16>,
}

/// How to publish.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = AdminPublishBody)]
pub(super) struct PublishBody {
    /// A film that can be watched while the rest is encoded is enough.
    publish_early: bool,
}

impl From<Sort> for VideoSort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Title => Self::Title,
            Sort::YearLaunched => Self::YearLaunched,
            Sort::CreatedAt => Self::CreatedAt,
        }
    }
}

impl ListParams {
    fn filter(&self) -> Result<VideoFilter, Problem> {
        let rating = |text: &str| Rating::parse("rating", text);
        let status = |text: &str| {
            let wanted = text.to_ascii_lowercase();
            Status::SHOWN.into_iter().find(|status| status.as_str() == wanted).ok_or(())
        };
        Ok(VideoFilter {
            categories: ids("categories", &self.categories, CategoryId::from_uuid)?,
            genres: ids("genres", &self.genres, GenreId::from_uuid)?,
            cast_members: ids("cast_members", &self.cast_members, CastMemberId::from_uuid)?,
            ratings: values("rating", &self.rating, rating, &Rating::ALL.map(Rating::as_str).join(", "))?,
            statuses: values("status", &self.status, status, &Status::SHOWN.map(Status::as_str).join(", "))?,
            years: self.year_launched.0.iter().copied().take(100).collect(),
            opened: self.opened,
        })
    }
}

async fn present(state: &State, video: Video, language: Language) -> Result<VideoAnswer, Problem> {
    let mut views = view_videos(&state.ports, vec![video]).await?;
    views.pop().map(|view| VideoAnswer::new(&view, language)).ok_or_else(Problem::not_found)
}

pub(super) async fn shown(
    state: &State,
    video: Video,
    language: Language,
) -> Result<impl IntoResponse + use<>, Problem> {
    let tag = etag(video.life().version);
    Ok(([tag], Data::new(present(state, video, language).await?)))
}

/// Lists videos.
#[utoipa::path(get, path = "/api/v1/admin/videos", tag = "videos", params(ListParams),
    responses((status = 200, body = List<VideoAnswer>)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    language: Language,
    Query(params): Query<ListParams>,
) -> Result<List<VideoAnswer>, Problem> {
    let filter = params.filter()?;
    let ListParams { page, per_page, search, sort, dir, .. } = params;
    let query = Common { page, per_page, search, sort, dir }.query(VideoSort::CreatedAt, filter)?;
    let page = list_videos(&state.ports, &query).await?;
    Ok(page.map(|view| VideoAnswer::new(&view, language)).into())
}

/// Makes a draft.
#[utoipa::path(post, path = "/api/v1/admin/videos", tag = "videos", request_body = Body,
    responses((status = 201, body = Data<VideoAnswer>)))]
pub(super) async fn create(
    Extract(state): Extract<State>,
    command: Command,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let change = body.parse(Mode::Whole, state.ports.clock.now());
    let id = VideoId::from_uuid(command.id);
    let made = create_video(&state.ports, id, command.user, change, &command.cause).await?;
    let (location, tag) = (format!("/api/v1/admin/videos/{}", made.id()), etag(made.life().version));
    Ok(([tag], Created::new(location, present(&state, made, command.language).await?)))
}

/// Shows a video.
#[utoipa::path(get, path = "/api/v1/admin/videos/{id}", tag = "videos", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn read(
    Extract(state): Extract<State>,
    language: Language,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let found = video(&state.ports, VideoId::from_uuid(id)).await?;
    shown(&state, found, language).await
}

/// Replaces what is said about a video.
#[utoipa::path(put, path = "/api/v1/admin/videos/{id}", tag = "videos",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    command: Command,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let change = body.parse(Mode::Whole, state.ports.clock.now());
    let changed = change_video(&state.ports, VideoId::from_uuid(id), change, command.expected, &command.cause).await?;
    shown(&state, changed, command.language).await
}

/// Changes some of what is said about a video.
#[utoipa::path(patch, path = "/api/v1/admin/videos/{id}", tag = "videos",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn change(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    command: Command,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let change = body.parse(Mode::Change, state.ports.clock.now());
    let changed = change_video(&state.ports, VideoId::from_uuid(id), change, command.expected, &command.cause).await?;
    shown(&state, changed, command.language).await
}

/// Deletes a video with its media.
#[utoipa::path(delete, path = "/api/v1/admin/videos/{id}", tag = "videos",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn delete(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    command: Command,
) -> Result<StatusCode, Problem> {
    delete_videos(&state.ports, &[VideoId::from_uuid(id)], command.expected, &command.cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes many videos, or none of them.
#[utoipa::path(delete, path = "/api/v1/admin/videos", tag = "videos", params(Ids), responses((status = 204)))]
pub(super) async fn delete_many(
    Extract(state): Extract<State>,
    ids: Query<Ids>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    let ids = Ids::typed(ids, VideoId::from_uuid)?;
    delete_videos(&state.ports, &ids, Expected(None), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets viewers see a video.
#[utoipa::path(post, path = "/api/v1/admin/videos/{id}/publish", tag = "videos",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Option<PublishBody>, responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn publish(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    command: Command,
    body: Option<Json<PublishBody>>,
) -> Result<impl IntoResponse, Problem> {
    let early = body.is_some_and(|Json(body)| body.publish_early);
    let readiness = if early { Readiness::Playable } else { Readiness::Completed };
    let id = VideoId::from_uuid(id);
    let published = publish_video(&state.ports, id, readiness, command.expected, &command.cause).await?;
    shown(&state, published, command.language).await
}

/// Hides a video from viewers.
#[utoipa::path(post, path = "/api/v1/admin/videos/{id}/unpublish", tag = "videos",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn unpublish(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    command: Command,
) -> Result<impl IntoResponse, Problem> {
    let withdrawn = unpublish_video(&state.ports, VideoId::from_uuid(id), command.expected, &command.cause).await?;
    shown(&state, withdrawn, command.language).await
}
