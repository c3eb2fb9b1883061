//! Query parameters into a plain struct, with every wrong or unknown parameter named.

mod decode;

use std::fmt;

use axum::extract::FromRequestParts;
use http::request::Parts;
use kernel::Direction;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use utoipa::{
    __dev::ComposeSchema,
    ToSchema,
    openapi::{RefOr, Schema},
};

use super::Problem;

/// The query as a struct `T` of `Option`s, [`CommaList`]s and plain values. Parameters that `T` does not name, and
/// values that do not fit, are 422 `QUERY_INVALID`. A `u32` is clamped instead of refused, because pages are.
///
/// `T` cannot use `#[serde(flatten)]`: its fields would not be known. In its `IntoParams`, enums and [`CommaList`]s
/// need `#[param(inline)]`, because nothing else puts their schema into the document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        decode::decode(parts.uri.query().unwrap_or_default()).map(Self).map_err(Problem::query_invalid)
    }
}

/// A list that is repeated (`a=1&a=2`) or comma separated (`a=1,2`); empty if absent under `#[serde(default)]`.
#[derive(Clone, PartialEq, Eq)]
pub struct CommaList<T>(pub Vec<T>);

impl<T> Default for CommaList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: fmt::Debug> fmt::Debug for CommaList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for CommaList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

impl<T: ComposeSchema> ComposeSchema for CommaList<T> {
    fn compose(schemas: Vec<RefOr<Schema>>) -> RefOr<Schema> {
        Vec::<T>::compose(schemas)
    }
}

impl<T: ToSchema + ComposeSchema> ToSchema for CommaList<T> {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

/// `asc` or `desc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dir {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

impl From<Dir> for Direction {
    fn from(dir: Dir) -> Self {
        match dir {
            Dir::Asc => Self::Ascending,
            Dir::Desc => Self::Descending,
        }
    }
}
