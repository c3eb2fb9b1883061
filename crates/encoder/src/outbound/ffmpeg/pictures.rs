//! The command lines of posters and storyboard.

use std::ffi::OsString;

use super::arguments::{Arguments, SOURCE};
use super::filters::still;
use super::looks::MEASURES;
use crate::domain::{Grid, Rung, SourceFacts, VideoFacts};

/// The poster's name below `out/`.
pub const POSTER: &str = "poster.jpg";
/// The longer side of a poster at most, pixels.
const POSTER_SIDE: u32 = 1280;
/// The longer side of a storyboard's still, pixels.
const STILL_SIDE: u32 = 160;
/// Stills in a row and in a column of a sheet.
pub const SHEET: u32 = 5;

/// A still of the source at `at` seconds from the first frame.
pub fn poster(facts: &SourceFacts, at: f64) -> Vec<OsString> {
    let (width, height) = poster_size(&facts.video);
    Arguments::ffmpeg()
        .guards()
        .words("-threads 1")
        .seek(facts.origin + at)
        .option("-i", SOURCE)
        .words("-map 0:V:0 -an -frames:v 1 -c:v mjpeg -q:v 3 -threads:v 1")
        .option("-filter:v", still(&facts.video, width, height))
        .bare_output()
        .words("-f image2 -update 1")
        .words(&format!("out/{POSTER}"))
        .done()
}

/// The size of a poster.
pub fn poster_size(video: &VideoFacts) -> (u32, u32) {
    within(video.width, video.height, POSTER_SIDE)
}

/// Sheets of small stills from the first picture of every `every`-th segment of a finished rung, and how these pictures
/// look.
pub fn storyboard(rung: &Rung, grid: &Grid, every: u32) -> Vec<OsString> {
    let (width, height) = still_size(rung);
    let first = first_of(grid, every);
    let filter = format!(
        "{first},split[sheet][look];[look]{MEASURES},nullsink;[sheet]scale={width}:{height},format=yuvj420p,setsar=1,tile={SHEET}x{SHEET}"
    );
    Arguments::ffmpeg()
        .guards()
        .words("-threads 1 -skip_frame nokey")
        .option("-i", SOURCE)
        .words("-map 0:V:0 -an -fps_mode passthrough -c:v mjpeg -q:v 5 -threads:v 1")
        .option("-filter:v", filter)
        .bare_output()
        .words("-f image2 -start_number 0 out/storyboard/%d.jpg")
        .done()
}

/// Posters from the first pictures of some segments of a finished rung.
pub fn posters(rung: &Rung, grid: &Grid) -> Vec<OsString> {
    let (width, height) = rung_poster_size(rung);
    let first = first_of(grid, 1);
    Arguments::ffmpeg()
        .guards()
        .words("-threads 1 -skip_frame nokey")
        .option("-i", SOURCE)
        .words("-map 0:V:0 -an -fps_mode passthrough -c:v mjpeg -q:v 3 -threads:v 1")
        .option("-filter:v", format_args!("{first},scale={width}:{height},format=yuvj420p,setsar=1"))
        .bare_output()
        .words("-f image2 -start_number 0 out/posters/%d.jpg")
        .done()
}

/// Of the key frames of whole segments, the first of every `every`-th segment: a segment may hold more.
fn first_of(grid: &Grid, every: u32) -> String {
    let half_a_frame = grid.rate().seconds(1) / 2.0;
    let seconds = grid.segment_seconds() * f64::from(every);
    let number = |time: &str| format!("floor(({time}+{half_a_frame})/{seconds})");
    format!("select=isnan(prev_selected_t)+gt({}\\,{})", number("t"), number("prev_selected_t"))
}

/// The size of a poster from a rung.
pub fn rung_poster_size(rung: &Rung) -> (u32, u32) {
    within(rung.width, rung.height, POSTER_SIDE)
}

/// The size of a storyboard's still.
pub fn still_size(rung: &Rung) -> (u32, u32) {
    within(rung.width, rung.height, STILL_SIDE)
}

/// Even sizes of the same shape whose longer side is at most `side`.
fn within(width: u32, height: u32, side: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    if long <= side {
        return (width & !1, height & !1);
    }
    let fit = |length: u32| {
        let exact = u64::from(length) * u64::from(side) / u64::from(long);
        u32::try_from(exact & !1).unwrap_or(side).max(2)
    };
    (fit(width), fit(height))
}
