//! Grants and streams, profiles and history, and the bytes.

mod allowed;
mod body;
mod error;
mod grant_cookie;
mod grants;
mod manifest;
mod media;
mod pictures;
mod playlist;
mod profiles;
mod streams;
mod text_tracks;

use std::sync::Arc;

use axum::Router;
use http::Method;
use kernel::Clock;
use platform::http::{Api, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::{MediaShelf, Signer, Watching};

/// Whoever looks after films sees all of them.
const STAFF: &[&str] = &["catalog_admin", "catalog_videos"];

/// What the handlers need.
#[derive(Clone)]
pub struct State {
    pub watching: Watching,
    pub signer: Signer,
    pub shelf: MediaShelf,
    pub clock: Arc<dyn Clock>,
    /// Whether cookies may be `Secure`.
    pub secure: bool,
}

/// Everything under `/api/v1/playback`, `/v` and `/i`. Media routes are public here because the grant, which they
/// check themselves, stands in place of a token.
pub fn routes(state: State) -> (Router, OpenApi) {
    let api = Api::new("playback")
        .routes(Policy::Public, routes!(grants::start))
        .routes(Policy::Public, routes!(streams::heartbeat))
        .routes(Policy::SignedIn, routes!(streams::list))
        .routes(Policy::SignedIn, routes!(streams::stop))
        .routes(Policy::SignedIn, routes!(profiles::list))
        .routes(Policy::SignedIn, routes!(profiles::to_continue))
        .routes(Policy::SignedIn, routes!(profiles::forget_continue))
        .routes(Policy::SignedIn, routes!(profiles::history))
        .routes(Policy::SignedIn, routes!(profiles::forget));
    let media = [Method::GET, Method::HEAD];
    let api = media.iter().fold(api, |api, method| {
        api.route(Policy::Public, method.clone(), "/v/{asset}/{*path}", media::serve).route(
            Policy::Public,
            method.clone(),
            "/i/{picture}/{size}",
            pictures::serve,
        )
    });
    api.with_state(state)
}
