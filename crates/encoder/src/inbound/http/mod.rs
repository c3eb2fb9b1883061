//! Jobs for operators: list, look, cancel, retry.

mod body;
mod jobs;

use std::sync::Arc;

use axum::Router;
use platform::http::{Api, Policy, Problem, routes};
use utoipa::openapi::OpenApi;

use crate::application::{Intake, JobStore, StoreError};

/// Who looks after jobs.
const OPERATORS: &[&str] = &["operator"];

/// What the handlers need.
#[derive(Clone)]
pub struct State {
    /// Where jobs lie.
    pub store: Arc<dyn JobStore>,
    /// Cancels and retries.
    pub intake: Intake,
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::unavailable(error)
    }
}

/// Everything under `/api/v1/encoder`.
pub fn routes(state: State) -> (Router, OpenApi) {
    let operators = Policy::AnyRole(OPERATORS);
    Api::new("encoder")
        .routes(operators, routes!(jobs::list))
        .routes(operators, routes!(jobs::find))
        .routes(operators, routes!(jobs::cancel))
        .routes(operators, routes!(jobs::retry))
        .with_state(state)
}
