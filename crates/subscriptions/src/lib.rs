#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod application;
mod domain;
mod inbound;
mod outbound;
#[cfg(test)]
mod race_test;

use std::{sync::Arc, time::Duration};

use application::{
    Accounts, Charges, Expiry, Plans, ROLE_SYNC, RoleSync, SignUp, Subscribe, Subscriptions,
    ports::{AccountStore, PaymentGateway, PlanStore, SagaStore, SubscriptionStore, UserAdmin},
};
use inbound::{http, workers};
use kernel::Clock;
use outbound::{GrpcUserAdmin, SqlStore, TestProvider};
use platform::{
    db::{Db, Error, MigrationSet},
    grpc::Link,
    http::{HttpSettings, Idempotency},
    jobs::{Jobs, WorkerPool},
    service::{Platform, Service, Worker},
};
use serde::{Deserialize, Serialize};

/// The tables of this service.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_subscriptions"];

/// What an installation may decide.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How often due subscriptions are looked for, in seconds.
    pub expiry_interval_s: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self { expiry_interval_s: 60 }
    }
}

/// Opens the database and puts the service together; `identity` leads to whoever holds the logins.
pub async fn build(platform: &Platform, config: Config, identity: Link) -> Result<Service, Error> {
    let db = platform.database("subscriptions", MIGRATIONS).await?;
    Ok(assemble(db, Arc::clone(&platform.clock), platform.instance.clone(), config, identity))
}

/// Puts the service together over an open database. `instance` names this process in leases.
#[expect(clippy::needless_pass_by_value, reason = "a service keeps its settings, however few they are")]
pub fn assemble(db: Db, clock: Arc<dyn Clock>, instance: String, config: Config, identity: Link) -> Service {
    let parts = Parts::over(&db, clock, identity);
    let idempotency = Idempotency::new(db.clone(), Arc::clone(&parts.clock), HttpSettings::default().deadline);
    let (router, openapi) = http::router(parts.state(), idempotency);
    let workers = parts.workers(&db, instance, Duration::from_secs(config.expiry_interval_s.max(1)));
    Service { name: "subscriptions", db, http: router, openapi, grpc: None, consumers: Vec::new(), workers }
}

/// Every port with its adapter, and the sagas that several use cases share.
struct Parts {
    accounts: Arc<dyn AccountStore>,
    plans: Arc<dyn PlanStore>,
    subscriptions: Arc<dyn SubscriptionStore>,
    sagas: Arc<dyn SagaStore>,
    users: Arc<dyn UserAdmin>,
    charges: Charges,
    sign_up: Arc<SignUp>,
    clock: Arc<dyn Clock>,
}

impl Parts {
    fn over(db: &Db, clock: Arc<dyn Clock>, identity: Link) -> Self {
        let store = Arc::new(SqlStore::new(db.clone(), Arc::clone(&clock)));
        let gateway: Arc<dyn PaymentGateway> = Arc::new(TestProvider::new(db.clone(), Arc::clone(&clock)));
        let users: Arc<dyn UserAdmin> = Arc::new(GrpcUserAdmin::new(identity));
        let charges = Charges::new(store.clone(), store.clone(), gateway, Arc::clone(&clock));
        let sign_up = SignUp::new(store.clone(), store.clone(), Arc::clone(&users), Arc::clone(&clock));
        Self {
            accounts: store.clone(),
            plans: store.clone(),
            subscriptions: store.clone(),
            sagas: store,
            users,
            charges,
            sign_up: Arc::new(sign_up),
            clock,
        }
    }

    fn state(&self) -> http::State {
        let (accounts, plans, subscriptions) = (&self.accounts, &self.plans, &self.subscriptions);
        let clock = || Arc::clone(&self.clock);
        http::State {
            sign_up: Arc::clone(&self.sign_up),
            accounts: Arc::new(Accounts::new(Arc::clone(accounts), clock())),
            plans: Arc::new(Plans::new(Arc::clone(plans), clock())),
            subscribe: Arc::new(Subscribe::new(
                Arc::clone(accounts),
                Arc::clone(plans),
                Arc::clone(subscriptions),
                self.charges.clone(),
                clock(),
            )),
            subscriptions: Arc::new(Subscriptions::new(Arc::clone(subscriptions), Arc::clone(plans), clock())),
        }
    }

    fn workers(self, db: &Db, instance: String, every: Duration) -> Vec<Worker> {
        let roles = RoleSync::new(Arc::clone(&self.subscriptions), self.users);
        let role_jobs = Arc::new(workers::RoleJobs::new(roles, db.clone()));
        let jobs = Jobs::new(db.clone(), Arc::clone(&self.clock));
        let roles = WorkerPool::new(jobs, &[ROLE_SYNC], role_jobs, instance);
        let expiry = Expiry::new(self.subscriptions, self.sagas, self.charges, self.sign_up, self.clock);
        let for_time = Arc::new(expiry);
        let for_sagas = Arc::clone(&for_time);
        vec![
            Worker::new("subscriptions expiry", move |stop| workers::expire(for_time, every, stop)),
            Worker::new("subscriptions sagas", move |stop| workers::resume_sagas(for_sagas, stop)),
            Worker::new("subscriptions roles", move |stop| roles.run(1, stop)),
        ]
    }
}
