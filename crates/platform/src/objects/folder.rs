//! The local folder: files that appear whole or not at all, and stay through a power cut once acknowledged.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File, Permissions},
    io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use nix::fcntl::{OFlag, OpenHow, ResolveFlag, openat2};
use tempfile::{NamedTempFile, PersistError};

use super::{ObjectError, ObjectKey};
use crate::crash;

/// Folders remembered as durable; beyond it the memory starts afresh.
const REMEMBERED: usize = 4_096;

/// The jail may read an object under another user id; nobody writes to one.
const READ_ONLY: u32 = 0o444;

/// Whether a key that is taken is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Create,
    Replace,
}

/// A folder with three rooms in one file system: finished objects, files being written, and uploads under way.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
    /// Folders whose entries up to the root are known to be on the disk.
    durable: Mutex<HashSet<PathBuf>>,
    /// Bytes of uploads that nobody takes back, as far as they were received by this process.
    kept: Mutex<HashMap<ObjectKey, u64>>,
}

impl Folder {
    /// Makes the rooms and removes what a killed process left half-written.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let folder = Self { root: root.canonicalize()?, durable: Mutex::default(), kept: Mutex::default() };
        for room in [folder.objects(), folder.unfinished(), folder.uploads()] {
            folder.make_durable(&room)?;
        }
        folder.sweep()?;
        Ok(folder)
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where finished objects lie, each under its key.
    pub(super) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    pub(super) fn path(&self, key: &ObjectKey) -> PathBuf {
        self.objects().join(key.as_str())
    }

    pub(super) fn upload_path(&self, key: &ObjectKey) -> PathBuf {
        self.uploads().join(key.as_str())
    }

    /// Notes how many bytes of an upload stay whatever happens.
    pub(super) fn keep(&self, key: &ObjectKey, size: u64) {
        self.all_kept().insert(key.clone(), size);
    }

    /// What [`Folder::keep`] noted, unless the upload is over.
    pub(super) fn kept(&self, key: &ObjectKey) -> Option<u64> {
        self.all_kept().get(key).copied()
    }

    /// An upload is over, one way or the other.
    pub(super) fn keep_no_longer(&self, key: &ObjectKey) {
        self.all_kept().remove(key);
    }

    fn all_kept(&self) -> std::sync::MutexGuard<'_, HashMap<ObjectKey, u64>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn uploads(&self) -> PathBuf {
        self.root.join("uploads")
    }

    fn unfinished(&self) -> PathBuf {
        self.root.join("unfinished")
    }

    /// Stores what `fill` writes. In [`Mode::Create`] an object of the same size under the key counts as stored.
    pub(super) fn store(
        &self,
        key: &ObjectKey,
        mode: Mode,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), ObjectError> {
        let mut unfinished = NamedTempFile::new_in(self.unfinished())?;
        // Tells a sweeping process that this file has a living writer.
        unfinished.as_file().try_lock().map_err(io::Error::from)?;
        fill(unfinished.as_file_mut())?;
        make_read_only(unfinished.as_file())?;
        unfinished.as_file().sync_all()?;
        self.publish(key, mode, unfinished)
    }

    fn publish(&self, key: &ObjectKey, mode: Mode, unfinished: NamedTempFile) -> Result<(), ObjectError> {
        let (target, folder) = self.prepare(key)?;
        let size = unfinished.as_file().metadata()?.len();
        crash::step("rename");
        match rename(unfinished, &target, mode) {
            Ok(()) => {}
            // The prefix was deleted between the two steps.
            Err(PersistError { error, file }) if error.kind() == io::ErrorKind::NotFound => {
                self.forget(&folder);
                self.make_durable(&folder)?;
                rename(file, &target, mode).map_err(|failed| ObjectError::from_io(key, failed.error))?;
            }
            Err(failed) => self.accept_equal(key, size, failed.error)?,
        }
        // Also when the object was there: whoever wrote it may not have come to its sync yet.
        sync_folder(&folder)?;
        crash::step("renamed");
        Ok(())
    }

    /// The path of an object, whose folder exists durably, and that folder.
    pub(super) fn prepare(&self, key: &ObjectKey) -> io::Result<(PathBuf, PathBuf)> {
        let target = self.path(key);
        let folder = target.parent().map_or_else(|| self.objects(), Path::to_path_buf);
        self.make_durable(&folder)?;
        Ok((target, folder))
    }

    /// A key that is taken is fine if its object has the same size: the same command was repeated.
    pub(super) fn accept_equal(&self, key: &ObjectKey, size: u64, error: io::Error) -> Result<(), ObjectError> {
        let taken = error.kind() == io::ErrorKind::AlreadyExists;
        if taken && self.path(key).metadata().is_ok_and(|found| found.len() == size) {
            return Ok(());
        }
        Err(ObjectError::from_io(key, error))
    }

    /// Removes one object; one that is not there is removed already.
    pub(super) fn delete(&self, key: &ObjectKey) -> Result<(), ObjectError> {
        or_gone(fs::remove_file(self.path(key)))?;
        Ok(())
    }

    /// Removes all objects below `prefix`, and one under it exactly.
    pub(super) fn delete_prefix(&self, prefix: &ObjectKey) -> Result<(), ObjectError> {
        let path = self.path(prefix);
        self.forget(&path);
        match fs::symlink_metadata(&path) {
            Ok(found) if found.is_dir() => or_gone(fs::remove_dir_all(&path))?,
            Ok(_) => or_gone(fs::remove_file(&path))?,
            Err(error) => or_gone(Err(error))?,
        }
        Ok(())
    }

    /// Gives an object a second name in `folder`, which must be in the same file system.
    pub(super) fn hard_link(&self, key: &ObjectKey, folder: &Path) -> Result<PathBuf, ObjectError> {
        let source = self.path(key);
        let name = source.file_name().ok_or_else(|| ObjectError::NotFound(key.clone()))?;
        let link = folder.join(name);
        match fs::hard_link(&source, &link) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_same(&source, &link)? => Ok(link),
            Err(error) => Err(ObjectError::from_io(key, error)),
            Ok(()) => Ok(link),
        }
    }

    /// Gives an object a second key. Uploads become objects the same way, so that the file system can do it.
    pub(super) fn link(&self, from: &ObjectKey, key: &ObjectKey) -> Result<(), ObjectError> {
        let source = self.path(from);
        let size = source.metadata().map_err(|error| ObjectError::from_io(from, error))?.len();
        let (target, folder) = self.prepare(key)?;
        if let Err(error) = fs::hard_link(&source, &target) {
            self.accept_equal(key, size, error)?;
        }
        crash::step("linked");
        Ok(sync_folder(&folder)?)
    }

    /// Makes `folder` and sees to it that a power cut cannot take it away, nor any folder between it and the root.
    pub(super) fn make_durable(&self, folder: &Path) -> io::Result<()> {
        if self.remembered().contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        for parent in folder.ancestors().skip(1).take_while(|parent| parent.starts_with(&self.root)) {
            sync_folder(parent)?;
        }
        let mut durable = self.remembered();
        if durable.len() >= REMEMBERED {
            durable.clear();
        }
        durable.insert(folder.to_path_buf());
        Ok(())
    }

    fn forget(&self, path: &Path) {
        self.remembered().retain(|folder| !folder.starts_with(path));
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, HashSet<PathBuf>> {
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.unfinished())? {
            let path = entry?.path();
            if File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
                or_gone(fs::remove_file(&path))?;
            }
        }
        Ok(())
    }
}

fn rename(file: NamedTempFile, target: &Path, mode: Mode) -> Result<(), PersistError> {
    match mode {
        Mode::Create => file.persist_noclobber(target).map(drop),
        Mode::Replace => file.persist(target).map(drop),
    }
}

/// Whether two names lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (one, other) = (one.metadata()?, other.metadata()?);
    Ok((one.dev(), one.ino()) == (other.dev(), other.ino()))
}

/// Opens the plain file `name` below `folder` without following links on the way, whoever made them.
pub(super) fn open_inside(folder: &Path, name: &Path) -> io::Result<File> {
    let how = OpenHow::new()
        // Without it, opening a named pipe would wait for a writer.
        .flags(OFlag::O_RDONLY | OFlag::O_CLOEXEC | OFlag::O_NONBLOCK)
        .resolve(ResolveFlag::RESOLVE_BENEATH | ResolveFlag::RESOLVE_NO_SYMLINKS);
    let file = File::from(openat2(File::open(folder)?, name, how)?);
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain file"))
}

pub(super) fn make_read_only(file: &File) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(READ_ONLY))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// What is gone already needs no removing.
pub(super) fn or_gone(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}
