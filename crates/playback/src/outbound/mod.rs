//! SQL, signatures and the bytes themselves.

mod shelf;
mod signer;
mod sql;

pub use shelf::{MediaShelf, ShelfError, Volume};
pub use signer::{Grant, Signer};
pub use sql::SqlStore;
