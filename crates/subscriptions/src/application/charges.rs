//! The saga of one charge: charge, then entitle. An unknown outcome is asked for again under the same key; money for
//! which nobody waits any more is given back.

use std::{sync::Arc, time::Duration};

use kernel::{Cause, Clock};

use super::ports::{ChargeOutcome, OutcomeUnknown, PaymentGateway, SagaStore, StoreError, SubscriptionStore};
use crate::domain::{Charge, Receipt, Saga, SagaState, SagaWork, Subscription};

/// How long one call may take before its outcome counts as unknown.
const PATIENCE: Duration = Duration::from_secs(8);
/// Tries to save beside somebody who changes the same subscription.
const TRIES: u32 = 5;

/// Runs charges.
#[derive(Clone)]
pub struct Charges {
    subscriptions: Arc<dyn SubscriptionStore>,
    sagas: Arc<dyn SagaStore>,
    gateway: Arc<dyn PaymentGateway>,
    clock: Arc<dyn Clock>,
}

impl Charges {
    /// Over these.
    pub fn new(
        subscriptions: Arc<dyn SubscriptionStore>,
        sagas: Arc<dyn SagaStore>,
        gateway: Arc<dyn PaymentGateway>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { subscriptions, sagas, gateway, clock }
    }

    /// Goes one step with a charge, whoever began it.
    pub async fn run(&self, mut saga: Saga, cause: &Cause) -> Result<(), StoreError> {
        let SagaWork::Charge(charge) = saga.work.clone() else { return Ok(()) };
        if saga.state == SagaState::Compensating {
            return self.give_back(saga, &charge).await;
        }
        if !self.load(&charge).await?.awaits(&charge.key) {
            saga.turn_back("the subscription ended");
            return self.give_back(saga, &charge).await;
        }
        match self.ask(&charge).await {
            Ok(outcome) => self.record(saga, &charge, &outcome, cause).await,
            Err(error) => {
                saga.ask_again(&error.to_string(), self.clock.now());
                self.sagas.save(&mut saga).await
            }
        }
    }

    async fn ask(&self, charge: &Charge) -> Result<ChargeOutcome, OutcomeUnknown> {
        let answer = tokio::time::timeout(PATIENCE, self.gateway.charge(charge)).await;
        answer.map_err(|_| OutcomeUnknown("no answer in time".into()))?
    }

    /// Subscription and saga change in one commit. The customer may change the subscription meanwhile.
    async fn record(
        &self,
        mut saga: Saga,
        charge: &Charge,
        outcome: &ChargeOutcome,
        cause: &Cause,
    ) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let mut it = self.load(charge).await?;
            let mut next = saga.clone();
            if !self.apply(&mut it, &mut next, charge, outcome) {
                saga.turn_back("the subscription ended before it was paid");
                return self.give_back(saga, charge).await;
            }
            match self.subscriptions.save(&mut it, Some(&mut next), cause).await {
                Err(StoreError::Conflict) => {}
                saved => return saved,
            }
        }
        Err(StoreError::Conflict)
    }

    /// `false` if nobody waits for the money.
    fn apply(&self, it: &mut Subscription, saga: &mut Saga, charge: &Charge, outcome: &ChargeOutcome) -> bool {
        let now = self.clock.now();
        match outcome {
            ChargeOutcome::Paid { transaction_id } => match it.paid(&charge.key, transaction_id, now) {
                Receipt::Accepted | Receipt::Repeated => saga.finish(),
                Receipt::TooLate => return false,
            },
            ChargeOutcome::Declined { reason } => {
                if it.declined(&charge.key, reason, now) {
                    tracing::info!(subscription = %charge.subscription, reason, "a charge was declined");
                }
                saga.give_up(reason);
            }
        }
        true
    }

    async fn give_back(&self, mut saga: Saga, charge: &Charge) -> Result<(), StoreError> {
        match tokio::time::timeout(PATIENCE, self.gateway.void(&charge.key)).await {
            Ok(Ok(())) => saga.undone(),
            Ok(Err(error)) => saga.ask_again(&error.to_string(), self.clock.now()),
            Err(_) => saga.ask_again("no answer in time", self.clock.now()),
        }
        self.sagas.save(&mut saga).await
    }

    async fn load(&self, charge: &Charge) -> Result<Subscription, StoreError> {
        let it = self.subscriptions.find(charge.subscription).await?;
        it.ok_or_else(|| StoreError::Failed("a charge without its subscription".into()))
    }
}
