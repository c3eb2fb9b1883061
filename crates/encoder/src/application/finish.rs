//! The end of a job: check the whole, write the final playlists, and make it known in one commit.

use std::collections::BTreeSet;

use bytes::Bytes;
use captions::hls;
use futures::StreamExt;
use platform::jobs::{Failed, JobError, Lease};

use super::{
    Part, SweepInput, TaskOutput, Workshop,
    live::TRIES,
    workshop::{parsed, storage},
};
use crate::domain::{
    Damage, Job, JobId, MANIFEST, Made, MadePoster, MadeText, MasterPlaylist, MediaPlaylist, Phase, PictureFile, Plan,
    Product, RefusalCode, StoryboardOutput, TextOutput, Title, Track, Tracks, Warning, Work, chapters_webvtt,
    check_whole, manifest,
};

impl Workshop {
    /// Completes a job all of whose tasks are done. Running it again writes the same again.
    pub async fn finish(&self, id: JobId, lease: &Lease) -> Result<(), JobError> {
        let (mut job, title) = self.running(id).await?;
        let parts = self.store.parts(id).await?;
        let tracks = self.tracks(id, &title).await?;
        let damage = parts.iter().map(Part::damage).fold(Damage::default(), Damage::and);
        let mut warnings = check_whole(&title.plan, &title.facts, &tracks, damage)
            .map_err(|refusal| JobError::from(super::Failure::Refused(refusal.code)))?;
        warnings.extend(text_warnings(&parts));
        let texts = texts(&parts);
        self.write_playlists(&job, &title, &tracks, &texts).await?;
        let posters = posters(&job, &title.plan, &parts);
        let storyboard = self.write_storyboard(&job, &title, &parts).await?;
        let chapters = self.write_chapters(&job, &title).await?;
        let now = self.clock.now();
        let begun = job.started_at.unwrap_or(now);
        let product = Product {
            duration_ms: millis(&tracks),
            renditions: renditions(&tracks),
            posters,
            storyboard,
            texts,
            chapters,
            warnings: warnings.iter().map(|warning| warning.as_str()).collect(),
            encode_ms: i64::try_from(now.since(begun).as_millis()).unwrap_or(i64::MAX),
        };
        for _ in 0..TRIES {
            job.complete(product.clone(), now);
            if self.store.complete(&mut job, lease).await? {
                return Ok(());
            }
            // Somebody else may have told something meanwhile, or ended the job.
            job = self.running(id).await?.0;
        }
        Err(JobError::LeaseLost)
    }

    /// What is left of a job that is over: growing playlists, or everything. What is wanted again stays.
    pub async fn sweep(&self, input: &SweepInput, lease: &Lease) -> Result<(), JobError> {
        match input.job {
            Some(job) if input.is_rest => self.remove_rest(job).await?,
            Some(job) if !self.store.retire(job).await? => {}
            _ => self.remove(&input.prefix).await?,
        }
        if self.store.finish_errand(lease).await? { Ok(()) } else { Err(JobError::LeaseLost) }
    }

    /// Removes what lies beside a job's result: playlists that grew, and tries that were killed or lost their lease,
    /// each of which had a folder of its own.
    async fn remove_rest(&self, id: JobId) -> Result<(), JobError> {
        let parts = self.store.parts(id).await?;
        let kept: BTreeSet<String> = parts.iter().map(folder).chain(["final".to_owned()]).collect();
        let prefix = id.prefix();
        let mut found = BTreeSet::new();
        let mut objects = self.objects.list(Some(&parsed(&prefix)?));
        while let Some(object) = objects.next().await {
            let key = object.map_err(storage)?.key;
            let below = key.as_str().strip_prefix(&prefix).and_then(|rest| rest.split('/').nth(1));
            found.extend(below.map(str::to_owned));
        }
        for rest in found.difference(&kept) {
            self.remove(&format!("{prefix}/{rest}")).await?;
        }
        Ok(())
    }

    async fn remove(&self, prefix: &str) -> Result<(), JobError> {
        self.objects.delete_prefix(&parsed(prefix)?).await.map_err(storage)
    }

    /// Gives a job up for good.
    pub async fn give_up(&self, id: JobId, lease: &Lease, failed: Failed<'_>) -> Result<(), super::StoreError> {
        for _ in 0..TRIES {
            let Some(mut job) = self.store.find(id).await?.filter(Job::is_open) else { return Ok(()) };
            job.fail(RefusalCode::parse(failed.code), self.clock.now());
            if self.store.give_up(&mut job, lease, failed).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn write_playlists(
        &self,
        job: &Job,
        title: &Title,
        tracks: &Tracks,
        texts: &[MadeText],
    ) -> Result<(), JobError> {
        for made in texts {
            let playlist = hls::playlist(&made.uri, title.facts.duration);
            self.write_final(job, &format!("{}.m3u8", made.text.name()), playlist).await?;
        }
        for playlist in MediaPlaylist::all(&title.plan, tracks, Phase::Final) {
            self.write_final(job, &playlist.name, playlist.text().to_owned()).await?;
        }
        let master = MasterPlaylist::new(&title.plan, tracks, Phase::Final);
        let master = master.ok_or_else(|| JobError::from(super::Failure::Refused(RefusalCode::MediaDamaged)))?;
        let master = master.with_texts(texts.to_vec());
        self.write_final(job, "master.m3u8", master.text()).await?;
        let manifest = manifest(&title.plan.grid, tracks).map_err(|error| JobError::transient("INTERNAL", error))?;
        self.write_final(job, MANIFEST, manifest).await.map(drop)
    }

    async fn write_chapters(&self, job: &Job, title: &Title) -> Result<Option<String>, JobError> {
        let Some(text) = chapters_webvtt(&title.facts.chapters, title.facts.duration) else { return Ok(None) };
        self.write_final(job, "chapters.vtt", text).await.map(Some)
    }

    async fn write_storyboard(&self, job: &Job, title: &Title, parts: &[Part]) -> Result<Option<String>, JobError> {
        let Some((part, output)) = storyboard(parts) else { return Ok(None) };
        let text = output.webvtt(&folder(part), title.facts.duration);
        self.write_final(job, "storyboard.vtt", text).await.map(Some)
    }

    async fn write_final(&self, job: &Job, name: &str, text: String) -> Result<String, JobError> {
        let key = format!("{}/final/{name}", job.prefix());
        let key = parsed(&key)?;
        self.objects.put(&key, Bytes::from(text)).await.map_err(storage)?;
        Ok(key.to_string())
    }
}

fn folder(part: &Part) -> String {
    format!("{}.{}", part.number, part.fence)
}

fn text_output(parts: &[Part]) -> impl Iterator<Item = (&Part, &TextOutput)> {
    parts.iter().filter_map(|part| match &part.output {
        Some(TaskOutput::Text(output)) => Some((part, output)),
        _ => None,
    })
}

fn texts(parts: &[Part]) -> Vec<MadeText> {
    let mut made = Vec::new();
    for (part, output) in text_output(parts) {
        let folder = folder(part);
        let uri = |name: &str| format!("{folder}/{name}");
        made.extend(output.texts.iter().map(|(text, file)| MadeText { text: text.clone(), uri: uri(&file.name) }));
    }
    made
}

/// Each kind once.
fn text_warnings(parts: &[Part]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for warning in text_output(parts).flat_map(|(_, output)| &output.warnings) {
        if !warnings.contains(warning) {
            warnings.push(*warning);
        }
    }
    warnings
}

fn storyboard(parts: &[Part]) -> Option<(&Part, &StoryboardOutput)> {
    parts.iter().find_map(|part| match &part.output {
        Some(TaskOutput::Storyboard(Some(output))) => Some((part, output)),
        _ => None,
    })
}

/// Those that were chosen from all of the title; if there are none, the one that was taken blindly.
fn posters(job: &Job, plan: &Plan, parts: &[Part]) -> Vec<MadePoster> {
    let poster = |part: &Part, at: f64, picture: &PictureFile| MadePoster {
        at_ms: whole_millis(at),
        key: format!("{}/{}/{}", job.prefix(), folder(part), picture.file.name),
    };
    if let Some((part, output)) = storyboard(parts).filter(|(_, output)| !output.posters.is_empty()) {
        return output.posters.iter().map(|it| poster(part, it.at, &it.picture)).collect();
    }
    let blindly = parts.iter().find_map(|part| match (&part.output, &plan.task(part.number)?.work) {
        (Some(TaskOutput::Poster(Some(output))), Work::Poster { at }) => Some(poster(part, *at, &output.picture)),
        _ => None,
    });
    blindly.into_iter().collect()
}

fn renditions(tracks: &Tracks) -> Vec<Made> {
    let rungs = tracks.rungs.iter().map(|(rung, track)| made(track, rung.width, rung.height, rung.codec.as_str()));
    let sounds = tracks.sounds.iter().map(|(_, track)| made(track, 0, 0, "aac"));
    rungs.chain(sounds).collect()
}

/// The length of the picture, measured on what was made.
fn millis(tracks: &Tracks) -> i64 {
    whole_millis(tracks.rungs.first().map(|(_, track)| seconds(track)).unwrap_or_default())
}

#[expect(clippy::cast_possible_truncation, reason = "durations are below 12 hours")]
fn whole_millis(seconds: f64) -> i64 {
    (seconds * 1_000.0).round() as i64
}

fn seconds(track: &Track) -> f64 {
    track.segments.iter().map(|segment| segment.duration).sum()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "bit rates are far below 2^52"
)]
fn made(track: &Track, width: u32, height: u32, codec: &'static str) -> Made {
    let bytes: u64 = track.segments.iter().map(|segment| segment.bytes).sum();
    let bitrate = (bytes as f64 * 8.0 / seconds(track).max(0.001)) as u64;
    let segments = u32::try_from(track.segments.len()).unwrap_or(u32::MAX);
    Made { width, height, codec, bitrate, segments, bytes }
}
