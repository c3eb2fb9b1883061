//! Turning an uploaded picture into the ones that are shown.

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::picture_file::PictureFormat;

/// A picture to be made.
#[derive(Clone, Debug)]
pub struct PictureOrder {
    /// The uploaded bytes. Hostile until proven otherwise.
    pub source: Bytes,
    /// What they are, by their header.
    pub format: PictureFormat,
    /// Widths wanted, the smallest first; nothing is scaled up.
    pub widths: [u32; 3],
}

/// What came of it: WebP without any metadata.
#[derive(Clone, Debug)]
pub struct MadePicture {
    /// By size, the smallest first.
    pub sizes: [Bytes; 3],
    /// Pixels of the largest.
    pub width: u32,
    /// Pixels of the largest.
    pub height: u32,
    /// A few blurred pixels.
    pub placeholder: Bytes,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It cannot be decoded.
    #[error("the picture is damaged: {0}")]
    Damaged(String),
    /// Decoding it takes more than is allowed.
    #[error("the picture needs more than it may use")]
    Limit,
    /// Nothing is wrong with the picture.
    #[error("pictures cannot be made at present: {0}")]
    Unavailable(String),
}

/// Decodes and re-encodes pictures where a hostile one does no harm.
#[async_trait]
pub trait PictureMaker: Send + Sync {
    /// Makes the three sizes and the placeholder.
    async fn make(&self, order: PictureOrder) -> Result<MadePicture, PictureError>;
}
