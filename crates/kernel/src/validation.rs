//! Violations of rules by somebody's input: all of them are collected, never only the first.

use std::collections::BTreeMap;

/// The stable field codes of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// Absent, but needed.
    Required,
    /// Nothing but white space.
    Blank,
    /// Too short or too long; params `min`, `max`.
    Length,
    /// Too small or too large; params `min`, `max`.
    Range,
    /// Not of the wanted form.
    Format,
    /// None of the allowed values; param `allowed`.
    NotInSet,
    /// Refers to something that does not exist; param `ids`.
    NotFound,
    /// There already.
    Duplicate,
    /// Two fields contradict each other.
    Mismatch,
    /// No such field.
    UnknownField,
    /// Cannot be changed.
    Immutable,
    /// A password that is among the first that somebody guesses.
    Guessable,
    /// A genre shares no category with the video; param `ids`.
    GenreOutsideCategories,
}

impl Code {
    /// As the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "REQUIRED",
            Self::Blank => "BLANK",
            Self::Length => "LENGTH",
            Self::Range => "RANGE",
            Self::Format => "FORMAT",
            Self::NotInSet => "NOT_IN_SET",
            Self::NotFound => "NOT_FOUND",
            Self::Duplicate => "DUPLICATE",
            Self::Mismatch => "MISMATCH",
            Self::UnknownField => "UNKNOWN_FIELD",
            Self::Immutable => "IMMUTABLE",
            Self::Guessable => "GUESSABLE",
            Self::GenreOutsideCategories => "GENRE_OUTSIDE_CATEGORIES",
        }
    }
}

/// One broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901), or the bare name of a query parameter or file part.
    pub field: String,
    /// Which rule.
    pub code: Code,
    /// Values for the translated message.
    pub params: BTreeMap<&'static str, String>,
}

impl Violation {
    /// A violation without parameters.
    pub fn new(field: impl Into<String>, code: Code) -> Self {
        Self { field: field.into(), code, params: BTreeMap::new() }
    }

    /// Adds a value for the message.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "most callers have a literal or a number at hand")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }
}

/// Collects violations while input is parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{} invalid fields", .0.len())]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Nothing broken yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Notes one more.
    pub fn add(&mut self, violation: Violation) {
        self.0.push(violation);
    }

    /// The value, or `None` with the violation noted.
    pub fn take<T>(&mut self, result: Result<T, Violation>) -> Option<T> {
        result.map_err(|violation| self.add(violation)).ok()
    }

    /// Notes all of another collection.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether no rule was broken.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }

    /// `Err` with all of them unless there are none.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(vec![violation])
    }
}
