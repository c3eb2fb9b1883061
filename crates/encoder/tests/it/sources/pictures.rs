//! Sizes, shapes and colours.

use super::containers::H264;
use super::look::Colours;
use super::source::{Source, film, film_of, picture, source};

pub fn sources() -> Vec<Source> {
    [turned(), shapes(), sizes(), colours()].into_iter().flatten().collect()
}

fn turned() -> Vec<Source> {
    // What the test picture looks like through a camera held like that; the file says how to turn it back.
    let camera = |filter: &str, back: &str| {
        format!("{} -vf {filter} {H264} -c:a aac lying.mp4\n{back} -i lying.mp4 -c copy", film())
    };
    vec![
        source("a_film_turned_to_the_left_is_upright", "film.mp4", camera("transpose=clock", "-display_rotation 90")),
        source(
            "a_film_turned_to_the_right_is_upright",
            "film.mov",
            camera("transpose=cclock", "-display_rotation -90"),
        ),
        source("a_film_turned_over_is_upright", "film.mp4", camera("hflip,vflip", "-display_rotation 180")),
        source("a_mirrored_film_is_not", "film.mp4", camera("hflip", "-display_hflip")),
        source("a_turned_film_in_matroska_is_upright", "film.mkv", camera("transpose=clock", "-display_rotation 90")),
    ]
}

fn shapes() -> Vec<Source> {
    vec![
        source(
            "a_film_with_wide_pixels_has_its_shape",
            "film.mp4",
            format!("{} -vf setsar=16/15 {H264} -c:a aac", film_of("180x144", "25", 9)),
        )
        .size(192, 144),
        source(
            "a_film_with_narrow_pixels_has_its_shape",
            "film.mkv",
            format!("{} -vf setsar=8/9 {H264} -c:a aac", film_of("180x120", "25", 9)),
        )
        .size(160, 120),
        source(
            "a_turned_film_with_wide_pixels_has_its_shape",
            "film.mp4",
            format!(
                "{} -vf transpose=clock,setsar=15/16 {H264} -c:a aac lying.mp4\n\
                 -display_rotation 90 -i lying.mp4 -c copy",
                film_of("180x144", "25", 9)
            ),
        )
        .size(180, 136),
        source("a_film_in_portrait", "film.mp4", format!("{} {H264} -c:a aac", film_of("120x160", "25", 9)))
            .size(120, 160),
        source("a_square_film", "film.mp4", format!("{} {H264} -c:a aac", film_of("128x128", "25", 9))).size(128, 128),
        source("a_very_wide_film", "film.mp4", format!("{} {H264} -c:a aac", film_of("1024x64", "25", 9)))
            .size(1024, 64),
    ]
}

fn sizes() -> Vec<Source> {
    let odd = "-c:v libx264 -preset ultrafast -crf 18 -g 50 -pix_fmt yuv444p -c:a aac";
    vec![
        source("odd_sizes_become_even", "film.mp4", format!("{} {odd}", film_of("161x121", "25", 9))).size(162, 122),
        source("an_odd_width_becomes_even", "film.mkv", format!("{} {odd}", film_of("161x120", "25", 9)))
            .size(162, 120),
        source("the_smallest_picture", "film.mkv", format!("{} {odd}", film_of("16x16", "25", 9)))
            .size(16, 16)
            .seen(|seen| seen.colours = Colours::Unknown),
        source(
            "the_largest_picture",
            "film.mp4",
            format!(
                "{} -vf scale=out_color_matrix=bt709 -c:v libx264 -preset ultrafast -pix_fmt yuv420p",
                picture("7680x4320", "10", 1)
            ),
        )
        .size(1920, 1080)
        .rate("10/1", 10)
        .seen(|seen| seen.flash = None)
        .silent(),
        source(
            "a_size_that_changes_on_the_way",
            "film.ts",
            format!(
                "{film} -t 4.48 {H264} -c:a aac a.ts\n{film} -ss 4.48 {H264} -s 320x240 -output_ts_offset 4.56 -c:a aac b.ts\n\
                 -i concat:a.ts|b.ts -c copy",
                film = film()
            ),
        ),
    ]
}

fn colours() -> Vec<Source> {
    let hevc = |params: &str| {
        format!(
            "-c:v libx265 -preset ultrafast -crf 14 -pix_fmt yuv420p10le -x265-params log-level=error:{params} -tag:v hvc1 -c:a aac"
        )
    };
    let light = |curve: &str| {
        format!(
            "-vf scale=out_color_matrix=bt709:out_range=tv,format=yuv444p,\
             setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,\
             zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020,\
             zscale=t={curve}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le"
        )
    };
    let hdr10 = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1:max-cll=1000,400:\
                 master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)";
    let hlg = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc";
    let film = film();
    vec![
        source("hdr10_becomes_sdr", "film.mp4", format!("{film} {} {}", light("smpte2084"), hevc(hdr10)))
            .seen(|seen| seen.colours = Colours::Mapped),
        source("hlg_becomes_sdr", "film.mov", format!("{film} {} {}", light("arib-std-b67"), hevc(hlg)))
            .seen(|seen| seen.colours = Colours::Mapped),
        source(
            "colours_of_television_are_kept",
            "film.mp4",
            format!(
                "{film} -vf scale=out_color_matrix=bt709,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709 \
                 {H264} -c:a aac"
            ),
        ),
        source(
            "wide_colours_without_high_range",
            "film.mp4",
            format!(
                "{film} -vf scale=out_color_matrix=bt2020,setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=bt2020-10 \
                 {H264} -c:a aac"
            ),
        )
        .seen(|seen| seen.colours = Colours::Mapped),
        source("a_film_without_colour", "film.mp4", format!("{film} -pix_fmt gray -c:v libx264 -preset ultrafast -c:a aac"))
            .seen(|seen| seen.colours = Colours::None),
    ]
}
