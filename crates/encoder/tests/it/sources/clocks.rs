//! Frame rates, lengths, and clocks that start anywhere.

use super::containers::H264;
use super::source::{Source, beep, beep_at, film, film_of, picture, source};

pub fn sources() -> Vec<Source> {
    [rates(), variable(), starts(), ends()].into_iter().flatten().collect()
}

fn rates() -> Vec<Source> {
    let at = |rate: &str| format!("{} {H264} -c:a aac", film_of("160x120", rate, 9));
    vec![
        source("one_frame_per_second_is_shown_five_times", "film.mp4", at("1"))
            .rate("5/1", 45)
            .numbers(|frame| frame / 5),
        source("five_frames_per_second", "film.mp4", at("5")).rate("5/1", 45),
        source("a_film_of_the_cinema_on_disc", "film.mkv", at("24000/1001")).rate("24000/1001", 216),
        source("american_television", "film.mov", at("30000/1001")).rate("30000/1001", 270),
        source("sixty_frames_per_second", "film.mp4", at("60")).rate("60/1", 540),
        source("120_frames_per_second_are_halved", "film.mp4", at("120")).rate("120/2", 540).numbers(|frame| 2 * frame),
        source("100_frames_per_second_are_halved", "film.mkv", at("100")).rate("100/2", 450).numbers(|frame| 2 * frame),
        source("an_animation_at_twelve_and_a_half", "film.mp4", at("25/2")).rate("25/2", 113),
        source(
            "a_transport_stream_with_a_key_frame_every_25_seconds",
            "film.ts",
            format!(
                "{} -c:v libx264 -preset ultrafast -g 250 -keyint_min 250 -sc_threshold 0 -c:a aac",
                film_of("160x120", "10", 60)
            ),
        )
        .rate("10/1", 600),
        source(
            "a_film_with_one_key_frame",
            "film.mkv",
            format!(
                "{} -c:v libx264 -preset ultrafast -g 9999 -sc_threshold 0 -pix_fmt yuv420p -c:a aac",
                film_of("160x120", "10", 40)
            ),
        )
        .rate("10/1", 400),
    ]
}

fn variable() -> Vec<Source> {
    let film = film();
    vec![
        source(
            "frames_that_are_missing_now_and_then",
            "film.mp4",
            format!("{film} -vf select=gt(mod(n\\,7)\\,2)+lt(n\\,2) -fps_mode vfr {H264} -c:a aac"),
        )
        .rate("25/1", 224)
        .numbers(|frame| (0..=frame).rev().find(|n| n % 7 > 2 || *n < 2).unwrap_or(0)),
        source(
            "a_screen_that_stands_still_for_seconds",
            "film.mkv",
            format!("{film} -vf select=lt(n\\,20)+eq(n\\,125)+gt(n\\,200) -fps_mode vfr {H264} -c:a aac"),
        )
        .numbers(|frame| match frame {
            20..125 => 19,
            125..201 => 125,
            _ => frame,
        }),
    ]
}

fn starts() -> Vec<Source> {
    let film = film();
    vec![
        source(
            "a_cut_that_an_edit_list_makes",
            "film.mp4",
            format!("{film} {H264} -c:a aac whole.mp4\n-ss 1 -i whole.mp4 -c copy"),
        )
        .rate("25/1", 200)
        .numbers(|frame| frame + 25)
        .seen(|seen| seen.flash = Some(4.0)),
        source("a_clock_that_starts_late", "film.mp4", format!("{film} {H264} -c:a aac -output_ts_offset 7")),
        source("a_clock_that_runs_for_hours", "film.ts", format!("{film} {H264} -c:a aac -output_ts_offset 36000")),
        source(
            "a_clock_that_begins_anew_on_the_way",
            "film.ts",
            format!("{film} {H264} -c:a aac -output_ts_offset 95438.5"),
        ),
        source(
            "sound_that_starts_late",
            "film.mp4",
            format!("{} -itsoffset 3 {} -map 0 -map 1 {H264} -c:a aac", picture("160x120", "25", 9), beep_at(2.0, 6)),
        ),
        source(
            "a_picture_that_starts_late",
            "film.mkv",
            format!("-itsoffset 2 {} {} -map 0 -map 1 {H264} -c:a flac", picture("160x120", "25", 7), beep_at(7.0, 9)),
        )
        .numbers(|frame| frame.saturating_sub(50))
        .seen(|seen| seen.flash = Some(7.0)),
    ]
}

fn ends() -> Vec<Source> {
    let frame = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -frames:v 1";
    vec![
        source("a_single_frame", "film.mp4", format!("{} {frame}", picture("160x120", "5", 1)))
            .rate("5/1", 1)
            .seen(|seen| seen.flash = None)
            .silent(),
        source(
            "sound_that_is_longer_than_the_picture",
            "film.mp4",
            format!("{} {} {H264} -c:a aac", picture("160x120", "25", 9), beep(15)),
        ),
        source(
            "sound_that_is_shorter_than_the_picture",
            "film.mov",
            format!("{} {} {H264} -c:a pcm_s16le", picture("160x120", "25", 9), beep(6)),
        ),
        source("sound_with_a_gap", "film.mkv", format!("{} -af aselect=lt(t\\,2)+gt(t\\,4) {H264} -c:a aac", film())),
        source("a_film_without_sound", "film.mp4", format!("{} {H264}", picture("160x120", "25", 9))).silent(),
        source("an_index_that_was_never_written", "film.avi", format!("{} {H264} -c:a ac3 -write_index 0", film())),
    ]
}
