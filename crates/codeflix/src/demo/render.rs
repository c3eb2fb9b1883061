//! Makes a film's file with ffmpeg.

use std::{
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf, absolute},
    process::Stdio,
};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, BufReader},
    process::Command,
};

use super::{
    films::{FILMS, Film, Sound, Source},
    words::add,
};

/// Onest Bold (SIL Open Font License 1.1, see `onest-LICENSE`), in the older of the web's font formats: the preferred
/// ffmpeg build cannot read the newer one that the web apps use.
const FONT: &[u8] = include_bytes!("onest-700.woff");
const FONT_NAME: &str = "onest-700.woff";

/// What films are made with.
#[derive(Clone, Debug)]
pub struct Studio {
    ffmpeg: PathBuf,
    clips: PathBuf,
    /// Holds the font. ffmpeg runs here, because the name of a folder might hold what a graph takes for its own.
    workshop: PathBuf,
}

impl Studio {
    /// With the program `ffmpeg`, the folder with the clips of the demo package (without them only the drawn films can
    /// be made), and an existing folder to work in.
    pub fn open(ffmpeg: &Path, clips: &Path, workshop: &Path) -> io::Result<Self> {
        fs::write(workshop.join(FONT_NAME), FONT)?;
        // A bare name is looked up on the path; anything else must survive the change of folder.
        let is_bare = ffmpeg.components().count() == 1;
        let ffmpeg = if is_bare { ffmpeg.to_path_buf() } else { absolute(ffmpeg)? };
        Ok(Self { ffmpeg, clips: absolute(clips)?, workshop: absolute(workshop)? })
    }

    /// The films that can be made here, in the order to make them.
    pub fn films(&self) -> impl Iterator<Item = &'static Film> {
        FILMS.iter().filter(|film| match &film.source {
            Source::Drawn { .. } => true,
            Source::Clip(file) | Source::Cut { file, .. } => self.clips.join(file).exists(),
        })
    }

    /// Makes `film` into `output`, an MP4 file, and tells from time to time which share (0 to 1) is done.
    pub async fn render(&self, film: &Film, output: &Path, progress: impl FnMut(f64) + Send) -> Result<()> {
        self.render_seconds(film, film.seconds(), output, progress).await
    }

    /// Only its first `seconds`.
    async fn render_seconds(
        &self,
        film: &Film,
        seconds: u32,
        output: &Path,
        progress: impl FnMut(f64) + Send,
    ) -> Result<()> {
        let mut arguments = self.arguments(film, seconds)?;
        arguments.extend(words("-movflags +faststart"));
        arguments.push(absolute(output)?.into());
        self.run(&arguments, seconds, progress).await.with_context(|| format!("making the film {}", film.slug))
    }

    fn arguments(&self, film: &Film, seconds: u32) -> io::Result<Vec<OsString>> {
        let before = usize::from(!matches!(film.source, Source::Drawn { .. }));
        let (texts, text_options) = add(film, before, &self.workshop)?;
        let mut arguments = Vec::new();
        match &film.source {
            Source::Clip(name) => {
                arguments.extend([OsString::from("-i"), self.clips.join(name).into()]);
                arguments.extend(texts);
                arguments.extend(words("-map 0:v:0 -map 0:a:0 -c copy"));
            }
            Source::Cut { file: name, start, .. } => {
                arguments.extend(words(&format!("-ss {start} -i")));
                arguments.push(self.clips.join(name).into());
                arguments.extend(texts);
                arguments.extend(words("-map 0:v:0 -map 0:a:0 -ac 2"));
                arguments.extend(encoding());
            }
            Source::Drawn { graph, sound } => {
                let graph = format!("{};{};{}", graph(), finish(film, seconds), finish_sound(sound, seconds));
                arguments.extend(texts);
                arguments.extend([OsString::from("-filter_complex"), graph.into()]);
                arguments.extend(words("-map [video] -map [audio] -r 24"));
                arguments.extend(encoding());
            }
        }
        arguments.extend(text_options);
        arguments.extend(words(&format!("-t {seconds}")));
        Ok(arguments)
    }

    /// Runs ffmpeg; `seconds` is the length of what it makes.
    pub(super) async fn run(
        &self,
        arguments: &[impl AsRef<OsStr>],
        seconds: u32,
        progress: impl FnMut(f64) + Send,
    ) -> Result<()> {
        let mut command = Command::new(&self.ffmpeg);
        command.args(words("-hide_banner -loglevel error -nostdin -y -progress pipe:1")).args(arguments);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .current_dir(&self.workshop);
        let mut child = command.spawn().with_context(|| format!("starting {}", self.ffmpeg.display()))?;
        let (output, errors) = (child.stdout.take(), child.stderr.take());
        let (Some(output), Some(mut errors)) = (output, errors) else { bail!("ffmpeg has no output") };
        let mut message = String::new();
        let (read, _) = tokio::join!(report(output, seconds, progress), errors.read_to_string(&mut message));
        read?;
        let status = child.wait().await?;
        if status.success() { Ok(()) } else { bail!("ffmpeg ended with {status}: {}", message.trim()) }
    }
}

/// Reads what `-progress` writes: lines of `key=value`.
async fn report(
    output: impl tokio::io::AsyncRead + Unpin,
    seconds: u32,
    mut progress: impl FnMut(f64),
) -> io::Result<()> {
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        let done = line.strip_prefix("out_time_us=").and_then(|number| number.parse::<f64>().ok());
        if let Some(microseconds) = done {
            progress((microseconds / 1e6 / f64::from(seconds)).clamp(0.0, 1.0));
        }
    }
    Ok(())
}

/// The last steps of each drawn picture: out of the dark, the title, into the dark.
fn finish(film: &Film, seconds: u32) -> String {
    let end = seconds.saturating_sub(1);
    format!(
        "[picture]format=yuv420p,fade=t=in:d=1.2,drawtext=fontfile={FONT_NAME}:text='{}':fontcolor=white:fontsize=88\
         :x=(w-text_w)/2:y=(h-text_h)/2:shadowcolor=black@0.5:shadowx=0:shadowy=3\
         :alpha='clip(min((t-0.4)/0.6\\,(3.4-t)/0.8)\\,0\\,1)':enable='lt(t\\,3.5)',fade=t=out:st={end}:d=1[video]",
        film.title
    )
}

fn finish_sound(sound: &Sound, seconds: u32) -> String {
    let source = match sound {
        Sound::InGraph => "[sound]".to_owned(),
        Sound::Chord(tones) => format!("aevalsrc=exprs={}|{}:s=48000,", chord(tones, 0.0), chord(tones, 0.35)),
    };
    let end = seconds.saturating_sub(2);
    format!(
        "{source}aecho=0.8:0.7:400|700:0.3|0.2,aformat=channel_layouts=stereo,\
         afade=t=in:d=1.5,afade=t=out:st={end}:d=2[audio]"
    )
}

/// Tones that swell and fade, each at a pace of its own; `detune` (hertz) sets the two ears apart.
fn chord(tones: &[f32], detune: f32) -> String {
    let mut terms = Vec::new();
    for (tone, (loudness, pace)) in tones.iter().zip([(0.20, 0.7), (0.15, 0.5), (0.10, 0.9), (0.06, 1.1)]) {
        terms.push(format!("{loudness}*sin(2*PI*{}*t)*(0.6+0.4*sin({pace}*t+{loudness}*9))", tone + detune));
    }
    terms.join("+")
}

/// Quick to make and good enough to be encoded again.
fn encoding() -> impl Iterator<Item = OsString> {
    words("-c:v libx264 -preset superfast -crf 22 -pix_fmt yuv420p -g 48 -c:a aac -b:a 160k")
}

fn words(text: &str) -> impl Iterator<Item = OsString> {
    text.split_whitespace().map(OsString::from).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn studio(workshop: &Path) -> Studio {
        Studio::open(&testkit::media::ffmpeg(), Path::new("no such folder"), workshop).unwrap()
    }

    #[tokio::test]
    async fn every_drawn_film_can_be_made_with_its_artwork() {
        let folder = tempfile::tempdir().unwrap();
        let studio = studio(folder.path());
        for film in studio.films() {
            let file = folder.path().join(format!("{}.mp4", film.slug));
            let mut shares = Vec::new();
            studio.render_seconds(film, 2, &file, |share| shares.push(share)).await.unwrap();
            assert!(shares.is_sorted() && shares.last().is_some_and(|last| *last > 0.9), "{}: {shares:?}", film.slug);
            assert_eq!(std::fs::read(&file).unwrap().get(4..8), Some(b"ftyp".as_slice()));
            let early = Film { still: 1, ..*film };
            for (name, size) in [("card", (1280, 720)), ("banner", (1920, 1080))] {
                let picture = folder.path().join(format!("{}-{name}.jpg", film.slug));
                match name {
                    "card" => studio.thumbnail(&early, &file, &picture).await.unwrap(),
                    _ => studio.banner(&early, &file, &picture).await.unwrap(),
                }
                assert_eq!(jpeg_size(&std::fs::read(&picture).unwrap()), Some(size), "{}", film.slug);
            }
        }
    }

    #[tokio::test]
    async fn without_the_package_there_are_drawn_films_only() {
        let folder = tempfile::tempdir().unwrap();
        let studio = studio(folder.path());
        assert!(studio.films().count() >= 10);
        assert!(studio.films().all(|film| matches!(film.source, Source::Drawn { .. })));
    }

    #[tokio::test]
    async fn what_ffmpeg_complains_about_is_in_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let film = FILMS.iter().find(|film| matches!(film.source, Source::Clip(_))).unwrap();
        let made = studio(folder.path()).render(film, &folder.path().join("film.mp4"), |_| {}).await;
        let error = format!("{:#}", made.unwrap_err());
        assert!(error.contains(film.slug) && error.contains("no such folder"), "{error}");
    }

    /// Height and width stand in the frame header (ITU-T T.81, B.2.2), whose marker is C0, C1 or C2.
    fn jpeg_size(file: &[u8]) -> Option<(u16, u16)> {
        let start = file.windows(2).position(|two| two[0] == 0xff && (0xc0..=0xc2).contains(&two[1]))?;
        let number = |at: usize| Some(u16::from_be_bytes([*file.get(start + at)?, *file.get(start + at + 1)?]));
        Some((number(7)?, number(5)?))
    }
}
