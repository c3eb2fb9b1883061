//! Pictures by ffmpeg in the jail: one decode, four outputs, nothing but pixels survives.

use std::{ffi::OsString, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use platform::sandbox::{JobFolder, Limits, Outcome, Sandbox, Task};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::{
    application::ports::{MadePicture, PictureError, PictureMaker, PictureOrder},
    domain::picture_file::{PictureFormat, read_header},
};

/// Pictures made side by side: each may take a few hundred MB for a moment.
const SIDE_BY_SIDE: usize = 2;
/// Largest placeholder, in bytes: it travels in every event of its video.
const MAX_PLACEHOLDER: usize = 1_024;
/// The outputs, by size.
const OUTPUTS: [&str; 3] = ["small.webp", "medium.webp", "large.webp"];
const PLACEHOLDER: &str = "placeholder.webp";

/// Makes pictures with ffmpeg in the sandbox.
#[derive(Clone)]
pub struct JailedPictures {
    sandbox: Sandbox,
    ffmpeg: PathBuf,
    scratch: PathBuf,
    permits: Arc<Semaphore>,
}

impl JailedPictures {
    /// `ffmpeg` is an absolute path, `scratch` a folder for job folders.
    pub fn new(sandbox: Sandbox, ffmpeg: PathBuf, scratch: PathBuf) -> Self {
        Self { sandbox, ffmpeg, scratch, permits: Arc::new(Semaphore::new(SIDE_BY_SIDE)) }
    }

    async fn run(&self, order: &PictureOrder, folder: &JobFolder) -> Result<(), PictureError> {
        tokio::fs::write(folder.input().join("in.bin"), &order.source).await.map_err(unavailable)?;
        let task = Task {
            program: self.ffmpeg.clone(),
            args: arguments(order),
            folder: folder.clone(),
            limits: Limits::picture(),
            cancel: CancellationToken::new(),
        };
        let outcome = self.sandbox.run(task, &mut platform::sandbox::Silent).await.map_err(unavailable)?;
        judge(&outcome)
    }
}

#[async_trait]
impl PictureMaker for JailedPictures {
    async fn make(&self, order: PictureOrder) -> Result<MadePicture, PictureError> {
        let _permit = self.permits.acquire().await.map_err(unavailable)?;
        let scratch = tempfile::tempdir_in(&self.scratch).map_err(unavailable)?;
        let folder = JobFolder::create(scratch.path()).map_err(unavailable)?;
        self.run(&order, &folder).await?;
        let [small, medium, large] = OUTPUTS;
        let sizes = [read(&folder, small).await?, read(&folder, medium).await?, read(&folder, large).await?];
        let placeholder = read(&folder, PLACEHOLDER).await?;
        if placeholder.len() > MAX_PLACEHOLDER {
            return Err(PictureError::Unavailable("the placeholder came out too large".to_owned()));
        }
        let [_, _, largest] = &sizes;
        let header = read_header(largest).map_err(unavailable)?;
        Ok(MadePicture { width: header.width, height: header.height, sizes, placeholder })
    }
}

/// Everything comes from our own enumerations; the only path is `in/in.bin`.
fn arguments(order: &PictureOrder) -> Vec<OsString> {
    let (demuxer, decoder) = match order.format {
        PictureFormat::Jpeg => ("jpeg_pipe", "mjpeg"),
        PictureFormat::Png => ("png_pipe", "png"),
        PictureFormat::WebP => ("webp_pipe", "webp"),
        PictureFormat::Gif => ("gif", "gif"),
    };
    let mut arguments = words("-nostdin -hide_banner -loglevel error -max_alloc 536870912 -protocol_whitelist file");
    arguments.extend(words("-max_pixels 50000000 -threads 1 -codec_whitelist"));
    arguments.extend([decoder.to_owned(), "-f".to_owned(), demuxer.to_owned()]);
    arguments.extend(words("-i in/in.bin -filter_complex_threads 1 -filter_complex"));
    arguments.push(filters(order.widths));
    for (label, output) in ["s", "m", "l"].into_iter().zip(OUTPUTS) {
        arguments.extend(output_arguments(label, 80, output));
    }
    arguments.extend(output_arguments("p", 40, PLACEHOLDER));
    arguments.into_iter().map(OsString::from).collect()
}

fn filters([small, medium, large]: [u32; 3]) -> String {
    let scale = |width: u32| format!("scale=w='min({width},iw)':h='max(1,round(ih*ow/iw))'");
    format!(
        "[0:v:0]split=4[a][b][c][d];[a]{}[s];[b]{}[m];[c]{}[l];\
         [d]scale=w='max(1,round(16*min(1,iw/ih)))':h='max(1,round(16*min(1,ih/iw)))',gblur=sigma=1[p]",
        scale(small),
        scale(medium),
        scale(large),
    )
}

fn output_arguments(label: &str, quality: u8, output: &str) -> Vec<String> {
    let mut arguments = vec!["-map".to_owned(), format!("[{label}]")];
    arguments.extend(words("-map_metadata -1 -frames:v 1 -c:v libwebp -compression_level 4 -quality"));
    arguments.extend([quality.to_string(), "-f".to_owned(), "webp".to_owned(), format!("out/{output}")]);
    arguments
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn judge(outcome: &Outcome) -> Result<(), PictureError> {
    if outcome.succeeded() {
        return Ok(());
    }
    if outcome.killed_by.is_some() {
        return Err(PictureError::Limit);
    }
    let why = outcome.stderr_tail.lines().last().unwrap_or_default();
    Err(PictureError::Damaged(why.to_owned()))
}

/// ffmpeg may end well without having decoded anything: then there is no file.
async fn read(folder: &JobFolder, name: &str) -> Result<Bytes, PictureError> {
    let path = folder.output().join(name);
    let is_file = tokio::fs::symlink_metadata(&path).await.is_ok_and(|found| found.is_file() && found.len() > 0);
    if !is_file {
        return Err(PictureError::Damaged("no picture came out".to_owned()));
    }
    tokio::fs::read(&path).await.map(Bytes::from).map_err(unavailable)
}

fn unavailable(error: impl std::fmt::Display) -> PictureError {
    PictureError::Unavailable(error.to_string())
}
