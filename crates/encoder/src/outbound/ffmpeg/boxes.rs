//! What init sections and segments say of themselves: read with a parser, because what was asked for is not always what
//! was made. The files are our own, written by ffmpeg in the sandbox.

use std::fs::File;
use std::io::{self, BufReader, Seek as _, SeekFrom};
use std::path::Path;

use mp4_atom::{Atom, Avc1, Codec, Colr, Header, Moof, Moov, Mp4a, ReadAtom as _, ReadFrom as _};

use crate::domain::{ByteRange, Form, PictureForm, VideoRange};

/// Set on samples that need others to be decoded (ISO/IEC 14496-12, 8.8.3.1).
const IS_NON_SYNC: u32 = 1 << 16;

/// The form of the only track of an init section.
pub fn form(init: &Path) -> io::Result<Form> {
    let (_, moov): (_, Moov) = first(init)?;
    let track = moov.trak.first().ok_or_else(|| invalid("no track"))?;
    match track.mdia.minf.stbl.stsd.codecs.first() {
        Some(Codec::Avc1(picture)) => Ok(of_picture(picture)),
        Some(Codec::Mp4a(sound)) => of_sound(sound),
        _ => Err(invalid("neither H.264 nor AAC")),
    }
}

/// Where the picture lies that a segment begins with, with all that is needed to decode it: from the fragment's header to
/// the end of its first sample, which must be a key frame.
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

fn of_picture(picture: &Avc1) -> Form {
    let config = &picture.avcc;
    let transfer = match picture.colr {
        Some(Colr::Nclx { transfer_characteristics, .. } | Colr::Nclc { transfer_characteristics, .. }) => {
            transfer_characteristics
        }
        _ => 0,
    };
    let (profile, constraints, level) =
        (config.avc_profile_indication, config.profile_compatibility, config.avc_level_indication);
    Form {
        codecs: format!("avc1.{profile:02X}{constraints:02X}{level:02X}"),
        picture: Some(PictureForm {
            width: picture.visual.width.into(),
            height: picture.visual.height.into(),
            range: VideoRange::of_transfer(transfer),
        }),
    }
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
