//! What the work costs at least: the encoders of our ladder with one decode and one cascade of scalers, in one process
//! of ffmpeg without anything around it.

use std::{fmt::Write as _, path::Path, time::Instant};

use anyhow::Context;
use encoder::domain::Rung;

use crate::{
    Bench,
    encode::Cost,
    process::cpu_of_ended_children,
    source::{Source, plan},
};

/// The cost of the ladder of H.264, and of its sound, with one thread for the decoder and one for each encoder.
pub async fn ladder(bench: &Bench, film: &Path) -> anyhow::Result<Cost> {
    let scratch = bench.scratch()?;
    let source = Source::open(bench, film, &scratch.path().join("probe")).await?;
    let plan = plan(&source.facts, &source.keys, 2, 1.0);
    let distance = plan.grid.key_distance();
    let mut line = format!(
        "-loglevel error -filter_complex_threads 1 -threads 1 -i {} -filter_complex {}",
        film.file_name().and_then(|name| name.to_str()).context("a film has a name")?,
        graph(plan.ladder.rungs()),
    );
    let folder = scratch.path().file_name().and_then(|name| name.to_str()).context("a folder has a name")?;
    for (number, rung) in plan.ladder.rungs().iter().enumerate() {
        let _ = write!(line, " -map [o{number}] {} {folder}/{number}.mp4", picture(rung, distance));
    }
    let _ = write!(line, " -map 0:a:0 -c:a aac -b:a 128k -ac 2 {folder}/sound.mp4");
    let (begin, used) = (Instant::now(), cpu_of_ended_children()?);
    bench.tools.ffmpeg(&line, &bench.kept()?).await?;
    let mut cost = Cost::of(begin.elapsed().as_secs_f64(), cpu_of_ended_children()? - used);
    for file in std::fs::read_dir(scratch.path())? {
        cost.bytes += Some(file?.metadata()?).filter(std::fs::Metadata::is_file).map_or(0, |file| file.len());
    }
    Ok(cost)
}

/// Scales from rung to rung.
fn graph(rungs: &[Rung]) -> String {
    let mut graph = String::from("[0:v]setsar=1");
    for (number, rung) in rungs.iter().enumerate() {
        if number > 0 {
            let _ = write!(graph, ";[s{number}]scale={}:{}", rung.width, rung.height);
        }
        match number + 1 {
            next if next < rungs.len() => {
                let _ = write!(graph, ",split=2[o{number}][s{next}]");
            }
            _ => {
                let _ = write!(graph, "[o{number}]");
            }
        }
    }
    graph
}

/// The options of the preset `balanced`. Should they change there alone, the bytes differ and nothing is compared.
fn picture(rung: &Rung, distance: u64) -> String {
    let factor = match rung.short_side() {
        0..=299 => 23.0,
        300..=419 => 23.5,
        420..=599 | 900.. => 24.0,
        600..=899 => 25.0,
    };
    let (kbps, level) = (rung.max_kbps, rung.level.number());
    format!(
        "-c:v libx264 -profile:v high -threads:v 1 -preset:v veryfast -crf:v {factor} -level:v {level} -maxrate:v {kbps}k \
         -bufsize:v {}k -g:v {distance} -keyint_min:v {distance} -sc_threshold:v 0 -flags:v +cgop",
        kbps * 2
    )
}
