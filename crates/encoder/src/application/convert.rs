//! One conversion as a worker does it. It ends in the commit that records its result and tells of it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use platform::{
    jobs::{Failed, JobError, Lease},
    sandbox::JobFolder,
};
use tokio_util::sync::CancellationToken;

use super::{
    Bell, ConversionStore, Failure, StoreError, Workshop,
    workshop::{parsed, storage},
};
use crate::domain::{Conversion, ConversionId, Extract, RefusalCode, SoundTarget};

/// How often progress is noted.
const NOTE_EVERY: Duration = Duration::from_secs(1);

/// The clock of the database may be ahead of ours: what goes within this time is waited for.
const SOON: Duration = Duration::from_hours(1);

/// A file that was made in a job folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extracted {
    /// Its name below the job folder's `out/`.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// How long it plays, milliseconds.
    pub duration_ms: u64,
}

/// Takes the sound out of a source, in the sandbox.
#[async_trait]
pub trait Extraction: Send + Sync {
    /// Makes what is wanted of the source in the folder, and checks it. `report` is told percents.
    async fn extract(
        &self,
        folder: &JobFolder,
        target: SoundTarget,
        cancel: &CancellationToken,
        report: &mut (dyn FnMut(u8) + Send),
    ) -> Result<Extracted, Failure>;
}

/// Does conversions.
#[derive(Clone)]
pub struct Converter {
    /// Where they lie.
    pub store: Arc<dyn ConversionStore>,
    /// Takes the sound out.
    pub extraction: Arc<dyn Extraction>,
    /// Rings when one is over.
    pub bell: Bell,
    /// Has folders, and knows what programs said.
    pub workshop: Workshop,
}

impl Converter {
    /// Does the conversion that bears the job's id.
    pub async fn convert(&self, lease: &Lease, cancel: CancellationToken) -> Result<(), JobError> {
        let mut conversion = self.open(lease).await?;
        if !conversion.begin(self.workshop.clock.now()) || !self.store.begin(&conversion).await? {
            return Err(JobError::LeaseLost);
        }
        let wish = &conversion.state().wish;
        // The result lies in its folder first and then in storage too, and is hardly ever larger than its source.
        self.workshop.objects.ensure_room(2 * wish.size_bytes).await.map_err(storage)?;
        let name = format!("{}.{}", conversion.id(), lease.fence);
        let source = self.workshop.local(&conversion.id().source())?;
        let folder = self.workshop.folder(name, Some(&source)).await?;
        let made = self.make(&conversion, lease, &folder, &cancel).await;
        let made = match made {
            Ok(extract) => Ok(extract),
            Err(error) => Err(self.workshop.explain(error, &folder).await),
        };
        self.workshop.clean(folder).await;
        self.complete(conversion, made?, lease).await
    }

    /// Gives a conversion up for good.
    pub async fn give_up(&self, lease: &Lease, failed: Failed<'_>) -> Result<(), StoreError> {
        let found = self.store.find(ConversionId::from_uuid(lease.id)).await?;
        let Some(mut conversion) = found else { return Ok(()) };
        if conversion.fail(RefusalCode::parse(failed.code), self.workshop.clock.now()) {
            let _ = self.store.end(&conversion, lease, failed.reason).await?;
            self.bell.ring();
        }
        Ok(())
    }

    /// Removes what is left of a conversion that is gone: taken away, expired, or never made of a source that came.
    pub async fn clear(&self, id: ConversionId, lease: &Lease) -> Result<(), JobError> {
        let now = self.workshop.clock.now();
        if let Some(found) = self.store.find(id).await?.filter(|found| !found.is_expired(now)) {
            if found.is_expired(now.plus(SOON)) {
                return Err(JobError::Waiting { code: "NOT_EXPIRED".into() });
            }
            let finished = self.workshop.store.finish_errand(lease).await?;
            return if finished { Ok(()) } else { Err(JobError::LeaseLost) };
        }
        let objects = &self.workshop.objects;
        objects.resumable(&parsed(&id.source())?).abort().await.map_err(storage)?;
        objects.delete_prefix(&parsed(&id.prefix())?).await.map_err(storage)?;
        if self.store.forget(id, lease).await? { Ok(()) } else { Err(JobError::LeaseLost) }
    }

    async fn open(&self, lease: &Lease) -> Result<Conversion, JobError> {
        let found = self.store.find(ConversionId::from_uuid(lease.id)).await?;
        found.filter(Conversion::is_open).ok_or(JobError::LeaseLost)
    }

    async fn make(
        &self,
        conversion: &Conversion,
        lease: &Lease,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<Extract, JobError> {
        let percent = AtomicU8::new(0);
        let mut report = |done| percent.store(done, Ordering::Relaxed);
        let target = conversion.state().wish.target;
        let extracting = self.extraction.extract(folder, target, cancel, &mut report);
        let made = self.noting(conversion.id(), &percent, extracting).await?;
        // No other try writes there.
        let path = format!("{}/{}/{}", conversion.id().prefix(), lease.fence, made.file);
        let file = std::path::Path::new(&made.file);
        self.workshop.objects.put_file(&parsed(&path)?, &folder.output(), file).await.map_err(storage)?;
        Ok(Extract { path, bytes: made.bytes, duration_ms: made.duration_ms })
    }

    /// Waits for a result, and notes how far it is.
    async fn noting<T>(
        &self,
        id: ConversionId,
        percent: &AtomicU8,
        work: impl Future<Output = Result<T, Failure>> + Send,
    ) -> Result<T, JobError> {
        tokio::pin!(work);
        let mut noted = 0;
        loop {
            tokio::select! {
                made = &mut work => return Ok(made?),
                () = tokio::time::sleep(NOTE_EVERY) => {}
            }
            let now = percent.load(Ordering::Relaxed);
            if now > noted {
                self.store.note_progress(id, now).await?;
                noted = now;
            }
        }
    }

    async fn complete(&self, mut conversion: Conversion, extract: Extract, lease: &Lease) -> Result<(), JobError> {
        let path = parsed(&extract.path)?;
        let ended = conversion.complete(extract, self.workshop.clock.now());
        if ended && self.store.end(&conversion, lease, "").await? {
            self.bell.ring();
            return Ok(());
        }
        // Its owner took it away meanwhile, or somebody else does it: nobody knows of this result.
        self.workshop.objects.delete(&path).await.map_err(storage)?;
        Err(JobError::LeaseLost)
    }
}
