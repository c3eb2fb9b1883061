//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use utoipa::openapi::{Object, ObjectBuilder, Type};

use crate::domain::{LabelKind, Rating, Role};

fn one_of<const N: usize>(texts: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(texts)).build()
}

pub(super) fn rating() -> Object {
    one_of(Rating::ALL.map(Rating::as_str))
}

pub(super) fn role() -> Object {
    one_of([Role::Director, Role::Actor].map(Role::as_str))
}

pub(super) fn row_kind() -> Object {
    one_of(["new", LabelKind::Category.as_str(), LabelKind::Genre.as_str()])
}

pub(super) fn suggestion_kind() -> Object {
    one_of(["title", "person", "genre"])
}
