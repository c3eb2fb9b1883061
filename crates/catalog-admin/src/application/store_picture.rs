//! Storing a picture: checked by its header, re-encoded in the jail, kept in three sizes.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures::TryStreamExt;
use kernel::Cause;

use super::{
    Error,
    digest::checksum_of,
    discard::discard,
    loading::{retrying, video},
    ports::{Changes, MadePicture, PictureOrder, Ports, StoreError},
    tell::tell_video,
};
use crate::domain::{
    ImageId, VideoId,
    picture_file::inspect,
    video::{Image, ImageKind, ImageSize, Video},
};

/// An uploaded picture.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// What it is called; only ever shown.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Puts an uploaded picture in its place.
pub async fn store_picture(
    ports: &Ports,
    (id, kind): (VideoId, ImageKind),
    file: PictureFile,
    cause: &Cause,
) -> Result<ImageId, Error> {
    let _ = video(ports, id).await?;
    let image = make(ports, kind, file).await?;
    let placed = retrying(|| async {
        let mut found = video(ports, id).await?;
        found.set_image(kind, image.clone(), ports.clock.now());
        save(ports, found, cause).await
    });
    settle(ports, &image, placed.await).await?;
    Ok(image.id)
}

/// Makes a picture of its film the thumbnail of a video. What changed since then makes it pointless, and that is fine.
pub async fn adopt_poster(ports: &Ports, id: VideoId, poster: &str, cause: &Cause) -> Result<(), Error> {
    let Some(found) = ports.catalogue.videos(&[id]).await?.pop() else { return Ok(()) };
    if found.wanted_poster() != Some(poster) {
        return Ok(());
    }
    let bytes: Vec<_> = ports.objects.get(poster, None).await?.body.try_collect().await?;
    let file = PictureFile { name: "poster.jpg".to_owned(), bytes: bytes.concat().into() };
    let image = make(ports, ImageKind::Thumbnail, file).await?;
    let placed = retrying(|| async {
        let mut found = video(ports, id).await?;
        if found.wanted_poster() != Some(poster) {
            return Err(Error::NotFound);
        }
        found.adopt_poster(poster, image.clone(), ports.clock.now());
        save(ports, found, cause).await
    });
    match settle(ports, &image, placed.await).await {
        Err(Error::NotFound) => Ok(()),
        settled => settled,
    }
}

async fn make(ports: &Ports, kind: ImageKind, file: PictureFile) -> Result<Image, Error> {
    let limit = kind.max_bytes();
    if file.bytes.len() > limit {
        return Err(Error::TooLarge { limit: limit as u64 });
    }
    let header = inspect(kind, &file.bytes)?;
    let checksum = checksum_of(&file.bytes);
    let order = PictureOrder { source: file.bytes, format: header.format, widths: kind.widths() };
    let made = ports.pictures.make(order).await?;
    let image = Image {
        id: ImageId::generate(ports.clock.now()),
        checksum,
        name: file.name,
        width: made.width,
        height: made.height,
        size_bytes: made.sizes.last().map_or(0, |large| large.len() as u64),
        placeholder: format!("data:{};base64,{}", Image::CONTENT_TYPE, STANDARD.encode(&made.placeholder)),
    };
    store(ports, &image, made).await?;
    Ok(image)
}

async fn store(ports: &Ports, image: &Image, made: MadePicture) -> Result<(), Error> {
    let keys = ImageSize::ALL.map(|size| image.key(size));
    ports.objects.ensure_room(made.sizes.iter().map(|bytes| bytes.len() as u64).sum()).await?;
    ports.catalogue.expect_objects(&keys).await?;
    for (key, bytes) in keys.iter().zip(made.sizes) {
        ports.objects.put(key, bytes).await?;
    }
    Ok(())
}

async fn save(ports: &Ports, video: Video, cause: &Cause) -> Result<(), Error> {
    let changes = Changes { videos: vec![video.clone()], ..Changes::default() };
    let _ = ports.catalogue.commit(changes, cause).await?;
    tell_video(ports, &video);
    Ok(())
}

/// Removes the objects of a picture that certainly found no place. When the outcome of the commit is not known, the
/// sweep finds out.
async fn settle(ports: &Ports, image: &Image, placed: Result<(), Error>) -> Result<(), Error> {
    if matches!(placed, Err(Error::NotFound | Error::Store(StoreError::Conflict))) {
        for size in ImageSize::ALL {
            discard(ports, &image.key(size)).await;
        }
    }
    placed
}
