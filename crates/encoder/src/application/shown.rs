//! What viewers can see already of a task that still runs.

use super::TaskOutput;
use crate::domain::{AudioOutput, ChunkOutput, Damage, RungName, Segment, SoundName, TrackOutput};

/// The tracks of one task, as far as they were shown.
pub struct Shown(Vec<ShownTrack>);

struct ShownTrack {
    name: TrackName,
    track: Option<TrackOutput>,
}

enum TrackName {
    Rung(RungName),
    Sound(SoundName),
}

impl std::fmt::Display for TrackName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rung(name) => name.fmt(f),
            Self::Sound(name) => name.fmt(f),
        }
    }
}

impl Shown {
    /// Nothing yet of a chunk's rungs.
    pub fn of_rungs(names: impl Iterator<Item = RungName>) -> Self {
        Self(names.map(|name| ShownTrack { name: TrackName::Rung(name), track: None }).collect())
    }

    /// Nothing yet of the renditions of a sound track.
    pub fn of_sounds(names: impl Iterator<Item = SoundName>) -> Self {
        Self(names.map(|name| ShownTrack { name: TrackName::Sound(name), track: None }).collect())
    }

    /// The names of all tracks.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|shown| shown.name.to_string()).collect()
    }

    /// Segments shown of a track.
    pub fn known(&self, name: &str) -> usize {
        let shown = self.0.iter().find(|shown| shown.name.to_string() == name);
        shown.and_then(|shown| shown.track.as_ref()).map_or(0, |track| track.segments.len())
    }

    /// Whether this very segment of a track was shown.
    pub fn has(&self, name: &str, segment: &Segment) -> bool {
        let shown = self.0.iter().find(|shown| shown.name.to_string() == name);
        shown.and_then(|shown| shown.track.as_ref()).is_some_and(|track| track.segments.contains(segment))
    }

    /// More segments of a track.
    pub fn add(&mut self, name: &str, fresh: TrackOutput) {
        let Some(shown) = self.0.iter_mut().find(|shown| shown.name.to_string() == name) else { return };
        match &mut shown.track {
            Some(track) => track.segments.extend(fresh.segments),
            None => shown.track = Some(fresh),
        }
    }

    /// As the row keeps it until the task is done.
    pub fn output(&self) -> TaskOutput {
        let (mut rungs, mut sounds) = (Vec::new(), Vec::new());
        for ShownTrack { name, track } in &self.0 {
            match (name, track.clone()) {
                (_, None) => {}
                (TrackName::Rung(name), Some(track)) => rungs.push((*name, track)),
                (TrackName::Sound(name), Some(track)) => sounds.push((*name, track)),
            }
        }
        if sounds.is_empty() {
            TaskOutput::Chunk(ChunkOutput { rungs, damage: Damage::default() })
        } else {
            TaskOutput::Audio(AudioOutput { sounds })
        }
    }
}
