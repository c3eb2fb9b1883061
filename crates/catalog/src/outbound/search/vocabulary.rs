//! Every word of a segment, unpacked, and which of them a misspelt word may stand for.
//!
//! Comparing letter sets rules out nearly all words, and the few that are left are compared letter by letter: that is
//! ten times as fast as building an automaton for each word of a query and walking the dictionary with it.

use tantivy::InvertedIndexReader;

use super::{
    analysis::{Word, distance, distance_to_beginning, typos},
    error::IndexError,
};

/// Most spellings one word stands for, the nearest and most frequent ones.
const MAX_SPELLINGS: usize = 32;
/// Shorter beginnings with a typo stand for too much.
const MIN_BEGINNING: usize = 4;
/// Typos in a word that nothing was found for.
const ALIKE: usize = 2;

/// A word of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// Folded.
    pub word: String,
    /// How many typos lie between.
    pub typos: usize,
    /// Documents that have it.
    pub frequency: u32,
}

/// All words of a segment, rising.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// End to end.
    text: String,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    end: u32,
    frequency: u32,
    letters: Letters,
}

impl Vocabulary {
    /// Unpacks the words of a field.
    pub fn load(words: &InvertedIndexReader) -> Result<Self, IndexError> {
        let mut vocabulary = Self::default();
        let mut terms = words.terms().stream()?;
        while terms.advance() {
            let word = std::str::from_utf8(terms.key()).map_err(IndexError::corrupt)?;
            vocabulary.text.push_str(word);
            let end = u32::try_from(vocabulary.text.len()).map_err(IndexError::corrupt)?;
            vocabulary.entries.push(Entry { end, frequency: terms.value().doc_freq, letters: Letters::of(word) });
        }
        Ok(vocabulary)
    }

    /// Whether a document has a word, anywhere.
    pub fn knows(&self, word: &str) -> bool {
        self.word(self.first_from(word)) == Some(word)
    }

    /// Words within the typos that the length of `word` allows, with the same first letter; nearest first.
    pub fn near(&self, word: &Word) -> Vec<Spelling> {
        match typos(word) {
            0 => Vec::new(),
            allowed => self.within(first_letter(word), word, allowed.into()),
        }
    }

    /// The word that `word` may have been meant to be, whatever it begins with; not the word itself.
    pub fn most_alike(&self, word: &Word) -> Option<Spelling> {
        let allowed = if word.letters() < MIN_BEGINNING { 1 } else { ALIKE };
        self.within("", word, allowed).into_iter().next()
    }

    /// Words whose beginning is `word` with one typo, with the same first letter; most frequent first.
    pub fn beginning_near(&self, word: &Word) -> Vec<Spelling> {
        if word.letters() < MIN_BEGINNING || typos(word) == 0 {
            return Vec::new();
        }
        let wanted = Letters::of(&word.folded);
        self.spellings(first_letter(word), |letters, spelling| {
            let is_near = wanted.may_begin(letters, 1) && distance_to_beginning(&word.folded, spelling) <= 1;
            is_near.then_some(1)
        })
    }

    fn within(&self, start: &str, word: &Word, allowed: usize) -> Vec<Spelling> {
        let wanted = Letters::of(&word.folded);
        self.spellings(start, |letters, spelling| {
            let typos = wanted.is_within(letters, allowed).then(|| distance(&word.folded, spelling))?;
            (typos > 0 && typos <= allowed).then_some(typos)
        })
    }

    /// Words with this start whose typos `compare` tells: the nearest, then the most frequent ones.
    fn spellings(&self, start: &str, compare: impl Fn(&Letters, &str) -> Option<usize>) -> Vec<Spelling> {
        let end = self.first_from(&format!("{start}\u{10ffff}"));
        let mut found = Vec::new();
        for (index, entry) in self.entries.iter().enumerate().take(end).skip(self.first_from(start)) {
            let Some(word) = self.word(index) else { continue };
            if let Some(typos) = compare(&entry.letters, word) {
                found.push(Spelling { word: word.to_owned(), typos, frequency: entry.frequency });
            }
        }
        found.sort_by(|a, b| {
            a.typos.cmp(&b.typos).then(b.frequency.cmp(&a.frequency)).then_with(|| a.word.cmp(&b.word))
        });
        found.truncate(MAX_SPELLINGS);
        found
    }

    fn word(&self, index: usize) -> Option<&str> {
        let end = self.entries.get(index)?.end as usize;
        let begin =
            index.checked_sub(1).and_then(|before| self.entries.get(before)).map_or(0, |entry| entry.end as usize);
        self.text.get(begin..end)
    }

    /// The number of the first word that is not before `text`.
    fn first_from(&self, text: &str) -> usize {
        let (mut begin, mut end) = (0, self.entries.len());
        while begin < end {
            let middle = usize::midpoint(begin, end);
            if self.word(middle).is_some_and(|word| word < text) {
                begin = middle + 1;
            } else {
                end = middle;
            }
        }
        begin
    }
}

/// What letters a word has: one typo takes at most one letter away and brings at most one.
#[derive(Clone, Copy, Debug)]
struct Letters {
    count: u32,
    /// A bit for each, some sharing one.
    set: u64,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { count: 0, set: 0 };
        for letter in word.chars() {
            letters.count += 1;
            letters.set |= 1 << (u32::from(letter) % u64::BITS);
        }
        letters
    }

    /// Whether the words may lie no more than `typos` apart.
    const fn is_within(&self, other: &Self, typos: usize) -> bool {
        self.count.abs_diff(other.count) as usize <= typos
            && (other.set & !self.set).count_ones() as usize <= typos
            && self.may_begin(other, typos)
    }

    /// Whether the other word may begin with this one, but for some typos.
    const fn may_begin(&self, other: &Self, typos: usize) -> bool {
        (self.set & !other.set).count_ones() as usize <= typos
    }
}

fn first_letter(word: &Word) -> &str {
    let end = word.folded.chars().next().map_or(0, char::len_utf8);
    word.folded.get(..end).unwrap_or_default()
}
