//! The encoder's reports.

use std::sync::Arc;

use async_trait::async_trait;
use contracts::{
    Envelope,
    encoder::{self as told, EncoderEvent},
};
use kernel::Cause;
use platform::messaging::{Consumer, Handler, HandlerError};

use crate::{
    application::{
        EncoderReport, Error, apply_encoding,
        ports::{EncodeProgress, Ports, RungProgress, StoreError},
    },
    domain::video::{Encoded, Playable, Poster, Rendition, ResourceId, SourceText},
};

/// Takes in what the encoder reports.
pub fn consumer(ports: Ports) -> Consumer {
    Consumer { name: "catalog-admin.encoding", types: told::TYPES.to_vec(), handler: Arc::new(Encoding { ports }) }
}

struct Encoding {
    ports: Ports,
}

#[async_trait]
impl Handler for Encoding {
    async fn handle(&self, event: &Envelope, cause: &Cause) -> Result<(), HandlerError> {
        let fact: EncoderEvent = event.fact()?;
        // Jobs of others, audio conversions for instance, bear names of their own.
        let Ok(resource) = fact.resource_id().parse::<ResourceId>() else { return Ok(()) };
        let report = self.report(resource, fact);
        apply_encoding(&self.ports, resource, report, cause).await.map_err(failed)
    }
}

impl Encoding {
    fn report(&self, resource: ResourceId, fact: EncoderEvent) -> EncoderReport {
        match fact {
            EncoderEvent::Started(it) | EncoderEvent::Progressed(it) => {
                EncoderReport::Working(self.progress(resource, it))
            }
            EncoderEvent::RenditionPublished(it) => EncoderReport::Playable(Playable {
                path: it.path,
                duration_ms: it.duration_ms,
                at: self.ports.clock.now(),
            }),
            EncoderEvent::Completed(it) => self.completed(*it),
            EncoderEvent::Failed(it) => EncoderReport::Failed { code: it.error_code, text: it.error },
        }
    }

    fn progress(&self, resource: ResourceId, it: told::JobProgress) -> EncodeProgress {
        let rungs = it.rungs.iter();
        EncodeProgress {
            media: resource.media,
            job_version: it.version,
            stage: it.stage,
            progress: it.progress.min(100),
            remaining_s: it.remaining_s,
            speed: it.speed,
            rungs: rungs.map(|rung| RungProgress { height: rung.height, progress: rung.progress.min(100) }).collect(),
            at: self.ports.clock.now(),
        }
    }

    fn completed(&self, it: told::JobCompleted) -> EncoderReport {
        let posters = posters(&it);
        let renditions = it.renditions.into_iter().map(|rendition| Rendition {
            width: rendition.width,
            height: rendition.height,
            codec: rendition.codec,
            bitrate: rendition.bitrate,
        });
        let encoded = Encoded {
            path: it.path,
            duration_ms: it.duration_ms,
            playable_at: self.ports.clock.now(),
            audio_languages: it.audio_languages,
            text_tracks: it.text_tracks.into_iter().map(source_text).collect(),
            chapters_path: it.chapters_path,
            posters,
            renditions: renditions.collect(),
            warnings: it.warnings,
        };
        EncoderReport::Completed(encoded)
    }
}

/// Earlier releases told of one picture only, and not when it is shown.
fn posters(it: &told::JobCompleted) -> Vec<Poster> {
    if it.posters.is_empty() {
        let only = it.poster_path.clone().map(|path| Poster { at_ms: 0, path });
        return only.into_iter().collect();
    }
    it.posters.iter().map(|poster| Poster { at_ms: poster.at_ms, path: poster.path.clone() }).collect()
}

fn source_text(it: told::TextTrack) -> SourceText {
    SourceText { language: it.language, kind: it.kind, label: it.label, path: it.path }
}

fn failed(error: Error) -> HandlerError {
    match error {
        Error::Store(StoreError::Conflict | StoreError::Unavailable(_)) => HandlerError::Transient(error.to_string()),
        error => HandlerError::Permanent(error.to_string()),
    }
}
