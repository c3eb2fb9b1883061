//! The table (CSV) with what is known about the films. Pure: bytes in, lines and mistakes out.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use csv::{ByteRecord, ReaderBuilder};
use kernel::text::Lines;

use super::cells::{BETWEEN, Cells, Column, MAX_NAME, Mistake};

/// Headings there are.
pub const COLUMNS: [Column; 19] = [
    "file",
    "title",
    "description",
    "year_launched",
    "duration",
    "rating",
    "opened",
    "categories",
    "genres",
    "cast",
    "intro_start_ms",
    "intro_end_ms",
    "credits_start_ms",
    "publish_when_ready",
    "trailer",
    "banner",
    "thumbnail",
    "thumbnail_half",
    "subtitles",
];
/// Age ratings, the mildest first.
pub const RATINGS: [&str; 7] = ["er", "l", "10", "12", "14", "16", "18"];
/// Characters of a description at most.
const MAX_DESCRIPTION: usize = 4_000;
/// Categories and genres of a film at most.
const MAX_CATEGORIES: usize = 50;
/// Cast members of a film at most.
const MAX_CAST: usize = 500;
/// Subtitle files of a film at most.
const MAX_SUBTITLES: usize = 100;
/// The longest film, in milliseconds.
const LONGEST: i64 = 720 * 60_000;

/// What a line says about a film. What is absent was not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub line: u64,
    /// Relative to the folder, with `/`.
    pub file: String,
    pub title: Option<String>,
    pub description: Option<String>,
    pub year: Option<u16>,
    pub duration: Option<f64>,
    pub rating: Option<String>,
    pub opened: Option<bool>,
    pub publish_when_ready: Option<bool>,
    pub categories: Vec<String>,
    pub genres: Vec<String>,
    pub cast: Vec<Credit>,
    pub markers: Markers,
    /// Paths of files, with the columns that name them.
    pub companions: BTreeMap<Column, Vec<String>>,
}

/// Somebody who took part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit {
    pub name: String,
    pub part: Part,
}

/// As what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Director,
    Actor,
}

impl Part {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Actor => "actor",
        }
    }
}

/// Where intro and credits lie, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Markers {
    pub intro_start: Option<i64>,
    pub intro_end: Option<i64>,
    pub credits_start: Option<i64>,
}

/// All lines, and everything that is wrong in them.
#[derive(Debug, Default, PartialEq)]
pub struct Sheet {
    pub rows: Vec<Row>,
    pub mistakes: Vec<Mistake>,
}

/// Reads a table in UTF-8, with or without a byte order mark, its cells separated by `,` or `;`.
pub fn read(bytes: &[u8], years: &RangeInclusive<u16>) -> Sheet {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(bytes)).flexible(true).has_headers(false).from_reader(bytes);
    let mut sheet = Sheet::default();
    let mut headings: Option<Headings> = None;
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                sheet.mistakes.push(Mistake { line: 1, column: String::new(), text: error.to_string() });
                break;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        match &headings {
            None => headings = Some(Headings::read(&record, &mut sheet.mistakes)),
            Some(headings) => sheet.rows.extend(headings.row(line, &record, years, &mut sheet.mistakes)),
        }
    }
    if headings.is_none() {
        sheet.mistakes.push(Mistake { line: 1, column: String::new(), text: "the table is empty".to_owned() });
    }
    refuse_repeated_files(&mut sheet);
    sheet
}

/// The more frequent one in the headings, outside of quotes.
fn delimiter(bytes: &[u8]) -> u8 {
    let mut is_quoted = false;
    let (mut commas, mut semicolons) = (0, 0);
    for byte in bytes {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            b',' if !is_quoted => commas += 1,
            b';' if !is_quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

/// Where each column stands.
struct Headings {
    columns: BTreeMap<Column, usize>,
    count: usize,
}

impl Headings {
    fn read(record: &ByteRecord, mistakes: &mut Vec<Mistake>) -> Self {
        let mut columns = BTreeMap::new();
        for (at, heading) in record.iter().enumerate() {
            let heading = String::from_utf8_lossy(heading).trim().to_lowercase();
            let known = COLUMNS.iter().find(|column| **column == heading);
            let problem = match known {
                Some(column) => columns.insert(*column, at).map(|_| "stands there twice".to_owned()),
                None => Some(format!("there is no such column; there are {}", COLUMNS.join(", "))),
            };
            mistakes.extend(problem.map(|text| Mistake { line: 1, column: heading, text }));
        }
        if !columns.contains_key("file") {
            let text = "the column that names the files is missing".to_owned();
            mistakes.push(Mistake { line: 1, column: "file".to_owned(), text });
        }
        Self { columns, count: record.len() }
    }

    /// What a line says; an empty line says nothing.
    fn row(
        &self,
        line: u64,
        record: &ByteRecord,
        years: &RangeInclusive<u16>,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Row> {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return None;
        }
        let mut cells = Cells { line, record, columns: &self.columns, mistakes };
        if record.len() != self.count {
            let text =
                format!("has {} cells, and there are {} headings: is a quote missing?", record.len(), self.count);
            return cells.wrong("", text);
        }
        let file = cells.raw("file");
        if file.is_none() && self.columns.contains_key("file") {
            return cells.wrong("file", "is empty");
        }
        Some(row(file?, &mut cells, years))
    }
}

fn row(file: String, cells: &mut Cells<'_>, years: &RangeInclusive<u16>) -> Row {
    let years = i64::from(*years.start())..=i64::from(*years.end());
    Row {
        line: cells.line,
        file,
        title: cells.text("title", Lines::One, MAX_NAME),
        description: cells.text("description", Lines::Many, MAX_DESCRIPTION),
        year: cells.number("year_launched", years).and_then(|year| year.try_into().ok()),
        duration: cells.minutes("duration"),
        rating: rating(cells),
        opened: cells.yes_or_no("opened"),
        publish_when_ready: cells.yes_or_no("publish_when_ready"),
        categories: cells.names("categories", MAX_CATEGORIES).unwrap_or_default(),
        genres: cells.names("genres", MAX_CATEGORIES).unwrap_or_default(),
        cast: cast(cells),
        markers: markers(cells),
        companions: companions(cells),
    }
}

fn rating(cells: &mut Cells<'_>) -> Option<String> {
    let raw = cells.raw("rating")?;
    let rating = raw.to_lowercase();
    if RATINGS.contains(&rating.as_str()) {
        return Some(rating);
    }
    cells.wrong("rating", format!("{raw:?} is none of {}", RATINGS.join(", ")))
}

/// `Name (director)`; without a part in brackets, an actor.
fn cast(cells: &mut Cells<'_>) -> Vec<Credit> {
    let entries = cells.names("cast", MAX_CAST).unwrap_or_default();
    entries.into_iter().filter_map(|entry| credit(&entry, cells)).collect()
}

fn credit(entry: &str, cells: &mut Cells<'_>) -> Option<Credit> {
    let (name, part) = match entry.strip_suffix(')').and_then(|entry| entry.rsplit_once('(')) {
        Some((name, part)) => (name.trim(), part.trim().to_lowercase()),
        None => (entry, "actor".to_owned()),
    };
    let part = match part.as_str() {
        "director" => Part::Director,
        "actor" => Part::Actor,
        other => return cells.wrong("cast", format!("{other:?} is neither director nor actor")),
    };
    if name.is_empty() {
        return cells.wrong("cast", format!("{entry:?} has no name"));
    }
    Some(Credit { name: name.to_owned(), part })
}

fn markers(cells: &mut Cells<'_>) -> Markers {
    let markers = Markers {
        intro_start: cells.number("intro_start_ms", 0..=LONGEST),
        intro_end: cells.number("intro_end_ms", 0..=LONGEST),
        credits_start: cells.number("credits_start_ms", 0..=LONGEST),
    };
    if let (Some(start), Some(end)) = (markers.intro_start, markers.intro_end)
        && end <= start
    {
        let _: Option<()> = cells.wrong("intro_end_ms", "the intro ends before it begins");
    }
    markers
}

fn companions(cells: &mut Cells<'_>) -> BTreeMap<Column, Vec<String>> {
    let mut companions = BTreeMap::new();
    for column in ["trailer", "banner", "thumbnail", "thumbnail_half"] {
        companions.extend(cells.raw(column).map(|path| (column, vec![path])));
    }
    let paths = cells.raw("subtitles").map(|cell| cell.split(BETWEEN).map(|path| path.trim().to_owned()).collect());
    companions.extend(paths.map(|paths: Vec<String>| ("subtitles", paths)));
    if companions.get("subtitles").is_some_and(|paths| paths.len() > MAX_SUBTITLES) {
        let _: Option<()> = cells.wrong("subtitles", format!("{MAX_SUBTITLES} files are the most"));
    }
    companions
}

fn refuse_repeated_files(sheet: &mut Sheet) {
    let mut seen = BTreeSet::new();
    for row in sheet.rows.iter().filter(|row| !seen.insert(row.file.as_str())) {
        let text = "another line names the same file".to_owned();
        sheet.mistakes.push(Mistake { line: row.line, column: "file".to_owned(), text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEARS: RangeInclusive<u16> = 1888..=2031;

    fn mistakes(text: &[u8]) -> Vec<(u64, String)> {
        read(text, &YEARS).mistakes.into_iter().map(|mistake| (mistake.line, mistake.column)).collect()
    }

    #[test]
    fn every_column_is_read() {
        let text = "file;title;description;year_launched;duration;rating;opened;categories;genres;cast;intro_start_ms;\
            intro_end_ms;credits_start_ms;publish_when_ready;trailer;banner;thumbnail;thumbnail_half;subtitles\n\
            a.mp4; Título ;\"Two\nlines; one film\";1999;90,5;L;yes;Drama | Curtas;Noir;Ana Sá (Director)|Bo;1;2;3;true;\
            t.mp4;b.png;t.png;h.png;a.en.srt|a.de.srt\n";
        let sheet = read(text.as_bytes(), &YEARS);
        assert_eq!(sheet.mistakes, []);
        let expected = Row {
            line: 2,
            file: "a.mp4".into(),
            title: Some("Título".into()),
            description: Some("Two\nlines; one film".into()),
            year: Some(1999),
            duration: Some(90.5),
            rating: Some("l".into()),
            opened: Some(true),
            publish_when_ready: Some(true),
            categories: vec!["Drama".into(), "Curtas".into()],
            genres: vec!["Noir".into()],
            cast: vec![
                Credit { name: "Ana Sá".into(), part: Part::Director },
                Credit { name: "Bo".into(), part: Part::Actor },
            ],
            markers: Markers { intro_start: Some(1), intro_end: Some(2), credits_start: Some(3) },
            companions: [
                ("trailer", vec!["t.mp4".to_owned()]),
                ("banner", vec!["b.png".to_owned()]),
                ("thumbnail", vec!["t.png".to_owned()]),
                ("thumbnail_half", vec!["h.png".to_owned()]),
                ("subtitles", vec!["a.en.srt".to_owned(), "a.de.srt".to_owned()]),
            ]
            .into(),
        };
        assert_eq!(sheet.rows, [expected]);
    }

    #[test]
    fn a_table_comes_with_or_without_a_mark_and_with_either_separator() {
        for text in [
            "file,year_launched\na.mp4,1999\n",
            "\u{feff}file,year_launched\r\na.mp4,1999\r\n\r\n",
            "\u{feff}FILE; Year_Launched\na.mp4;1999\n;\n",
            "\"file\";\"year_launched\"\n\"a.mp4\";1999",
        ] {
            let sheet = read(text.as_bytes(), &YEARS);
            assert_eq!(sheet.mistakes, [], "{text:?}");
            let rows: Vec<_> = sheet.rows.iter().map(|row| (row.file.as_str(), row.year)).collect();
            assert_eq!(rows, [("a.mp4", Some(1999))], "{text:?}");
        }
    }

    #[test]
    fn all_mistakes_of_all_lines_are_told_with_their_place() {
        let text = b"file,year_launched,rating,opened,cast,duration,intro_start_ms,intro_end_ms\n\
            a.mp4,1700,99,perhaps,Ana (singer),721,5,4\n\
            ,1999,l,no,,,,\n\
            b.mp4,\xff,l,no,,,,\n\
            c.mp4,1999\n\
            a.mp4,1999,l,no,(actor),1.005,-1,x\n";
        let expected = [
            (2, "year_launched"),
            (2, "duration"),
            (2, "rating"),
            (2, "opened"),
            (2, "cast"),
            (2, "intro_end_ms"),
            (3, "file"),
            (4, "year_launched"),
            (5, ""),
            (6, "duration"),
            (6, "cast"),
            (6, "intro_start_ms"),
            (6, "intro_end_ms"),
            (6, "file"),
        ];
        assert_eq!(mistakes(text), expected.map(|(line, column)| (line, column.to_owned())));
    }

    #[test]
    fn headings_are_known_ones_each_once_and_with_the_file() {
        let expected = [(1, "colour"), (1, "title"), (1, "file")].map(|(line, column)| (line, column.to_owned()));
        assert_eq!(mistakes(b"colour,title,title\nred,a,b\n"), expected);
        assert_eq!(mistakes(b""), [(1, String::new())]);
    }

    #[test]
    fn texts_that_are_too_long_or_no_texts_are_mistakes() {
        let long = "x".repeat(4_097);
        let text = format!("file,title,description,genres\na,{long},{long},{long}\nb,a\u{7}b,a\u{0}b,ok\n");
        let places = [(2, "title"), (2, "description"), (2, "genres"), (3, "title"), (3, "description")];
        assert_eq!(mistakes(text.as_bytes()), places.map(|(line, column)| (line, column.to_owned())));
    }
}
