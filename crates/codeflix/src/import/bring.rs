//! Carries a plan out, film by film. Each step first looks whether it was done before, so a run that was killed is gone
//! on with by running again; the film itself comes last, so that a video with its film lacks nothing it was to have.

use hex::encode;
use indicatif::ProgressBar;
use sha2::{Digest, Sha256};

use super::{
    catalogue::{Catalogue, Reel, Video},
    files::{Entry, Slot, Subtitle},
    folder::Folder,
    keys::keys,
    plan::{Draft, Film, FilmKey},
    upload::{bring_reel, read_small, with_file},
};
use crate::{remote::Error, terminal::safe};

/// What subtitles are called.
const SUBTITLES: &str = "subtitles";

/// What became of a film.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub made: Made,
    /// What was brought to the video.
    pub brought: Vec<&'static str>,
    /// What Codeflix did not take, or could not be read.
    pub refused: Vec<String>,
    /// What is there already in another form, and was left as it is.
    pub kept: Vec<String>,
}

/// Whether the video was there before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Made {
    Now,
    Before,
    #[default]
    Not,
}

/// What a file does to a video.
#[derive(Debug, PartialEq, Eq)]
enum Change {
    Brought,
    /// It was brought before.
    Nothing,
    /// Something else has its place.
    Kept(String),
    Failed(String),
}

/// Brings one film, and whatever of it can be brought. `Err` is what the next film would meet, too.
pub async fn bring(
    catalogue: &mut Catalogue,
    folder: &Folder,
    film: &Film,
    draft: &Draft,
    progress: &ProgressBar,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    let video = match find_or_make(catalogue, draft).await {
        Ok(Ok((video, made))) => {
            outcome.made = made;
            video
        }
        Ok(Err(why)) => return Ok(Outcome::refused(&film.file, &[why])),
        Err(error) if error.is_of_all_films() => return Err(error),
        Err(error) => return Ok(Outcome::refused(&film.file, &[error.to_string()])),
    };
    for (slot, file) in &film.pictures {
        progress.set_message(format!("{}: {}", safe(&film.title), slot.as_str()));
        let change = picture(catalogue, &video, *slot, (folder, file)).await;
        outcome.note(slot.as_str(), file, change)?;
    }
    for (subtitle, language) in film.offered_subtitles() {
        progress.set_message(format!("{}: {SUBTITLES}", safe(&film.title)));
        let change = text(catalogue, &video, (subtitle, language), folder).await;
        outcome.note(SUBTITLES, &subtitle.file, change)?;
    }
    let trailer = film.trailer.as_ref().map(|file| (Reel::Trailer, file));
    for (kind, file) in trailer.into_iter().chain([(Reel::Video, &film.file)]) {
        progress.set_message(format!("{}: {}", safe(&film.title), kind.as_str()));
        let change = reel(catalogue, &video, kind, (folder, file), progress).await;
        outcome.note(kind.as_str(), file, change)?;
    }
    Ok(outcome)
}

impl Outcome {
    /// Of a film that is not brought.
    pub fn refused(file: &Entry, faults: &[String]) -> Self {
        Self { refused: faults.iter().map(|fault| format!("{}: {fault}", file.path)).collect(), ..Self::default() }
    }

    fn note(&mut self, what: &'static str, file: &Entry, change: Result<Change, Error>) -> Result<(), Error> {
        match change {
            Ok(Change::Brought) => self.brought.push(what),
            Ok(Change::Nothing) => {}
            Ok(Change::Kept(other)) => self.kept.push(format!("{}: the {what} there is {other}", file.path)),
            Ok(Change::Failed(why)) => self.refused.push(format!("{}: {why}", file.path)),
            Err(error) if error.is_of_all_films() => return Err(error),
            Err(error) => self.refused.push(format!("{}: {error}", file.path)),
        }
        Ok(())
    }
}

/// The video of a film, or why it has none.
async fn find_or_make(catalogue: &mut Catalogue, draft: &Draft) -> Result<Result<(Video, Made), String>, Error> {
    let found = catalogue.find(&FilmKey::new(&draft.title, draft.year), &draft.title).await?;
    let count = found.len();
    match found.into_iter().next() {
        Some(video) if count == 1 => Ok(Ok((video, Made::Before))),
        Some(_) => Ok(Err(ambiguous(count))),
        None => match misplaced(&catalogue.misplaced_genres(draft).await?) {
            Some(why) => Ok(Err(why)),
            None => Ok(Ok((catalogue.make(draft).await?, Made::Now))),
        },
    }
}

/// Nobody can tell which of several videos is meant.
pub fn ambiguous(count: usize) -> String {
    format!("Codeflix has {count} videos of this title and year already")
}

/// A genre fits only some categories, and the film is in none of them.
pub fn misplaced(genres: &[String]) -> Option<String> {
    let genres = genres.join(", ");
    (!genres.is_empty()).then(|| format!("in Codeflix these genres belong to other categories: {genres}"))
}

async fn picture(
    catalogue: &mut Catalogue,
    video: &Video,
    slot: Slot,
    (folder, file): (&Folder, &Entry),
) -> Result<Change, Error> {
    let bytes = read_small(folder, file).await?;
    match video.picture(slot) {
        Some(there) if there.checksum == encode(Sha256::digest(&bytes)) => Ok(Change::Nothing),
        Some(there) => Ok(Change::Kept(there.name.clone())),
        None => {
            let path = format!("{}/medias/{}", video.path(), slot.as_str());
            catalogue.client.send(&with_file(&path, &[], (file.name(), &bytes))).await?;
            Ok(Change::Brought)
        }
    }
}

async fn text(
    catalogue: &mut Catalogue,
    video: &Video,
    (subtitle, language): (&Subtitle, &str),
    folder: &Folder,
) -> Result<Change, Error> {
    let bytes = read_small(folder, &subtitle.file).await?;
    let checksum = encode(Sha256::digest(&bytes));
    if video.has_text(&checksum) {
        return Ok(Change::Nothing);
    }
    if let Some(there) = video.text_named(subtitle.file.name()) {
        return Ok(Change::Kept(there.name.clone()));
    }
    let said = [("language", language), ("kind", subtitle.purpose.as_str())];
    let path = format!("{}/text_tracks", video.path());
    for key in keys(&[&video.id, SUBTITLES, &subtitle.file.path, &checksum]) {
        let call = with_file(&path, &said, (subtitle.file.name(), &bytes)).once(key.header());
        catalogue.client.send(&call).await?;
        // Subtitles that were brought before and taken away since are brought in name only.
        if catalogue.read(&video.id).await?.is_none_or(|shown| shown.has_text(&checksum)) {
            break;
        }
    }
    Ok(Change::Brought)
}

async fn reel(
    catalogue: &mut Catalogue,
    video: &Video,
    reel: Reel,
    (folder, file): (&Folder, &Entry),
    progress: &ProgressBar,
) -> Result<Change, Error> {
    if let Some(there) = video.reel(reel) {
        match (there.size_bytes == file.size, there.failure()) {
            (true, None) => return Ok(Change::Nothing),
            (true, Some(why)) => return Ok(Change::Failed(format!("it could not be encoded: {why}"))),
            (false, None) => return Ok(Change::Kept(format!("{} ({} bytes)", there.name, there.size_bytes))),
            // What could not be encoded is worth another file.
            (false, Some(_)) => {}
        }
    }
    bring_reel(catalogue, (video, reel), (folder, file), progress).await?;
    Ok(Change::Brought)
}

/// What a video lacks of a film, as far as it can be told without reading files.
pub fn lacking(film: &Film, video: Option<&Video>) -> Vec<&'static str> {
    let is_there = |reel: Reel| video.is_some_and(|video| video.reel(reel).is_some());
    let pictures = film.pictures.keys().filter(|slot| video.is_none_or(|video| video.picture(**slot).is_none()));
    let trailer = (film.trailer.is_some() && !is_there(Reel::Trailer)).then_some(Reel::Trailer.as_str());
    let reel = (!is_there(Reel::Video)).then_some(Reel::Video.as_str());
    let is_new = |it: &Subtitle| video.is_none_or(|video| video.text_named(it.file.name()).is_none());
    let texts = film.offered_subtitles().any(|(it, _)| is_new(it)).then_some(SUBTITLES);
    pictures.map(|slot| slot.as_str()).chain(texts).chain(trailer).chain(reel).collect()
}
