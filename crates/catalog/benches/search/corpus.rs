//! A made-up catalogue of any size, the same at every run: titles, people and descriptions with the skew of real ones.

use catalog::domain::{LabelId, LabelKind, LabelName, Picture, Rating, Role, Shelved, Video, VideoId};
use kernel::Timestamp;
use uuid::Uuid;

/// 2020-01-01.
const EPOCH: i64 = 1_577_836_800_000;

const GENRES: [&str; 24] = [
    "Action",
    "Adventure",
    "Animation",
    "Biography",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Family",
    "Fantasy",
    "History",
    "Horror",
    "Music",
    "Musical",
    "Mystery",
    "Noir",
    "Romance",
    "Science fiction",
    "Short",
    "Sport",
    "Thriller",
    "War",
    "Western",
    "Nature",
];
const CATEGORIES: [&str; 12] = [
    "Films",
    "Series",
    "Documentaries",
    "Kids",
    "Classics",
    "Independent",
    "Festival",
    "Brazilian cinema",
    "World cinema",
    "Concerts",
    "Shorts",
    "Originals",
];
const COMMON: [&str; 40] = [
    "the", "of", "and", "a", "to", "in", "his", "her", "with", "is", "for", "on", "who", "from", "by", "an", "when",
    "their", "he", "she", "as", "that", "after", "at", "into", "must", "be", "they", "one", "find", "young", "man",
    "woman", "life", "new", "two", "family", "love", "world", "story",
];
const NOUNS: [&str; 96] = [
    "night",
    "river",
    "shadow",
    "garden",
    "knight",
    "mirror",
    "harbour",
    "winter",
    "summer",
    "storm",
    "island",
    "stranger",
    "daughter",
    "brother",
    "mountain",
    "secret",
    "promise",
    "letter",
    "train",
    "city",
    "ocean",
    "desert",
    "forest",
    "station",
    "circus",
    "kingdom",
    "empire",
    "machine",
    "dream",
    "memory",
    "silence",
    "fire",
    "stone",
    "bridge",
    "window",
    "road",
    "journey",
    "heart",
    "song",
    "dance",
    "game",
    "hunter",
    "captain",
    "doctor",
    "detective",
    "witness",
    "prisoner",
    "orchard",
    "lantern",
    "clock",
    "painter",
    "sailor",
    "widow",
    "thief",
    "dragon",
    "wolf",
    "raven",
    "tiger",
    "eagle",
    "horse",
    "ghost",
    "angel",
    "devil",
    "prophet",
    "soldier",
    "general",
    "queen",
    "prince",
    "matrix",
    "signal",
    "planet",
    "comet",
    "galaxy",
    "horizon",
    "eclipse",
    "gravity",
    "paradox",
    "legacy",
    "verdict",
    "justice",
    "revenge",
    "betrayal",
    "farewell",
    "arrival",
    "departure",
    "ação",
    "coração",
    "saudade",
    "viagem",
    "cidade",
    "corazón",
    "noche",
    "camino",
    "ёлка",
    "ночь",
    "дорога",
];
const ADJECTIVES: [&str; 48] = [
    "dark",
    "silent",
    "broken",
    "golden",
    "hidden",
    "lost",
    "last",
    "first",
    "endless",
    "crimson",
    "blue",
    "white",
    "black",
    "red",
    "burning",
    "frozen",
    "forgotten",
    "invisible",
    "impossible",
    "perfect",
    "dangerous",
    "beautiful",
    "wild",
    "quiet",
    "bitter",
    "sweet",
    "distant",
    "eternal",
    "fallen",
    "final",
    "great",
    "little",
    "long",
    "old",
    "strange",
    "secret",
    "second",
    "seven",
    "hundred",
    "electric",
    "paper",
    "iron",
    "glass",
    "wooden",
    "half-blood",
    "star-crossed",
    "midnight",
    "brave",
];
const GIVEN: [&str; 64] = [
    "Ana", "João", "Maria", "Pedro", "Lúcia", "Rafael", "Beatriz", "Tiago", "Sofia", "Miguel", "Clara", "Bruno",
    "Emma", "Liam", "Olivia", "Noah", "Ava", "Lucas", "Mia", "Ethan", "Grace", "Henry", "Alice", "James", "Nora",
    "Oscar", "Ivan", "Olga", "Dmitri", "Elena", "Sergei", "Irina", "Yuki", "Kenji", "Aiko", "Hiro", "Mei", "Wei",
    "Jun", "Lin", "Pierre", "Claire", "Luc", "Amélie", "Hans", "Greta", "Karl", "Ingrid", "Søren", "Freja", "Lars",
    "Astrid", "Carlos", "Lucía", "Diego", "Carmen", "Javier", "Inés", "Marco", "Giulia", "Paolo", "Chiara", "Amir",
    "Leila",
];
const ONSETS: [&str; 20] =
    ["b", "br", "c", "ch", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w"];
const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou", "ê"];
const CODAS: [&str; 12] = ["", "n", "r", "l", "s", "t", "m", "nd", "rt", "ll", "ck", "x"];

/// Small, fast, and the same everywhere (xorshift64*, Vigna 2016).
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let bits = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(bits).unwrap_or_default() % end.max(1)
    }

    /// Small numbers much more often than large ones.
    pub fn skewed(&mut self, end: usize) -> usize {
        self.below(end).min(self.below(end)).min(self.below(end))
    }

    pub fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Labels and words that titles are made from.
pub struct Corpus {
    chance: Chance,
    categories: Vec<LabelName>,
    genres: Vec<LabelName>,
    people: Vec<LabelName>,
    rare: Vec<String>,
    made: u32,
}

impl Corpus {
    /// Enough people and words for `titles` titles.
    pub fn new(titles: usize) -> Self {
        let mut chance = Chance::new(0x5eed_cafe_f00d_1234);
        let rare = (0..12_000).map(|_| rare_word(&mut chance)).collect();
        let label = |kind, number: usize, name: &str| LabelName {
            id: LabelId::from_uuid(made_id(kind as u64 + 1, number as u64)),
            kind,
            name: name.to_owned(),
            role: None,
        };
        let categories = CATEGORIES.iter().enumerate().map(|(n, name)| label(LabelKind::Category, n, name)).collect();
        let genres = GENRES.iter().enumerate().map(|(n, name)| label(LabelKind::Genre, n, name)).collect();
        let mut people = Vec::new();
        for number in 0..(titles / 3).max(50) {
            let mut surname = rare_word(&mut chance);
            surname[..1].make_ascii_uppercase();
            let name = format!("{} {surname}", chance.of(&GIVEN));
            let role = Some(if number % 6 == 0 { Role::Director } else { Role::Actor });
            people.push(LabelName { role, ..label(LabelKind::CastMember, number, &name) });
        }
        Self { chance, categories, genres, people, rare, made: 0 }
    }

    /// All labels that videos may bear.
    pub fn labels(&self) -> impl Iterator<Item = &LabelName> {
        self.categories.iter().chain(&self.genres).chain(&self.people)
    }

    /// One more video.
    pub fn video(&mut self) -> Shelved {
        self.made += 1;
        let labels = self.pick_labels();
        let title = self.title();
        let description = self.description();
        let chance = &mut self.chance;
        let id = made_id(9, u64::from(self.made));
        let video = Video {
            id: VideoId::from_uuid(id),
            version: 1,
            title,
            description,
            year_launched: u16::try_from(2026 - chance.skewed(90)).unwrap_or_default(),
            duration_ms: Some(60_000 * (4 + chance.below(180) as i64)),
            rating: Rating::ALL[chance.below(Rating::ALL.len())],
            opened: chance.below(10) == 0,
            published_at: Timestamp::from_millis(EPOCH + i64::from(self.made) * 60_000),
            markers: None,
            banner: Some(picture(id, 1920)),
            thumbnail: Some(picture(id, 1280)),
            thumbnail_half: None,
            has_trailer: chance.below(2) == 0,
            audio_languages: vec!["en".to_owned()],
            text_languages: vec![],
            labels: labels.iter().map(|label| (label.kind, label.id)).collect(),
        };
        Shelved { video, labels }
    }

    fn title(&mut self) -> String {
        let words = match self.chance.below(7) {
            0 => vec!["The".to_owned(), self.adjective(), self.noun()],
            1 => vec![self.noun(), "of".to_owned(), "the".to_owned(), self.noun()],
            2 => vec![self.adjective(), self.noun()],
            3 => vec![self.noun(), (1 + self.chance.below(9)).to_string()],
            4 => vec![self.noun()],
            5 => vec!["A".to_owned(), self.noun(), "in".to_owned(), self.noun()],
            _ => vec![self.adjective(), self.noun(), "and".to_owned(), self.noun()],
        };
        let mut title = words.join(" ");
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        title
    }

    fn adjective(&mut self) -> String {
        self.chance.of(&ADJECTIVES).to_owned()
    }

    fn noun(&mut self) -> String {
        if self.chance.below(3) == 0 { self.chance.of(&NOUNS).to_owned() } else { self.rare() }
    }

    fn rare(&mut self) -> String {
        self.rare[self.chance.skewed(self.rare.len())].clone()
    }

    fn description(&mut self) -> String {
        let length = 25 + self.chance.below(25);
        let words: Vec<String> = (0..length)
            .map(|_| match self.chance.below(10) {
                0..=5 => COMMON[self.chance.skewed(COMMON.len())].to_owned(),
                6 => self.adjective(),
                7 => self.chance.of(&NOUNS).to_owned(),
                _ => self.rare(),
            })
            .collect();
        words.join(" ")
    }

    fn pick_labels(&mut self) -> Vec<LabelName> {
        let mut labels: Vec<LabelName> = Vec::new();
        for (kind, least, spread) in [(0, 1, 2), (1, 1, 3), (2, 3, 6)] {
            for _ in 0..least + self.chance.below(spread) {
                let all = [&self.categories, &self.genres, &self.people][kind];
                let label = all[self.chance.skewed(all.len())].clone();
                if labels.iter().all(|known| known.id != label.id) {
                    labels.push(label);
                }
            }
        }
        labels
    }
}

fn rare_word(chance: &mut Chance) -> String {
    let syllables = 2 + chance.below(2);
    (0..syllables).map(|_| format!("{}{}{}", chance.of(&ONSETS), chance.of(&VOWELS), chance.of(&CODAS))).collect()
}

fn made_id(space: u64, number: u64) -> Uuid {
    Uuid::from_u64_pair(0x0190_0000_0000_7000 | space, 0x8000_0000_0000_0000 | number)
}

fn picture(id: Uuid, width: u32) -> Picture {
    Picture { id, width, height: width * 9 / 16, placeholder: format!("data:image/webp;base64,{}", "A".repeat(200)) }
}
