//! Chunks encoded apart join as if they had been encoded in one go.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use encoder::domain::{
    Advance, Machine, MasterPlaylist, Phase, PictureSettings, Plan, Progress, Rung, SourceFacts, Tracks, Variant,
    Warning, Work, check_whole,
};
use libtest_mimic::{Failed, Trial};

use super::workshop::{Product, Workshop, ffmpeg, ffprobe};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("chunks_of_a_film_join_without_a_trace", film),
        Trial::test("a_slow_machine_makes_the_start_in_quick_rungs_first", slow_machine),
        Trial::test("chunks_end_near_key_frames_of_the_source", keys_are_found),
        Trial::test("a_chunk_that_begins_at_a_key_frame_decodes_nothing_before_it", entered_at_a_key),
        Trial::test("films_at_30000_1001_join_on_whole_frames", ntsc),
        Trial::test("a_transport_stream_is_searched_without_losing_frames", transport_stream),
        Trial::test("irregular_frames_are_put_on_the_grid", irregular),
        Trial::test("turned_odd_and_silent_films_have_even_rungs", turned),
    ]
}

/// Fast enough to need no head start, and slow enough to need one.
pub const FAST: Machine = Machine { workers: 2, core_speed: 100.0 };
pub const SLOW: Machine = Machine { workers: 2, core_speed: 0.04 };

pub struct Film {
    root: tempfile::TempDir,
    shop: Workshop,
    pub facts: SourceFacts,
    pub plan: Plan,
    pub product: Product,
    pub tracks: Tracks,
}

impl Film {
    /// Makes a source with `recipe` and everything from it.
    fn new(recipe: &str, name: &str, machine: Machine) -> Self {
        Self::with(PictureSettings::default(), recipe, name, machine)
    }

    /// The same with pictures encoded so.
    pub fn with(picture: PictureSettings, recipe: &str, name: &str, machine: Machine) -> Self {
        let root = tempfile::tempdir().unwrap();
        ffmpeg(&format!("-v error -y {recipe} {name}"), root.path());
        let mut shop = Workshop::new(&root.path().join("work"), &root.path().join(name));
        shop.picture = picture;
        let facts = shop.probe().unwrap();
        let plan = shop.plan_in_pieces(&facts, machine);
        let product = shop.make(&facts, &plan, 2).unwrap();
        let tracks = shop.publish(&plan, &product, Phase::Final);
        Self { root, shop, facts, plan, product, tracks }
    }

    fn source(&self) -> &Path {
        self.root.path()
    }

    fn source_frames(&self, name: &str) -> usize {
        let args = "-v error -count_packets -select_streams v -show_entries stream=nb_read_packets -of csv=p=0";
        ffprobe(&format!("{args} {name}"), self.source()).trim().parse().unwrap()
    }

    fn read(&self, uri: &str) -> Vec<u8> {
        fs::read(self.shop.published().join(uri)).unwrap()
    }

    /// Every rung has `frames` frames at a constant distance, one init section, and decodes cleanly.
    pub fn assert_joined(&self, frames: usize) {
        assert_eq!(check_whole(&self.plan, &self.facts, &self.tracks, self.product.damage), Ok(Vec::<Warning>::new()));
        for (rung, _) in &self.tracks.rungs {
            let name = self.join(rung);
            let size = ffprobe(
                &format!("-v error -show_entries stream=width,height -of csv=p=0 {name}"),
                &self.shop.published(),
            );
            assert_eq!(size.trim(), format!("{},{}", rung.width, rung.height));
            self.assert_times(&name, frames);
            self.assert_decodes(&name);
        }
        self.assert_inits();
    }

    pub fn assert_decodes(&self, name: &str) {
        let (_, said) =
            ffmpeg(&format!("-v warning -xerror -err_detect explode -i {name} -f null -"), &self.shop.published());
        assert_eq!(said, "", "{name} does not decode cleanly");
    }

    fn assert_times(&self, name: &str, frames: usize) {
        let args = format!("-v error -select_streams v -show_entries packet=pts,dts,duration,flags -of csv=p=0 {name}");
        let packets = ffprobe(&args, &self.shop.published());
        let column = |index: usize| packets.lines().map(move |line| line.split(',').nth(index).unwrap());
        let stored: Vec<i64> = column(1).map(|field| field.parse().unwrap()).collect();
        let mut shown: Vec<i64> = column(0).map(|field| field.parse().unwrap()).collect();
        shown.sort_unstable();
        assert_eq!(shown.len(), frames, "{name}");
        for times in [shown, stored] {
            let steps: BTreeSet<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert_eq!(steps.len(), 1, "{name}: {steps:?}");
        }
        let keys: Vec<usize> =
            column(3).enumerate().filter(|(_, flags)| flags.contains('K')).map(|(at, _)| at).collect();
        let distance = usize::try_from(self.plan.grid.key_distance()).unwrap();
        assert_eq!(keys, (0..frames).step_by(distance).collect::<Vec<_>>(), "{name}");
    }

    fn assert_inits(&self) {
        for rung in self.plan.ladder.rungs() {
            let outputs = self.product.finished.iter().flat_map(|task| &task.rungs);
            let hashes: Vec<&str> = outputs
                .filter(|(name, _)| *name == rung.name())
                .map(|(_, output)| output.init.sha256.as_str())
                .collect();
            assert!(hashes.len() > 1 || self.plan.grid.segments() == 1, "{} was not cut", rung.name());
            assert_eq!(hashes.iter().collect::<BTreeSet<_>>().len(), 1, "{}", rung.name());
        }
    }

    /// Size and checksum of every picture, as they are stored in a file of the source's or of a joined rung.
    pub fn pictures(&self, name: &str) -> Vec<String> {
        let made = self.shop.published().join(name);
        let path = if made.is_file() { made } else { self.source().join(name) };
        let (list, _) =
            ffmpeg(&format!("-v error -i {} -map 0:v:0 -c copy -f framemd5 -", path.display()), self.source());
        let pictures = list.lines().filter(|line| !line.starts_with('#'));
        pictures.map(|line| line.split(',').skip(4).collect()).collect()
    }

    /// Every file of a rung in one, as a player joins them.
    pub fn join(&self, rung: &Rung) -> String {
        let name = format!("{}.mp4", rung.name());
        let (_, track) = self.tracks.rungs.iter().find(|(each, _)| each == rung).unwrap();
        let all: Vec<u8> =
            track.init.iter().map(String::as_str).chain(uris(track)).flat_map(|uri| self.read(uri)).collect();
        fs::write(self.shop.published().join(&name), all).unwrap();
        name
    }

    /// The worst likeness of a frame of the highest rung to the source's frame of the same number, dB.
    fn worst_frame(&self, source: &str) -> f64 {
        let (rung, _) = &self.tracks.rungs[0];
        let stats = self.source().join("psnr.log");
        let graph = format!(
            "[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]psnr=stats_file={}",
            stats.display()
        );
        let made = self.shop.published().join(format!("{}.mp4", rung.name()));
        ffmpeg(&format!("-v error -i {} -i {source} -lavfi {graph} -f null -", made.display()), self.source());
        let lines = fs::read_to_string(stats).unwrap();
        let values = lines.lines().map(|line| {
            let value = line.split_once("psnr_avg:").unwrap().1.split(' ').next().unwrap();
            value.parse::<f64>().unwrap_or(f64::INFINITY)
        });
        values.fold(f64::INFINITY, f64::min)
    }
}

fn uris(track: &encoder::domain::Track) -> impl Iterator<Item = &str> {
    track.segments.iter().map(|segment| segment.uri.as_str())
}

pub fn moving(size: &str, rate: &str, seconds: u32) -> String {
    format!("-f lavfi -i testsrc2=s={size}:r={rate}:d={seconds} -f lavfi -i sine=r=48000:d={seconds}")
}

pub const H264: &str = "-c:v libx264 -preset ultrafast -g 57 -bf 2 -crf 12 -pix_fmt yuv420p -c:a aac -shortest";

fn film() -> Result<(), Failed> {
    let film = Film::new(&format!("{} {H264}", moving("640x360", "24", 12)), "film.mp4", FAST);
    film.assert_joined(288);
    // A frame next to the right one is 20 dB away.
    assert!(film.worst_frame("film.mp4") > 28.0, "{}", film.worst_frame("film.mp4"));
    assert_sound(&film);
    assert_playlists(&film);
    assert_pictures(&film);
    assert_progress(&film.plan);
    Ok(())
}

/// Sound and picture start and end within a frame of each other, and no sound packet is missing.
fn assert_sound(film: &Film) {
    let args = "-v error -show_entries stream=codec_type,start_time,duration -of csv=p=0";
    let bounds = |uri: &str| -> (f64, f64) {
        let text = ffprobe(&format!("{args} {uri}"), &film.shop.published());
        let mut fields = text.trim().split(',').skip(1).map(|field| field.parse::<f64>().unwrap());
        (fields.next().unwrap(), fields.next().unwrap())
    };
    let (_, audio) = film.tracks.sounds.first().unwrap();
    let all: Vec<u8> =
        audio.init.iter().map(String::as_str).chain(uris(audio)).flat_map(|uri| film.read(uri)).collect();
    fs::write(film.shop.published().join("audio.mp4"), all).unwrap();
    let (sound, picture) = (bounds("audio.mp4"), bounds("v360.mp4"));
    assert!((sound.0 - picture.0).abs() <= 1.0 / 24.0, "{sound:?} {picture:?}");
    let seconds: f64 = audio.segments.iter().map(|segment| segment.duration).sum();
    assert!((seconds - 12.0).abs() <= 1.5 / 24.0, "{seconds}");
}

fn assert_playlists(film: &Film) {
    let master = String::from_utf8(film.read("master.m3u8")).unwrap();
    assert!(
        master.contains("CODECS=\"avc1.64001E,mp4a.40.2\",RESOLUTION=640x360,VIDEO-RANGE=SDR,FRAME-RATE=24.000"),
        "{master}"
    );
    let (_, parsed) = m3u8_rs::parse_master_playlist(master.as_bytes()).unwrap();
    let variants: Vec<_> = parsed.variants.iter().filter(|variant| !variant.is_i_frame).collect();
    assert_eq!(variants.len(), film.plan.ladder.rungs().len());
    assert!(parsed.independent_segments && parsed.alternatives.len() == 1);
    for (variant, (_, track)) in variants.into_iter().zip(&film.tracks.rungs) {
        let (_, media) = m3u8_rs::parse_media_playlist(&film.read(&variant.uri)).unwrap();
        assert!(media.end_list && media.segments.len() == track.segments.len());
        let peak = track.segments.iter().map(|segment| segment.bytes * 8 / 4).max().unwrap();
        assert!(variant.bandwidth > peak && Some(variant.bandwidth) >= variant.average_bandwidth);
    }
    let (_, sound) = m3u8_rs::parse_media_playlist(&film.read("a0.m3u8")).unwrap();
    assert_eq!(sound.segments.len(), 3);
    // A player's view: ffmpeg reads the playlists themselves.
    let (_, said) = ffmpeg("-v warning -xerror -i master.m3u8 -map 0:v:0 -map 0:a:0 -f null -", &film.shop.published());
    assert!(!said.contains("rror"), "{said}");
    assert_growing(film);
}

/// With any task missing, a growing playlist ends before the gap and changes nothing it said before.
fn assert_growing(film: &Film) {
    let mut known: Vec<(String, String)> = Vec::new();
    for count in 1..=film.product.finished.len() {
        let mut some = film.product.finished.clone();
        some.sort_by_key(|task| std::cmp::Reverse(task.number));
        let tracks = Tracks::join(&film.plan, &some[some.len() - count..]).unwrap();
        if let Some(master) = MasterPlaylist::new(&film.plan, &tracks, Phase::Growing) {
            let states_ceiling = |it: &Variant| it.bits.average >= u64::from(it.rung.max_kbps) * 1_000;
            assert!(master.variants.iter().all(states_ceiling) && !master.text().contains("I-FRAME"));
        }
        let lists = encoder::domain::MediaPlaylist::all(&film.plan, &tracks, Phase::Growing);
        for list in &lists {
            if let Some((_, before)) = known.iter().find(|(name, _)| *name == list.name) {
                assert!(list.text().starts_with(before), "{before} became {}", list.text());
            }
            assert!(!list.text().contains("ENDLIST"));
        }
        known = lists.iter().map(|list| (list.name.clone(), list.text().to_owned())).collect();
    }
    assert_eq!(known.len(), film.plan.ladder.rungs().len() + 1);
}

fn assert_pictures(film: &Film) {
    let poster = &film.product.poster.as_ref().unwrap().picture;
    assert_eq!((poster.width, poster.height), (640, 360));
    let board = film.product.storyboard.as_ref().unwrap();
    assert_eq!((board.sheets.len(), board.stills, board.width, board.height), (1, 3, 160, 90));
    let text = board.webvtt("9.7", 12.0);
    assert!(text.contains("00:00:04.000 --> 00:00:08.000\n9.7/storyboard/0.jpg#xywh=160,0,160,90"), "{text}");
}

/// Chunks start where the decoder can: the plan moves their ends to the source's key frames.
fn keys_are_found() -> Result<(), Failed> {
    let film = Film::new(&format!("{} {H264}", moving("320x240", "24", 40)), "film.mp4", FAST);
    let plan = film.shop.plan(&film.facts, FAST);
    let chunks: Vec<_> = plan
        .tasks
        .iter()
        .filter_map(|task| match &task.work {
            Work::Chunk(work) => Some(work.segments.clone()),
            _ => None,
        })
        .collect();
    // A key every 57 frames: 12, 16 and 20 s lie 0.125, 1.75 and 1 s behind one; 24, 28 and 32 s 0.25, 1.875 and 1.125.
    // The last four segments are shared out, so that both workers end together.
    assert_eq!(chunks, [0..3, 3..6, 6..8, 8..9, 9..10]);
    Ok(())
}

fn assert_progress(plan: &Plan) {
    let advance = |task: &encoder::domain::PlannedTask| Advance { task: task.number, frames: u64::MAX };
    let whole: Vec<Advance> = plan.tasks.iter().map(advance).collect();
    assert_eq!(Progress::new(plan, &[], 1.0).percent, 0);
    let half = Progress::new(plan, &whole[..2], 3.0);
    assert!((1..99).contains(&half.percent) && half.remaining_seconds > Some(0), "{half:?}");
    let done = Progress::new(plan, &whole, 6.0);
    assert_eq!((done.percent, done.remaining_seconds), (100, Some(0)));
    assert!(done.rungs.iter().all(|rung| rung.percent == 100));
}

fn slow_machine() -> Result<(), Failed> {
    let film = Film::new(&format!("{} {H264}", moving("800x600", "24", 16)), "film.mp4", SLOW);
    film.assert_joined(384);
    let chunks = film.plan.tasks.iter().filter_map(|task| match &task.work {
        Work::Chunk(work) => Some(work),
        _ => None,
    });
    let rungs: Vec<usize> = chunks.map(|work| work.rungs.len()).collect();
    let (quick, all) = (film.plan.ladder.quick().len(), film.plan.ladder.rungs().len());
    assert!(quick < all && film.plan.live_rungs.len() == quick);
    assert_eq!(rungs.first(), Some(&quick));
    assert_eq!(rungs.last(), Some(&(all - quick)), "{rungs:?}");
    Ok(())
}

/// Of a film whose first segment is spoilt, the second one has no damage.
fn entered_at_a_key() -> Result<(), Failed> {
    let root = tempfile::tempdir()?;
    let picture =
        "-f lavfi -i testsrc2=size=160x120:rate=24:duration=12 -c:v libx264 -g 96 -keyint_min 96 -sc_threshold 0";
    for name in ["keys.mp4", "keys.mkv"] {
        ffmpeg(&format!("-v error -y {picture} {name}"), root.path());
        let whole = root.path().join(name);
        let mut bytes = fs::read(&whole)?;
        let list = "-v error -select_streams v -read_intervals %+3 -show_entries packet=pos,size -of csv=p=0";
        for packet in ffprobe(&format!("{list} {name}"), root.path()).lines().skip(24) {
            let (size, position) = packet.split_once(',').ok_or("no packet")?;
            let (size, position): (usize, usize) = (size.parse()?, position.trim_matches(',').parse()?);
            bytes[position + size / 2..position + size].fill(0);
        }
        let spoilt = root.path().join(format!("spoilt-{name}"));
        fs::write(&spoilt, bytes)?;
        let shop = Workshop::new(&root.path().join(format!("work-{name}")), &spoilt);
        let facts = shop.probe()?;
        let plan = shop.plan_in_pieces(&facts, FAST);
        let damage = |segment: u32| {
            let task = plan
                .tasks
                .iter()
                .find(|task| matches!(&task.work, Work::Chunk(work) if work.segments.start == segment));
            shop.damage_in(&facts, &plan, task.unwrap()).errors
        };
        assert!(damage(0) > 0, "{name}: the first segment was spared");
        assert_eq!(damage(1), 0, "{name}");
    }
    Ok(())
}

fn ntsc() -> Result<(), Failed> {
    let film = Film::new(&format!("{} {H264}", moving("320x240", "30000/1001", 10)), "film.mkv", FAST);
    assert_eq!(film.plan.grid.segment_frames(), 120);
    film.assert_joined(film.source_frames("film.mkv"));
    assert!(film.worst_frame("film.mkv") > 28.0, "{}", film.worst_frame("film.mkv"));
    Ok(())
}

fn transport_stream() -> Result<(), Failed> {
    let film = Film::new(&format!("{} {H264}", moving("320x240", "25", 20)), "film.ts", FAST);
    film.assert_joined(500);
    assert!(film.worst_frame("film.ts") > 28.0, "{}", film.worst_frame("film.ts"));
    Ok(())
}

/// Frames are dropped at random, the last one before a cut among them.
fn irregular() -> Result<(), Failed> {
    let drop = "-vf select='gt(mod(n\\,7)\\,2)+lt(n\\,2)' -fps_mode vfr";
    let film = Film::new(&format!("{} {drop} {H264}", moving("320x240", "30", 12)), "film.mp4", FAST);
    assert!(!film.facts.video.constant_rate);
    let frames = usize::try_from(film.plan.grid.total_frames()).unwrap();
    film.assert_joined(frames);
    Ok(())
}

fn turned() -> Result<(), Failed> {
    let recipe =
        "-f lavfi -i testsrc2=s=640x480:r=10:d=6 -vf scale=321:241,format=yuv444p -c:v libx264 -preset ultrafast -an";
    let film = Film::new(recipe, "film.mp4", FAST);
    film.assert_joined(60);
    let root = film.source();
    ffmpeg("-v error -y -display_rotation 90 -i film.mp4 -c copy turned.mp4", root);
    let shop = Workshop::new(&root.join("turned"), &root.join("turned.mp4"));
    let plan = shop.plan(&shop.probe().unwrap(), FAST);
    let rung = plan.ladder.rungs()[0];
    assert_eq!((rung.width, rung.height), (242, 322));
    let facts = shop.probe().unwrap();
    let product = shop.make(&facts, &plan, 1).unwrap();
    assert!(product.finished.iter().all(|task| task.sounds.is_empty()));
    assert_eq!(product.finished.iter().flat_map(|task| &task.rungs).map(|(_, output)| output.frames).sum::<u64>(), 60);
    Ok(())
}
