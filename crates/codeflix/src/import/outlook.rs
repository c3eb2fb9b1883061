//! What an import would do to the catalogue as it is now; asked without changing anything.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    bring::{ambiguous, lacking, misplaced},
    catalogue::{Catalogue, Word, words},
    plan::{Draft, Film, FilmKey, Plan},
};
use crate::remote::Error;

/// What would be done to one film's video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A draft would be made.
    New,
    /// It is there and would get what it lacks.
    There(Vec<&'static str>),
    Refused,
}

/// What would be done to everything.
#[derive(Debug, Default)]
pub struct Outlook {
    /// One for each film of the plan.
    pub standings: Vec<Standing>,
    /// Categories, genres and cast members that would be made.
    pub new_words: BTreeMap<Word, BTreeSet<String>>,
}

/// Looks at everything; films that would be refused become so in the plan.
pub async fn look(catalogue: &mut Catalogue, plan: &mut Plan) -> Result<Outlook, Error> {
    let mut outlook = Outlook::default();
    for film in &mut plan.films {
        let standing = match film.draft.clone() {
            Err(_) => Standing::Refused,
            Ok(draft) => look_at(catalogue, film, &draft, &mut outlook.new_words).await?,
        };
        outlook.standings.push(standing);
    }
    Ok(outlook)
}

async fn look_at(
    catalogue: &mut Catalogue,
    film: &mut Film,
    draft: &Draft,
    new_words: &mut BTreeMap<Word, BTreeSet<String>>,
) -> Result<Standing, Error> {
    let found = catalogue.find(&FilmKey::new(&draft.title, draft.year), &draft.title).await?;
    let why = match found.as_slice() {
        [] => misplaced(&catalogue.misplaced_genres(draft).await?),
        [video] => return Ok(Standing::There(lacking(film, Some(video)))),
        several => Some(ambiguous(several.len())),
    };
    if let Some(why) = why {
        film.draft = Err(vec![why]);
        return Ok(Standing::Refused);
    }
    for (word, name) in words(draft) {
        if catalogue.word(word, name).await?.is_none() {
            new_words.entry(word).or_default().insert(name.to_owned());
        }
    }
    Ok(Standing::New)
}
