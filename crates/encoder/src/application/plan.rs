//! Planning: look at the source, decide on rungs and chunks, queue the tasks.

use platform::jobs::{JobError, Lease};
use tokio_util::sync::CancellationToken;

use super::{Workshop, workshop::storage};
use crate::domain::{Job, JobId, Plan, Title};

impl Workshop {
    /// Probes and plans one title. A title that was planned before (a retry) goes on with its plan.
    pub async fn plan(&self, lease: &Lease, cancel: CancellationToken) -> Result<(), JobError> {
        let id = JobId::from_uuid(lease.id);
        let mut job = self.store.find(id).await?.filter(Job::is_open).ok_or(JobError::LeaseLost)?;
        let folder = self.folder(format!("{id}.probe.{}", lease.fence), Some(&job.file_path)).await?;
        let probed = match self.encoding.probe(&folder, &cancel).await {
            Ok(probed) => Ok(probed),
            Err(failure) => Err(self.explain(failure.into(), &folder).await),
        };
        self.clean(folder).await;
        let (facts, keys) = probed?;
        // The ladder together is about as large as the source it is made of.
        self.objects.ensure_room(facts.size_bytes).await.map_err(storage)?;
        let plan = Plan::new(&facts, &keys, self.planning.settings(self.pace.speed()));
        let title = Title { facts, plan };
        job.start(title.clone(), self.clock.now());
        if self.store.begin(&mut job, lease, &title).await? { Ok(()) } else { Err(JobError::LeaseLost) }
    }
}
