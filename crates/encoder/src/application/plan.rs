//! Planning: look at the source, decide on rungs and chunks, queue the tasks.

use std::time::Duration;

use platform::jobs::{JobError, Lease};
use tokio_util::sync::CancellationToken;

use super::{Failure, Workshop, arriving::Found, workshop::storage};
use crate::domain::{Audience, Job, JobId, JobKind, Plan, Settings, Source, SourceFacts, TRIAL, Title};

impl Workshop {
    /// Probes and plans one title. A title that was planned before (a retry) goes on with its plan.
    pub async fn plan(&self, lease: &Lease, cancel: CancellationToken) -> Result<(), JobError> {
        // The end of an upload changes the job; what was found out before is not all there is to know then.
        if self.plan_once(lease, &cancel).await? || self.plan_once(lease, &cancel).await? {
            return Ok(());
        }
        Err(JobError::LeaseLost)
    }

    async fn plan_once(&self, lease: &Lease, cancel: &CancellationToken) -> Result<bool, JobError> {
        let id = JobId::from_uuid(lease.id);
        let mut job = self.store.find(id).await?.filter(Job::is_open).ok_or(JobError::LeaseLost)?;
        let (probed, core_speed) = tokio::join!(self.probe(&job, lease, cancel), self.core_speed(cancel));
        let (facts, keys) = probed?;
        // The ladder together is about as large as the source it is made of.
        self.objects.ensure_room(facts.size_bytes).await.map_err(storage)?;
        // A plan for a source that still arrives is not cut anew for viewers, and a trailer may be shown already.
        let is_hastened = job.source == Source::Whole && job.kind == JobKind::Video;
        let audience = if is_hastened { Audience::Later } else { Audience::AtOnce };
        let settings = self.planning.settings(core_speed, job.preset, audience);
        let plan = match self.completing(&job, &facts, &keys, settings).await? {
            Some(plan) => plan,
            None => Plan::new(&facts, &keys, settings),
        };
        let title = Title { facts, plan };
        job.start(title.clone(), self.clock.now());
        Ok(self.store.begin(&mut job, lease, &title).await?)
    }

    /// The plan of a job that makes only what an earlier one lacks. `None` where everything is to be made, also because
    /// the earlier result is gone, or new segments could not stand beside those of it.
    async fn completing(
        &self,
        job: &Job,
        facts: &SourceFacts,
        keys: &[f64],
        settings: Settings,
    ) -> Result<Option<Plan>, JobError> {
        let Some(from) = job.former else { return Ok(None) };
        let former = self.store.find(from).await?;
        let title = former.as_ref().and_then(Job::finished);
        let plan = title.and_then(|title| Plan::completing((from, title), facts, keys, settings));
        if plan.is_none() {
            tracing::warn!(job = %job.id, "what there is of a title cannot be completed; all of it is made anew");
        }
        Ok(plan)
    }

    /// What the source is and where it can be entered. Of one that still arrives nothing is judged for good.
    pub(super) async fn probe(
        &self,
        job: &Job,
        lease: &Lease,
        cancel: &CancellationToken,
    ) -> Result<(SourceFacts, Vec<f64>), JobError> {
        let source = self.source(job).await?;
        let folder = self.folder(format!("{}.probe.{}", job.id, lease.fence), Some(source.path())).await?;
        let probed = match &source {
            Found::Whole(_) => self.encoding.probe(&folder, cancel).await.map_err(JobError::from),
            Found::Growing(growing) => self.foresee(job, growing, &folder, cancel).await,
        };
        let probed = match probed {
            Ok(probed) => Ok(probed),
            Err(error) => Err(self.explain(error, &folder).await),
        };
        self.clean(folder).await;
        probed
    }

    /// Tries the machine out before the first title comes, which need not wait for that then.
    pub async fn try_out(self, stop: CancellationToken) {
        self.core_speed(&stop).await;
    }

    /// How fast a core is with all of them busy. Where nothing was encoded yet, a trial tells.
    pub(super) async fn core_speed(&self, cancel: &CancellationToken) -> f64 {
        let _alone = self.pace.alone().await;
        if let Some(speed) = self.pace.speed() {
            return speed;
        }
        let trials = (0..self.planning.workers).map(|number| self.trial(format!("trial.{number}"), cancel));
        let times = futures::future::join_all(trials).await;
        let times: Vec<Duration> = times.into_iter().flatten().collect();
        let Some(count) = u32::try_from(times.len()).ok().filter(|count| *count > 0) else { return 1.0 };
        let speed = self.pace.try_out(TRIAL, times.iter().sum::<Duration>() / count);
        tracing::info!(speed, "a core encodes at this speed, compared with the reference");
        speed
    }

    async fn trial(&self, folder: String, cancel: &CancellationToken) -> Option<Duration> {
        let folder = self.folder(folder, None).await.ok()?;
        let took = self.encoding.trial(&folder, cancel).await;
        self.clean(folder).await;
        match took {
            Ok(took) => Some(took),
            Err(Failure::Cancelled) => None,
            Err(error) => {
                tracing::warn!(%error, "the speed of this machine is not known");
                None
            }
        }
    }
}
