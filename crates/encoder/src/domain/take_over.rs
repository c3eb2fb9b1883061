//! Tracks that a job takes over from an earlier one of the same title: they stand beside what is made anew.

use serde::{Deserialize, Serialize};

use super::{
    Damage, FinishedTask, JobId, Plan, Rung, RungName, SoundName, TrackOutput, Work,
    tracks::{Piece, in_order},
};

/// What is taken over, and from whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// Whose it is.
    pub from: JobId,
    /// Highest first.
    pub rungs: Vec<Rung>,
    /// Tracks of the sound.
    pub sounds: Vec<SoundName>,
}

/// What was taken over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenOver {
    /// Whole tracks, highest first.
    pub rungs: Vec<(RungName, TrackOutput)>,
    /// Whole tracks.
    pub sounds: Vec<(SoundName, TrackOutput)>,
    /// What could not be decoded when they were made.
    pub damage: Damage,
}

/// A whole track as an earlier job left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inherited {
    /// The track in one piece.
    pub output: TrackOutput,
    /// Its files: below the prefix of the earlier job, and below the folder of whoever takes them over. Segments are
    /// numbered through the title, so that no two of a track have the same name.
    pub files: Vec<(String, String)>,
}

impl Inherited {
    /// A rung of the finished tasks of a job; `None` if there is none of it.
    #[must_use]
    pub fn rung(finished: &[FinishedTask], rung: &Rung) -> Option<Self> {
        Self::of(finished.iter().flat_map(|task| Piece::of_rung(task, rung)).collect())
    }

    /// The same of a track of the sound.
    #[must_use]
    pub fn sound(finished: &[FinishedTask], name: SoundName) -> Option<Self> {
        Self::of(finished.iter().flat_map(|task| Piece::of_sound(task, name)).collect())
    }

    fn of(pieces: Vec<Piece<'_>>) -> Option<Self> {
        let pieces = in_order(pieces);
        let first = pieces.first()?;
        let mut output = TrackOutput { segments: Vec::new(), frames: 0, ..first.output.clone() };
        let mut files = vec![first.file(&first.output.init)];
        for piece in &pieces {
            files.extend(piece.output.segments.iter().map(|segment| piece.file(&segment.file)));
            output.segments.extend(piece.output.segments.iter().cloned());
            output.frames += piece.output.frames;
        }
        Some(Self { output, files })
    }
}

impl Plan {
    /// Whether `rung` is taken over from an earlier job.
    #[must_use]
    pub fn takes_over(&self, rung: &Rung) -> bool {
        self.tasks.iter().any(|task| matches!(&task.work, Work::TakeOver(work) if work.rungs.contains(rung)))
    }
}
