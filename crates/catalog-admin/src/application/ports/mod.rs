//! What the use cases need from outside: the database, object storage, a maker of pictures, and whoever watches live.

mod catalogue;
mod live;
mod objects;
mod pictures;
mod uploads;

use std::sync::Arc;

use kernel::Clock;

use super::writers::Writers;

pub use catalogue::{
    Attachment, CastMemberFilter, CastMemberSort, Catalogue, CategoryFilter, CategorySort, Changes, Errand,
    GenreFilter, GenreSort, ListQuery, Neighbours, StoreError, VideoFilter, VideoSort,
};
pub use live::{EncodeProgress, LiveEvent, LiveFeed, MediaNews, ProgressLog, RungProgress};
pub use objects::{
    Appended, BodyError, ByteStream, Incoming, ObjectBytes, ObjectStorage, Slice, SliceEnd, StorageError, Writer,
};
pub use pictures::{MadePicture, PictureError, PictureMaker, PictureOrder};
pub use uploads::{NewUpload, UploadLimits, Uploads};

/// Everything outside, handed to each use case.
#[derive(Clone)]
pub struct Ports {
    /// Categories, genres, cast members and videos.
    pub catalogue: Arc<dyn Catalogue>,
    /// Files on their way in.
    pub uploads: Arc<dyn Uploads>,
    /// How far encodes are.
    pub progress: Arc<dyn ProgressLog>,
    /// Bytes.
    pub objects: Arc<dyn ObjectStorage>,
    /// Who is writing which upload.
    pub writers: Writers,
    /// Decodes and re-encodes pictures.
    pub pictures: Arc<dyn PictureMaker>,
    /// Whoever watches.
    pub feed: Arc<dyn LiveFeed>,
    /// What becomes of originals.
    pub originals: Originals,
    /// The present.
    pub clock: Arc<dyn Clock>,
}

/// What becomes of the original of an encoded film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Originals {
    /// It stays as long as the film.
    Kept,
    /// It goes once the film is encoded.
    Dropped,
}
