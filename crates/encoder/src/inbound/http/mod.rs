//! Jobs for operators: look at them, and change what becomes of them. Conversions for their owners.

mod body;
mod changes;
mod conversion_body;
mod conversion_file;
mod conversion_form;
mod conversions;
mod error;
mod jobs;
mod queue;
mod step_body;

use std::sync::Arc;

use axum::Router;
use platform::http::{Api, DefaultBodyLimit, Idempotency, Policy, UtoipaMethodRouterExt, routes};
use utoipa::openapi::OpenApi;

use crate::application::{Board, Conversions, Desk, JobBook};

/// Who looks after jobs.
const OPERATORS: &[&str] = &["operator"];
/// Who may have films converted to sound.
const CONVERTERS: &[&str] = &["operator", "catalog_admin", "catalog_videos"];
/// The same where subscribers may, too.
const CONVERTERS_AND_SUBSCRIBERS: &[&str] = &["operator", "catalog_admin", "catalog_videos", "subscriber"];

/// Whether subscribers may have films converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Converters {
    /// Only those who look after the catalogue or the installation.
    Staff,
    /// Subscribers as well.
    StaffAndSubscribers,
}

/// What the handlers need.
#[derive(Clone)]
pub struct State {
    /// What operators look at.
    pub book: Arc<dyn JobBook>,
    /// What operators do.
    pub desk: Desk,
    /// How far running tasks are.
    pub board: Board,
    /// What owners do with conversions.
    pub conversions: Conversions,
}

/// Everything under `/api/v1/encoder` and `/api/v1/conversions`.
pub fn routes(state: State, converters: Converters, idempotency: Idempotency) -> (Router, OpenApi) {
    let api = jobs_api(Api::new("encoder").idempotent(idempotency));
    conversions_api(api, converters).with_state(state)
}

fn jobs_api(api: Api<State>) -> Api<State> {
    let operators = Policy::AnyRole(OPERATORS);
    api.routes(operators, routes!(queue::read))
        .routes(operators, routes!(jobs::list))
        .routes(operators, routes!(jobs::find))
        .routes(operators, routes!(changes::cancel))
        .routes(operators, routes!(changes::retry))
        .routes(operators, routes!(changes::reencode))
        .routes(operators, routes!(changes::prioritise))
        .routes(operators, routes!(changes::bulk))
}

fn conversions_api(api: Api<State>, converters: Converters) -> Api<State> {
    let converters = Policy::AnyRole(match converters {
        Converters::Staff => CONVERTERS,
        Converters::StaffAndSubscribers => CONVERTERS_AND_SUBSCRIBERS,
    });
    // The body is read piece by piece, and counted.
    api.routes(converters, routes!(conversions::request).layer(DefaultBodyLimit::disable()))
        .routes(converters, routes!(conversions::upload).layer(DefaultBodyLimit::disable()))
        .routes(converters, routes!(conversions::list))
        .routes(converters, routes!(conversions::find, conversions::remove))
        .routes(converters, routes!(conversion_file::read))
        .routes(converters, routes!(conversion_file::download))
}
