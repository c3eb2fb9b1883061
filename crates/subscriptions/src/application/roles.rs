//! The role of those who may watch everything follows the subscription.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ports::{StoreError, SubscriptionStore, UserAdmin, UserAdminError};
use crate::domain::{AccountId, UserId};

/// The kind of the job that grants or revokes the role.
pub const ROLE_SYNC: &str = "subscriptions.role-sync";

/// Its input.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct RoleSyncInput {
    /// Whose subscription counts.
    pub account_id: AccountId,
    /// Whose role it is.
    pub user_id: UserId,
}

/// Held while a subscription entitles.
const SUBSCRIBER: &str = "subscriber";

/// Why a role could not be brought in line.
#[derive(Debug, thiserror::Error)]
pub enum RoleSyncError {
    /// The identity provider said no, or nothing.
    #[error(transparent)]
    Users(#[from] UserAdminError),
    /// The store is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Brings the role in line with the subscription.
pub struct RoleSync {
    subscriptions: Arc<dyn SubscriptionStore>,
    users: Arc<dyn UserAdmin>,
}

impl RoleSync {
    /// Over these.
    pub fn new(subscriptions: Arc<dyn SubscriptionStore>, users: Arc<dyn UserAdmin>) -> Self {
        Self { subscriptions, users }
    }

    /// Grants or revokes by what holds now, and again if that changed meanwhile: the order in which such jobs run
    /// does not matter.
    pub async fn run(&self, account: AccountId, user: UserId) -> Result<(), RoleSyncError> {
        let mut applied = None;
        loop {
            let latest = self.subscriptions.latest_of(account).await?;
            let is_entitled = latest.is_some_and(|it| it.entitlement().is_some());
            if applied == Some(is_entitled) {
                return Ok(());
            }
            if is_entitled {
                self.users.grant_role(user, SUBSCRIBER).await?;
            } else {
                self.users.revoke_role(user, SUBSCRIBER).await?;
            }
            applied = Some(is_entitled);
        }
    }
}
