//! Text tracks and chapters of a source reach the viewer in time with the pictures, and do no harm.

use std::fs;
use std::path::Path;

use encoder::domain::{Machine, Phase, SourceFacts, Warning, chapters_webvtt};
use libtest_mimic::{Failed, Trial};

use super::workshop::{Product, Workshop, ffmpeg};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("text_tracks_are_offered_with_language_name_and_purpose", tracks_are_offered),
        Trial::test("text_is_in_time_with_pictures_whatever_the_clock_shows", in_time),
        Trial::test("hostile_text_in_a_film_is_cleaned_and_the_film_is_made", hostile),
        Trial::test("text_that_is_too_large_is_left_out_with_a_warning", too_much),
        Trial::test("chapters_are_kept", chapters),
    ]
}

const MACHINE: Machine = Machine { workers: 2, core_speed: 100.0 };
/// Black for three seconds, white for three more.
const PICTURE: &str = "-f lavfi -i color=c=black:s=160x120:r=10:d=6,drawbox=c=white:t=fill:enable=gte(t\\,3)";
const CODED: &str = "-c:v libx264 -preset ultrafast -g 10 -pix_fmt yuv420p";

struct Film {
    _root: tempfile::TempDir,
    shop: Workshop,
    facts: SourceFacts,
    product: Product,
}

impl Film {
    /// A film called `name` of the picture and `files`, which are written beside it, with options of ffmpeg.
    fn new(files: &[(&str, &[u8])], options: &str, name: &str) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (file, bytes) in files {
            fs::write(root.path().join(file), bytes).unwrap();
        }
        ffmpeg(&format!("-v error -y {PICTURE} {options} {CODED} {name}"), root.path());
        let shop = Workshop::new(&root.path().join("work"), &root.path().join(name));
        let facts = shop.probe().unwrap();
        let plan = shop.plan(&facts, MACHINE);
        let product = shop.make(&facts, &plan, 2).unwrap();
        shop.publish(&plan, &product, Phase::Final);
        Self { _root: root, shop, facts, product }
    }

    fn published(&self) -> std::path::PathBuf {
        self.shop.published()
    }

    fn text(&self, index: usize) -> String {
        fs::read_to_string(self.published().join(&self.product.texts[index].uri)).unwrap()
    }
}

fn srt(text: &str) -> Vec<u8> {
    format!("1\n00:00:03,000 --> 00:00:05,000\n{text}\n\n").into_bytes()
}

fn tracks_are_offered() -> Result<(), Failed> {
    let files: [(&str, &[u8]); 2] = [("a.srt", &srt("Olá")), ("b.srt", &srt("Привет"))];
    let options = "-i a.srt -i b.srt -map 0:v -map 1 -map 2 -map 1 -map 2 -c:s srt -c:s:1 ass \
        -metadata:s:s:0 language=por -metadata:s:s:1 language=rus -metadata:s:s:2 language=por -metadata:s:s:2 title=Signs \
        -disposition:s:2 forced -disposition:s:3 hearing_impaired";
    let film = Film::new(&files, options, "film.mkv");
    let master = fs::read_to_string(film.published().join("master.m3u8")).unwrap();
    let (_, parsed) = m3u8_rs::parse_master_playlist(master.as_bytes()).unwrap();
    let offered: Vec<_> = parsed
        .alternatives
        .iter()
        .map(|it| (it.name.as_str(), it.language.as_deref(), it.forced, it.default, it.uri.as_deref().unwrap()))
        .collect();
    assert_eq!(
        offered,
        [
            ("Português", Some("pt"), false, false, "t0.m3u8"),
            ("Русский", Some("ru"), false, false, "t1.m3u8"),
            ("Signs", Some("pt"), true, false, "t2.m3u8"),
            ("Text", None, false, false, "t3.m3u8"),
        ]
    );
    assert!(parsed.alternatives[3].characteristics.as_deref().unwrap().contains("transcribes-spoken-dialog"));
    let mut variants = parsed.variants.iter().filter(|variant| !variant.is_i_frame);
    assert!(variants.all(|variant| variant.subtitles.as_deref() == Some("text")));
    assert!(film.text(0).ends_with("\n00:00:03.000 --> 00:00:05.000\nOlá\n"), "{}", film.text(0));
    assert!(film.text(1).ends_with("\n00:00:03.000 --> 00:00:05.000\nПривет\n"), "{}", film.text(1));
    assert_eq!((film.product.texts.len(), film.product.text_warnings.len()), (4, 0));
    // A player's view: ffmpeg reads the playlists themselves.
    let (_, said) = ffmpeg("-v warning -xerror -i master.m3u8 -map 0:s:1 -c:s srt -f srt seen.srt", &film.published());
    assert!(!said.contains("rror"), "{said}");
    assert!(fs::read_to_string(film.published().join("seen.srt")).unwrap().contains("Привет"));
    Ok(())
}

/// The picture turns white when the text appears. A recording may begin hours into its clock.
fn in_time() -> Result<(), Failed> {
    let text = srt("white");
    for (options, name) in [
        ("-i a.srt -map 0:v -map 1 -c:s srt", "film.mkv"),
        ("-i a.srt -map 0:v -map 1 -c:s srt -output_ts_offset 36000", "late.mkv"),
        ("-i a.srt -map 0:v -map 1 -c:s mov_text", "film.mp4"),
        ("-i a.srt -map 0:v -map 1 -c:s webvtt", "film.webm.mkv"),
    ] {
        let film = Film::new(&[("a.srt", &text)], options, name);
        let text = film.text(0);
        let stated = "X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:90000\n\n00:00:03.000 --> 00:00:05.000\nwhite\n";
        assert!(text.ends_with(stated), "{name}: {text}");
        let white = first_white(&film.published());
        // LOCAL zero is the streams' 90,000th tick: a second into their clock.
        assert!((white - 1.0 - 3.0).abs() < 0.051, "{name}: white at {white}");
    }
    Ok(())
}

/// When the highest rung turns white, seconds of the streams' clock.
fn first_white(published: &Path) -> f64 {
    let args =
        "-nostats -v error -copyts -i v120.m3u8 -map 0:v -copyts -vf signalstats,metadata=print:file=- -f null -";
    let (said, _) = ffmpeg(args, published);
    let mut shown = 0.0;
    for line in said.lines() {
        if let Some((_, time)) = line.split_once("pts_time:") {
            shown = time.trim().parse().unwrap();
        } else if let Some(light) = line.strip_prefix("lavfi.signalstats.YAVG=")
            && light.parse::<f64>().unwrap() > 128.0
        {
            return shown;
        }
    }
    panic!("it never turns white: {said}");
}

fn hostile() -> Result<(), Failed> {
    let text = "<script>alert(1)</script><img src=x onerror=alert(1)> a --> b {\\an8}<i>fine";
    let film = Film::new(&[("a.srt", &srt(text))], "-i a.srt -map 0:v -map 1 -c:s copy", "film.mkv");
    let text = film.text(0);
    let (_, cue) = text.split_once("00:00:05.000\n").unwrap();
    assert!(!cue.contains("<script") && !cue.contains("<img") && !cue.contains("-->"), "{cue}");
    assert!(cue.contains("fine"), "{cue}");
    Ok(())
}

fn too_much() -> Result<(), Failed> {
    // Cues that are alike are one to ffmpeg.
    let cue = |number: u32| {
        let (second, milli) = (number / 1_000, number % 1_000);
        format!("{number}\n00:00:0{second},{milli:03} --> 00:00:06,000\n{}\n\n", "loud ".repeat(390))
    };
    let large: String = (0..3_000).map(cue).collect();
    let files: [(&str, &[u8]); 2] = [("a.srt", large.as_bytes()), ("b.srt", &srt("small"))];
    let film = Film::new(&files, "-i a.srt -i b.srt -map 0:v -map 1 -map 2 -c:s srt", "film.mkv");
    assert_eq!(film.product.text_warnings, [Warning::SubtitleTooLarge]);
    assert_eq!(film.product.texts.len(), 1);
    assert!(film.text(0).contains("small"));
    Ok(())
}

fn chapters() -> Result<(), Failed> {
    let chapters = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\ntitle=Beginning\n\
        [CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=6000\ntitle=<b>End</b>\n";
    let film = Film::new(&[("a.txt", chapters.as_bytes())], "-i a.txt -map 0:v -map_chapters 1", "film.mp4");
    let names = chapters_webvtt(&film.facts.chapters, film.facts.duration).unwrap();
    let expected = "\n\n00:00:00.000 --> 00:00:02.500\nBeginning\n\n\
        00:00:02.500 --> 00:00:06.000\n&lt;b&gt;End&lt;/b&gt;\n";
    assert!(names.ends_with(expected), "{names}");
    Ok(())
}
