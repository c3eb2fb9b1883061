//! What init sections and segments say of themselves: read with a parser, because what was asked for is not always what
//! was made. The files are our own, written by ffmpeg in the sandbox.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, Seek as _, SeekFrom};
use std::path::Path;

use mp4_atom::{Atom, Av1c, Avcc, Codec, Colr, Header, Hvcc, Moof, Moov, Mp4a, ReadAtom as _, ReadFrom as _, Visual};

use crate::domain::{ByteRange, Form, PictureForm, VideoRange};

/// Set on samples that need others to be decoded (ISO/IEC 14496-12, 8.8.3.1).
const IS_NON_SYNC: u32 = 1 << 16;

/// The form of the only track of an init section.
pub fn form(init: &Path) -> io::Result<Form> {
    let (_, moov): (_, Moov) = first(init)?;
    let track = moov.trak.first().ok_or_else(|| invalid("no track"))?;
    match track.mdia.minf.stbl.stsd.codecs.first() {
        Some(Codec::Avc1(it)) => Ok(of_picture(avc(&it.avcc), &it.visual, it.colr.as_ref())),
        Some(Codec::Hvc1(it)) => Ok(of_picture(hevc(&it.hvcc), &it.visual, it.colr.as_ref())),
        Some(Codec::Av01(it)) => Ok(of_picture(av1(&it.av1c), &it.visual, it.colr.as_ref())),
        Some(Codec::Mp4a(sound)) => of_sound(sound),
        _ => Err(invalid("none of the codecs we make")),
    }
}

/// Where the picture lies that a segment begins with, with all that is needed to decode it: from the fragment's header
/// to the end of its first sample, which must be a key frame.
pub fn key_frame(segment: &Path) -> io::Result<ByteRange> {
    let (offset, moof): (_, Moof) = first(segment)?;
    let length = first_sample_end(&moof).ok_or_else(|| invalid("a segment without a key frame in front"))?;
    Ok(ByteRange { offset, length })
}

/// The end of the first sample, counted from the beginning of the fragment.
fn first_sample_end(moof: &Moof) -> Option<u64> {
    let track = moof.traf.first().filter(|track| track.tfhd.default_base_is_moof)?;
    let run = track.trun.first()?;
    let sample = run.samples.get(0)?;
    let flags = sample.flags.or(track.tfhd.default_sample_flags)?;
    let size = sample.size.or(track.tfhd.default_sample_size)?;
    (flags & IS_NON_SYNC == 0).then_some(u64::try_from(run.data_offset?).ok()? + u64::from(size))
}

/// The first box of a kind, and where it begins.
fn first<T: Atom>(path: &Path) -> io::Result<(u64, T)> {
    let mut file = BufReader::new(File::open(path)?);
    loop {
        let offset = file.stream_position()?;
        let header = Header::read_from(&mut file).map_err(invalid)?;
        if header.kind == T::KIND {
            return Ok((offset, T::read_atom(&header, &mut file).map_err(invalid)?));
        }
        let size = header.size.and_then(|size| i64::try_from(size).ok()).ok_or_else(|| invalid("an endless box"))?;
        file.seek(SeekFrom::Current(size))?;
    }
}

fn of_picture(codecs: String, visual: &Visual, colours: Option<&Colr>) -> Form {
    let transfer = match colours {
        Some(Colr::Nclx { transfer_characteristics, .. } | Colr::Nclc { transfer_characteristics, .. }) => {
            *transfer_characteristics
        }
        _ => 0,
    };
    let (width, height) = (visual.width.into(), visual.height.into());
    Form { codecs, picture: Some(PictureForm { width, height, range: VideoRange::of_transfer(transfer) }) }
}

/// Profile, constraints and level (RFC 6381, 3.3).
fn avc(config: &Avcc) -> String {
    let (profile, constraints, level) =
        (config.avc_profile_indication, config.profile_compatibility, config.avc_level_indication);
    format!("avc1.{profile:02X}{constraints:02X}{level:02X}")
}

/// Profile, compatible profiles with the bits in reverse, tier and level, constraints (ISO/IEC 14496-15, E.3).
fn hevc(config: &Hvcc) -> String {
    let space = ["", "A", "B", "C"].get(usize::from(config.general_profile_space)).copied().unwrap_or_default();
    let profile = config.general_profile_idc;
    let compatible = u32::from_be_bytes(config.general_profile_compatibility_flags).reverse_bits();
    let tier = if config.general_tier_flag { 'H' } else { 'L' };
    let level = config.general_level_idc;
    let constraints = &config.general_constraint_indicator_flags;
    let told = constraints.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let mut codecs = format!("hvc1.{space}{profile}.{compatible:X}.{tier}{level}");
    for byte in constraints.iter().take(told) {
        let _ = write!(codecs, ".{byte:X}");
    }
    codecs
}

/// Profile, level and tier, bits of a sample (Codecs Parameter String of the AV1 ISOBMFF binding, 5).
fn av1(config: &Av1c) -> String {
    let tier = if config.seq_tier_0 { 'H' } else { 'M' };
    let bits = match (config.high_bitdepth, config.twelve_bit) {
        (false, _) => 8,
        (true, false) => 10,
        (true, true) => 12,
    };
    format!("av01.{}.{:02}{tier}.{bits:02}", config.seq_profile, config.seq_level_idx_0)
}

/// `mp4a`, the object type of MPEG-4 audio, and the kind of audio (RFC 6381, 3.3).
fn of_sound(sound: &Mp4a) -> io::Result<Form> {
    let config = &sound.esds.es_desc.dec_config;
    let kind = config.dec_specific.as_ref().ok_or_else(|| invalid("AAC of an unknown kind"))?.profile;
    Ok(Form { codecs: format!("mp4a.{:02x}.{kind}", config.object_type_indication), picture: None })
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
