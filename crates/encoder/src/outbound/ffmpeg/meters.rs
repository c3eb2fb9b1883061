//! Reads what the loudness meters of a run say at its end.

use platform::sandbox::Observer;

use super::run::Follower;
use crate::domain::SoundName;

/// Follows a run, and listens to its meters.
pub struct Meters<'a> {
    follower: Follower<'a>,
    /// Whose summary is being read.
    speaker: Option<String>,
    heard: Vec<(String, f64)>,
}

impl<'a> Meters<'a> {
    pub const fn new(follower: Follower<'a>) -> Self {
        Self { follower, speaker: None, heard: Vec::new() }
    }

    /// The integrated loudness of a rendition, LUFS (ITU-R BS.1770).
    pub fn loudness(&self, name: SoundName) -> Option<f64> {
        let name = name.to_string();
        self.heard.iter().rev().find(|(speaker, _)| *speaker == name).map(|(_, loudness)| *loudness)
    }
}

impl Observer for Meters<'_> {
    fn stdout_line(&mut self, line: &str) {
        self.follower.stdout_line(line);
    }

    /// `[ebur128@a0 @ 0x…] Summary:`, and some lines later `    I:         -16.0 LUFS`.
    fn stderr_line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("[ebur128@") {
            let speaker = rest.split(' ').next().map(str::to_owned);
            self.speaker = speaker.filter(|_| line.ends_with("] Summary:"));
        }
        let said = line.trim().strip_prefix("I:").and_then(|rest| rest.strip_suffix("LUFS"));
        if let (Some(speaker), Some(loudness)) = (&self.speaker, said.and_then(|number| number.trim().parse().ok())) {
            self.heard.push((speaker.clone(), loudness));
            self.speaker = None;
        }
        self.follower.stderr_line(line);
    }
}
