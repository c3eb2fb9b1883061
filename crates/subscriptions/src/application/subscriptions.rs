//! A customer's own subscription: see, cancel, resume.

use std::sync::Arc;

use kernel::{Cause, Clock};

use super::ports::{PlanStore, StoreError, SubscriptionStore};
use crate::domain::{AccountId, Plan, Refusal, Subscription};

/// Tries beside a worker that changes the same subscription.
const TRIES: u32 = 5;

/// A subscription with the plan it is of.
#[derive(Clone, Debug)]
pub struct Bought {
    /// The subscription.
    pub subscription: Subscription,
    /// Its plan as it is now.
    pub plan: Plan,
}

/// Why a subscription cannot be had or changed.
#[derive(Debug, thiserror::Error)]
pub enum SubscriptionError {
    /// The login has no account.
    #[error("there is no account")]
    AccountRequired,
    /// The account has none.
    #[error("there is no subscription")]
    NotFound,
    /// Not in this state.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store is away.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads and changes subscriptions.
pub struct Subscriptions {
    store: Arc<dyn SubscriptionStore>,
    plans: Arc<dyn PlanStore>,
    clock: Arc<dyn Clock>,
}

impl Subscriptions {
    /// Over these.
    pub fn new(store: Arc<dyn SubscriptionStore>, plans: Arc<dyn PlanStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, plans, clock }
    }

    /// The live one of an account.
    pub async fn current(&self, account: Option<AccountId>) -> Result<Bought, SubscriptionError> {
        let latest = self.latest(account).await?;
        if latest.state().phase.is_final() {
            return Err(SubscriptionError::NotFound);
        }
        self.with_plan(latest).await
    }

    /// Ends it with its period, or at once if it is unpaid; one that has ended stays as it is.
    pub async fn cancel(&self, account: Option<AccountId>, cause: &Cause) -> Result<Bought, SubscriptionError> {
        self.change(account, cause, |it, now| Ok(it.cancel(now))).await
    }

    /// Takes a scheduled cancellation back.
    pub async fn resume(&self, account: Option<AccountId>, cause: &Cause) -> Result<Bought, SubscriptionError> {
        self.change(account, cause, Subscription::resume).await
    }

    /// A subscription with its plan.
    pub async fn with_plan(&self, subscription: Subscription) -> Result<Bought, SubscriptionError> {
        let plan = self.plans.find(subscription.state().terms.plan).await?;
        let plan = plan.ok_or_else(|| StoreError::Failed("a subscription without its plan".into()))?;
        Ok(Bought { subscription, plan })
    }

    async fn latest(&self, account: Option<AccountId>) -> Result<Subscription, SubscriptionError> {
        let Some(account) = account else { return Err(SubscriptionError::AccountRequired) };
        self.store.latest_of(account).await?.ok_or(SubscriptionError::NotFound)
    }

    async fn change(
        &self,
        account: Option<AccountId>,
        cause: &Cause,
        change: impl Fn(&mut Subscription, kernel::Timestamp) -> Result<bool, Refusal> + Send,
    ) -> Result<Bought, SubscriptionError> {
        for _ in 0..TRIES {
            let mut latest = self.latest(account).await?;
            if change(&mut latest, self.clock.now())? {
                match self.store.save(&mut latest, None, cause).await {
                    Err(StoreError::Conflict) => continue,
                    saved => saved?,
                }
            }
            return self.with_plan(latest).await;
        }
        Err(StoreError::Conflict.into())
    }
}
