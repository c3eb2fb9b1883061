//! A plan's bound on quality: taller variants are left out of the multivariant playlist we wrote ourselves.

use bytes::Bytes;

const VARIANT: &str = "#EXT-X-STREAM-INF:";
const KEY_FRAMES: &str = "#EXT-X-I-FRAME-STREAM-INF:";

/// The playlist without variants above `max_height` lines; the lowest always stays.
pub fn bounded(playlist: &Bytes, max_height: Option<u32>) -> Bytes {
    let (Some(limit), Ok(text)) = (max_height, std::str::from_utf8(playlist)) else { return playlist.clone() };
    let lowest = text.lines().filter_map(height).min().unwrap_or(0);
    let mut kept = String::with_capacity(text.len());
    let mut skip_uri = false;
    for line in text.lines() {
        if let Some(height) = height(line) {
            let is_too_tall = height > limit && height > lowest;
            // Key frames name their playlist in the same line, variants in the next one.
            skip_uri = is_too_tall && !line.starts_with(KEY_FRAMES);
            if is_too_tall {
                continue;
            }
        } else if skip_uri && !line.starts_with('#') {
            skip_uri = false;
            continue;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    Bytes::from(kept)
}

/// Lines of a variant: the smaller side, so that portrait films count like others.
fn height(line: &str) -> Option<u32> {
    let attributes = line.strip_prefix(VARIANT).or_else(|| line.strip_prefix(KEY_FRAMES))?;
    let size = attributes.split(',').find_map(|attribute| attribute.strip_prefix("RESOLUTION="))?;
    let (width, height) = size.split_once('x')?;
    Some(width.parse::<u32>().ok()?.min(height.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAYLIST: &str = "#EXTM3U\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",URI=\"audio.m3u8\"\n\
        #EXT-X-STREAM-INF:BANDWIDTH=5,RESOLUTION=1920x1080,CODECS=\"avc1.640028,mp4a.40.2\"\nv1080.m3u8\n\
        #EXT-X-STREAM-INF:BANDWIDTH=3,CODECS=\"avc1\",RESOLUTION=1280x720\nv720.m3u8\n\
        #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=426x240\nv240.m3u8\n\
        #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=2,RESOLUTION=1920x1080,URI=\"v1080.iframes.m3u8\"\n\
        #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,RESOLUTION=426x240,URI=\"v240.iframes.m3u8\"\n";

    fn uris(playlist: &Bytes) -> Vec<String> {
        let text = std::str::from_utf8(playlist).unwrap();
        let key_frames = |line: &str| line.strip_prefix(KEY_FRAMES)?.split('"').nth(1).map(str::to_owned);
        text.lines().filter_map(|line| key_frames(line).or((!line.starts_with('#')).then(|| line.to_owned()))).collect()
    }

    #[test]
    fn variants_above_the_plan_are_left_out_with_their_uri() {
        let all = Bytes::from_static(PLAYLIST.as_bytes());
        assert_eq!(bounded(&all, None), all);
        assert_eq!(
            uris(&bounded(&all, Some(1080))),
            ["v1080.m3u8", "v720.m3u8", "v240.m3u8", "v1080.iframes.m3u8", "v240.iframes.m3u8"]
        );
        assert_eq!(uris(&bounded(&all, Some(720))), ["v720.m3u8", "v240.m3u8", "v240.iframes.m3u8"]);
        assert_eq!(uris(&bounded(&all, Some(100))), ["v240.m3u8", "v240.iframes.m3u8"]);
    }
}
