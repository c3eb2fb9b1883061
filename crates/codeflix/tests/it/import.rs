//! `codeflix import` against a running house: what it brings, what it refuses, and that killing it doubles nothing.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;
use testkit::media::{Clip, made_once};

use crate::{
    client::Client,
    house::{House, OPERATOR, PASSWORD, codeflix, eventually, verdict},
    line::Line,
};

const SOON: Duration = Duration::from_secs(60);
const ENCODED: Duration = Duration::from_secs(240);
/// More sign-ins in a minute than people need.
const MANY_SIGN_INS: [(&str, &str); 1] = [("CODEFLIX_IDENTITY__LOGINS_PER_ACCOUNT", "1000")];

/// A folder of films, and the command that brings it.
struct Films {
    place: TempDir,
}

impl Films {
    fn new() -> Self {
        Self { place: tempfile::tempdir().unwrap() }
    }

    fn folder(&self) -> PathBuf {
        self.place.path().join("films")
    }

    fn add(&self, path: &str, source: &Path) {
        let path = self.folder().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(source, path).unwrap();
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, server: &str) -> Command {
        let mut command = codeflix(&self.place.path().join("no-data"));
        command.env("CODEFLIX_PASSWORD", PASSWORD).arg("import").arg(self.folder());
        command.args(["--email", OPERATOR, "--server", server]);
        command
    }
}

fn picture(width: u32) -> PathBuf {
    let arguments = format!("-f lavfi -i testsrc2=size={width}x{}:rate=1 -frames:v 1", width * 9 / 16);
    made_once(&format!("picture-{width}.jpg"), &arguments.split(' ').map(str::to_owned).collect::<Vec<_>>())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn succeeded(output: &Output) -> String {
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{said}{complained}");
    said
}

fn failed(output: &Output) -> String {
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{said}{complained}");
    said + &complained
}

async fn all(operator: &Client, collection: &str) -> Vec<Value> {
    let listed = operator.get(&format!("/api/v1/admin/{collection}?per_page=100")).await.data();
    listed.as_array().unwrap().clone()
}

/// Every video by its title, which must be there once.
async fn videos(operator: &Client) -> BTreeMap<String, Value> {
    let mut videos = BTreeMap::new();
    for video in all(operator, "videos").await {
        let title = video["title"].as_str().unwrap().to_owned();
        assert!(videos.insert(title.clone(), video).is_none(), "{title} is there twice");
    }
    videos
}

/// Four small films with all kinds of companions, and one large enough to be killed in the middle of.
fn shelf() -> Films {
    let films = Films::new();
    let tiny = Clip::tiny().file();
    films.add("Ação (1999)/Ação (1999).mp4", &tiny);
    films.add("Ação (1999)/poster.jpg", &picture(640));
    films.add("Ação (1999)/fanart.jpg", &picture(1280));
    films.add("Ação (1999)/trailers/first.mp4", &Clip::tiny().silent().file());
    films.write("films/Ação (1999)/Ação (1999).pt-BR.srt", "1\n00:00:00,000 --> 00:00:01,000\nOi\n");
    films.add("Second.2001.1080p.mp4", &tiny);
    films.add("Third (2003).mp4", &tiny);
    films.add("Third (2003)-thumb.jpg", &picture(640));
    films.add("Large (2002).mp4", &Clip::new(640, 360, 10).noisy().file());
    films.add(".hidden (1999).mp4", &tiny);
    symlink(&tiny, films.folder().join("Linked (1999).mp4")).unwrap();
    films
}

#[tokio::test]
async fn killed_again_and_again_it_brings_every_film_once_and_whole() {
    let (house, operator) = House::with(&MANY_SIGN_INS).await;
    let films = shelf();
    let large = fs::metadata(films.folder().join("Large (2002).mp4")).unwrap().len();
    // In the middle of the sign-in, of making a draft, of pictures, and several times of the large film.
    let moments = [300, 4_000, 20_000, 150_000, large / 3, large / 3, large / 3];
    for moment in moments {
        let line = Line::to(house.port(), moment);
        let mut import = films.command(&line.origin());
        let mut import = import.stdout(Stdio::null()).spawn().unwrap();
        eventually("the line goes dead", SOON, async || line.is_dead().then_some(())).await;
        import.kill().unwrap();
        import.wait().unwrap();
    }
    assert!(videos(&operator).await.len() < 4, "killed when everything was done");

    let line = Line::to(house.port(), u64::MAX);
    let said = succeeded(&films.command(&line.origin()).output().unwrap());
    assert!(line.sent() < large, "an upload began anew: {} bytes went over for the last part", line.sent());
    assert!(said.contains("Ação (1999).pt-BR.srt (pt-BR)"), "{said}");
    let brought = videos(&operator).await;
    assert_eq!(brought.keys().collect::<Vec<_>>(), ["Ação", "Large", "Second", "Third"]);
    for (title, video) in &brought {
        let film = verdict(&operator, video["id"].as_str().unwrap(), ENCODED).await;
        assert_eq!(film["status"], "completed", "{title}: {film}");
    }
    let action = &brought["Ação"];
    assert_eq!(action["year_launched"], 1999);
    assert_eq!(action["thumbnail"]["name"], "poster.jpg");
    assert_eq!(action["banner"]["name"], "fanart.jpg");
    assert_eq!(action["trailer"]["name"], "first.mp4");
    assert_eq!(action["text_tracks"].as_array().unwrap().len(), 1, "{action}");
    assert_eq!(action["text_tracks"][0]["language"], "pt-BR");
    assert_eq!(brought["Third"]["thumbnail"]["name"], "Third (2003)-thumb.jpg");
    let source = format!("/api/v1/admin/videos/{}/medias/video", brought["Large"]["id"].as_str().unwrap());
    let sent = fs::read(films.folder().join("Large (2002).mp4")).unwrap();
    assert_eq!(operator.get(&source).await.bytes, sent, "other bytes than were sent");

    let again = succeeded(&films.command(&house.origin()).output().unwrap());
    assert!(again.contains("4 films: 0 made, 0 completed, 4 there already, 0 not brought; 0 refusals"), "{again}");
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn films_are_brought_with_the_preset_that_was_asked_for() {
    let (house, operator) = House::with(&MANY_SIGN_INS).await;
    let films = Films::new();
    films.add("Second (2001).mp4", &Clip::tiny().file());
    succeeded(&films.command(&house.origin()).args(["--preset", "fast"]).output().unwrap());
    assert_eq!(videos(&operator).await["Second"]["video"]["preset"], "fast");
    eventually("the encoder was told", SOON, async || {
        let jobs = operator.get("/api/v1/encoder/jobs").await.data();
        (jobs[0]["preset"] == "fast").then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_house_that_is_killed_meanwhile_is_waited_for() {
    let (mut house, operator) = House::with(&MANY_SIGN_INS).await;
    let films = shelf();
    let import = films.command(&house.origin()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    eventually("the large film is on its way", SOON, async || {
        videos(&operator).await.contains_key("Large").then_some(())
    })
    .await;
    house.kill();
    house.start().await;
    let said = succeeded(&import.wait_with_output().unwrap());
    assert!(said.contains("4 films: 4 made, 0 completed, 0 there already, 0 not brought; 0 refusals"), "{said}");
    assert_eq!(videos(&operator).await.len(), 4);
}

#[tokio::test]
async fn a_dry_run_shows_everything_and_changes_nothing() {
    let (house, operator) = House::open().await;
    let films = shelf();
    films.add("No year.mp4", &Clip::tiny().file());
    films.add("second (2001).mp4", &Clip::tiny().file());
    let table =
        films.write("table.csv", "file;categories;cast\nThird (2003).mp4;Drama|Short;Ana Sá (director)|Bo Li\n");
    let dry = || {
        let mut command = films.command(&house.origin());
        command.arg("--csv").arg(&table).arg("--dry-run");
        command
    };
    let said = failed(&dry().output().unwrap());
    for part in [
        "Large (2002).mp4",
        "a new draft",
        "thumbnail, banner, subtitles, trailer, video",
        "categories: Drama, Short",
        "directors: Ana Sá",
        "actors: Bo Li",
        "No year.mp4: no year",
        "second (2001).mp4: the same title and year as Second.2001.1080p.mp4",
        "Ação (1999).pt-BR.srt (pt-BR)",
        "Linked (1999).mp4: it is a link",
        "new films without a rating (the strictest is put in): 3",
        "nothing was changed",
    ] {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
    assert!(!said.contains("hidden"), "{said}");
    for collection in ["videos", "categories", "genres", "cast_members"] {
        assert!(all(&operator, collection).await.is_empty(), "{collection} were made");
    }
    assert_eq!(house.files("objects"), 0);
}

#[tokio::test]
async fn all_mistakes_of_a_table_are_told_before_anything_is_written() {
    let (house, operator) = House::open().await;
    let films = shelf();
    let table = films.write(
        "table.csv",
        "\u{feff}file,title,year_launched,rating,opened,genres,trailer\n\
         Third (2003).mp4,Good,2003,L,yes,Noir,\n\
         Large (2002).mp4,,1700,99,,,\n\
         ../outside.mp4,,,,perhaps,,\n\
         Second.2001.1080p.mp4,,,,,,nowhere.mp4\n",
    );
    let said = failed(&films.command(&house.origin()).arg("--csv").arg(&table).output().unwrap());
    for place in [
        "line 3, column year_launched: ",
        "line 3, column rating: ",
        "line 4, column opened: ",
        "line 4, column file: \"../outside.mp4\" leads out of the folder",
        "line 5, column trailer: ",
    ] {
        assert!(said.contains(place), "{place:?} is missing in\n{said}");
    }
    assert_eq!(said.matches("line ").count(), 5, "{said}");
    for collection in ["videos", "genres"] {
        assert!(all(&operator, collection).await.is_empty(), "{collection} were made");
    }
}

#[tokio::test]
async fn a_table_fills_every_field_and_words_are_found_by_their_name() {
    let (house, operator) = House::open().await;
    let drama = operator.post("/api/v1/admin/categories", serde_json::json!({ "name": "Dráma" })).await.data();
    let films = Films::new();
    films.add("clip.mp4", &Clip::tiny().file());
    films.add("art/wide.jpg", &picture(1280));
    films.add("other.mp4", &Clip::tiny().silent().file());
    films.write("films/broken (1999).mp4", "this is no film");
    let table = films.write(
        "table.csv",
        "file;title;description;year_launched;duration;rating;opened;categories;genres;cast;credits_start_ms;\
         publish_when_ready;trailer;banner\n\
         clip.mp4;Título;\"Two\nlines; one film\";1999;0,03;L;yes;drama|Novo;Noir;Ana Sá (director)|Ana Sá;1500;yes;\
         other.mp4;art/wide.jpg\n",
    );
    let said = failed(&films.command(&house.origin()).arg("--csv").arg(&table).output().unwrap());
    assert!(said.contains("2 films: 2 made, 0 completed, 0 there already, 0 not brought; 1 refusals"), "{said}");
    assert!(said.contains("broken (1999).mp4: FORMAT_NOT_ALLOWED"), "{said}");

    let all_of_it = videos(&operator).await;
    let video = &all_of_it["Título"];
    assert_eq!(video["description"], "Two\nlines; one film");
    assert_eq!(
        (&video["year_launched"], &video["duration"], &video["rating"]),
        (&1999.into(), &0.03.into(), &"l".into())
    );
    assert_eq!((&video["opened"], &video["publish_when_ready"]), (&true.into(), &true.into()));
    assert_eq!(video["markers"]["credits_start_ms"], 1500);
    assert_eq!((&video["trailer"]["name"], &video["banner"]["name"]), (&"other.mp4".into(), &"wide.jpg".into()));
    assert_eq!(video["cast_members"].as_array().unwrap().len(), 2);
    assert_eq!(video["genres"][0]["name"], "Noir");
    let categories: Vec<&Value> = video["categories"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert!(categories.contains(&&drama["id"]), "a second category of the same name was made");
    assert_eq!(all(&operator, "categories").await.len(), 2);
    eventually("it is published", ENCODED, async || {
        (crate::house::video(&operator, video["id"].as_str().unwrap()).await["published"] == true).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_or_address_is_told_at_once() {
    let (house, _) = House::open().await;
    let films = shelf();
    let said = failed(&films.command(&house.origin()).env("CODEFLIX_PASSWORD", "wrong").output().unwrap());
    assert!(said.contains("the e-mail address or the password is wrong"), "{said}");
    let said = failed(&films.command("http://127.0.0.1:9").output().unwrap());
    assert!(said.contains("http://127.0.0.1:9 does not answer"), "{said}");
    let said = failed(&films.command(&house.origin()).env_remove("CODEFLIX_PASSWORD").output().unwrap());
    assert!(said.contains("CODEFLIX_PASSWORD"), "{said}");
}
