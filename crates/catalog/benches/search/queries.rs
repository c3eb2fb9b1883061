//! What people type: words of titles key by key, misspelt ones, names, and words of descriptions.

use catalog::domain::{LabelKind, Shelved};

use super::corpus::Chance;

/// A kind of query, to be reported by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Key by key.
    AsYouType,
    /// Whole words of a title.
    Words,
    /// One word with a typo.
    Typo,
    /// A name.
    Person,
    /// Words of a description.
    Story,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::AsYouType, Self::Words, Self::Typo, Self::Person, Self::Story];

    /// For figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsYouType => "as_you_type",
            Self::Words => "words",
            Self::Typo => "typo",
            Self::Person => "person",
            Self::Story => "story",
        }
    }
}

/// A query of a kind about a video.
pub fn query(kind: Kind, video: &Shelved, chance: &mut Chance) -> String {
    let title = video.video.title.as_str();
    match kind {
        Kind::Words => title.to_owned(),
        Kind::AsYouType => {
            let letters = 1 + chance.below(title.chars().count());
            title.chars().take(letters).collect()
        }
        Kind::Typo => misspelt(title, chance),
        Kind::Person => video.labels_of(LabelKind::CastMember).next().map_or(title.to_owned(), |person| {
            let surname = person.name.split(' ').next_back().unwrap_or_default();
            if chance.below(2) == 0 { surname.to_owned() } else { person.name.clone() }
        }),
        Kind::Story => {
            let words: Vec<&str> = video.video.description.split(' ').collect();
            (0..1 + chance.below(3)).map(|_| chance.of(&words)).collect::<Vec<_>>().join(" ")
        }
    }
}

/// The longest word without one letter, with two swapped, or with one letter wrong.
fn misspelt(title: &str, chance: &mut Chance) -> String {
    let longest = title.split(' ').max_by_key(|word| word.chars().count()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() > 3 {
        let at = 1 + chance.below(letters.len() - 2);
        match chance.below(3) {
            0 => {
                letters.remove(at);
            }
            1 => letters.swap(at, at + 1),
            _ => letters[at] = 'z',
        }
    }
    title.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}
