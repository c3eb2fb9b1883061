//! Uploads to be encoded, films that viewers want now, and media that nobody wants any more.

use async_trait::async_trait;
use contracts::{
    Envelope,
    catalog_admin::{
        CatalogAdminEvent, MEDIA_ARRIVING, MEDIA_REMOVED, MEDIA_SUPERSEDED, MEDIA_UPLOADED, Media, MediaUploaded,
        VIDEO_DELETED, VIDEO_PUBLISHED, Video,
    },
};
use kernel::Cause;
use platform::messaging::{Handler, HandlerError};

use crate::{
    application::{Intake, StoreError, Workshop},
    domain::{JobKind, Order, Preset, Source},
};

/// What the encoder wants to know in any case.
pub const TYPES: &[&str] = &[MEDIA_UPLOADED, MEDIA_SUPERSEDED, MEDIA_REMOVED, VIDEO_DELETED, VIDEO_PUBLISHED];

/// What else it wants to know where sources are encoded while they arrive.
pub const EARLY: &str = MEDIA_ARRIVING;

/// Turns events into jobs.
pub struct Uploads {
    /// Takes orders.
    pub intake: Intake,
    /// Works on them.
    pub workshop: Workshop,
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
            CatalogAdminEvent::VideoPublished(published) => {
                for resource in resources(&published.video) {
                    self.workshop
                        .hasten(&resource)
                        .await
                        .map_err(|error| HandlerError::Transient(error.to_string()))?;
                }
            }
            CatalogAdminEvent::VideoDeleted(deleted) => {
                for resource in resources(&deleted.video) {
                    let _ = self.intake.withdraw(&resource, &Cause::worker(cause.correlation_id)).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Film and trailer, as jobs name them.
fn resources(video: &Video) -> impl Iterator<Item = String> {
    let media = [("video", &video.video), ("trailer", &video.trailer)];
    let named = |kind, media: &Media| format!("{}.{kind}.{}", video.id, media.id);
    media.into_iter().filter_map(move |(kind, media)| media.as_ref().map(|media| named(kind, media)))
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
