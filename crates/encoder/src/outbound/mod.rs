//! Adapters to the outside: ffmpeg, SQL, and what is published.

pub mod ffmpeg;
mod publisher;
mod sql;

pub use sql::{SqlConversionStore, SqlJobStore};
