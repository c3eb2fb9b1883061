//! Whether sound and picture stay together where pieces of a film were joined: a clapperboard stands at each place
//! where a piece may begin, and its picture and its sound are looked for in what a player gets.

use std::path::Path;

use anyhow::{Context, ensure};

use crate::{
    Bench,
    figures::Report,
    hls::{Viewer, Want},
    server::Server,
    studio::Studio,
    tools::Tools,
};

/// Frames a second of the clapperboard.
const RATE: f64 = 24.0;
/// Segments, and so claps after the one at the very start, which has no silence before it.
const CLAPS: usize = 8;

/// The largest distance of a flash and its beep, in frames, over all rungs and joins, beyond what the source has.
pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let source = bench.claps().await?;
    let expected = offsets(&flashes(&bench.tools, &source).await?, &beeps(&bench.tools, &source).await?)?;
    let scratch = bench.scratch()?;
    let server = Server::start(bench, &scratch.path().join("data")).await?;
    let mut studio = Studio::open(&server).await?;
    let uploaded = studio.upload(&source).await?;
    studio.encode(&uploaded).await?;
    studio.wait_until_encoded(&uploaded).await?;
    let viewer = Viewer::admit(&mut studio.client, &uploaded, Want::Whole).await?;
    let tracks = viewer.tracks().await?;
    let file = scratch.path().join("track.mp4");
    viewer.download(&tracks.sound.context("the film lost its sound")?, usize::MAX, &file).await?;
    let beeps = beeps(&bench.tools, &file).await?;
    let mut worst = 0.0_f64;
    for rung in &tracks.rungs {
        viewer.download(&rung.uri, usize::MAX, &file).await?;
        let found = offsets(&flashes(&bench.tools, &file).await?, &beeps)?;
        let slips = found.iter().zip(&expected).map(|(found, expected)| (found - expected).abs() * RATE);
        worst = slips.fold(worst, f64::max);
    }
    server.stop().await?;
    report.at_most("encode.av_offset_at_joins", worst, "frames", 1.0);
    Ok(())
}

/// Seconds from each flash to its beep.
fn offsets(flashes: &[f64], beeps: &[f64]) -> anyhow::Result<Vec<f64>> {
    let complete = flashes.len() == CLAPS && beeps.len() == CLAPS;
    ensure!(complete, "{} flashes and {} beeps of {CLAPS} were found", flashes.len(), beeps.len());
    Ok(flashes.iter().zip(beeps).map(|(flash, beep)| beep - flash).collect())
}

/// When white pictures follow dark ones. Times stay as they are in the file: a player gets each track in a file of its
/// own, so a common shift of one of them is a slip.
async fn flashes(tools: &Tools, file: &Path) -> anyhow::Result<Vec<f64>> {
    let graph = "scale=64:36,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-";
    let printed = look(tools, file, &format!("-an -vf {graph}")).await?;
    let (mut found, mut time, mut was_dark) = (Vec::new(), None, false);
    for line in printed.lines() {
        if let Some((_, seconds)) = line.split_once("pts_time:") {
            time = seconds.trim().parse::<f64>().ok();
        }
        if let Some(light) = line.strip_prefix("lavfi.signalstats.YAVG=") {
            let is_dark = light.parse::<f64>()? < 128.0;
            if was_dark && !is_dark {
                found.push(time.context("a picture has a time")?);
            }
            was_dark = is_dark;
        }
    }
    Ok(found)
}

/// When sound follows silence.
async fn beeps(tools: &Tools, file: &Path) -> anyhow::Result<Vec<f64>> {
    let graph = "silencedetect=noise=-26dB:duration=0.5,ametadata=print:key=lavfi.silence_end:file=-";
    let printed = look(tools, file, &format!("-vn -af {graph}")).await?;
    let ends = printed.lines().filter_map(|line| line.strip_prefix("lavfi.silence_end="));
    // What ends with the film is the silence behind the last beep.
    let times: Vec<f64> = ends.map(str::parse).collect::<Result<_, _>>()?;
    Ok(times.into_iter().take(CLAPS).collect())
}

async fn look(tools: &Tools, file: &Path, graph: &str) -> anyhow::Result<String> {
    let (folder, name) =
        (file.parent().context("a file has a folder")?, file.file_name().context("a file has a name")?);
    tools.ffmpeg(&format!("-loglevel error -copyts -i {} {graph} -f null -", name.to_string_lossy()), folder).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clap_that_was_lost_is_an_error_and_not_a_small_offset() {
        assert!(offsets(&[4.0; 8], &[4.0; 7]).is_err());
        assert_eq!(offsets(&[4.0; 8], &[4.5; 8]).unwrap(), [0.5; 8]);
    }
}
