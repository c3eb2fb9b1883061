//! The texts people read.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Code;
use platform::http::{Language, message};

type Table = BTreeMap<String, BTreeMap<String, String>>;

fn tables() -> [(&'static str, Table); 3] {
    [
        ("en", include_str!("../../../src/http/messages/en.json")),
        ("pt-BR", include_str!("../../../src/http/messages/pt-BR.json")),
        ("ru", include_str!("../../../src/http/messages/ru.json")),
    ]
    .map(|(tag, text)| (tag, serde_json::from_str(text).unwrap()))
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

#[test]
fn all_languages_have_the_same_codes_and_placeholders() {
    let [(_, english), others @ ..] = tables();
    assert_eq!(english.keys().collect::<Vec<_>>(), ["fields", "problems"]);
    for (tag, other) in others {
        for (part, texts) in &english {
            let codes: Vec<_> = texts.keys().collect();
            assert_eq!(codes, other[part].keys().collect::<Vec<_>>(), "{tag} {part}");
            for (code, text) in texts {
                let translated = &other[part][code];
                assert_eq!(placeholders(text), placeholders(translated), "{tag} {code}");
                assert!(!translated.trim().is_empty() && translated != text, "{tag} {code}");
            }
        }
    }
}

#[test]
fn every_field_code_has_a_text() {
    // As `Code::as_str` spells them, so that a new one cannot be forgotten here.
    let source = include_str!("../../../../kernel/src/validation.rs");
    let codes: BTreeSet<_> = source.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(codes.contains(Code::Required.as_str()));
    let [(_, english), ..] = tables();
    assert_eq!(codes, english["fields"].keys().map(String::as_str).collect());
}

#[test]
fn a_code_can_be_told_outside_a_problem() {
    assert_eq!(message(Language::Russian, "FILE_EMPTY"), Some("Файл пуст"));
    assert_eq!(message(Language::English, "NO_SUCH_CODE"), None);
    for (tag, language) in [("pt", Language::Portuguese), ("ru-RU", Language::Russian), ("en_GB", Language::English)] {
        assert_eq!(Language::from_tag(tag), Some(language));
    }
}
