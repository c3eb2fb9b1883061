//! Subscribing: on trial if the account has not had one, else against payment.

use std::sync::Arc;

use kernel::{Cause, Clock, Code, Violation, Violations};

use super::{
    Charges,
    ports::{AccountStore, PlanStore, StoreError, SubscriptionStore},
};
use crate::domain::{
    Account, AccountId, AccountStatus, Owner, PaymentMethod, Plan, PlanId, Price, PriceId, Saga, SagaWork,
    Subscription, SubscriptionId, Terms,
};

/// What somebody wants to buy.
#[derive(Clone, Debug)]
pub struct Order {
    /// The id of the subscription to be: the same order has the same.
    pub id: SubscriptionId,
    /// Who buys.
    pub account: Option<AccountId>,
    /// Must be the price's plan, if given.
    pub plan: Option<PlanId>,
    /// Which price.
    pub price: PriceId,
    /// May be absent if there is a trial.
    pub method: Option<PaymentMethod>,
}

/// Why nothing was bought.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    /// The login has no account.
    #[error("there is no account")]
    AccountRequired,
    /// The account is barred.
    #[error("the account is suspended")]
    AccountSuspended,
    /// The price does not exist, or a payment method is missing.
    #[error(transparent)]
    Invalid(#[from] Violations),
    /// The plan takes no new subscriptions.
    #[error("the plan is inactive")]
    PlanInactive,
    /// The account has a live one.
    #[error("there is a subscription already")]
    Exists,
    /// The provider said no; the order may be repeated with another payment method.
    #[error("the payment was declined")]
    Declined,
    /// The store is away.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SubscribeError {
    fn from(error: StoreError) -> Self {
        match error {
            // Somebody else subscribed the same account, or used its trial, at the same time.
            StoreError::Taken | StoreError::Conflict => Self::Exists,
            other => Self::Store(other),
        }
    }
}

/// Takes orders.
pub struct Subscribe {
    accounts: Arc<dyn AccountStore>,
    plans: Arc<dyn PlanStore>,
    subscriptions: Arc<dyn SubscriptionStore>,
    charges: Charges,
    clock: Arc<dyn Clock>,
}

impl Subscribe {
    /// Over these.
    pub fn new(
        accounts: Arc<dyn AccountStore>,
        plans: Arc<dyn PlanStore>,
        subscriptions: Arc<dyn SubscriptionStore>,
        charges: Charges,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { accounts, plans, subscriptions, charges, clock }
    }

    /// The subscription that came of an order. It is still incomplete when the provider has not answered.
    pub async fn run(&self, order: Order, cause: &Cause) -> Result<Subscription, SubscribeError> {
        if let Some(bought) = self.subscriptions.find(order.id).await? {
            return outcome(bought);
        }
        let account = self.customer(order.account).await?;
        let (plan, price) = self.on_sale(&order).await?;
        self.make_room(account.state().id, cause).await?;
        let owner = owner(&order, &account)?;
        let terms = Terms::of(plan.state().id, plan.state().limits, &price);
        let now = self.clock.now();
        if account.state().trial_used_at.is_none() && plan.state().trial_days > 0 {
            let mut trial = Subscription::on_trial(owner, terms, order.method, plan.state().trial_days, now);
            self.subscriptions.save(&mut trial, None, cause).await?;
            return Ok(trial);
        }
        let method = order.method.ok_or_else(|| Violations::from(Violation::new("/payment_method", Code::Required)))?;
        let (mut unpaid, charge) = Subscription::to_be_paid(owner, terms, &method, now);
        let mut saga = Saga::begin(SagaWork::Charge(charge), now);
        self.subscriptions.save(&mut unpaid, Some(&mut saga), cause).await?;
        if let Err(error) = self.charges.run(saga, cause).await {
            // The saga row stands: the worker goes on with it.
            tracing::warn!(%error, subscription = %owner.id, "a charge was interrupted");
        }
        let bought = self.subscriptions.find(owner.id).await?;
        bought.map_or(Ok(unpaid), outcome)
    }

    async fn customer(&self, id: Option<AccountId>) -> Result<Account, SubscribeError> {
        let Some(id) = id else { return Err(SubscribeError::AccountRequired) };
        let account = self.accounts.find(id).await?.ok_or(SubscribeError::AccountRequired)?;
        match account.state().status {
            AccountStatus::Active => Ok(account),
            AccountStatus::Suspended => Err(SubscribeError::AccountSuspended),
            _ => Err(SubscribeError::AccountRequired),
        }
    }

    async fn on_sale(&self, order: &Order) -> Result<(Plan, Price), SubscribeError> {
        let unknown = || Violations::from(Violation::new("/price_id", Code::NotFound).with("ids", order.price));
        let plan = self.plans.with_price(order.price).await?.ok_or_else(unknown)?;
        if order.plan.is_some_and(|id| id != plan.state().id) {
            return Err(Violations::from(Violation::new("/plan_id", Code::Mismatch)).into());
        }
        if !plan.state().is_active {
            return Err(SubscribeError::PlanInactive);
        }
        let price = plan.price(order.price).copied().ok_or_else(unknown)?;
        Ok((plan, price))
    }

    /// An unpaid subscription whose charge was declined gives way to the next try.
    async fn make_room(&self, account: AccountId, cause: &Cause) -> Result<(), SubscribeError> {
        let Some(mut latest) = self.subscriptions.latest_of(account).await? else { return Ok(()) };
        if latest.state().phase.is_final() {
            return Ok(());
        }
        if !latest.is_abandoned() {
            return Err(SubscribeError::Exists);
        }
        if latest.cancel(self.clock.now()) {
            self.subscriptions.save(&mut latest, None, cause).await?;
        }
        Ok(())
    }
}

fn owner(order: &Order, account: &Account) -> Result<Owner, SubscribeError> {
    let user = account.state().user_id.ok_or(SubscribeError::AccountRequired)?;
    Ok(Owner { id: order.id, account: account.state().id, user })
}

fn outcome(bought: Subscription) -> Result<Subscription, SubscribeError> {
    if bought.is_abandoned() { Err(SubscribeError::Declined) } else { Ok(bought) }
}
