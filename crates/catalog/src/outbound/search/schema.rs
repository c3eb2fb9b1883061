//! The fields of the index. Raise [`VERSION`] whenever they, or the analysis, change: the index is then built anew.

use tantivy::{
    TantivyDocument,
    schema::{FAST, Field, IndexRecordOption, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions},
};

use super::analysis::{Side, Unit, plain, units};
use crate::domain::{LabelKind, Rating, Shelved};

/// Of the fields and the analysis together.
pub const VERSION: u32 = 1;

/// Beginnings of words up to this many letters have postings of their own; longer ones are looked up among the
/// terms, which are few by then.
pub const LONGEST_EDGE: usize = 4;
/// In descriptions, shorter beginnings match nothing: they would match everything.
pub const SHORTEST_DESCRIPTION_EDGE: usize = 3;

/// A text that is searched, by importance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The title.
    Title,
    /// Names of the cast.
    Cast,
    /// Names of genres.
    Genre,
    /// Names of categories.
    Category,
    /// The description.
    Description,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Title, Self::Cast, Self::Genre, Self::Category, Self::Description];

    const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Cast => "cast",
            Self::Genre => "genre",
            Self::Category => "category",
            Self::Description => "description",
        }
    }
}

/// The fields of one place.
#[derive(Clone, Copy, Debug)]
pub struct TextFields {
    /// Which place.
    pub place: Place,
    /// Folded words.
    pub words: Field,
    /// Their stems in all languages.
    pub stems: Field,
    /// Their beginnings.
    pub edges: Field,
}

/// All fields.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The schema they belong to.
    pub schema: Schema,
    /// To replace and remove documents by.
    pub id: Field,
    /// The two halves of the id, to read it from.
    pub id_halves: [Field; 2],
    /// What is searched.
    pub texts: [TextFields; 5],
    /// Every word of every place: what typos are corrected to.
    pub vocabulary: Field,
    /// Ids of labels, by [`LabelKind::index`].
    pub labels: [Field; 3],
    /// The title to sort by.
    pub title: Field,
    /// Words in the title.
    pub title_words: Field,
    /// Place in [`Rating::ALL`].
    pub rating: Field,
    /// A year.
    pub year: Field,
    /// Whether it is opened.
    pub opened: Field,
    /// Epoch milliseconds.
    pub published_at: Field,
    /// Milliseconds, 0 if unknown.
    pub duration: Field,
}

/// Names of the columns that [`super::columns`] reads.
pub mod column {
    #![allow(missing_docs, reason = "each is the field of the same name")]
    pub const ID_HIGH: &str = "id_high";
    pub const ID_LOW: &str = "id_low";
    pub const LABELS: [&str; 3] = ["category_ids", "genre_ids", "cast_member_ids"];
    pub const TITLE: &str = "title_plain";
    pub const TITLE_WORDS: &str = "title_words";
    pub const RATING: &str = "rating";
    pub const YEAR: &str = "year";
    pub const OPENED: &str = "opened";
    pub const PUBLISHED_AT: &str = "published_at";
    pub const DURATION: &str = "duration";
}

impl Fields {
    /// Declares them.
    pub fn new() -> Self {
        let mut schema = Schema::builder();
        let words = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("whitespace")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        let texts = Place::ALL.map(|place| text_fields(&mut schema, place, &words));
        let number = |schema: &mut SchemaBuilder, name| schema.add_u64_field(name, FAST);
        Self {
            id: schema.add_text_field("id", STRING),
            id_halves: [column::ID_HIGH, column::ID_LOW].map(|name| number(&mut schema, name)),
            texts,
            vocabulary: schema.add_text_field("vocabulary", words.clone()),
            labels: column::LABELS.map(|name| schema.add_text_field(name, STRING | FAST)),
            title: schema.add_text_field(column::TITLE, FAST),
            title_words: number(&mut schema, column::TITLE_WORDS),
            rating: number(&mut schema, column::RATING),
            year: number(&mut schema, column::YEAR),
            opened: number(&mut schema, column::OPENED),
            published_at: schema.add_i64_field(column::PUBLISHED_AT, FAST),
            duration: schema.add_i64_field(column::DURATION, FAST),
            schema: schema.build(),
        }
    }

    /// What the index holds about a video.
    pub fn document(&self, shelved: &Shelved) -> TantivyDocument {
        let video = &shelved.video;
        let mut document = TantivyDocument::new();
        document.add_text(self.id, video.id.to_string());
        let (high, low) = video.id.uuid().as_u64_pair();
        for (field, half) in self.id_halves.into_iter().zip([high, low]) {
            document.add_u64(field, half);
        }
        self.add_texts(&mut document, shelved);
        for (kind, label) in &video.labels {
            if let Some(field) = self.labels.get(kind.index()) {
                document.add_text(*field, label.to_string());
            }
        }
        let title = plain(&video.title);
        document.add_u64(self.title_words, title.split(' ').count() as u64);
        document.add_text(self.title, title);
        let rating = Rating::ALL.iter().position(|rating| *rating == video.rating).unwrap_or_default();
        document.add_u64(self.rating, rating as u64);
        document.add_u64(self.year, video.year_launched.into());
        document.add_u64(self.opened, video.opened.into());
        document.add_i64(self.published_at, video.published_at.millis());
        document.add_i64(self.duration, video.duration_ms.unwrap_or_default());
        document
    }

    fn add_texts(&self, document: &mut TantivyDocument, shelved: &Shelved) {
        let mut vocabulary = Terms::default();
        for fields in &self.texts {
            let mut texts = Texts::default();
            for text in text_of(shelved, fields.place) {
                texts.add(fields.place, &units(text, Side::Document));
            }
            for word in &texts.words.0 {
                vocabulary.add(word);
            }
            document.add_text(fields.words, texts.words.joined());
            document.add_text(fields.stems, texts.stems.joined());
            document.add_text(fields.edges, texts.edges.joined());
        }
        document.add_text(self.vocabulary, vocabulary.joined());
    }
}

fn text_fields(schema: &mut SchemaBuilder, place: Place, options: &TextOptions) -> TextFields {
    let mut add = |suffix| schema.add_text_field(&format!("{}{suffix}", place.name()), options.clone());
    TextFields { place, words: add(""), stems: add("_stems"), edges: add("_edges") }
}

fn text_of(shelved: &Shelved, place: Place) -> Vec<&str> {
    let names = |kind| shelved.labels_of(kind).map(|label| label.name.as_str()).collect();
    match place {
        Place::Title => vec![&shelved.video.title],
        Place::Cast => names(LabelKind::CastMember),
        Place::Genre => names(LabelKind::Genre),
        Place::Category => names(LabelKind::Category),
        Place::Description => vec![&shelved.video.description],
    }
}

/// Terms of one field, each once.
#[derive(Default)]
struct Terms(std::collections::BTreeSet<String>);

impl Terms {
    fn add(&mut self, term: &str) {
        if !term.is_empty() && !self.0.contains(term) {
            self.0.insert(term.to_owned());
        }
    }

    fn joined(&self) -> String {
        let terms: Vec<&str> = self.0.iter().map(String::as_str).collect();
        terms.join(" ")
    }
}

#[derive(Default)]
struct Texts {
    words: Terms,
    stems: Terms,
    edges: Terms,
}

impl Texts {
    fn add(&mut self, place: Place, units: &[Unit]) {
        let shortest = if place == Place::Description { SHORTEST_DESCRIPTION_EDGE } else { 1 };
        for word in units.iter().flat_map(Unit::words) {
            self.words.add(&word.folded);
            for stem in word.stems() {
                self.stems.add(&stem);
            }
            for (letters, (end, letter)) in word.folded.char_indices().take(LONGEST_EDGE).enumerate() {
                if letters + 1 >= shortest
                    && let Some(edge) = word.folded.get(..end + letter.len_utf8())
                {
                    self.edges.add(edge);
                }
            }
        }
    }
}
