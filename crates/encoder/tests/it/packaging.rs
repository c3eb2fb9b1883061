//! What playlists and manifest state of a film is what parsers of other authors find in its segments.

use std::fs;
use std::path::PathBuf;

use encoder::domain::{Grid, MANIFEST, Machine, Phase, SecondCodec, Track, Tracks};
use hls_m3u8::tags::VariantStream;
use libtest_mimic::{Failed, Trial};
use m3u8_rs::QuotedOrUnquoted;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use re_mp4::Mp4;

use super::workshop::{Workshop, ffmpeg, ffprobe};

pub fn tests() -> Vec<Trial> {
    let families = [("", SecondCodec::None), ("_in_av1_too", SecondCodec::Av1), ("_in_hevc_too", SecondCodec::Hevc)];
    let trial = |(suffix, second)| {
        Trial::test(format!("what_is_stated_of_a_film{suffix}_is_what_other_parsers_find"), move || film(second))
    };
    families.into_iter().map(trial).collect()
}

struct Film {
    published: PathBuf,
    grid: Grid,
    tracks: Tracks,
}

/// Nine seconds at a broken rate end with a short segment; two languages, one of them in surround too.
fn film(second: SecondCodec) -> Result<(), Failed> {
    let root = tempfile::tempdir().unwrap();
    let recipe = "-f lavfi -i testsrc2=s=480x280:r=30000/1001:d=9 -f lavfi -i sine=f=440 -f lavfi -i anoisesrc=a=0.2 \
        -map 0 -map 1 -map 2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -ac:a:1 6 \
        -metadata:s:a:0 language=eng -metadata:s:a:1 language=por -t 9 film.mkv";
    ffmpeg(&format!("-v error -y {recipe}"), root.path());
    let mut shop = Workshop::new(&root.path().join("work"), &root.path().join("film.mkv"));
    shop.picture.second = second;
    let facts = shop.probe().unwrap();
    let plan = shop.plan_in_pieces(&facts, Machine { workers: 2, core_speed: 100.0 });
    let product = shop.make(&facts, &plan, 2).unwrap();
    let tracks = shop.publish(&plan, &product, Phase::Final);
    let film = Film { published: shop.published(), grid: plan.grid, tracks };
    let families = if second == SecondCodec::None { 1 } else { 2 };
    assert_eq!((film.tracks.rungs.len(), film.tracks.sounds.len()), (2 * families, 3));
    film.assert_segments();
    film.assert_master();
    film.assert_playlists();
    film.assert_key_frames();
    film.assert_manifest();
    Ok(())
}

impl Film {
    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.published.join(name)).unwrap()
    }

    fn read(&self, uri: &str) -> Vec<u8> {
        fs::read(self.published.join(uri)).unwrap()
    }

    fn tracks(&self) -> impl Iterator<Item = (String, &Track)> {
        let rungs = self.tracks.rungs.iter().map(|(rung, track)| (rung.name().to_string(), track));
        rungs.chain(self.tracks.sounds.iter().map(|(sound, track)| (sound.name.to_string(), track)))
    }

    /// ffprobe on an init section followed by some bytes.
    fn probe(&self, track: &Track, rest: &[u8], question: &str) -> String {
        let bytes = [&self.read(track.init.as_ref().unwrap()), rest].concat();
        fs::write(self.published.join("probed.mp4"), bytes).unwrap();
        ffprobe(&format!("-v error {question} -of csv=p=0 probed.mp4"), &self.published)
    }

    /// Decode times go on without a gap, key frames are where they should be, and every frame can be decoded.
    fn assert_segments(&self) {
        for (name, track) in self.tracks() {
            let is_picture = name.starts_with('v');
            let mut next = None;
            for link in &track.segments {
                let bytes = [self.read(track.init.as_ref().unwrap()), self.read(&link.uri)].concat();
                let mp4 = Mp4::read_bytes(&bytes).unwrap();
                let [moof] = mp4.moofs.as_slice() else { panic!("{} has {} fragments", link.uri, mp4.moofs.len()) };
                let decoded = moof.trafs[0].tfdt.as_ref().unwrap().base_media_decode_time;
                assert_eq!(*next.get_or_insert(decoded), decoded, "{}", link.uri);
                let samples = &mp4.tracks().values().next().unwrap().samples;
                next = Some(decoded + samples.iter().map(|sample| sample.duration).sum::<u64>());
                let is_key = |frame: u64| !is_picture || frame.is_multiple_of(self.grid.key_distance());
                let sync = (0..).zip(samples.iter().map(|sample| sample.is_sync));
                let wrong = sync.filter(|(frame, is_sync)| *is_sync != is_key(*frame)).collect::<Vec<_>>();
                assert_eq!(wrong, [], "{}", link.uri);
            }
            let all: Vec<u8> = track.segments.iter().flat_map(|link| self.read(&link.uri)).collect();
            let frames = self.probe(track, &all, "-count_frames -show_entries stream=nb_read_frames");
            assert_eq!(frames.trim().parse(), Ok(track.frames), "{name}");
        }
    }

    /// Bytes and seconds of what a playlist names.
    fn sizes(&self, uri: &str) -> Vec<(f64, f64)> {
        let (_, playlist) = m3u8_rs::parse_media_playlist(self.text(uri).as_bytes()).unwrap();
        let sizes = playlist.segments.iter().map(|segment| {
            let whole = || fs::metadata(self.published.join(&segment.uri)).unwrap().len();
            let bytes = segment.byte_range.as_ref().map_or_else(whole, |range| range.length);
            (bytes as f64, f64::from(segment.duration))
        });
        sizes.collect()
    }

    /// Average and peak bit rate of a playlist, by the words of RFC 8216bis, 4.1.
    fn rates(&self, uri: &str) -> (f64, f64) {
        let (sizes, target) = (self.sizes(uri), f64::from(self.grid.target_duration()));
        let rate = |set: &[(f64, f64)]| {
            let (bytes, seconds) = set.iter().fold((0.0, 0.0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
            (bytes * 8.0 / seconds, seconds)
        };
        let sets = (0..sizes.len()).flat_map(|start| (start + 1..=sizes.len()).map(move |end| start..end));
        let sets = sets.map(|set| rate(&sizes[set])).filter(|(_, seconds)| (0.5..=1.5).contains(&(seconds / target)));
        (rate(&sizes).0, sets.map(|(rate, _)| rate).fold(0.0, f64::max))
    }

    fn assert_master(&self) {
        let text = self.text("master.m3u8");
        let (_, master) = m3u8_rs::parse_master_playlist(text.as_bytes()).unwrap();
        let sounds: Vec<_> = master.alternatives.iter().map(|it| self.rates(it.uri.as_ref().unwrap())).collect();
        let most = sounds.into_iter().fold((0.0, 0.0), |most: (f64, f64), it| (most.0.max(it.0), most.1.max(it.1)));
        let rungs = self.tracks.rungs.len();
        assert_eq!(master.variants.iter().filter(|variant| variant.is_i_frame).count(), rungs);
        for variant in &master.variants {
            let (_, track) = self.tracks().find(|(name, _)| variant.uri.split('.').next() == Some(name)).unwrap();
            let sound = if variant.is_i_frame { (0.0, 0.0) } else { most };
            let (average, peak) = self.rates(&variant.uri);
            let off = |stated: u64, measured: f64| (stated as f64 - measured).abs();
            assert!(off(variant.average_bandwidth.unwrap(), average + sound.0) < 4.0, "{variant:?}");
            assert!(off(variant.bandwidth, peak.max(average) + sound.1) < 4.0, "{variant:?}");
            assert_eq!(variant.frame_rate, (!variant.is_i_frame).then_some(29.97));
            let range = variant.other_attributes.as_ref().unwrap().get("VIDEO-RANGE");
            assert_eq!(range, Some(&QuotedOrUnquoted::Unquoted("SDR".to_owned())));
            self.assert_codecs(variant, track);
        }
        let other = hls_m3u8::MasterPlaylist::try_from(text.as_str()).unwrap();
        let key_frames = |stream: &&VariantStream<'_>| matches!(stream, VariantStream::ExtXIFrame { .. });
        assert_eq!(other.variant_streams.iter().filter(key_frames).count(), rungs);
        assert_eq!((other.variant_streams.len(), other.media.len()), (2 * rungs, 3));
        assert!(master.independent_segments && other.has_independent_segments);
    }

    fn assert_codecs(&self, variant: &m3u8_rs::VariantStream, track: &Track) {
        let bytes = [self.read(track.init.as_ref().unwrap()), self.read(&track.segments[0].uri)].concat();
        let mp4 = Mp4::read_bytes(&bytes).unwrap();
        let made = mp4.tracks().values().next().unwrap();
        let size = variant.resolution.unwrap();
        assert_eq!((size.width, size.height), (made.width.into(), made.height.into()));
        let stated = variant.codecs.as_ref().unwrap();
        let picture = made.codec_string(&mp4).unwrap();
        let all = if variant.is_i_frame { picture } else { format!("{picture},mp4a.40.2") };
        assert!(stated.eq_ignore_ascii_case(&all), "{stated} is {all}");
        for (_, sound) in &self.tracks.sounds {
            let kind = self.probe(sound, &self.read(&sound.segments[0].uri), "-show_entries stream=codec_name,profile");
            assert_eq!(kind.trim(), "aac,LC");
        }
    }

    fn assert_playlists(&self) {
        for (name, track) in self.tracks() {
            let text = self.text(&format!("{name}.m3u8"));
            let (_, one) = m3u8_rs::parse_media_playlist(text.as_bytes()).unwrap();
            let other = hls_m3u8::MediaPlaylist::try_from(text.as_str()).unwrap();
            assert!(one.end_list && one.independent_segments && other.has_end_list && other.has_independent_segments);
            let uris: Vec<_> = track.segments.iter().map(|link| link.uri.as_str()).collect();
            assert_eq!(one.segments.iter().map(|segment| segment.uri.as_str()).collect::<Vec<_>>(), uris);
            assert_eq!(other.segments.values().map(|segment| segment.uri().as_ref()).collect::<Vec<_>>(), uris);
            let longest = one.segments.iter().map(|segment| segment.duration.round() as u64).max().unwrap();
            assert_eq!((longest, other.target_duration.as_secs()), (one.target_duration, one.target_duration));
        }
    }

    /// Each entry holds exactly one picture, and it can be decoded.
    fn assert_key_frames(&self) {
        for (rung, track) in &self.tracks.rungs {
            let text = self.text(&format!("{}.iframes.m3u8", rung.name()));
            let (_, one) = m3u8_rs::parse_media_playlist(text.as_bytes()).unwrap();
            let other = hls_m3u8::MediaPlaylist::try_from(text.as_str()).unwrap();
            assert!(one.i_frames_only && one.end_list && other.has_i_frames_only);
            assert_eq!(
                (one.segments.len(), other.segments.values().count()),
                (track.segments.len(), one.segments.len())
            );
            for (entry, link) in one.segments.iter().zip(&track.segments) {
                assert_eq!(entry.uri, link.uri);
                let range = entry.byte_range.as_ref().unwrap();
                let start = usize::try_from(range.offset.unwrap()).unwrap();
                let end = start + usize::try_from(range.length).unwrap();
                let part = &self.read(&entry.uri)[start..end];
                assert_eq!(&part[4..8], b"moof");
                let frames = self.probe(track, part, "-show_entries frame=key_frame,pict_type");
                let frames: Vec<&str> = frames.lines().filter(|line| !line.is_empty()).collect();
                assert!(frames.len() == 1 && frames[0].starts_with("1,I"), "{}: {frames:?}", entry.uri);
            }
        }
    }

    /// The manifest names the same segments, and each at the time at which it is shown.
    fn assert_manifest(&self) {
        let representations = representations(&self.text(MANIFEST));
        assert_eq!(representations.len(), self.tracks().count());
        for (representation, (name, track)) in representations.iter().zip(self.tracks()) {
            assert_eq!(representation.id, name);
            assert_eq!(Some(&representation.init), track.init.as_ref());
            let uris: Vec<_> = track.segments.iter().map(|link| &link.uri).collect();
            assert_eq!(representation.media.iter().collect::<Vec<_>>(), uris);
            let last = uris.len() - 1;
            for (index, (uri, (start, length))) in uris.into_iter().zip(&representation.times).enumerate() {
                let times = self.probe(track, &self.read(uri), "-show_entries packet=pts_time,duration_time");
                let times: Vec<Vec<f64>> =
                    times.lines().map(|line| line.split(',').filter_map(|time| time.parse().ok()).collect()).collect();
                let shown = times.iter().map(|time| time[0]).fold(f64::INFINITY, f64::min);
                let ended = times.iter().map(|time| time[0] + time.get(1).unwrap_or(&0.0)).fold(0.0, f64::max);
                assert!((start - shown).abs() < 1e-5, "{uri} is shown at {shown}, not at {start}");
                // The last frame of sound is filled up; where the sound ends is what counts.
                let filling = if name.starts_with('a') && index == last { 1024.0 / 48_000.0 } else { 0.0 };
                let beyond = ended - (start + length);
                assert!((-1e-5..filling + 1e-5).contains(&beyond), "{uri} ends at {ended}, not at {}", start + length);
            }
        }
    }
}

/// What a manifest says of one track.
#[derive(Default)]
struct Representation {
    id: String,
    init: String,
    media: Vec<String>,
    /// Start and length, seconds.
    times: Vec<(f64, f64)>,
}

fn representations(manifest: &str) -> Vec<Representation> {
    let mut reader = Reader::from_str(manifest);
    let (mut all, mut timescale) = (Vec::new(), 1.0);
    loop {
        let element = match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return all,
            _ => continue,
        };
        if element.name().0 == "Representation" {
            all.push(Representation { id: attribute(&element, "id"), ..Representation::default() });
        }
        let Some(last) = all.last_mut() else { continue };
        match element.name().0 {
            "SegmentList" => timescale = number(&element, "timescale"),
            "Initialization" => last.init = attribute(&element, "sourceURL"),
            "SegmentURL" => last.media.push(attribute(&element, "media")),
            "S" => {
                let (start, length) = (number(&element, "t"), number(&element, "d"));
                let mut repeated = 0.0;
                while repeated <= number(&element, "r") {
                    last.times.push(((start + repeated * length) / timescale, length / timescale));
                    repeated += 1.0;
                }
            }
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    element.try_get_attribute(name).unwrap().unwrap().value.into_owned()
}

fn number(element: &BytesStart<'_>, name: &str) -> f64 {
    attribute(element, name).parse().unwrap()
}
