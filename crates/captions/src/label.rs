//! What a menu calls a track.

/// Letters of a label that are kept.
const LONGEST: usize = 60;

/// A stranger's text as a label, fit for a menu and for a playlist's quoted text (RFC 8216, 4.2), if anything is left
/// of it.
#[must_use]
pub fn label(text: &str) -> Option<String> {
    let fit = |letter: &char| {
        !letter.is_control() && !matches!(letter, '"' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(fit).take(LONGEST).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The label, numbered if another track is called that.
#[must_use]
pub fn free_label(label: &str, taken: &[String]) -> String {
    let numbered = (2..).map(|number: u32| format!("{label} {number}"));
    let mut candidates = std::iter::once(label.to_owned()).chain(numbered);
    candidates.find(|candidate| !taken.contains(candidate)).unwrap_or_else(|| label.to_owned())
}
