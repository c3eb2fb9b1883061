//! Adapters: rows in SQL, and the search index in a folder.

pub mod search;
pub mod sql;
