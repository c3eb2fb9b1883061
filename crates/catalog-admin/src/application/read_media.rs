//! The bytes behind a video, for those who edit it.

use std::ops::Range;

use super::{
    Error,
    ports::{ObjectBytes, Ports, StorageError},
};
use crate::domain::video::{Image, ImageSize, Media};

/// The file as it was uploaded, or a part of it.
pub async fn read_source(ports: &Ports, media: &Media, range: Option<Range<u64>>) -> Result<ObjectBytes, Error> {
    match ports.objects.get(&media.raw_location, range).await {
        Err(StorageError::NotFound) => Err(Error::OriginalGone),
        found => Ok(found?),
    }
}

/// One size of a picture.
pub async fn read_image(ports: &Ports, image: &Image, size: ImageSize) -> Result<ObjectBytes, Error> {
    Ok(ports.objects.get(&image.key(size), None).await?)
}
