//! Text into the words that are compared: folded, split and joined at apostrophes and hyphens, CJK as bigrams.
//!
//! The same analysis makes documents and queries, so whatever it decides, both agree.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use kernel::text::fold;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer words are cut: nobody types more, and the index refuses endless terms.
const MAX_WORD: usize = 64;
/// Shorter words are not stemmed: nothing would be left of them.
const MIN_STEMMED: usize = 3;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, with its marks: stemmers know words by them.
    surface: String,
    /// Lower case without marks.
    pub folded: String,
    /// A lone sign of a script without spaces, which stands for whatever begins with it.
    pub is_sign: bool,
}

/// What must be found as one: a word, or words joined by apostrophes or hyphens (`spider-man`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The words between the joints; at least one.
    pub parts: Vec<Word>,
    /// All parts as one word (`spiderman`), if there are several.
    pub joined: Option<Word>,
}

impl Unit {
    /// All spellings of it, as a document holds them.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.parts.iter().chain(&self.joined)
    }
}

impl Word {
    fn new(surface: &str) -> Self {
        let surface: String = surface.chars().take(MAX_WORD).collect();
        Self { folded: fold(&surface), surface, is_sign: false }
    }

    fn sign(sign: char) -> Self {
        Self { is_sign: true, ..Self::new(sign.encode_utf8(&mut [0; 4])) }
    }

    /// Letters after folding.
    pub fn letters(&self) -> usize {
        self.folded.chars().count()
    }

    /// The stems of the word, each once. Latin script is stemmed as Portuguese, English and Spanish, Cyrillic as
    /// Russian; with its marks and without, because people leave them out.
    pub fn stems(&self) -> Vec<String> {
        let mut stems = Vec::new();
        if self.letters() < MIN_STEMMED {
            return stems;
        }
        for stemmer in stemmers(&self.folded) {
            for stem in [fold(&stemmer.stem(&self.surface)), stemmer.stem(&self.folded).into_owned()] {
                if !stems.contains(&stem) {
                    stems.push(stem);
                }
            }
        }
        stems
    }
}

static LATIN: LazyLock<[Stemmer; 3]> =
    LazyLock::new(|| [Algorithm::Portuguese, Algorithm::English, Algorithm::Spanish].map(Stemmer::new));
static CYRILLIC: LazyLock<[Stemmer; 1]> = LazyLock::new(|| [Stemmer::new(Algorithm::Russian)]);

fn stemmers(folded: &str) -> &'static [Stemmer] {
    match folded.chars().next() {
        Some('a'..='z') => &*LATIN,
        Some('\u{400}'..='\u{4ff}') => &*CYRILLIC,
        _ => &[],
    }
}

/// What a character does to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word.
    Letter,
    /// Part of a run in a script without spaces.
    Sign,
    /// Joins two words if it stands between them without spaces.
    Joint,
    /// Ends a word.
    Break,
}

fn class(c: char) -> Class {
    match c {
        '\''
        | '\u{2018}'
        | '\u{2019}'
        | '\u{2bc}'
        | '\u{b4}'
        | '`'
        | '-'
        | '\u{ad}'
        | '\u{2010}'..='\u{2013}'
        | '\u{2212}'
        | '\u{b7}' => Class::Joint,
        '\u{3005}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Sign,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Class::Letter,
        _ => Class::Break,
    }
}

/// Whom the units are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The last sign of a run is a unit of its own, so that a single sign finds it.
    Document,
    /// A run of one sign is that sign; a longer one is its bigrams.
    Query,
}

/// The units of a text in their order.
pub fn units(text: &str, side: Side) -> Vec<Unit> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut reader = Reader { side, units: Vec::new(), parts: Vec::new(), word: String::new(), signs: Vec::new() };
    for c in text.chars() {
        reader.read(c);
    }
    reader.end_run();
    reader.end_unit();
    reader.units
}

struct Reader {
    side: Side,
    units: Vec<Unit>,
    parts: Vec<Word>,
    word: String,
    signs: Vec<char>,
}

impl Reader {
    fn read(&mut self, c: char) {
        let class = class(c);
        if class != Class::Sign {
            self.end_run();
        }
        match class {
            Class::Letter => self.word.push(c),
            Class::Sign => {
                self.end_unit();
                self.signs.push(c);
            }
            Class::Joint if !self.word.is_empty() => self.end_word(),
            Class::Joint | Class::Break => self.end_unit(),
        }
    }

    fn end_word(&mut self) {
        let word = Word::new(&std::mem::take(&mut self.word));
        if !word.folded.is_empty() {
            self.parts.push(word);
        }
    }

    fn end_unit(&mut self) {
        self.end_word();
        let parts = std::mem::take(&mut self.parts);
        if parts.is_empty() {
            return;
        }
        let joined = (parts.len() > 1).then(|| parts.iter().map(|part| part.surface.as_str()).collect::<String>());
        self.units.push(Unit { parts, joined: joined.as_deref().map(Word::new) });
    }

    fn end_run(&mut self) {
        let signs = std::mem::take(&mut self.signs);
        for pair in signs.windows(2) {
            let pair: String = pair.iter().collect();
            self.units.push(Unit { parts: vec![Word::new(&pair)], joined: None });
        }
        if let Some(last) = signs.last()
            && (self.side == Side::Document || signs.len() == 1)
        {
            self.units.push(Unit { parts: vec![Word::sign(*last)], joined: None });
        }
    }
}

/// A title as it is compared and sorted: its folded words, one space apart.
pub fn plain(text: &str) -> String {
    let words: Vec<String> =
        units(text, Side::Query).into_iter().flat_map(|unit| unit.parts).map(|word| word.folded).collect();
    words.join(" ")
}

/// How many typos a word may have: none up to three letters and in numbers, where each digit counts; one up to seven;
/// two from eight.
pub fn typos(word: &Word) -> u8 {
    if word.folded.chars().any(char::is_numeric) {
        return 0;
    }
    match word.letters() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Typos between two folded words, a swap of neighbours counting as one (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    distances(one, other).last().copied().unwrap_or_default()
}

/// Typos between a folded word and the nearest beginning of another one.
pub fn distance_to_beginning(one: &str, other: &str) -> usize {
    distances(one, other).into_iter().min().unwrap_or_default()
}

/// Typos between a word and each beginning of another, the empty one first.
fn distances(one: &str, other: &str) -> Vec<usize> {
    let other: Vec<char> = other.chars().collect();
    let (mut before_last, mut current): (Vec<usize>, Vec<usize>) = Default::default();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, a) in one.chars().enumerate() {
        current.clear();
        current.push(row + 1);
        let mut left = None;
        for (column, &b) in other.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, column) + usize::from(a != b)).min(at(&last, column + 1) + 1);
            best = best.min(at(&current, column) + 1);
            if previous == Some(b) && left == Some(a) && column > 0 {
                best = best.min(at(&before_last, column - 1) + 1);
            }
            current.push(best);
            left = Some(b);
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut current);
        previous = Some(a);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let units = units(text, Side::Document);
        units.iter().flat_map(Unit::words).map(|word| word.folded.clone()).collect()
    }

    #[test]
    fn words_are_folded_in_every_script_we_index() {
        for (text, expected) in [
            ("Ação!", vec!["acao"]),
            ("Straße der ÆON", vec!["strasse", "der", "aeon"]),
            ("Łódź Ødegård", vec!["lodz", "odegard"]),
            ("Ёлки-палки", vec!["елки", "палки", "елкипалки"]),
            ("WALL·E 2008", vec!["wall", "e", "walle", "2008"]),
            ("\u{ff26}\u{ff35}\u{ff2c}\u{ff2c} ﬁlm", vec!["full", "film"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn apostrophes_and_hyphens_split_and_join_but_a_free_one_does_neither() {
        assert_eq!(words("Spider-Man"), ["spider", "man", "spiderman"]);
        assert_eq!(words("O\u{2019}Brien"), ["o", "brien", "obrien"]);
        assert_eq!(words("rock - n' roll"), ["rock", "n", "roll"]);
        assert_eq!(words("-a-"), ["a"]);
    }

    #[test]
    fn signs_without_spaces_become_bigrams() {
        assert_eq!(words("東京物語"), ["東京", "京物", "物語", "語"]);
        let query = |text| units(text, Side::Query).into_iter().map(|unit| unit.parts[0].folded.clone());
        assert_eq!(query("東京物").collect::<Vec<_>>(), ["東京", "京物"]);
        assert_eq!(query("東").collect::<Vec<_>>(), ["東"]);
        assert_eq!(words("ジブリmuseum"), ["シフ", "フリ", "リ", "museum"]);
    }

    #[test]
    fn operators_and_symbols_are_no_words() {
        assert_eq!(words("\"*:*"), Vec::<String>::new());
        assert_eq!(words("a OR b"), ["a", "or", "b"]);
        assert_eq!(words("title:\"x\"^9 AND -(y)"), ["title", "x", "9", "and", "y"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem_in_each_language() {
        for (one, other) in [
            ("running", "runs"),
            ("meninas", "menina"),
            ("coracoes", "corações"),
            ("canciones", "canción"),
            ("красивый", "красивая"),
            ("фильмы", "фильмов"),
        ] {
            let (one, other) = (Word::new(one).stems(), Word::new(other).stems());
            assert!(one.iter().any(|stem| other.contains(stem)), "{one:?} {other:?}");
        }
        assert!(Word::new("it").stems().is_empty());
    }

    #[test]
    fn longer_words_may_have_more_typos_and_numbers_none() {
        for (text, expected) in [("cat", 0), ("dark", 1), ("matrixx", 1), ("inceptio", 2), ("1984", 0), ("елка", 1)]
        {
            assert_eq!(typos(&Word::new(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_swap_of_neighbours_is_one_typo() {
        for (one, other, expected) in [
            ("matrix", "matrix", 0),
            ("matrx", "matrix", 1),
            ("martix", "matrix", 1),
            ("mtarxi", "matrix", 2),
            ("ёлка", "елка", 1),
            ("", "abc", 3),
            ("abc", "", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_beginning_may_have_a_typo_too() {
        for (one, other, expected) in
            [("revlou", "revolution", 1), ("revo", "revolution", 0), ("rxvx", "revolution", 2)]
        {
            assert_eq!(distance_to_beginning(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_title_is_compared_without_case_marks_and_punctuation() {
        assert_eq!(plain("  O Auto da Compadecida: 2ª Parte! "), "o auto da compadecida 2a parte");
    }
}
