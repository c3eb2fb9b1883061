//! Who is writing which upload in this process: one writer each.
//!
//! The lock spans reading the committed offset and opening the object behind it. Without it, a writer that read the
//! offset before another one moved it would cut off acknowledged bytes.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use super::Error;
use crate::domain::UploadId;

/// The uploads being written.
#[derive(Clone, Debug, Default)]
pub struct Writers(Arc<Mutex<HashSet<UploadId>>>);

/// The right to write one upload; given back when dropped.
#[derive(Debug)]
pub(super) struct WritePermit {
    writers: Writers,
    upload: UploadId,
}

impl Writers {
    /// The right to write, unless somebody else has it.
    pub(super) fn claim(&self, upload: UploadId) -> Result<WritePermit, Error> {
        let is_free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(upload);
        if is_free { Ok(WritePermit { writers: self.clone(), upload }) } else { Err(Error::BeingWritten) }
    }
}

impl WritePermit {
    /// Which upload it is for.
    pub(super) const fn upload(&self) -> UploadId {
        self.upload
    }
}

impl Drop for WritePermit {
    fn drop(&mut self) {
        self.writers.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.upload);
    }
}
