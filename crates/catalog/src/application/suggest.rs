//! What somebody may be typing: titles, people and genres.

use super::ports::{Depth, PortError, SearchIndex, Shelves};
use crate::domain::{LabelKind, SearchText, Suggestion, SuggestionKind, name_words};

/// Suggestions at most.
const MAX: usize = 10;
/// People and genres at most, if there are titles enough.
const MAX_PEOPLE: usize = 3;
const MAX_GENRES: usize = 2;

/// Suggestions for a text, titles first; each kind fills the places that the others leave.
pub async fn suggest(
    index: &dyn SearchIndex,
    shelves: &dyn Shelves,
    text: SearchText,
) -> Result<Vec<Suggestion>, PortError> {
    let words = name_words(text.as_str());
    let titles = titles(index, shelves, text).await?;
    let people = labels(shelves, LabelKind::CastMember, SuggestionKind::Person, &words).await?;
    let genres = labels(shelves, LabelKind::Genre, SuggestionKind::Genre, &words).await?;
    let spare = MAX.saturating_sub(people.len().min(MAX_PEOPLE) + genres.len().min(MAX_GENRES));
    let mut suggestions: Vec<Suggestion> = titles.into_iter().take(spare).collect();
    let spare = MAX.saturating_sub(suggestions.len() + genres.len().min(MAX_GENRES));
    suggestions.extend(people.into_iter().take(spare));
    let spare = MAX.saturating_sub(suggestions.len());
    suggestions.extend(genres.into_iter().take(spare));
    Ok(suggestions)
}

async fn titles(
    index: &dyn SearchIndex,
    shelves: &dyn Shelves,
    text: SearchText,
) -> Result<Vec<Suggestion>, PortError> {
    let ids = index.titles(text, u32::try_from(MAX).unwrap_or(u32::MAX)).await?;
    let videos = shelves.videos(&ids, Depth::Card).await?.into_iter().map(|shelved| shelved.video);
    let titles = videos.map(|video| Suggestion { kind: SuggestionKind::Title, id: video.id.uuid(), text: video.title });
    Ok(titles.collect())
}

async fn labels(
    shelves: &dyn Shelves,
    kind: LabelKind,
    suggestion: SuggestionKind,
    words: &[String],
) -> Result<Vec<Suggestion>, PortError> {
    let labels = shelves.labels_by_words(kind, words, i64::try_from(MAX).unwrap_or(i64::MAX)).await?;
    Ok(labels.into_iter().map(|label| Suggestion { kind: suggestion, id: label.id.uuid(), text: label.name }).collect())
}
