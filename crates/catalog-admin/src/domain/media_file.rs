//! What a film file is, told from its first bytes; names and headers of the client say nothing.

use super::upload::Refusal;

/// Bytes to be looked at.
pub const HEAD: u64 = 4096;

/// A container we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// MPEG-4.
    Mp4,
    /// `QuickTime`.
    QuickTime,
    /// Matroska.
    Matroska,
    /// `WebM`.
    WebM,
    /// MPEG transport stream.
    TransportStream,
    /// AVI.
    Avi,
}

impl Container {
    /// The media type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::Matroska => "video/x-matroska",
            Self::WebM => "video/webm",
            Self::TransportStream => "video/mp2t",
            Self::Avi => "video/x-msvideo",
        }
    }

    /// Whether such a file can be read before its end has come, as far as its first bytes say: an index at the end of
    /// an MP4 is needed at once.
    pub fn opens_from_start(self, head: &[u8]) -> bool {
        match self {
            Self::Matroska | Self::WebM | Self::TransportStream => true,
            Self::Mp4 | Self::QuickTime => has_index_first(head),
            Self::Avi => false,
        }
    }

    /// The container whose first bytes these are. What only looks like one is found out by the encoder's probe.
    pub fn detect(head: &[u8]) -> Result<Self, Refusal> {
        if head.is_empty() {
            return Err(Refusal::Empty);
        }
        known(head).ok_or_else(|| if is_other_format(head) { Refusal::FormatNotAllowed } else { Refusal::NotMedia })
    }
}

fn known(head: &[u8]) -> Option<Container> {
    if let Some(rest) = head.strip_prefix(&[0x1a, 0x45, 0xdf, 0xa3]) {
        let is_webm = rest.windows(4).take(64).any(|window| window == b"webm");
        return Some(if is_webm { Container::WebM } else { Container::Matroska });
    }
    if head.starts_with(b"RIFF") && head.get(8..11) == Some(b"AVI") {
        return Some(Container::Avi);
    }
    iso_media(head).or_else(|| is_transport_stream(head).then_some(Container::TransportStream))
}

/// ISO base media (ISO/IEC 14496-12 §4.2): size and type of the first box.
fn iso_media(head: &[u8]) -> Option<Container> {
    match head.get(4..8)? {
        b"ftyp" if head.get(8..12) == Some(b"qt  ") => Some(Container::QuickTime),
        b"ftyp" if is_picture_brand(head.get(8..12)?) => None,
        b"ftyp" | b"styp" => Some(Container::Mp4),
        // QuickTime files from before `ftyp` was invented, and streams whose index comes last.
        b"moov" | b"mdat" | b"wide" | b"skip" | b"free" | b"pnot" => Some(Container::QuickTime),
        _ => None,
    }
}

/// Whether the index (`moov`) lies before the media: that of all of it, or that of fragments which bring their own
/// (ISO/IEC 14496-12 §8.8).
fn has_index_first(head: &[u8]) -> bool {
    let mut rest = head;
    while let (Some(size), Some(kind)) = (rest.first_chunk::<4>(), rest.get(4..8)) {
        let size = usize::try_from(u32::from_be_bytes(*size)).unwrap_or(usize::MAX);
        match kind {
            b"moov" => return true,
            b"mdat" | b"moof" => return false,
            _ => {}
        }
        // 0 and 1 stand for sizes that are written elsewhere: nothing an index follows.
        let Some(next) = rest.get(size..).filter(|_| size >= 8) else { return false };
        rest = next;
    }
    false
}

/// HEIF and AVIF are pictures in the same boxes.
fn is_picture_brand(brand: &[u8]) -> bool {
    [&b"heic"[..], b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis"].contains(&brand)
}

/// Packets of 188 bytes (192 with time codes, 204 with parity) that each begin with 0x47 (ISO/IEC 13818-1 §2.4.3).
fn is_transport_stream(head: &[u8]) -> bool {
    const PACKETS: usize = 5;
    [188, 192, 204]
        .into_iter()
        .any(|size| (0..size).any(|first| (0..PACKETS).all(|packet| head.get(first + packet * size) == Some(&0x47))))
}

/// Formats people upload by mistake or on purpose.
fn is_other_format(head: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 16] = [
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"ID3",
        b"\xff\xfb",
        b"\xff\xf3",
        b"OggS",
        b"fLaC",
        b"FLV",
        b"%PDF",
        b"PK\x03\x04",
        b"BM",
        b"\x1f\x8b",
        b"\x00\x00\x01\xba",
        b"\x30\x26\xb2\x75",
    ];
    let is_picture = head.get(4..8) == Some(b"ftyp");
    is_picture || SIGNATURES.iter().any(|signature| head.starts_with(signature)) || is_text(head)
}

/// Playlists, scripts, markup: no byte that text does not have. The last character may be cut.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            head.get(..error.valid_up_to()).and_then(|valid| std::str::from_utf8(valid).ok()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && !text.contains(|c: char| c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport_stream(size: usize, first: usize) -> Vec<u8> {
        let mut bytes = vec![0xff; usize::try_from(HEAD).unwrap()];
        for start in (first..bytes.len()).step_by(size) {
            bytes[start] = 0x47;
        }
        bytes
    }

    #[test]
    fn each_container_is_known_by_its_content() {
        let table: [(&[u8], Container); 9] = [
            (b"\0\0\0\x20ftypisom\0\0\x02\0", Container::Mp4),
            (b"\0\0\0\x14ftypqt  \0\0\0\0", Container::QuickTime),
            (b"\0\0\0\x08wide\0\0\0\0mdat", Container::QuickTime),
            (b"\0\0\x10\0moov", Container::QuickTime),
            (b"\x1a\x45\xdf\xa3\x93B\x82\x88matroska", Container::Matroska),
            (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", Container::WebM),
            (b"RIFF\x10\0\0\0AVI LIST", Container::Avi),
            (&transport_stream(188, 0), Container::TransportStream),
            (&transport_stream(192, 4), Container::TransportStream),
        ];
        for (head, container) in table {
            assert_eq!(Container::detect(head), Ok(container), "{container:?}");
        }
    }

    #[test]
    fn only_what_begins_with_its_index_opens_from_its_start() {
        let boxes = |names: &[&[u8; 4]]| -> Vec<u8> {
            names.iter().flat_map(|name| [&16_u32.to_be_bytes()[..], &name[..], b"12345678"].concat()).collect()
        };
        let fragmented = [&24_u32.to_be_bytes()[..], b"moov", &16_u32.to_be_bytes(), b"mvex12345678"].concat();
        let table: [(Container, Vec<u8>, bool); 9] = [
            (Container::Mp4, boxes(&[b"ftyp", b"moov", b"mdat"]), true),
            (Container::QuickTime, boxes(&[b"ftyp", b"free", b"moov"]), true),
            (Container::Mp4, boxes(&[b"ftyp", b"mdat", b"moov"]), false),
            (Container::Mp4, boxes(&[b"ftyp"]), false),
            (Container::Mp4, [boxes(&[b"ftyp"]), fragmented].concat(), true),
            (Container::Mp4, boxes(&[b"styp", b"moof", b"mdat"]), false),
            (Container::WebM, Vec::new(), true),
            (Container::TransportStream, vec![0x47; 4096], true),
            (Container::Avi, b"RIFF\x10\0\0\0AVI LIST".to_vec(), false),
        ];
        for (container, head, opens) in table {
            assert_eq!(container.opens_from_start(&head), opens, "{container:?} {head:?}");
        }
    }

    #[test]
    fn what_is_no_film_is_refused_with_the_right_code() {
        let random: Vec<u8> = (0..3000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0] | 0x80).collect();
        let table: [(&[u8], Refusal); 9] = [
            (b"", Refusal::Empty),
            (b"\x89PNG\r\n\x1a\n", Refusal::FormatNotAllowed),
            (b"#EXTM3U\n#EXT-X-VERSION:3\nfile:///etc/passwd\n", Refusal::FormatNotAllowed),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal::FormatNotAllowed),
            (b"ID3\x04\0", Refusal::FormatNotAllowed),
            (b"RIFF\0\0\0\0WAVE", Refusal::FormatNotAllowed),
            (b"\0\0\0\x18ftypheic", Refusal::FormatNotAllowed),
            (&random, Refusal::NotMedia),
            (b"\0\0\0\0\0\0\0\0\0\0\0\0", Refusal::NotMedia),
        ];
        for (head, refusal) in table {
            assert_eq!(Container::detect(head), Err(refusal), "{:?}", head.get(..8));
        }
    }
}
