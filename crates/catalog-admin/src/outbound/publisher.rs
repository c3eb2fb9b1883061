//! From what happened in the domain to what other services are told.

use contracts::catalog_admin::{self as told, CatalogAdminEvent};
use uuid::Uuid;

use crate::domain::{
    CastMember, Category, Fact, Genre,
    video::{
        Image, ImageSize, Markers, Media, MediaKind, MediaStatus, ResourceId, SourceText, TextTrack, Video, VideoEvent,
    },
};

/// Encodes of films go before those of trailers when both wait: a title cannot be published without its film.
const PRIORITY_OF_FILM: u8 = 5;
const PRIORITY_OF_TRAILER: u8 = 4;

/// What is told about a category.
pub(super) fn category(category: &Category) -> Option<CatalogAdminEvent> {
    let state = category.state();
    let data = told::Category {
        id: category.id().uuid(),
        version: category.life().version,
        name: state.name.as_str().to_owned(),
        description: state.description.as_ref().map(|text| text.as_str().to_owned()),
        is_active: state.is_active,
    };
    Some(match category.fact()? {
        Fact::Created => CatalogAdminEvent::CategoryCreated(data),
        Fact::Updated => CatalogAdminEvent::CategoryUpdated(data),
        Fact::Deleted => CatalogAdminEvent::CategoryDeleted(data),
    })
}

/// What is told about a genre.
pub(super) fn genre(genre: &Genre) -> Option<CatalogAdminEvent> {
    let state = genre.state();
    let data = told::Genre {
        id: genre.id().uuid(),
        version: genre.life().version,
        name: state.name.as_str().to_owned(),
        is_active: state.is_active,
        categories_id: state.categories.iter().map(|id| id.uuid()).collect(),
    };
    Some(match genre.fact()? {
        Fact::Created => CatalogAdminEvent::GenreCreated(data),
        Fact::Updated => CatalogAdminEvent::GenreUpdated(data),
        Fact::Deleted => CatalogAdminEvent::GenreDeleted(data),
    })
}

/// What is told about a cast member.
pub(super) fn cast_member(member: &CastMember) -> Option<CatalogAdminEvent> {
    let state = member.state();
    let data = told::CastMember {
        id: member.id().uuid(),
        version: member.life().version,
        name: state.name.as_str().to_owned(),
        role: state.role.as_str().to_owned(),
    };
    Some(match member.fact()? {
        Fact::Created => CatalogAdminEvent::CastMemberCreated(data),
        Fact::Updated => CatalogAdminEvent::CastMemberUpdated(data),
        Fact::Deleted => CatalogAdminEvent::CastMemberDeleted(data),
    })
}

/// What is told about a video: each fact with the whole public state.
pub(super) fn video(video: &mut Video) -> Vec<CatalogAdminEvent> {
    let events = video.take_events();
    let state = public_state(video);
    events.into_iter().map(|event| video_event(video, event, state.clone())).collect()
}

fn video_event(video: &Video, event: VideoEvent, state: told::Video) -> CatalogAdminEvent {
    let changed = |first, reason| Box::new(told::VideoChanged { video: state.clone(), first, reason });
    match event {
        VideoEvent::MediaArriving(kind, media) => {
            CatalogAdminEvent::MediaArriving(Box::new(media_uploaded(video, kind, media, state)))
        }
        VideoEvent::MediaUploaded(kind, media) => {
            CatalogAdminEvent::MediaUploaded(Box::new(media_uploaded(video, kind, media, state)))
        }
        VideoEvent::MediaEncoded(kind, media) => {
            CatalogAdminEvent::MediaEncoded(Box::new(media_changed(video, kind, &media, state)))
        }
        VideoEvent::MediaSuperseded(kind, media) => {
            CatalogAdminEvent::MediaSuperseded(Box::new(media_changed(video, kind, &media, state)))
        }
        VideoEvent::MediaRemoved(kind, media) => {
            CatalogAdminEvent::MediaRemoved(Box::new(media_changed(video, kind, &media, state)))
        }
        VideoEvent::MediaFailed(kind, media) => {
            CatalogAdminEvent::MediaFailed(Box::new(media_failed(video, kind, media, state)))
        }
        VideoEvent::Published { first } => CatalogAdminEvent::VideoPublished(changed(first, None)),
        VideoEvent::Updated => CatalogAdminEvent::VideoUpdated(changed(false, None)),
        VideoEvent::Unpublished { reason } => {
            CatalogAdminEvent::VideoUnpublished(changed(false, Some(reason.as_str().to_owned())))
        }
        VideoEvent::Deleted => CatalogAdminEvent::VideoDeleted(changed(false, Some("deleted".to_owned()))),
    }
}

fn resource_id(video: &Video, kind: MediaKind, media: &Media) -> String {
    ResourceId { video: video.id(), kind, media: media.id }.to_string()
}

fn media_uploaded(video: &Video, kind: MediaKind, media: Media, state: told::Video) -> told::MediaUploaded {
    told::MediaUploaded {
        resource_id: resource_id(video, kind, &media),
        file_path: media.raw_location,
        video_id: video.id().uuid(),
        media_id: media.id.uuid(),
        media_type: kind.as_str().to_owned(),
        size_bytes: i64::try_from(media.size_bytes).unwrap_or(i64::MAX),
        content_type: media.content_type,
        checksum: media.checksum,
        priority: match kind {
            MediaKind::Video => PRIORITY_OF_FILM,
            MediaKind::Trailer => PRIORITY_OF_TRAILER,
        },
        preset: media.preset.map(|preset| preset.as_str().to_owned()),
        video: state,
    }
}

fn media_changed(video: &Video, kind: MediaKind, media: &Media, state: told::Video) -> told::MediaChanged {
    told::MediaChanged {
        video_id: video.id().uuid(),
        media_id: media.id.uuid(),
        media_type: kind.as_str().to_owned(),
        resource_id: resource_id(video, kind, media),
        uploaded_by: media.uploaded_by.uuid(),
        ready_to_publish: video.awaits_publication(),
        video: state,
    }
}

fn media_failed(video: &Video, kind: MediaKind, media: Media, state: told::Video) -> told::MediaFailed {
    let (error_code, error) = match media.status {
        MediaStatus::Error { code, text } => (code, text),
        _ => (String::new(), String::new()),
    };
    told::MediaFailed {
        video_id: video.id().uuid(),
        media_id: media.id.uuid(),
        media_type: kind.as_str().to_owned(),
        error_code,
        error,
        uploaded_by: media.uploaded_by.uuid(),
        video: state,
    }
}

fn public_state(video: &Video) -> told::Video {
    let state = video.state();
    let details = &state.details;
    told::Video {
        id: video.id().uuid(),
        version: video.life().version,
        title: details.title.as_str().to_owned(),
        description: details.description.as_str().to_owned(),
        year_launched: details.year.value(),
        duration_ms: state.duration_ms(),
        rating: details.rating.as_str().to_owned(),
        opened: details.opened,
        status: state.status.as_str().to_owned(),
        categories_id: uuids(&state.relations.categories, |id| id.uuid()),
        genres_id: uuids(&state.relations.genres, |id| id.uuid()),
        cast_members_id: uuids(&state.relations.cast_members, |id| id.uuid()),
        markers: markers(&details.markers),
        published_at: state.published_at.map(|time| time.to_string()),
        banner: state.banner.as_ref().map(picture),
        thumbnail: state.thumbnail.as_ref().map(picture),
        thumbnail_half: state.thumbnail_half.as_ref().map(picture),
        trailer: state.trailer.in_service().map(media),
        video: state.film.in_service().map(media),
        text_tracks: state.text_tracks.iter().map(text_track).collect(),
    }
}

fn uuids<'a, I: 'a>(ids: impl IntoIterator<Item = &'a I>, uuid: impl Fn(&I) -> Uuid) -> Vec<Uuid> {
    ids.into_iter().map(uuid).collect()
}

fn markers(markers: &Markers) -> Option<told::Markers> {
    (!markers.is_empty()).then_some(told::Markers {
        intro_start_ms: markers.intro_start_ms,
        intro_end_ms: markers.intro_end_ms,
        credits_start_ms: markers.credits_start_ms,
    })
}

fn picture(image: &Image) -> told::Picture {
    told::Picture {
        id: image.id.uuid(),
        keys: told::PictureKeys {
            small: image.key(ImageSize::Small),
            medium: image.key(ImageSize::Medium),
            large: image.key(ImageSize::Large),
        },
        width: image.width,
        height: image.height,
        placeholder: image.placeholder.clone(),
    }
}

fn media(media: &Media) -> told::Media {
    let encoded = match &media.status {
        MediaStatus::Completed(encoded) => Some(encoded),
        _ => None,
    };
    told::Media {
        id: media.id.uuid(),
        status: media.status.as_str().to_owned(),
        path: media.path().map(str::to_owned),
        growing: media.is_playable() && !media.is_completed(),
        duration_ms: media.duration_ms(),
        audio_languages: encoded.map(|it| it.audio_languages.clone()).unwrap_or_default(),
        text_tracks: encoded.iter().flat_map(|it| &it.text_tracks).map(source_text).collect(),
        chapters_path: encoded.and_then(|it| it.chapters_path.clone()),
    }
}

fn text_track(track: &TextTrack) -> told::TextTrack {
    told::TextTrack {
        language: track.language.tag().to_owned(),
        kind: track.kind.as_str().to_owned(),
        label: track.label.clone(),
        path: track.key(),
    }
}

fn source_text(text: &SourceText) -> told::TextTrack {
    told::TextTrack {
        language: text.language.clone(),
        kind: text.kind.clone(),
        label: text.label.clone(),
        path: text.path.clone(),
    }
}
