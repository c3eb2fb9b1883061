//! What events tell us of things other services own.

use kernel::Timestamp;
use uuid::Uuid;

use crate::domain::{Asset, PictureId, UserId, Video};

/// A video with its media and pictures, at one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VideoCopy {
    pub version: i64,
    pub video: Video,
    pub assets: Vec<Asset>,
    pub pictures: Vec<PictureCopy>,
}

/// A picture and where its sizes lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureCopy {
    pub id: PictureId,
    pub small: String,
    pub medium: String,
    pub large: String,
}

/// What a subscription allows, at one version. One that allows nothing is valid until the beginning of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitlementCopy {
    pub subscription_id: Uuid,
    pub version: i64,
    pub owner: UserId,
    pub valid_until: Timestamp,
    pub max_streams: u32,
    pub max_height: u32,
}
