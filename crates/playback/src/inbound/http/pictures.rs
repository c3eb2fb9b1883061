//! Pictures of published titles: public, and the same for ever under their name.

use axum::{extract::State as Extract, response::Response};
use http::{HeaderMap, Method};
use platform::{
    http::{Path, Problem},
    objects::ObjectKey,
};
use uuid::Uuid;

use super::{State, media::answer};
use crate::domain::PictureId;

const CACHE: &str = "public, max-age=31536000, immutable";

const SIZES: [&str; 3] = ["small", "medium", "large"];

/// A picture in one of its sizes.
pub async fn serve(
    Extract(state): Extract<State>,
    Path((picture, size)): Path<(Uuid, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if !SIZES.contains(&size.as_str()) {
        return Err(Problem::not_found());
    }
    let key = state.watching.store.picture(PictureId::from_uuid(picture), &size).await?;
    let key = key.and_then(|key| ObjectKey::parse(key).ok()).ok_or_else(Problem::not_found)?;
    let volume = state.shelf.fixed(&key).await?;
    Ok(answer(&volume, "image/webp", CACHE, (&method, &headers)))
}
