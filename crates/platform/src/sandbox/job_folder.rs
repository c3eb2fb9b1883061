//! The folder one task works in: `in/` read-only, `out/` writable.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use nix::{
    sys::stat::Mode,
    unistd::{Gid, Uid, chown, mkfifo},
};
use tokio::net::unix::pipe;

/// A job folder with its two halves. The caller owns its life; nothing here deletes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFolder(PathBuf);

impl JobFolder {
    /// Makes `in/` and `out/` below `path`, which may exist already.
    pub fn create(path: impl Into<PathBuf>) -> io::Result<Self> {
        let folder = Self(path.into());
        fs::create_dir_all(folder.input())?;
        fs::create_dir_all(folder.output())?;
        Ok(folder)
    }

    /// The folder itself: a task's working folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where the task reads.
    pub fn input(&self) -> PathBuf {
        self.0.join("in")
    }

    /// Where the task writes.
    pub fn output(&self) -> PathBuf {
        self.0.join("out")
    }

    /// Puts `source` into `in/` under a fixed name: a hard link where the file system allows it,
    /// otherwise a copy. A file that is there already is left alone.
    pub fn put(&self, source: &Path, name: &str) -> io::Result<()> {
        let target = self.input().join(name);
        if target.exists() {
            return Ok(());
        }
        fs::hard_link(source, &target).or_else(|_| fs::copy(source, &target).map(drop))
    }

    /// Puts a pipe into `in/`. A task reads from it what is written to the end that is returned; it ends when that is
    /// dropped. Needs a runtime.
    pub fn pipe(&self, name: &str) -> io::Result<pipe::Sender> {
        let path = self.input().join(name);
        mkfifo(&path, Mode::from_bits_truncate(0o644))?;
        // For reading too: alone, it could not be opened before the task reads.
        pipe::OpenOptions::new().read_write(true).open_sender(path)
    }

    /// Opens the folder to `uid`: it may pass through, read `in/`, and owns `out/`.
    pub(super) fn hand_to(&self, uid: u32) -> io::Result<()> {
        fs::set_permissions(&self.0, Permissions::from_mode(0o711))?;
        fs::set_permissions(self.input(), Permissions::from_mode(0o755))?;
        for entry in fs::read_dir(self.input())? {
            make_readable(&entry?.path())?;
        }
        chown_below(&self.output(), uid)
    }

    /// Takes `out/` and all that was written there back to the uid of this process.
    pub(super) fn take_back(&self) -> io::Result<()> {
        chown_below(&self.output(), Uid::effective().as_raw())
    }
}

fn make_readable(file: &Path) -> io::Result<()> {
    let meta = fs::metadata(file)?;
    if meta.mode() & 0o004 != 0 {
        return Ok(());
    }
    fs::set_permissions(file, Permissions::from_mode(meta.mode() & 0o777 | 0o044))
}

fn chown_below(folder: &Path, uid: u32) -> io::Result<()> {
    chown(folder, Some(Uid::from_raw(uid)), Some(Gid::from_raw(uid)))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Links cannot be made inside; a type that is neither is left alone all the same.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            chown_below(&entry.path(), uid)?;
        } else if kind.is_file() {
            chown(&entry.path(), Some(Uid::from_raw(uid)), Some(Gid::from_raw(uid)))?;
        }
    }
    Ok(())
}
