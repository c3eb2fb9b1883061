//! What a terminal shows of texts that come from strangers: what would deceive the eye is written out.

/// Characters of a text that are shown.
const MAX_SHOWN: usize = 400;

/// A text of somebody else, harmless and short.
pub fn safe(text: &str) -> String {
    let mut shown = String::new();
    for letter in text.chars().take(MAX_SHOWN) {
        if is_invisible(letter) { shown.extend(letter.escape_unicode()) } else { shown.push(letter) }
    }
    if text.chars().nth(MAX_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character changes what a terminal or a page shows without being seen itself.
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_deceive_the_eye_or_fill_the_screen() {
        assert_eq!(safe("a\u{202e}b\0\u{1b}[2J"), "a\\u{202e}b\\u{0}\\u{1b}[2J");
        assert_eq!(safe(&"x".repeat(4_096)).chars().count(), MAX_SHOWN + 1);
        assert_eq!(safe("Título"), "Título");
    }
}
