//! How an HLS playlist offers text (RFC 8216).

use crate::{Kind, Language};

/// The group all text renditions of a title belong to.
pub const GROUP: &str = "text";

/// What a stream's own clock shows at the title's first frame, seconds: pictures are stored before they are shown, and
/// no time may lie below zero.
pub const STREAM_BEGIN: u32 = 1;

/// The first lines of every `WebVTT` file. Cues count from the title's first frame, and say what the streams' clock, of
/// 90,000 ticks a second, shows then (RFC 8216, 3.5).
pub(crate) fn header() -> String {
    format!("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:{}\n", STREAM_BEGIN * 90_000)
}

/// One text track as the multivariant playlist names it.
#[derive(Clone, Copy, Debug)]
pub struct Rendition<'a> {
    /// For people; unique in its group.
    pub label: &'a str,
    /// In which language it is.
    pub language: &'a Language,
    /// For whom it is.
    pub kind: Kind,
    /// Of its media playlist.
    pub uri: &'a str,
}

impl Rendition<'_> {
    /// Its line. None is shown unless a viewer, or their device, asks for it.
    #[must_use]
    pub fn line(&self) -> String {
        let language =
            if self.language.is_unknown() { String::new() } else { format!(",LANGUAGE=\"{}\"", self.language.tag()) };
        let forced = if self.kind == Kind::Forced { "YES" } else { "NO" };
        format!(
            "#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"{GROUP}\",NAME=\"{}\"{language},DEFAULT=NO,AUTOSELECT=YES,\
             FORCED={forced}{},URI=\"{}\"\n",
            self.label,
            characteristics(self.kind),
            self.uri
        )
    }
}

/// Apple's names of what a track does for people who do not hear or see.
const fn characteristics(kind: Kind) -> &'static str {
    match kind {
        Kind::Captions => {
            ",CHARACTERISTICS=\"public.accessibility.transcribes-spoken-dialog,\
             public.accessibility.describes-music-and-sound\""
        }
        Kind::Descriptions => ",CHARACTERISTICS=\"public.accessibility.describes-video\"",
        Kind::Subtitles | Kind::Forced => "",
    }
}

/// The media playlist of a track: the whole of it is one segment, for a title of so many seconds.
#[must_use]
pub fn playlist(uri: &str, seconds: f64) -> String {
    let seconds = seconds.max(1.0);
    format!(
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{:.0}\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n\
         #EXTINF:{seconds:.3},\n{uri}\n#EXT-X-ENDLIST\n",
        seconds.ceil()
    )
}
