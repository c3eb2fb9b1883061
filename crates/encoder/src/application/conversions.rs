//! What owners do with conversions: ask for one, look, wait, fetch, take away.

use std::{ops::Range, sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{Cause, Clock, Page, PageRequest};
use platform::{
    jobs::Lease,
    objects::{Object, ObjectError, ObjectKey, Objects},
};
use tokio::time::Instant;

use super::{Arrival, Bell, BodyError, StoreError};
use crate::domain::{
    Conversion, ConversionId, ConversionStatus, Extract, LARGEST_SOURCE, MOST_UNFINISHED, OwnerId, Wish,
};

/// Other processes may end a conversion too: how often somebody who waits looks without having been told.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Why somebody does not get what they ask for.
#[derive(Debug, thiserror::Error)]
pub enum ConversionError {
    /// There is none, or it is somebody else's, or it is gone.
    #[error("there is no such conversion")]
    NotFound,
    /// It is not completed.
    #[error("the conversion is not completed")]
    NotReady,
    /// The owner has as many under way as anybody may.
    #[error("too many conversions are under way")]
    TooMany,
    /// The file is larger than a source may be.
    #[error("the file is too large")]
    TooLarge,
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file did not arrive.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// Storage refused.
    #[error(transparent)]
    Storage(#[from] ObjectError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Conversions, as far as the store is concerned.
#[async_trait]
pub trait ConversionStore: Send + Sync {
    /// Notes that a source is about to arrive, so that it goes if nothing ever comes of it.
    async fn expect(&self, id: ConversionId) -> Result<(), StoreError>;
    /// How many of an owner's are not over.
    async fn unfinished(&self, owner: OwnerId) -> Result<u32, StoreError>;
    /// Stores a new one with its job and what is to be told. `false` if the owner has too many.
    async fn accept(&self, conversion: &Conversion, cause: &Cause) -> Result<bool, StoreError>;
    /// The one of that id.
    async fn find(&self, id: ConversionId) -> Result<Option<Conversion>, StoreError>;
    /// An owner's that are not gone, the latest first.
    async fn list(&self, owner: OwnerId, page: PageRequest) -> Result<Page<Conversion>, StoreError>;
    /// Takes one away: its job is cancelled, and its objects go.
    async fn remove(&self, conversion: &Conversion) -> Result<(), StoreError>;
    /// Saves that a worker took it up. `false` if somebody else changed it.
    async fn begin(&self, conversion: &Conversion) -> Result<bool, StoreError>;
    /// Notes how far it is; nothing is told.
    async fn note_progress(&self, id: ConversionId, percent: u8) -> Result<(), StoreError>;
    /// Ends it with its job and what is to be told. `false` when the lease was lost.
    async fn end(&self, conversion: &Conversion, lease: &Lease, reason: &str) -> Result<bool, StoreError>;
    /// Ends the errand that removed its objects: the row goes too. `false` when the lease was lost.
    async fn forget(&self, id: ConversionId, lease: &Lease) -> Result<bool, StoreError>;
}

/// A result on its way.
pub struct Download {
    /// Of which conversion.
    pub conversion: Conversion,
    /// What was made.
    pub extract: Extract,
}

/// What owners do.
#[derive(Clone)]
pub struct Conversions {
    /// Where conversions lie.
    pub store: Arc<dyn ConversionStore>,
    /// Where their files lie.
    pub objects: Objects,
    /// The present.
    pub clock: Arc<dyn Clock>,
    /// Rings when one is over.
    pub bell: Bell,
}

impl Conversions {
    /// Refuses what can be refused before bytes flow. `announced` is the length of the whole body.
    pub async fn admit(&self, owner: OwnerId, announced: Option<u64>) -> Result<(), ConversionError> {
        if announced.is_some_and(|length| length > LARGEST_SOURCE + Arrival::FRAME) {
            return Err(ConversionError::TooLarge);
        }
        if self.store.unfinished(owner).await? >= MOST_UNFINISHED {
            return Err(ConversionError::TooMany);
        }
        Ok(self.objects.ensure_room(announced.unwrap_or(0)).await?)
    }

    /// Takes the source in; its size.
    pub async fn receive(&self, id: ConversionId, arrival: Arrival<'_>) -> Result<u64, ConversionError> {
        self.store.expect(id).await?;
        // A former try of the same command may have been cut off.
        self.discard(id).await?;
        arrival.store(&self.objects, &source(id)?).await
    }

    /// Makes a conversion of a stored source. If that fails, the source goes.
    pub async fn accept(&self, id: ConversionId, wish: Wish, cause: &Cause) -> Result<Conversion, ConversionError> {
        let conversion = Conversion::request(id, wish, self.clock.now());
        let refused = match self.store.accept(&conversion, cause).await {
            Ok(true) => return Ok(conversion),
            Ok(false) => ConversionError::TooMany,
            Err(error) => error.into(),
        };
        // Whether a commit that broke off took effect is only known afterwards; who cannot tell leaves the source to
        // the errand.
        match self.store.find(id).await {
            Ok(None) => self.discard(id).await?,
            Ok(Some(found)) => return Ok(found),
            Err(error) => tracing::warn!(%error, conversion = %id, "a source may be left behind until tomorrow"),
        }
        Err(refused)
    }

    /// Removes a source that nothing comes of.
    pub async fn discard(&self, id: ConversionId) -> Result<(), ConversionError> {
        let key = source(id)?;
        self.objects.resumable(&key).abort().await?;
        Ok(self.objects.delete(&key).await?)
    }

    /// The owner's conversion, unless it is gone.
    pub async fn find(&self, owner: OwnerId, id: ConversionId) -> Result<Conversion, ConversionError> {
        let now = self.clock.now();
        let found = self.store.find(id).await?;
        let found = found.filter(|found| found.state().wish.owner == owner && !found.is_expired(now));
        found.ok_or(ConversionError::NotFound)
    }

    /// The owner's conversions, the latest first.
    pub async fn list(&self, owner: OwnerId, page: PageRequest) -> Result<Page<Conversion>, ConversionError> {
        Ok(self.store.list(owner, page).await?)
    }

    /// The conversion once it is over, or as it is when the patience ends.
    pub async fn wait(
        &self,
        owner: OwnerId,
        id: ConversionId,
        patience: Duration,
    ) -> Result<Conversion, ConversionError> {
        let mut rings = self.bell.listen();
        let end = Instant::now() + patience;
        loop {
            let conversion = self.find(owner, id).await?;
            if !conversion.is_open() || Instant::now() >= end {
                return Ok(conversion);
            }
            tokio::select! {
                () = rings.heard() => {}
                () = tokio::time::sleep_until(end.min(Instant::now() + LOOK_EVERY)) => {}
            }
        }
    }

    /// What can be fetched.
    pub async fn download(&self, owner: OwnerId, id: ConversionId) -> Result<Download, ConversionError> {
        let conversion = self.find(owner, id).await?;
        match conversion.state().status.clone() {
            ConversionStatus::Completed { extract, .. } => Ok(Download { conversion, extract }),
            _ => Err(ConversionError::NotReady),
        }
    }

    /// Its bytes, or some of them.
    pub async fn open(&self, extract: &Extract, range: Option<Range<u64>>) -> Result<Object, ConversionError> {
        let key = ObjectKey::parse(&extract.path).map_err(|error| StoreError(error.to_string()))?;
        match self.objects.get(&key, range).await {
            // It went this very moment.
            Err(ObjectError::NotFound(_)) => Err(ConversionError::NotFound),
            opened => Ok(opened?),
        }
    }

    /// Takes it away, finished or not.
    pub async fn remove(&self, owner: OwnerId, id: ConversionId) -> Result<(), ConversionError> {
        let conversion = self.find(owner, id).await?;
        Ok(self.store.remove(&conversion).await?)
    }
}

fn source(id: ConversionId) -> Result<ObjectKey, StoreError> {
    ObjectKey::parse(id.source()).map_err(|error| StoreError(error.to_string()))
}
