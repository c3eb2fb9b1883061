//! Joins what finished tasks left behind into tracks: for each rung the segments from the first one
//! up to the first gap.

use std::collections::BTreeMap;

use super::{ByteRange, Form, Plan, Rung, RungName, Sound, SoundName, StoredFile, TaskNumber, TrackOutput};

/// A task with segments that may be shown: finished, or running with its first segments done.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedTask {
    /// Its number.
    pub number: TaskNumber,
    /// The fence of the lease under which its files were written.
    pub fence: i64,
    /// What it made of the rungs it worked on.
    pub rungs: Vec<(RungName, TrackOutput)>,
    /// What it made of a sound track.
    pub sounds: Vec<(SoundName, TrackOutput)>,
}

/// A segment as a playlist names it.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentLink {
    /// Relative to the playlist.
    pub uri: String,
    /// Seconds.
    pub duration: f64,
    /// Bytes.
    pub bytes: u64,
    /// The picture it begins with, as far as that is known.
    pub key_frame: Option<ByteRange>,
}

/// A track as far as it goes without a gap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Track {
    /// Relative to the playlist; `None` while there is no segment.
    pub init: Option<String>,
    /// What the init section says, as far as that is known.
    pub form: Option<Form>,
    /// In order.
    pub segments: Vec<SegmentLink>,
    /// Frames in them.
    pub frames: u64,
}

/// All tracks of a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracks {
    /// Highest rung first.
    pub rungs: Vec<(Rung, Track)>,
    /// The default one first.
    pub sounds: Vec<(Sound, Track)>,
}

/// Why outputs cannot be joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrackError {
    /// Two tasks made different init sections for one rung: different builds of ffmpeg were at work.
    #[error("the init sections of {0} differ between chunks")]
    InitDiffers(RungName),
}

impl Tracks {
    /// Joins `finished`, in any order, along `plan`.
    pub fn join(plan: &Plan, finished: &[FinishedTask]) -> Result<Self, TrackError> {
        let mut rungs = Vec::new();
        for rung in plan.ladder.rungs() {
            let pieces: Vec<Piece> = finished.iter().flat_map(|task| Piece::of_rung(task, rung)).collect();
            let first = pieces.first().map(|piece| &piece.output.init.sha256);
            if pieces.iter().any(|piece| Some(&piece.output.init.sha256) != first) {
                return Err(TrackError::InitDiffers(rung.name()));
            }
            rungs.push((*rung, joined(pieces)));
        }
        let sound = |sound: &Sound| {
            let pieces = finished.iter().flat_map(|task| Piece::of_sound(task, sound.name)).collect();
            (sound.clone(), joined(pieces))
        };
        Ok(Self { rungs, sounds: plan.sounds.iter().map(sound).collect() })
    }

    /// The track of a rung.
    #[must_use]
    pub fn of_rung(&self, name: RungName) -> Option<&Track> {
        self.rungs.iter().find(|(rung, _)| rung.name() == name).map(|(_, track)| track)
    }
}

/// One task's share of a track.
pub(super) struct Piece<'a> {
    folder: String,
    pub output: &'a TrackOutput,
}

impl<'a> Piece<'a> {
    pub fn of_rung(task: &'a FinishedTask, rung: &Rung) -> Vec<Self> {
        let outputs = task.rungs.iter().filter(|(name, _)| *name == rung.name());
        outputs.map(|(_, output)| Self { folder: folder(task), output }).collect()
    }

    pub fn of_sound(task: &'a FinishedTask, name: SoundName) -> Vec<Self> {
        let outputs = task.sounds.iter().filter(|(each, _)| *each == name);
        outputs.map(|(_, output)| Self { folder: folder(task), output }).collect()
    }

    /// Where a file of it lies below the job, and what it is called in the task's folder.
    pub fn file(&self, file: &StoredFile) -> (String, String) {
        (format!("{}/{}", self.folder, file.name), file.name.clone())
    }
}

fn folder(task: &FinishedTask) -> String {
    format!("{}.{}", task.number, task.fence)
}

/// By their first segments.
pub(super) fn in_order(mut pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    pieces.sort_by_key(|piece| piece.output.segments.first().map_or(u32::MAX, |segment| segment.number));
    pieces
}

fn joined(pieces: Vec<Piece<'_>>) -> Track {
    // The same init section for as long as the title grows: that of the piece with the first segment.
    let pieces = in_order(pieces);
    let mut track = Track::default();
    let mut by_number = BTreeMap::new();
    for Piece { folder, output } in &pieces {
        if track.init.is_none() {
            track.init = Some(format!("{folder}/{}", output.init.name));
            track.form.clone_from(&output.form);
        }
        by_number.extend(output.segments.iter().map(|segment| (segment.number, (folder, segment))));
        track.frames += output.frames;
    }
    let contiguous = (0..).map_while(|number: u32| by_number.get(&number));
    track.segments = contiguous
        .map(|(folder, segment)| SegmentLink {
            uri: format!("{folder}/{}", segment.file.name),
            duration: segment.duration,
            bytes: segment.file.bytes,
            key_frame: segment.key_frame,
        })
        .collect();
    if track.segments.is_empty() {
        track.init = None;
        track.form = None;
    }
    track
}
