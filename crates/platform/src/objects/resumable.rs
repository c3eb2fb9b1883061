//! An object that arrives in pieces over hours and restarts: begun, appended to, finished or given up.
//!
//! The caller keeps the committed size in its database. Bytes beyond it were never acknowledged, so opening cuts them
//! off; bytes below it are on the disk, because each append ends with a sync. What is committed may be read while the
//! rest is still on its way: [`super::Objects::growing`].

use std::{
    fs::{self, File, TryLockError},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use bytes::Bytes;
use futures::{Stream, StreamExt};

use super::{
    ObjectError, ObjectKey,
    folder::{Folder, is_same, make_read_only, or_gone, sync_folder},
    store::blocking,
};
use crate::crash;

/// Bytes gathered before they are written: few hops to the disk thread, and little memory with many uploads at once.
const WRITE_SIZE: usize = 128 * 1024;

/// How long a lock may be held by nobody: a program that is being started has, until it runs, every open file of this
/// process, and keeps the lock of one that was closed here meanwhile.
const STRAY_LOCK: Duration = Duration::from_millis(500);
/// How often such a lock is tried.
const TRY_EVERY: Duration = Duration::from_millis(2);

/// The object under a key while it is not finished.
#[derive(Clone, Debug)]
pub struct Resumable {
    folder: Arc<Folder>,
    key: ObjectKey,
}

/// The right to append: one at a time for each object.
#[derive(Debug)]
pub struct Appender {
    /// Away only while a disk thread has it.
    file: Option<File>,
    folder: Arc<Folder>,
    key: ObjectKey,
    size: u64,
}

/// What an append came to.
#[derive(Debug)]
pub struct Appended<E> {
    /// Bytes in the object now, all of them on the disk.
    pub size: u64,
    /// Why it ended.
    pub ending: Ending<E>,
}

/// Why an append ended. What had arrived is kept in each case.
#[derive(Debug)]
pub enum Ending<E> {
    /// The body has ended.
    Complete,
    /// Enough for now: commit the size, then go on.
    Paused,
    /// The body broke off.
    Interrupted(E),
}

impl Resumable {
    pub(super) const fn new(folder: Arc<Folder>, key: ObjectKey) -> Self {
        Self { folder, key }
    }

    /// Makes the empty object. [`ObjectError::Exists`] if it has begun already.
    pub async fn begin(&self) -> Result<(), ObjectError> {
        self.blocking(|folder, key| {
            let path = folder.upload_path(key);
            let parent = parent_of(&path)?;
            folder.make_durable(parent)?;
            let file = File::create_new(&path).map_err(|error| ObjectError::from_io(key, error))?;
            file.sync_all()?;
            Ok(sync_folder(parent)?)
        })
        .await
    }

    /// Bytes that are there, of which some may not be committed; nothing if it has not begun or is finished.
    pub async fn size(&self) -> Result<Option<u64>, ObjectError> {
        self.blocking(|folder, key| match folder.upload_path(key).metadata() {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        })
        .await
    }

    /// Opens it for appending after the first `committed` bytes. [`ObjectError::Busy`] while somebody else does.
    pub async fn open(&self, committed: u64) -> Result<Appender, ObjectError> {
        let opened = self.blocking(move |folder, key| {
            let mut file = lock(&folder.upload_path(key), key)?;
            let found = file.metadata()?.len();
            if found < committed {
                return Err(ObjectError::other(format!("{key} has {found} bytes of {committed} acknowledged ones")));
            }
            file.set_len(committed)?;
            file.seek(SeekFrom::Start(committed))?;
            Ok(file)
        });
        let Self { folder, key } = self.clone();
        let appender = Appender { file: Some(opened.await?), folder, key, size: committed };
        appender.keep();
        Ok(appender)
    }

    /// Makes it an object of exactly `size` bytes, immutable from now on. Repeating it is allowed.
    pub async fn finish(&self, size: u64) -> Result<(), ObjectError> {
        self.blocking(move |folder, key| {
            let path = folder.upload_path(key);
            match lock(&path, key) {
                Ok(file) => {
                    turn_into_object(folder, key, &file, size)?;
                    folder.keep_no_longer(key);
                    Ok(())
                }
                // Finished before, and the answer was lost.
                Err(ObjectError::NotFound(_)) if folder.path(key).metadata().is_ok_and(|it| it.len() == size) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// Gives it up and frees its space. One that is not there is given up already.
    pub async fn abort(&self) -> Result<(), ObjectError> {
        self.blocking(|folder, key| {
            let path = folder.upload_path(key);
            folder.keep_no_longer(key);
            match lock(&path, key) {
                Ok(_held) => Ok(or_gone(fs::remove_file(&path))?),
                Err(ObjectError::NotFound(_)) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Folder, &ObjectKey) -> Result<T, ObjectError> + Send + 'static,
    ) -> Result<T, ObjectError> {
        let Self { folder, key } = self.clone();
        blocking(move || work(&folder, &key)).await
    }
}

impl Appender {
    /// Bytes in the object.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The caller has committed the size: what is there stays, and others may read it.
    pub fn keep(&self) {
        self.folder.keep(&self.key, self.size);
    }

    /// Appends `body` until it ends, breaks off, or `pause_after` bytes or a little more have come, then syncs.
    ///
    /// When the disk is full, the space of this append is given back. After any error, or when this future is
    /// dropped half-way, open the object again.
    pub async fn append<E>(
        &mut self,
        body: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
        pause_after: u64,
    ) -> Result<Appended<E>, ObjectError> {
        let start = self.size;
        let ending = loop {
            let (pieces, ending) = gather(body).await;
            if !pieces.is_empty() {
                self.write(start, pieces).await?;
            }
            if let Some(ending) = ending {
                break ending;
            }
            if self.size - start >= pause_after {
                break Ending::Paused;
            }
        };
        self.with_file(|file| file.sync_data()).await?;
        crash::step("appended");
        Ok(Appended { size: self.size, ending })
    }

    async fn write(&mut self, start: u64, pieces: Vec<Bytes>) -> Result<(), ObjectError> {
        let length: usize = pieces.iter().map(Bytes::len).sum();
        self.with_file(move |file| {
            let written = pieces.iter().try_for_each(|piece| file.write_all(piece));
            if written.is_err() {
                file.set_len(start)?;
            }
            written
        })
        .await?;
        self.size += length as u64;
        Ok(())
    }

    /// Lends the file to a disk thread. If the caller goes away meanwhile, the thread ends what it began and only then
    /// drops the file and its lock, so that no late write can meet the next appender.
    async fn with_file(
        &mut self,
        work: impl FnOnce(&mut File) -> io::Result<()> + Send + 'static,
    ) -> Result<(), ObjectError> {
        let Some(mut file) = self.file.take() else {
            return Err(ObjectError::other(format!("{} must be opened again", self.key)));
        };
        let file = blocking(move || {
            work(&mut file)?;
            Ok(file)
        });
        self.file = Some(file.await?);
        Ok(())
    }
}

/// Waits for about [`WRITE_SIZE`] bytes, or for the end.
async fn gather<E>(body: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin)) -> (Vec<Bytes>, Option<Ending<E>>) {
    let (mut pieces, mut length) = (Vec::new(), 0);
    while length < WRITE_SIZE {
        match body.next().await {
            Some(Ok(piece)) => {
                length += piece.len();
                pieces.push(piece);
            }
            Some(Err(error)) => return (pieces, Some(Ending::Interrupted(error))),
            None => return (pieces, Some(Ending::Complete)),
        }
    }
    (pieces, None)
}

/// The lock lies on the open file itself: it ends with the process, and with the last thread that writes.
fn lock(path: &Path, key: &ObjectKey) -> Result<File, ObjectError> {
    let file = File::options().read(true).write(true).open(path).map_err(|error| ObjectError::from_io(key, error))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < STRAY_LOCK => thread::sleep(TRY_EVERY),
            Err(error) => return Err(ObjectError::from_io(key, error.into())),
        }
    }
}

/// A second name, then away with the first: a crash in between leaves both, and finishing again removes the first.
fn turn_into_object(folder: &Folder, key: &ObjectKey, file: &File, size: u64) -> Result<(), ObjectError> {
    let found = file.metadata()?.len();
    if found != size {
        return Err(ObjectError::other(format!("{key} has {found} bytes, {size} were announced")));
    }
    make_read_only(file)?;
    file.sync_all()?;
    let upload = folder.upload_path(key);
    let (target, parent) = folder.prepare(key)?;
    if let Err(error) = fs::hard_link(&upload, &target)
        && !(error.kind() == io::ErrorKind::AlreadyExists && is_same(&upload, &target)?)
    {
        folder.accept_equal(key, size, error)?;
    }
    sync_folder(&parent)?;
    crash::step("linked");
    or_gone(fs::remove_file(&upload))?;
    Ok(sync_folder(parent_of(&upload)?)?)
}

fn parent_of(path: &Path) -> Result<&Path, ObjectError> {
    path.parent().ok_or_else(|| ObjectError::other("a file without a folder"))
}
