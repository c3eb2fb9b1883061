//! The parts that command lines share.

use std::ffi::OsString;
use std::fmt::Display;

use crate::domain::{Grid, TIME_SHIFT};

/// The source as a task sees it.
pub const SOURCE: &str = "in/in.bin";
/// A source that still arrives, read once from its start to its end.
pub const PIPE: &str = "in/in.pipe";

const FORMATS: &str = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi";
const CODECS: &str = "h264,hevc,mpeg2video,mpeg4,msmpeg4,vp8,vp9,libdav1d,prores,dnxhd,mjpeg,dvvideo,aac,aac_latm,ac3,\
                      eac3,dca,truehd,mp3float,mp2,mp2float,alac,opus,vorbis,flac,pcm_u8,pcm_s16le,pcm_s16be,\
                      pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_mulaw,pcm_alaw";
/// Decoders that ffprobe opens because a file names them: otherwise it gives the whole file up for a cover, a text or
/// an odd sound track. It decodes nothing with them: what is fed is decided by the list above.
const NAMED_PICTURES: &str = "png,bmp,gif,webp,tiff";
const NAMED_SOUNDS: &str = "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,amrnb,amrwb,wmav1,wmav2,wmapro,cook,mlp,pcm_bluray,\
                            pcm_dvd,pcm_f64le,pcm_f32be,pcm_s32be,pcm_s8,speex,wavpack,tta,qdm2,gsm,mp1float";
const NAMED_TEXTS: &str = "srt,subrip,mov_text,webvtt,ass,ssa,text,microdvd,dvdsub,pgssub,dvbsub,xsub,cc_dec,\
                           libzvbi_teletextdec,libaribb24,libaribcaption";
/// The decoders where nothing but text is read.
const TEXT_CODECS: &str = "srt,subrip,mov_text,webvtt,ass,ssa,text";

/// A command line under construction.
#[derive(Debug, Default)]
pub struct Arguments(Vec<OsString>);

impl Arguments {
    /// Starts one with options given as words.
    pub fn new(words: &str) -> Self {
        Self::default().words(words)
    }

    /// Adds words separated by blanks.
    pub fn words(mut self, words: &str) -> Self {
        self.0.extend(words.split_ascii_whitespace().map(OsString::from));
        self
    }

    /// Adds an option with its value.
    pub fn option(mut self, name: &str, value: impl Display) -> Self {
        self.0.extend([OsString::from(name), OsString::from(value.to_string())]);
        self
    }

    /// The options that guard every input. A format or codec that is not named here is not opened.
    pub fn guards(self) -> Self {
        self.guarded(CODECS)
    }

    /// The same where nothing but text is read.
    pub fn text_guards(self) -> Self {
        self.guarded(TEXT_CODECS)
    }

    fn guarded(self, codecs: &str) -> Self {
        self.words("-max_alloc 536870912 -protocol_whitelist file")
            .option("-format_whitelist", FORMATS)
            .option("-codec_whitelist", codecs)
            .words("-max_streams 32 -max_pixels 33177600 -probesize 20M -analyzeduration 20M")
    }

    /// The same for ffprobe.
    pub fn probe_guards(self) -> Self {
        self.guards()
            .option("-codec_whitelist:v", format_args!("{CODECS},{NAMED_PICTURES}"))
            .option("-codec_whitelist:a", format_args!("{CODECS},{NAMED_SOUNDS}"))
            .option("-codec_whitelist:s", NAMED_TEXTS)
    }

    /// Starts reading at a moment of the source's own clock, or a little before. The commands keep that clock
    /// (`-copyts`), because what ffmpeg would take for zero otherwise depends on the streams that are read. With it,
    /// ffmpeg's own cuts (`-t`, and those of an accurate search) count the source's first moment twice: filters cut.
    pub fn seek(self, at: f64) -> Self {
        self.words("-noaccurate_seek -seek_timestamp 1").option("-ss", seconds(at))
    }

    /// Starts a run of ffmpeg that reports progress on standard output and every trouble on its own line.
    pub fn ffmpeg() -> Self {
        Self::new("-nostdin -hide_banner -nostats -loglevel repeat+warning -progress pipe:1 -y -copyts")
    }

    /// Nothing of the source's tags, chapters, text or data reaches the output.
    pub fn bare_output(self) -> Self {
        self.words("-map_metadata -1 -map_chapters -1 -sn -dn")
    }

    /// Writes CMAF segments into `out/<track>/`, numbered from `first`, times shifted by `start`.
    ///
    /// `frag_discont` makes each run keep the decode times it is given and write the same init
    /// section. The index is an EVENT playlist, rewritten whenever a segment is complete.
    /// A segment ends at the first key frame that comes `length` seconds or more, times the number of segments there
    /// are, after the start. ffmpeg keeps microseconds, and a rounded one too many would miss the key frame meant.
    pub fn segments(self, track: &str, grid: &Grid, first: u32, length: f64) -> Self {
        self.bare_output()
            .option("-output_ts_offset", seconds(grid.start(first) + f64::from(TIME_SHIFT)))
            .words("-f hls -hls_list_size 0 -hls_playlist_type event -hls_segment_type fmp4")
            .words("-hls_flags temp_file -hls_segment_options movflags=+frag_discont")
            .option("-hls_time", seconds((length * 1e6).floor() / 1e6))
            .option("-start_number", first)
            .option("-hls_fmp4_init_filename", "init.mp4")
            .option("-hls_segment_filename", format!("out/{track}/%d.m4s"))
            .words(&format!("out/{track}/index.m3u8"))
    }

    /// The finished line.
    pub fn done(self) -> Vec<OsString> {
        self.0
    }
}

/// Seconds as ffmpeg takes them: it keeps microseconds.
pub fn seconds(value: f64) -> String {
    format!("{value:.6}")
}
