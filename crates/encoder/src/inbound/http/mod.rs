//! Jobs for operators: look at them, and change what becomes of them.

mod body;
mod changes;
mod error;
mod jobs;
mod queue;
mod step_body;

use std::sync::Arc;

use axum::Router;
use platform::http::{Api, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::{Board, Desk, JobBook};

/// Who looks after jobs.
const OPERATORS: &[&str] = &["operator"];

/// What the handlers need.
#[derive(Clone)]
pub struct State {
    /// What operators look at.
    pub book: Arc<dyn JobBook>,
    /// What operators do.
    pub desk: Desk,
    /// How far running tasks are.
    pub board: Board,
}

/// Everything under `/api/v1/encoder`.
pub fn routes(state: State) -> (Router, OpenApi) {
    let operators = Policy::AnyRole(OPERATORS);
    Api::new("encoder")
        .routes(operators, routes!(queue::read))
        .routes(operators, routes!(jobs::list))
        .routes(operators, routes!(jobs::find))
        .routes(operators, routes!(changes::cancel))
        .routes(operators, routes!(changes::retry))
        .routes(operators, routes!(changes::reencode))
        .routes(operators, routes!(changes::prioritise))
        .routes(operators, routes!(changes::bulk))
        .with_state(state)
}
