//! Events of other services become copies.

use std::sync::Arc;

use async_trait::async_trait;
use captions::{Kind, Language, label};
use contracts::{
    Envelope,
    catalog_admin::{self, CatalogAdminEvent, Media, Picture},
    subscriptions::{Subscription, SubscriptionsEvent},
};
use kernel::{Cause, Timestamp};
use platform::messaging::{Handler, HandlerError};

use crate::{
    application::{EntitlementCopy, PictureCopy, Store, StoreError, TextTrack, Texts, VideoCopy},
    domain::{Asset, AssetId, PictureId, UserId, Video, VideoId},
};

/// Videos and subscriptions; categories, plans and accounts say nothing about watching.
pub fn wanted(event_type: &str) -> bool {
    event_type.starts_with("codeflix.video.") || event_type.starts_with("codeflix.subscription.")
}

/// Keeps the copies.
pub struct Copies {
    pub store: Arc<dyn Store>,
}

impl From<StoreError> for HandlerError {
    fn from(error: StoreError) -> Self {
        Self::Transient(error.0)
    }
}

#[async_trait]
impl Handler for Copies {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        if event.aggregate_kind() == "video" {
            let fact: CatalogAdminEvent = event.fact()?;
            if let Some(video) = fact.video() {
                let _ = self.store.apply_video(&video_copy(video), cause).await?;
            }
            return Ok(());
        }
        let fact: SubscriptionsEvent = event.fact()?;
        if let Some(subscription) = fact.subscription() {
            let _ = self.store.apply_entitlement(&entitlement_copy(subscription)?, cause).await?;
        }
        Ok(())
    }
}

fn video_copy(video: &catalog_admin::Video) -> VideoCopy {
    let film = video.video.as_ref().map(|media| asset(media, &video.text_tracks));
    let trailer = video.trailer.as_ref().map(|media| asset(media, &[]));
    let pictures = [&video.banner, &video.thumbnail, &video.thumbnail_half];
    VideoCopy {
        version: video.version,
        video: Video {
            id: VideoId::from_uuid(video.id),
            published: video.status == "published",
            opened: video.opened,
            rating: video.rating.clone(),
            credits_at_ms: video.markers.and_then(|markers| markers.credits_start_ms),
            markers: video.markers.and_then(|markers| serde_json::to_string(&markers).ok()),
            film: video.video.as_ref().map(asset_id),
            trailer: video.trailer.as_ref().map(asset_id),
        },
        assets: film.into_iter().chain(trailer).collect(),
        pictures: pictures.into_iter().flatten().map(picture).collect(),
    }
}

/// A medium that is encoded again is another asset: browsers keep segments for ever, and whoever watches the former one
/// may finish. What an encode made lies in `enc/<its id>`; before there is any, the medium stands for it.
fn asset_id(media: &Media) -> AssetId {
    let encode = media.path.as_deref().and_then(|path| path.rsplit('/').next()?.parse().ok());
    AssetId::from_uuid(encode.unwrap_or(media.id))
}

/// `added` are the text tracks that did not come with it.
fn asset(media: &Media, added: &[catalog_admin::TextTrack]) -> Asset {
    let texts = Texts {
        own: media.text_tracks.iter().filter_map(text_track).collect(),
        added: added.iter().filter_map(text_track).collect(),
        chapters: media.chapters_path.clone(),
    };
    Asset {
        id: asset_id(media),
        path: media.path.clone(),
        growing: media.growing,
        duration_ms: media.duration_ms,
        texts: texts.stored(),
    }
}

/// One of a kind that is not known yet is left out.
fn text_track(track: &catalog_admin::TextTrack) -> Option<TextTrack> {
    Some(TextTrack {
        language: Language::of(&track.language),
        kind: Kind::parse(&track.kind)?,
        label: label(&track.label)?,
        path: track.path.clone(),
    })
}

fn picture(picture: &Picture) -> PictureCopy {
    PictureCopy {
        id: PictureId::from_uuid(picture.id),
        small: picture.keys.small.clone(),
        medium: picture.keys.medium.clone(),
        large: picture.keys.large.clone(),
    }
}

/// A subscription that entitles to nothing is kept as one that ended long ago.
fn entitlement_copy(subscription: &Subscription) -> Result<EntitlementCopy, HandlerError> {
    let allowed = subscription.entitlement.as_ref();
    let valid_until = match allowed {
        Some(entitlement) => entitlement
            .valid_until
            .parse()
            .map_err(|error| HandlerError::Permanent(format!("valid_until is no time: {error}")))?,
        None => Timestamp::default(),
    };
    Ok(EntitlementCopy {
        subscription_id: subscription.subscription_id,
        version: subscription.version,
        owner: UserId::from_uuid(subscription.user_id),
        valid_until,
        max_streams: allowed.map_or(0, |entitlement| u32::from(entitlement.max_streams)),
        max_height: allowed.map_or(0, |entitlement| entitlement.max_height),
    })
}
