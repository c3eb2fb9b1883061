//! Labels: what a video is filed under. Categories, genres and cast members differ in little more than their kind.

kernel::id! {
    /// A category, a genre or a cast member.
    LabelId
}

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// A shelf of the whole house.
    Category,
    /// A sort of story.
    Genre,
    /// Somebody who took part.
    CastMember,
}

impl LabelKind {
    /// All of them, in the order of [`LabelKind::index`].
    pub const ALL: [Self; 3] = [Self::Category, Self::Genre, Self::CastMember];

    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Genre => "genre",
            Self::CastMember => "cast_member",
        }
    }

    /// Reads [`LabelKind::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// From 0, for tables by kind.
    pub const fn index(self) -> usize {
        match self {
            Self::Category => 0,
            Self::Genre => 1,
            Self::CastMember => 2,
        }
    }
}

/// What a cast member does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Directs.
    Director,
    /// Acts.
    Actor,
}

impl Role {
    /// As stored and as in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Actor => "actor",
        }
    }

    /// Reads [`Role::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Director, Self::Actor].into_iter().find(|role| role.as_str() == text)
    }
}

/// A label as its owner last described it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its id.
    pub id: LabelId,
    /// What it stands for.
    pub kind: LabelKind,
    /// Of its owner; an older one is never applied over a newer.
    pub version: i64,
    /// As people read it.
    pub name: String,
    /// Of categories only.
    pub description: Option<String>,
    /// Of cast members only.
    pub role: Option<Role>,
    /// Whether it is shown: neither switched off nor deleted.
    pub is_active: bool,
}

/// An active label on a video.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelName {
    /// Its id.
    pub id: LabelId,
    /// What it stands for.
    pub kind: LabelKind,
    /// As people read it.
    pub name: String,
    /// Of cast members only.
    pub role: Option<Role>,
}

/// The folded words of a name, or of what somebody types of one.
pub fn name_words(text: &str) -> Vec<String> {
    let folded = kernel::text::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_word_by_word_without_case_and_marks() {
        assert_eq!(name_words("Jean-Luc  Gödard"), ["jean", "luc", "godard"]);
        assert!(name_words(" ?! ").is_empty());
    }
}
