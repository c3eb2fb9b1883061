//! Work that is queued in the transaction it follows from: its kinds and what stands in their rows.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes the thumbnail out of the encoder's poster.
pub const ADOPT_POSTER: &str = "catalog-admin.adopt-poster";

/// The input of [`ADOPT_POSTER`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct AdoptPoster {
    /// The video.
    pub video: Uuid,
    /// The version of its film that the poster shows.
    pub media: Uuid,
    /// Key of the poster.
    pub poster: String,
}
