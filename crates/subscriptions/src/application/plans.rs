//! Plans, for the public and for staff.

use std::sync::Arc;

use kernel::{Cause, Clock, Page, PageRequest, Violations};

use super::ports::{OnSale, PlanStore, StoreError};
use crate::domain::{Plan, PlanDetails, PlanId, PlanInput};

/// Why a plan cannot be had or changed.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// There is none with this id, or none on sale for the public.
    #[error("there is no such plan")]
    NotFound,
    /// Another plan has this name.
    #[error("the name is taken")]
    NameTaken,
    /// It was changed since it was read.
    #[error("the plan has another version")]
    Version,
    /// Rules are broken.
    #[error(transparent)]
    Invalid(#[from] Violations),
    /// The store is away.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PlanError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::NameTaken,
            StoreError::Conflict => Self::Version,
            other => Self::Store(other),
        }
    }
}

/// Reads and changes plans.
pub struct Plans {
    store: Arc<dyn PlanStore>,
    clock: Arc<dyn Clock>,
}

impl Plans {
    /// Those in `store`.
    pub fn new(store: Arc<dyn PlanStore>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// Oldest first.
    pub async fn list(&self, on_sale: OnSale, page: PageRequest) -> Result<Page<Plan>, PlanError> {
        Ok(self.store.list(on_sale, page).await?)
    }

    /// The plan with this id, whether on sale or not.
    pub async fn get(&self, id: PlanId) -> Result<Plan, PlanError> {
        self.store.find(id).await?.ok_or(PlanError::NotFound)
    }

    /// A new plan. The same id again is the same command: the plan is there already.
    pub async fn create(&self, id: PlanId, details: PlanDetails, cause: &Cause) -> Result<Plan, PlanError> {
        if let Some(plan) = self.store.find(id).await? {
            return Ok(plan);
        }
        let mut plan = Plan::create(id, details, self.clock.now());
        self.store.save(&mut plan, cause).await?;
        Ok(plan)
    }

    /// Puts what `change` makes of a plan in its place, if it still has the version that was read.
    pub async fn change(
        &self,
        id: PlanId,
        version: Option<i64>,
        change: impl FnOnce(PlanInput, &mut Violations) -> PlanInput + Send,
        cause: &Cause,
    ) -> Result<Plan, PlanError> {
        let mut plan = self.get(id).await?;
        check_version(&plan, version)?;
        let mut violations = Violations::new();
        let wanted = change(plan.input(), &mut violations);
        let details = PlanDetails::parse(wanted, &mut violations);
        violations.into_result()?;
        if details.is_some_and(|details| plan.replace(details, self.clock.now())) {
            self.store.save(&mut plan, cause).await?;
        }
        Ok(plan)
    }

    /// Takes a plan off sale; one that is unknown or off sale already stays so.
    pub async fn deactivate(&self, id: PlanId, version: Option<i64>, cause: &Cause) -> Result<(), PlanError> {
        let Some(mut plan) = self.store.find(id).await? else { return Ok(()) };
        check_version(&plan, version)?;
        if plan.deactivate(self.clock.now()) {
            self.store.save(&mut plan, cause).await?;
        }
        Ok(())
    }
}

fn check_version(plan: &Plan, version: Option<i64>) -> Result<(), PlanError> {
    match version {
        Some(version) if version != plan.state().version => Err(PlanError::Version),
        _ => Ok(()),
    }
}
