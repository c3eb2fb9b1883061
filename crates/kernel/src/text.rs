//! Text as people type it: normalised on the way in, folded for comparison.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Code, Violation};

/// Whether line breaks are part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// A name or a title.
    One,
    /// A description.
    Many,
}

/// NFC, trimmed, `min`–`max` Unicode scalar values, no control characters.
pub fn parse(field: &str, text: &str, lines: Lines, min: usize, max: usize) -> Result<String, Violation> {
    let text: String = text.trim().nfc().collect();
    let forbidden = |c: char| c.is_control() && !(lines == Lines::Many && matches!(c, '\n' | '\r' | '\t'));
    if text.contains(forbidden) {
        return Err(Violation::new(field, Code::Format));
    }
    let length = text.chars().count();
    if length == 0 && min > 0 {
        return Err(Violation::new(field, Code::Blank));
    }
    if length < min || length > max {
        return Err(Violation::new(field, Code::Length).with("min", min).with("max", max));
    }
    Ok(text)
}

/// Lower case without marks, for "contains" searches and uniqueness: `Ação` and `acao` fold alike.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).flat_map(expand).collect()
}

/// Letters that do not decompose but are typed without their mark.
fn expand(letter: char) -> impl Iterator<Item = char> {
    let text = match letter {
        'ß' => ['s', 's'],
        'æ' => ['a', 'e'],
        'œ' => ['o', 'e'],
        'ø' => ['o', '\0'],
        'ł' => ['l', '\0'],
        'đ' => ['d', '\0'],
        other => [other, '\0'],
    };
    text.into_iter().filter(|c| *c != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_removes_case_and_marks_in_every_language_we_speak() {
        for (text, folded) in
            [("Ação", "acao"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Ёлка", "елка"), ("Łódź", "lodz")]
        {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn text_is_trimmed_and_measured_in_unicode_scalar_values() {
        assert_eq!(parse("/name", "  ção ", Lines::One, 1, 3).unwrap(), "ção");
        assert_eq!(parse("/name", "ções", Lines::One, 1, 3).unwrap_err().code, Code::Length);
        assert_eq!(parse("/name", " \t ", Lines::One, 1, 3).unwrap_err().code, Code::Blank);
    }

    #[test]
    fn control_characters_are_refused_but_a_description_may_have_lines() {
        assert_eq!(parse("/t", "a\0b", Lines::Many, 1, 9).unwrap_err().code, Code::Format);
        assert_eq!(parse("/t", "a\nb", Lines::One, 1, 9).unwrap_err().code, Code::Format);
        assert!(parse("/t", "a\nb", Lines::Many, 1, 9).is_ok());
    }
}
