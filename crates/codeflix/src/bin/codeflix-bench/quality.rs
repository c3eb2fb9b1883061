//! How good each rung looks beside `PeerTube`'s, and how many bytes AV1 needs for what H.264 looks like.
//!
//! VMAF at the size of the source, on every eighth picture. Encoders yield the same again, so it is measured once,
//! whatever the number of rounds.

use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::{
    Bench,
    encode::{LADDER, Made, ours_in, peer_in},
    figures::Report,
    server::Setup,
};

/// Of so many pictures one is compared.
const EVERY: u32 = 8;

/// Colours as they are, but named: where one file names them and the other does not, ffmpeg would convert one of them.
const NAMED: &str = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";

/// A rung: its bytes, and how good it looks.
#[derive(Clone, Copy)]
struct Point {
    bytes: f64,
    vmaf: f64,
}

pub async fn measure(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    let film = bench.short().await?;
    let scratch = bench.scratch()?;
    let setup = Setup { settings: &[("ENCODER__SECOND_CODEC", "av1")], cores: None };
    let (_, made) = ours_in(bench, &film, setup, scratch.path()).await?;
    peer_in(bench, &film, "1", scratch.path()).await?;
    let (mut h264, mut av1) = (Vec::new(), Vec::new());
    for Made { rung, file, bytes } in &made {
        let point = Point { bytes: precise(*bytes), vmaf: vmaf(bench, &film, file, [0, 0]).await? };
        if rung.codecs.contains("av01") {
            eprintln!("quality {} AV1: VMAF {:.2}, {bytes} bytes", rung.height, point.vmaf);
            av1.push(point);
            continue;
        }
        let peer = scratch.path().join(format!("{}.mp4", rung.height));
        let theirs = best_vmaf(bench, &film, &peer).await?;
        let their_bytes = peer.metadata()?.len();
        eprintln!(
            "quality {}: VMAF {:.2}, {bytes} bytes; PeerTube {theirs:.2}, {their_bytes} bytes with sound",
            rung.height, point.vmaf
        );
        let name = format!("quality.vmaf_above_peertube_{}", rung.height);
        report.at_least(&name, point.vmaf - theirs, "VMAF", 0.0);
        h264.push(point);
    }
    ensure!(h264.len() == LADDER.len() && av1.len() == LADDER.len(), "{} and {} rungs", h264.len(), av1.len());
    let ratio = bytes_at_equal_quality(&av1, &h264).context("AV1 and H.264 have no quality in common")?;
    report.at_most("quality.av1_bytes_ratio", ratio, "ratio", 0.50);
    Ok(())
}

/// The same of a film whose rate filter may have added or lost pictures at the start: as the whole looks most alike. The
/// first seconds may stand still, and tell nothing then.
async fn best_vmaf(bench: &Bench, film: &Path, file: &Path) -> anyhow::Result<f64> {
    let mut best: f64 = 0.0;
    for skipped in [[0, 0], [1, 0], [2, 0], [0, 1], [0, 2]] {
        best = best.max(vmaf(bench, film, file, skipped).await?);
    }
    Ok(best)
}

/// The mean of a film beside its source. Pictures are paired by their number, as each file's clock begins elsewhere;
/// `skipped` are those at the start that the other has not, of the film that is judged and of its source.
async fn vmaf(bench: &Bench, film: &Path, file: &Path, skipped: [u32; 2]) -> anyhow::Result<f64> {
    let folder = file.parent().context("a file has a folder")?;
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let (film, file) = (name(film).context("a film has a name")?, name(file).context("a file has a name")?);
    let [made, source] = skipped;
    let some = |skipped: u32| format!("{NAMED},select=eq(mod(n\\,{EVERY})\\,{skipped}),setpts=N/24/TB");
    let (made, source) = (some(made), some(source));
    let graph = format!(
        "[0:v]{made},scale=1920:1080:flags=bicubic,format=yuv420p[made];[1:v]{source},format=yuv420p[source];\
         [made][source]libvmaf=n_threads=2:log_fmt=json:log_path=vmaf.json"
    );
    let line = format!("-loglevel error -i {file} -i ../{film} -an -filter_complex {graph} -f null -");
    bench.tools.ffmpeg(&line, folder).await?;
    let log: Value = serde_json::from_slice(&std::fs::read(folder.join("vmaf.json"))?)?;
    log["pooled_metrics"]["vmaf"]["mean"].as_f64().with_context(|| format!("no VMAF of {file}: {log}"))
}

/// Bytes of `ones` beside those of `others`, on average over all qualities that both have: the distance of the two
/// curves of log bytes over VMAF, straight between rungs (Bjøntegaard's delta rate, VCEG-M33, without its cubic).
fn bytes_at_equal_quality(ones: &[Point], others: &[Point]) -> Option<f64> {
    let (ones, others) = (sorted(ones), sorted(others));
    let low = ones.first()?.vmaf.max(others.first()?.vmaf);
    let high = ones.last()?.vmaf.min(others.last()?.vmaf);
    let mut knots: Vec<f64> = ones.iter().chain(&others).map(|point| point.vmaf).collect();
    knots.retain(|vmaf| *vmaf > low && *vmaf < high);
    knots.extend([low, high]);
    knots.sort_by(f64::total_cmp);
    let distance = |vmaf: f64| Some(log_bytes(&ones, vmaf)? - log_bytes(&others, vmaf)?);
    let mut area = 0.0;
    for (begin, end) in knots.iter().zip(knots.iter().skip(1)) {
        area += f64::midpoint(distance(*begin)?, distance(*end)?) * (end - begin);
    }
    (high > low).then(|| (area / (high - low)).exp())
}

fn sorted(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_by(|one, other| one.vmaf.total_cmp(&other.vmaf));
    points
}

/// The curve at one quality; `None` outside of it.
fn log_bytes(curve: &[Point], vmaf: f64) -> Option<f64> {
    let around = curve.iter().zip(curve.iter().skip(1));
    let (below, above) = around.into_iter().find(|(below, above)| below.vmaf <= vmaf && vmaf <= above.vmaf)?;
    let share = if above.vmaf > below.vmaf { (vmaf - below.vmaf) / (above.vmaf - below.vmaf) } else { 0.0 };
    Some(below.bytes.ln().mul_add(1.0 - share, above.bytes.ln() * share))
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
const fn precise(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|(vmaf, bytes)| Point { bytes: *bytes, vmaf: *vmaf }).collect()
    }

    #[test]
    fn bytes_are_compared_at_equal_quality_and_not_at_equal_size() {
        let other = curve(&[(50.0, 100.0), (70.0, 200.0), (90.0, 800.0)]);
        let half = curve(&[(90.0, 400.0), (50.0, 50.0), (70.0, 100.0)]);
        assert!((bytes_at_equal_quality(&half, &other).unwrap() - 0.5).abs() < 1e-9);
        // A better picture of as many bytes needs fewer for the same one.
        let better = curve(&[(60.0, 100.0), (80.0, 200.0), (95.0, 800.0)]);
        assert!(bytes_at_equal_quality(&better, &other).unwrap() < 0.8);
    }

    #[test]
    fn curves_without_a_common_quality_are_not_compared() {
        let low = curve(&[(10.0, 1.0), (20.0, 2.0)]);
        let high = curve(&[(30.0, 3.0), (40.0, 4.0)]);
        assert!(bytes_at_equal_quality(&low, &high).is_none());
    }
}
