//! What subscriptions publishes: accounts, plans and subscriptions with what they entitle to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Aggregate, Fact};

/// Every type.
pub const TYPES: &[&str] = &[
    ACCOUNT_REGISTERED,
    ACCOUNT_UPDATED,
    PLAN_CREATED,
    PLAN_UPDATED,
    PLAN_DEACTIVATED,
    STARTED,
    ACTIVATED,
    RENEWED,
    RESUMED,
    PAYMENT_FAILED,
    CANCELLATION_SCHEDULED,
    CANCELLED,
    EXPIRED,
];
/// A customer's account is ready.
pub const ACCOUNT_REGISTERED: &str = "codeflix.account.registered.v1";
/// A customer's account was changed.
pub const ACCOUNT_UPDATED: &str = "codeflix.account.updated.v1";
/// A plan was made.
pub const PLAN_CREATED: &str = "codeflix.plan.created.v1";
/// A plan was changed.
pub const PLAN_UPDATED: &str = "codeflix.plan.updated.v1";
/// A plan takes no new subscriptions.
pub const PLAN_DEACTIVATED: &str = "codeflix.plan.deactivated.v1";
/// A subscription began, on trial or paid.
pub const STARTED: &str = "codeflix.subscription.started.v1";
/// A trial or an unpaid subscription was paid.
pub const ACTIVATED: &str = "codeflix.subscription.activated.v1";
/// The next period was paid.
pub const RENEWED: &str = "codeflix.subscription.renewed.v1";
/// A scheduled cancellation was taken back.
pub const RESUMED: &str = "codeflix.subscription.resumed.v1";
/// A charge was declined.
pub const PAYMENT_FAILED: &str = "codeflix.subscription.payment-failed.v1";
/// It will end with its period.
pub const CANCELLATION_SCHEDULED: &str = "codeflix.subscription.cancellation-scheduled.v1";
/// Somebody ended it.
pub const CANCELLED: &str = "codeflix.subscription.cancelled.v1";
/// Time or money ran out.
pub const EXPIRED: &str = "codeflix.subscription.expired.v1";

/// Everything subscriptions says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
#[allow(missing_docs, reason = "each variant is the constant of the same name above")]
pub enum SubscriptionsEvent {
    #[serde(rename = "codeflix.account.registered.v1")]
    AccountRegistered(Account),
    #[serde(rename = "codeflix.account.updated.v1")]
    AccountUpdated(Account),
    #[serde(rename = "codeflix.plan.created.v1")]
    PlanCreated(Plan),
    #[serde(rename = "codeflix.plan.updated.v1")]
    PlanUpdated(Plan),
    #[serde(rename = "codeflix.plan.deactivated.v1")]
    PlanDeactivated(Plan),
    #[serde(rename = "codeflix.subscription.started.v1")]
    Started(Subscription),
    #[serde(rename = "codeflix.subscription.activated.v1")]
    Activated(Subscription),
    #[serde(rename = "codeflix.subscription.renewed.v1")]
    Renewed(Subscription),
    #[serde(rename = "codeflix.subscription.resumed.v1")]
    Resumed(Subscription),
    #[serde(rename = "codeflix.subscription.payment-failed.v1")]
    PaymentFailed(Subscription),
    #[serde(rename = "codeflix.subscription.cancellation-scheduled.v1")]
    CancellationScheduled(Subscription),
    #[serde(rename = "codeflix.subscription.cancelled.v1")]
    Cancelled(Subscription),
    #[serde(rename = "codeflix.subscription.expired.v1")]
    Expired(Subscription),
}

/// A customer. Personal: kept for seven days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// Its id.
    pub account_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// The login behind it.
    pub user_id: Uuid,
    /// Lower case.
    pub email: String,
    /// 1–200 characters.
    pub name: String,
    /// BCP 47.
    pub locale: String,
    /// `registering`, `active`, `failed`, `suspended`, `closing`, `closed`.
    pub status: String,
}

/// A plan on sale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// 1–100 characters.
    pub name: String,
    /// What it costs.
    pub prices: Vec<Price>,
    /// Streams at once.
    pub max_streams: u8,
    /// Lines at most.
    pub max_height: u32,
    /// Profiles at most.
    pub max_profiles: u8,
    /// Whether it takes new subscriptions.
    pub is_active: bool,
}

/// One price of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// Its id.
    pub id: Uuid,
    /// `month` or `year`.
    pub interval: String,
    /// Minor units of `currency`.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
}

/// A subscription's public state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Subscription {
    /// Its id.
    pub subscription_id: Uuid,
    /// Rises with each change.
    pub version: i64,
    /// Whose it is.
    pub account_id: Uuid,
    /// The login of the account.
    pub user_id: Uuid,
    /// What was chosen.
    pub plan_id: Uuid,
    /// At which price.
    pub price_id: Uuid,
    /// `incomplete`, `trialing`, `active`, `past_due`, `cancelled`, `expired`.
    pub status: String,
    /// RFC 3339.
    pub current_period_start: String,
    /// RFC 3339.
    pub current_period_end: String,
    /// RFC 3339.
    pub trial_end: Option<String>,
    /// What it allows; `None` when it allows nothing.
    pub entitlement: Option<Entitlement>,
    /// Why it ended or a charge failed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// What a subscription allows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entitlement {
    /// RFC 3339; playback refuses afterwards, whatever happens.
    pub valid_until: String,
    /// Streams at once.
    pub max_streams: u8,
    /// Lines at most.
    pub max_height: u32,
}

impl SubscriptionsEvent {
    /// The subscription a `subscription.*` event carries.
    pub const fn subscription(&self) -> Option<&Subscription> {
        match self {
            Self::AccountRegistered(_)
            | Self::AccountUpdated(_)
            | Self::PlanCreated(_)
            | Self::PlanUpdated(_)
            | Self::PlanDeactivated(_) => None,
            Self::Started(it)
            | Self::Activated(it)
            | Self::Renewed(it)
            | Self::Resumed(it)
            | Self::PaymentFailed(it)
            | Self::CancellationScheduled(it)
            | Self::Cancelled(it)
            | Self::Expired(it) => Some(it),
        }
    }
}

impl Fact for SubscriptionsEvent {
    const SERVICE: &'static str = "subscriptions";

    fn aggregate(&self) -> Aggregate {
        if let Some(it) = self.subscription() {
            return Aggregate { kind: "subscription", id: it.subscription_id, version: it.version };
        }
        match self {
            Self::AccountRegistered(it) | Self::AccountUpdated(it) => {
                Aggregate { kind: "account", id: it.account_id, version: it.version }
            }
            Self::PlanCreated(it) | Self::PlanUpdated(it) | Self::PlanDeactivated(it) => {
                Aggregate { kind: "plan", id: it.id, version: it.version }
            }
            _ => unreachable!("every other event carries a subscription"),
        }
    }
}
