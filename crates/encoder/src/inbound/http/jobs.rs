//! Looking at jobs.

use axum::extract::State as Extract;
use kernel::{Direction, PageRequest};
use platform::http::{CommaList, Data, Dir, List, Path, Problem, Query};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    State,
    body::{JobBody, JobDetail},
    step_body::StepBody,
};
use crate::{
    application::{JobOrder, JobQuery},
    domain::{JobId, JobKind, JobStatus},
};

/// Which jobs, in which order, and which page of them.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct JobsQuery {
    page: Option<u32>,
    per_page: Option<u32>,
    /// Part of a title's name or of its resource.
    search: Option<String>,
    #[param(inline)]
    #[serde(default)]
    status: CommaList<StatusName>,
    #[param(inline)]
    kind: Option<KindName>,
    resource_id: Option<String>,
    #[param(inline)]
    sort: Option<SortName>,
    /// The latest first if nothing is said.
    #[param(inline)]
    dir: Option<Dir>,
}

/// The states by name.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StatusName {
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}

/// Film or trailer.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Video,
    Trailer,
}

/// What the list is ordered by.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SortName {
    CreatedAt,
    UpdatedAt,
    Priority,
    Progress,
}

impl From<StatusName> for JobStatus {
    fn from(name: StatusName) -> Self {
        match name {
            StatusName::Queued => Self::Queued,
            StatusName::Running => Self::Running,
            StatusName::Completed => Self::Completed,
            StatusName::Failed => Self::Failed,
            StatusName::Cancelled => Self::Cancelled,
        }
    }
}

impl From<KindName> for JobKind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Video => Self::Video,
            KindName::Trailer => Self::Trailer,
        }
    }
}

impl From<SortName> for JobOrder {
    fn from(name: SortName) -> Self {
        match name {
            SortName::CreatedAt => Self::Created,
            SortName::UpdatedAt => Self::Updated,
            SortName::Priority => Self::Priority,
            SortName::Progress => Self::Progress,
        }
    }
}

impl From<JobsQuery> for JobQuery {
    fn from(query: JobsQuery) -> Self {
        // Naming a sort makes the direction ascending, as in every list.
        let unsaid = query.sort.map_or(Direction::Descending, |_| Direction::Ascending);
        Self {
            status: query.status.0.into_iter().map(JobStatus::from).collect(),
            kind: query.kind.map(JobKind::from),
            resource_id: query.resource_id,
            search: query.search,
            order: query.sort.map_or(JobOrder::Created, JobOrder::from),
            direction: query.dir.map_or(unsaid, Direction::from),
            page: PageRequest::new(query.page, query.per_page),
        }
    }
}

/// Jobs, the latest first.
#[utoipa::path(
    get, path = "/api/v1/encoder/jobs", tag = "encoder", params(JobsQuery),
    responses((status = 200, body = List<JobBody>))
)]
pub async fn list(Extract(state): Extract<State>, Query(query): Query<JobsQuery>) -> Result<List<JobBody>, Problem> {
    let page = state.book.list(&query.into()).await?;
    Ok(page.map(|job| JobBody::from(&job)).into())
}

/// One job with its steps.
#[utoipa::path(
    get, path = "/api/v1/encoder/jobs/{id}", tag = "encoder", params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<JobDetail>), (status = 404))
)]
pub async fn find(Extract(state): Extract<State>, Path(id): Path<Uuid>) -> Result<Data<JobDetail>, Problem> {
    let id = JobId::from_uuid(id);
    let job = state.book.job(id).await?.ok_or_else(Problem::not_found)?;
    let (rows, advances) = (state.book.steps(id).await?, state.board.advances(id));
    let steps = rows.into_iter().map(|row| StepBody::new(row, &job, &advances)).collect();
    Ok(Data::new(JobDetail::new(&job, steps)))
}
