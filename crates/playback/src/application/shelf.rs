//! Segments and playlists, kept in memory once read: a hot one costs neither a disk read nor a thread hop.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use moka::future::Cache;
use platform::objects::{ObjectError, ObjectKey, Objects};

/// Larger objects are read anew each time, in pieces.
const KEPT_AT_MOST: u64 = 8 << 20;
/// A growing playlist is at most this old.
const LIVE_FOR: Duration = Duration::from_millis(200);
/// What an entry costs beside its bytes.
const OVERHEAD: u32 = 256;

/// An object in memory.
#[derive(Clone, Debug)]
pub struct Volume {
    pub bytes: Bytes,
    /// Strong, quoted.
    pub etag: String,
}

impl Volume {
    /// Bytes that were made or read just now.
    pub fn of(bytes: Bytes) -> Self {
        let etag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..32]);
        Self { bytes, etag }
    }
}

/// Why there are no bytes.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ShelfError {
    #[error("there is no such object")]
    NotFound,
    /// Not kept in memory: read it from the store.
    #[error("the object is too large to be kept")]
    TooLarge,
    #[error("the object store is unavailable: {0}")]
    Unavailable(Arc<ObjectError>),
}

/// What was read lately.
#[derive(Clone)]
pub struct MediaShelf {
    objects: Objects,
    kept: Cache<ObjectKey, Volume>,
    live: Cache<ObjectKey, Volume>,
}

impl MediaShelf {
    /// Keeps `cache_bytes` at most.
    pub fn new(objects: Objects, cache_bytes: u64) -> Self {
        let weigher = |_: &ObjectKey, volume: &Volume| {
            u32::try_from(volume.bytes.len()).unwrap_or(u32::MAX).saturating_add(OVERHEAD)
        };
        let kept = Cache::builder().max_capacity(cache_bytes).weigher(weigher).build();
        let live = Cache::builder().max_capacity(1_000).time_to_live(LIVE_FOR).build();
        Self { objects, kept, live }
    }

    /// The store, for what is too large to keep.
    pub const fn objects(&self) -> &Objects {
        &self.objects
    }

    /// An object that never changes. Many readers at once cause one read.
    pub async fn fixed(&self, key: &ObjectKey) -> Result<Volume, ShelfError> {
        self.kept.try_get_with_by_ref(key, self.read(key)).await.map_err(|error| (*error).clone())
    }

    /// A playlist that is replaced as it grows.
    pub async fn growing(&self, key: &ObjectKey) -> Result<Volume, ShelfError> {
        self.live.try_get_with_by_ref(key, self.read(key)).await.map_err(|error| (*error).clone())
    }

    async fn read(&self, key: &ObjectKey) -> Result<Volume, ShelfError> {
        let meta = self.objects.head(key).await.map_err(shelf_error)?;
        if meta.size > KEPT_AT_MOST {
            return Err(ShelfError::TooLarge);
        }
        let bytes = self.objects.read(key).await.map_err(shelf_error)?;
        Ok(Volume::of(bytes))
    }
}

fn shelf_error(error: ObjectError) -> ShelfError {
    match error {
        ObjectError::NotFound(_) => ShelfError::NotFound,
        other => ShelfError::Unavailable(Arc::new(other)),
    }
}
