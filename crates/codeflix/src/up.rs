//! `codeflix up`: start in order, serve, stop in order.

use std::{fs::File, path::Path, process::ExitCode, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use gateway::Listener;
use kernel::SystemClock;
use platform::{
    lifecycle::Lifecycle,
    service::{Databases, Platform},
    telemetry,
};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    cli::say,
    demo::{self, Stage},
    house::{self, House},
    management::{self, Health},
    settings::{LogFormat, Settings},
};

/// Background tasks may take this long to hand back what they do.
const PATIENCE: Duration = Duration::from_secs(40);
/// A program that a killed Codeflix was just starting has its lock for a moment.
const LOCK_TRIES: u32 = 20;
/// How often the lock of the data folder is tried.
const LOCK_EVERY: Duration = Duration::from_millis(50);

/// Runs everything until told to stop.
pub async fn up(mut settings: Settings, demo: bool) -> anyhow::Result<ExitCode> {
    settings.gateway.demo = demo;
    start_telemetry(&settings)?;
    let lifecycle = Lifecycle::new();
    let health = Health::default();
    let probes = management::bind(settings.management.listen).await?;
    management::serve(&lifecycle, probes, health.clone());
    let _guard = guard_data_folder(&settings.data_dir).await?;

    let platform = house::platform(&settings, lifecycle.clone()).await?;
    let mut house = Box::pin(house::build(&platform, &settings)).await?;
    let listener = Listener::bind(&settings.gateway).await?;
    let databases = house.databases();
    house.start(&platform);
    health.started(databases.clone());
    if demo {
        show_demo(&lifecycle, &platform, &house, &settings);
    } else {
        announce(&settings, house.setup_link.as_deref());
    }

    let stop_serving = lifecycle.stopping();
    let serving = listener.serve(house.gateway.router.clone(), stop_serving);
    tokio::pin!(serving);
    tokio::select! {
        served = &mut serving => served?,
        () = told_to_stop(&lifecycle) => {
            health.stopping();
            let stopped = lifecycle.stop(PATIENCE);
            let (served, stopped) = tokio::join!(serving, stopped);
            served?;
            if !stopped {
                tracing::warn!("some tasks did not stop in time; their work is taken up again at the next start");
            }
        }
    }
    for (_, db) in databases {
        db.close().await;
    }
    if lifecycle.has_failed() {
        bail!("a background task failed; the log says which");
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings every database up to date.
pub async fn migrate(settings: Settings) -> anyhow::Result<ExitCode> {
    let _guard = guard_data_folder(&settings.data_dir).await?;
    let platform = house::platform(&settings, Lifecycle::new()).await?;
    let house = Box::pin(house::build(&platform, &settings)).await?;
    for (service, db) in house.databases() {
        db.close().await;
        say(&format!("{service}: up to date"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Has every process that serves the catalogue make its search index anew; none needs to run now.
pub async fn rebuild_index(settings: &Settings) -> anyhow::Result<ExitCode> {
    let databases = house::databases(settings);
    let place = place_of_catalogue(&databases)?;
    catalog::rebuild_index(&databases, Arc::new(SystemClock)).await?;
    say(&format!("the search index of {place} is made anew; until it is ready, the old one answers"));
    Ok(ExitCode::SUCCESS)
}

/// Opening a file that is not there would make it: a catalogue nobody serves, in whichever folder this runs.
fn place_of_catalogue(databases: &Databases) -> anyhow::Result<String> {
    let Databases::Files(folder) = databases else { return Ok("the PostgreSQL database".into()) };
    let folder = std::path::absolute(folder)?;
    if !folder.join("catalog.db").is_file() {
        bail!("there is no catalogue in {}; set data_dir to the folder Codeflix runs on", folder.display());
    }
    Ok(folder.display().to_string())
}

fn start_telemetry(settings: &Settings) -> anyhow::Result<()> {
    let format = match settings.log.format {
        LogFormat::Text => telemetry::LogFormat::Text,
        LogFormat::Json => telemetry::LogFormat::Json,
    };
    telemetry::init_logs(&settings.log.level, format)?;
    telemetry::init_metrics()?;
    Ok(())
}

/// Two processes on one folder would destroy it.
async fn guard_data_folder(folder: &Path) -> anyhow::Result<File> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let path = folder.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    for _ in 0..LOCK_TRIES {
        if file.try_lock().is_ok() {
            return Ok(file);
        }
        tokio::time::sleep(LOCK_EVERY).await;
    }
    bail!("another Codeflix runs on {}; stop it, or set data_dir to another folder", folder.display());
}

/// The films come while the house is open already.
fn show_demo(lifecycle: &Lifecycle, platform: &Platform, house: &House, settings: &Settings) {
    let (router, link) = (house.gateway.router.clone(), house.setup_link.clone());
    let (ffmpeg, scratch) = (platform.tools.ffmpeg.clone(), platform.scratch.clone());
    let clips = settings.tools.folder.clone().unwrap_or_default().join("demo");
    let (address, stop) = (settings.gateway.origin().to_owned(), lifecycle.stopping());
    lifecycle.spawn("demo", async move {
        let stage = Stage { ffmpeg: &ffmpeg, clips: &clips, scratch: &scratch, address: &address };
        tokio::select! {
            () = stop.cancelled() => {}
            shown = demo::run(&router, link.as_deref(), stage) => {
                if let Err(error) = shown {
                    say(&format!("  The demo could not be prepared: {error:#}"));
                }
            }
        }
    });
}

fn announce(settings: &Settings, setup_link: Option<&str>) {
    say(&format!("\n  Codeflix is ready at {}\n", settings.gateway.origin()));
    if !settings.gateway.is_secure() {
        say(
            "  Without TLS, passwords cross the network in the clear: use it on this machine or a private network only.\n",
        );
    }
    if let Some(link) = setup_link {
        say(&format!("  Make the first operator here (once):\n  {link}\n"));
    }
}

async fn told_to_stop(lifecycle: &Lifecycle) {
    let stop = lifecycle.stopping();
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return stop.cancelled().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = stop.cancelled() => {}
    }
    tracing::info!("stopping");
}
