//! The life of signing keys: made at the first start, published before they sign, replaced every ninety days.

use std::time::Duration;

use kernel::Timestamp;

use super::{Identity, KeyState, StoreError};

/// How long a key signs.
const ACTIVE_FOR: Duration = Duration::from_hours(90 * 24);
/// A retired key is published until its last token is over, clock difference included.
const PUBLISHED_FOR: Duration = Duration::from_hours(1);
/// A retired key is kept as long as a login may show one of its ID tokens to be ended.
const RETIRED_KEPT: Duration = Duration::from_hours(31 * 24);

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    /// Names it in tokens.
    pub kid: String,
    /// Where it is in its life.
    pub state: KeyState,
    /// Since when.
    pub changed_at: Timestamp,
    /// Modulus, base64url.
    pub n: String,
    /// Exponent, base64url.
    pub e: String,
}

impl Identity {
    /// Reads the keys; makes the one that signs if there is none. Of two processes that start together, one key wins.
    pub async fn load_keys(&self) -> Result<(), StoreError> {
        let mut rows = self.key_store.list().await?;
        if !rows.iter().any(|row| row.state == KeyState::Active) {
            let key = self.keys.generate(KeyState::Active, self.now()).await?;
            self.key_store.insert(&key).await?;
            rows = self.key_store.list().await?;
        }
        self.keys.load(&rows)
    }

    /// Makes the next key if there is none, lets it take over when its time has come, and forgets old ones.
    pub async fn tend_keys(&self) -> Result<(), StoreError> {
        let now = self.now();
        if self.key_store.promote(now.minus(ACTIVE_FOR), now).await? {
            tracing::info!("a new key signs from now on");
        }
        let rows = self.key_store.list().await?;
        if !rows.iter().any(|row| row.state == KeyState::Next) {
            let key = self.keys.generate(KeyState::Next, now).await?;
            self.key_store.insert(&key).await?;
        }
        self.key_store.forget(now.minus(RETIRED_KEPT)).await?;
        self.load_keys().await
    }

    /// What verifiers may trust at present.
    pub fn published_keys(&self) -> Vec<PublishedKey> {
        let oldest = self.now().minus(PUBLISHED_FOR);
        let mut keys = self.keys.public();
        keys.retain(|key| key.state != KeyState::Retired || key.changed_at > oldest);
        keys
    }
}
