//! The text of a cue: bold, italic and underlined stay, all other markup goes, and what is left is escaped.

use std::fmt::Write as _;

/// Tags that are kept.
const KEPT: [&str; 3] = ["b", "i", "u"];
/// Longest tag or entity; what goes on longer is text.
const LONGEST: usize = 256;

/// The text of a `WebVTT` or SRT cue, safe to be written into another one; empty if nothing can be seen of it.
pub fn clean(text: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let (token, after) = next(letter, rest);
        writer.put(&token);
        rest = after;
    }
    writer.finish()
}

/// Text in which nothing is markup.
pub fn plain(text: &str) -> String {
    let mut writer = Writer::default();
    text.chars().for_each(|letter| writer.put(&Token::Letter(letter)));
    writer.finish()
}

enum Token {
    Letter(char),
    Open(&'static str),
    Close(&'static str),
    Nothing,
}

fn next(letter: char, rest: &str) -> (Token, &str) {
    let special = match letter {
        '<' => tag(rest),
        '&' => entity(rest),
        '{' => override_block(rest),
        _ => None,
    };
    special.unwrap_or_else(|| (Token::Letter(letter), rest.get(letter.len_utf8()..).unwrap_or_default()))
}

/// `<i>`, `</b>`, and every other tag, whose content stays. `<` before anything else is text.
fn tag(rest: &str) -> Option<(Token, &str)> {
    let (inner, after) = enclosed(rest, '<', '>')?;
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    if !inner.is_empty() && !inner.starts_with(|it: char| it.is_ascii_alphanumeric() || "!?/".contains(it)) {
        return None;
    }
    let name = inner.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
    let kept = KEPT.into_iter().find(|kept| kept.eq_ignore_ascii_case(name));
    let token = match kept {
        Some(kept) if is_end => Token::Close(kept),
        Some(kept) => Token::Open(kept),
        None => Token::Nothing,
    };
    Some((token, after))
}

/// `{\an8}`: what ASS calls an override; other braces are text.
fn override_block(rest: &str) -> Option<(Token, &str)> {
    let (inner, after) = enclosed(rest, '{', '}')?;
    inner.starts_with('\\').then_some((Token::Nothing, after))
}

fn entity(rest: &str) -> Option<(Token, &str)> {
    let (name, after) = enclosed(rest, '&', ';')?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "lrm" => '\u{200e}',
        "rlm" => '\u{200f}',
        _ => numbered(name)?,
    };
    Some((Token::Letter(letter), after))
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => digits.parse(),
    };
    char::from_u32(code.ok()?)
}

/// What stands between `open`, which `rest` begins with, and the nearest `close`, and what follows.
fn enclosed(rest: &str, open: char, close: char) -> Option<(&str, &str)> {
    let inner = rest.strip_prefix(open)?;
    let end = inner.char_indices().take(LONGEST).find(|(_, letter)| *letter == close || *letter == open);
    let (end, _) = end.filter(|(_, letter)| *letter == close)?;
    Some((inner.get(..end)?, inner.get(end + close.len_utf8()..)?))
}

#[derive(Default)]
struct Writer {
    text: String,
    open: Vec<&'static str>,
    /// Whether anything can be seen.
    seen: bool,
}

impl Writer {
    fn put(&mut self, token: &Token) {
        match token {
            Token::Letter(letter) => self.letter(*letter),
            Token::Open(name) if !self.open.contains(name) => {
                self.open.push(name);
                let _ = write!(self.text, "<{name}>");
            }
            Token::Close(name) if self.open.contains(name) => self.close(name),
            Token::Open(_) | Token::Close(_) | Token::Nothing => {}
        }
    }

    fn letter(&mut self, letter: char) {
        match letter {
            '&' => self.text.push_str("&amp;"),
            '<' => self.text.push_str("&lt;"),
            '>' => self.text.push_str("&gt;"),
            // An empty line would end the cue.
            '\n' if self.text.is_empty() || self.text.ends_with('\n') => {}
            '\n' => self.text.push('\n'),
            '\t' => self.text.push(' '),
            letter if letter.is_control() => {}
            letter => self.text.push(letter),
        }
        self.seen |= !letter.is_whitespace() && !letter.is_control();
    }

    /// Closes what was opened after `name`, then `name`; players need proper nesting.
    fn close(&mut self, name: &str) {
        while let Some(last) = self.open.pop() {
            let _ = write!(self.text, "</{last}>");
            if last == name {
                return;
            }
        }
    }

    fn finish(mut self) -> String {
        while let Some(last) = self.open.pop() {
            let _ = write!(self.text, "</{last}>");
        }
        if self.seen { self.text.trim_end().to_owned() } else { String::new() }
    }
}
