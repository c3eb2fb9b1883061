//! `/admin/videos/{id}/poster`: which picture of its film a video shows.

use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use kernel::Violations;
use platform::http::{Data, Field, Json, Path, Problem, Unknown};
use serde::{Deserialize, Serialize};
use utoipa::{PartialSchema, ToSchema};

use super::{
    State, allowed,
    command::Command,
    list_query::id,
    media_bytes::{quoted, respond},
    video_answer::VideoAnswer,
    videos::shown,
};
use crate::{
    application::{Error, choose_poster, read_poster},
    domain::{VideoId, video::Video},
};

/// What the encoder makes.
const CONTENT_TYPE: &str = "image/jpeg";

/// Where the thumbnail comes from, and what else it could be.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminPoster)]
pub(super) struct PosterAnswer {
    #[schema(schema_with = allowed::thumbnail_source)]
    source: &'static str,
    /// Of the picture that it is, or is about to be; null for an uploaded one.
    #[schema(required)]
    at_ms: Option<i64>,
    /// Pictures of the film that would do, in order of time.
    candidates: Vec<CandidateAnswer>,
}

/// A picture of a film.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminPosterCandidate)]
struct CandidateAnswer {
    at_ms: i64,
    /// For those who edit the video.
    url: String,
}

impl From<&Video> for PosterAnswer {
    fn from(video: &Video) -> Self {
        let state = video.state();
        let candidate =
            |at_ms: i64| CandidateAnswer { at_ms, url: format!("/api/v1/admin/videos/{}/posters/{at_ms}", video.id()) };
        let mut times: Vec<i64> = state.posters().iter().map(|poster| poster.at_ms).collect();
        times.sort_unstable();
        Self {
            source: state.thumbnail_source.as_str(),
            at_ms: state.poster().map(|poster| poster.at_ms),
            candidates: times.into_iter().map(candidate).collect(),
        }
    }
}

/// Names a picture of the film.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminPosterBody)]
pub(super) struct PosterBody {
    /// Of one of the candidates.
    #[schema(schema_with = i64::schema, required)]
    at_ms: Field<i64>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Makes a picture of the film the thumbnail, also in place of an uploaded one. It follows within moments.
#[utoipa::path(put, path = "/api/v1/admin/videos/{id}/poster", tag = "videos",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = PosterBody, responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn choose(
    Extract(state): Extract<State>,
    Path(video): Path<String>,
    command: Command,
    Json(body): Json<PosterBody>,
) -> Result<impl IntoResponse, Problem> {
    let mut violations = Violations::new();
    let at_ms = body.at_ms.required(&mut violations, "/at_ms");
    body.unknown.refuse(&mut violations, "");
    violations.into_result()?;
    let video = choose_poster(&state.ports, id(&video)?, at_ms, command.expected, &command.cause).await?;
    shown(&state, video, command.language).await
}

/// Leaves the thumbnail to the encoder: the best picture of the film, also of one that is encoded later.
#[utoipa::path(delete, path = "/api/v1/admin/videos/{id}/poster", tag = "videos",
    params(("id" = String, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 200, body = Data<VideoAnswer>)))]
pub(super) async fn reset(
    Extract(state): Extract<State>,
    Path(video): Path<String>,
    command: Command,
) -> Result<impl IntoResponse, Problem> {
    let video = choose_poster(&state.ports, id(&video)?, None, command.expected, &command.cause).await?;
    shown(&state, video, command.language).await
}

/// A picture of the film that would do as its thumbnail.
#[utoipa::path(get, path = "/api/v1/admin/videos/{id}/posters/{at_ms}", tag = "videos",
    params(("id" = String, Path), ("at_ms" = String, Path)),
    responses((status = 200, description = "JPEG")))]
pub(super) async fn read(
    Extract(state): Extract<State>,
    Path((video, at_ms)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let at_ms = at_ms.parse().map_err(|_| Error::NotFound)?;
    let (poster, bytes) = read_poster(&state.ports, id::<VideoId>(&video)?, at_ms).await?;
    Ok(respond(bytes, CONTENT_TYPE, quoted(&poster.path)))
}
