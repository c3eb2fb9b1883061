//! Uploads to be encoded, and media that nobody wants any more.

use async_trait::async_trait;
use contracts::{
    Envelope,
    catalog_admin::{
        CatalogAdminEvent, MEDIA_ARRIVING, MEDIA_REMOVED, MEDIA_SUPERSEDED, MEDIA_UPLOADED, MediaUploaded,
        VIDEO_DELETED,
    },
};
use kernel::Cause;
use platform::messaging::{Handler, HandlerError};

use crate::{
    application::{Intake, StoreError},
    domain::{JobKind, Order, Preset, Source},
};

/// What the encoder wants to know in any case.
pub const TYPES: &[&str] = &[MEDIA_UPLOADED, MEDIA_SUPERSEDED, MEDIA_REMOVED, VIDEO_DELETED];

/// What else it wants to know where sources are encoded while they arrive.
pub const EARLY: &str = MEDIA_ARRIVING;

/// Turns events into jobs.
pub struct Uploads {
    /// Takes orders.
    pub intake: Intake,
}

impl From<StoreError> for HandlerError {
    fn from(error: StoreError) -> Self {
        Self::Transient(error.to_string())
    }
}

#[async_trait]
impl Handler for Uploads {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        match event.fact::<CatalogAdminEvent>()? {
            CatalogAdminEvent::MediaArriving(uploaded) => {
                self.intake.expect(order(*uploaded, Source::Arriving)?, cause).await?;
            }
            CatalogAdminEvent::MediaUploaded(uploaded) => {
                self.intake.accept(order(*uploaded, Source::Whole)?, cause).await?;
            }
            CatalogAdminEvent::MediaSuperseded(media) | CatalogAdminEvent::MediaRemoved(media) => {
                let _ = self.intake.withdraw(&media.resource_id, cause).await?;
            }
            CatalogAdminEvent::VideoDeleted(deleted) => {
                let video = &deleted.video;
                for (kind, media) in [("video", &video.video), ("trailer", &video.trailer)] {
                    if let Some(media) = media {
                        let resource = format!("{}.{kind}.{}", video.id, media.id);
                        let _ = self.intake.withdraw(&resource, &Cause::worker(cause.correlation_id)).await?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn order(uploaded: MediaUploaded, source: Source) -> Result<Order, HandlerError> {
    let kind = match uploaded.media_type.as_str() {
        "video" => JobKind::Video,
        "trailer" => JobKind::Trailer,
        other => return Err(HandlerError::Permanent(format!("unknown media type {other}"))),
    };
    let preset = uploaded.preset.map(|name| {
        let known = Preset::ALL.into_iter().find(|preset| preset.as_str() == name);
        known.ok_or_else(|| HandlerError::Permanent(format!("unknown preset {name}")))
    });
    Ok(Order {
        resource_id: uploaded.resource_id,
        label: uploaded.video.title,
        file_path: uploaded.file_path,
        source,
        source_bytes: u64::try_from(uploaded.size_bytes).unwrap_or(0),
        kind,
        priority: uploaded.priority,
        preset: preset.transpose()?,
        former: None,
    })
}
