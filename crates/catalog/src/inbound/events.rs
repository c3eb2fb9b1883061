//! Takes in what catalog-admin publishes.

use std::sync::Arc;

use async_trait::async_trait;
use contracts::{
    Envelope,
    catalog_admin::{self, CatalogAdminEvent},
};
use kernel::{Cause, Timestamp};
use platform::messaging::{Consumer, Handler, HandlerError};

use crate::{
    application::ports::{PortError, Projection},
    domain::{Label, LabelId, LabelKind, Markers, Picture, Rating, Role, Video, VideoChange, VideoId},
};

/// The consumer of everything catalog-admin says: each event carries the whole state of its subject.
pub fn consumer(projection: Arc<dyn Projection>) -> Consumer {
    Consumer {
        name: "catalog.projection",
        types: catalog_admin::TYPES.to_vec(),
        handler: Arc::new(ProjectionHandler { projection }),
    }
}

struct ProjectionHandler {
    projection: Arc<dyn Projection>,
}

#[async_trait]
impl Handler for ProjectionHandler {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let fact: CatalogAdminEvent = event.fact()?;
        // Whether it changed anything is the same to the sender.
        let _ = match &fact {
            CatalogAdminEvent::VideoDeleted(deleted) => {
                let id = VideoId::from_uuid(deleted.video.id);
                let change = VideoChange::Withdrawn { id, version: deleted.video.version, for_good: true };
                self.projection.put_video(&change, cause).await.map_err(refused)?
            }
            _ => match (fact.video(), label(&fact)?) {
                (Some(state), _) => {
                    let change = video_change(state, event)?;
                    self.projection.put_video(&change, cause).await.map_err(refused)?
                }
                (None, Some(label)) => self.projection.put_label(&label, cause).await.map_err(refused)?,
                (None, None) => return Err(HandlerError::Permanent(format!("nothing known: {}", event.event_type))),
            },
        };
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(error: PortError) -> HandlerError {
    HandlerError::Transient(error.to_string())
}

fn label(fact: &CatalogAdminEvent) -> Result<Option<Label>, HandlerError> {
    use CatalogAdminEvent as Event;
    Ok(match fact {
        Event::CategoryCreated(it) | Event::CategoryUpdated(it) => Some(category(it, it.is_active)),
        Event::CategoryDeleted(it) => Some(category(it, false)),
        Event::GenreCreated(it) | Event::GenreUpdated(it) => Some(genre(it, it.is_active)),
        Event::GenreDeleted(it) => Some(genre(it, false)),
        Event::CastMemberCreated(it) | Event::CastMemberUpdated(it) => Some(cast_member(it, true)?),
        Event::CastMemberDeleted(it) => Some(cast_member(it, false)?),
        _ => None,
    })
}

fn category(state: &catalog_admin::Category, is_active: bool) -> Label {
    Label {
        id: LabelId::from_uuid(state.id),
        kind: LabelKind::Category,
        version: state.version,
        name: state.name.clone(),
        description: state.description.clone(),
        role: None,
        is_active,
    }
}

fn genre(state: &catalog_admin::Genre, is_active: bool) -> Label {
    Label {
        id: LabelId::from_uuid(state.id),
        kind: LabelKind::Genre,
        version: state.version,
        name: state.name.clone(),
        description: None,
        role: None,
        is_active,
    }
}

fn cast_member(state: &catalog_admin::CastMember, is_active: bool) -> Result<Label, HandlerError> {
    let role = Role::parse(&state.role).ok_or_else(|| unknown("type of cast member", &state.role))?;
    Ok(Label {
        id: LabelId::from_uuid(state.id),
        kind: LabelKind::CastMember,
        version: state.version,
        name: state.name.clone(),
        description: None,
        role: Some(role),
        is_active,
    })
}

fn unknown(what: &str, value: &str) -> HandlerError {
    HandlerError::Permanent(format!("unknown {what}: {value}"))
}

fn video_change(state: &catalog_admin::Video, event: &Envelope) -> Result<VideoChange, HandlerError> {
    let id = VideoId::from_uuid(state.id);
    if state.status != "published" {
        return Ok(VideoChange::Withdrawn { id, version: state.version, for_good: state.status == "deleted" });
    }
    // A publication without its time happened when it was told.
    let published_at = state.published_at.as_ref().unwrap_or(&event.time);
    let published_at: Timestamp = published_at.parse().map_err(|_| unknown("time", published_at))?;
    let trailer = state.trailer.as_ref();
    let film = state.video.as_ref();
    Ok(VideoChange::Shown(Box::new(Video {
        id,
        version: state.version,
        title: state.title.clone(),
        description: state.description.clone(),
        year_launched: state.year_launched,
        duration_ms: state.duration_ms,
        rating: Rating::parse(&state.rating).ok_or_else(|| unknown("rating", &state.rating))?,
        opened: state.opened,
        published_at,
        markers: state.markers.map(|markers| Markers {
            intro_start_ms: markers.intro_start_ms,
            intro_end_ms: markers.intro_end_ms,
            credits_start_ms: markers.credits_start_ms,
        }),
        banner: state.banner.as_ref().map(picture),
        thumbnail: state.thumbnail.as_ref().map(picture),
        thumbnail_half: state.thumbnail_half.as_ref().map(picture),
        has_trailer: trailer.is_some_and(|trailer| trailer.path.is_some()),
        audio_languages: film.map(|film| film.audio_languages.clone()).unwrap_or_default(),
        text_languages: text_languages(state),
        labels: filed_under(state),
    })))
}

fn picture(state: &catalog_admin::Picture) -> Picture {
    Picture { id: state.id, width: state.width, height: state.height, placeholder: state.placeholder.clone() }
}

/// Of what came with the film and of what was added to it. Text for a foreign sentence or a sign is no offer.
fn text_languages(state: &catalog_admin::Video) -> Vec<String> {
    let own = state.video.iter().flat_map(|film| &film.text_tracks);
    let mut languages = Vec::new();
    for track in own.chain(&state.text_tracks).filter(|track| track.kind != "forced" && track.language != "und") {
        if !languages.contains(&track.language) {
            languages.push(track.language.clone());
        }
    }
    languages
}

fn filed_under(state: &catalog_admin::Video) -> Vec<(LabelKind, LabelId)> {
    let of = |kind, ids: &[uuid::Uuid]| -> Vec<(LabelKind, LabelId)> {
        ids.iter().map(|id| (kind, LabelId::from_uuid(*id))).collect()
    };
    let mut labels = of(LabelKind::Category, &state.categories_id);
    labels.extend(of(LabelKind::Genre, &state.genres_id));
    labels.extend(of(LabelKind::CastMember, &state.cast_members_id));
    labels
}
