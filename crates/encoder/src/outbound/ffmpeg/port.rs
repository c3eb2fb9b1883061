//! The transcoder as the application sees it.

use std::time::Duration;

use async_trait::async_trait;
use platform::sandbox::JobFolder;
use tokio_util::sync::CancellationToken;

use super::{EncodeError, EncodeJob, Transcoder, files::finished_segments, probe, run::Update, trial, words};
use crate::{
    application::{
        Encoding, Failure,
        ports::{Bench, Within},
    },
    domain::{
        AudioOutput, AudioWork, ChunkOutput, ChunkWork, Moment, PictureFile, PosterOutput, Rung, SourceFacts,
        StoryboardOutput, TextOutput, TextWork, TrackOutput,
    },
};

impl From<EncodeError> for Failure {
    fn from(error: EncodeError) -> Self {
        match error {
            EncodeError::Refused(refusal) => Self::Refused(refusal.code),
            EncodeError::Cancelled => Self::Cancelled,
            EncodeError::Full => Self::Full,
            EncodeError::Folder(error) => error.into(),
            other => {
                tracing::warn!(error = ?other, "a task failed on our side");
                Self::Passing(other.to_string())
            }
        }
    }
}

impl<'a> From<Bench<'a>> for EncodeJob<'a> {
    fn from(bench: Bench<'a>) -> Self {
        let Bench { folder, title, is_awaited, cancel } = bench;
        let plan = &title.plan;
        let stands_back = !is_awaited;
        Self { folder, facts: &title.facts, grid: &plan.grid, preset: plan.preset, stands_back, cancel }
    }
}

#[async_trait]
impl Encoding for Transcoder {
    async fn probe(&self, folder: &JobFolder, cancel: &CancellationToken) -> Result<(SourceFacts, Vec<f64>), Failure> {
        Ok(self.probe(folder, cancel).await?)
    }

    async fn trial(&self, folder: &JobFolder, cancel: &CancellationToken) -> Result<Duration, Failure> {
        Ok(trial::trial(&self.jail(folder, cancel)).await?)
    }

    async fn probe_start(
        &self,
        folder: &JobFolder,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), Failure> {
        Ok(self.probe_start(folder, cancel).await?)
    }

    async fn reach(
        &self,
        folder: &JobFolder,
        facts: &SourceFacts,
        within: Within,
        cancel: &CancellationToken,
    ) -> Result<Option<f64>, Failure> {
        Ok(probe::reach(&self.jail(folder, cancel), facts, within).await?)
    }

    async fn chunk(
        &self,
        bench: Bench<'_>,
        work: &ChunkWork,
        report: &mut (dyn FnMut(u64) + Send),
    ) -> Result<ChunkOutput, Failure> {
        let mut follow = |update: Update| report(update.frames);
        Ok(self.encode_chunk(&bench.into(), work, &mut follow).await?)
    }

    async fn audio(&self, bench: Bench<'_>, work: &AudioWork) -> Result<AudioOutput, Failure> {
        Ok(self.encode_audio(&bench.into(), work, &mut |_| {}).await?)
    }

    async fn arriving_audio(&self, bench: Bench<'_>, work: &AudioWork, heard: f64) -> Result<AudioOutput, Failure> {
        Ok(self.encode_arriving_audio(&bench.into(), work, heard, &mut |_| {}).await?)
    }

    async fn text(&self, bench: Bench<'_>, work: &TextWork) -> Result<TextOutput, Failure> {
        Ok(self.texts(&bench.into(), work).await?)
    }

    async fn finished(&self, folder: &JobFolder, track: &str, known: usize) -> Result<Option<TrackOutput>, Failure> {
        finished_segments(folder, track, known).await.map_err(Failure::from)
    }

    async fn poster(&self, bench: Bench<'_>, at: f64) -> Result<PosterOutput, Failure> {
        Ok(self.poster(&bench.into(), at).await?)
    }

    async fn last_words(&self, folder: &JobFolder) -> String {
        words::read(folder).await
    }

    async fn storyboard(
        &self,
        bench: Bench<'_>,
        rung: &Rung,
        every: u32,
    ) -> Result<(StoryboardOutput, Vec<Moment>), Failure> {
        Ok(self.storyboard(&bench.into(), rung, every).await?)
    }

    async fn posters(&self, bench: Bench<'_>, rung: &Rung) -> Result<Vec<PictureFile>, Failure> {
        Ok(self.posters(&bench.into(), rung).await?)
    }
}
