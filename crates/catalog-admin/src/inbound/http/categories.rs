//! `/admin/categories`.

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use kernel::Violations;
use platform::http::{
    CommandCause, CommandId, Created, Data, Dir, Field, IfMatch, Json, List, Path, Problem, Query, Unknown, etag,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use super::{
    State,
    body::{Mode, as_is},
    list_query::{Common, Ids},
};
use crate::{
    application::{
        CategoryChange, Expected, category, change_category, create_category, delete_categories, list_categories,
        ports::{CategoryFilter, CategorySort},
    },
    domain::{Category, CategoryId, CategoryState, Description, Name},
};

/// A category as it is sent.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminCategoryBody)]
pub(super) struct Body {
    /// 1–255 characters.
    #[schema(schema_with = String::schema)]
    name: Field<String>,
    /// 0–4000 characters.
    #[schema(inline)]
    description: Field<String>,
    /// Shown in navigation and facets; true if absent.
    #[schema(schema_with = bool::schema)]
    is_active: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A category as it is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminCategory)]
pub(super) struct Answer {
    id: Uuid,
    version: i64,
    name: String,
    #[schema(required)]
    description: Option<String>,
    is_active: bool,
    created_at: String,
    updated_at: String,
}

/// By what a list is sorted.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AdminCategorySort)]
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
    /// Contained in name or description; case and accents do not matter.
    search: Option<String>,
    #[param(inline)]
    sort: Option<Sort>,
    #[param(inline)]
    dir: Option<Dir>,
    is_active: Option<bool>,
}

impl From<Sort> for CategorySort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name,
            Sort::IsActive => Self::IsActive,
            Sort::CreatedAt => Self::CreatedAt,
        }
    }
}

impl From<&Category> for Answer {
    fn from(category: &Category) -> Self {
        let (state, life) = (category.state(), category.life());
        Self {
            id: category.id().uuid(),
            version: life.version,
            name: state.name.as_str().to_owned(),
            description: state.description.as_ref().map(|text| text.as_str().to_owned()),
            is_active: state.is_active,
            created_at: life.created_at.to_string(),
            updated_at: life.updated_at.to_string(),
        }
    }
}

impl Body {
    fn parse(self, mode: Mode) -> Result<CategoryChange, Violations> {
        let mut violations = Violations::new();
        let change = CategoryChange {
            name: mode.needed(self.name, "/name", &mut violations, |field, text| Name::parse(field, &text)),
            description: mode.optional(self.description, "/description", &mut violations, |field, text| {
                Description::parse(field, &text)
            }),
            is_active: mode.or_default(self.is_active, "/is_active", &mut violations, (true, as_is)),
        };
        self.unknown.refuse(&mut violations, "");
        violations.into_result()?;
        Ok(change)
    }

    fn parse_new(self) -> Result<CategoryState, Violations> {
        let change = self.parse(Mode::Whole)?;
        let missing = || kernel::Violation::new("/name", kernel::Code::Required);
        Ok(CategoryState {
            name: change.name.ok_or_else(missing)?,
            description: change.description.flatten(),
            is_active: change.is_active.unwrap_or(true),
        })
    }
}

fn shown(category: &Category) -> impl IntoResponse + use<> {
    ([etag(category.life().version)], Data::new(Answer::from(category)))
}

/// Lists categories.
#[utoipa::path(get, path = "/api/v1/admin/categories", tag = "categories", params(ListParams),
    responses((status = 200, body = List<Answer>)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    Query(params): Query<ListParams>,
) -> Result<List<Answer>, Problem> {
    let ListParams { page, per_page, search, sort, dir, is_active } = params;
    let common = Common { page, per_page, search, sort, dir };
    let query = common.query(CategorySort::CreatedAt, CategoryFilter { is_active })?;
    let page = list_categories(&state.ports, &query).await?;
    Ok(page.map(|category| Answer::from(&category)).into())
}

/// Makes a category.
#[utoipa::path(post, path = "/api/v1/admin/categories", tag = "categories", request_body = Body,
    responses((status = 201, body = Data<Answer>)))]
pub(super) async fn create(
    Extract(state): Extract<State>,
    CommandId(id): CommandId,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let made = create_category(&state.ports, CategoryId::from_uuid(id), body.parse_new()?, &cause).await?;
    let location = format!("/api/v1/admin/categories/{}", made.id());
    Ok(([etag(made.life().version)], Created::new(location, Answer::from(&made))))
}

/// Shows a category.
#[utoipa::path(get, path = "/api/v1/admin/categories/{id}", tag = "categories", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<Answer>)))]
pub(super) async fn read(Extract(state): Extract<State>, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    Ok(shown(&category(&state.ports, CategoryId::from_uuid(id)).await?))
}

/// Replaces a category.
#[utoipa::path(put, path = "/api/v1/admin/categories/{id}", tag = "categories",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (CategoryId::from_uuid(id), body.parse(Mode::Whole)?);
    Ok(shown(&change_category(&state.ports, id, change, Expected(version), &cause).await?))
}

/// Changes some fields of a category.
#[utoipa::path(patch, path = "/api/v1/admin/categories/{id}", tag = "categories",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn change(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (CategoryId::from_uuid(id), body.parse(Mode::Change)?);
    Ok(shown(&change_category(&state.ports, id, change, Expected(version), &cause).await?))
}

/// Deletes a category and detaches it everywhere.
#[utoipa::path(delete, path = "/api/v1/admin/categories/{id}", tag = "categories",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn delete(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    delete_categories(&state.ports, &[CategoryId::from_uuid(id)], Expected(version), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes many categories, or none of them.
#[utoipa::path(delete, path = "/api/v1/admin/categories", tag = "categories", params(Ids),
    responses((status = 204)))]
pub(super) async fn delete_many(
    Extract(state): Extract<State>,
    ids: Query<Ids>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    let ids = Ids::typed(ids, CategoryId::from_uuid)?;
    delete_categories(&state.ports, &ids, Expected(None), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}
