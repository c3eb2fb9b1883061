//! One title, those like it, and the labels to browse by.

use axum::{extract::State, response::Response};
use kernel::{Code, Direction, PageRequest, Violation};
use platform::http::{CommaList, Data, Dir, FieldError, List, Path, Problem, Query};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    Catalogue,
    answers::shared,
    shapes::{Card, CatalogLabel, Detail},
};
use crate::{
    application::{
        browse,
        ports::{Depth, LabelQuery, LabelSort},
    },
    domain::{LabelId, LabelKind, VideoId},
};

/// Cards in one answer at most.
const MAX_CARDS: usize = 100;

/// A published title.
#[utoipa::path(get, path = "/api/v1/catalog/videos/{id}", tag = "catalog",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<Detail>)))]
pub async fn video(State(catalogue): State<Catalogue>, Path(id): Path<VideoId>) -> Result<Response, Problem> {
    let shelved = browse::video(catalogue.shelves.as_ref(), id).await?.ok_or_else(Problem::not_found)?;
    shared(&Data::new(Detail::from(&shelved)))
}

#[derive(Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
#[derive(Default)]
pub struct CardsParams {
    /// Of titles, 100 at most.
    #[param(inline)]
    ids: CommaList<uuid::Uuid>,
}

/// The cards of these titles, in this order. Those that are not published are left out.
#[utoipa::path(get, path = "/api/v1/catalog/cards", tag = "catalog",
    params(CardsParams), responses((status = 200, body = Data<Vec<Card>>)))]
pub async fn cards(State(catalogue): State<Catalogue>, Query(params): Query<CardsParams>) -> Result<Response, Problem> {
    let ids: Vec<VideoId> = params.ids.0.into_iter().map(VideoId::from_uuid).collect();
    if ids.len() > MAX_CARDS {
        let many = Violation::new("ids", Code::Length).with("min", 0).with("max", MAX_CARDS);
        return Err(Problem::query_invalid([FieldError::from(&many)]));
    }
    let shelved = catalogue.shelves.videos(&ids, Depth::Card).await?;
    shared(&Data::new(shelved.iter().map(Card::from).collect::<Vec<_>>()))
}

/// Titles that share genres, cast and categories with this one, most alike first.
#[utoipa::path(get, path = "/api/v1/catalog/videos/{id}/similar", tag = "catalog",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<Vec<Card>>)))]
pub async fn similar(State(catalogue): State<Catalogue>, Path(id): Path<VideoId>) -> Result<Response, Problem> {
    let alike = browse::similar(catalogue.index.as_ref(), catalogue.shelves.as_ref(), id).await?;
    let alike = alike.ok_or_else(Problem::not_found)?;
    shared(&Data::new(alike.iter().map(Card::from).collect::<Vec<_>>()))
}

/// What labels may be sorted by.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CatalogLabelSort {
    Name,
    CreatedAt,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LabelParams {
    page: Option<u32>,
    per_page: Option<u32>,
    /// A part of the name; case and accents do not matter.
    search: Option<String>,
    #[param(inline)]
    sort: Option<CatalogLabelSort>,
    #[param(inline)]
    dir: Option<Dir>,
}

impl LabelParams {
    fn into_query(self, kind: LabelKind) -> LabelQuery {
        let (sort, usual) = match self.sort {
            Some(CatalogLabelSort::Name) => (LabelSort::Name, Direction::Ascending),
            Some(CatalogLabelSort::CreatedAt) | None => (LabelSort::CreatedAt, Direction::Descending),
        };
        LabelQuery {
            kind,
            contains: kernel::text::fold(self.search.unwrap_or_default().trim()),
            sort,
            direction: self.dir.map_or(usual, Direction::from),
            page: PageRequest::new(self.page, self.per_page),
        }
    }
}

/// Active categories.
#[utoipa::path(get, path = "/api/v1/catalog/categories", tag = "catalog",
    params(LabelParams), responses((status = 200, body = List<CatalogLabel>)))]
pub async fn categories(catalogue: State<Catalogue>, params: Query<LabelParams>) -> Result<Response, Problem> {
    list(catalogue, params, LabelKind::Category).await
}

/// An active category.
#[utoipa::path(get, path = "/api/v1/catalog/categories/{id}", tag = "catalog",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<CatalogLabel>)))]
pub async fn category(catalogue: State<Catalogue>, id: Path<LabelId>) -> Result<Response, Problem> {
    one(catalogue, id, LabelKind::Category).await
}

/// Active genres.
#[utoipa::path(get, path = "/api/v1/catalog/genres", tag = "catalog",
    params(LabelParams), responses((status = 200, body = List<CatalogLabel>)))]
pub async fn genres(catalogue: State<Catalogue>, params: Query<LabelParams>) -> Result<Response, Problem> {
    list(catalogue, params, LabelKind::Genre).await
}

/// An active genre.
#[utoipa::path(get, path = "/api/v1/catalog/genres/{id}", tag = "catalog",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<CatalogLabel>)))]
pub async fn genre(catalogue: State<Catalogue>, id: Path<LabelId>) -> Result<Response, Problem> {
    one(catalogue, id, LabelKind::Genre).await
}

/// Cast members.
#[utoipa::path(get, path = "/api/v1/catalog/cast_members", tag = "catalog",
    params(LabelParams), responses((status = 200, body = List<CatalogLabel>)))]
pub async fn cast_members(catalogue: State<Catalogue>, params: Query<LabelParams>) -> Result<Response, Problem> {
    list(catalogue, params, LabelKind::CastMember).await
}

/// A cast member.
#[utoipa::path(get, path = "/api/v1/catalog/cast_members/{id}", tag = "catalog",
    params(("id" = uuid::Uuid, Path)), responses((status = 200, body = Data<CatalogLabel>)))]
pub async fn cast_member(catalogue: State<Catalogue>, id: Path<LabelId>) -> Result<Response, Problem> {
    one(catalogue, id, LabelKind::CastMember).await
}

async fn list(
    State(catalogue): State<Catalogue>,
    Query(params): Query<LabelParams>,
    kind: LabelKind,
) -> Result<Response, Problem> {
    let page = browse::labels(catalogue.shelves.as_ref(), &params.into_query(kind)).await?;
    shared(&List::from(page.map(CatalogLabel::from)))
}

async fn one(
    State(catalogue): State<Catalogue>,
    Path(id): Path<LabelId>,
    kind: LabelKind,
) -> Result<Response, Problem> {
    let label = browse::label(catalogue.shelves.as_ref(), kind, id).await?.ok_or_else(Problem::not_found)?;
    shared(&Data::new(CatalogLabel::from(label)))
}
