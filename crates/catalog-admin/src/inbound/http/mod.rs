//! REST: parse, use case, present.

mod allowed;
mod body;
mod cast_members;
mod categories;
mod command;
mod error;
mod genres;
mod list_query;
mod media_bytes;
mod media_files;
mod medias;
mod posters;
mod stream;
mod text_tracks;
mod tus_headers;
mod uploads;
mod video_answer;
mod video_body;
mod videos;

use std::sync::Arc;

use axum::{Router, handler::Handler, middleware::map_response};
use http::Method;
use platform::http::{Api, DefaultBodyLimit, Idempotency, Policy, UtoipaMethodRouterExt, routes};
use tokio_util::sync::CancellationToken;
use utoipa::openapi::OpenApi;

use crate::application::{UploadRules, ports::Ports};
pub use stream::Listeners;

/// Who may look at the catalogue's administration.
const READERS: &[&str] =
    &["catalog_admin", "catalog_categories", "catalog_genres", "catalog_cast_members", "catalog_videos"];
const CATEGORIES: &[&str] = &["catalog_admin", "catalog_categories"];
const GENRES: &[&str] = &["catalog_admin", "catalog_genres"];
const CAST_MEMBERS: &[&str] = &["catalog_admin", "catalog_cast_members"];
const VIDEOS: &[&str] = &["catalog_admin", "catalog_videos"];
/// An operator may have something encoded again, and change nothing else.
const RETRIERS: &[&str] = &["catalog_admin", "catalog_videos", "operator"];

/// What the handlers work with.
#[derive(Clone)]
pub struct State {
    /// Everything outside.
    pub ports: Ports,
    /// Limits of uploads.
    pub rules: UploadRules,
    /// Who listens to live events.
    pub listeners: Arc<Listeners>,
    /// Cancelled when the process stops.
    pub stopping: CancellationToken,
}

/// All routes with their document.
pub fn router(state: State, idempotency: Idempotency) -> (Router, OpenApi) {
    let api = Api::new("catalog-admin").idempotent(idempotency);
    let api = vocabulary(api);
    let api = videos(api);
    uploads(api).route(Policy::AnyRole(VIDEOS), Method::GET, "/api/v1/admin/stream", stream::listen).with_state(state)
}

fn vocabulary(api: Api<State>) -> Api<State> {
    let readers = Policy::AnyRole(READERS);
    api.routes(readers, routes!(categories::list))
        .routes(readers, routes!(categories::read))
        .routes(Policy::AnyRole(CATEGORIES), routes!(categories::create, categories::delete_many))
        .routes(Policy::AnyRole(CATEGORIES), routes!(categories::replace, categories::change, categories::delete))
        .routes(readers, routes!(genres::list))
        .routes(readers, routes!(genres::read))
        .routes(Policy::AnyRole(GENRES), routes!(genres::create, genres::delete_many))
        .routes(Policy::AnyRole(GENRES), routes!(genres::replace, genres::change, genres::delete))
        .routes(readers, routes!(cast_members::list))
        .routes(readers, routes!(cast_members::read))
        .routes(Policy::AnyRole(CAST_MEMBERS), routes!(cast_members::create, cast_members::delete_many))
        .routes(
            Policy::AnyRole(CAST_MEMBERS),
            routes!(cast_members::replace, cast_members::change, cast_members::delete),
        )
}

fn videos(api: Api<State>) -> Api<State> {
    let (readers, editors) = (Policy::AnyRole(READERS), Policy::AnyRole(VIDEOS));
    api.routes(readers, routes!(videos::list))
        .routes(readers, routes!(videos::read))
        .routes(editors, routes!(videos::create, videos::delete_many))
        .routes(editors, routes!(videos::replace, videos::change, videos::delete))
        .routes(editors, routes!(videos::publish))
        .routes(editors, routes!(videos::unpublish))
        .routes(readers, routes!(media_bytes::read))
        // Its limits are those of the kind of file, checked while bytes arrive.
        .routes(editors, routes!(medias::store).layer(DefaultBodyLimit::disable()))
        .routes(editors, routes!(medias::remove))
        .routes(Policy::AnyRole(RETRIERS), routes!(medias::retry))
        .routes(editors, routes!(posters::choose, posters::reset))
        .routes(readers, routes!(posters::read))
        .routes(editors, routes!(text_tracks::add).layer(DefaultBodyLimit::disable()))
        .routes(readers, routes!(text_tracks::read))
        .routes(editors, routes!(text_tracks::replace, text_tracks::remove).layer(DefaultBodyLimit::disable()))
}

fn uploads(api: Api<State>) -> Api<State> {
    const ALL: &str = "/api/v1/admin/uploads";
    const ONE: &str = "/api/v1/admin/uploads/{id}";
    let editors = Policy::AnyRole(VIDEOS);
    let speaks_tus = || map_response(tus_headers::add_version);
    api.route(Policy::Public, Method::OPTIONS, ALL, uploads::describe.layer(speaks_tus()))
        .route(editors, Method::POST, ALL, uploads::create.layer(speaks_tus()))
        .route(editors, Method::HEAD, ONE, uploads::head.layer(speaks_tus()))
        .route(editors, Method::PATCH, ONE, uploads::append.layer(speaks_tus()))
        .route(editors, Method::DELETE, ONE, uploads::terminate.layer(speaks_tus()))
}
