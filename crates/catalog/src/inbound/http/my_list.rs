//! A viewer's own list. The default profile of a user has the user's id; another's list does not exist for the caller.

use axum::{extract::State, response::Response};
use http::StatusCode;
use kernel::PageRequest;
use platform::http::{Caller, Data, List, Path, Problem, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Catalogue, answers::own, shapes::Card};
use crate::{
    application::my_list,
    domain::{ProfileId, VideoId},
};

/// A title on the list.
#[derive(Serialize, ToSchema)]
pub struct ListedVideo {
    video_id: Uuid,
    /// RFC 3339.
    added_at: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MyListParams {
    page: Option<u32>,
    per_page: Option<u32>,
}

fn owned(caller: &Caller, profile: ProfileId) -> Result<ProfileId, Problem> {
    if caller.user_id == profile.uuid() { Ok(profile) } else { Err(Problem::not_found()) }
}

/// The list, newest entry first.
#[utoipa::path(get, path = "/api/v1/catalog/my_list/{profile}", tag = "catalog",
    params(("profile" = Uuid, Path), MyListParams), responses((status = 200, body = List<Card>)))]
pub async fn list(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path(profile): Path<ProfileId>,
    Query(params): Query<MyListParams>,
) -> Result<Response, Problem> {
    let profile = owned(&caller, profile)?;
    let page = PageRequest::new(params.page, params.per_page);
    let page = my_list::list(catalogue.lists.as_ref(), catalogue.shelves.as_ref(), profile, page).await?;
    own(&List::from(page.map(|shelved| Card::from(&shelved))))
}

/// Whether a title is on the list.
#[utoipa::path(get, path = "/api/v1/catalog/my_list/{profile}/{video}", tag = "catalog",
    params(("profile" = Uuid, Path), ("video" = Uuid, Path)), responses((status = 200, body = Data<ListedVideo>)))]
pub async fn entry(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path((profile, video)): Path<(ProfileId, VideoId)>,
) -> Result<Response, Problem> {
    let profile = owned(&caller, profile)?;
    let entry = my_list::entry(catalogue.lists.as_ref(), profile, video).await?.ok_or_else(Problem::not_found)?;
    own(&Data::new(ListedVideo { video_id: entry.video.uuid(), added_at: entry.added_at.to_string() }))
}

/// Puts a title on the list; again changes nothing.
#[utoipa::path(put, path = "/api/v1/catalog/my_list/{profile}/{video}", tag = "catalog",
    params(("profile" = Uuid, Path), ("video" = Uuid, Path)), responses((status = 204)))]
pub async fn add(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path((profile, video)): Path<(ProfileId, VideoId)>,
) -> Result<StatusCode, Problem> {
    let profile = owned(&caller, profile)?;
    let added = my_list::add(catalogue.lists.as_ref(), catalogue.clock.as_ref(), profile, video).await?;
    if added { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}

/// Takes a title off the list; again changes nothing.
#[utoipa::path(delete, path = "/api/v1/catalog/my_list/{profile}/{video}", tag = "catalog",
    params(("profile" = Uuid, Path), ("video" = Uuid, Path)), responses((status = 204)))]
pub async fn remove(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Path((profile, video)): Path<(ProfileId, VideoId)>,
) -> Result<StatusCode, Problem> {
    let profile = owned(&caller, profile)?;
    my_list::remove(catalogue.lists.as_ref(), profile, video).await?;
    Ok(StatusCode::NO_CONTENT)
}
