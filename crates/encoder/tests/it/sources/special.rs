//! Sources that need an eye of their own: woven fields, three hours.

use encoder::domain::{Machine, Work};
use libtest_mimic::{Failed, Trial};

use super::source::Made;
use crate::workshop::{Workshop, ffmpeg};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("woven_fields_of_a_broadcast_are_taken_apart", broadcast),
        Trial::test("woven_fields_of_a_camcorder_are_taken_apart", camcorder),
        Trial::test("three_hours_are_cut_where_they_should_be", three_hours),
    ]
}

/// What moves fifty times a second, in 25 frames of two fields each.
const FIELDS: &str = "-f lavfi -i testsrc2=s=320x240:r=50:d=6 -vf tinterlace=interleave_top,setfield=tff -an";

fn broadcast() -> Result<(), Failed> {
    woven("-c:v mpeg2video -q:v 3 -g 12 -bf 2 -flags +ildct+ilme", "film.ts")
}

fn camcorder() -> Result<(), Failed> {
    woven("-c:v libx264 -preset veryfast -crf 18 -flags +ildct+ilme -x264-params tff=1", "film.mp4")
}

fn woven(options: &str, name: &str) -> Result<(), Failed> {
    let root = tempfile::tempdir().unwrap();
    ffmpeg(&format!("-v error -y {FIELDS} {options} {name}"), root.path());
    let file = root.path().join(name);
    assert!(combed(&file) > 100, "the source has fields");
    let made = Made::of(root.path(), &file).unwrap();
    assert_eq!(made.tracks.rungs[0].1.frames, 150);
    let whole = made.whole(&made.tracks.rungs[0].1, "highest.mp4");
    assert!(combed(&whole) < 15, "{} frames are combed", combed(&whole));
    Ok(())
}

/// Frames in which two moments are woven together, as a detector finds them.
fn combed(file: &std::path::Path) -> u32 {
    let line = format!("-nostats -i {} -an -vf idet -f null -", file.display());
    let (_, said) = ffmpeg(&line, file.parent().unwrap());
    let (_, counts) = said.rsplit_once("Multi frame detection:").unwrap();
    let count = |label: &str| -> u32 {
        counts.split_once(label).unwrap().1.split_whitespace().next().unwrap().parse().unwrap()
    };
    count("TFF:") + count("BFF:")
}

/// Only the first, a middle and the last chunk are made: the rest is like them.
fn three_hours() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let minute = "-f lavfi -i testsrc2=s=64x48:r=1:d=60 -c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p";
    ffmpeg(&format!("-v error -y {minute} minute.mp4"), root.path());
    ffmpeg("-v error -y -stream_loop 179 -i minute.mp4 -c copy film.mp4", root.path());
    let shop = Workshop::new(&root.path().join("work"), &root.path().join("film.mp4"));
    let facts = shop.probe().unwrap();
    let mut plan = shop.plan(&facts, Machine { workers: 2, core_speed: 100.0 });
    assert_eq!((plan.grid.total_frames(), plan.grid.segments()), (54_000, 2_700));
    plan.tasks.retain(|task| match &task.work {
        Work::Chunk(work) => work.segments.start == 0 || work.segments.contains(&1_350) || work.is_last,
        _ => false,
    });
    let product = shop.make(&facts, &plan, 2).unwrap();
    for (task, done) in plan.tasks.iter().flat_map(|task| {
        product.finished.iter().filter(|done| done.number == task.number).map(move |done| (task, done))
    }) {
        let Work::Chunk(work) = &task.work else { continue };
        assert_eq!(done.rungs[0].1.frames, plan.grid.frames(&work.segments), "{:?}", work.segments);
    }
    assert_eq!((product.finished.len(), product.damage.errors), (3, 0));
    Ok(())
}
