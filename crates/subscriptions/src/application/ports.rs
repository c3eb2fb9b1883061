//! What the use cases need from outside.

use std::time::Duration;

use async_trait::async_trait;
use kernel::{Cause, Page, PageRequest, Timestamp};
use secrecy::SecretString;

use crate::domain::{
    Account, AccountId, Charge, ChargeKey, Email, Locale, PersonName, Plan, PlanId, PriceId, Saga, Subscription,
    SubscriptionId, UserId,
};

/// Whatever lies below.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// What a store cannot do, as far as a use case can act on it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The same may succeed later.
    #[error("the store is unavailable: {0}")]
    Unavailable(Source),
    /// Somebody else changed it since it was read.
    #[error("it was changed by somebody else")]
    Conflict,
    /// Another one has what must be unique.
    #[error("a unique value is taken")]
    Taken,
    /// A defect.
    #[error("the store failed: {0}")]
    Failed(Source),
}

/// Keeps accounts.
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// The account with this id.
    async fn find(&self, id: AccountId) -> Result<Option<Account>, StoreError>;
    /// Saves it with its events, and the saga that changed with it. [`StoreError::Taken`]: the address is in use.
    async fn save(&self, account: &mut Account, saga: Option<&mut Saga>, cause: &Cause) -> Result<(), StoreError>;
    /// Failed sign-ups under this address whose login may still exist.
    async fn sign_ups_to_undo(&self, email: &Email) -> Result<Vec<Saga>, StoreError>;
}

/// Keeps plans.
#[async_trait]
pub trait PlanStore: Send + Sync {
    /// The plan with this id.
    async fn find(&self, id: PlanId) -> Result<Option<Plan>, StoreError>;
    /// The plan that has, or had, this price.
    async fn with_price(&self, id: PriceId) -> Result<Option<Plan>, StoreError>;
    /// Oldest first; `on_sale` leaves the inactive ones out.
    async fn list(&self, on_sale: OnSale, page: PageRequest) -> Result<Page<Plan>, StoreError>;
    /// Saves it with its events. [`StoreError::Taken`]: another plan has this name.
    async fn save(&self, plan: &mut Plan, cause: &Cause) -> Result<(), StoreError>;
}

/// Which plans a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnSale {
    /// Those that take new subscriptions.
    Only,
    /// Those that do not.
    Not,
    /// All.
    Either,
}

/// Keeps subscriptions.
#[async_trait]
pub trait SubscriptionStore: Send + Sync {
    /// The subscription with this id.
    async fn find(&self, id: SubscriptionId) -> Result<Option<Subscription>, StoreError>;
    /// The newest of an account, whether it lives or not: if one lives, it is that one.
    async fn latest_of(&self, account: AccountId) -> Result<Option<Subscription>, StoreError>;
    /// Those whose time has come, the longest due first.
    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<SubscriptionId>, StoreError>;
    /// Saves it with its events, and the saga that changed with it. A trial uses up the account's.
    /// [`StoreError::Taken`]: the account has a live one.
    async fn save(&self, it: &mut Subscription, saga: Option<&mut Saga>, cause: &Cause) -> Result<(), StoreError>;
}

/// Keeps sagas.
#[async_trait]
pub trait SagaStore: Send + Sync {
    /// Takes up an open saga that nobody runs; nobody else gets it for a while.
    async fn take_up(&self, now: Timestamp) -> Result<Option<Saga>, StoreError>;
    /// Saves it alone.
    async fn save(&self, saga: &mut Saga) -> Result<(), StoreError>;
}

/// A login to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Makes a repetition harmless.
    pub account: AccountId,
    /// The login's name.
    pub email: Email,
    /// Of the person.
    pub name: PersonName,
    /// Of the person.
    pub locale: Locale,
    /// Passed on and forgotten.
    pub password: SecretString,
    /// Where the person is: tries are counted by it.
    pub network: String,
}

/// Why a login was not made.
#[derive(Debug, thiserror::Error)]
pub enum UserAdminError {
    /// The address belongs to another login.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The address is none that a login can have.
    #[error("the e-mail address is refused")]
    EmailRefused,
    /// The password is too weak.
    #[error("the password is refused")]
    PasswordRefused,
    /// Too many tries from one network.
    #[error("too many tries; the next one in {0:?}")]
    Slowed(Duration),
    /// There is no such login.
    #[error("the user does not exist")]
    UnknownUser,
    /// It is not known what happened.
    #[error("the identity provider did not answer: {0}")]
    Unavailable(String),
}

/// Who holds the logins.
#[async_trait]
pub trait UserAdmin: Send + Sync {
    /// Makes the login of an account; repeating it gives the same one.
    async fn create_user(&self, user: &NewUser) -> Result<UserId, UserAdminError>;
    /// Removes the login of an account, if there is one.
    async fn delete_user(&self, account: AccountId) -> Result<(), UserAdminError>;
    /// Gives a role.
    async fn grant_role(&self, user: UserId, role: &str) -> Result<(), UserAdminError>;
    /// Takes a role away.
    async fn revoke_role(&self, user: UserId, role: &str) -> Result<(), UserAdminError>;
    /// A ticket that signs a browser in once.
    async fn issue_ticket(&self, user: UserId) -> Result<String, UserAdminError>;
}

/// What became of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// The money is ours.
    Paid {
        /// The provider's name for it.
        transaction_id: String,
    },
    /// There will be no money under this key.
    Declined {
        /// For the customer.
        reason: String,
    },
}

/// The provider did not say what happened.
#[derive(Debug, thiserror::Error)]
#[error("the payment provider did not answer: {0}")]
pub struct OutcomeUnknown(pub String);

/// Who takes the money.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Charges, or tells what became of the charge with the same key.
    async fn charge(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown>;
    /// Makes sure that nothing is or will be taken under the key: gives back what was.
    async fn void(&self, key: &ChargeKey) -> Result<(), OutcomeUnknown>;
}
