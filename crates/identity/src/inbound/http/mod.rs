//! The OpenID Connect provider, its pages, and the management of users over HTTP.

mod authorize;
mod basic;
mod cookies;
mod cors;
mod error;
mod form;
mod logout;
mod metadata;
mod pages;
mod setup;
mod site;
mod texts;
mod token;
mod userinfo;
mod users;

use std::sync::Arc;

use axum::Router;
use http::Method;
use platform::http::{Api, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::Identity;

pub use site::Site;

/// Where everything of the provider lies, below the public URL.
pub const REALM: &str = "/realms/codeflix";

/// What handlers need.
#[derive(Clone)]
pub struct Web {
    pub(super) identity: Arc<Identity>,
    pub(super) site: Arc<Site>,
}

impl Web {
    /// The use cases, and how they look from outside.
    pub fn new(identity: Arc<Identity>, site: Site) -> Self {
        Self { identity, site: Arc::new(site) }
    }
}

/// Only operators manage users.
const OPERATOR: Policy = Policy::AnyRole(&["operator"]);

/// Every route with its document.
pub fn router(web: Web) -> (Router, OpenApi) {
    let api = Api::new("identity")
        .routes(OPERATOR, routes!(users::list, users::create))
        .routes(OPERATOR, routes!(users::get, users::change, users::delete))
        .routes(OPERATOR, routes!(users::grant, users::revoke))
        .routes(Policy::Public, routes!(basic::login));
    provider(pages_of(api)).with_state(web)
}

fn pages_of(api: Api<Web>) -> Api<Web> {
    api.route(Policy::Public, Method::GET, "/realms/codeflix/protocol/openid-connect/auth", authorize::get)
        .route(Policy::Public, Method::POST, "/realms/codeflix/protocol/openid-connect/auth", authorize::post)
        .route(Policy::Public, Method::POST, "/realms/codeflix/login-actions/authenticate", authorize::authenticate)
        .route(Policy::Public, Method::GET, "/realms/codeflix/protocol/openid-connect/logout", logout::get)
        .route(Policy::Public, Method::POST, "/realms/codeflix/protocol/openid-connect/logout", logout::post)
        .route(Policy::Public, Method::POST, "/realms/codeflix/login-actions/logout", logout::confirmed)
        .route(Policy::Public, Method::GET, "/realms/codeflix/setup", setup::get)
        .route(Policy::Public, Method::POST, "/realms/codeflix/setup", setup::post)
        .route(Policy::Public, Method::GET, "/realms/codeflix/theme/pages.css", pages::stylesheet)
}

/// What programs call; also from the pages of other sites.
fn provider(api: Api<Web>) -> Api<Web> {
    let metadata = "/realms/codeflix/.well-known/openid-configuration";
    let certs = "/realms/codeflix/protocol/openid-connect/certs";
    let token = "/realms/codeflix/protocol/openid-connect/token";
    let userinfo = "/realms/codeflix/protocol/openid-connect/userinfo";
    let revoke = "/realms/codeflix/protocol/openid-connect/revoke";
    let api = api
        .route(Policy::Public, Method::GET, metadata, metadata::discovery)
        .route(Policy::Public, Method::GET, certs, metadata::certs)
        .route(Policy::Public, Method::POST, token, token::token)
        .route(Policy::Public, Method::GET, userinfo, userinfo::userinfo)
        .route(Policy::Public, Method::POST, userinfo, userinfo::userinfo)
        .route(Policy::Public, Method::POST, revoke, token::revoke);
    [metadata, certs, token, userinfo, revoke]
        .into_iter()
        .fold(api, |api, path| api.route(Policy::Public, Method::OPTIONS, path, cors::preflight))
}
