//! The MPEG-DASH manifest as it is served: without pictures above a plan's bound on quality, and with text tracks.

use bytes::Bytes;
use captions::Kind;
use quick_xml::{
    Reader, Writer,
    events::{BytesStart, BytesText, Event},
};

use super::text_tracks::Placed;

/// Bits a second that text takes at most, about.
const TEXT_BANDWIDTH: &str = "1000";

/// A manifest that was written by somebody else.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    #[error("the manifest is no XML")]
    Malformed(#[from] quick_xml::Error),
    #[error("the manifest could not be written")]
    Unwritable(#[from] std::io::Error),
    #[error("the manifest is no text")]
    NoText(#[from] std::str::Utf8Error),
}

/// The manifest without representations above `max_height` lines; the lowest always stays.
pub fn bounded(manifest: &Bytes, max_height: Option<u32>) -> Result<Bytes, ManifestError> {
    let Some(limit) = max_height else { return Ok(manifest.clone()) };
    let text = std::str::from_utf8(manifest)?;
    let limit = limit.max(lowest(text)?);
    let mut reader = Reader::from_str(text);
    let mut kept = Writer::new(Vec::with_capacity(text.len()));
    loop {
        match reader.read_event()? {
            Event::Start(start) if height(&start).is_some_and(|height| height > limit) => {
                reader.read_to_end(start.name())?;
            }
            Event::Eof => return Ok(kept.into_inner().into()),
            event => kept.write_event(event)?,
        }
    }
}

/// The manifest with text tracks, each of which is one file (ISO/IEC 23009-1, 5.3.3 and 7.4).
pub fn with_texts(manifest: &Bytes, texts: &[Placed]) -> Result<Bytes, ManifestError> {
    if texts.is_empty() {
        return Ok(manifest.clone());
    }
    let text = std::str::from_utf8(manifest)?;
    let mut reader = Reader::from_str(text);
    let mut xml = Writer::new(Vec::with_capacity(text.len()));
    loop {
        let event = reader.read_event()?;
        match &event {
            Event::Eof => return Ok(xml.into_inner().into()),
            Event::End(end) if end.name().0 == "Period" => {
                texts.iter().enumerate().try_for_each(|(number, placed)| write_text(&mut xml, number, placed))?;
            }
            _ => {}
        }
        xml.write_event(event)?;
    }
}

fn write_text(xml: &mut Writer<Vec<u8>>, number: usize, Placed { track, path }: &Placed) -> std::io::Result<()> {
    let set = xml.create_element("AdaptationSet").with_attributes([
        ("contentType", "text"),
        ("mimeType", "text/vtt"),
        ("lang", track.language.tag()),
    ]);
    let written = set.write_inner_content(|xml| {
        xml.create_element("Label").write_text_content(BytesText::new(&track.label))?;
        let role = [("schemeIdUri", "urn:mpeg:dash:role:2011"), ("value", role(track.kind))];
        xml.create_element("Role").with_attributes(role).write_empty()?;
        let id = format!("t{number}");
        xml.create_element("Representation")
            .with_attributes([("id", id.as_str()), ("bandwidth", TEXT_BANDWIDTH)])
            .write_inner_content(|xml| xml.create_element("BaseURL").write_text_content(BytesText::new(path)).map(drop))
            .map(drop)
    });
    written.map(drop)
}

/// ISO/IEC 23009-1, 5.8.5.5.
const fn role(kind: Kind) -> &'static str {
    match kind {
        Kind::Subtitles => "subtitle",
        Kind::Captions => "caption",
        Kind::Descriptions => "description",
        Kind::Forced => "forced-subtitle",
    }
}

/// Lines of the lowest representation; 0 without one.
fn lowest(text: &str) -> Result<u32, ManifestError> {
    let mut reader = Reader::from_str(text);
    let mut lowest: Option<u32> = None;
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                if let Some(height) = height(&start) {
                    lowest = Some(lowest.map_or(height, |lowest| lowest.min(height)));
                }
            }
            Event::Eof => return Ok(lowest.unwrap_or(0)),
            _ => {}
        }
    }
}

/// Lines of a representation: the smaller side, so that portrait films count like others.
fn height(start: &BytesStart<'_>) -> Option<u32> {
    let side = |name| start.try_get_attribute(name).ok().flatten()?.value.parse::<u32>().ok();
    (start.name().0 == "Representation").then(|| Some(side("width")?.min(side("height")?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "<MPD><AdaptationSet>\
        <Representation id=\"v1080\" width=\"1080\" height=\"1920\"><SegmentList/></Representation>\
        <Representation id=\"v720\" width=\"1280\" height=\"720\"><SegmentList/></Representation>\
        <Representation id=\"v240\" width=\"426\" height=\"240\"><SegmentList/></Representation>\
        </AdaptationSet><AdaptationSet><Representation id=\"a0\"/></AdaptationSet></MPD>";

    fn kept(max_height: Option<u32>) -> Vec<String> {
        let text = bounded(&Bytes::from_static(MANIFEST.as_bytes()), max_height).unwrap();
        let text = String::from_utf8(text.to_vec()).unwrap();
        assert!(text.ends_with("</MPD>"), "{text}");
        text.split("id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn pictures_above_the_plan_are_left_out_with_their_segments() {
        assert_eq!(kept(None), ["v1080", "v720", "v240", "a0"]);
        assert_eq!(kept(Some(1080)), ["v1080", "v720", "v240", "a0"]);
        assert_eq!(kept(Some(720)), ["v720", "v240", "a0"]);
        assert_eq!(kept(Some(100)), ["v240", "a0"]);
    }
}
