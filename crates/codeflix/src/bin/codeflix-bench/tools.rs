//! ffmpeg, ffprobe and other programs that measure or are measured.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use anyhow::{Context, bail};
use platform::sandbox::{FfmpegTools, ToolSearch};
use tokio::process::Command;

use crate::wait::within;

/// The longest a look at a file may take.
const LOOK: Duration = Duration::from_secs(120);
/// The longest a film may be made or decoded.
const WORK: Duration = Duration::from_secs(1_200);

/// The build that both sides of a comparison use.
pub struct Tools {
    pub ffmpeg: PathBuf,
    pub ffprobe: PathBuf,
    /// The same, as the encoder takes it.
    pub found: FfmpegTools,
}

impl Tools {
    /// As `codeflix` itself finds them.
    pub fn find(root: &Path) -> anyhow::Result<Self> {
        let path = std::env::vars_os().find(|(name, _)| name == "PATH").map(|(_, value)| value);
        let search = ToolSearch {
            search_path: path.unwrap_or_default(),
            tools_folder: Some(root.join(".tools")),
            ..ToolSearch::default()
        };
        let found = FfmpegTools::find(&search).context("run scripts/setup.sh")?;
        Ok(Self { ffmpeg: found.ffmpeg.clone(), ffprobe: found.ffprobe.clone(), found })
    }

    /// Runs ffmpeg in `folder`; returns what it printed.
    pub async fn ffmpeg(&self, arguments: &str, folder: &Path) -> anyhow::Result<String> {
        let mut command = command(&self.ffmpeg, folder);
        command.args(["-hide_banner", "-nostdin", "-y"]).args(arguments.split_whitespace());
        run(command, &format!("ffmpeg {arguments}"), WORK).await
    }

    /// Runs ffprobe in `folder`; returns what it printed, without the white space around.
    pub async fn ffprobe(&self, arguments: &str, folder: &Path) -> anyhow::Result<String> {
        let mut command = command(&self.ffprobe, folder);
        command.args(["-v", "error"]).args(arguments.split_whitespace());
        Ok(run(command, &format!("ffprobe {arguments}"), LOOK).await?.trim().to_owned())
    }

    /// Pictures in a file.
    pub async fn frames(&self, file: &Path) -> anyhow::Result<u64> {
        let (folder, name) = (file.parent().unwrap_or(Path::new(".")), file.file_name().and_then(OsStr::to_str));
        let name = name.context("a file has a name")?;
        let arguments =
            format!("-select_streams v:0 -count_packets -show_entries stream=nb_read_packets -of csv=p=0 {name}");
        let printed = self.ffprobe(&arguments, folder).await?;
        printed.trim_end_matches(',').parse().with_context(|| format!("counting the pictures of {name}: {printed}"))
    }
}

/// A program that reads nothing and ends with us.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// What a program printed, if it succeeds in time.
pub async fn run(command: Command, what: &str, limit: Duration) -> anyhow::Result<String> {
    let output = output(command, what, limit).await?;
    if !output.status.success() {
        bail!("{what}: {}: {}", output.status, last_lines(&String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program printed, whether it succeeds or not.
pub async fn output(mut command: Command, what: &str, limit: Duration) -> anyhow::Result<Output> {
    within(what, limit, async { command.output().await.with_context(|| what.to_owned()) }).await
}

/// The end of a text, where errors stand.
pub fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().rev().take(5).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
