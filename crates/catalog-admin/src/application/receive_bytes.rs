//! Taking bytes of an upload: durable first, then acknowledged, a slice at a time and in constant memory.

use kernel::Timestamp;

use super::{
    Error,
    announce_upload::{announce, make_whole},
    digest::{BodyChecksum, BodyDigest, RunningDigest},
    finish_upload::finish_upload,
    ports::{BodyError, Incoming, LiveEvent, Ports, Slice, SliceEnd, StorageError, StoreError, Writer},
    writers::WritePermit,
};
use crate::domain::{
    media_file::HEAD,
    upload::{Outcome, Progress, Refusal, Upload},
};

/// Appends `body` to an upload that stands at `offset`. Without a checksum, what arrived before a break is kept; with
/// one, the piece counts whole or not at all.
pub async fn receive_bytes(
    ports: &Ports,
    upload: &Upload,
    offset: u64,
    body: Incoming<'_>,
    checksum: Option<BodyChecksum>,
) -> Result<Upload, Error> {
    let permit = ports.writers.claim(upload.id)?;
    receive_as_writer(ports, &permit, offset, body, checksum).await
}

/// The same for whoever has claimed the upload.
pub(super) async fn receive_as_writer(
    ports: &Ports,
    permit: &WritePermit,
    offset: u64,
    body: Incoming<'_>,
    checksum: Option<BodyChecksum>,
) -> Result<Upload, Error> {
    // Again, now that nobody else can move it.
    let upload = ports.uploads.find(permit.upload()).await?.ok_or(Error::NotFound)?;
    if offset != upload.progress.offset {
        return Err(Error::OffsetMismatch { offset: upload.progress.offset });
    }
    match &upload.outcome {
        Outcome::Open => {}
        Outcome::Refused(refusal) => return Err((*refusal).into()),
        Outcome::Stored(_) | Outcome::Attached(..) => return Ok(upload),
    }
    let mut transfer = Transfer::open(ports, upload, checksum).await?;
    transfer.take(body).await?;
    let upload = transfer.close();
    if !upload.is_complete() {
        return Ok(upload);
    }
    let upload = finish_upload(ports, upload).await?;
    make_whole(ports, &upload).await;
    Ok(upload)
}

/// One body on its way into one upload.
struct Transfer<'a> {
    ports: &'a Ports,
    upload: Upload,
    writer: Box<dyn Writer>,
    digest: RunningDigest,
    checked: Option<(BodyDigest, BodyChecksum)>,
    announcement: Announcement,
}

impl<'a> Transfer<'a> {
    async fn open(ports: &'a Ports, upload: Upload, checksum: Option<BodyChecksum>) -> Result<Self, Error> {
        let writer = open_writer(ports, &upload).await?;
        let digest = RunningDigest::resume(&upload.progress.digest)?;
        let checked = checksum.map(|checksum| (BodyDigest::new(checksum.kind), checksum));
        Ok(Self { ports, upload, writer, digest, checked, announcement: Announcement::Due })
    }

    /// Gives the object back, so that it can be finished.
    fn close(self) -> Upload {
        self.upload
    }

    async fn take(&mut self, mut body: Incoming<'_>) -> Result<(), Error> {
        let began_at = self.upload.progress.offset;
        loop {
            let (size, end) = self.append(&mut body).await?;
            if self.checked.is_some() {
                match end {
                    SliceEnd::Full => continue,
                    SliceEnd::Complete => return self.keep_if_it_matches(began_at, size).await,
                    SliceEnd::Broken(error) => return Err(error.into()),
                }
            }
            if end == SliceEnd::Broken(BodyError::TooLarge) {
                return Err(BodyError::TooLarge.into());
            }
            self.acknowledge(size).await?;
            match end {
                SliceEnd::Full => {}
                SliceEnd::Complete => return Ok(()),
                SliceEnd::Broken(error) => return Err(error.into()),
            }
        }
    }

    async fn append(&mut self, body: &mut Incoming<'_>) -> Result<(u64, SliceEnd), Error> {
        // Others write at the same time: room that was free at the beginning may be gone.
        self.ports.objects.ensure_room(0).await?;
        let (digest, checked) = (&mut self.digest, &mut self.checked);
        let mut observe = |bytes: &[u8]| {
            digest.update(bytes);
            if let Some((body_digest, _)) = checked {
                body_digest.update(bytes);
            }
        };
        let mut slice = Slice::of(body, &mut observe);
        let appended = self.writer.append(&mut slice).await?;
        Ok((appended.size, slice.end()))
    }

    async fn keep_if_it_matches(&mut self, began_at: u64, size: u64) -> Result<(), Error> {
        if self.checked.take().is_some_and(|(digest, expected)| !digest.matches(&expected)) {
            // The bytes beyond the acknowledged ones are dropped when the object is opened again.
            tracing::info!(upload = %self.upload.id, began_at, size, "a piece of an upload was not what it should be");
            return Err(Refusal::Checksum.into());
        }
        self.acknowledge(size).await
    }

    async fn acknowledge(&mut self, size: u64) -> Result<(), Error> {
        let from = self.upload.progress.offset;
        if size == from {
            return Ok(());
        }
        let now: Timestamp = self.ports.clock.now();
        let progress = Progress { offset: size, digest: self.digest.save(), last_byte_at: now };
        match self.ports.uploads.advance(self.upload.id, from, &progress).await {
            Ok(()) => {}
            // Removed or expired meanwhile.
            Err(StoreError::Conflict) => return Err(Error::NotFound),
            Err(error) => return Err(error.into()),
        }
        self.upload.progress = progress;
        self.writer.keep();
        self.announce().await;
        let Upload { id, owner, size: total, .. } = self.upload;
        self.ports.feed.tell(LiveEvent::Upload { id, owner, offset: size, size: total });
        Ok(())
    }

    /// Its video learns of it while the rest is on its way. Without that, it does at the end.
    async fn announce(&mut self) {
        let is_worth_it = self.upload.announced.is_none() && !self.upload.is_complete();
        if !is_worth_it || self.announcement == Announcement::Over || self.upload.progress.offset < HEAD {
            return;
        }
        self.announcement = Announcement::Over;
        match announce(self.ports, &self.upload).await {
            Ok(announced) => self.upload.announced = announced,
            Err(error) => tracing::warn!(%error, upload = %self.upload.id, "an upload could not be announced"),
        }
    }
}

/// What was tried in vain is not tried with every slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Announcement {
    Due,
    Over,
}

async fn open_writer(ports: &Ports, upload: &Upload) -> Result<Box<dyn Writer>, Error> {
    let (key, committed) = (upload.key(), upload.progress.offset);
    let opened = match ports.objects.open(&key, committed).await {
        // Noted and killed before the object was made.
        Err(StorageError::NotFound) if committed == 0 => {
            ports.objects.begin(&key).await?;
            ports.objects.open(&key, 0).await
        }
        opened => opened,
    };
    opened.map_err(|error| match error {
        StorageError::Busy => Error::BeingWritten,
        error => error.into(),
    })
}
