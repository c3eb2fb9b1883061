//! What can be done here, one use case a file.

mod accounts;
mod charges;
mod expiry;
mod plans;
pub mod ports;
mod roles;
mod sign_up;
mod subscribe;
mod subscriptions;

pub use accounts::{AccountError, Accounts};
pub use charges::Charges;
pub use expiry::Expiry;
pub use plans::{PlanError, Plans};
pub use roles::{ROLE_SYNC, RoleSync, RoleSyncError, RoleSyncInput};
pub use sign_up::{NewAccount, SignUp, SignUpError};
pub use subscribe::{Order, Subscribe, SubscribeError};
pub use subscriptions::{Bought, SubscriptionError, Subscriptions};
