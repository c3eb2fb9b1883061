//! What ffmpeg left in `out/`: reads its index and hashes the segments named there.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use platform::sandbox::JobFolder;
use sha2::{Digest as _, Sha256};

use super::boxes;
use crate::domain::{Segment, StoredFile, TrackOutput};

const INIT: &str = "init.mp4";

/// The complete segments of a track, the first `known` left out, with its init section. May be asked
/// while the task runs; `None` as long as nothing new is complete.
pub async fn finished_segments(folder: &JobFolder, track: &str, known: usize) -> io::Result<Option<TrackOutput>> {
    let (out, track) = (folder.output(), track.to_owned());
    tokio::task::spawn_blocking(move || read_track(&out, &track, known)).await.map_err(io::Error::other)?
}

fn read_track(out: &Path, track: &str, known: usize) -> io::Result<Option<TrackOutput>> {
    let index = match std::fs::read_to_string(out.join(track).join("index.m3u8")) {
        Ok(index) => index,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    let listed: Vec<(u32, f64)> = listed(&index).skip(known).collect();
    if listed.is_empty() {
        return Ok(None);
    }
    let init = stored(out, format!("{track}/{INIT}"))?;
    let form = boxes::form(&out.join(&init.name))?;
    let segments = listed.into_iter().map(|(number, duration)| {
        let file = stored(out, format!("{track}/{number}.m4s"))?;
        let key_frame = form.picture.map(|_| boxes::key_frame(&out.join(&file.name))).transpose()?;
        Ok(Segment { number, duration, file, key_frame })
    });
    let segments = segments.collect::<io::Result<Vec<Segment>>>()?;
    Ok(Some(TrackOutput { init, form: Some(form), segments, frames: 0 }))
}

/// Number and duration of each segment in ffmpeg's own index. An entry is written only once its
/// segment is complete; a name that is not a number is none of ours, and an entry without length is what ffmpeg leaves
/// where it could decode nothing.
fn listed(index: &str) -> impl Iterator<Item = (u32, f64)> {
    let mut duration = None;
    index.lines().filter_map(move |line| {
        if let Some(rest) = line.strip_prefix("#EXTINF:") {
            duration = rest.trim_end_matches(',').parse::<f64>().ok();
            return None;
        }
        let number = line.strip_suffix(".m4s")?.parse().ok()?;
        Some((number, duration.take().filter(|seconds| *seconds > 0.0)?))
    })
}

/// Hashes a file below `out/`.
pub fn stored(out: &Path, name: String) -> io::Result<StoredFile> {
    let mut file = std::fs::File::open(out.join(&name))?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut buffer)?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else { break };
        hash.update(read);
        bytes += count as u64;
    }
    Ok(StoredFile { name, bytes, sha256: hex::encode(hash.finalize()) })
}

/// Makes the folders of tracks; ffmpeg does not.
pub fn make_track_folders(folder: &JobFolder, tracks: impl IntoIterator<Item = String>) -> io::Result<()> {
    tracks.into_iter().try_for_each(|track| std::fs::create_dir_all(folder.output().join(track)))
}

/// Pictures named by their number, in order.
pub fn numbered_pictures(folder: &JobFolder, below: &str) -> io::Result<Vec<StoredFile>> {
    let names = (0..).map(|number: u32| format!("{below}/{number}.jpg"));
    let out: PathBuf = folder.output();
    names.take_while(|name| out.join(name).is_file()).map(|name| stored(&out, name)).collect()
}
