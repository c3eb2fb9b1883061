//! The objects themselves: read, write once, list, delete.

use std::{
    fs::File,
    io::{self, Write},
    ops::Range,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use kernel::Timestamp;
use object_store::{
    GetOptions, GetRange, GetResultPayload, ObjectMeta, ObjectStore, ObjectStoreExt, local::LocalFileSystem,
};

use super::{
    ObjectError, ObjectKey, Reserve, Resumable, Space,
    folder::{Folder, Mode, open_inside},
};

/// Bytes of one piece of a streamed file: a hop to the disk thread for each smaller piece would cost more than the
/// read.
const READ_SIZE: u64 = 256 * 1024;

/// Object storage. Copies are cheap and lead to the same objects.
#[derive(Clone, Debug)]
pub struct Objects {
    reader: Arc<dyn ObjectStore>,
    folder: Arc<Folder>,
    reserve: Reserve,
}

/// What is known of an object without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its name.
    pub key: ObjectKey,
    /// Bytes in all.
    pub size: u64,
    /// When it was written.
    pub modified: Timestamp,
    /// Changes with the content; quoted already, if the store quotes it.
    pub etag: Option<String>,
}

/// An object, or a part of one, on its way.
pub struct Object {
    /// Of the whole object.
    pub meta: Meta,
    /// The bytes that come, a part of `0..meta.size`.
    pub range: Range<u64>,
    /// Pieces of a bounded size.
    pub body: BoxStream<'static, Result<Bytes, ObjectError>>,
}

/// An object that is still arriving, where objects are files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growing {
    /// The file. It may have more bytes than [`Growing::size`], which may yet be taken back.
    pub path: PathBuf,
    /// Bytes that stay.
    pub size: u64,
}

impl Objects {
    /// Objects in a local folder, made when absent. What a killed process left half-written is removed.
    pub async fn open_folder(root: PathBuf, reserve: Reserve) -> Result<Self, ObjectError> {
        blocking(move || {
            let folder = Folder::open(&root)?;
            let reader = LocalFileSystem::new_with_prefix(folder.objects()).map_err(ObjectError::other)?;
            Ok(Self { reader: Arc::new(reader), folder: Arc::new(folder), reserve })
        })
        .await
    }

    /// Stores `bytes` under a new key. An object of the same size there counts as this one, stored before.
    pub async fn put(&self, key: &ObjectKey, bytes: Bytes) -> Result<(), ObjectError> {
        self.store(key, Mode::Create, move |file| file.write_all(&bytes)).await
    }

    /// Stores a copy of the file `name` below `folder` under a new key, like [`Objects::put`]. A hostile program may
    /// have filled the folder: links, and anything else that is not a plain file inside it, are refused.
    pub async fn put_file(&self, key: &ObjectKey, folder: &Path, name: &Path) -> Result<(), ObjectError> {
        let (folder, name) = (folder.to_path_buf(), name.to_path_buf());
        self.store(key, Mode::Create, move |file| io::copy(&mut open_inside(&folder, &name)?, file).map(drop)).await
    }

    /// Stores the object under `from` under a new key, too; its bytes are not written again. Either may be deleted
    /// without the other.
    pub async fn put_again(&self, from: &ObjectKey, key: &ObjectKey) -> Result<(), ObjectError> {
        let (folder, from, key) = (self.folder.clone(), from.clone(), key.clone());
        blocking(move || folder.link(&from, &key)).await
    }

    /// Replaces the object under `key`, if there is one, in one step. Only for growing playlists.
    pub async fn put_mutable(&self, key: &ObjectKey, bytes: Bytes) -> Result<(), ObjectError> {
        self.store(key, Mode::Replace, move |file| file.write_all(&bytes)).await
    }

    /// The object under `key` as it arrives in pieces.
    pub fn resumable(&self, key: &ObjectKey) -> Resumable {
        Resumable::new(self.folder.clone(), key.clone())
    }

    /// Opens an object, or the part of it in `range`, which must begin inside it; what lies beyond its end is left out.
    pub async fn get(&self, key: &ObjectKey, range: Option<Range<u64>>) -> Result<Object, ObjectError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.reader.get_opts(&location(key), options).await;
        let found = found.map_err(|error| ObjectError::from_store(key, error))?;
        let (meta, range) = (describe(key.clone(), &found.meta), found.range.clone());
        let body = match found.payload {
            GetResultPayload::File(file, _) => stream_file(key, file, &range),
            GetResultPayload::Stream(body) => {
                let key = key.clone();
                body.map_err(move |error| ObjectError::from_store(&key, error)).boxed()
            }
        };
        Ok(Object { meta, range, body })
    }

    /// The whole object in memory: for playlists, pictures and single segments.
    pub async fn read(&self, key: &ObjectKey) -> Result<Bytes, ObjectError> {
        let found = self.reader.get(&location(key)).await.map_err(|error| ObjectError::from_store(key, error))?;
        found.bytes().await.map_err(|error| ObjectError::from_store(key, error))
    }

    /// What is known of the object.
    pub async fn head(&self, key: &ObjectKey) -> Result<Meta, ObjectError> {
        let found = self.reader.head(&location(key)).await.map_err(|error| ObjectError::from_store(key, error))?;
        Ok(describe(key.clone(), &found))
    }

    /// All objects below `prefix` (whole segments: `enc/1` is no prefix of `enc/12/x`), in no order.
    pub fn list(&self, prefix: Option<&ObjectKey>) -> BoxStream<'static, Result<Meta, ObjectError>> {
        let found = self.reader.list(prefix.map(location).as_ref());
        found
            .map_err(ObjectError::other)
            .and_then(|meta| async move {
                let key = ObjectKey::parse(meta.location.as_ref()).map_err(ObjectError::other)?;
                Ok(describe(key, &meta))
            })
            .boxed()
    }

    /// Removes an object. One that is not there is removed already.
    pub async fn delete(&self, key: &ObjectKey) -> Result<(), ObjectError> {
        let (folder, key) = (self.folder.clone(), key.clone());
        blocking(move || folder.delete(&key)).await
    }

    /// Removes the objects that [`Objects::list`] finds below `prefix`, and the one under it exactly.
    pub async fn delete_prefix(&self, prefix: &ObjectKey) -> Result<(), ObjectError> {
        let (folder, prefix) = (self.folder.clone(), prefix.clone());
        blocking(move || folder.delete_prefix(&prefix)).await
    }

    /// The file with the object, if objects are files here. It is immutable: open it to read only.
    pub fn local_path(&self, key: &ObjectKey) -> Option<PathBuf> {
        Some(self.folder.path(key))
    }

    /// The object as far as it has arrived, if it arrives at this process and objects are files here; nothing before
    /// its first bytes, and nothing once it is finished or given up.
    pub fn growing(&self, key: &ObjectKey) -> Option<Growing> {
        let size = self.folder.kept(key)?;
        Some(Growing { path: self.folder.upload_path(key), size })
    }

    /// Gives the object a second name in `folder`, which must lie in the same file system, and says which.
    pub async fn hard_link_into(&self, key: &ObjectKey, folder: &Path) -> Result<PathBuf, ObjectError> {
        let (objects, key, folder) = (self.folder.clone(), key.clone(), folder.to_path_buf());
        blocking(move || objects.hard_link(&key, &folder)).await
    }

    /// The room there is.
    pub async fn space(&self) -> Result<Space, ObjectError> {
        let folder = self.folder.clone();
        blocking(move || Ok(Space::of(folder.root())?)).await
    }

    /// Whether `bytes` more may be accepted; [`ObjectError::Full`] if they would eat into the reserve.
    pub async fn ensure_room(&self, bytes: u64) -> Result<(), ObjectError> {
        if self.space().await?.has_room(bytes, self.reserve) { Ok(()) } else { Err(ObjectError::Full) }
    }

    async fn store(
        &self,
        key: &ObjectKey,
        mode: Mode,
        fill: impl FnOnce(&mut File) -> io::Result<()> + Send + 'static,
    ) -> Result<(), ObjectError> {
        let (folder, key) = (self.folder.clone(), key.clone());
        blocking(move || folder.store(&key, mode, fill)).await
    }
}

/// Runs file work where it may block.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ObjectError> + Send + 'static,
) -> Result<T, ObjectError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(ObjectError::other(error)),
    }
}

fn location(key: &ObjectKey) -> object_store::path::Path {
    object_store::path::Path::from(key.as_str())
}

fn describe(key: ObjectKey, found: &ObjectMeta) -> Meta {
    let modified = Timestamp::from_millis(found.last_modified.timestamp_millis());
    Meta { key, size: found.size, modified, etag: found.e_tag.clone() }
}

fn stream_file(key: &ObjectKey, file: File, range: &Range<u64>) -> BoxStream<'static, Result<Bytes, ObjectError>> {
    let (key, file) = (key.clone(), Arc::new(file));
    let pieces = stream::try_unfold(range.clone(), move |rest| {
        let (key, file) = (key.clone(), file.clone());
        async move {
            let piece = rest.start..rest.end.min(rest.start.saturating_add(READ_SIZE));
            if piece.is_empty() {
                return Ok(None);
            }
            let next = piece.end..rest.end;
            let bytes = blocking(move || read_piece(&key, &file, &piece)).await?;
            Ok(Some((bytes, next)))
        }
    });
    pieces.boxed()
}

fn read_piece(key: &ObjectKey, file: &File, piece: &Range<u64>) -> Result<Bytes, ObjectError> {
    let length = usize::try_from(piece.end - piece.start).map_err(ObjectError::other)?;
    let mut buffer = vec![0; length];
    file.read_exact_at(&mut buffer, piece.start).map_err(|error| ObjectError::from_io(key, error))?;
    Ok(buffer.into())
}
