//! Files of the folder, and what their names say they are for.

use kernel::text::fold;

/// A file of the folder. Its path is relative, with `/`, and names nothing outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub path: String,
    /// Bytes.
    pub size: u64,
}

/// What an extension says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Film,
    Picture,
    Subtitle,
    Other,
}

/// What the name of a picture says it shows, the one that is preferred first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Banner,
    Fanart,
    Thumb,
    /// It is called like the film.
    Plain,
    Poster,
}

/// A place for a picture, as the API names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    Thumbnail,
    ThumbnailHalf,
    Banner,
}

/// A file with the words of a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtitle {
    pub file: Entry,
    /// BCP 47, if the name tells it.
    pub language: Option<String>,
    pub purpose: Purpose,
}

/// For whom subtitles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Everything,
    /// Only what is said in another language than the film's.
    Forced,
    /// For those who do not hear.
    Captions,
}

impl Purpose {
    /// As the API names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Everything => "subtitles",
            Self::Forced => "forced",
            Self::Captions => "captions",
        }
    }
}

impl Entry {
    /// The path of its folder; empty at the top.
    pub fn folder(&self) -> &str {
        parent(&self.path)
    }

    pub fn name(&self) -> &str {
        last_part(&self.path)
    }

    /// The name without its extension.
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    pub fn kind(&self) -> Kind {
        let extension = self.name().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref().unwrap_or_default() {
            "mp4" | "m4v" | "mov" | "qt" | "mkv" | "webm" | "ts" | "mts" | "m2ts" | "avi" => Kind::Film,
            "jpg" | "jpeg" | "png" | "webp" | "gif" => Kind::Picture,
            "srt" | "vtt" | "ass" | "ssa" => Kind::Subtitle,
            _ => Kind::Other,
        }
    }

    /// Whether the name or the folder says that a film is a trailer.
    pub fn is_trailer(&self) -> bool {
        let stem = fold(self.stem());
        let is_marked = ["-trailer", ".trailer", "_trailer", " trailer"].iter().any(|mark| stem.ends_with(mark));
        self.kind() == Kind::Film && (stem == "trailer" || is_marked || self.is_in(&["trailers", "trailer"]))
    }

    /// The folder of the film this file may belong to: one up from folders that hold companions only.
    pub fn home(&self) -> &str {
        if self.is_in(&["trailers", "trailer", "subs", "subtitles"]) { parent(self.folder()) } else { self.folder() }
    }

    fn is_in(&self, names: &[&str]) -> bool {
        names.contains(&fold(last_part(self.folder())).as_str())
    }
}

impl Slot {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Thumbnail => "thumbnail",
            Self::ThumbnailHalf => "thumbnail_half",
            Self::Banner => "banner",
        }
    }
}

/// The last part of a path with `/`.
pub fn last_part(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// What `name` has behind `stem`, if that is where a part of a name ends.
pub fn behind<'a>(name: &'a str, stem: &str) -> Option<&'a str> {
    name.strip_prefix(stem).filter(|rest| rest.is_empty() || rest.starts_with(['-', '.', '_', ' ']))
}

/// The role of a picture by what its name has beside the film's, or by its whole name.
pub fn role(words: &str) -> Option<Role> {
    match fold(words).trim_start_matches(['-', '.', '_', ' ']) {
        "" => Some(Role::Plain),
        "banner" => Some(Role::Banner),
        "fanart" | "backdrop" | "background" => Some(Role::Fanart),
        "thumb" | "thumbnail" | "landscape" => Some(Role::Thumb),
        "poster" | "cover" | "folder" | "movie" => Some(Role::Poster),
        _ => None,
    }
}

/// A subtitle file, by the marks of its name: `.pt-BR`, `.en.forced`, `.de.sdh`.
pub fn subtitle(file: Entry, marks: &str) -> Subtitle {
    let (mut language, mut purpose) = (None, Purpose::Everything);
    for mark in marks.split(['.', ' ']).map(|mark| mark.trim_matches(['-', '_'])) {
        match (fold(mark).as_str(), language.is_some()) {
            ("forced", _) => purpose = Purpose::Forced,
            ("sdh" | "cc", _) | ("hi", true) => purpose = Purpose::Captions,
            (_, false) => language = tag(mark),
            _ => {}
        }
    }
    Subtitle { file, language, purpose }
}

/// A language tag of the common form (BCP 47 §2.1): two or three letters, then subtags of up to eight.
fn tag(text: &str) -> Option<String> {
    let text = text.replace('_', "-");
    let mut parts = text.split('-');
    let is_language = parts.next().is_some_and(|language| {
        matches!(language.len(), 2..=3) && language.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let is_subtag = |part: &str| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_language && parts.all(is_subtag)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str) -> Entry {
        Entry { path: path.to_owned(), size: 1 }
    }

    #[test]
    fn trailers_are_told_by_their_name_or_folder() {
        for (path, expected) in [
            ("a/Title (1999)-trailer.mp4", true),
            ("a/Title (1999).Trailer.MKV", true),
            ("a/trailer.mov", true),
            ("a/Trailers/anything.mp4", true),
            ("a/Title (1999).mp4", false),
            ("a/Trailerpark (1999).mp4", false),
            ("a/trailers/poster.jpg", false),
        ] {
            assert_eq!(entry(path).is_trailer(), expected, "{path}");
        }
    }

    #[test]
    fn a_name_has_a_folder_a_stem_and_a_kind() {
        let file = entry("a/b/Title.1999.MKV");
        assert_eq!((file.folder(), file.stem(), file.kind()), ("a/b", "Title.1999", Kind::Film));
        let top = entry("noextension");
        assert_eq!((top.folder(), top.stem(), top.kind()), ("", "noextension", Kind::Other));
        assert_eq!(entry("a/Subs/en.srt").home(), "a");
    }

    #[test]
    fn the_marks_of_a_subtitle_tell_language_and_purpose() {
        use Purpose::{Captions, Everything, Forced};
        for (marks, language, purpose) in [
            (".pt-BR", Some("pt-BR"), Everything),
            (".pt_BR", Some("pt-BR"), Everything),
            (".en.forced", Some("en"), Forced),
            (".forced.en", Some("en"), Forced),
            (".de.sdh", Some("de"), Captions),
            (".en.hi", Some("en"), Captions),
            (".hi", Some("hi"), Everything),
            (".zh-Hans", Some("zh-Hans"), Everything),
            ("", None, Everything),
            (".English", None, Everything),
            (".../../x", None, Everything),
        ] {
            let read = subtitle(entry("x.srt"), marks);
            assert_eq!((read.language.as_deref(), read.purpose), (language, purpose), "{marks}");
        }
    }

    #[test]
    fn a_name_continues_only_behind_a_separator() {
        assert_eq!(behind("Title (1999)-poster", "Title (1999)"), Some("-poster"));
        assert_eq!(behind("Title (1999)", "Title (1999)"), Some(""));
        assert_eq!(behind("Titles", "Title"), None);
    }
}
