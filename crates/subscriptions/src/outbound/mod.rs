//! What the use cases need from outside, as it is: tables, events, the identity provider, a payment provider.

mod identity;
mod publisher;
mod sql;
mod test_provider;

pub use identity::GrpcUserAdmin;
pub use sql::SqlStore;
pub use test_provider::TestProvider;
