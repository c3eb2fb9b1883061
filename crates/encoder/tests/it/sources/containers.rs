//! Containers and codecs.

use super::source::{Source, WORDS, film, film_of, picture, source};

/// A quick H.264 with pictures that are stored before they are shown.
pub const H264: &str = "-c:v libx264 -preset ultrafast -crf 18 -g 50 -bf 2 -pix_fmt yuv420p";

pub fn sources() -> Vec<Source> {
    [apple(), web(), older(), matroska(), unusual(), company()].into_iter().flatten().collect()
}

fn apple() -> Vec<Source> {
    let film = film();
    let large = film_of("320x240", "25", 9);
    vec![
        source("an_ordinary_film", "film.mp4", format!("{film} {H264} -c:a aac -movflags +faststart")),
        source(
            "prores_with_pcm_in_quicktime",
            "film.mov",
            format!("{film} -c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le -c:a pcm_s16le"),
        ),
        source(
            "prores_4444_with_transparency",
            "film.mov",
            format!("{film} -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le -c:a pcm_s24le"),
        ),
        source(
            "dnxhr_with_pcm_in_quicktime",
            "film.mov",
            format!("{large} -vf scale=out_color_matrix=bt709 -c:v dnxhd -profile:v dnxhr_sq -pix_fmt yuv422p -c:a pcm_s24le"),
        )
        .size(320, 240),
        source("alac_in_quicktime", "film.mov", format!("{film} {H264} -c:a alac")),
        source(
            "a_recording_with_time_code",
            "film.mov",
            format!("{film} {H264} -c:a aac -timecode 01:00:00:00 -write_tmcd 1"),
        ),
        source("hevc_as_phones_record_it", "film.mov", format!("{film} {HEVC} -tag:v hvc1 -c:a aac")),
        source("hevc_in_ten_bits", "film.mp4", format!("{film} {HEVC} -pix_fmt yuv420p10le -tag:v hvc1 -c:a aac")),
        source("a_film_for_old_phones", "film.3gp", format!("{film} -c:v mpeg4 -q:v 2 -c:a aac")),
        source("av1_in_mp4", "film.mp4", format!("{film} {AV1} -c:a aac")),
        source("opus_in_mp4", "film.mp4", format!("{film} {H264} -c:a libopus")),
        source("mp3_in_mp4", "film.mp4", format!("{film} {H264} -c:a libmp3lame")),
    ]
}

const HEVC: &str = "-c:v libx265 -preset ultrafast -x265-params log-level=error:keyint=50 -crf 18";
const AV1: &str = "-c:v libsvtav1 -preset 12 -crf 20 -g 50 -svtav1-params lp=1";

fn web() -> Vec<Source> {
    let film = film();
    let vp8 = "-c:v libvpx -deadline realtime -cpu-used 8 -b:v 2M -g 50";
    vec![
        source("vp8_and_vorbis_in_webm", "film.webm", format!("{film} {vp8} -c:a libvorbis")),
        source(
            "vp9_and_opus_in_webm",
            "film.webm",
            format!("{film} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 2M -g 50 -c:a libopus"),
        ),
        source("av1_and_opus_in_webm", "film.webm", format!("{film} {AV1} -c:a libopus")),
        source(
            "a_recording_of_a_browser_without_length_and_index",
            "film.webm",
            format!("{film} {vp8} -c:a libopus -live 1"),
        ),
        source(
            "a_recording_in_fragments_without_index",
            "film.mp4",
            format!("{film} {H264} -c:a aac -movflags +frag_keyframe+empty_moov"),
        ),
    ]
}

fn older() -> Vec<Source> {
    let film = film();
    vec![
        source("mpeg_2_in_a_transport_stream", "film.ts", format!("{film} {MPEG2} -c:a mp2")),
        source("h264_and_ac_3_in_a_transport_stream", "film.m2ts", format!("{film} {H264} -c:a ac3")),
        source(
            "xvid_and_mp3_in_avi",
            "film.avi",
            format!("{film} -c:v mpeg4 -bf 2 -q:v 2 -g 50 -vtag XVID -c:a libmp3lame"),
        ),
        source("h264_in_avi_without_shown_times", "film.avi", format!("{film} {H264} -c:a ac3")),
        source(
            "television_with_the_sound_of_high_definition",
            "film.ts",
            format!("{film} {H264} -c:a aac -mpegts_flags latm"),
        ),
        source("a_rip_of_the_first_years", "film.avi", format!("{film} -c:v msmpeg4 -q:v 2 -g 50 -vtag DIV3 -c:a ac3")),
        source("motion_jpeg_of_a_camera", "film.avi", format!("{film} -c:v mjpeg -q:v 2 -c:a pcm_u8")),
        source(
            "motion_jpeg_at_30000_1001_in_avi",
            "film.avi",
            format!("{} -c:v mjpeg -q:v 2 -c:a pcm_s16le", film_of("160x120", "30000/1001", 9)),
        )
        .rate("30000/1001", 270),
        source(
            "key_frames_just_behind_the_cuts_in_avi",
            "film.avi",
            format!("{} -c:v msmpeg4 -q:v 2 -g 61 -vtag DIV3 -c:a ac3", film_of("160x120", "15", 9)),
        )
        .rate("15/1", 135),
        source(
            "motion_jpeg_in_quicktime",
            "film.mov",
            format!("{film} -c:v mjpeg -q:v 2 -c:a pcm_mulaw -ar 8000 -ac 1"),
        ),
        source("a_tape_of_a_camcorder", "film.avi", format!("{} {DV}", film_of("720x576", "25", 9))).size(768, 576),
    ]
}

const MPEG2: &str = "-c:v mpeg2video -bf 2 -q:v 2 -g 12";
const DV: &str = "-c:v dvvideo -pix_fmt yuv420p -aspect 4:3 -c:a pcm_s16le";

fn matroska() -> Vec<Source> {
    let film = film();
    vec![
        source("flac_in_matroska", "film.mkv", format!("{film} {H264} -c:a flac")),
        source("dts_in_matroska", "film.mkv", format!("{film} {H264} -ac 2 -c:a dca -strict -2")),
        source("truehd_in_matroska", "film.mkv", format!("{film} {H264} -ac 2 -c:a truehd -strict -2")),
        source("eac_3_in_matroska", "film.mkv", format!("{film} {H264} -c:a eac3")),
        source("mpeg_2_in_matroska", "film.mkv", format!("{film} {MPEG2} -c:a mp2")),
    ]
}

fn unusual() -> Vec<Source> {
    let film = film();
    let h264 = H264.replace("-pix_fmt yuv420p", "");
    vec![
        source("h264_in_ten_bits", "film.mkv", format!("{film} {h264} -pix_fmt yuv420p10le -c:a aac")),
        source("h264_with_half_sampled_colour", "film.mp4", format!("{film} {h264} -pix_fmt yuv422p -c:a aac")),
        source("h264_with_full_colour", "film.mp4", format!("{film} {h264} -pix_fmt yuv444p -c:a aac")),
        source("h264_of_the_full_range", "film.mp4", format!("{film} {h264} -pix_fmt yuvj420p -c:a aac")),
    ]
}

/// Streams beside picture and sound.
fn company() -> Vec<Source> {
    let film = film();
    vec![
        source(
            "a_film_with_a_cover",
            "film.mp4",
            format!(
                "{COVER}\n{film} -i cover.jpg -map 0 -map 1 -map 2 {H264} -c:a aac -c:v:1 copy -disposition:v:1 attached_pic"
            ),
        ),
        source(
            "a_film_with_a_cover_in_front",
            "film.mp4",
            format!(
                "{COVER}\n{film} -i cover.jpg -map 2 -map 0 -map 1 {H264} -c:v:0 copy -disposition:v:0 attached_pic -c:a aac"
            ),
        ),
        source(
            "the_first_of_several_pictures_is_taken",
            "film.mkv",
            format!("{film} {} -map 0 -map 2 -map 1 {H264} -c:a aac", picture("320x240", "30", 5)),
        ),
        source(
            "a_film_with_subtitles_and_a_font",
            "film.mkv",
            format!(
                "{film} -i {WORDS} -map 0 -map 1 -map 2 {H264} -c:a aac -c:s srt -attach {WORDS} \
                 -metadata:s:t mimetype=application/x-truetype-font -metadata:s:t filename=../../../escaped.ttf"
            ),
        ),
        source(
            "a_film_with_subtitles_in_mp4",
            "film.mp4",
            format!("{film} -i {WORDS} -map 0 -map 1 -map 2 {H264} -c:a aac -c:s mov_text"),
        ),
        source(
            "names_from_everywhere",
            "фильм-é-映画-🎬.mp4",
            format!("{film} {H264} -c:a aac -metadata title=../../etc/$(id)\";|<script> -metadata:s:v title=映画"),
        ),
    ]
}

const COVER: &str = "-f lavfi -i testsrc2=s=64x64 -frames:v 1 cover.jpg";
