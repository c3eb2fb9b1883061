//! The checks. Each looks for itself, so that one failure does not hide another.

use std::{net::SocketAddr, path::Path};

use platform::{
    objects::Objects,
    sandbox::{FfmpegTools, Sandbox, SandboxConfig},
};
use secrecy::ExposeSecret;

use super::Verdict;
use crate::{house, settings::Settings};

pub(super) async fn all(settings: &Settings) -> Vec<(&'static str, Verdict)> {
    vec![
        ("ffmpeg", ffmpeg(settings)),
        ("sandbox", sandbox(settings).await),
        ("data folder", data_folder(&settings.data_dir)),
        ("disk", disk(settings).await),
        ("web address", port(settings.gateway.listen, "gateway.listen")),
        ("management address", port(settings.management.listen, "management.listen")),
        ("database", database(settings).await),
        ("certificate", certificate(settings)),
        ("mail server", mail_server(settings).await),
    ]
}

fn fail(found: impl std::fmt::Display, remedy: impl std::fmt::Display) -> Verdict {
    Verdict::Failure { found: found.to_string(), remedy: remedy.to_string() }
}

fn ffmpeg(settings: &Settings) -> Verdict {
    let found = FfmpegTools::find(&house::tool_search(settings));
    if let Ok(tools) = &found
        && let Some(needed) = settings.encoder.lacks(tools)
    {
        return Verdict::Warning {
            found: format!("{} at {} cannot make encoder.second_codec", tools.version, tools.ffmpeg.display()),
            remedy: format!("it needs {needed}: run scripts/setup.sh, or set tools.ffmpeg to such a build"),
        };
    }
    match found {
        Ok(tools) if tools.version.is_current() => {
            Verdict::Fine(format!("{} at {}", tools.version, tools.ffmpeg.display()))
        }
        Ok(tools) => Verdict::Warning {
            found: format!("{} at {} is older than 8.1.2", tools.version, tools.ffmpeg.display()),
            remedy: "run scripts/setup.sh, or set tools.ffmpeg to a current build, unless your distribution carries \
                     the fix for CVE-2026-8461"
                .into(),
        },
        Err(error) => fail(error, "apt install ffmpeg, or set tools.ffmpeg and tools.ffprobe"),
    }
}

async fn sandbox(settings: &Settings) -> Verdict {
    let config = SandboxConfig { allow_unsandboxed: settings.tools.allow_unsandboxed, ..SandboxConfig::default() };
    let scratch = settings.data_dir.join("scratch").join("doctor");
    let tested = async { Sandbox::new(config)?.self_test(&scratch).await }.await;
    // The folder is ours alone; if it stays behind, the next start empties it.
    let _ = std::fs::remove_dir_all(&scratch);
    match tested {
        Ok(()) => Verdict::Fine("a jailed program reaches no foreign file and no network".into()),
        Err(error) if settings.tools.allow_unsandboxed => Verdict::Warning {
            found: format!("{error}, and tools.allow_unsandboxed is set"),
            remedy: "any uploaded film may read what Codeflix can read: use a kernel with Landlock (5.13 or newer)"
                .into(),
        },
        Err(error) => {
            fail(error, "use a kernel with Landlock (5.13 or newer) and seccomp, and boot with lsm=…,landlock")
        }
    }
}

fn data_folder(folder: &Path) -> Verdict {
    let probe = folder.join(".doctor");
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&probe, "x"));
    match written.and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Verdict::Fine(folder.display().to_string()),
        Err(error) => fail(
            format!("cannot write to {}: {error}", folder.display()),
            "give the user that runs Codeflix the folder, or set data_dir to another",
        ),
    }
}

async fn disk(settings: &Settings) -> Verdict {
    let reserve = settings.disk.reserve();
    let space = match Objects::open_folder(settings.data_dir.join("objects"), reserve).await {
        Ok(objects) => objects.space().await,
        Err(error) => Err(error),
    };
    match space {
        Ok(space) if space.has_room(0, reserve) => Verdict::Fine(format!("{} GiB free", space.free >> 30)),
        Ok(space) => fail(
            format!("{} MiB free of {} GiB", space.free >> 20, space.total >> 30),
            format!(
                "free some room: below {} % or {} MiB uploads are refused and encodes wait (disk.reserve_percent, \
                 disk.reserve_mib)",
                settings.disk.reserve_percent, settings.disk.reserve_mib
            ),
        ),
        Err(error) => fail(error, "see the data folder above"),
    }
}

fn port(address: SocketAddr, setting: &str) -> Verdict {
    match std::net::TcpListener::bind(address) {
        Ok(_) => Verdict::Fine(format!("{address} is free")),
        Err(error) => fail(
            format!("cannot listen on {address}: {error}"),
            format!("stop the program that uses it (perhaps Codeflix itself), or set {setting}"),
        ),
    }
}

async fn database(settings: &Settings) -> Verdict {
    let Some(url) = &settings.database.url else {
        return Verdict::Fine("SQLite files in the data folder".into());
    };
    match platform::db::postgres_version(url.expose_secret()).await {
        Ok(version) => Verdict::Fine(version),
        Err(error) => fail(error, "check database.url, and that PostgreSQL 14 or newer runs there"),
    }
}

fn certificate(settings: &Settings) -> Verdict {
    let Some(tls) = &settings.gateway.tls else {
        if settings.gateway.is_secure() {
            return Verdict::Warning {
                found: "public_url says https, but no certificate is set".into(),
                remedy: "set gateway.tls, or let a proxy in front speak TLS and name it in gateway.trusted_proxies"
                    .into(),
            };
        }
        return Verdict::Fine("none: plain HTTP, for private networks only".into());
    };
    let unreadable = [&tls.certificate, &tls.key].into_iter().find(|path| std::fs::read(path).is_err());
    match unreadable {
        None => Verdict::Fine(tls.certificate.display().to_string()),
        Some(path) => fail(format!("cannot read {}", path.display()), "set gateway.tls to readable PEM files"),
    }
}

async fn mail_server(settings: &Settings) -> Verdict {
    let config = &settings.notifications;
    match notifications::check_mail_server(config, &settings.gateway.public_url).await {
        None => Verdict::Fine(format!("none: mail is put into {}", house::mail_folder(settings).display())),
        Some(Ok(found)) => Verdict::Fine(found),
        Some(Err(found)) => fail(
            found,
            "check notifications.smtp: host, port, security, user and password, and the server's certificate",
        ),
    }
}
