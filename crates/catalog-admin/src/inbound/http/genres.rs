//! `/admin/genres`.

use std::collections::BTreeSet;

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use kernel::Violations;
use platform::http::{
    CommaList, CommandCause, CommandId, Created, Data, Dir, Field, IfMatch, Json, List, Path, Problem, Query, Unknown,
    etag,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use super::{
    State,
    body::{Mode, as_is, id_set},
    list_query::{Common, Ids, ids},
    video_answer::NamedAnswer,
};
use crate::{
    application::{
        Expected, GenreChange, GenreView, change_genre, create_genre, delete_genres, genre, list_genres,
        ports::{GenreFilter, GenreSort},
        view_genres,
    },
    domain::{CategoryId, Genre, GenreId, MAX_CATEGORIES_OF_GENRE, Name},
};

/// A genre as it is sent.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminGenreBody)]
pub(super) struct Body {
    /// 1–255 characters.
    #[schema(schema_with = String::schema)]
    name: Field<String>,
    /// Shown in navigation and facets; true if absent.
    #[schema(schema_with = bool::schema)]
    is_active: Field<bool>,
    /// At most 50; none means that it fits all.
    #[schema(schema_with = Vec::<String>::schema)]
    categories_id: Field<Vec<String>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A genre as it is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminGenre)]
pub(super) struct Answer {
    id: Uuid,
    version: i64,
    name: String,
    is_active: bool,
    categories_id: Vec<Uuid>,
    categories: Vec<NamedAnswer>,
    created_at: String,
    updated_at: String,
}

/// By what a list is sorted.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AdminGenreSort)]
pub(super) enum Sort {
    Name,
    IsActive,
    CreatedAt,
}

/// Parameters of the list.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    page: Option<u32>,
    per_page: Option<u32>,
    /// Contained in the name; case and accents do not matter.
    search: Option<String>,
    #[param(inline)]
    sort: Option<Sort>,
    #[param(inline)]
    dir: Option<Dir>,
    is_active: Option<bool>,
    /// Alternatives.
    #[param(inline)]
    categories: CommaList<Uuid>,
}

impl From<Sort> for GenreSort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name,
            Sort::IsActive => Self::IsActive,
            Sort::CreatedAt => Self::CreatedAt,
        }
    }
}

impl From<GenreView> for Answer {
    fn from(GenreView { genre, categories }: GenreView) -> Self {
        let (state, life) = (genre.state(), genre.life());
        Self {
            id: genre.id().uuid(),
            version: life.version,
            name: state.name.as_str().to_owned(),
            is_active: state.is_active,
            categories_id: state.categories.iter().map(|id| id.uuid()).collect(),
            categories: categories.into_iter().map(|it| NamedAnswer { id: it.id.uuid(), name: it.name }).collect(),
            created_at: life.created_at.to_string(),
            updated_at: life.updated_at.to_string(),
        }
    }
}

impl Body {
    /// With the violations, because unknown categories are told together with them.
    fn parse(self, mode: Mode) -> (GenreChange, Violations) {
        let mut violations = Violations::new();
        let change = GenreChange {
            name: mode.needed(self.name, "/name", &mut violations, |field, text| Name::parse(field, &text)),
            is_active: mode.or_default(self.is_active, "/is_active", &mut violations, (true, as_is)),
            categories: mode.or_default(
                self.categories_id,
                "/categories_id",
                &mut violations,
                (BTreeSet::new(), |field: &str, ids: Vec<String>| id_set(field, &ids, MAX_CATEGORIES_OF_GENRE)),
            ),
        };
        self.unknown.refuse(&mut violations, "");
        (change, violations)
    }
}

async fn present(state: &State, genre: Genre) -> Result<Answer, Problem> {
    let mut views = view_genres(&state.ports, vec![genre]).await?;
    views.pop().map(Answer::from).ok_or_else(Problem::not_found)
}

async fn shown(state: &State, genre: Genre) -> Result<impl IntoResponse + use<>, Problem> {
    let tag = etag(genre.life().version);
    Ok(([tag], Data::new(present(state, genre).await?)))
}

/// Lists genres.
#[utoipa::path(get, path = "/api/v1/admin/genres", tag = "genres", params(ListParams),
    responses((status = 200, body = List<Answer>)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    Query(params): Query<ListParams>,
) -> Result<List<Answer>, Problem> {
    let ListParams { page, per_page, search, sort, dir, is_active, categories } = params;
    let categories = ids("categories", &categories, CategoryId::from_uuid)?;
    let common = Common { page, per_page, search, sort, dir };
    let query = common.query(GenreSort::CreatedAt, GenreFilter { is_active, categories })?;
    let page = list_genres(&state.ports, &query).await?;
    Ok(page.map(Answer::from).into())
}

/// Makes a genre.
#[utoipa::path(post, path = "/api/v1/admin/genres", tag = "genres", request_body = Body,
    responses((status = 201, body = Data<Answer>)))]
pub(super) async fn create(
    Extract(state): Extract<State>,
    CommandId(id): CommandId,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (change, violations) = body.parse(Mode::Whole);
    let made = create_genre(&state.ports, GenreId::from_uuid(id), change, violations, &cause).await?;
    let (location, tag) = (format!("/api/v1/admin/genres/{}", made.id()), etag(made.life().version));
    Ok(([tag], Created::new(location, present(&state, made).await?)))
}

/// Shows a genre.
#[utoipa::path(get, path = "/api/v1/admin/genres/{id}", tag = "genres", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<Answer>)))]
pub(super) async fn read(Extract(state): Extract<State>, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let found = genre(&state.ports, GenreId::from_uuid(id)).await?;
    shown(&state, found).await
}

/// Replaces a genre.
#[utoipa::path(put, path = "/api/v1/admin/genres/{id}", tag = "genres",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (GenreId::from_uuid(id), body.parse(Mode::Whole));
    let changed = change_genre(&state.ports, id, change, Expected(version), &cause).await?;
    shown(&state, changed).await
}

/// Changes some fields of a genre.
#[utoipa::path(patch, path = "/api/v1/admin/genres/{id}", tag = "genres",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn change(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (GenreId::from_uuid(id), body.parse(Mode::Change));
    let changed = change_genre(&state.ports, id, change, Expected(version), &cause).await?;
    shown(&state, changed).await
}

/// Deletes a genre and detaches it everywhere.
#[utoipa::path(delete, path = "/api/v1/admin/genres/{id}", tag = "genres",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn delete(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    delete_genres(&state.ports, &[GenreId::from_uuid(id)], Expected(version), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes many genres, or none of them.
#[utoipa::path(delete, path = "/api/v1/admin/genres", tag = "genres", params(Ids),
    responses((status = 204)))]
pub(super) async fn delete_many(
    Extract(state): Extract<State>,
    ids: Query<Ids>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    let ids = Ids::typed(ids, GenreId::from_uuid)?;
    delete_genres(&state.ports, &ids, Expected(None), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}
