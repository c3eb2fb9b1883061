//! The catalogue over REST. What everybody may read is answered with a validator and must be asked for again: a
//! withdrawn title may not live on in caches.

mod allowed;
mod answers;
mod browse;
mod error;
mod home;
mod my_list;
mod search;
mod shapes;

use std::sync::Arc;

use axum::Router;
use kernel::Clock;
use platform::http::{Api, Policy, routes};
use utoipa::openapi::OpenApi;

use crate::application::{
    home::HomePages,
    ports::{MyLists, SearchIndex, Shelves},
};

/// What the handlers work with.
#[derive(Clone)]
pub struct Catalogue {
    /// Finds videos.
    pub index: Arc<dyn SearchIndex>,
    /// Shows them.
    pub shelves: Arc<dyn Shelves>,
    /// Keeps lists of them.
    pub lists: Arc<dyn MyLists>,
    /// Makes the home page.
    pub homes: Arc<HomePages>,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

/// The routes and their document.
pub fn api(catalogue: Catalogue) -> (Router, OpenApi) {
    Api::new("catalog")
        .routes(Policy::Public, routes!(home::home))
        .routes(Policy::Public, routes!(search::videos))
        .routes(Policy::Public, routes!(search::suggest))
        .routes(Policy::Public, routes!(browse::cards))
        .routes(Policy::Public, routes!(browse::video))
        .routes(Policy::Public, routes!(browse::similar))
        .routes(Policy::Public, routes!(browse::categories))
        .routes(Policy::Public, routes!(browse::category))
        .routes(Policy::Public, routes!(browse::genres))
        .routes(Policy::Public, routes!(browse::genre))
        .routes(Policy::Public, routes!(browse::cast_members))
        .routes(Policy::Public, routes!(browse::cast_member))
        .routes(Policy::SignedIn, routes!(my_list::list))
        .routes(Policy::SignedIn, routes!(my_list::entry, my_list::add, my_list::remove))
        .with_state(catalogue)
}
