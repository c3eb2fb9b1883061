//! Text tracks as they are offered, and chapters.

use std::fmt::Write as _;

use captions::{Captions, Cue, Kind, free_label, hls};
use serde::{Deserialize, Serialize};

use super::{Chapter, Language, StoredFile, TextFacts, Warning};

/// One text track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Its place among the source's text tracks.
    pub stream: u32,
    /// In which language it is.
    pub language: Language,
    /// For people; unique.
    pub label: String,
    /// For whom it is.
    pub kind: Kind,
}

impl Text {
    /// How it is called in files and addresses: `t0`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("t{}", self.stream)
    }
}

/// All text tracks of a source, read in one go: each would have to read all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextWork {
    /// In the source's order.
    pub texts: Vec<Text>,
}

/// What came of them: some may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextOutput {
    /// Those that can be read.
    pub texts: Vec<(Text, StoredFile)>,
    /// Why others cannot.
    pub warnings: Vec<Warning>,
}

/// A text track of a finished title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeText {
    /// What it is.
    pub text: Text,
    /// Of the `WebVTT` file, relative to the job's prefix.
    pub uri: String,
}

impl MadeText {
    /// The line of the multivariant playlist.
    #[must_use]
    pub fn line(&self) -> String {
        let Text { label, language, kind, .. } = &self.text;
        hls::Rendition { label, language, kind: *kind, uri: &format!("{}.m3u8", self.text.name()) }.line()
    }
}

/// What is made of a source's text tracks, if it has any.
#[must_use]
pub fn text_work(tracks: &[TextFacts]) -> Option<TextWork> {
    let (mut labels, mut texts) = (Vec::new(), Vec::new());
    for track in tracks {
        let own = track.title.clone().or_else(|| track.language.name());
        let label = free_label(own.as_deref().unwrap_or("Text"), &labels);
        labels.push(label.clone());
        texts.push(Text { stream: track.stream, language: track.language.clone(), label, kind: track.kind });
    }
    (!texts.is_empty()).then_some(TextWork { texts })
}

/// The chapters as a `WebVTT` file, each up to the next one; those without a name are numbered. `None` if there is
/// nothing to choose from.
#[must_use]
pub fn chapters_webvtt(chapters: &[Chapter], duration: f64) -> Option<String> {
    let mut cues = Vec::new();
    for (index, chapter) in chapters.iter().enumerate() {
        let next = chapters.get(index + 1).map_or(duration, |next| next.start);
        let mut title = chapter.title.clone();
        if title.is_empty() {
            let _ = write!(title, "{}", index + 1);
        }
        cues.extend(Cue::plain(millis(chapter.start), millis(next), &title));
    }
    let cues = Captions::new(cues).within(0, millis(duration));
    (cues.len() > 1).then(|| cues.webvtt())
}

/// Whole milliseconds.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a cast of floats saturates")]
pub fn millis(seconds: f64) -> i64 {
    (seconds * 1_000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(stream: u32, language: &str, kind: Kind) -> TextFacts {
        TextFacts { stream, language: Language::of(language), title: None, kind }
    }

    #[test]
    fn tracks_are_called_by_title_or_language_and_never_alike() {
        let titled = TextFacts { title: Some("Signs".to_owned()), ..track(3, "eng", Kind::Forced) };
        let tracks = [track(0, "por", Kind::Subtitles), track(1, "por", Kind::Captions), track(2, "", Kind::Subtitles)];
        let work = text_work(&[tracks.as_slice(), &[titled]].concat()).unwrap();
        let offered: Vec<_> = work.texts.iter().map(|text| (text.name(), text.label.as_str())).collect();
        let names = ["t0", "t1", "t2", "t3"].map(str::to_owned);
        assert_eq!(offered, names.into_iter().zip(["Português", "Português 2", "Text", "Signs"]).collect::<Vec<_>>());
        assert_eq!(text_work(&[]), None);
    }

    #[test]
    fn chapters_reach_to_the_next_one_and_a_single_one_is_none() {
        let chapter = |start: f64, title: &str| Chapter { start, end: start + 1.0, title: title.to_owned() };
        let chapters = [chapter(-1.0, "Before"), chapter(0.0, "One"), chapter(5.0, ""), chapter(90.0, "Behind")];
        let file = chapters_webvtt(&chapters, 60.0).unwrap();
        assert!(file.ends_with("\n00:00:00.000 --> 00:00:05.000\nOne\n\n00:00:05.000 --> 00:01:00.000\n3\n"), "{file}");
        assert!(!file.contains("Before"));
        assert_eq!(chapters_webvtt(&[chapter(0.0, "All")], 60.0), None);
    }
}
