//! What happened to a job or a conversion, in the published language.

use contracts::{
    conversions::{ConversionCompleted, ConversionEvent, ConversionFailed, ConversionRequested},
    encoder::{self as published, EncoderEvent},
};

use crate::domain::{
    Conversion, ConversionStatus, Job, JobEvent, Made, MadePoster, MadeText, Product, Progress, RungProgress,
};

/// One event of `job`, which had `version` then.
pub fn publish(job: &Job, version: i64, event: &JobEvent) -> EncoderEvent {
    match event {
        JobEvent::Started => EncoderEvent::Started(progressed(job, version, None)),
        JobEvent::Progressed(progress) => EncoderEvent::Progressed(progressed(job, version, Some(progress))),
        JobEvent::Offered { height } => EncoderEvent::RenditionPublished(published::RenditionPublished {
            job_id: job.id.uuid(),
            version,
            resource_id: job.resource_id.clone(),
            height: *height,
            path: job.prefix(),
            growing: true,
            duration_ms: duration_ms(job),
        }),
        JobEvent::Completed(product) => EncoderEvent::Completed(Box::new(completed(job, version, product))),
        JobEvent::Failed(refusal) => EncoderEvent::Failed(published::JobFailed {
            job_id: job.id.uuid(),
            version,
            resource_id: job.resource_id.clone(),
            file_path: job.file_path.clone(),
            status: "error".into(),
            error_code: refusal.code.as_str().into(),
            error: refusal.code.message().into(),
            attempts: job.attempt,
            permanent: !refusal.code.is_retryable(),
        }),
    }
}

/// What a conversion has become; nothing is told of one that is being made.
pub fn publish_conversion(conversion: &Conversion) -> Option<ConversionEvent> {
    let state = conversion.state();
    let wish = &state.wish;
    let (conversion_id, version, owner) = (state.id.uuid(), state.version, wish.owner.uuid());
    let (file_name, format) = (wish.file_name.clone(), wish.target.format.as_str().to_owned());
    Some(match &state.status {
        ConversionStatus::Queued => ConversionEvent::Requested(ConversionRequested {
            conversion_id,
            version,
            owner,
            file_path: state.id.source(),
            file_name,
            format,
            bitrate_kbps: wish.target.bit_rate.kbps(),
        }),
        ConversionStatus::Running { .. } => return None,
        ConversionStatus::Completed { extract, expires_at } => ConversionEvent::Completed(ConversionCompleted {
            conversion_id,
            version,
            owner,
            file_name,
            format,
            bytes: extract.bytes,
            duration_ms: extract.duration_ms,
            expires_at: expires_at.to_string(),
        }),
        ConversionStatus::Failed { code, .. } => ConversionEvent::Failed(ConversionFailed {
            conversion_id,
            version,
            owner,
            file_name,
            error_code: code.as_str().into(),
            error: code.message().into(),
        }),
    })
}

fn progressed(job: &Job, version: i64, progress: Option<&Progress>) -> published::JobProgress {
    let remaining = progress.and_then(|progress| progress.remaining_seconds);
    published::JobProgress {
        job_id: job.id.uuid(),
        version,
        resource_id: job.resource_id.clone(),
        attempt: job.attempt,
        stage: job.stage.as_str().into(),
        progress: job.percent,
        remaining_s: remaining.map(|seconds| u32::try_from(seconds).unwrap_or(u32::MAX)),
        speed: progress.and_then(|progress| progress.speed),
        rungs: job.rungs.iter().map(rung).collect(),
    }
}

const fn rung(rung: &RungProgress) -> published::RungProgress {
    published::RungProgress { height: rung.height, progress: rung.percent }
}

#[expect(clippy::cast_possible_truncation, reason = "durations are below 12 hours")]
fn duration_ms(job: &Job) -> i64 {
    job.title.as_ref().map_or(0, |title| (title.facts.duration * 1_000.0).round() as i64)
}

fn completed(job: &Job, version: i64, product: &Product) -> published::JobCompleted {
    published::JobCompleted {
        job_id: job.id.uuid(),
        version,
        resource_id: job.resource_id.clone(),
        status: "completed".into(),
        path: job.prefix(),
        duration_ms: product.duration_ms,
        renditions: product.renditions.iter().map(rendition).collect(),
        poster_path: product.posters.first().map(|poster| poster.key.clone()),
        posters: product.posters.iter().map(poster).collect(),
        storyboard_path: product.storyboard.clone(),
        audio_languages: languages(job),
        text_tracks: product.texts.iter().map(|made| text_track(job, made)).collect(),
        chapters_path: product.chapters.clone(),
        warnings: product.warnings.iter().map(|code| (*code).to_owned()).collect(),
        encode_ms: product.encode_ms,
    }
}

/// Of the sound tracks, that of the default one first.
fn languages(job: &Job) -> Vec<String> {
    let mut languages = Vec::new();
    for sound in job.title.iter().flat_map(|title| &title.plan.sounds) {
        let tag = sound.language.tag().to_owned();
        if !languages.contains(&tag) {
            languages.push(tag);
        }
    }
    languages
}

fn text_track(job: &Job, made: &MadeText) -> published::TextTrack {
    published::TextTrack {
        language: made.text.language.tag().to_owned(),
        kind: made.text.kind.as_str().into(),
        label: made.text.label.clone(),
        path: format!("{}/{}", job.prefix(), made.uri),
    }
}

fn poster(made: &MadePoster) -> published::Poster {
    published::Poster { at_ms: made.at_ms, path: made.key.clone() }
}

fn rendition(made: &Made) -> published::Rendition {
    published::Rendition {
        height: made.height,
        width: made.width,
        codec: made.codec.into(),
        bitrate: made.bitrate,
        segments: made.segments,
        bytes: made.bytes,
    }
}
