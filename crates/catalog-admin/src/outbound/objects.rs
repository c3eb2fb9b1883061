//! The use cases' object storage over the platform's.

use std::{convert::Infallible, ops::Range};

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use platform::objects::{Appender, InvalidKey, ObjectError, ObjectKey, Objects};
use tokio::io::AsyncReadExt;

use crate::application::ports::{Appended, ObjectBytes, ObjectStorage, Slice, StorageError, Writer};

/// The installation's object storage.
#[derive(Clone, Debug)]
pub struct StoredObjects(Objects);

impl StoredObjects {
    /// Over the platform's objects.
    pub const fn new(objects: Objects) -> Self {
        Self(objects)
    }
}

#[async_trait]
impl ObjectStorage for StoredObjects {
    async fn ensure_room(&self, bytes: u64) -> Result<(), StorageError> {
        Ok(self.0.ensure_room(bytes).await?)
    }

    async fn begin(&self, key: &str) -> Result<(), StorageError> {
        match self.0.resumable(&parse(key)?).begin().await {
            Ok(()) | Err(ObjectError::Exists(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn open(&self, key: &str, committed: u64) -> Result<Box<dyn Writer>, StorageError> {
        let appender = self.0.resumable(&parse(key)?).open(committed).await?;
        Ok(Box::new(OpenObject(appender)))
    }

    async fn start(&self, key: &str, length: u64) -> Result<Option<Vec<u8>>, StorageError> {
        let Some(growing) = self.0.growing(&parse(key)?) else { return Ok(None) };
        let file = tokio::fs::File::open(growing.path).await.map_err(ObjectError::from)?;
        let mut start = Vec::new();
        file.take(length.min(growing.size)).read_to_end(&mut start).await.map_err(ObjectError::from)?;
        Ok(Some(start))
    }

    async fn finish(&self, key: &str, size: u64) -> Result<(), StorageError> {
        Ok(self.0.resumable(&parse(key)?).finish(size).await?)
    }

    async fn abort(&self, key: &str) -> Result<(), StorageError> {
        Ok(self.0.resumable(&parse(key)?).abort().await?)
    }

    async fn put(&self, key: &str, bytes: Bytes) -> Result<(), StorageError> {
        Ok(self.0.put(&parse(key)?, bytes).await?)
    }

    async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<ObjectBytes, StorageError> {
        let found = self.0.get(&parse(key)?, range).await?;
        let body = found.body.map_err(StorageError::from).boxed();
        Ok(ObjectBytes { range: found.range, body })
    }

    async fn delete(&self, key: &str) -> Result<(), StorageError> {
        Ok(self.0.delete(&parse(key)?).await?)
    }
}

/// An object open for appending.
struct OpenObject(Appender);

#[async_trait]
impl Writer for OpenObject {
    async fn append(&mut self, slice: &mut Slice<'_, '_>) -> Result<Appended, StorageError> {
        let pieces = stream::unfold(slice, |slice| async move {
            let piece = slice.next().await?;
            Some((Ok::<_, Infallible>(piece), slice))
        });
        let mut pieces = Box::pin(pieces);
        // The slice itself says when it is time to pause.
        let appended = self.0.append(&mut pieces, u64::MAX).await?;
        Ok(Appended { size: appended.size })
    }

    fn keep(&mut self) {
        self.0.keep();
    }
}

fn parse(key: &str) -> Result<ObjectKey, StorageError> {
    Ok(ObjectKey::parse(key)?)
}

impl From<InvalidKey> for StorageError {
    fn from(error: InvalidKey) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<ObjectError> for StorageError {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::NotFound(_) => Self::NotFound,
            ObjectError::Full => Self::Full,
            ObjectError::Busy => Self::Busy,
            ObjectError::Exists(_) => Self::Failed(error.to_string()),
            ObjectError::Other(cause) => Self::Failed(cause.to_string()),
        }
    }
}
