//! Logins, what they may do, and the rules of signing in. Pure: time and randomness are passed in.

mod authorization;
mod client;
mod code;
mod common_passwords;
mod email;
mod family;
mod password;
mod rate;
mod role;
mod scope;
mod secret;
mod session;
mod user;

pub use authorization::{AuthorizationRequest, Fault, Prompt, Rejection};
pub use client::{Client, Clients};
pub use code::AuthorizationCode;
pub use email::Email;
pub use family::{Family, RefreshToken};
pub use password::{Password, PasswordHash};
pub use rate::Limit;
pub use role::{Role, is_staff};
pub use scope::Scopes;
pub use secret::{Secret, SecretHash};
pub use session::{Lifetimes, Session};
pub use user::{NewUser, User, UserEvent, UserState};

kernel::id!(
    /// A login; the `sub` of every token.
    UserId
);
kernel::id!(
    /// The paying customer behind a login.
    AccountId
);
kernel::id!(
    /// One sign-in of one browser or program; the `sid` of tokens.
    SessionId
);
kernel::id!(
    /// One chain of refresh tokens.
    FamilyId
);
