//! One line of the table: its cells by column, and everything that is wrong with them.

use std::{collections::BTreeMap, fmt, ops::RangeInclusive};

use csv::ByteRecord;
use kernel::text::{self, Lines};

/// Separates the entries of a cell that holds several.
pub const BETWEEN: char = '|';
/// Characters of a name at most.
pub const MAX_NAME: usize = 255;

/// A column, as its heading is written.
pub type Column = &'static str;

/// Something wrong in the table, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// From 1; the headings are line 1.
    pub line: u64,
    /// A heading; empty for the whole line.
    pub column: String,
    pub text: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(formatter, "line {}: {}", self.line, self.text),
            column => write!(formatter, "line {}, column {column}: {}", self.line, self.text),
        }
    }
}

/// The cells of a line. Reading an empty cell gives `None`; reading a wrong one too, and notes the mistake.
pub struct Cells<'a> {
    pub line: u64,
    pub record: &'a ByteRecord,
    pub columns: &'a BTreeMap<Column, usize>,
    pub mistakes: &'a mut Vec<Mistake>,
}

impl Cells<'_> {
    /// What stands in a cell, without the space around it.
    pub fn raw(&mut self, column: Column) -> Option<String> {
        let bytes = self.columns.get(column).and_then(|at| self.record.get(*at))?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Err(_) => self.wrong(column, "is not UTF-8"),
        }
    }

    /// A text of so many characters at most.
    pub fn text(&mut self, column: Column, lines: Lines, most: usize) -> Option<String> {
        let raw = self.raw(column)?;
        match text::parse(column, &raw, lines, 1, most) {
            Ok(text) => Some(text),
            Err(_) if raw.chars().count() > most => {
                self.wrong(column, format!("has {} characters; {most} are the most", raw.chars().count()))
            }
            Err(_) => self.wrong(column, "holds control characters"),
        }
    }

    /// Several names.
    pub fn names(&mut self, column: Column, most: usize) -> Option<Vec<String>> {
        let raw = self.raw(column)?;
        let parts: Vec<&str> = raw.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect();
        let parsed: Result<Vec<String>, _> =
            parts.iter().map(|part| text::parse(column, part, Lines::One, 1, MAX_NAME)).collect();
        match parsed {
            Ok(names) if names.len() <= most => Some(names),
            Ok(names) => self.wrong(column, format!("has {} entries; {most} are the most", names.len())),
            Err(_) => self.wrong(column, format!("an entry is longer than {MAX_NAME} characters or no text")),
        }
    }

    /// A whole number between two others.
    pub fn number(&mut self, column: Column, allowed: RangeInclusive<i64>) -> Option<i64> {
        let raw = self.raw(column)?;
        match raw.parse::<i64>().ok().filter(|number| allowed.contains(number)) {
            Some(number) => Some(number),
            None => self.wrong(column, format!("{raw:?} is no number from {} to {}", allowed.start(), allowed.end())),
        }
    }

    /// Minutes with two places; the comma of many languages is one, too.
    pub fn minutes(&mut self, column: Column) -> Option<f64> {
        let raw = self.raw(column)?;
        let minutes = raw.replace(',', ".").parse::<f64>().ok().filter(|minutes| (0.01..=720.0).contains(minutes));
        match minutes.filter(|minutes| (minutes * 100.0 - (minutes * 100.0).round()).abs() < 1e-6) {
            Some(minutes) => Some(minutes),
            None => self.wrong(column, format!("{raw:?} is no number of minutes from 0.01 to 720 with two places")),
        }
    }

    /// Yes or no.
    pub fn yes_or_no(&mut self, column: Column) -> Option<bool> {
        let raw = self.raw(column)?;
        match raw.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => self.wrong(column, format!("{raw:?} is neither true nor false")),
        }
    }

    /// Notes a mistake.
    pub fn wrong<T>(&mut self, column: Column, text: impl Into<String>) -> Option<T> {
        self.mistakes.push(Mistake { line: self.line, column: column.to_owned(), text: text.into() });
        None
    }
}
