//! `codeflix rebuild-index` beside a running house.

use std::{fs, time::Duration};

use testkit::media::Clip;

use crate::{
    films::{Film, Stage},
    house::{House, Shelf, codeflix, eventually},
};

const SOON: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_search_index_is_made_anew_and_no_search_fails_meanwhile() {
    let (house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let film = Film::begin(&operator, &shelf, "Coração", &fs::read(Clip::tiny().file()).unwrap().into()).await;
    film.go_on(&operator, Stage::Publish).await.unwrap();
    let is_found = async || operator.get("/api/v1/catalog/videos?q=coracao").await.data()[0]["id"] == film.video;
    eventually("the film is found", SOON, async || is_found().await.then_some(())).await;

    let served = || fs::read_to_string(house.data().join("search/current")).unwrap();
    let before = served();
    let asked = codeflix(&house.data()).arg("rebuild-index").output().unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let said = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(said.contains(house.data().to_str().unwrap()), "{said}");
    eventually("another index is served", SOON, async || {
        assert!(is_found().await, "a search failed while the index was made anew");
        (served() != before).then_some(())
    })
    .await;
    assert!(is_found().await, "the new index lacks the film");
    assert_eq!(house.complaints(), Vec::<String>::new());
}

#[test]
fn a_folder_without_a_catalogue_is_named_and_left_alone() {
    let outside = tempfile::tempdir().unwrap();
    let data = outside.path().join("data");
    let asked = codeflix(&data).arg("rebuild-index").output().unwrap();
    assert!(!asked.status.success(), "{}", String::from_utf8_lossy(&asked.stdout));
    let said = String::from_utf8_lossy(&asked.stderr).into_owned();
    assert!(said.contains(data.join("db").to_str().unwrap()), "{said}");
    assert!(!data.exists(), "a folder was made");
}
