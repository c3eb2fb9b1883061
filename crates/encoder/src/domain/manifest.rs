//! The MPEG-DASH manifest (ISO/IEC 23009-1, main profile of the ISO base media file format) of a finished title: the
//! same segments that its HLS playlists name. Tasks leave them in folders of their own, so each is listed; a template
//! could not name them.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
    writer::ElementWriter,
};

use super::bits::Bits;
use super::grid::TIME_SHIFT;
use super::sound::{PRIMING, SAMPLE_RATE};
use super::{Grid, Rung, Sound, Track, Tracks, form};

/// The address of the manifest.
pub const MANIFEST: &str = "manifest.mpd";

type Xml = Writer<Vec<u8>>;

/// The manifest of finished tracks.
pub fn manifest(grid: &Grid, tracks: &Tracks) -> io::Result<String> {
    let first = tracks.rungs.first().map(|(_, track)| track.segments.iter().map(|segment| segment.duration).sum());
    let seconds: f64 = first.unwrap_or_default();
    let attributes = [
        ("xmlns", "urn:mpeg:dash:schema:mpd:2011".to_owned()),
        ("profiles", "urn:mpeg:dash:profile:isoff-main:2011".to_owned()),
        ("type", "static".to_owned()),
        ("mediaPresentationDuration", format!("PT{seconds:.3}S")),
        ("minBufferTime", format!("PT{}S", grid.target_duration())),
    ];
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 0);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, "MPD", &attributes).write_inner_content(|xml| {
        element(xml, "Period", &[("id", "0".to_owned())])
            .write_inner_content(|xml| {
                // Players switch only among the pictures of one codec.
                let mut families = tracks.rungs.chunk_by(|(one, _), (next, _)| one.codec == next.codec);
                families.try_for_each(|family| write_pictures(xml, grid, family))?;
                tracks.sounds.iter().try_for_each(|(sound, track)| write_sound(xml, grid, sound, track))
            })
            .map(drop)
    })?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

fn element<'a>(xml: &'a mut Xml, name: &'a str, attributes: &[(&str, String)]) -> ElementWriter<'a, Vec<u8>> {
    xml.create_element(name).with_attributes(attributes.iter().map(|(name, value)| (*name, value.as_str())))
}

fn write_pictures(xml: &mut Xml, grid: &Grid, family: &[(Rung, Track)]) -> io::Result<()> {
    let attributes = [
        ("contentType", "video".to_owned()),
        ("mimeType", "video/mp4".to_owned()),
        ("segmentAlignment", "true".to_owned()),
        ("startWithSAP", "1".to_owned()),
    ];
    let set = element(xml, "AdaptationSet", &attributes);
    let written = set.write_inner_content(|xml| {
        write_descriptor(xml, "Role", "urn:mpeg:dash:role:2011", "main")?;
        family.iter().try_for_each(|(rung, track)| write_rung(xml, grid, rung, track))
    });
    written.map(drop)
}

fn write_rung(xml: &mut Xml, grid: &Grid, rung: &Rung, track: &Track) -> io::Result<()> {
    let (codecs, picture) = form::of_rung(rung, track);
    let attributes = [
        ("id", rung.name().to_string()),
        ("codecs", codecs),
        ("bandwidth", peak(grid, track).to_string()),
        ("width", picture.width.to_string()),
        ("height", picture.height.to_string()),
        ("frameRate", grid.rate().to_string()),
        ("sar", "1:1".to_owned()),
    ];
    let (timescale, frame) = grid.rate().clock();
    let ticks = |seconds| grid.rate().frames_in(seconds) * u64::from(frame);
    let times = Times { timescale, first: u64::from(timescale * TIME_SHIFT), lengths: lengths(track, ticks) };
    let written = element(xml, "Representation", &attributes).write_inner_content(|xml| times.write(xml, track));
    written.map(drop)
}

fn write_sound(xml: &mut Xml, grid: &Grid, sound: &Sound, track: &Track) -> io::Result<()> {
    let mut attributes = vec![
        ("contentType", "audio".to_owned()),
        ("mimeType", "audio/mp4".to_owned()),
        ("segmentAlignment", "true".to_owned()),
        ("startWithSAP", "1".to_owned()),
    ];
    if !sound.language.is_unknown() {
        attributes.push(("lang", sound.language.tag().to_owned()));
    }
    let set = element(xml, "AdaptationSet", &attributes);
    let written = set.write_inner_content(|xml| {
        let channels = sound.layout().channels().to_string();
        let scheme = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011";
        write_descriptor(xml, "AudioChannelConfiguration", scheme, &channels)?;
        element(xml, "Label", &[]).write_text_content(BytesText::new(&sound.label))?;
        let role = if sound.is_default { "main" } else { "alternate" };
        write_descriptor(xml, "Role", "urn:mpeg:dash:role:2011", role)?;
        write_rendition(xml, grid, sound, track)
    });
    written.map(drop)
}

fn write_rendition(xml: &mut Xml, grid: &Grid, sound: &Sound, track: &Track) -> io::Result<()> {
    let attributes = [
        ("id", sound.name.to_string()),
        ("codecs", form::of_sound(track)),
        ("bandwidth", peak(grid, track).to_string()),
        ("audioSamplingRate", SAMPLE_RATE.to_string()),
    ];
    let first = u64::from(SAMPLE_RATE * TIME_SHIFT - PRIMING);
    let times = Times { timescale: SAMPLE_RATE, first, lengths: lengths(track, samples) };
    let written = element(xml, "Representation", &attributes).write_inner_content(|xml| times.write(xml, track));
    written.map(drop)
}

fn write_descriptor(xml: &mut Xml, name: &str, scheme: &str, value: &str) -> io::Result<()> {
    element(xml, name, &[("schemeIdUri", scheme.to_owned()), ("value", value.to_owned())]).write_empty().map(drop)
}

/// When the segments of a track are shown, in ticks.
struct Times {
    timescale: u32,
    /// Where the first one begins on the clock of the segments.
    first: u64,
    lengths: Vec<u64>,
}

impl Times {
    fn write(&self, xml: &mut Xml, track: &Track) -> io::Result<()> {
        let attributes = [
            ("timescale", self.timescale.to_string()),
            ("presentationTimeOffset", (self.timescale * TIME_SHIFT).to_string()),
        ];
        let written = element(xml, "SegmentList", &attributes).write_inner_content(|xml| {
            let init = track.init.iter().cloned().map(|init| ("sourceURL", init)).collect::<Vec<_>>();
            element(xml, "Initialization", &init).write_empty()?;
            xml.create_element("SegmentTimeline").write_inner_content(|xml| self.write_timeline(xml))?;
            track.segments.iter().try_for_each(|segment| {
                element(xml, "SegmentURL", &[("media", segment.uri.clone())]).write_empty().map(drop)
            })
        });
        written.map(drop)
    }

    /// Equal lengths in a row are one element.
    fn write_timeline(&self, xml: &mut Xml) -> io::Result<()> {
        let mut start = self.first;
        for run in self.lengths.chunk_by(|a, b| a == b) {
            let length = run.first().copied().unwrap_or_default();
            let attributes = [("t", start.to_string()), ("d", length.to_string()), ("r", (run.len() - 1).to_string())];
            element(xml, "S", &attributes).write_empty()?;
            start += run.iter().sum::<u64>();
        }
        Ok(())
    }
}

fn lengths(track: &Track, ticks: impl Fn(f64) -> u64) -> Vec<u64> {
    track.segments.iter().map(|segment| ticks(segment.duration)).collect()
}

/// Playlists state microseconds, which name every sample.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded and not negative")]
fn samples(seconds: f64) -> u64 {
    (seconds * f64::from(SAMPLE_RATE)).round() as u64
}

fn peak(grid: &Grid, track: &Track) -> u64 {
    let sizes: Vec<_> = track.segments.iter().map(|segment| (segment.bytes, segment.duration)).collect();
    Bits::measured(&sizes, grid.target_duration().into()).peak
}
