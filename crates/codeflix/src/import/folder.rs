//! The folder on the disk: what lies in it, and its bytes. Links are not followed, hidden files are not seen.

use std::{
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use nix::fcntl::OFlag;
use tokio::fs::{File, OpenOptions};

use super::files::Entry;

/// Longest path of a file, in bytes.
const MAX_PATH: usize = 4_096;

/// The folder that is brought in.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    pub files: Vec<Entry>,
    /// Paths that were left out, and why.
    pub left_out: Vec<(String, String)>,
    /// What could not be looked at, and why: there may be films in it.
    pub unreadable: Vec<(String, String)>,
}

/// A file that was opened, and what it is now.
#[derive(Debug)]
pub struct Opened {
    pub file: File,
    /// Bytes.
    pub size: u64,
    /// Changes when the content may have changed.
    pub stamp: String,
}

impl Folder {
    /// A folder that exists.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::from(io::ErrorKind::NotADirectory));
        }
        Ok(Self { root })
    }

    /// All files below, with their sizes.
    pub fn scan(&self) -> Found {
        let mut found = Found::default();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            if let Err(error) = self.scan_one(&folder, &mut folders, &mut found) {
                found.unreadable.push((folder, error.to_string()));
            }
        }
        found
    }

    fn scan_one(&self, folder: &str, folders: &mut Vec<String>, found: &mut Found) -> io::Result<()> {
        for entry in std::fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let (name, kind) = (entry.file_name(), entry.file_type()?);
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let lossy = join(folder, &name.to_string_lossy());
            match name.to_str().map(|name| join(folder, name)).filter(|path| path.len() <= MAX_PATH) {
                None => found.unreadable.push((lossy, "its name is no UTF-8, or too long".to_owned())),
                Some(path) if kind.is_symlink() => {
                    found.left_out.push((path, "it is a link, and links are not followed".to_owned()));
                }
                Some(path) if kind.is_dir() => folders.push(path),
                Some(path) if kind.is_file() => found.files.push(Entry { path, size: entry.metadata()?.len() }),
                // Devices and pipes are no films.
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Opens a file that was found. If it has become a link since, it is not opened.
    pub async fn read(&self, file: &Entry) -> io::Result<Opened> {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(OFlag::O_NOFOLLOW.bits());
        let opened = options.open(self.root.join(&file.path)).await?;
        let metadata = opened.metadata().await?;
        if !metadata.is_file() {
            return Err(io::Error::other("it is no file any more"));
        }
        let stamp = format!("{}.{}", metadata.mtime(), metadata.mtime_nsec());
        Ok(Opened { file: opened, size: metadata.len(), stamp })
    }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use std::{
        ffi::OsStr,
        fs,
        os::unix::{ffi::OsStrExt, fs::symlink},
    };

    use super::*;

    #[tokio::test]
    async fn links_hidden_files_and_names_that_are_no_text_are_not_brought() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.mp4"), "secret").unwrap();
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::create_dir_all(at("a/.hidden")).unwrap();
        for name in ["a/film.mp4", "a/.film.mp4", "a/.hidden/film.mp4"] {
            fs::write(at(name), "film").unwrap();
        }
        symlink(outside.path(), at("folder")).unwrap();
        symlink(outside.path().join("secret.mp4"), at("secret.mp4")).unwrap();
        fs::write(place.path().join(OsStr::from_bytes(b"\xff.mp4")), "film").unwrap();

        let folder = Folder::open(place.path()).unwrap();
        let found = folder.scan();
        assert_eq!(found.files, [Entry { path: "a/film.mp4".into(), size: 4 }]);
        let mut left_out: Vec<&str> = found.left_out.iter().map(|(path, _)| path.as_str()).collect();
        left_out.sort_unstable();
        assert_eq!(left_out, ["folder", "secret.mp4"]);
        assert_eq!(found.unreadable.len(), 1);
        let link = Entry { path: "secret.mp4".into(), size: 6 };
        assert!(folder.read(&link).await.is_err(), "a file that became a link was opened");
        assert!(Folder::open(&at("a/film.mp4")).is_err());
    }

    #[tokio::test]
    async fn a_changed_file_has_another_stamp() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("film.mp4");
        fs::write(&path, "film").unwrap();
        let folder = Folder::open(place.path()).unwrap();
        let entry = folder.scan().files.pop().unwrap();
        let before = folder.read(&entry).await.unwrap();
        let earlier = fs::FileTimes::new().set_modified(std::time::UNIX_EPOCH);
        fs::File::options().write(true).open(&path).unwrap().set_times(earlier).unwrap();
        let after = folder.read(&entry).await.unwrap();
        assert_ne!(before.stamp, after.stamp);
        assert_eq!(before.size, after.size);
    }
}
