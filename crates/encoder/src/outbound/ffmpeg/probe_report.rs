//! ffprobe's JSON, and how it becomes an inspection.

use std::collections::HashMap;

use captions::Kind;
use serde::Deserialize;

use crate::domain::{ChapterReport, ContainerReport, FrameRate, Inspection, StreamKind, StreamReport};

/// What is asked for; everything else a file says about itself is not even read.
pub const ENTRIES: &str = "format=format_name,duration,start_time,size:\
    stream=codec_type,codec_name,codec_tag_string,width,height,sample_aspect_ratio,r_frame_rate,avg_frame_rate,\
duration,start_time,nb_frames,field_order,pix_fmt,color_transfer,color_space,color_range,has_b_frames,channels,sample_rate:\
    stream_disposition=attached_pic,default,forced,hearing_impaired,visual_impaired:stream_tags=DURATION,language,title:stream_side_data=rotation:\
chapter=start_time,end_time:chapter_tags=title";

/// The root object.
#[derive(Debug, Deserialize)]
pub struct ProbeReport {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Format,
    #[serde(default)]
    chapters: Vec<Chapter>,
}

#[derive(Debug, Deserialize)]
struct Chapter {
    start_time: Option<String>,
    end_time: Option<String>,
    #[serde(default)]
    tags: HashMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Format {
    #[serde(rename = "format_name")]
    names: String,
    duration: Option<String>,
    start_time: Option<String>,
    size: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Stream {
    codec_type: Option<String>,
    codec_name: Option<String>,
    codec_tag_string: Option<String>,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    sample_aspect_ratio: Option<String>,
    r_frame_rate: Option<String>,
    avg_frame_rate: Option<String>,
    duration: Option<String>,
    start_time: Option<String>,
    nb_frames: Option<String>,
    field_order: Option<String>,
    pix_fmt: Option<String>,
    color_transfer: Option<String>,
    color_space: Option<String>,
    color_range: Option<String>,
    #[serde(default)]
    has_b_frames: u32,
    #[serde(default)]
    channels: u32,
    sample_rate: Option<String>,
    #[serde(default)]
    disposition: HashMap<String, i32>,
    #[serde(default)]
    tags: HashMap<String, String>,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Debug, Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

impl From<ProbeReport> for Inspection {
    fn from(report: ProbeReport) -> Self {
        let format = report.format;
        let container = ContainerReport {
            format: format.names,
            size_bytes: format.size.and_then(|size| size.parse().ok()).unwrap_or(0),
            duration: number(format.duration.as_deref()),
            start: number(format.start_time.as_deref()).unwrap_or(0.0),
        };
        let streams = report.streams.into_iter().map(StreamReport::from).collect();
        let chapters = report.chapters.into_iter().filter_map(Chapter::report).collect();
        Self { container, streams, chapters }
    }
}

impl Chapter {
    fn report(self) -> Option<ChapterReport> {
        Some(ChapterReport {
            start: number(self.start_time.as_deref())?,
            end: number(self.end_time.as_deref())?,
            title: self.tags.get("title").cloned().unwrap_or_default(),
        })
    }
}

impl From<Stream> for StreamReport {
    fn from(stream: Stream) -> Self {
        let rate = |text: &Option<String>| text.as_deref().and_then(FrameRate::parse);
        let tagged = stream.tags.get("DURATION").and_then(|text| clock(text));
        Self {
            kind: kind(&stream),
            text_kind: text_kind(&stream),
            nominal_rate: rate(&stream.r_frame_rate),
            average_rate: rate(&stream.avg_frame_rate),
            pixel_aspect: stream.sample_aspect_ratio.as_deref().and_then(aspect).unwrap_or(1.0),
            rotation: stream.side_data_list.iter().find_map(|data| data.rotation).map_or(0, whole_degrees),
            duration: number(stream.duration.as_deref()).or(tagged),
            start: number(stream.start_time.as_deref()),
            frames: stream.nb_frames.and_then(|frames| frames.parse().ok()),
            codec: stream.codec_name.unwrap_or_default(),
            tag: stream.codec_tag_string.unwrap_or_default(),
            width: stream.width,
            height: stream.height,
            field_order: stream.field_order.unwrap_or_default(),
            pixels: stream.pix_fmt.unwrap_or_default(),
            transfer: stream.color_transfer.unwrap_or_default(),
            matrix: stream.color_space.unwrap_or_default(),
            reordered: stream.has_b_frames,
            range: stream.color_range.unwrap_or_default(),
            channels: stream.channels,
            sample_rate: stream.sample_rate.and_then(|rate| rate.parse().ok()).unwrap_or(0),
            is_default: stream.disposition.get("default") == Some(&1),
            language: stream.tags.get("language").cloned().unwrap_or_default(),
            title: stream.tags.get("title").cloned().unwrap_or_default(),
        }
    }
}

fn kind(stream: &Stream) -> StreamKind {
    match stream.codec_type.as_deref() {
        Some("video") if stream.disposition.get("attached_pic") != Some(&1) => StreamKind::Video,
        Some("audio") => StreamKind::Audio,
        Some("subtitle") => StreamKind::Text,
        _ => StreamKind::Other,
    }
}

fn text_kind(stream: &Stream) -> Option<Kind> {
    let kinds =
        [("forced", Kind::Forced), ("hearing_impaired", Kind::Captions), ("visual_impaired", Kind::Descriptions)];
    kinds.into_iter().find(|(mark, _)| stream.disposition.get(*mark) == Some(&1)).map(|(_, kind)| kind)
}

fn number(text: Option<&str>) -> Option<f64> {
    text?.parse().ok().filter(|value: &f64| value.is_finite())
}

/// `16:15`; `0:1` means unknown.
fn aspect(text: &str) -> Option<f64> {
    let (width, height) = text.split_once(':')?;
    let (width, height): (f64, f64) = (width.parse().ok()?, height.parse().ok()?);
    (width > 0.0 && height > 0.0).then(|| width / height)
}

/// `00:00:12.041000000`, as Matroska's statistics tags have it.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, ':').map(|part| part.parse::<f64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some(hours * 3600.0 + minutes * 60.0 + seconds)
}

#[expect(clippy::cast_possible_truncation, reason = "an angle")]
fn whole_degrees(angle: f64) -> i32 {
    angle.round() as i32
}
