//! Makes the corpus of bad media from a seed: real files from ffmpeg, then damaged on purpose.

use std::fs;
use std::path::{Path, PathBuf};

use super::workshop::ffmpeg;

/// Numbers from a seed (`SplitMix64`), the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.roll() % limit as u64).unwrap()
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.roll().to_le_bytes()[0]).collect()
    }
}

/// A folder that is filled with bad media.
pub struct Corpus<'a> {
    pub folder: &'a Path,
    pub dice: Dice,
}

const FILM: &str = "-v error -y -f lavfi -i testsrc2=s=160x120:r=24:d=8 -f lavfi -i sine=d=8 -c:v libx264 \
                    -preset ultrafast -g 24 -bf 2 -pix_fmt yuv420p -c:a aac";

impl<'a> Corpus<'a> {
    /// Makes the good files first, if they are not there.
    pub fn new(folder: &'a Path, seed: u64) -> Self {
        if !folder.join("good.avi").exists() {
            Self::fill(folder);
        }
        Self { folder, dice: Dice::new(seed) }
    }

    fn fill(folder: &Path) {
        ffmpeg(&format!("{FILM} good.mp4"), folder);
        ffmpeg("-v error -y -i good.mp4 -c copy -movflags +faststart faststart.mp4", folder);
        ffmpeg("-v error -y -i good.mp4 -c copy good.mkv", folder);
        ffmpeg("-v error -y -i good.mp4 -c copy good.ts", folder);
        ffmpeg("-v error -y -i good.mp4 -c:v mpeg4 -c:a libmp3lame good.avi", folder);
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.join(name)).unwrap()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// A file made by ffmpeg alone.
    pub fn made(&self, args: &str, name: &str) -> PathBuf {
        ffmpeg(&format!("-v error -y {args} {name}"), self.folder);
        self.folder.join(name)
    }

    pub fn random(&mut self) -> PathBuf {
        let bytes = self.dice.bytes(300_000);
        self.write("random.mp4", &bytes)
    }

    /// The first half of a file.
    pub fn half(&self, of: &str) -> PathBuf {
        let bytes = self.read(of);
        self.write(&format!("half-{of}"), &bytes[..bytes.len() / 2])
    }

    /// `count` flipped bits in the media data of an MP4 file.
    pub fn flipped(&mut self, count: usize) -> PathBuf {
        let mut bytes = self.read("faststart.mp4");
        let start = find(&bytes, b"mdat", 0) + 4;
        self.flip(&mut bytes, start, count);
        self.write(&format!("flipped-{count}.mp4"), &bytes)
    }

    fn flip(&mut self, bytes: &mut [u8], start: usize, count: usize) {
        for _ in 0..count {
            let at = start + self.dice.below(bytes.len() - start);
            bytes[at] ^= 1 << self.dice.below(8);
        }
    }

    /// A good file with damage anywhere: flips, a cut, a hole, or bytes from elsewhere.
    pub fn mutated(&mut self, number: usize) -> PathBuf {
        let of = ["faststart.mp4", "good.mp4", "good.mkv", "good.ts", "good.avi"][self.dice.below(5)];
        let mut bytes = self.read(of);
        // Half of the damage is done to the head, where the structure is.
        let reach = if self.dice.below(2) == 0 { bytes.len() } else { bytes.len().min(4_000) };
        let at = self.dice.below(reach);
        let length = self.dice.below(2_000).min(bytes.len() - at);
        match self.dice.below(4) {
            0 => {
                let (start, count) = (0, 1 + self.dice.below(40));
                self.flip(&mut bytes[..reach], start, count);
            }
            1 => bytes.truncate(at),
            2 => bytes[at..at + length].fill(0),
            _ => drop(bytes.drain(at..at + length)),
        }
        self.write(&format!("mutated-{number}.bin"), &bytes)
    }

    /// The container of an MP4 or Matroska file claims 1,000 hours.
    pub fn long_claim(&self, of: &str) -> PathBuf {
        let mut bytes = self.read(of);
        if of.ends_with("mp4") {
            let header = find(&bytes, b"mvhd", 0);
            // In milliseconds, because with a finer unit the number would not fit.
            bytes[header + 16..header + 20].copy_from_slice(&1_000_u32.to_be_bytes());
            bytes[header + 20..header + 24].copy_from_slice(&3_600_000_000_u32.to_be_bytes());
        } else {
            let duration = find(&bytes, &[0x44, 0x89, 0x88], 0) + 3;
            bytes[duration..duration + 8].copy_from_slice(&3.6e9_f64.to_be_bytes());
        }
        self.write(&format!("long-claim-{of}"), &bytes)
    }

    /// The first sample entry is called `encv`, without saying what it was.
    pub fn encrypted_entry(&self) -> PathBuf {
        let mut bytes = self.read("good.mp4");
        let entry = find(&bytes, b"avc1", find(&bytes, b"stsd", 0));
        bytes[entry..entry + 4].copy_from_slice(b"encv");
        self.write("encv.mp4", &bytes)
    }

    /// The size is zero in the sample entry, and neither header nor data say another.
    pub fn no_size(&self) -> PathBuf {
        let sized = self.made("-i good.mp4 -c:v mpeg4 -an", "sized.mp4");
        let mut bytes = fs::read(sized).unwrap();
        let entry = find(&bytes, b"mp4v", find(&bytes, b"stsd", 0));
        bytes[entry + 28..entry + 32].fill(0);
        let header = find(&bytes, b"esds", entry);
        bytes[header..header + 4].copy_from_slice(b"free");
        let media = find(&bytes, b"mdat", 0) + 4;
        let index = find(&bytes, b"moov", media);
        bytes[media..index - 4].fill(0);
        self.write("no-size.mp4", &bytes)
    }

    /// The picture's data reference is a Macintosh alias to another file.
    pub fn outside_reference(&self) -> PathBuf {
        let path = b"/etc/passwd\0";
        let mut entry = b"alis\0\0\0\0".to_vec();
        entry.extend([0; 150]);
        entry.extend([0, 2, 0, 12]);
        entry.extend(path);
        entry.extend([0xFF, 0xFF, 0, 0]);
        let mut payload = vec![0, 0, 0, 0, 0, 0, 0, 1];
        payload.extend(u32::try_from(entry.len() + 4).unwrap().to_be_bytes());
        payload.extend(entry);
        // The index is at the end of this file, so a longer one moves nothing.
        let bytes =
            with_atom(&self.read("good.mp4"), &[b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"], &payload);
        self.write("outside.mov", &bytes)
    }
}

/// Where the boxes of an MP4 file start, also those in others.
pub fn boxes(file: &[u8]) -> Vec<usize> {
    boxes_in(file, 0, file.len())
}

fn boxes_in(file: &[u8], start: usize, end: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = start;
    while at + 8 <= end {
        found.push(at);
        let next = at + size_at(file, at);
        if [b"moov", b"trak", b"mdia", b"minf", b"stbl"].contains(&file[at + 4..at + 8].try_into().unwrap()) {
            found.extend(boxes_in(file, at + 8, next));
        }
        at = next;
    }
    found
}

/// Where `what` starts, looking from `from`.
pub fn find(bytes: &[u8], what: &[u8], from: usize) -> usize {
    from + bytes[from..].windows(what.len()).position(|window| window == what).unwrap()
}

/// `file` with the payload of the atom at `path` (the first of each name) replaced, all sizes above it adjusted.
fn with_atom(file: &[u8], path: &[&[u8; 4]], payload: &[u8]) -> Vec<u8> {
    let (name, below) = path.split_first().unwrap();
    let mut at = 0;
    while &file[at + 4..at + 8] != *name {
        at += size_at(file, at);
    }
    let end = at + size_at(file, at);
    let inner = &file[at + 8..end];
    let inner = if below.is_empty() { payload.to_vec() } else { with_atom(inner, below, payload) };
    let size = u32::try_from(inner.len() + 8).unwrap().to_be_bytes();
    [&file[..at], &size, *name, &inner, &file[end..]].concat()
}

fn size_at(file: &[u8], at: usize) -> usize {
    u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize
}
