//! Work that is queued in the transaction it follows from: its kinds and what stands in their rows.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes the thumbnail out of a picture of the film.
pub const ADOPT_POSTER: &str = "catalog-admin.adopt-poster";

/// The input of [`ADOPT_POSTER`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct AdoptPoster {
    /// The video.
    pub video: Uuid,
    /// Key of the picture.
    pub poster: String,
}
