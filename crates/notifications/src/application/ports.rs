//! What the use cases need of the outside.

use async_trait::async_trait;
use kernel::{Cause, Direction, Page, PageRequest, Saved, Timestamp};
use platform::jobs::Lease;

use crate::domain::{AccountChange, Contact, Kind, LoginChange, Message, Notification, NotificationId, Route, UserId};

/// Why a store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else was faster, or has the job now.
    #[error("it was changed meanwhile")]
    Conflict,
    /// The database is away.
    #[error("the database does not answer")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else.
    #[error("the database refused")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What became of a contact's source.
#[derive(Clone, Debug)]
pub enum ContactChange {
    /// Identity tells of the login.
    Login(LoginChange),
    /// Subscriptions tells of the customer.
    Account(AccountChange),
}

/// A notification and whom it is for.
#[derive(Clone, Debug)]
pub struct Addressed {
    /// What is told.
    pub notification: Notification,
    /// To whom.
    pub contact: Contact,
}

/// Which notifications are wanted.
#[derive(Clone, Debug)]
pub struct OutgoingQuery {
    /// How far they are: [`Status::as_str`](crate::domain::Status::as_str).
    pub status: Option<&'static str>,
    /// Which sort.
    pub kind: Option<Kind>,
    /// Part of the recipient's name or address.
    pub search: Option<String>,
    /// By the time they were made.
    pub direction: Direction,
    /// Which of them.
    pub page: PageRequest,
}

/// Contacts and notifications.
#[async_trait]
pub trait Store: Send + Sync {
    /// Keeps a copy up to date. Once somebody is known, what waited for that is queued.
    async fn keep_contact(&self, of: UserId, change: ContactChange, cause: &Cause) -> Result<Saved, StoreError>;

    /// Stores a new notification, and queues its delivery if the recipient is known. One that is there already, for the
    /// same event, recipient and channel, stays as it is.
    async fn announce(&self, notification: &Notification, cause: &Cause) -> Result<Saved, StoreError>;

    /// One with its recipient.
    async fn find(&self, id: NotificationId) -> Result<Option<Addressed>, StoreError>;

    /// A page of them.
    async fn list(&self, query: &OutgoingQuery) -> Result<Page<Addressed>, StoreError>;

    /// Saves a change that leaves the delivery open.
    async fn save(&self, notification: &Notification) -> Result<(), StoreError>;

    /// Saves the end of a delivery together with its job's.
    async fn settle(&self, notification: &Notification, lease: &Lease) -> Result<(), StoreError>;

    /// Saves one that is to be sent again, and opens its job again.
    async fn requeue(&self, notification: &Notification) -> Result<(), StoreError>;
}

/// A message put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The language it is in, BCP 47.
    pub language: &'static str,
    /// One line.
    pub subject: String,
    /// For readers without HTML.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Finds the words. A port to keep templates and the table of error texts out of the use cases.
pub trait Letters: Send + Sync {
    /// In the language closest to the locale; English if there is none.
    fn write(&self, message: &Message, name: &str, locale: &str) -> Letter;
}

/// A letter with its envelope.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The same for every try, so that a repeat can be recognised by its Message-ID.
    pub id: NotificationId,
    /// Where to.
    pub email: String,
    /// Whose address that is.
    pub name: String,
    /// What it says.
    pub letter: Letter,
    /// When it was written.
    pub written_at: Timestamp,
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// This mail will never be.
    #[error("{code}: {reason}")]
    Refused {
        /// Stable.
        code: &'static str,
        /// What was said.
        reason: String,
    },
    /// It may be later.
    #[error("{code}: {reason}")]
    Later {
        /// Stable.
        code: &'static str,
        /// What was said.
        reason: String,
    },
}

/// Takes mail away. A mail that was taken may come again, after a crash: it bears the same Message-ID then.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Takes one mail, within half a minute.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;

    /// Where mails go.
    fn route(&self) -> Route;
}
