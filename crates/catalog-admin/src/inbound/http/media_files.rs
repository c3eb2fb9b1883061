//! Files that come as the one part `media_file` of a multipart body.

use std::time::Duration;

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use bytes::BytesMut;
use futures::{StreamExt, stream};
use http::StatusCode;
use platform::http::Problem;

use super::State;
use crate::{
    application::{
        Error, PictureFile, drop_upload,
        ports::{BodyError, ByteStream, Incoming, NewUpload},
        receive_whole,
    },
    domain::{UploadId, upload::display_name},
};

/// The name of the part.
const PART: &str = "media_file";
/// A body that gives nothing for so long is broken.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// A picture, in memory: it is small by its limit.
pub(super) async fn receive_picture(mut multipart: Multipart, limit: usize) -> Result<PictureFile, Problem> {
    let mut part = the_part(&mut multipart).await?;
    let name = display_name(part.file_name().unwrap_or_default());
    let mut bytes = BytesMut::new();
    while let Some(piece) = part.chunk().await.map_err(|error| malformed(&error))? {
        if bytes.len() + piece.len() > limit {
            return Err(Error::TooLarge { limit: limit as u64 }.into());
        }
        bytes.extend_from_slice(&piece);
    }
    drop(part);
    refuse_more(&mut multipart).await?;
    Ok(PictureFile { name, bytes: bytes.freeze() })
}

/// A film or trailer, straight into storage like a resumable upload. `announced` is the length of the whole body.
pub(super) async fn receive_film(
    state: &State,
    mut multipart: Multipart,
    new: NewUpload,
    announced: Option<u64>,
) -> Result<UploadId, Problem> {
    let part = the_part(&mut multipart).await?;
    let name = display_name(part.file_name().unwrap_or_default());
    let (owner, limit) = (new.owner, state.rules.max_bytes(new.purpose).min(new.size));
    // Nobody said how much comes: the reserve alone must be free, and is kept free while it comes.
    let room = announced.map_or(0, |length| length.min(limit));
    let body = Incoming::new(pieces(part), PATIENCE, limit);
    let new = NewUpload { name, size: limit, ..new };
    let upload = receive_whole(&state.ports, &state.rules, new, room, body).await?;
    if let Err(problem) = refuse_more(&mut multipart).await {
        drop_upload(&state.ports, upload.id, owner).await?;
        return Err(problem);
    }
    Ok(upload.id)
}

fn pieces(part: Field<'_>) -> ByteStream<'_> {
    stream::unfold(Some(part), |part| async move {
        let mut part = part?;
        match part.chunk().await {
            Ok(Some(piece)) => Some((Ok(piece), Some(part))),
            Ok(None) => None,
            Err(error) => Some((Err(BodyError::Broken(error.body_text())), None)),
        }
    })
    .boxed()
}

async fn the_part(multipart: &mut Multipart) -> Result<Field<'_>, Problem> {
    match multipart.next_field().await.map_err(|error| malformed(&error))? {
        Some(part) if part.name() == Some(PART) => Ok(part),
        _ => Err(exactly_one()),
    }
}

async fn refuse_more(multipart: &mut Multipart) -> Result<(), Problem> {
    match multipart.next_field().await.map_err(|error| malformed(&error))? {
        None => Ok(()),
        Some(_) => Err(exactly_one()),
    }
}

fn exactly_one() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "EXACTLY_ONE_FILE").detail(format!("one part named {PART} is expected"))
}

pub(super) fn malformed(error: &MultipartError) -> Problem {
    Problem::malformed(error.body_text())
}
