//! The four things an operator does with jobs.

use axum::extract::State as Extract;
use http::StatusCode;
use kernel::PageRequest;
use platform::http::{CommaList, CommandCause, Data, FieldError, List, Path, Problem, Query};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{State, body::JobBody};
use crate::{
    application::JobFilter,
    domain::{JobId, JobStatus},
};

/// Which jobs, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct JobsQuery {
    page: Option<u32>,
    per_page: Option<u32>,
    /// `queued`, `running`, `completed`, `failed`, `cancelled`.
    #[param(inline)]
    #[serde(default)]
    status: CommaList<String>,
    resource_id: Option<String>,
}

/// Jobs, the latest first.
#[utoipa::path(
    get, path = "/api/v1/encoder/jobs", tag = "encoder", params(JobsQuery),
    responses((status = 200, body = List<JobBody>))
)]
pub async fn list(Extract(state): Extract<State>, Query(query): Query<JobsQuery>) -> Result<List<JobBody>, Problem> {
    let status = query.status.0.iter().map(|text| parse_status(text)).collect::<Result<_, _>>()?;
    let filter = JobFilter { status, resource_id: query.resource_id };
    let page = state.store.list(&filter, PageRequest::new(query.page, query.per_page)).await?;
    Ok(page.map(JobBody::from).into())
}

/// One job.
#[utoipa::path(
    get, path = "/api/v1/encoder/jobs/{id}", tag = "encoder", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<JobBody>), (status = 404))
)]
pub async fn find(Extract(state): Extract<State>, Path(id): Path<Uuid>) -> Result<Data<JobBody>, Problem> {
    let job = state.store.find(JobId::from_uuid(id)).await?.ok_or_else(Problem::not_found)?;
    Ok(Data::new(job.into()))
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
    accepted(state.intake.cancel(JobId::from_uuid(id), &cause).await?)
}

/// Tries a failed or cancelled job again; what is finished is kept.
#[utoipa::path(
    post, path = "/api/v1/encoder/jobs/{id}/retry", tag = "encoder", params(("id" = Uuid, Path)),
    responses((status = 202), (status = 404), (status = 409, description = "INVALID_TRANSITION"))
)]
pub async fn retry(
    Extract(state): Extract<State>,
    Path(id): Path<Uuid>,
    CommandCause(cause): CommandCause,
) -> Result<StatusCode, Problem> {
    accepted(state.intake.retry(JobId::from_uuid(id), &cause).await?)
}

fn accepted(done: Option<bool>) -> Result<StatusCode, Problem> {
    match done {
        Some(true) => Ok(StatusCode::ACCEPTED),
        Some(false) => Err(Problem::conflict("INVALID_TRANSITION")),
        None => Err(Problem::not_found()),
    }
}

fn parse_status(text: &str) -> Result<JobStatus, Problem> {
    let found = JobStatus::ALL.into_iter().find(|status| status.as_str() == text.to_lowercase());
    found.ok_or_else(|| Problem::query_invalid([FieldError::new("status", "NOT_IN_SET")]))
}
