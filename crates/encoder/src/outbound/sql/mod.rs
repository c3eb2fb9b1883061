//! Jobs in SQL: the title's own row, and a row of the job queue for each task below it; and conversions beside them.

mod arriving;
mod book;
mod conversion_row;
mod conversions;
mod queue;
mod row;
mod store;

pub use conversions::SqlConversionStore;
pub use store::SqlJobStore;
