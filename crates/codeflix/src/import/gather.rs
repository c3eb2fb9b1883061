//! Which files of the folder belong together: a film with its trailer, pictures and subtitles. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{Entry, Kind, Role, Slot, Subtitle, behind, role, subtitle};

/// A film and what lies beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    pub film: Entry,
    pub trailer: Option<Entry>,
    pub pictures: BTreeMap<Slot, Entry>,
    pub subtitles: Vec<Subtitle>,
}

/// A file that goes nowhere, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    pub path: String,
    pub why: &'static str,
}

/// What somebody said about files, so that their names do not count.
#[derive(Clone, Debug, Default)]
pub struct Named<'a> {
    /// Films, whatever they are called.
    pub films: BTreeSet<&'a str>,
    /// Companions of a film that is named with them.
    pub companions: BTreeSet<&'a str>,
}

/// All bundles, in the order of their paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    pub bundles: Vec<Bundle>,
    pub strays: Vec<Stray>,
}

/// A film while its companions are collected.
struct Collecting {
    film: Entry,
    trailers: Vec<Entry>,
    pictures: Vec<(Role, Entry)>,
    subtitles: Vec<Subtitle>,
}

/// Puts the files together.
pub fn gather(mut files: Vec<Entry>, named: &Named) -> Gathered {
    files.sort();
    files.retain(|file| !named.companions.contains(file.path.as_str()));
    let is_film =
        |file: &Entry| named.films.contains(file.path.as_str()) || (file.kind() == Kind::Film && !file.is_trailer());
    let (films, companions): (Vec<_>, Vec<_>) = files.into_iter().partition(is_film);
    let mut shelf = Shelf::new(films);
    let strays = companions.into_iter().filter_map(|file| shelf.add(file)).collect();
    shelf.close(strays)
}

/// Films by their folder.
struct Shelf {
    folders: BTreeMap<String, Vec<Collecting>>,
}

impl Shelf {
    fn new(films: Vec<Entry>) -> Self {
        let mut folders: BTreeMap<String, Vec<Collecting>> = BTreeMap::new();
        for film in films {
            let folder = film.folder().to_owned();
            let collecting = Collecting { film, trailers: Vec::new(), pictures: Vec::new(), subtitles: Vec::new() };
            folders.entry(folder).or_default().push(collecting);
        }
        Self { folders }
    }

    /// Gives a companion to its film, or says why it has none.
    fn add(&mut self, file: Entry) -> Option<Stray> {
        let stray = |file: Entry, why| Some(Stray { path: file.path, why });
        let kind = file.kind();
        if kind == Kind::Other {
            return stray(file, "this kind of file is not taken");
        }
        let Some((owner, marks)) = self.owner(&file) else {
            return stray(file, "it belongs to no film");
        };
        match (kind, role(&marks)) {
            (Kind::Film, _) => owner.trailers.push(file),
            (Kind::Subtitle, _) => owner.subtitles.push(subtitle(file, &marks)),
            (Kind::Picture, Some(role)) => owner.pictures.push((role, file)),
            (Kind::Picture | Kind::Other, _) => return stray(file, "its name does not say what the picture shows"),
        }
        None
    }

    /// The film whose name the file's name begins with, the longest one, and what the name has beside it; else the
    /// only film of the folder.
    fn owner(&mut self, file: &Entry) -> Option<(&mut Collecting, String)> {
        let films = self.folders.get_mut(file.home())?;
        let called_like = films.iter().enumerate().filter_map(|(at, it)| {
            let marks = behind(file.stem(), it.film.stem())?;
            Some((at, it.film.stem().len(), marks))
        });
        let (at, marks) = match called_like.max_by_key(|(_, length, _)| *length) {
            Some((at, _, marks)) => (at, marks),
            None if films.len() == 1 => (0, file.stem()),
            None => return None,
        };
        films.get_mut(at).map(|film| (film, marks.to_owned()))
    }

    fn close(self, mut strays: Vec<Stray>) -> Gathered {
        let collected = self.folders.into_values().flatten();
        let mut bundles: Vec<Bundle> = collected.map(|film| film.close(&mut strays)).collect();
        bundles.sort_by(|one, other| one.film.cmp(&other.film));
        strays.sort_by(|one, other| one.path.cmp(&other.path));
        Gathered { bundles, strays }
    }
}

impl Collecting {
    /// Chooses among companions that want the same place.
    fn close(mut self, strays: &mut Vec<Stray>) -> Bundle {
        let mut pictures = BTreeMap::new();
        self.pictures.sort();
        for (role, file) in self.pictures {
            let slots: &[Slot] = match role {
                Role::Banner | Role::Fanart => &[Slot::Banner],
                Role::Thumb | Role::Plain => &[Slot::Thumbnail],
                Role::Poster => &[Slot::Thumbnail, Slot::ThumbnailHalf],
            };
            match slots.iter().find(|slot| !pictures.contains_key(*slot)) {
                Some(slot) => drop(pictures.insert(*slot, file)),
                None => strays.push(Stray { path: file.path, why: "another picture of the film has its place" }),
            }
        }
        let mut trailers = self.trailers.into_iter();
        let trailer = trailers.next();
        strays.extend(trailers.map(|more| Stray { path: more.path, why: "the film has another trailer" }));
        Bundle { film: self.film, trailer, pictures, subtitles: self.subtitles }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(paths: &[&str]) -> Gathered {
        let files = paths.iter().map(|path| Entry { path: (*path).to_owned(), size: 1 }).collect();
        gather(files, &Named::default())
    }

    /// Everything a bundle holds, as text.
    fn shown(bundle: &Bundle) -> Vec<String> {
        let trailer = bundle.trailer.iter().map(|it| format!("trailer {}", it.path));
        let pictures = bundle.pictures.iter().map(|(slot, it)| format!("{} {}", slot.as_str(), it.path));
        let subtitles = bundle.subtitles.iter().map(|it| format!("subtitle {}", it.file.path));
        trailer.chain(pictures).chain(subtitles).collect()
    }

    #[test]
    fn companions_are_found_by_the_films_name_in_a_folder_of_many() {
        let found = gathered(&[
            "One (1999).mkv",
            "One (1999).jpg",
            "One (1999)-banner.png",
            "One (1999).pt-BR.srt",
            "One (1999)-trailer.mp4",
            "One (1999) Again (2001).mp4",
            "One (1999) Again (2001)-poster.jpg",
            "trailers/One (1999) Again (2001).mp4",
            "poster.jpg",
        ]);
        let [again, one] = found.bundles.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            shown(again),
            ["trailer trailers/One (1999) Again (2001).mp4", "thumbnail One (1999) Again (2001)-poster.jpg"]
        );
        assert_eq!(
            shown(one),
            [
                "trailer One (1999)-trailer.mp4",
                "thumbnail One (1999).jpg",
                "banner One (1999)-banner.png",
                "subtitle One (1999).pt-BR.srt"
            ]
        );
        assert_eq!(found.strays, [Stray { path: "poster.jpg".into(), why: "it belongs to no film" }]);
    }

    #[test]
    fn a_folder_with_one_film_shares_everything_with_it() {
        let found = gathered(&[
            "A/One (1999)/film.mkv",
            "A/One (1999)/poster.jpg",
            "A/One (1999)/thumb.jpg",
            "A/One (1999)/fanart.webp",
            "A/One (1999)/trailers/first.mp4",
            "A/One (1999)/trailers/second.mp4",
            "A/One (1999)/Subs/en.srt",
            "A/One (1999)/making-of.jpg",
            "A/One (1999)/readme.txt",
        ]);
        let [one] = found.bundles.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            shown(one),
            [
                "trailer A/One (1999)/trailers/first.mp4",
                "thumbnail A/One (1999)/thumb.jpg",
                "thumbnail_half A/One (1999)/poster.jpg",
                "banner A/One (1999)/fanart.webp",
                "subtitle A/One (1999)/Subs/en.srt"
            ]
        );
        assert_eq!(one.subtitles.first().and_then(|it| it.language.as_deref()), Some("en"));
        let strays: Vec<&str> = found.strays.iter().map(|stray| stray.path.as_str()).collect();
        assert_eq!(
            strays,
            ["A/One (1999)/making-of.jpg", "A/One (1999)/readme.txt", "A/One (1999)/trailers/second.mp4"]
        );
    }

    #[test]
    fn what_a_table_names_is_not_told_by_its_name() {
        let files = ["trailers/a.mp4", "b.mp4", "c.jpg"].map(|path| Entry { path: path.to_owned(), size: 1 });
        let named = Named { films: ["trailers/a.mp4"].into(), companions: ["b.mp4", "c.jpg"].into() };
        let found = gather(files.into(), &named);
        let films: Vec<&str> = found.bundles.iter().map(|bundle| bundle.film.path.as_str()).collect();
        assert_eq!((films, found.strays), (vec!["trailers/a.mp4"], vec![]));
    }
}
