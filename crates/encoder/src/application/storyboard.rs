//! The storyboard task: small stills of the whole title in one cheap pass, and posters where that found good pictures.

use platform::{jobs::JobError, sandbox::JobFolder};
use tokio::io::AsyncWriteExt;

use super::{
    Failure, TaskOutput, Workshop,
    task::Shift,
    workshop::{SOURCE_NAME, parsed, storage},
};
use crate::domain::{Job, Moment, Poster, RungName, SegmentLink, StoryboardOutput, Track, best_moments};

impl Workshop {
    pub(super) async fn storyboard(
        &self,
        shift: &Shift<'_>,
        rung: RungName,
        every: u32,
    ) -> Result<TaskOutput, JobError> {
        let rung = shift.bench.title.plan.ladder.find(rung);
        let rung = rung.ok_or_else(|| internal("no such rung"))?;
        let made = self.encoding.storyboard(shift.bench, rung, every).await;
        let Some((output, moments)) = shift.unless_spoiled(made)? else { return Ok(TaskOutput::Storyboard(None)) };
        self.store_files(&shift.place, shift.bench.folder, &output.sheets).await?;
        let posters = self.posters(shift, best_moments(&moments)).await?;
        let files: Vec<_> = posters.iter().map(|poster| poster.picture.file.clone()).collect();
        self.store_files(&shift.place, shift.bench.folder, &files).await?;
        Ok(TaskOutput::Storyboard(Some(StoryboardOutput { posters, ..output })))
    }

    /// Segments begin with the pictures that were looked at, so that only these are decoded, in the best quality that
    /// was made.
    async fn posters(&self, shift: &Shift<'_>, best: Vec<Moment>) -> Result<Vec<Poster>, JobError> {
        let title = shift.bench.title;
        let tracks = self.tracks(shift.job.id, title).await?;
        let Some(rung) = title.plan.ladder.best() else { return Ok(Vec::new()) };
        let Some(track) = tracks.of_rung(rung.name()) else { return Ok(Vec::new()) };
        let rank = |segment: u32| best.iter().position(|moment| moment.segment == segment);
        let wanted = (0..).zip(&track.segments).filter(|(number, _)| rank(*number).is_some());
        let (numbers, segments): (Vec<u32>, Vec<&SegmentLink>) = wanted.unzip();
        self.join(shift.job, track, &segments, shift.bench.folder).await?;
        let made = shift.unless_spoiled(self.encoding.posters(shift.bench, rung).await)?;
        let Some(pictures) = made.filter(|pictures| pictures.len() == numbers.len()) else { return Ok(Vec::new()) };
        let mut made: Vec<_> = numbers.into_iter().zip(pictures).collect();
        made.sort_by_key(|(segment, _)| rank(*segment));
        let poster = |(segment, picture)| Poster { at: title.plan.grid.start(segment), picture };
        Ok(made.into_iter().map(poster).collect())
    }

    /// Makes some segments of a track, in one piece, the source in a folder.
    pub(super) async fn join(
        &self,
        job: &Job,
        track: &Track,
        segments: &[&SegmentLink],
        folder: &JobFolder,
    ) -> Result<(), JobError> {
        let path = folder.input().join(SOURCE_NAME);
        let mut file = tokio::fs::File::create(path).await.map_err(Failure::from)?;
        for uri in track.init.iter().chain(segments.iter().map(|segment| &segment.uri)) {
            let key = parsed(&format!("{}/{uri}", job.prefix()))?;
            let bytes = self.objects.read(&key).await.map_err(storage)?;
            file.write_all(&bytes).await.map_err(Failure::from)?;
        }
        Ok(file.flush().await.map_err(Failure::from)?)
    }
}

fn internal(error: impl std::fmt::Display) -> JobError {
    JobError::transient("INTERNAL", error)
}
