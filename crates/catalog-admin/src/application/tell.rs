//! Telling whoever watches live about a change that is stored.

use super::ports::{EncodeProgress, LiveEvent, MediaNews, Ports};
use crate::domain::video::{Media, MediaKind, MediaStatus, Video};

/// Where a video stands.
pub(super) fn tell_video(ports: &Ports, video: &Video) {
    let (id, status, version) = (video.id(), video.state().status, video.life().version);
    ports.feed.tell(LiveEvent::Video { id, status, version });
}

/// Where the newest version of a film or trailer stands.
pub(super) fn tell_media(ports: &Ports, video: &Video, kind: MediaKind, progress: Option<EncodeProgress>) {
    if let Some(media) = &video.state().slot(kind).current {
        ports.feed.tell(LiveEvent::Media(Box::new(news(video, kind, media, progress))));
    }
}

fn news(video: &Video, kind: MediaKind, media: &Media, progress: Option<EncodeProgress>) -> MediaNews {
    let error = match &media.status {
        MediaStatus::Error { code, text } => Some((code.clone(), text.clone())),
        _ => None,
    };
    MediaNews {
        video: video.id(),
        kind,
        media: media.id,
        status: media.status.as_str(),
        progress,
        playable: media.is_playable(),
        error,
    }
}
