//! `codeflix schemas`: the contracts as files, to be committed and compared.

use std::{fs, path::Path};

use anyhow::Context;
use contracts::{
    Envelope, catalog_admin::CatalogAdminEvent, conversions::ConversionEvent, encoder::EncoderEvent,
    identity::IdentityEvent, subscriptions::SubscriptionsEvent,
};
use platform::lifecycle::Lifecycle;
use schemars::{Schema, schema_for};
use serde::Serialize;

use crate::{house, settings::Settings};

/// Writes OpenAPI documents, event schemas and the default configuration below `folder`.
pub async fn write(folder: &Path) -> anyhow::Result<()> {
    let events: [(&str, Schema); 6] = [
        ("envelope", schema_for!(Envelope)),
        ("catalog-admin", schema_for!(CatalogAdminEvent)),
        ("conversions", schema_for!(ConversionEvent)),
        ("encoder", schema_for!(EncoderEvent)),
        ("identity", schema_for!(IdentityEvent)),
        ("subscriptions", schema_for!(SubscriptionsEvent)),
    ];
    for (name, schema) in events {
        write_json(&folder.join("events").join(name), &schema)?;
    }
    write_json(&folder.join("config"), &Settings::default())?;
    Box::pin(write_openapi(&folder.join("openapi"))).await
}

/// Routes are only known to built services: they are built on an empty folder and never started.
async fn write_openapi(folder: &Path) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir()?;
    let settings = Settings { data_dir: scratch.path().to_owned(), ..Settings::default() };
    let platform = house::platform(&settings, Lifecycle::new()).await?;
    let house = Box::pin(house::build(&platform, &settings)).await?;
    for service in &house.services {
        write_json(&folder.join(service.name), &service.openapi)?;
    }
    write_json(&folder.join("gateway"), &house.gateway.openapi)?;
    for (_, db) in house.databases() {
        db.close().await;
    }
    Ok(())
}

fn write_json(path: &Path, value: &impl Serialize) -> anyhow::Result<()> {
    let path = path.with_extension("json");
    let parent = path.parent().context("a file has a folder")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    let text = serde_json::to_string_pretty(value)? + "\n";
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
