//! Sources that are outside the lists, each with the code that says so.

use encoder::domain::RefusalCode as Code;

use super::containers::H264;
use super::source::{Source, film, film_of, picture, refused};

pub fn sources() -> Vec<Source> {
    [formats(), shapes()].into_iter().flatten().collect()
}

fn formats() -> Vec<Source> {
    let film = film();
    vec![
        refused("windows_media_is_refused", "film.wmv", format!("{film} -c:v wmv2 -c:a wmav2"), Code::FormatNotAllowed),
        refused(
            "flash_is_refused",
            "film.flv",
            format!("{film} -c:v flv -ar 44100 -c:a libmp3lame"),
            Code::FormatNotAllowed,
        ),
        refused(
            "theora_is_refused",
            "film.ogv",
            format!("{film} -c:v libtheora -c:a libvorbis"),
            Code::FormatNotAllowed,
        ),
        refused("an_animated_picture_is_refused", "film.gif", picture("64x48", "10", 1), Code::FormatNotAllowed),
        refused(
            "a_lossless_archive_is_refused",
            "film.mkv",
            format!("{film} -c:v ffv1 -c:a flac"),
            Code::CodecNotAllowed,
        ),
        refused(
            "a_film_whose_only_sound_is_unknown_is_refused",
            "film.mkv",
            format!("{film} {H264} -c:a adpcm_ms"),
            Code::CodecNotAllowed,
        ),
    ]
}

fn shapes() -> Vec<Source> {
    let one = "-c:v libx264 -preset ultrafast -pix_fmt yuv444p -frames:v 5";
    vec![
        refused(
            "sound_with_a_cover_is_no_film",
            "film.mp4",
            "-f lavfi -i testsrc2=s=64x64 -frames:v 1 cover.jpg\n-f lavfi -i sine=d=1 -i cover.jpg \
             -map 0 -map 1 -c:a aac -c:v copy -disposition:v attached_pic",
            Code::NoVideoStream,
        ),
        refused(
            "a_single_pixel_is_no_picture",
            "film.mp4",
            format!("{} -vf scale=1:1 {one}", picture("2x2", "25", 1)),
            Code::ResolutionInvalid,
        ),
        refused(
            "240_frames_per_second_are_too_many",
            "film.mp4",
            format!("{} {H264}", film_of("64x48", "240", 1)),
            Code::FpsTooHigh,
        ),
        refused(
            "a_frame_of_a_film_is_too_short",
            "film.mp4",
            format!("{} {H264} -frames:v 1", picture("64x48", "25", 1)),
            Code::TooShort,
        ),
    ]
}
