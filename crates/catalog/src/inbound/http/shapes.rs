//! How videos and labels look in JSON.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::allowed;
use crate::domain::{self, Label, LabelKind, LabelName, Shelved};

/// A picture in three sizes.
#[derive(Serialize, ToSchema)]
pub struct CatalogPicture {
    small: String,
    medium: String,
    large: String,
    /// Pixels of the large size.
    width: u32,
    /// Pixels of the large size.
    height: u32,
    /// A tiny blurred version as a data URI.
    placeholder: String,
}

impl From<&domain::Picture> for CatalogPicture {
    fn from(picture: &domain::Picture) -> Self {
        let url = |size| format!("/i/{}/{size}", picture.id);
        Self {
            small: url("small"),
            medium: url("medium"),
            large: url("large"),
            width: picture.width,
            height: picture.height,
            placeholder: picture.placeholder.clone(),
        }
    }
}

/// Something with a name.
#[derive(Serialize, ToSchema)]
pub struct CatalogName {
    id: Uuid,
    name: String,
}

impl From<&LabelName> for CatalogName {
    fn from(label: &LabelName) -> Self {
        Self { id: label.id.uuid(), name: label.name.clone() }
    }
}

/// Somebody who took part.
#[derive(Serialize, ToSchema)]
pub struct CatalogPerson {
    id: Uuid,
    name: String,
    #[schema(schema_with = allowed::role)]
    r#type: &'static str,
}

/// A video as rows and lists show it.
#[derive(Serialize, ToSchema)]
pub struct Card {
    id: Uuid,
    title: String,
    /// Of the hero only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    year_launched: u16,
    #[schema(required)]
    duration_ms: Option<i64>,
    #[schema(schema_with = allowed::rating)]
    rating: &'static str,
    opened: bool,
    genres: Vec<CatalogName>,
    #[schema(required)]
    thumbnail: Option<CatalogPicture>,
    #[schema(required)]
    banner: Option<CatalogPicture>,
    #[schema(required)]
    thumbnail_half: Option<CatalogPicture>,
    has_trailer: bool,
}

impl Card {
    /// A card with what the video is about.
    pub fn described(shelved: &Shelved) -> Self {
        Self { description: Some(shelved.video.description.clone()), ..Self::from(shelved) }
    }
}

impl From<&Shelved> for Card {
    fn from(shelved: &Shelved) -> Self {
        let video = &shelved.video;
        Self {
            id: video.id.uuid(),
            title: video.title.clone(),
            description: None,
            year_launched: video.year_launched,
            duration_ms: video.duration_ms,
            rating: video.rating.as_str(),
            opened: video.opened,
            genres: shelved.labels_of(LabelKind::Genre).map(CatalogName::from).collect(),
            thumbnail: video.thumbnail.as_ref().map(CatalogPicture::from),
            banner: video.banner.as_ref().map(CatalogPicture::from),
            thumbnail_half: video.thumbnail_half.as_ref().map(CatalogPicture::from),
            has_trailer: video.has_trailer,
        }
    }
}

/// Positions within a film, in milliseconds.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "the API's names state the unit")]
pub struct CatalogMarkers {
    #[schema(required)]
    intro_start_ms: Option<i64>,
    #[schema(required)]
    intro_end_ms: Option<i64>,
    #[schema(required)]
    credits_start_ms: Option<i64>,
}

/// A video with everything viewers may know.
#[derive(Serialize, ToSchema)]
pub struct Detail {
    #[serde(flatten)]
    card: Card,
    categories: Vec<CatalogName>,
    cast_members: Vec<CatalogPerson>,
    #[schema(required)]
    markers: Option<CatalogMarkers>,
    /// RFC 3339.
    published_at: String,
    /// BCP 47.
    audio_languages: Vec<String>,
    /// BCP 47.
    text_languages: Vec<String>,
}

impl From<&Shelved> for Detail {
    fn from(shelved: &Shelved) -> Self {
        let video = &shelved.video;
        Self {
            card: Card::described(shelved),
            categories: shelved.labels_of(LabelKind::Category).map(CatalogName::from).collect(),
            cast_members: shelved.labels_of(LabelKind::CastMember).map(person).collect(),
            markers: video.markers.map(|markers| CatalogMarkers {
                intro_start_ms: markers.intro_start_ms,
                intro_end_ms: markers.intro_end_ms,
                credits_start_ms: markers.credits_start_ms,
            }),
            published_at: video.published_at.to_string(),
            audio_languages: video.audio_languages.clone(),
            text_languages: video.text_languages.clone(),
        }
    }
}

fn person(label: &LabelName) -> CatalogPerson {
    let role = label.role.unwrap_or(domain::Role::Actor);
    CatalogPerson { id: label.id.uuid(), name: label.name.clone(), r#type: role.as_str() }
}

/// A category, genre or cast member to browse by.
#[derive(Serialize, ToSchema)]
pub struct CatalogLabel {
    id: Uuid,
    name: String,
    /// Of categories.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    description: Option<String>,
    /// Of cast members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = allowed::role)]
    r#type: Option<&'static str>,
}

impl From<Label> for CatalogLabel {
    fn from(label: Label) -> Self {
        Self {
            id: label.id.uuid(),
            name: label.name,
            description: label.description,
            r#type: label.role.map(domain::Role::as_str),
        }
    }
}
