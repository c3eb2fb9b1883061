//! Stored pictures of a video.

use crate::domain::ImageId;

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// Wide, behind the title.
    Banner,
    /// On cards.
    Thumbnail,
    /// On narrow cards.
    ThumbnailHalf,
}

/// A picture in three sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its id.
    pub id: ImageId,
    /// SHA-256 of the uploaded bytes, hexadecimal.
    pub checksum: String,
    /// The file's name as it was uploaded; only ever shown.
    pub name: String,
    /// Pixels of the largest size.
    pub width: u32,
    /// Pixels of the largest size.
    pub height: u32,
    /// Bytes of the largest size.
    pub size_bytes: u64,
    /// A tiny blurred version as a data URI.
    pub placeholder: String,
}

/// One of the three sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageSize {
    /// 320 px wide; 640 for banners.
    Small,
    /// 640 px wide; 1280 for banners.
    Medium,
    /// 1280 px wide; 1920 for banners.
    Large,
}

impl ImageKind {
    /// Widths in pixels, the smallest first. Nothing is ever scaled up to them.
    pub const fn widths(self) -> [u32; 3] {
        match self {
            Self::Banner => [640, 1280, 1920],
            Self::Thumbnail | Self::ThumbnailHalf => [320, 640, 1280],
        }
    }
}

impl ImageSize {
    /// All three, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// As in paths and storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

impl Image {
    /// What every stored picture is.
    pub const CONTENT_TYPE: &'static str = "image/webp";

    /// The object a size is stored as. Keys are never reused, so what they name never changes.
    pub fn key(&self, size: ImageSize) -> String {
        format!("blob/{}/{}.webp", self.id, size.as_str())
    }
}
