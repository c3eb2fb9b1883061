//! What can go wrong with object storage, as far as a caller can act on it.

use std::io;

use super::ObjectKey;

/// A failed read or write.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// There is no such object.
    #[error("object {0} does not exist")]
    NotFound(ObjectKey),
    /// The key is taken by an object of another size, or an upload under it has begun.
    #[error("object {0} exists")]
    Exists(ObjectKey),
    /// No space is left, or too little to accept more (`STORAGE_FULL`). The same may succeed later.
    #[error("object storage is full")]
    Full,
    /// Somebody else is writing this object, or the store asks to slow down (`STORAGE_BUSY`).
    #[error("object storage is busy")]
    Busy,
    /// The disk, the network, or a defect of ours.
    #[error("object storage failed: {0}")]
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl ObjectError {
    pub(super) fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }

    /// What an I/O error means for the object under `key`.
    pub(super) fn from_io(key: &ObjectKey, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound(key.clone()),
            io::ErrorKind::AlreadyExists => Self::Exists(key.clone()),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::WouldBlock => Self::Busy,
            _ => Self::other(error),
        }
    }

    /// What an error of the `object_store` crate means for the object under `key`.
    pub(super) fn from_store(key: &ObjectKey, error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound(key.clone()),
            object_store::Error::AlreadyExists { .. } => Self::Exists(key.clone()),
            error => Self::other(error),
        }
    }
}

impl From<io::Error> for ObjectError {
    /// For files that have no key of their own.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::other(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_spent_quota_are_told_apart_from_a_broken_disk() {
        // ENOSPC, EDQUOT, EIO
        for (number, full) in [(28, true), (122, true), (5, false)] {
            let error = ObjectError::from(io::Error::from_raw_os_error(number));
            assert_eq!(matches!(error, ObjectError::Full), full, "{number}");
        }
    }
}
