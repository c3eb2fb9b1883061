//! Taking in what the encoder reports. Reports about another version than the newest change nothing.

use kernel::{Cause, Saved};

use super::{
    Error,
    choose_poster::adoption,
    loading::retrying,
    ports::{Changes, EncodeProgress, Originals, Ports},
    tell::{tell_media, tell_video},
};
use crate::domain::video::{Encoded, Media, MediaKind, Playable, ResourceId, Video};

/// What the encoder reports.
#[derive(Clone, Debug)]
pub enum EncoderReport {
    /// It works on it.
    Working(EncodeProgress),
    /// The first seconds can be watched.
    Playable(Playable),
    /// Done.
    Completed(Encoded),
    /// Given up for good.
    Failed {
        /// Stable code.
        code: String,
        /// For people.
        text: String,
    },
}

/// Applies a report.
pub async fn apply_encoding(
    ports: &Ports,
    resource: ResourceId,
    report: EncoderReport,
    cause: &Cause,
) -> Result<(), Error> {
    let progress = match &report {
        EncoderReport::Working(progress) => Some(progress.clone()),
        _ => None,
    };
    let Some(video) = retrying(|| change(ports, resource, report.clone(), cause)).await? else { return Ok(()) };
    // What is encoded again stays encoded meanwhile.
    let is_awaited = |media: &Media| media.id == resource.media && !media.is_completed();
    let is_awaited = video.state().slot(resource.kind).current.as_ref().is_some_and(is_awaited);
    match progress {
        Some(progress) if is_awaited => {
            if ports.progress.note(&progress).await? {
                tell_media(ports, &video, resource.kind, Some(progress));
            }
        }
        Some(_) => {}
        None => ports.progress.forget(resource.media).await?,
    }
    Ok(())
}

/// The video after the report; `None` if it is gone or the message was handled before.
async fn change(
    ports: &Ports,
    resource: ResourceId,
    report: EncoderReport,
    cause: &Cause,
) -> Result<Option<Video>, Error> {
    let Some(mut video) = ports.catalogue.videos(&[resource.video]).await?.pop() else { return Ok(None) };
    let is_film = resource.kind == MediaKind::Video && matches!(report, EncoderReport::Completed(_));
    apply(&mut video, resource, report, ports);
    if !video.is_changed() {
        return Ok(Some(video));
    }
    let errands = adoption(&video).filter(|_| is_film).into_iter().collect();
    let changes = Changes { videos: vec![video.clone()], errands, ..Changes::default() };
    if ports.catalogue.commit(changes, cause).await? == Saved::AlreadyHandled {
        return Ok(None);
    }
    tell_video(ports, &video);
    tell_media(ports, &video, resource.kind, None);
    Ok(Some(video))
}

fn apply(video: &mut Video, resource: ResourceId, report: EncoderReport, ports: &Ports) {
    let (kind, media, now) = (resource.kind, resource.media, ports.clock.now());
    match report {
        EncoderReport::Working(_) => video.encoding_started(kind, media, now),
        EncoderReport::Playable(playable) => video.became_playable(kind, media, playable, now),
        EncoderReport::Completed(encoded) => {
            video.encoding_completed(kind, media, encoded, now);
            if ports.originals == Originals::Dropped && video.is_changed() {
                video.drop_original(kind, media);
            }
        }
        EncoderReport::Failed { code, text } => video.encoding_failed(kind, media, code, text, now),
    }
}
