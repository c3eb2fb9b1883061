#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod application;
mod config;
mod domain;
mod inbound;
mod outbound;

use std::{path::PathBuf, sync::Arc};

use application::{
    Announce, DELIVERY, Deliver, KeepContact, Outgoing,
    ports::{Letters, Mailer, Store},
};
use inbound::{events, http, workers::Deliveries};
use kernel::Clock;
use outbound::{FolderMailer, Postmark, SmtpMailer, SqlStore, Templates};
use platform::{
    db::{Db, Error, MigrationSet},
    http::{HttpSettings, Idempotency},
    jobs::{Jobs, WorkerPool},
    service::{Platform, Service, Worker},
};
use url::Url;

pub use config::{Config, Smtp};
pub use outbound::{Security, Sender};

/// The tables of this service.
pub const MIGRATIONS: MigrationSet = platform::migrations!["0100_notifications"];

/// Mails handed over at the same time: one slow conversation must not hold up all others.
const SLOTS: usize = 2;

/// How this installation is reached, and where its mail lies if there is no mail server.
#[derive(Clone, Debug)]
pub struct Site {
    /// Links lead there.
    pub public_url: Url,
    /// For mail without a server.
    pub mail_folder: PathBuf,
}

/// Opens the database and puts the service together.
pub async fn build(platform: &Platform, config: &Config, site: &Site) -> Result<Service, Error> {
    let db = platform.database("notifications", MIGRATIONS).await?;
    Ok(assemble(db, Arc::clone(&platform.clock), platform.instance.clone(), config, site))
}

/// Puts the service together over an open database. `instance` names this process in leases.
pub fn assemble(db: Db, clock: Arc<dyn Clock>, instance: String, config: &Config, site: &Site) -> Service {
    let store: Arc<dyn Store> = Arc::new(SqlStore::new(db.clone(), Arc::clone(&clock)));
    let letters: Arc<dyn Letters> = Arc::new(Templates::new(&site.public_url));
    let jobs = Jobs::new(db.clone(), Arc::clone(&clock));
    let deliver = Deliver::new(Arc::clone(&store), Arc::clone(&letters), mailer(config, site), Arc::clone(&clock));
    let deliveries = WorkerPool::new(jobs.clone(), &[DELIVERY], Arc::new(Deliveries::new(deliver, jobs)), instance);
    let idempotency = Idempotency::new(db.clone(), Arc::clone(&clock), HttpSettings::default().deadline);
    let (router, openapi) = http::router(Outgoing::new(Arc::clone(&store), letters), idempotency);
    let contacts = events::contacts(KeepContact::new(Arc::clone(&store)));
    Service {
        name: "notifications",
        db,
        http: router,
        openapi,
        grpc: None,
        consumers: vec![
            contacts,
            events::media(Announce::new(Arc::clone(&store), Arc::clone(&clock))),
            events::conversions(Announce::new(store, clock)),
        ],
        workers: vec![Worker::new("notifications delivery", |stop| deliveries.run(SLOTS, stop))],
    }
}

/// Whether the mail server of these settings would take mail now; `None` if there is no server.
pub async fn check_mail_server(config: &Config, public_url: &Url) -> Option<Result<String, String>> {
    let server = config.server(public_url)?;
    let answer = server.check().await.map(|()| format!("{server} answers"));
    Some(answer.map_err(|error| format!("{server}: {error}")))
}

fn mailer(config: &Config, site: &Site) -> Arc<dyn Mailer> {
    let postmark = Postmark::new(config.from.clone(), config::host(&site.public_url));
    match config.server(&site.public_url) {
        Some(server) => Arc::new(SmtpMailer::new(server, postmark)),
        None => Arc::new(FolderMailer::new(site.mail_folder.clone(), postmark)),
    }
}
