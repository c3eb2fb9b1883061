//! Changing what becomes of jobs, one or many.

use axum::extract::State as Extract;
use http::StatusCode;
use kernel::{Cause, Code, Violation, Violations};
use platform::http::{CommandCause, Created, Data, Field, Json, Path, Problem, Unknown};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    State,
    body::{JobBody, scopes},
    error::code,
};
use crate::{
    application::{Again, Change},
    domain::{HIGHEST_PRIORITY, Job, JobId, Preset, Scope},
};

/// Jobs of one request at most.
const MANY: usize = 100;

/// How urgent a job is.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct PriorityBody {
    /// 0–9, higher first.
    #[schema(inline)]
    priority: Field<u8>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// The same for several jobs.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct BulkBody {
    #[schema(schema_with = actions, required)]
    action: Field<Action>,
    /// 1–100 jobs.
    #[schema(inline)]
    ids: Field<Vec<Uuid>>,
    /// For `priority`: 0–9, higher first.
    #[schema(inline)]
    priority: Field<u8>,
    /// For `reencode`: how much work a frame is worth from now on; without it as the last time.
    #[schema(schema_with = presets)]
    preset: Field<Preset>,
    /// For `reencode`: everything, or only the renditions that the title lacks; without it everything.
    #[schema(schema_with = scopes)]
    scope: Field<Scope>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// How a title is encoded again.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct ReencodeBody {
    /// How much work a frame is worth from now on; without it as the last time.
    #[schema(schema_with = presets)]
    preset: Field<Preset>,
    /// Everything, or only the renditions that the title lacks of those it would be given today; without it everything.
    #[schema(schema_with = scopes)]
    scope: Field<Scope>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// What is done with several jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Cancel,
    Retry,
    Reencode,
    Priority,
}

fn actions() -> utoipa::openapi::schema::Object {
    platform::http::one_of(["cancel", "retry", "reencode", "priority"])
}

fn presets() -> utoipa::openapi::schema::Object {
    platform::http::one_of(Preset::ALL.map(Preset::as_str))
}

/// What became of one job of several.
#[derive(Serialize, ToSchema)]
pub struct ResultBody {
    /// As asked for.
    id: Uuid,
    /// Why it was not done: `NOT_FOUND`, `INVALID_TRANSITION`, `NOTHING_MISSING`, `ORIGINAL_GONE`, `UNAVAILABLE`; null
    /// if it was.
    #[schema(required)]
    code: Option<&'static str>,
    /// The job that stands there now; a new one after `reencode`.
    #[schema(required)]
    job_id: Option<Uuid>,
}

/// Stops a job that is not over.
#[utoipa::path(
    post, path = "/api/v1/encoder/jobs/{id}/cancel", tag = "encoder", params(("id" = Uuid, Path)),
    responses((status = 202), (status = 404), (status = 409, description = "INVALID_TRANSITION"))
)]
pub async fn cancel(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    carry_out(&state, Change::Cancel, id, &cause).await.map(|_| StatusCode::ACCEPTED)
}

/// Tries a failed or cancelled job again; what is finished is kept while it is there.
#[utoipa::path(
    post, path = "/api/v1/encoder/jobs/{id}/retry", tag = "encoder", params(("id" = Uuid, Path)),
    responses(
        (status = 202), (status = 404),
        (status = 409, description = "INVALID_TRANSITION, NOTHING_MISSING, ORIGINAL_GONE")
    )
)]
pub async fn retry(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    carry_out(&state, Change::Retry, id, &cause).await.map(|_| StatusCode::ACCEPTED)
}

/// Encodes a title once more, as the settings are now. Until that is done, viewers watch what there is.
#[utoipa::path(
    post, path = "/api/v1/encoder/jobs/{id}/reencode", tag = "encoder", params(("id" = Uuid, Path)),
    request_body = Option<ReencodeBody>,
    responses(
        (status = 201, body = Data<JobBody>), (status = 404),
        (status = 409, description = "INVALID_TRANSITION, NOTHING_MISSING, ORIGINAL_GONE")
    )
)]
pub async fn reencode(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    CommandCause(cause): CommandCause,
    body: Option<Json<ReencodeBody>>,
) -> Result<Created<JobBody>, Problem> {
    let body = body.map(|Json(body)| body).unwrap_or_default();
    let mut violations = Violations::default();
    let again = again(body.preset, body.scope, &mut violations);
    body.unknown.refuse(&mut violations, "");
    if !violations.is_empty() {
        return Err(Problem::validation(violations));
    }
    let job = carry_out(&state, Change::Reencode(again), id, &cause).await?;
    Ok(Created::new(format!("/api/v1/encoder/jobs/{}", job.id), JobBody::from(&job)))
}

/// Makes a job that is not over more or less urgent, at once.
#[utoipa::path(
    put, path = "/api/v1/encoder/jobs/{id}/priority", tag = "encoder", params(("id" = Uuid, Path)),
    request_body = PriorityBody,
    responses((status = 200, body = Data<JobBody>), (status = 404), (status = 409, description = "INVALID_TRANSITION"))
)]
pub async fn prioritise(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    CommandCause(cause): CommandCause,
    Json(body): Json<PriorityBody>,
) -> Result<Data<JobBody>, Problem> {
    let mut violations = Violations::default();
    let priority = priority(body.priority, &mut violations);
    body.unknown.refuse(&mut violations, "");
    let Some(priority) = priority.filter(|_| violations.is_empty()) else {
        return Err(Problem::validation(violations));
    };
    let job = carry_out(&state, Change::Prioritise(priority), id, &cause).await?;
    Ok(Data::new((&job).into()))
}

/// Does the same with several jobs; each may be refused by itself.
#[utoipa::path(
    post, path = "/api/v1/encoder/jobs/bulk", tag = "encoder", request_body = BulkBody,
    responses((status = 200, body = Data<Vec<ResultBody>>))
)]
pub async fn bulk(
    Extract(state): Extract<State>,
    CommandCause(cause): CommandCause,
    Json(body): Json<BulkBody>,
) -> Result<Data<Vec<ResultBody>>, Problem> {
    let (change, ids) = body.parse()?;
    let mut results = Vec::new();
    for id in ids {
        let outcome = state.desk.carry_out(change, JobId::from_uuid(id), &cause).await;
        results.push(ResultBody {
            id,
            code: outcome.as_ref().err().map(code),
            job_id: outcome.ok().map(|job| job.id.uuid()),
        });
    }
    Ok(Data::new(results))
}

async fn carry_out(state: &State, change: Change, id: Uuid, cause: &Cause) -> Result<Job, Problem> {
    Ok(state.desk.carry_out(change, JobId::from_uuid(id), cause).await?)
}

fn priority(field: Field<u8>, violations: &mut Violations) -> Option<u8> {
    let priority = field.required(violations, "/priority")?;
    if priority > HIGHEST_PRIORITY {
        violations.add(Violation::new("/priority", Code::Range).with("min", 0).with("max", HIGHEST_PRIORITY));
        return None;
    }
    Some(priority)
}

fn again(preset: Field<Preset>, scope: Field<Scope>, violations: &mut Violations) -> Again {
    Again {
        preset: preset.optional(violations, "/preset"),
        scope: scope.optional(violations, "/scope").unwrap_or_default(),
    }
}

impl BulkBody {
    fn parse(self) -> Result<(Change, Vec<Uuid>), Problem> {
        let mut violations = Violations::default();
        let change = match self.action.required(&mut violations, "/action") {
            Some(Action::Cancel) => Some(Change::Cancel),
            Some(Action::Retry) => Some(Change::Retry),
            Some(Action::Reencode) => Some(Change::Reencode(again(self.preset, self.scope, &mut violations))),
            Some(Action::Priority) => priority(self.priority, &mut violations).map(Change::Prioritise),
            None => None,
        };
        let ids = self.ids.required(&mut violations, "/ids").unwrap_or_default();
        if !(1..=MANY).contains(&ids.len()) {
            violations.add(Violation::new("/ids", Code::Range).with("min", 1).with("max", MANY));
        }
        self.unknown.refuse(&mut violations, "");
        match change {
            Some(change) if violations.is_empty() => Ok((change, ids)),
            _ => Err(Problem::validation(violations)),
        }
    }
}
