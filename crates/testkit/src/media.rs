//! Film clips for tests, made by ffmpeg once per machine and kept under `target/test-media`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

/// Part of every name: raise it when a recipe changes, so that old clips are not taken for new ones.
const RECIPE: u32 = 1;

const REMEDY: &str = "run `scripts/setup.sh` (on Debian `apt install ffmpeg`)";

/// A clip to be made: a moving test picture with a running clock in it, H.264 in MP4, and by default a sine tone (AAC).
#[derive(Clone, Copy, Debug)]
pub struct Clip {
    width: u32,
    height: u32,
    frames_per_second: u32,
    seconds: u32,
    sound: Sound,
    noise: Noise,
}

#[derive(Clone, Copy, Debug)]
enum Sound {
    Sine,
    None,
}

#[derive(Clone, Copy, Debug)]
enum Noise {
    None,
    Strong,
}

impl Clip {
    /// `width` × `height` pixels, `seconds` long, 25 frames per second.
    pub const fn new(width: u32, height: u32, seconds: u32) -> Self {
        Self { width, height, frames_per_second: 25, seconds, sound: Sound::Sine, noise: Noise::None }
    }

    /// The clip small and short enough for tests that only need *some* film: 160 × 120, 2 s.
    pub const fn tiny() -> Self {
        Self::new(160, 120, 2)
    }

    /// With another frame rate.
    #[must_use]
    pub const fn frames_per_second(mut self, frames: u32) -> Self {
        self.frames_per_second = frames;
        self
    }

    /// Without a sound track.
    #[must_use]
    pub const fn silent(mut self) -> Self {
        self.sound = Sound::None;
        self
    }

    /// With grain over the picture, which makes the file large and the encoding slow.
    #[must_use]
    pub const fn noisy(mut self) -> Self {
        self.noise = Noise::Strong;
        self
    }

    /// The file with this clip, made now if no test on this machine needed it before. Never change it: it is shared.
    pub fn file(&self) -> PathBuf {
        let name = format!(
            "{}x{}-{}fps-{}s-{:?}-{:?}-v{RECIPE}.mp4",
            self.width, self.height, self.frames_per_second, self.seconds, self.sound, self.noise
        );
        made_once(&name.to_lowercase(), &self.arguments())
    }

    fn arguments(&self) -> Vec<String> {
        let picture = format!(
            "testsrc2=size={}x{}:rate={}:duration={}",
            self.width, self.height, self.frames_per_second, self.seconds
        );
        let mut arguments = words("-f lavfi -i");
        arguments.push(picture);
        if matches!(self.sound, Sound::Sine) {
            arguments.extend(words("-f lavfi -i"));
            arguments.push(format!("sine=frequency=440:sample_rate=48000:duration={}", self.seconds));
            arguments.extend(words("-c:a aac -b:a 96k"));
        }
        if matches!(self.noise, Noise::Strong) {
            arguments.extend(words("-vf noise=alls=40:allf=t"));
        }
        arguments.extend(words("-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -movflags +faststart"));
        arguments
    }
}

/// The file `name` under `target/test-media`, made by ffmpeg with `arguments` (inputs and options, without the output)
/// if it is not there yet. Processes that want the same file at the same time make it once.
pub fn made_once(name: &str, arguments: &[String]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/test-media");
    fs::create_dir_all(&folder).expect("target/test-media can be made");
    let file = folder.join(name);
    let lock = File::create(folder.join(format!("{name}.lock"))).expect("a lock file can be made");
    lock.lock().expect("a file can be locked");
    if !file.exists() {
        let unfinished = folder.join(format!("unfinished-{name}"));
        run_ffmpeg(arguments, &unfinished);
        fs::rename(&unfinished, &file).expect("a file can be renamed");
    }
    file
}

fn run_ffmpeg(arguments: &[String], output: &Path) {
    let done = Command::new(ffmpeg())
        .args(words("-hide_banner -loglevel error -nostdin -y"))
        .args(arguments)
        .arg(output)
        .output()
        .unwrap_or_else(|error| panic!("ffmpeg does not start ({error}): {REMEDY}"));
    assert!(done.status.success(), "ffmpeg: {}", String::from_utf8_lossy(&done.stderr));
}

/// The build the set-up script fetched, else the one on the path.
pub fn ffmpeg() -> PathBuf {
    let fetched = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/ffmpeg/ffmpeg");
    if fetched.is_file() { fetched } else { PathBuf::from("ffmpeg") }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
