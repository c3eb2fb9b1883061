//! What an import would bring: films with everything that is known about them, and what is wrong or doubtful. Pure.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use kernel::text::{self, Lines, fold};

use super::{
    cells::{Column, MAX_NAME, Mistake},
    files::{Entry, Slot, Subtitle, last_part, subtitle},
    gather::{Bundle, Named, Stray, gather},
    names::{self, Name, Year},
    sheet::{Credit, Markers, Row},
};

/// Put in where nobody said anything: the strictest, so that nobody sees a film too early.
const DEFAULT_RATING: &str = "18";

/// Everything that would be brought.
#[derive(Debug, Default, PartialEq)]
pub struct Plan {
    pub films: Vec<Film>,
    pub strays: Vec<Stray>,
}

/// One film of the folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Film {
    pub file: Entry,
    /// As far as it is known; shown even if the film cannot be brought.
    pub title: String,
    pub year: Option<u16>,
    /// Or everything that keeps it from becoming one.
    pub draft: Result<Draft, Vec<String>>,
    pub trailer: Option<Entry>,
    pub pictures: BTreeMap<Slot, Entry>,
    pub subtitles: Vec<Subtitle>,
    pub doubts: Vec<String>,
}

impl Film {
    /// Subtitles whose language is known, with it; nobody could choose the others.
    pub fn offered_subtitles(&self) -> impl Iterator<Item = (&Subtitle, &str)> {
        self.subtitles.iter().filter_map(|subtitle| Some((subtitle, subtitle.language.as_deref()?)))
    }
}

/// What is said about a film.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub title: String,
    pub year: u16,
    pub description: String,
    pub duration: Option<f64>,
    pub rating: String,
    pub opened: bool,
    pub publish_when_ready: bool,
    pub categories: Vec<String>,
    pub genres: Vec<String>,
    pub cast: Vec<Credit>,
    pub markers: Markers,
    /// What was put in because nobody said it.
    pub put_in: Vec<PutIn>,
}

/// A field that has to be filled and was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutIn {
    Description,
    Rating,
}

/// What films are told apart by: two of the same title and year are the same film.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilmKey {
    pub title: String,
    pub year: u16,
}

impl FilmKey {
    /// Case and accents do not matter.
    pub fn new(title: &str, year: u16) -> Self {
        Self { title: fold(title), year }
    }
}

/// Puts together what the files and the table say. `Err` if the table names what is not there.
pub fn plan(files: Vec<Entry>, rows: &[Row], years: &RangeInclusive<u16>) -> Result<Plan, Vec<Mistake>> {
    let by_path: BTreeMap<String, Entry> = files.iter().map(|file| (file.path.clone(), file.clone())).collect();
    let named = Named {
        films: rows.iter().map(|row| row.file.as_str()).collect(),
        companions: rows.iter().flat_map(|row| row.companions.values().flatten()).map(String::as_str).collect(),
    };
    let mistakes: Vec<Mistake> = rows.iter().flat_map(|row| wrong_files(row, &by_path, &named.films)).collect();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let gathered = gather(files, &named);
    let alone = folders_with_one_film(&gathered.bundles);
    let rows: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.file.as_str(), row)).collect();
    let describe = |bundle: Bundle| {
        let told = name(&bundle.film, &alone, years);
        let row = rows.get(bundle.film.path.as_str()).map(|row| (*row).clone()).unwrap_or_default();
        film(bundle, told, row, &by_path)
    };
    let mut films: Vec<Film> = gathered.bundles.into_iter().map(describe).collect();
    refuse_doubles(&mut films);
    Ok(Plan { films, strays: gathered.strays })
}

/// Paths of a line that name no file of the folder, or a film where a companion is wanted. What was not found in the
/// folder is never opened.
fn wrong_files(row: &Row, files: &BTreeMap<String, Entry>, films: &BTreeSet<&str>) -> Vec<Mistake> {
    let wrong = |column: Column, path: &str| {
        let leaves = path.starts_with('/') || path.split('/').any(|part| part == "..");
        let why = match (files.contains_key(path), leaves) {
            (true, _) if column != "file" && films.contains(path) => "is the film of a line",
            (true, _) => return None,
            (false, true) => "leads out of the folder",
            (false, false) => "is no file of the folder",
        };
        Some(Mistake { line: row.line, column: column.to_owned(), text: format!("{path:?} {why}") })
    };
    let companions = row.companions.iter().flat_map(|(column, paths)| paths.iter().map(|path| (*column, path)));
    let named = std::iter::once(("file", &row.file)).chain(companions);
    named.filter_map(|(column, path)| wrong(column, path)).collect()
}

fn folders_with_one_film(bundles: &[Bundle]) -> BTreeSet<String> {
    let mut films: BTreeMap<&str, usize> = BTreeMap::new();
    for bundle in bundles {
        *films.entry(bundle.film.folder()).or_default() += 1;
    }
    films.into_iter().filter(|(_, count)| *count == 1).map(|(folder, _)| folder.to_owned()).collect()
}

/// What the file is called, or the folder if it holds nothing else and says more.
fn name(film: &Entry, alone: &BTreeSet<String>, years: &RangeInclusive<u16>) -> Name {
    let own = names::read(film.stem(), years);
    if own.year != Year::Unknown || !alone.contains(film.folder()) {
        return own;
    }
    let folder = names::read(last_part(film.folder()), years);
    if folder.year == Year::Unknown { own } else { folder }
}

fn film(bundle: Bundle, told: Name, row: Row, files: &BTreeMap<String, Entry>) -> Film {
    let mut doubts = Vec::new();
    if let (Year::Bare(year), None) = (told.year, row.year) {
        doubts.push(format!("the year {year} is guessed from a number without brackets"));
    }
    let (title, year) = (row.title.clone().unwrap_or(told.title), row.year.or(told.year.number()));
    let named = |column: Column| {
        let paths = row.companions.get(column).into_iter().flatten();
        paths.filter_map(|path| files.get(path).cloned()).collect::<Vec<_>>()
    };
    let mut pictures = bundle.pictures;
    for slot in [Slot::Banner, Slot::Thumbnail, Slot::ThumbnailHalf] {
        pictures.extend(named(slot.as_str()).pop().map(|file| (slot, file)));
    }
    let mut subtitles = bundle.subtitles;
    subtitles.extend(named("subtitles").into_iter().map(|file| with_marks(file, bundle.film.stem())));
    let nameless = subtitles.iter().filter(|it| it.language.is_none());
    doubts.extend(nameless.map(|it| format!("{} is not brought: its name tells no language", it.file.name())));
    let trailer = named("trailer").pop().or(bundle.trailer);
    let draft = draft(&title, year, row);
    Film { file: bundle.film, title, year, draft, trailer, pictures, subtitles, doubts }
}

/// The marks of a subtitle file are what its name has beside the film's, or behind its first dot.
fn with_marks(file: Entry, film: &str) -> Subtitle {
    let marks = match file.stem().strip_prefix(film) {
        Some(marks) => marks.to_owned(),
        None => file.stem().split_once('.').map(|(_, marks)| marks.to_owned()).unwrap_or_default(),
    };
    subtitle(file, &marks)
}

fn draft(title: &str, year: Option<u16>, row: Row) -> Result<Draft, Vec<String>> {
    let mut faults = Vec::new();
    let parsed = text::parse("title", title, Lines::One, 1, MAX_NAME);
    if parsed.is_err() {
        faults.push(format!("its name gives no title of 1 to {MAX_NAME} characters"));
    }
    if year.is_none() {
        faults.push("no year: call it `Title (1999)`, or say year_launched in a table".to_owned());
    }
    let (Ok(title), Some(year)) = (parsed, year) else { return Err(faults) };
    let said = (row.description.is_some(), row.rating.is_some());
    let put_in = [(PutIn::Description, said.0), (PutIn::Rating, said.1)];
    Ok(Draft {
        description: row.description.unwrap_or_else(|| title.clone()),
        title,
        year,
        duration: row.duration,
        rating: row.rating.unwrap_or_else(|| DEFAULT_RATING.to_owned()),
        opened: row.opened.unwrap_or_default(),
        publish_when_ready: row.publish_when_ready.unwrap_or_default(),
        categories: row.categories,
        genres: row.genres,
        cast: row.cast,
        markers: row.markers,
        put_in: put_in.into_iter().filter(|(_, is_said)| !is_said).map(|(field, _)| field).collect(),
    })
}

/// Films of the same title and year cannot be told apart, so none of them is brought.
fn refuse_doubles(films: &mut [Film]) {
    let mut paths: BTreeMap<FilmKey, Vec<String>> = BTreeMap::new();
    for film in films.iter() {
        if let Ok(draft) = &film.draft {
            paths.entry(FilmKey::new(&draft.title, draft.year)).or_default().push(film.file.path.clone());
        }
    }
    for film in films {
        let Ok(draft) = &film.draft else { continue };
        let same = paths.get(&FilmKey::new(&draft.title, draft.year));
        let others = same.into_iter().flatten().filter(|path| **path != film.file.path);
        let others: Vec<&str> = others.map(String::as_str).collect();
        if !others.is_empty() {
            film.draft = Err(vec![format!("the same title and year as {}", others.join(", "))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{files::Purpose, sheet},
        *,
    };

    const YEARS: RangeInclusive<u16> = 1888..=2031;

    fn files(paths: &[&str]) -> Vec<Entry> {
        paths.iter().map(|path| Entry { path: (*path).to_owned(), size: 1 }).collect()
    }

    fn planned(paths: &[&str], table: &str) -> Plan {
        let read = sheet::read(table.as_bytes(), &YEARS);
        assert_eq!(read.mistakes, []);
        plan(files(paths), &read.rows, &YEARS).unwrap()
    }

    #[test]
    fn the_folder_names_the_only_film_in_it() {
        let plan =
            planned(&["A (1999)/video.mkv", "B (2000)/one.mkv", "B (2000)/two.mkv", "C (2001)/D (2002).mkv"], "file\n");
        let titles: Vec<_> = plan.films.iter().map(|film| (film.title.as_str(), film.year)).collect();
        assert_eq!(titles, [("A", Some(1999)), ("one", None), ("two", None), ("D", Some(2002))]);
        assert!(plan.films.iter().all(|film| film.draft.is_ok() == film.year.is_some()));
    }

    #[test]
    fn the_table_says_more_than_names_and_the_rest_is_put_in() {
        let table = "file,title,year_launched,rating,description\nx.mp4,A title,1999,L,Words\n";
        let plan = planned(&["x.mp4", "Other (2001).mp4"], table);
        let [other, told] = plan.films.as_slice() else { panic!("{plan:?}") };
        let (other, told) = (other.draft.clone().unwrap(), told.draft.clone().unwrap());
        assert_eq!((told.title.as_str(), told.year, told.rating.as_str()), ("A title", 1999, "l"));
        assert_eq!((told.description.as_str(), told.put_in), ("Words", vec![]));
        assert_eq!((other.description.as_str(), other.rating.as_str()), ("Other", "18"));
        assert_eq!(other.put_in, [PutIn::Description, PutIn::Rating]);
    }

    #[test]
    fn companions_of_the_table_win_and_are_no_films_themselves() {
        let table = "file,trailer,thumbnail,subtitles\nOne (1999).mp4,extra.mp4,art/x.png,words.pt-BR.forced.srt\n";
        let paths = ["One (1999).mp4", "One (1999).jpg", "art/x.png", "extra.mp4", "words.pt-BR.forced.srt"];
        let plan = planned(&paths, table);
        let [film] = plan.films.as_slice() else { panic!("{plan:?}") };
        assert_eq!(film.trailer.as_ref().unwrap().path, "extra.mp4");
        assert_eq!(film.pictures[&Slot::Thumbnail].path, "art/x.png");
        let subtitle = film.subtitles.first().unwrap();
        assert_eq!((subtitle.language.as_deref(), subtitle.purpose), (Some("pt-BR"), Purpose::Forced));
    }

    #[test]
    fn films_that_cannot_be_told_apart_are_all_refused() {
        let plan = planned(&["Ação (1999).mkv", "acao.1999.mp4", "Other (1999).mp4"], "file\n");
        let refused: Vec<_> =
            plan.films.iter().filter(|film| film.draft.is_err()).map(|film| &film.file.path).collect();
        assert_eq!(refused, ["Ação (1999).mkv", "acao.1999.mp4"]);
    }

    #[test]
    fn paths_that_are_no_files_of_the_folder_are_mistakes() {
        let table = "file,trailer,banner\n../a.mp4,/etc/passwd,a\u{202e}b.png\nx.mp4,x.mp4,\n";
        let read = sheet::read(table.as_bytes(), &YEARS);
        let mistakes = plan(files(&["x.mp4"]), &read.rows, &YEARS).unwrap_err();
        let places: Vec<_> = mistakes.iter().map(|mistake| (mistake.line, mistake.column.as_str())).collect();
        assert_eq!(places, [(2, "file"), (2, "banner"), (2, "trailer"), (3, "trailer")]);
        assert!(!mistakes.iter().any(|mistake| mistake.text.contains('\u{202e}')), "shown as it is");
    }

    #[test]
    fn a_guessed_year_and_a_missing_language_are_doubtful() {
        let plan = planned(&["Woman 1984.mp4", "Woman 1984.srt"], "file\n");
        assert_eq!(plan.films.first().unwrap().doubts.len(), 2);
        assert_eq!(sheet::RATINGS.last(), Some(&DEFAULT_RATING));
    }
}
