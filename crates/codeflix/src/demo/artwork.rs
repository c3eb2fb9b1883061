//! The pictures that stand for a film: a card and a banner, both from one of its frames.

use std::{
    ffi::OsString,
    path::{Path, absolute},
};

use anyhow::{Context, Result};

use super::{films::Film, render::Studio};

/// Enlarged if need be, cut to the form asked for.
const CARD: &str = "scale=1280:720:force_original_aspect_ratio=increase:flags=lanczos,crop=1280:720";

/// The left third is dark, so that the title and the buttons on it can be read over any picture.
const BANNER: &str = "[0:v]scale=1920:1080:force_original_aspect_ratio=increase:flags=lanczos,crop=1920:1080[frame];\
    gradients=s=1920x1080:r=1:n=3:c0=0x0B0C10F0:c1=0x0B0C10A0:c2=0x0B0C1000:x0=0:y0=540:x1=1250:y1=540:speed=0.00001[shade];\
    [frame][shade]overlay=format=gbrp";

impl Studio {
    /// Writes the 16:9 card (1280 × 720) of `film`, whose finished file is `video`. The ending of `output` decides on
    /// the format.
    pub async fn thumbnail(&self, film: &Film, video: &Path, output: &Path) -> Result<()> {
        self.picture(film, video, CARD, output).await
    }

    /// Writes the banner (1920 × 1080).
    pub async fn banner(&self, film: &Film, video: &Path, output: &Path) -> Result<()> {
        self.picture(film, video, BANNER, output).await
    }

    async fn picture(&self, film: &Film, video: &Path, graph: &str, output: &Path) -> Result<()> {
        let mut arguments: Vec<OsString> = vec!["-ss".into(), film.still.to_string().into(), "-i".into()];
        arguments.extend([absolute(video)?.into(), "-filter_complex".into(), graph.into()]);
        arguments.extend(["-frames:v", "1", "-update", "1", "-q:v", "3"].map(OsString::from));
        arguments.push(absolute(output)?.into());
        self.run(&arguments, 1, |_| {}).await.with_context(|| format!("making a picture of {}", film.slug))
    }
}
