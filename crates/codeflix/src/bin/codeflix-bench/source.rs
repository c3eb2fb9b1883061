//! A film as the encoder's own parts see it: probed in the sandbox, planned for a machine.

use std::path::{Path, PathBuf};

use encoder::{
    domain::{Audience, Machine, MediaLimits, PictureSettings, Plan, Settings, SoundSettings, SourceFacts},
    outbound::ffmpeg::{SOURCE_NAME, Transcoder},
};
use platform::sandbox::{JobFolder, Sandbox, SandboxConfig};
use tokio_util::sync::CancellationToken;

use crate::Bench;

/// A probed film.
pub struct Source {
    pub transcoder: Transcoder,
    pub facts: SourceFacts,
    /// Of its key frames, seconds from its first frame.
    pub keys: Vec<f64>,
    pub cancel: CancellationToken,
    film: PathBuf,
}

/// ffmpeg in a sandbox as `codeflix` itself starts it.
pub fn sandbox(bench: &Bench) -> anyhow::Result<Sandbox> {
    Ok(Sandbox::new(SandboxConfig { launcher: bench.binary.clone(), ..SandboxConfig::default() })?)
}

impl Source {
    /// Probes `film` in the folder `probe`, which is made.
    pub async fn open(bench: &Bench, film: &Path, probe: &Path) -> anyhow::Result<Self> {
        let transcoder = Transcoder::new(sandbox(bench)?, bench.tools.found.clone(), MediaLimits::default());
        let folder = JobFolder::create(probe)?;
        folder.put(film, SOURCE_NAME)?;
        let cancel = CancellationToken::new();
        let (facts, keys) = transcoder.probe(&folder, &cancel).await?;
        Ok(Self { transcoder, facts, keys, cancel, film: film.to_owned() })
    }

    /// A folder for a task, with the film in it.
    pub fn folder(&self, path: &Path) -> anyhow::Result<JobFolder> {
        let folder = JobFolder::create(path)?;
        folder.put(&self.film, SOURCE_NAME)?;
        Ok(folder)
    }
}

/// Sound with the usual settings.
pub const fn sound() -> SoundSettings {
    SoundSettings { kbps: 128, loudness: Some(-16) }
}

/// The plan with the usual settings, for cores of a speed.
pub fn plan(facts: &SourceFacts, keys: &[f64], workers: u32, core_speed: f64) -> Plan {
    let machine = Machine { workers, core_speed };
    Plan::new(
        facts,
        keys,
        Settings { machine, sound: sound(), picture: PictureSettings::default(), audience: Audience::Later },
    )
}
