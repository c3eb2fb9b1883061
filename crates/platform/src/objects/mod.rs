//! Object storage: immutable files under generated keys, and the few operations that must survive a power cut.
//!
//! Reads go through the [`object_store`] crate. Writes to the local folder are ours: a temporary name in the same file
//! system, a sync, a rename that never replaces, a sync of the folder. Nothing is overwritten, the growing playlist
//! aside, and nothing is held in memory whole unless its name says so.

mod error;
mod folder;
mod key;
mod resumable;
mod space;
mod store;

pub use error::ObjectError;
pub use key::{InvalidKey, ObjectKey};
pub use resumable::{Appended, Appender, Ending, Resumable};
pub use space::{Reserve, Space};
pub use store::{Growing, Meta, Object, Objects};
