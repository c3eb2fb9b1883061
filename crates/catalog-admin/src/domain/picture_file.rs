//! What a picture file is and how large, told from its header, before anything decodes it.

use super::video::ImageKind;

/// Longest side, in pixels.
const MAX_SIDE: u32 = 8_192;
/// Most pixels.
const MAX_PIXELS: u64 = 50_000_000;

/// A picture format we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// A still WebP.
    WebP,
    /// GIF; its first frame counts.
    Gif,
}

/// A picture as its header describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureHeader {
    /// The format.
    pub format: PictureFormat,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefusal {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Not a picture, or of a kind that is not taken here.
    #[error("this kind of picture is not accepted")]
    Type,
    /// A header that promises a picture, and nothing that holds it.
    #[error("the picture is damaged")]
    Damaged,
    /// Too many pixels.
    #[error("the picture has too many pixels")]
    TooLarge,
}

impl ImageKind {
    /// Largest file, in bytes.
    pub const fn max_bytes(self) -> usize {
        match self {
            Self::Banner => 10 * 1024 * 1024,
            Self::Thumbnail | Self::ThumbnailHalf => 5 * 1024 * 1024,
        }
    }

    const fn takes(self, format: PictureFormat) -> bool {
        match format {
            PictureFormat::Jpeg | PictureFormat::Png | PictureFormat::WebP => true,
            PictureFormat::Gif => matches!(self, Self::Banner),
        }
    }
}

/// Checks type and size of a picture for `kind`.
pub fn inspect(kind: ImageKind, bytes: &[u8]) -> Result<PictureHeader, PictureRefusal> {
    if bytes.is_empty() {
        return Err(PictureRefusal::Empty);
    }
    let header = read_header(bytes)?;
    if !kind.takes(header.format) {
        return Err(PictureRefusal::Type);
    }
    if header.width == 0 || header.height == 0 {
        return Err(PictureRefusal::Damaged);
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    if header.width > MAX_SIDE || header.height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(PictureRefusal::TooLarge);
    }
    Ok(header)
}

/// Format and size by the header.
pub fn read_header(bytes: &[u8]) -> Result<PictureHeader, PictureRefusal> {
    let (format, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (PictureFormat::Png, png(bytes))
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        (PictureFormat::Jpeg, jpeg(bytes))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        (PictureFormat::Gif, gif(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        if is_animated(bytes) {
            return Err(PictureRefusal::Type);
        }
        (PictureFormat::WebP, webp(bytes))
    } else {
        return Err(PictureRefusal::Type);
    };
    let (width, height) = size.ok_or(PictureRefusal::Damaged)?;
    Ok(PictureHeader { format, width, height })
}

/// The image header chunk comes first (PNG §11.2.2).
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big_endian(bytes.get(16..20)?), big_endian(bytes.get(20..24)?)))
}

/// The logical screen (`GIF89a` §18).
fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    Some((little_endian(bytes.get(6..8)?), little_endian(bytes.get(8..10)?)))
}

/// Walks the segments to the first start-of-frame (ITU-T T.81 B.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        while bytes.get(at)? == &0xff && bytes.get(at + 1)? == &0xff {
            at += 1;
        }
        let marker = *bytes.get(at + 1)?;
        if bytes.get(at)? != &0xff {
            return None;
        }
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big_endian(bytes.get(at + 7..at + 9)?), big_endian(bytes.get(at + 5..at + 7)?)));
            }
            0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::try_from(big_endian(bytes.get(at + 2..at + 4)?)).ok()?.max(2),
        }
    }
}

/// Lossy, lossless and extended layouts (RFC 9649 §2).
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => {
            (bytes.get(23..26)? == [0x9d, 0x01, 0x2a]).then_some(())?;
            Some((little_endian(bytes.get(26..28)?) & 0x3fff, little_endian(bytes.get(28..30)?) & 0x3fff))
        }
        b"VP8L" => {
            (bytes.get(20)? == &0x2f).then_some(())?;
            let packed = little_endian(bytes.get(21..25)?);
            Some(((packed & 0x3fff) + 1, ((packed >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((little_endian(bytes.get(24..27)?) + 1, little_endian(bytes.get(27..30)?) + 1)),
        _ => None,
    }
}

fn is_animated(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0x02 != 0)
}

fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn little_endian(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn size_is_read_from_the_header_of_each_format() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\x02\xd0\x05\x00\x03".to_vec();
        let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x40\x01\xb4\x00".to_vec();
        let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x3f\xc1\x2c\0".to_vec();
        let extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x3f\x01\0\xb3\0\0".to_vec();
        let gif = b"GIF89a\x40\x01\xb4\x00".to_vec();
        let table = [
            (png(1280, 720), PictureFormat::Png, 1280, 720),
            (jpeg, PictureFormat::Jpeg, 1280, 720),
            (lossy, PictureFormat::WebP, 320, 180),
            (lossless, PictureFormat::WebP, 320, 180),
            (extended, PictureFormat::WebP, 320, 180),
            (gif, PictureFormat::Gif, 320, 180),
        ];
        for (bytes, format, width, height) in table {
            assert_eq!(inspect(ImageKind::Banner, &bytes), Ok(PictureHeader { format, width, height }));
        }
    }

    #[test]
    fn too_many_pixels_are_refused_before_decoding() {
        for (width, height, allowed) in
            [(8192, 6103, true), (8193, 1, false), (1, 8193, false), (8192, 8192, false), (12_000, 12_000, false)]
        {
            assert_eq!(inspect(ImageKind::Thumbnail, &png(width, height)).is_ok(), allowed, "{width} × {height}");
        }
    }

    #[test]
    fn other_kinds_of_pictures_are_refused() {
        let animated = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\x01\0\xb3\0\0";
        let table: [(&[u8], PictureRefusal); 6] = [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureRefusal::Type),
            (b"GIF89a\x40\x01\xb4\x00", PictureRefusal::Type),
            (animated, PictureRefusal::Type),
            (b"", PictureRefusal::Empty),
            (b"\x89PNG\r\n\x1a\n", PictureRefusal::Damaged),
            (b"\xff\xd8\xff\xd9", PictureRefusal::Damaged),
        ];
        for (bytes, refusal) in table {
            assert_eq!(inspect(ImageKind::Thumbnail, bytes), Err(refusal));
        }
    }
}
