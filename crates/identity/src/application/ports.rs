//! What the use cases need from outside, in words of the domain.

use std::time::Duration;

use async_trait::async_trait;
use kernel::{Cause, Page, PageRequest, Timestamp};

use crate::domain::{
    AccountId, AuthorizationCode, Email, Family, FamilyId, Limit, Password, PasswordHash, Role, SecretHash, Session,
    SessionId, User, UserId,
};

/// An error of whatever lies behind a port.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A login with this address or account exists.
    #[error("the e-mail or the account is taken")]
    Taken,
    /// Somebody changed it in the meantime.
    #[error("it was changed by somebody else")]
    Conflict,
    /// The same may succeed later.
    #[error("the store is unavailable: {0}")]
    Unavailable(BoxError),
    /// A defect.
    #[error("the store failed: {0}")]
    Failed(BoxError),
}

/// Which logins are listed.
#[derive(Clone, Debug, Default)]
pub struct UserQuery {
    /// Part of name or address.
    pub search: Option<String>,
    /// Having this role.
    pub role: Option<Role>,
    /// In which order; the newest first if absent.
    pub sort: Option<UserSort>,
    /// The other way round.
    pub direction: kernel::Direction,
    /// Which page.
    pub page: PageRequest,
}

/// What a list of logins is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserSort {
    /// By name.
    Name,
    /// By address.
    Email,
    /// By age.
    CreatedAt,
}

/// Logins and their roles. Saving writes the events in the same transaction.
#[async_trait]
pub trait Users: Send + Sync {
    /// By id.
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError>;
    /// By address.
    async fn find_by_email(&self, email: &Email) -> Result<Option<User>, StoreError>;
    /// By the customer behind it.
    async fn find_by_account(&self, account_id: AccountId) -> Result<Option<User>, StoreError>;
    /// One page.
    async fn list(&self, query: &UserQuery) -> Result<Page<User>, StoreError>;
    /// A new login, or a changed one if nobody changed it in the meantime.
    async fn save(&self, user: &mut User, cause: &Cause) -> Result<(), StoreError>;
    /// Removes a login with everything that hangs on it.
    async fn delete(&self, user: User, cause: &Cause) -> Result<(), StoreError>;
    /// A stronger hash of the same password. Nobody is told.
    async fn rehash(&self, id: UserId, old: &PasswordHash, new: &PasswordHash) -> Result<(), StoreError>;
    /// Whether anybody can run this installation.
    async fn has_operator(&self) -> Result<bool, StoreError>;
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// The family was opened.
    Opened,
    /// It was used before; what it was exchanged for is revoked.
    Replayed,
    /// The login is over.
    LoginEnded,
}

/// One use of a refresh token.
#[derive(Clone, Debug)]
pub struct Rotation {
    /// Which chain.
    pub family_id: FamilyId,
    /// The login it belongs to.
    pub session_id: SessionId,
    /// What was shown.
    pub shown: SecretHash,
    /// What takes its place.
    pub successor: SecretHash,
    /// When the chain and its login end if they are not used again.
    pub idle_until: Timestamp,
    /// The present.
    pub now: Timestamp,
}

/// What became of a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotated {
    /// The successor counts now.
    Done,
    /// It was spent before: somebody else has it. The family is revoked.
    Reused,
    /// The family is over.
    Over,
}

/// Sign-ins of browsers and programs.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// A new login; the one the browser had before ends, if any.
    async fn begin(&self, session: &Session, replaced: Option<SessionId>) -> Result<(), StoreError>;
    /// The live login of a cookie.
    async fn find(&self, secret: &SecretHash, now: Timestamp) -> Result<Option<Session>, StoreError>;
    /// A live login by id.
    async fn find_by_id(&self, id: SessionId, now: Timestamp) -> Result<Option<Session>, StoreError>;
    /// Ends a login and revokes all its refresh tokens.
    async fn end(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;
    /// Ends every login of somebody.
    async fn end_all(&self, user_id: UserId, now: Timestamp) -> Result<(), StoreError>;
    /// Deletes what is past its time, codes and tokens included.
    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// What clients were granted under a login: codes, and families of refresh tokens.
#[async_trait]
pub trait Grants: Send + Sync {
    /// Keeps a code.
    async fn put_code(&self, code: &AuthorizationCode) -> Result<(), StoreError>;
    /// What a code stands for.
    async fn find_code(&self, hash: &SecretHash) -> Result<Option<AuthorizationCode>, StoreError>;
    /// Makes a code worthless.
    async fn burn_code(&self, hash: &SecretHash, now: Timestamp) -> Result<(), StoreError>;
    /// Spends a code (if given) and opens a family with its first token, all or nothing.
    async fn open(
        &self,
        family: &Family,
        token: &SecretHash,
        code: Option<&SecretHash>,
        now: Timestamp,
    ) -> Result<Redeemed, StoreError>;
    /// A family that is not over.
    async fn find_family(&self, id: FamilyId, now: Timestamp) -> Result<Option<Family>, StoreError>;
    /// Spends a refresh token.
    async fn rotate(&self, rotation: &Rotation) -> Result<Rotated, StoreError>;
    /// Revokes a family. Its login ends if no other family is left.
    async fn revoke(&self, id: FamilyId, now: Timestamp) -> Result<(), StoreError>;
}

/// Things that open a door once.
#[async_trait]
pub trait Passes: Send + Sync {
    /// A ticket for somebody.
    async fn issue_ticket(&self, ticket: &SecretHash, user: UserId, until: Timestamp) -> Result<(), StoreError>;
    /// Takes a ticket; whoever it is for, once.
    async fn redeem_ticket(&self, ticket: &SecretHash, now: Timestamp) -> Result<Option<UserId>, StoreError>;
    /// Makes this the only set-up link.
    async fn replace_setup_link(&self, token: &SecretHash, now: Timestamp) -> Result<(), StoreError>;
    /// Whether the link would still open.
    async fn setup_link_opens(&self, token: &SecretHash) -> Result<bool, StoreError>;
    /// Takes the link and saves the first operator, all or nothing; `false` if the link does not open.
    async fn found(&self, token: &SecretHash, operator: &mut User, cause: &Cause) -> Result<bool, StoreError>;
    /// Deletes what is past its time.
    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// Whether another try is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is, and it is counted.
    Granted,
    /// Not before this long.
    After(Duration),
}

/// Counts tries, for all instances together.
#[async_trait]
pub trait Limits: Send + Sync {
    /// One more try out of `bucket`.
    async fn take(&self, bucket: &str, limit: Limit, now: Timestamp) -> Result<Admission, StoreError>;
    /// Forgets full buckets.
    async fn purge(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// What a hash function says about a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verification {
    /// It is another one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and its hash should be stronger: here is a new one.
    RightButWeak(PasswordHash),
}

/// Hashes passwords, as many at a time as there are cores.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// A hash to be stored.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, StoreError>;
    /// Compares. Without a hash it works as long and says [`Verification::Wrong`].
    async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<Verification, StoreError>;
}

/// Where a signing key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Published, so that everybody knows it before it signs.
    Next,
    /// Signs.
    Active,
    /// Published until its last token is over.
    Retired,
}

/// A signing key as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Names it in tokens.
    pub kid: String,
    /// Where it is in its life.
    pub state: KeyState,
    /// PKCS#8.
    pub private_key: Vec<u8>,
    /// Since when it is in this state.
    pub changed_at: Timestamp,
}

/// Where signing keys lie.
#[async_trait]
pub trait KeyStore: Send + Sync {
    /// All of them.
    async fn list(&self) -> Result<Vec<KeyRow>, StoreError>;
    /// One more, unless there is one in this state.
    async fn insert(&self, key: &KeyRow) -> Result<(), StoreError>;
    /// The next one becomes active if the active one is older than `before`; whether it did.
    async fn promote(&self, before: Timestamp, now: Timestamp) -> Result<bool, StoreError>;
    /// Deletes keys retired before.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}

/// Makes keys, signs with the active one, and checks what any of ours signed.
#[async_trait]
pub trait Keys: Send + Sync {
    /// A new key.
    async fn generate(&self, state: KeyState, now: Timestamp) -> Result<KeyRow, StoreError>;
    /// Uses these from now on.
    fn load(&self, rows: &[KeyRow]) -> Result<(), StoreError>;
    /// A compact JWT (RFC 7515) of these claims.
    fn sign(&self, typ: &str, claims: &str) -> Result<String, StoreError>;
    /// The claims of a JWT of this type that one of our keys signed; times are not looked at.
    fn open(&self, typ: &str, token: &str) -> Option<String>;
    /// The public halves of all loaded keys.
    fn public(&self) -> Vec<super::PublishedKey>;
}
