//! Taking over what an earlier job of the title made: its files get keys of this job, so that the earlier one can go as
//! if everything had been made anew.

use platform::jobs::JobError;

use super::{
    Part, TaskOutput, Workshop,
    task::Shift,
    workshop::{parsed, storage},
};
use crate::domain::{Damage, Inherited, JobId, TakeOver, TakenOver};

impl Workshop {
    pub(super) async fn take_over(&self, shift: &Shift<'_>, work: &TakeOver) -> Result<TaskOutput, JobError> {
        let parts = self.store.parts(work.from).await?;
        let finished: Vec<_> = parts.iter().filter_map(Part::segments).collect();
        let (mut rungs, mut sounds) = (Vec::new(), Vec::new());
        for rung in &work.rungs {
            let track = self.inherit(shift, work.from, Inherited::rung(&finished, rung)).await?;
            rungs.push((rung.name(), track.output));
        }
        for name in &work.sounds {
            let track = self.inherit(shift, work.from, Inherited::sound(&finished, *name)).await?;
            sounds.push((*name, track.output));
        }
        let damage = parts.iter().map(Part::damage).fold(Damage::default(), Damage::and);
        Ok(TaskOutput::TakenOver(TakenOver { rungs, sounds, damage }))
    }

    async fn inherit(&self, shift: &Shift<'_>, from: JobId, track: Option<Inherited>) -> Result<Inherited, JobError> {
        let track = track.ok_or_else(|| JobError::transient("INTERNAL", "a track to be taken over is not there"))?;
        for (file, name) in &track.files {
            if shift.bench.cancel.is_cancelled() {
                return Err(JobError::LeaseLost);
            }
            let source = parsed(&format!("{}/{file}", from.prefix()))?;
            self.objects.put_again(&source, &shift.place.key(name)?).await.map_err(storage)?;
        }
        Ok(track)
    }
}
