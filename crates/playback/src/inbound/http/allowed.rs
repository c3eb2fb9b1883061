//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use utoipa::openapi::{Object, ObjectBuilder, Type};

use crate::domain::Kind;

fn one_of<const N: usize>(texts: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts)).build()
}

pub(super) fn kind() -> Object {
    one_of([Kind::Video, Kind::Trailer, Kind::Preview].map(Kind::as_str))
}

pub(super) fn beat_state() -> Object {
    one_of(["playing", "paused", "ended"])
}
