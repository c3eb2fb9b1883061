//! What viewers can see already of a task that still runs.

use super::TaskOutput;
use crate::domain::{AudioOutput, ChunkOutput, Damage, RungName, TrackOutput};

/// The tracks of one task, as far as they were shown.
pub struct Shown(Vec<ShownTrack>);

struct ShownTrack {
    name: String,
    /// The sound has none.
    rung: Option<RungName>,
    track: Option<TrackOutput>,
}

impl Shown {
    /// Nothing yet of these tracks.
    pub fn of(tracks: impl IntoIterator<Item = (String, Option<RungName>)>) -> Self {
        Self(tracks.into_iter().map(|(name, rung)| ShownTrack { name, rung, track: None }).collect())
    }

    /// The names of all tracks.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|shown| shown.name.clone()).collect()
    }

    /// Segments shown of a track.
    pub fn known(&self, name: &str) -> usize {
        let shown = self.0.iter().find(|shown| shown.name == name).and_then(|shown| shown.track.as_ref());
        shown.map_or(0, |track| track.segments.len())
    }

    /// More segments of a track.
    pub fn add(&mut self, name: &str, fresh: TrackOutput) {
        let Some(shown) = self.0.iter_mut().find(|shown| shown.name == name) else { return };
        match &mut shown.track {
            Some(track) => track.segments.extend(fresh.segments),
            None => shown.track = Some(fresh),
        }
    }

    /// As the row keeps it until the task is done.
    pub fn output(&self) -> TaskOutput {
        let tracks = self.0.iter().filter_map(|shown| Some((shown.rung, shown.track.clone()?)));
        let mut rungs = Vec::new();
        for (rung, track) in tracks {
            match rung {
                Some(rung) => rungs.push((rung, track)),
                None => return TaskOutput::Audio(AudioOutput { track }),
            }
        }
        TaskOutput::Chunk(ChunkOutput { rungs, damage: Damage::default() })
    }
}
