//! What can go wrong with the index.

use tantivy::TantivyError;

use crate::application::ports::PortError;

/// A failed search or write.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Of the library.
    #[error(transparent)]
    Tantivy(#[from] TantivyError),
    /// The disk did not do what it should.
    #[error("the index storage failed")]
    Storage(#[from] std::io::Error),
    /// What was read cannot be.
    #[error("the index is corrupt: {0}")]
    Corrupt(String),
    /// Nothing has been written yet, or building has not begun.
    #[error("there is no index to {0}")]
    Missing(&'static str),
    /// The process is ending.
    #[error("the search was abandoned")]
    Abandoned,
}

impl IndexError {
    /// Of reading or writing.
    pub fn storage(error: std::io::Error) -> Self {
        Self::Storage(error)
    }

    /// Of something that cannot be what was written.
    pub fn corrupt(error: impl std::fmt::Display) -> Self {
        Self::Corrupt(error.to_string())
    }
}

impl From<IndexError> for PortError {
    fn from(error: IndexError) -> Self {
        let (what, cause) = ("the search index", error.into());
        Self::Unavailable { what, cause }
    }
}
