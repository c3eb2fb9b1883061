//! What a terminal shows. Names come from strangers: what would deceive the eye is written out.

use std::fmt::Write;

use console::{Alignment, pad_str, truncate_str};
use indicatif::BinaryBytes;

use super::{
    bring::{Made, Outcome, lacking},
    catalogue::Word,
    files::Purpose,
    outlook::{Outlook, Standing},
    plan::{Draft, Film, Plan, PutIn},
    sheet::Part,
};
use crate::terminal::safe;

/// Columns of the terminal that a cell may take.
const MAX_CELL: usize = 60;
/// Lines of a list that nobody has to act upon.
const MAX_LINES: usize = 20;

/// A heading with its lines; nothing if there are none.
pub fn list(heading: &str, lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| format!("  - {line}\n")).collect();
    if lines.is_empty() { String::new() } else { format!("\n{heading}\n{}", lines.concat()) }
}

/// The table of a dry run, one film a line, and a second line for what only a table can say.
pub fn table(plan: &Plan, outlook: Option<&Outlook>) -> String {
    const HEADINGS: [&str; 6] = ["File", "Title", "Year", "Rating", "Brings", "Becomes"];
    let films: Vec<([String; 6], Option<String>)> = plan
        .films
        .iter()
        .enumerate()
        .map(|(at, film)| {
            let standing = outlook.and_then(|outlook| outlook.standings.get(at));
            let is_there = matches!(standing, Some(Standing::There(_)));
            (cells(film, standing), film.draft.as_ref().ok().filter(|_| !is_there).and_then(details))
        })
        .collect();
    let headings = HEADINGS.map(str::to_owned);
    let width = |column: usize| {
        let rows = films.iter().map(|(cells, _)| cells).chain([&headings]);
        rows.filter_map(|cells| cells.get(column)).map(|cell| console::measure_text_width(cell)).max()
    };
    let widths: Vec<usize> = (0..HEADINGS.len()).map(|column| width(column).unwrap_or_default()).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| pad_str(cell, *width, Alignment::Left, None));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut shown = line(&headings);
    for (cells, details) in &films {
        shown += &line(cells);
        shown.extend(details.iter().map(|details| format!("    {details}\n")));
    }
    shown
}

fn cells(film: &Film, standing: Option<&Standing>) -> [String; 6] {
    let year = film.year.map_or_else(|| "?".to_owned(), |year| year.to_string());
    let rating = film.draft.as_ref().map_or_else(
        |_| "-".to_owned(),
        |draft| format!("{}{}", draft.rating, if draft.put_in.contains(&PutIn::Rating) { "*" } else { "" }),
    );
    let short = |text: &str| truncate_str(&safe(text), MAX_CELL, "…").into_owned();
    [short(&film.file.path), short(&film.title), year, rating, brings(film, standing), becomes(film, standing)]
}

fn brings(film: &Film, standing: Option<&Standing>) -> String {
    let lacking = match (&film.draft, standing) {
        (Err(_), _) => Vec::new(),
        (Ok(_), Some(Standing::There(lacking))) => lacking.clone(),
        (Ok(_), _) => lacking(film, None),
    };
    let size = BinaryBytes(film.file.size);
    let parts: Vec<String> = lacking
        .into_iter()
        .map(|what| if what == "video" { format!("video {size}") } else { what.to_owned() })
        .collect();
    if parts.is_empty() { "-".to_owned() } else { parts.join(", ") }
}

fn becomes(film: &Film, standing: Option<&Standing>) -> String {
    let text = match (film.draft.is_err(), standing) {
        (true, _) | (_, Some(Standing::Refused)) => "nothing: see below",
        (_, Some(Standing::There(lacking))) if lacking.is_empty() => "there already",
        (_, Some(Standing::There(_))) => "there already, completed",
        (_, Some(Standing::New) | None) => "a new draft",
    };
    text.to_owned()
}

/// What the other columns have no room for.
fn details(draft: &Draft) -> Option<String> {
    let mut parts = Vec::new();
    if !draft.put_in.contains(&PutIn::Description) {
        parts.push(format!("description: {} characters", draft.description.chars().count()));
    }
    parts.extend(draft.duration.map(|minutes| format!("{minutes} minutes")));
    parts.extend(draft.opened.then(|| "opened".to_owned()));
    parts.extend(draft.publish_when_ready.then(|| "published when ready".to_owned()));
    for (name, at) in [
        ("intro from", draft.markers.intro_start),
        ("intro to", draft.markers.intro_end),
        ("credits from", draft.markers.credits_start),
    ] {
        parts.extend(at.map(|at| format!("{name} {at} ms")));
    }
    let cast: Vec<String> =
        draft.cast.iter().map(|credit| format!("{} ({})", credit.name, credit.part.as_str())).collect();
    for (name, words) in [("categories", &draft.categories), ("genres", &draft.genres), ("cast", &cast)] {
        let words: Vec<String> = words.iter().map(|word| safe(word)).collect();
        parts.extend((!words.is_empty()).then(|| format!("{name}: {}", words.join(", "))));
    }
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// What would be made beside the films.
pub fn new_words(outlook: &Outlook) -> String {
    let lines = outlook.new_words.iter().map(|(word, names)| {
        let what = match word {
            Word::Category => "categories",
            Word::Genre => "genres, fitting all categories",
            Word::Cast(Part::Director) => "directors",
            Word::Cast(Part::Actor) => "actors",
        };
        let names: Vec<String> = names.iter().map(|name| safe(name)).collect();
        format!("{what}: {}", names.join(", "))
    });
    list("New as well:", lines)
}

/// What keeps films from being brought.
pub fn faults(plan: &Plan) -> String {
    let faults = plan.films.iter().flat_map(|film| {
        let faults = film.draft.as_ref().err().into_iter().flatten();
        faults.map(|fault| format!("{}: {}", safe(&film.file.path), safe(fault)))
    });
    list("Wrong, and not brought:", faults)
}

/// What is doubtful, which subtitles are for whom, and what is not used.
pub fn remarks(plan: &Plan) -> String {
    let doubts = plan
        .films
        .iter()
        .flat_map(|film| film.doubts.iter().map(|doubt| format!("{}: {}", safe(&film.file.path), safe(doubt))));
    let subtitles = plan.films.iter().flat_map(Film::offered_subtitles).map(|(it, language)| {
        let purpose = match it.purpose {
            Purpose::Everything => "",
            Purpose::Forced => ", forced",
            Purpose::Captions => ", for the deaf",
        };
        format!("{} ({}{purpose})", safe(&it.file.path), safe(language))
    });
    [
        list("Doubtful:", doubts),
        list("Subtitles:", subtitles),
        list("Not used:", shortened(plan.strays.iter().map(|stray| format!("{}: {}", safe(&stray.path), stray.why)))),
    ]
    .concat()
}

/// What new drafts get because nobody said it.
pub fn put_in<'a>(drafts: impl Iterator<Item = &'a Draft>) -> String {
    let drafts: Vec<&Draft> = drafts.collect();
    let texts = [
        (PutIn::Description, "without a description (the title is put in)"),
        (PutIn::Rating, "without a rating (the strictest is put in)"),
    ];
    let lines = texts.map(|(field, text)| {
        let count = drafts.iter().filter(|draft| draft.put_in.contains(&field)).count();
        (count > 0).then(|| format!("new films {text}: {count}"))
    });
    list("To be looked through:", lines.into_iter().flatten())
}

fn shortened(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines: Vec<String> = lines.collect();
    let more = lines.len().saturating_sub(MAX_LINES);
    lines.truncate(MAX_LINES);
    lines.extend((more > 0).then(|| format!("and {more} more")));
    lines
}

/// One line about a film that was worked on.
pub fn outcome(title: &str, outcome: &Outcome) -> String {
    let what = match outcome.made {
        Made::Now => "made",
        Made::Before if outcome.brought.is_empty() => "there already",
        Made::Before => "completed",
        Made::Not => "refused",
    };
    let mut line = format!("{what:13}  {}", safe(title));
    if !outcome.brought.is_empty() {
        let _ = write!(line, ": {}", outcome.brought.join(", "));
    }
    if outcome.made != Made::Not && !outcome.refused.is_empty() {
        let _ = write!(line, "; {} refused", outcome.refused.len());
    }
    line
}
