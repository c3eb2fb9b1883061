//! The texts that a field may hold, for the document: taken from the domain, so that both say the same.

use captions::Kind;
use platform::http::{one_of, one_of_or_null};
use utoipa::openapi::{Array, Object};

use crate::domain::{
    CastRole,
    video::{Missing, Preset, Rating, Status, ThumbnailSource},
};

pub(super) fn rating() -> Object {
    one_of(Rating::ALL.map(Rating::as_str))
}

pub(super) fn role() -> Object {
    one_of([CastRole::Director, CastRole::Actor].map(CastRole::as_str))
}

pub(super) fn text_kind() -> Object {
    one_of(Kind::ALL.map(Kind::as_str))
}

pub(super) fn status() -> Object {
    one_of(Status::SHOWN.map(Status::as_str))
}

pub(super) fn missing() -> Array {
    let all = [Missing::Film, Missing::Categories, Missing::Genres, Missing::Thumbnail];
    Array::new(one_of(all.map(Missing::as_str)))
}

pub(super) fn thumbnail_source() -> Object {
    let all = [ThumbnailSource::Automatic, ThumbnailSource::Chosen { at_ms: 0 }, ThumbnailSource::Uploaded];
    one_of(all.map(ThumbnailSource::as_str))
}

pub(super) fn preset() -> Object {
    one_of_or_null(Preset::ALL.map(Preset::as_str))
}

/// The states hold what was made, so that there is no list of them.
pub(super) fn media_status() -> Object {
    one_of(["pending", "processing", "completed", "error"])
}
