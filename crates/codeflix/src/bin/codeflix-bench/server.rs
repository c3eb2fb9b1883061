//! `codeflix up` as a process of its own, on a data folder and ports of its own.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use bytes::Bytes;
use http::{Method, StatusCode};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use tokio::process::{Child, Command};

use crate::{Bench, client::Client, tools::last_lines, wait::until};

/// The longest a start may take.
const START: Duration = Duration::from_secs(60);
/// The longest a stop may take: the server gives itself 40 s.
const STOP: Duration = Duration::from_secs(60);

/// How a server runs.
#[derive(Clone, Copy, Default)]
pub struct Setup<'a> {
    /// Named as in the environment, without their prefix.
    pub settings: &'a [(&'a str, &'a str)],
    /// The cores it may use, as `taskset` takes them; `None` for all.
    pub cores: Option<&'a str>,
}

/// A running server. It is killed when dropped, and jailed programs go with it.
pub struct Server {
    child: Child,
    pid: u32,
    log: PathBuf,
    /// From the start of the process to the first "ready".
    pub ready_after: Duration,
    /// Nobody, at its address.
    pub nobody: Client,
}

impl Server {
    /// Starts on `data` (made if missing) and waits until it is ready.
    pub async fn start(bench: &Bench, data: &Path) -> anyhow::Result<Self> {
        Self::start_with(bench, data, Setup::default()).await
    }

    /// The same otherwise than it comes.
    pub async fn start_with(bench: &Bench, data: &Path, setup: Setup<'_>) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)?;
        let log = data.join("bench.log");
        let (web, management) = (free_port()?, free_port()?);
        let mut command = command(bench, data, &log, setup.cores)?;
        command
            .env("CODEFLIX_GATEWAY__LISTEN", format!("127.0.0.1:{web}"))
            .env("CODEFLIX_GATEWAY__PUBLIC_URL", format!("http://127.0.0.1:{web}"))
            .env("CODEFLIX_MANAGEMENT__LISTEN", format!("127.0.0.1:{management}"));
        for (name, value) in setup.settings {
            command.env(format!("CODEFLIX_{name}"), value);
        }
        let begin = Instant::now();
        let child = command.spawn().with_context(|| bench.binary.display().to_string())?;
        let pid = child.id().context("a process has an id")?;
        let nobody = Client::new(&format!("http://127.0.0.1:{web}"));
        let mut server = Self { child, pid, log, ready_after: Duration::ZERO, nobody };
        let probe = Client::new(&format!("http://127.0.0.1:{management}"));
        until("the server is ready", START, Duration::from_millis(2), async || server.is_ready(&probe).await).await?;
        server.ready_after = begin.elapsed();
        Ok(server)
    }

    pub const fn pid(&self) -> u32 {
        self.pid
    }

    /// The one-time link for the first operator.
    pub async fn setup_token(&self) -> anyhow::Result<String> {
        until("the set-up link is printed", START, Duration::from_millis(20), async || {
            let printed = std::fs::read_to_string(&self.log)?;
            let token = printed.split_once("/setup?token=").and_then(|(_, rest)| rest.split_once('\n'));
            Ok(token.map(|(token, _)| token.trim().to_owned()))
        })
        .await
    }

    /// Asks it to stop, and waits until it has.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        kill(Pid::from_raw(self.pid.try_into()?), Signal::SIGTERM)?;
        let ended = tokio::time::timeout(STOP, self.child.wait()).await;
        let status = ended.context("the server does not stop")??;
        if !status.success() {
            bail!("the server ended with {status}: {}", self.last_words());
        }
        Ok(())
    }

    async fn is_ready(&mut self, probe: &Client) -> anyhow::Result<Option<()>> {
        if let Some(status) = self.child.try_wait()? {
            bail!("the server ended with {status}: {}", self.last_words());
        }
        // Nobody listens in the first moments.
        let answer = probe.send(probe.request(Method::GET, "/readyz"), Bytes::new()).await;
        Ok(answer.is_ok_and(|answer| answer.status == StatusCode::OK).then_some(()))
    }

    fn last_words(&self) -> String {
        last_lines(&std::fs::read_to_string(&self.log).unwrap_or_default())
    }
}

/// Settings of whoever measures have no say; the ffmpeg is the one that is measured against.
fn command(bench: &Bench, data: &Path, log: &Path, cores: Option<&str>) -> anyhow::Result<Command> {
    let output = std::fs::File::create(log)?;
    let mut command = match cores {
        Some(cores) => {
            let mut command = Command::new("taskset");
            command.args(["--cpu-list", cores]).arg(&bench.binary);
            command
        }
        None => Command::new(&bench.binary),
    };
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CODEFLIX_") {
            command.env_remove(name);
        }
    }
    command
        .arg("up")
        .current_dir(data)
        .env("CODEFLIX_DATA_DIR", data)
        .env("CODEFLIX_TOOLS__FFMPEG", &bench.tools.ffmpeg)
        .env("CODEFLIX_TOOLS__FFPROBE", &bench.tools.ffprobe)
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .kill_on_drop(true);
    Ok(command)
}

/// A port that was free a moment ago.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
