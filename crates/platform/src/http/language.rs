//! The languages people are answered in, and the one table of texts by code.

use std::{collections::BTreeMap, convert::Infallible, sync::LazyLock};

use axum::extract::FromRequestParts;
use http::{HeaderMap, header, request::Parts};
use kernel::Violation;
use serde::Deserialize;
use serde_json::Value;

/// A language we speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also for those who speak none of ours.
    #[default]
    English,
    /// Portuguese as spoken in Brazil.
    Portuguese,
    /// Russian.
    Russian,
}

/// Texts of one language. A code may stand in both parts, with different words.
#[derive(Debug, Default, Deserialize)]
struct Messages {
    problems: BTreeMap<String, String>,
    fields: BTreeMap<String, String>,
}

impl Messages {
    /// A file that cannot be read leaves a table without texts; a test refuses such a file.
    fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::parse(include_str!("messages/en.json")));
static PORTUGUESE: LazyLock<Messages> = LazyLock::new(|| Messages::parse(include_str!("messages/pt-BR.json")));
static RUSSIAN: LazyLock<Messages> = LazyLock::new(|| Messages::parse(include_str!("messages/ru.json")));

impl Language {
    /// The best of ours for an `Accept-Language` header (RFC 9110 §12.5.4); English if there is none.
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (Self::English, 0.0_f32);
        for range in wanted.split(',') {
            let (tag, weight) = weighted(range);
            if weight > best.1
                && let Some(language) = Self::from_tag(tag)
            {
                best = (language, weight);
            }
        }
        best.0
    }

    /// The language of a BCP 47 tag, by its first part.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "pt" => Some(Self::Portuguese),
            "ru" => Some(Self::Russian),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Portuguese => "pt-BR",
            Self::Russian => "ru",
        }
    }

    fn messages(self) -> &'static Messages {
        match self {
            Self::English => &ENGLISH,
            Self::Portuguese => &PORTUGUESE,
            Self::Russian => &RUSSIAN,
        }
    }
}

fn weighted(range: &str) -> (&str, f32) {
    let mut parts = range.split(';');
    let tag = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |weight| weight.parse().ok());
    (tag, weight.unwrap_or(0.0))
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// The text of a problem code, for showing outside a problem (a job's error, a warning). `None` if there is none.
pub fn message(language: Language, code: &str) -> Option<&'static str> {
    language.messages().problems.get(code).map(String::as_str)
}

/// The text of a broken rule, for showing outside a problem (a page of the server). Empty if there is none.
pub fn violation_message(language: Language, violation: &Violation) -> String {
    let params = violation.params.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
    field_message(language, violation.code.as_str(), &params.collect()).unwrap_or_default()
}

/// The text of a field code with its parameters filled in; a problem's text if the code is one of those.
pub(super) fn field_message(language: Language, code: &str, params: &BTreeMap<String, Value>) -> Option<String> {
    let template = language.messages().fields.get(code).map(String::as_str).or_else(|| message(language, code))?;
    Some(filled(template, params))
}

/// Puts the parameters in the braces; one that is not known is left open, and not told at all at the end.
fn filled(template: &str, params: &BTreeMap<String, Value>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        match params.get(name) {
            Some(Value::String(value)) => text.push_str(value),
            Some(value) => text.push_str(&value.to_string()),
            None => text.push('…'),
        }
        rest = after;
    }
    text.push_str(rest);
    text.trim_end_matches(": …").to_owned()
}
