//! Jobs in SQL: the title's own row, and a row of the job queue for each task below it.

mod arriving;
mod book;
mod queue;
mod row;
mod store;

pub use store::SqlJobStore;
