//! Other people's text in one line: headers of mail have no other form.

/// The text with a space for whatever would begin a new line or steer a terminal.
pub fn one_line(text: &str) -> String {
    let is_break = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    text.replace(is_break, " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_begins_a_new_line() {
        let text = " Tide\r\nBcc: all@example.org\0\u{85}\u{2028}ebb\u{1b}[2J\t";
        assert_eq!(one_line(text), "Tide  Bcc: all@example.org   ebb [2J");
        assert_eq!(one_line("«Прилив» 🌊"), "«Прилив» 🌊");
    }
}
