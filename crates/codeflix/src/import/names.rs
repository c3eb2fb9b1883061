//! Titles and years, as the names of files and folders tell them. Names are data: nothing in them is acted upon.

use std::ops::RangeInclusive;

use crate::terminal::is_invisible;

/// Words that begin what a name says about the recording instead of the film.
const RELEASE_WORDS: [&str; 24] = [
    "2160p", "1080p", "1080i", "720p", "576p", "480p", "uhd", "bluray", "blu-ray", "brrip", "bdrip", "dvdrip",
    "webrip", "web-dl", "hdtv", "hdrip", "remux", "x264", "x265", "h264", "h265", "hevc", "xvid", "av1",
];

/// What a name says about a film.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Empty if the name holds none.
    pub title: String,
    pub year: Year,
}

/// How sure the year of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Unknown,
    /// A number between words, which could belong to the title.
    Bare(u16),
    InBrackets(u16),
}

impl Year {
    /// The number, if there is one.
    pub const fn number(self) -> Option<u16> {
        match self {
            Self::Unknown => None,
            Self::Bare(year) | Self::InBrackets(year) => Some(year),
        }
    }
}

/// Reads a name without its extension; numbers outside `years` are no years.
pub fn read(name: &str, years: &RangeInclusive<u16>) -> Name {
    let name = visible(name);
    in_brackets(&name, years).unwrap_or_else(|| bare(&name, years))
}

/// Without control characters and marks that change the direction of what stands around them.
pub fn visible(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).collect()
}

/// `Title (1999) anything`, also with square brackets. The last year counts: the title may hold others.
fn in_brackets(name: &str, years: &RangeInclusive<u16>) -> Option<Name> {
    let mut found = name.match_indices(['(', '[']).filter_map(|(at, _)| {
        let (before, bracket) = name.split_at(at);
        let year = year(bracket.get(1..5)?, years)?;
        let is_closed = matches!(bracket.get(5..6), Some(")" | "]"));
        let title = tidy(before);
        (is_closed && !title.is_empty()).then_some(Name { title, year: Year::InBrackets(year) })
    });
    found.next_back()
}

/// `Title.1999.1080p`: the last year behind the first word, or everything up to the first word about the recording.
fn bare(name: &str, years: &RangeInclusive<u16>) -> Name {
    let spaced = spaced(name);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let told = words.iter().enumerate().skip(1).filter_map(|(at, word)| Some((at, year(word, years)?))).next_back();
    let is_title = |(at, word): &(usize, &&str)| *at == 0 || !RELEASE_WORDS.contains(&word.to_lowercase().as_str());
    let (length, year) = match told {
        Some((at, year)) => (at, Year::Bare(year)),
        None => (words.iter().enumerate().take_while(is_title).count(), Year::Unknown),
    };
    let title: Vec<&str> = words.into_iter().take(length).collect();
    Name { title: tidy(&title.join(" ")), year }
}

fn year(text: &str, years: &RangeInclusive<u16>) -> Option<u16> {
    let is_number = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_number && years.contains(year))
}

fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = if words.len() > 1 { words.join(" ") } else { spaced(text) };
    joined.trim_end_matches(|letter: char| " -–_([".contains(letter)).trim().to_owned()
}

/// Dots and underscores stand for spaces where a name has no space.
fn spaced(name: &str) -> String {
    let name = name.trim();
    if name.contains(char::is_whitespace) { name.to_owned() } else { name.replace(['.', '_'], " ").trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_a_year_are_read_from_the_usual_names() {
        use Year::{Bare, InBrackets, Unknown};
        let table = [
            ("Title (1999)", "Title", InBrackets(1999)),
            ("Title [1999]", "Title", InBrackets(1999)),
            ("Title (1999) [1080p]", "Title", InBrackets(1999)),
            ("Title - (1999)", "Title", InBrackets(1999)),
            ("Some.Title.(1999).1080p", "Some Title", InBrackets(1999)),
            ("Good Luck. (2005)", "Good Luck.", InBrackets(2005)),
            ("1917 (2019)", "1917", InBrackets(2019)),
            ("Title (Again) (1999)", "Title (Again)", InBrackets(1999)),
            ("Título à parte (2001)", "Título à parte", InBrackets(2001)),
            ("Title.1999.1080p", "Title", Bare(1999)),
            ("A.Longer.Title.1999.1080p.BluRay.x264-GROUP", "A Longer Title", Bare(1999)),
            ("a_longer_title_1999", "a longer title", Bare(1999)),
            ("2001.A.Journey.1968.720p", "2001 A Journey", Bare(1968)),
            ("Runner 2049", "Runner 2049", Unknown),
            ("Woman 1984", "Woman", Bare(1984)),
            ("2012", "2012", Unknown),
            ("Title.1080p.x264", "Title", Unknown),
            ("Mr. Somebody", "Mr. Somebody", Unknown),
            ("Title (12345)", "Title (12345)", Unknown),
            ("Title (+199)", "Title (+199)", Unknown),
            ("(1999)", "(1999)", Unknown),
            ("", "", Unknown),
            ("Title (1700)", "Title (1700)", Unknown),
        ];
        for (name, title, year) in table {
            assert_eq!(read(name, &(1888..=2031)), Name { title: title.to_owned(), year }, "{name}");
        }
    }

    #[test]
    fn marks_that_deceive_the_eye_are_no_part_of_a_title() {
        for name in ["Ti\u{202e}tle (1999)", "\u{200f}Title\0 (1999)", "Title\u{2066} (1999)\u{2069}"] {
            assert_eq!(read(name, &(1888..=2031)).title, "Title", "{name:?}");
        }
    }

    #[test]
    fn a_cut_letter_behind_a_bracket_harms_nobody() {
        assert_eq!(read("Title (199é)", &(1888..=2031)).year, Year::Unknown);
    }
}
