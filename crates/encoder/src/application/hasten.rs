//! A title is published while it is encoded.

use platform::jobs::JobError;
use tokio_util::sync::CancellationToken;

use super::{Workshop, live::TRIES};
use crate::domain::{Begun, Machine, Title};

impl Workshop {
    /// Viewers may watch a resource from now on: while it is encoded, they never wait. A source that still arrives was
    /// planned for that.
    pub async fn hasten(&self, resource_id: &str) -> Result<(), JobError> {
        for _ in 0..TRIES {
            let Some(mut job) = self.store.by_resource(resource_id).await? else { return Ok(()) };
            let may_be_cut = job.is_open() && job.former.is_none() && !job.is_unsettled();
            let Some(title) = job.title.clone().filter(|_| may_be_cut) else { return Ok(()) };
            let core_speed = self.core_speed(&CancellationToken::new()).await;
            let machine = Machine { workers: self.planning.workers, core_speed };
            let parts = self.store.parts(job.id).await?;
            let begun = parts.iter().filter(|part| part.output.is_some());
            let begun: Vec<_> = begun.map(|part| Begun { number: part.number, done: part.done }).collect();
            let Some(plan) = title.plan.hastened(&title.facts, machine, &begun) else { return Ok(()) };
            job.settle(Title { plan, ..title }, self.clock.now());
            if self.arrivals.recut(&mut job).await? {
                // Rungs that come last now are offered no more.
                return self.publish_live(job.id).await;
            }
        }
        Err(JobError::transient("INTERNAL", "the job never stood still"))
    }
}
