//! What a client meets: sign-in, session, limits, headers, the web app and the API's description.

pub mod auth;
pub mod docs;
pub mod headers;
pub mod limits;
pub mod session;
mod site;
pub mod web;

use std::sync::Arc;

use axum::Router;
use http::Method;
use platform::http::{Api, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::{
    Config,
    application::{Sessions, SignIn},
};

/// What the gateway's own handlers need.
#[derive(Clone)]
pub struct State {
    pub sign_in: Arc<SignIn>,
    pub sessions: Arc<Sessions>,
    pub config: Arc<Config>,
}

/// The gateway's own routes.
pub fn routes(state: State) -> (Router, OpenApi) {
    Api::new("gateway")
        .routes(Policy::SignedIn, routes!(site::me))
        .routes(Policy::Public, routes!(site::site))
        .route(Policy::Public, Method::GET, auth::LOGIN_PATH, auth::login)
        .route(Policy::Public, Method::GET, auth::CALLBACK_PATH, auth::callback)
        .routes(Policy::Public, routes!(auth::logout))
        .with_state(state)
}
