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
    let told = operator.get("/api/v1/notifications/outgoing?sort=created_at").await.data();
    let told: Vec<_> = told.as_array().unwrap().iter().map(|mail| (&mail["kind"], &mail["status"])).collect();
    assert_eq!(told, [(&"media-ready".into(), &"sent".into()), (&"media-failed".into(), &"sent".into())]);
    assert_eq!(mails(&house), before);
}
