//! Operators manage the users.

use std::collections::BTreeSet;

use axum::{extract::State, response::IntoResponse};
use http::StatusCode;
use kernel::{Code, Direction, PageRequest, Violation, Violations, uuid::Uuid};
use platform::http::{Caller, CommandCause, Created, Data, Dir, Field, Json, List, Path, Problem, Query, Unknown};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Web;
use crate::{
    application::{UserChanges, UserQuery, UserSort},
    domain::{AccountId, NewUser, Role, User, UserId},
};

/// A user as operators see it.
#[derive(Serialize, ToSchema)]
pub(super) struct UserBody {
    id: Uuid,
    version: i64,
    email: String,
    email_verified: bool,
    name: String,
    locale: String,
    roles: Vec<String>,
    #[schema(required)]
    account_id: Option<Uuid>,
    disabled: bool,
    created_at: String,
    updated_at: String,
}

impl From<&User> for UserBody {
    fn from(user: &User) -> Self {
        let state = user.state();
        Self {
            id: state.id.uuid(),
            version: state.version,
            email: state.email.to_string(),
            email_verified: state.email_verified,
            name: state.name.clone(),
            locale: state.locale.clone(),
            roles: state.roles.iter().map(ToString::to_string).collect(),
            account_id: state.account_id.map(AccountId::uuid),
            disabled: state.disabled,
            created_at: state.created_at.to_string(),
            updated_at: state.updated_at.to_string(),
        }
    }
}

/// A login for somebody who works here.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct CreateUser {
    #[schema(inline)]
    email: Field<String>,
    #[schema(inline)]
    name: Field<String>,
    #[schema(inline)]
    password: Field<String>,
    #[schema(inline)]
    locale: Field<String>,
    #[schema(inline)]
    roles: Field<Vec<String>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CreateUser {
    /// Viewers come in by the sign-up, so there is at least one role of the staff.
    fn parse(self) -> Result<(NewUser, BTreeSet<Role>), Violations> {
        let mut violations = Violations::new();
        self.unknown.refuse(&mut violations, "");
        let email = self.email.required(&mut violations, "/email");
        let name = self.name.required(&mut violations, "/name");
        let password = self.password.required(&mut violations, "/password");
        let locale = self.locale.optional(&mut violations, "/locale").unwrap_or_default();
        let roles =
            self.roles.required(&mut violations, "/roles").and_then(|roles| parse_roles(&roles, &mut violations));
        let new = match (email, name, password) {
            (Some(email), Some(name), Some(password)) => {
                NewUser::parse(&email, &name, &password, &locale).map_err(|found| violations.extend(found)).ok()
            }
            _ => None,
        };
        violations.clone().into_result()?;
        new.zip(roles).ok_or(violations)
    }
}

fn parse_roles(names: &[String], violations: &mut Violations) -> Option<BTreeSet<Role>> {
    let roles: Result<BTreeSet<Role>, _> = names.iter().map(|name| name.parse::<Role>()).collect();
    let staff = roles.ok().filter(|roles| !roles.is_empty() && roles.iter().all(|role| role.is_staff()));
    if staff.is_none() {
        let allowed: Vec<&str> = Role::ALL.iter().filter(|role| role.is_staff()).map(|role| role.as_str()).collect();
        violations.add(Violation::new("/roles", Code::NotInSet).with("allowed", allowed.join(", ")));
    }
    staff
}

/// What may be changed.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct ChangeUser {
    #[schema(inline)]
    disabled: Field<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Which users are wanted.
#[derive(Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct ListUsers {
    page: Option<u32>,
    per_page: Option<u32>,
    /// Part of name or e-mail.
    search: Option<String>,
    #[param(inline)]
    role: Option<RoleName>,
    #[param(inline)]
    sort: Option<SortName>,
    #[param(inline)]
    dir: Option<Dir>,
}

/// The roles by name.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RoleName {
    Operator,
    CatalogAdmin,
    CatalogCategories,
    CatalogGenres,
    CatalogCastMembers,
    CatalogVideos,
    SubscriptionAdmin,
    Subscriber,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Operator => Self::Operator,
            RoleName::CatalogAdmin => Self::CatalogAdmin,
            RoleName::CatalogCategories => Self::CatalogCategories,
            RoleName::CatalogGenres => Self::CatalogGenres,
            RoleName::CatalogCastMembers => Self::CatalogCastMembers,
            RoleName::CatalogVideos => Self::CatalogVideos,
            RoleName::SubscriptionAdmin => Self::SubscriptionAdmin,
            RoleName::Subscriber => Self::Subscriber,
        }
    }
}

/// What a list is ordered by.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SortName {
    Name,
    Email,
    CreatedAt,
}

impl From<SortName> for UserSort {
    fn from(name: SortName) -> Self {
        match name {
            SortName::Name => Self::Name,
            SortName::Email => Self::Email,
            SortName::CreatedAt => Self::CreatedAt,
        }
    }
}

impl From<ListUsers> for UserQuery {
    fn from(list: ListUsers) -> Self {
        Self {
            search: list.search,
            role: list.role.map(Role::from),
            sort: list.sort.map(UserSort::from),
            direction: list.dir.map_or(Direction::Ascending, Direction::from),
            page: PageRequest::new(list.page, list.per_page),
        }
    }
}

/// Lists users.
#[utoipa::path(get, path = "/api/v1/identity/users", tag = "identity", params(ListUsers),
    responses((status = 200, body = List<UserBody>)))]
pub(super) async fn list(State(web): State<Web>, Query(query): Query<ListUsers>) -> Result<List<UserBody>, Problem> {
    let page = web.identity.list_users(&query.into()).await?;
    Ok(page.map(|user| UserBody::from(&user)).into())
}

/// Makes a login for somebody who works here.
#[utoipa::path(post, path = "/api/v1/identity/users", tag = "identity", request_body = CreateUser,
    responses((status = 201, body = Data<UserBody>)))]
pub(super) async fn create(
    State(web): State<Web>,
    CommandCause(cause): CommandCause,
    Json(body): Json<CreateUser>,
) -> Result<Created<UserBody>, Problem> {
    let (new, roles) = body.parse()?;
    let user = web.identity.create_staff(new, roles, &cause).await?;
    let location = format!("/api/v1/identity/users/{}", user.state().id);
    Ok(Created::new(location, UserBody::from(&user)))
}

/// One user.
#[utoipa::path(get, path = "/api/v1/identity/users/{id}", tag = "identity", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<UserBody>)))]
pub(super) async fn get(State(web): State<Web>, Path(id): Path<Uuid>) -> Result<Data<UserBody>, Problem> {
    let user = web.identity.find_user(UserId::from_uuid(id)).await?;
    user.map(|user| Data::new(UserBody::from(&user))).ok_or_else(Problem::not_found)
}

/// Locks a user out, or lets one in again.
#[utoipa::path(patch, path = "/api/v1/identity/users/{id}", tag = "identity", params(("id" = Uuid, Path)),
    request_body = ChangeUser, responses((status = 200, body = Data<UserBody>)))]
pub(super) async fn change(
    State(web): State<Web>,
    caller: Caller,
    CommandCause(cause): CommandCause,
    Path(id): Path<Uuid>,
    Json(body): Json<ChangeUser>,
) -> Result<Data<UserBody>, Problem> {
    let mut violations = Violations::new();
    body.unknown.refuse(&mut violations, "");
    let disabled = body.disabled.patch(&mut violations, "/disabled");
    violations.into_result()?;
    if disabled == Some(true) {
        refuse_oneself(&caller, id)?;
    }
    let changes = UserChanges { disabled, ..UserChanges::default() };
    let user = web.identity.change_user(UserId::from_uuid(id), &changes, &cause).await?;
    user.map(|user| Data::new(UserBody::from(&user))).ok_or_else(Problem::not_found)
}

/// Removes a user, unless it is a customer: without a login, nobody could end what the account is charged for.
#[utoipa::path(delete, path = "/api/v1/identity/users/{id}", tag = "identity", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 409, description = "INVALID_TRANSITION")))]
pub(super) async fn delete(
    State(web): State<Web>,
    caller: Caller,
    CommandCause(cause): CommandCause,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    refuse_oneself(&caller, id)?;
    let id = UserId::from_uuid(id);
    let user = web.identity.find_user(id).await?;
    if user.is_some_and(|user| user.state().account_id.is_some()) {
        return Err(Problem::conflict("INVALID_TRANSITION").detail("the login belongs to a customer's account"));
    }
    web.identity.delete_user(id, &cause).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a role.
#[utoipa::path(put, path = "/api/v1/identity/users/{id}/roles/{role}", tag = "identity",
    params(("id" = Uuid, Path), ("role" = inline(RoleName), Path)), responses((status = 204)))]
pub(super) async fn grant(
    State(web): State<Web>,
    CommandCause(cause): CommandCause,
    Path((id, role)): Path<(Uuid, RoleName)>,
) -> Result<impl IntoResponse, Problem> {
    let changes = UserChanges { grant: BTreeSet::from([role.into()]), ..UserChanges::default() };
    let user = web.identity.change_user(UserId::from_uuid(id), &changes, &cause).await?;
    user.map(|_| StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}

/// Takes a role away.
#[utoipa::path(delete, path = "/api/v1/identity/users/{id}/roles/{role}", tag = "identity",
    params(("id" = Uuid, Path), ("role" = inline(RoleName), Path)), responses((status = 204)))]
pub(super) async fn revoke(
    State(web): State<Web>,
    caller: Caller,
    CommandCause(cause): CommandCause,
    Path((id, role)): Path<(Uuid, RoleName)>,
) -> Result<impl IntoResponse, Problem> {
    if Role::from(role) == Role::Operator {
        refuse_oneself(&caller, id)?;
    }
    let changes = UserChanges { revoke: BTreeSet::from([role.into()]), ..UserChanges::default() };
    let user = web.identity.change_user(UserId::from_uuid(id), &changes, &cause).await?;
    user.map(|_| StatusCode::NO_CONTENT).ok_or_else(Problem::not_found)
}

/// Nobody locks himself out: so there is always an operator.
fn refuse_oneself(caller: &Caller, id: Uuid) -> Result<(), Problem> {
    if caller.user_id == id { Err(Problem::conflict("INVALID_TRANSITION")) } else { Ok(()) }
}
