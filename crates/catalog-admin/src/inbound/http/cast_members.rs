//! `/admin/cast_members`.

use axum::{extract::State as Extract, response::IntoResponse};
use http::StatusCode;
use kernel::{Code, Violation, Violations};
use platform::http::{
    CommaList, CommandCause, CommandId, Created, Data, Dir, Field, IfMatch, Json, List, Path, Problem, Query, Unknown,
    etag,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use super::{
    State, allowed,
    body::Mode,
    list_query::{Common, Ids, values},
};
use crate::{
    application::{
        CastMemberChange, Expected, cast_member, change_cast_member, create_cast_member, delete_cast_members,
        list_cast_members,
        ports::{CastMemberFilter, CastMemberSort},
    },
    domain::{CastMember, CastMemberId, CastMemberState, CastRole, Name},
};

/// A cast member as it is sent.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = AdminCastMemberBody)]
pub(super) struct Body {
    /// 1–255 characters.
    #[schema(schema_with = String::schema)]
    name: Field<String>,
    /// `director` or `actor`, in any case; also 1 and 2.
    #[schema(schema_with = allowed::role)]
    r#type: Field<Value>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A cast member as it is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = AdminCastMember)]
pub(super) struct Answer {
    id: Uuid,
    version: i64,
    name: String,
    #[schema(schema_with = allowed::role)]
    r#type: &'static str,
    created_at: String,
    updated_at: String,
}

/// By what a list is sorted.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AdminCastMemberSort)]
pub(super) enum Sort {
    Name,
    Type,
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
    /// Alternatives.
    #[param(inline)]
    r#type: CommaList<String>,
}

impl From<Sort> for CastMemberSort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Name => Self::Name,
            Sort::Type => Self::Role,
            Sort::CreatedAt => Self::CreatedAt,
        }
    }
}

impl From<&CastMember> for Answer {
    fn from(member: &CastMember) -> Self {
        let (state, life) = (member.state(), member.life());
        Self {
            id: member.id().uuid(),
            version: life.version,
            name: state.name.as_str().to_owned(),
            r#type: state.role.as_str(),
            created_at: life.created_at.to_string(),
            updated_at: life.updated_at.to_string(),
        }
    }
}

impl Body {
    fn parse(self, mode: Mode) -> Result<CastMemberChange, Violations> {
        let mut violations = Violations::new();
        let change = CastMemberChange {
            name: mode.needed(self.name, "/name", &mut violations, |field, text| Name::parse(field, &text)),
            role: mode.needed(self.r#type, "/type", &mut violations, role),
        };
        self.unknown.refuse(&mut violations, "");
        violations.into_result()?;
        Ok(change)
    }

    fn parse_new(self) -> Result<CastMemberState, Violations> {
        let change = self.parse(Mode::Whole)?;
        let missing = |field| Violation::new(field, Code::Required);
        Ok(CastMemberState {
            name: change.name.ok_or_else(|| missing("/name"))?,
            role: change.role.ok_or_else(|| missing("/type"))?,
        })
    }
}

/// The number is what old clients send.
fn role(field: &str, value: Value) -> Result<CastRole, Violation> {
    match value {
        Value::String(text) => CastRole::parse(field, &text),
        Value::Number(number) => CastRole::parse(field, &number.to_string()),
        _ => Err(Violation::new(field, Code::Format)),
    }
}

fn shown(member: &CastMember) -> impl IntoResponse + use<> {
    ([etag(member.life().version)], Data::new(Answer::from(member)))
}

/// Lists cast members.
#[utoipa::path(get, path = "/api/v1/admin/cast_members", tag = "cast members", params(ListParams),
    responses((status = 200, body = List<Answer>)))]
pub(super) async fn list(
    Extract(state): Extract<State>,
    Query(params): Query<ListParams>,
) -> Result<List<Answer>, Problem> {
    let ListParams { page, per_page, search, sort, dir, r#type } = params;
    let read = |text: &str| CastRole::parse("type", text);
    let roles = values("type", &r#type, read, "director, actor")?;
    let common = Common { page, per_page, search, sort, dir };
    let query = common.query(CastMemberSort::CreatedAt, CastMemberFilter { roles })?;
    let page = list_cast_members(&state.ports, &query).await?;
    Ok(page.map(|member| Answer::from(&member)).into())
}

/// Makes a cast member.
#[utoipa::path(post, path = "/api/v1/admin/cast_members", tag = "cast members", request_body = Body,
    responses((status = 201, body = Data<Answer>)))]
pub(super) async fn create(
    Extract(state): Extract<State>,
    CommandId(id): CommandId,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let made = create_cast_member(&state.ports, CastMemberId::from_uuid(id), body.parse_new()?, &cause).await?;
    let location = format!("/api/v1/admin/cast_members/{}", made.id());
    Ok(([etag(made.life().version)], Created::new(location, Answer::from(&made))))
}

/// Shows a cast member.
#[utoipa::path(get, path = "/api/v1/admin/cast_members/{id}", tag = "cast members", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<Answer>)))]
pub(super) async fn read(Extract(state): Extract<State>, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    Ok(shown(&cast_member(&state.ports, CastMemberId::from_uuid(id)).await?))
}

/// Replaces a cast member.
#[utoipa::path(put, path = "/api/v1/admin/cast_members/{id}", tag = "cast members",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn replace(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (CastMemberId::from_uuid(id), body.parse(Mode::Whole)?);
    Ok(shown(&change_cast_member(&state.ports, id, change, Expected(version), &cause).await?))
}

/// Changes some fields of a cast member.
#[utoipa::path(patch, path = "/api/v1/admin/cast_members/{id}", tag = "cast members",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    request_body = Body, responses((status = 200, body = Data<Answer>)))]
pub(super) async fn change(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
    Json(body): Json<Body>,
) -> Result<impl IntoResponse, Problem> {
    let (id, change) = (CastMemberId::from_uuid(id), body.parse(Mode::Change)?);
    Ok(shown(&change_cast_member(&state.ports, id, change, Expected(version), &cause).await?))
}

/// Deletes a cast member and detaches it everywhere.
#[utoipa::path(delete, path = "/api/v1/admin/cast_members/{id}", tag = "cast members",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header, nullable = false)),
    responses((status = 204)))]
pub(super) async fn delete(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    IfMatch(version): IfMatch,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    delete_cast_members(&state.ports, &[CastMemberId::from_uuid(id)], Expected(version), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes many cast members, or none of them.
#[utoipa::path(delete, path = "/api/v1/admin/cast_members", tag = "cast members", params(Ids),
    responses((status = 204)))]
pub(super) async fn delete_many(
    Extract(state): Extract<State>,
    ids: Query<Ids>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    let ids = Ids::typed(ids, CastMemberId::from_uuid)?;
    delete_cast_members(&state.ports, &ids, Expected(None), &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}
