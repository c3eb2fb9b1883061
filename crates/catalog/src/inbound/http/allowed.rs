//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use platform::http::one_of;
use utoipa::openapi::Object;

use crate::domain::{LabelKind, Rating, Role};

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
