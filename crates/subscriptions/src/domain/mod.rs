//! Accounts, plans and subscriptions: what they may be and how they change. Pure; time and ids are passed in.

mod account;
mod money;
mod payment;
mod period;
mod plan;
mod saga;
mod subscription;
mod transitions;

#[cfg(test)]
mod transitions_test;

pub use account::{Account, AccountEvent, AccountState, AccountStatus, Email, Locale, PersonName};
pub use money::{Currency, Money};
pub use payment::{Charge, ChargeKey, MethodKind, PaymentMethod, PaymentToken};
pub use period::{Period, Term};
pub use plan::{Limits, Plan, PlanDetails, PlanEvent, PlanInput, PlanState, Price, PriceInput};
pub use saga::{Saga, SagaState, SagaWork};
pub use subscription::{
    Due, Entitlement, Owner, Phase, Receipt, Refusal, Subscription, SubscriptionEvent, SubscriptionState, Terms,
};

kernel::id!(
    /// A paying customer; never the same as the login behind it.
    AccountId
);
kernel::id!(
    /// A login, as the identity provider names it.
    UserId
);
kernel::id!(
    /// What is on sale.
    PlanId
);
kernel::id!(
    /// One price of a plan.
    PriceId
);
kernel::id!(
    /// What an account has bought.
    SubscriptionId
);
kernel::id!(
    /// A process over several steps, some of them outside.
    SagaId
);

/// A live subscription that changes state by itself waits this long for a charge whose outcome is unknown, and its
/// entitlement lasts as much longer when a renewal is expected.
pub const RENEWAL_SLACK: std::time::Duration = std::time::Duration::from_hours(24);
/// How long access goes on after a declined renewal.
pub const GRACE: std::time::Duration = std::time::Duration::from_hours(7 * 24);
/// How long a subscription without a trial may stay unpaid.
pub const TIME_TO_PAY: std::time::Duration = std::time::Duration::from_mins(15);
