//! What Codeflix has already, and what is made there: films are found by title and year, words by their name.

use std::collections::{BTreeMap, BTreeSet};

use http::{Method, StatusCode};
use kernel::text::fold;
use serde::Deserialize;
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::{
    files::Slot,
    keys::keys,
    plan::{Draft, FilmKey},
    sheet::{Credit, Part},
};
use crate::{
    preset::Preset,
    remote::{Call, Client, Error},
};

const VIDEOS: &str = "/api/v1/admin/videos";
/// Characters of a search at most.
const MAX_SEARCH: usize = 200;
/// Entries of a page.
const PER_PAGE: usize = 100;

/// A video as its editors see it.
#[derive(Clone, Debug, Deserialize)]
pub struct Video {
    pub id: String,
    title: String,
    year_launched: u16,
    #[serde(rename = "video")]
    film: Option<Medium>,
    trailer: Option<Medium>,
    thumbnail: Option<Picture>,
    thumbnail_half: Option<Picture>,
    banner: Option<Picture>,
    #[serde(default)]
    text_tracks: Vec<Text>,
}

/// A film or trailer that is there.
#[derive(Clone, Debug, Deserialize)]
pub struct Medium {
    /// That of the upload it was.
    pub id: String,
    pub name: String,
    pub size_bytes: u64,
    status: String,
    error_code: Option<String>,
    error: Option<String>,
}

/// A picture that is there.
#[derive(Clone, Debug, Deserialize)]
pub struct Picture {
    /// SHA-256 of the file that was uploaded, hexadecimal.
    pub checksum: String,
    pub name: String,
}

/// Subtitles that are there.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    /// SHA-256 of the file that was uploaded, hexadecimal.
    pub checksum: String,
    pub name: String,
}

/// Which of the two films of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reel {
    Video,
    Trailer,
}

impl Reel {
    /// As the API names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Trailer => "trailer",
        }
    }
}

impl Video {
    pub const fn reel(&self, reel: Reel) -> Option<&Medium> {
        match reel {
            Reel::Video => self.film.as_ref(),
            Reel::Trailer => self.trailer.as_ref(),
        }
    }

    pub const fn picture(&self, slot: Slot) -> Option<&Picture> {
        match slot {
            Slot::Thumbnail => self.thumbnail.as_ref(),
            Slot::ThumbnailHalf => self.thumbnail_half.as_ref(),
            Slot::Banner => self.banner.as_ref(),
        }
    }

    /// Subtitles that were these bytes.
    pub fn has_text(&self, checksum: &str) -> bool {
        self.text_tracks.iter().any(|text| text.checksum == checksum)
    }

    /// Subtitles that came from a file of this name.
    pub fn text_named(&self, name: &str) -> Option<&Text> {
        self.text_tracks.iter().find(|text| text.name == name)
    }

    /// Where its API begins.
    pub fn path(&self) -> String {
        format!("{VIDEOS}/{}", self.id)
    }
}

impl Medium {
    /// Why it could not be encoded, if so.
    pub fn failure(&self) -> Option<String> {
        let code = self.error_code.as_deref().unwrap_or_default();
        (self.status == "error").then(|| format!("{code}: {}", self.error.as_deref().unwrap_or_default()))
    }
}

/// What films are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    Category,
    Genre,
    Cast(Part),
}

impl Word {
    const fn collection(self) -> &'static str {
        match self {
            Self::Category => "categories",
            Self::Genre => "genres",
            Self::Cast(_) => "cast_members",
        }
    }

    fn entry(self, name: &str) -> Value {
        match self {
            Self::Category | Self::Genre => json!({ "name": name }),
            Self::Cast(part) => json!({ "name": name, "type": part.as_str() }),
        }
    }

    /// Whether an entry is what is called so.
    fn names(self, entry: &Listed, folded: &str) -> bool {
        let has_part = match self {
            Self::Cast(part) => entry.r#type.as_deref() == Some(part.as_str()),
            Self::Category | Self::Genre => true,
        };
        has_part && fold(&entry.name) == folded
    }
}

/// A category, genre or cast member that is there.
#[derive(Clone, Debug, Deserialize)]
pub struct Listed {
    pub id: String,
    name: String,
    r#type: Option<String>,
    /// Those a genre belongs to; none means all.
    #[serde(default)]
    categories_id: BTreeSet<String>,
}

/// The words of a film.
pub fn words(draft: &Draft) -> impl Iterator<Item = (Word, &str)> {
    let categories = draft.categories.iter().map(|name| (Word::Category, name.as_str()));
    let genres = draft.genres.iter().map(|name| (Word::Genre, name.as_str()));
    let cast = draft.cast.iter().map(|Credit { name, part }| (Word::Cast(*part), name.as_str()));
    categories.chain(genres).chain(cast)
}

/// The catalogue of an installation, and the words of it that were looked up.
pub struct Catalogue {
    pub client: Client,
    /// How much work the frames of films are worth that are brought to it.
    pub preset: Option<Preset>,
    known: BTreeMap<(Word, String), Option<Listed>>,
}

impl Catalogue {
    pub const fn new(client: Client, preset: Option<Preset>) -> Self {
        Self { client, preset, known: BTreeMap::new() }
    }

    /// Videos of this title and year; at most one, unless people made more.
    pub async fn find(&mut self, key: &FilmKey, title: &str) -> Result<Vec<Video>, Error> {
        let path = format!("{VIDEOS}?year_launched={}", key.year);
        let is_it = |video: &Video| FilmKey::new(&video.title, video.year_launched) == *key;
        self.search(&path, title, is_it).await
    }

    /// A video as it is now; `None` if it is gone.
    pub async fn read(&mut self, id: &str) -> Result<Option<Video>, Error> {
        self.look_at(&format!("{VIDEOS}/{id}")).await
    }

    /// Makes a draft.
    pub async fn make(&mut self, draft: &Draft) -> Result<Video, Error> {
        let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (word, name) in words(draft) {
            ids.entry(word.collection()).or_default().insert(self.ensure(word, name).await?);
        }
        let ids = |collection: &str| ids.get(collection).cloned().unwrap_or_default();
        let markers = &draft.markers;
        let body = json!({
            "title": draft.title, "description": draft.description, "year_launched": draft.year,
            "duration": draft.duration, "rating": draft.rating, "opened": draft.opened,
            "publish_when_ready": draft.publish_when_ready, "categories_id": ids("categories"),
            "genres_id": ids("genres"), "cast_members_id": ids("cast_members"),
            "markers": { "intro_start_ms": markers.intro_start, "intro_end_ms": markers.intro_end,
                "credits_start_ms": markers.credits_start },
        });
        self.make_once(VIDEOS, &body).await
    }

    /// A word by its name, if it is there.
    pub async fn word(&mut self, word: Word, name: &str) -> Result<Option<Listed>, Error> {
        let key = (word, fold(name));
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let path = match word {
            Word::Cast(part) => format!("{}?type={}", collection(word), part.as_str()),
            Word::Category | Word::Genre => format!("{}?", collection(word)),
        };
        let found = self.search(&path, name, |entry: &Listed| word.names(entry, &key.1)).await?.into_iter().next();
        self.known.insert(key, found.clone());
        Ok(found)
    }

    /// Genres of a film that belong to none of its categories, which Codeflix would refuse.
    pub async fn misplaced_genres(&mut self, draft: &Draft) -> Result<Vec<String>, Error> {
        let mut categories = BTreeSet::new();
        for name in &draft.categories {
            categories.extend(self.word(Word::Category, name).await?.map(|entry| entry.id));
        }
        let mut misplaced = Vec::new();
        for name in &draft.genres {
            let entry = self.word(Word::Genre, name).await?;
            let fits = entry.map(|entry| entry.categories_id).unwrap_or_default();
            if !fits.is_empty() && fits.is_disjoint(&categories) {
                misplaced.push(name.clone());
            }
        }
        Ok(misplaced)
    }

    async fn ensure(&mut self, word: Word, name: &str) -> Result<String, Error> {
        if let Some(known) = self.word(word, name).await? {
            return Ok(known.id);
        }
        let made: Listed = self.make_once(&collection(word), &word.entry(name)).await?;
        let id = made.id.clone();
        self.known.insert((word, fold(name)), Some(made));
        Ok(id)
    }

    /// Makes something, once however often it is asked for. What a key made before and somebody deleted is made anew.
    async fn make_once<T: Identified>(&mut self, path: &str, body: &Value) -> Result<T, Error> {
        for key in keys(&[path, &body.to_string()]) {
            let call = Call::new(Method::POST, path).json(body).once(key.header());
            let made: T = self.client.send(&call).await?.data()?;
            if let Some(there) = self.look_at(&format!("{path}/{}", made.id())).await? {
                return Ok(there);
            }
        }
        Err(Error::Strange("what is made is gone again".to_owned()))
    }

    async fn look_at<T: serde::de::DeserializeOwned>(&mut self, path: &str) -> Result<Option<T>, Error> {
        let answer = self.client.ask(&Call::new(Method::GET, path)).await?;
        match answer.status {
            StatusCode::NOT_FOUND => Ok(None),
            status if status.is_success() => answer.data().map(Some),
            _ => Err(answer.into_error()),
        }
    }

    /// Searches for a text, page by page, and keeps what is really meant.
    async fn search<T: serde::de::DeserializeOwned>(
        &mut self,
        path: &str,
        text: &str,
        is_meant: impl Fn(&T) -> bool,
    ) -> Result<Vec<T>, Error> {
        let text: String = text.chars().take(MAX_SEARCH).collect();
        let text: String = byte_serialize(text.as_bytes()).collect();
        let mut found = Vec::new();
        for page in 1_u32.. {
            let path = format!("{path}&search={text}&per_page={PER_PAGE}&page={page}");
            let entries: Vec<T> = self.client.get(path).await?;
            let is_last = entries.len() < PER_PAGE;
            found.extend(entries.into_iter().filter(|entry| is_meant(entry)));
            if is_last {
                break;
            }
        }
        Ok(found)
    }
}

fn collection(word: Word) -> String {
    format!("/api/v1/admin/{}", word.collection())
}

/// What has an id.
trait Identified: serde::de::DeserializeOwned {
    fn id(&self) -> &str;
}

impl Identified for Video {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Identified for Listed {
    fn id(&self) -> &str {
        &self.id
    }
}
