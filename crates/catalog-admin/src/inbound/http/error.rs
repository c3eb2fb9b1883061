//! What went wrong, as a problem.

use captions::Unreadable;
use http::StatusCode;
use platform::http::{FieldError, Problem};

use crate::{
    application::{
        Error,
        ports::{BodyError, PictureError, StorageError, StoreError},
    },
    domain::{picture_file::PictureRefusal, upload::Refusal},
};

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::not_found(),
            Error::Invalid(violations) => Self::validation(violations),
            Error::VersionConflict => Self::version_conflict(),
            Error::InUse { needed } => in_use(needed),
            Error::OriginalGone => Problem::new(StatusCode::GONE, "ORIGINAL_GONE"),
            Error::NotReady(missing) => Self::conflict("VIDEO_NOT_READY")
                .errors(missing.iter().map(|it| FieldError::new(format!("/{}", it.as_str()), "REQUIRED"))),
            Error::InvalidTransition => Self::conflict("INVALID_TRANSITION"),
            Error::NotRetryable(_) => Self::conflict("MEDIA_NOT_RETRYABLE"),
            Error::File(refusal) => file(refusal),
            Error::PictureFile(refusal) => unprocessable(picture_code(refusal)),
            Error::Picture(error) => picture(error),
            Error::Text(Unreadable::TooLarge) => Self::new(StatusCode::PAYLOAD_TOO_LARGE, Unreadable::TooLarge.code()),
            Error::Text(unreadable) => unprocessable(unreadable.code()),
            Error::TooLarge { limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE").detail(format!("at most {limit} bytes"))
            }
            Error::Quota => Self::new(StatusCode::PAYLOAD_TOO_LARGE, "QUOTA").detail("too many uploads are under way"),
            Error::OffsetMismatch { offset } => {
                Self::conflict("OFFSET_MISMATCH").detail(format!("the upload stands at {offset}"))
            }
            Error::BeingWritten => Self::new(StatusCode::LOCKED, "IN_PROGRESS").retryable(true),
            Error::Body(error) => body(&error),
            Error::Store(error) => store(&error),
            Error::Storage(error) => storage(&error),
        }
    }
}

fn in_use(needed: Vec<crate::application::Needed>) -> Problem {
    let errors = needed
        .into_iter()
        .map(|it| FieldError::new("ids", "RESOURCE_IN_USE").with("id", it.id).with("video", it.video));
    Problem::conflict("RESOURCE_IN_USE").errors(errors)
}

fn unprocessable(code: &'static str) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code)
}

/// 460 is the status the tus protocol gives to a checksum that does not fit.
fn file(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Checksum => {
            let status = StatusCode::from_u16(460).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
            Problem::new(status, refusal.code())
        }
        Refusal::Empty | Refusal::NotMedia | Refusal::FormatNotAllowed => unprocessable(refusal.code()),
    }
}

const fn picture_code(refusal: PictureRefusal) -> &'static str {
    match refusal {
        PictureRefusal::Empty => "FILE_EMPTY",
        PictureRefusal::Type => "IMAGE_TYPE",
        PictureRefusal::Damaged => "MEDIA_DAMAGED",
        PictureRefusal::TooLarge => "IMAGE_TOO_LARGE",
    }
}

fn picture(error: PictureError) -> Problem {
    match error {
        PictureError::Damaged(why) => {
            tracing::info!(why, "a picture could not be decoded");
            unprocessable("MEDIA_DAMAGED")
        }
        PictureError::Limit => unprocessable("SANDBOX_LIMIT"),
        PictureError::Unavailable(why) => Problem::unavailable(why),
    }
}

fn body(error: &BodyError) -> Problem {
    match error {
        BodyError::Broken(why) => Problem::malformed("the body ended early or could not be read").detail(why.clone()),
        BodyError::Stalled => Problem::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT").retryable(true),
        BodyError::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"),
    }
}

fn store(error: &StoreError) -> Problem {
    match error {
        StoreError::Conflict => Problem::version_conflict(),
        StoreError::Exists => Problem::conflict("IN_PROGRESS"),
        StoreError::Unavailable(_) => Problem::unavailable(error),
        StoreError::Defect(_) => Problem::internal(error),
    }
}

fn storage(error: &StorageError) -> Problem {
    match error {
        StorageError::Full => Problem::new(StatusCode::INSUFFICIENT_STORAGE, "STORAGE_FULL"),
        StorageError::Busy => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "STORAGE_BUSY"),
        StorageError::NotFound | StorageError::Failed(_) => Problem::internal(error),
    }
}
