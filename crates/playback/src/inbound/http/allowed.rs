//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use platform::http::one_of;
use utoipa::openapi::Object;

use crate::domain::Kind;

pub(super) fn kind() -> Object {
    one_of([Kind::Video, Kind::Trailer, Kind::Preview].map(Kind::as_str))
}

pub(super) fn beat_state() -> Object {
    one_of(["playing", "paused", "ended"])
}
