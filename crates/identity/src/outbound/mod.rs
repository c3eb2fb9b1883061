//! What the use cases stand on: SQL, the password hash, signing keys, and events.

mod argon2id;
mod publisher;
mod rs256;
pub mod sql;

pub use argon2id::Argon2id;
pub use rs256::Rs256;
