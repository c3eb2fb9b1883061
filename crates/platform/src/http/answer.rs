//! The shapes of successful answers.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use kernel::Page;
use serde::Serialize;
use utoipa::ToSchema;

/// `{data: …}`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Data<T> {
    /// The thing itself.
    pub data: T,
}

impl<T> Data<T> {
    /// Wraps it.
    pub const fn new(data: T) -> Self {
        Self { data }
    }
}

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        axum::Json(self).into_response()
    }
}

/// `{data: […], meta: {…}}`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The entries of this page.
    pub data: Vec<T>,
    /// Which page it is.
    pub meta: Meta,
}

/// Where in the whole list a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Meta {
    /// From 1.
    pub current_page: u32,
    /// Entries a page.
    pub per_page: u32,
    /// At least 1, also for an empty list.
    pub last_page: u64,
    /// Entries on all pages.
    pub total: u64,
}

impl Meta {
    /// Of a page.
    pub fn of<T>(page: &Page<T>) -> Self {
        let meta = page.meta();
        Self { current_page: meta.current_page, per_page: meta.per_page, last_page: meta.last_page, total: meta.total }
    }
}

impl<T> From<Page<T>> for List<T> {
    fn from(page: Page<T>) -> Self {
        Self { meta: Meta::of(&page), data: page.items }
    }
}

impl<T: Serialize> IntoResponse for List<T> {
    fn into_response(self) -> Response {
        axum::Json(self).into_response()
    }
}

/// 201 with `Location` and `{data: …}`.
#[derive(Clone, Debug)]
pub struct Created<T> {
    location: String,
    data: T,
}

impl<T> Created<T> {
    /// `location` is the path of the new thing.
    pub fn new(location: impl Into<String>, data: T) -> Self {
        Self { location: location.into(), data }
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Data::new(self.data)).into_response();
        if let Ok(location) = HeaderValue::try_from(self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

/// The `ETag` of a version, to be answered beside the body: `([etag(version)], Data::new(..))`.
pub fn etag(version: i64) -> (HeaderName, HeaderValue) {
    let tag = HeaderValue::try_from(format!("\"{version}\"")).unwrap_or_else(|_| HeaderValue::from_static("\"0\""));
    (header::ETAG, tag)
}
