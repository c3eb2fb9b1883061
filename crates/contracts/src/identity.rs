//! What the built-in identity provider publishes, and the calls it answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Aggregate, Fact};

/// The synchronous calls, generated from `proto/`.
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated code")]
pub mod user_admin {
    tonic::include_proto!("codeflix.identity.v1");
}

/// Every type.
pub const TYPES: &[&str] = &[USER_CREATED, USER_UPDATED, USER_DELETED];
/// A login was made.
pub const USER_CREATED: &str = "codeflix.user.created.v1";
/// A login was changed.
pub const USER_UPDATED: &str = "codeflix.user.updated.v1";
/// A login is gone.
pub const USER_DELETED: &str = "codeflix.user.deleted.v1";

/// Everything identity says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
#[allow(missing_docs, reason = "each variant is the constant of the same name above")]
pub enum IdentityEvent {
    #[serde(rename = "codeflix.user.created.v1")]
    UserCreated(User),
    #[serde(rename = "codeflix.user.updated.v1")]
    UserUpdated(User),
    #[serde(rename = "codeflix.user.deleted.v1")]
    UserDeleted(User),
}

/// A login's public state. Personal: kept for seven days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct User {
    /// The `sub` of every token.
    pub user_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// Lower case.
    pub email: String,
    /// 1–200 characters; empty in events of releases that did not tell it.
    #[serde(default)]
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// The paying customer behind it, if any.
    pub account_id: Option<Uuid>,
    /// Whether it may not sign in.
    pub disabled: bool,
}

impl Fact for IdentityEvent {
    const SERVICE: &'static str = "identity";

    fn aggregate(&self) -> Aggregate {
        let (Self::UserCreated(user) | Self::UserUpdated(user) | Self::UserDeleted(user)) = self;
        Aggregate { kind: "user", id: user.user_id, version: user.version }
    }
}
