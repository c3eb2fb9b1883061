//! Finding one thing, and trying again when somebody else was quicker.

use super::{
    Error,
    ports::{Ports, StoreError},
};
use crate::domain::{
    CastMember, CastMemberId, Category, CategoryId, Genre, GenreId, UploadId, UserId, VideoId, upload::Upload,
    video::Video,
};

/// Tries before a conflict is the caller's.
const ATTEMPTS: usize = 5;

/// The version a caller has seen, if it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected(pub Option<i64>);

impl Expected {
    /// Refuses another version.
    pub fn check(self, version: i64) -> Result<(), Error> {
        match self.0 {
            Some(expected) if expected != version => Err(Error::VersionConflict),
            _ => Ok(()),
        }
    }
}

/// A category.
pub async fn category(ports: &Ports, id: CategoryId) -> Result<Category, Error> {
    ports.catalogue.categories(&[id]).await?.pop().ok_or(Error::NotFound)
}

/// A genre.
pub async fn genre(ports: &Ports, id: GenreId) -> Result<Genre, Error> {
    ports.catalogue.genres(&[id]).await?.pop().ok_or(Error::NotFound)
}

/// A cast member.
pub async fn cast_member(ports: &Ports, id: CastMemberId) -> Result<CastMember, Error> {
    ports.catalogue.cast_members(&[id]).await?.pop().ok_or(Error::NotFound)
}

/// A video.
pub async fn video(ports: &Ports, id: VideoId) -> Result<Video, Error> {
    ports.catalogue.videos(&[id]).await?.pop().ok_or(Error::NotFound)
}

/// An upload of `owner`; others do not learn that it exists.
pub async fn find_upload(ports: &Ports, id: UploadId, owner: UserId) -> Result<Upload, Error> {
    let upload = ports.uploads.find(id).await?.filter(|upload| upload.owner == owner);
    upload.ok_or(Error::NotFound)
}

/// Loads and changes again while somebody else's change came in between.
pub(super) async fn retrying<T, R>(mut attempt: impl FnMut() -> R) -> Result<T, Error>
where
    R: Future<Output = Result<T, Error>>,
{
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(Error::Store(StoreError::Conflict)) => {}
            settled => return settled,
        }
    }
    attempt().await
}
