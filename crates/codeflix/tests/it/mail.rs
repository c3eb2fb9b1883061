//! From an upload to the uploader's mail, through every service on the way.

use std::{fs, path::PathBuf, time::Duration};

use testkit::media::Clip;

use crate::{
    client::Bytes,
    house::{House, Shelf, eventually, verdict},
};

const ENCODED: Duration = Duration::from_secs(120);
const SOON: Duration = Duration::from_secs(30);

fn mails(house: &House) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(house.data().join("mail")) else { return Vec::new() };
    let mut mails: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    mails.sort();
    mails
}

#[tokio::test]
async fn the_uploader_gets_one_mail_for_each_film_and_none_again_after_a_kill() {
    let (mut house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let damaged = Bytes::from(fs::read(Clip::new(160, 120, 8).file()).unwrap());
    let films = [
        ("Tide", Bytes::from(fs::read(Clip::tiny().file()).unwrap()), "completed"),
        ("Ebb", damaged.slice(..damaged.len() / 2), "error"),
    ];
    for (title, film, end) in films {
        let video = shelf.draft(&operator, title).await;
        let upload = operator.upload(&film, "film.mp4").await;
        assert_eq!(operator.attach(&video, &upload).await.unwrap().status, 201);
        assert_eq!(verdict(&operator, &video, ENCODED).await["status"], end, "{title}");
    }
    eventually("both mails lie in the folder", SOON, async || (mails(&house).len() == 2).then_some(())).await;
    let before = mails(&house);
    house.kill();
    house.start().await;
    // Killed between the file and the note of it, the house writes the same file again.
    let all_sent = async || {
        let told = operator.get("/api/v1/notifications/outgoing?status=sent&sort=created_at").await.data();
        let kinds: Vec<String> =
            told.as_array()?.iter().map(|mail| mail["kind"].as_str().unwrap().to_owned()).collect();
        (kinds == ["media-ready", "media-failed"]).then_some(())
    };
    eventually("both are noted as sent", SOON, all_sent).await;
    assert_eq!(mails(&house), before);
}
