//! The ports' other side: SQL, events, object storage, jailed ffmpeg, live listeners.

mod feed;
mod objects;
mod pictures;
mod publisher;
mod sql;

pub use feed::Feed;
pub use objects::StoredObjects;
pub use pictures::JailedPictures;
pub use sql::SqlStore;
