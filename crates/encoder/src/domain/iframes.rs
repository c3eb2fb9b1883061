//! I-frame playlists (RFC 8216bis, 4.4.3.6), with which players wind and show where a seek would land. Nothing is
//! encoded for them: an entry is that part of a segment which ends with its key frame.

use std::fmt::Write as _;

use super::bits::Bits;
use super::playlist::{MediaPlaylist, head};
use super::{ByteRange, Rung, SegmentLink, Track};

/// The address of a rung's I-frame playlist.
pub fn name(rung: &Rung) -> String {
    format!("{}.iframes.m3u8", rung.name())
}

/// The I-frame playlist of a finished rung; `None` unless all key frames are known.
pub fn playlist(rung: &Rung, track: &Track, target: u32) -> Option<MediaPlaylist> {
    let init = track.init.as_ref()?;
    let mut text = head(target, "VOD");
    let _ = writeln!(text, "#EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP:URI=\"{init}\"");
    for (segment, range) in key_frames(track)? {
        let ByteRange { offset, length } = range;
        let _ = writeln!(text, "#EXTINF:{:.6},\n#EXT-X-BYTERANGE:{length}@{offset}\n{}", segment.duration, segment.uri);
    }
    text.push_str("#EXT-X-ENDLIST\n");
    Some(MediaPlaylist::new(name(rung), text))
}

/// What showing one key frame after the other takes; `None` unless all are known.
pub fn bits(track: &Track, target: u32) -> Option<Bits> {
    let sizes = key_frames(track)?.into_iter().map(|(segment, range)| (range.length, segment.duration));
    Some(Bits::measured(&sizes.collect::<Vec<_>>(), target.into()))
}

fn key_frames(track: &Track) -> Option<Vec<(&SegmentLink, ByteRange)>> {
    track.segments.iter().map(|segment| Some((segment, segment.key_frame?))).collect()
}
