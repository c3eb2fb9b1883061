//! The language of a track, from what a container says about it.

use isolang::Language as Iso;
use serde::{Deserialize, Serialize};

/// A language tag (BCP 47): the shortest code of the language, and a region if one was given. `und` is unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(String);

/// Codes of ISO 639-2/B, which Matroska uses, where they differ from those of ISO 639-3.
const BIBLIOGRAPHIC: [(&str, &str); 20] = [
    ("alb", "sqi"),
    ("arm", "hye"),
    ("baq", "eus"),
    ("bur", "mya"),
    ("chi", "zho"),
    ("cze", "ces"),
    ("dut", "nld"),
    ("fre", "fra"),
    ("geo", "kat"),
    ("ger", "deu"),
    ("gre", "ell"),
    ("ice", "isl"),
    ("mac", "mkd"),
    ("mao", "mri"),
    ("may", "msa"),
    ("per", "fas"),
    ("rum", "ron"),
    ("slo", "slk"),
    ("tib", "bod"),
    ("wel", "cym"),
];

const UNKNOWN: &str = "und";

impl Default for Language {
    fn default() -> Self {
        Self(UNKNOWN.to_owned())
    }
}

impl Language {
    /// What `tag` names: `por`, `pt`, `pt-BR`, `pt_br`. Whatever is no language is unknown.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let Some(iso) = parts.next().and_then(known) else { return Self::default() };
        let code = iso.to_639_1().unwrap_or_else(|| iso.to_639_3());
        let is_region = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        match parts.find(is_region) {
            Some(region) => Self(format!("{code}-{}", region.to_ascii_uppercase())),
            None => Self(code.to_owned()),
        }
    }

    /// Whether the source does not say.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.0 == UNKNOWN
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// What speakers call it, as a menu shows it, if it is known.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let iso = known(self.0.split('-').next()?)?;
        let mut letters = iso.to_autonym().unwrap_or_else(|| iso.to_name()).chars();
        Some(letters.next()?.to_uppercase().chain(letters).collect())
    }
}

fn known(code: &str) -> Option<Iso> {
    let code = code.to_ascii_lowercase();
    let terminological = BIBLIOGRAPHIC.iter().find(|(bibliographic, _)| *bibliographic == code);
    let code = terminological.map_or(code.as_str(), |(_, code)| code);
    if code == UNKNOWN {
        return None;
    }
    Iso::from_639_1(code).or_else(|| Iso::from_639_3(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_becomes_the_shortest_one_of_its_language() {
        let cases = [
            ("por", "pt"),
            ("pt_br", "pt-BR"),
            ("pt-BR", "pt-BR"),
            ("ENG", "en"),
            ("ger", "de"),
            ("fre", "fr"),
            ("rus", "ru"),
            ("gsw", "gsw"),
            ("zh-Hans-CN", "zh-CN"),
            ("und", "und"),
            ("", "und"),
            ("xx-nonsense", "und"),
            ("\"><script>", "und"),
        ];
        for (tag, expected) in cases {
            assert_eq!(Language::of(tag).tag(), expected, "{tag}");
        }
    }

    #[test]
    fn a_language_is_called_what_its_speakers_call_it() {
        assert_eq!(Language::of("por").name(), Some("Português".to_owned()));
        assert_eq!(Language::of("rus").name(), Some("Русский".to_owned()));
        assert_eq!(Language::of("und").name(), None);
    }
}
