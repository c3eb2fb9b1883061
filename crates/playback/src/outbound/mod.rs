//! Everything this service keeps, in SQL.

mod sql;

pub use sql::{SqlStore, grant_key};
