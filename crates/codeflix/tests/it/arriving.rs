//! A film that is watched before its upload has ended.

use std::{fs, time::Duration};

use testkit::media::Clip;

use crate::{
    client::{Bytes, upload_id},
    house::{House, Shelf, eventually, verdict, video},
};

const ENCODED: Duration = Duration::from_secs(240);

#[tokio::test]
async fn a_film_is_playable_before_its_upload_ends_and_a_kill_on_the_way_loses_nothing() {
    let (mut house, operator) = House::open().await;
    let shelf = Shelf::new(&operator).await;
    let bytes: Bytes = fs::read(Clip::new(160, 120, 40).noisy().file()).unwrap().into();
    let most = bytes.len() / 3 * 2;
    let id = shelf.draft(&operator, "A growing one").await;
    let begun = operator.begin_upload_for(&id, bytes.len()).await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let path = begun.header("location").to_owned();
    assert_eq!(operator.append(&path, 0, bytes.slice(..most)).await.unwrap().status, 204);
    eventually("it can be watched", ENCODED, async || {
        let shown = video(&operator, &id).await;
        shown["video"]["playable_at"].is_string().then_some(())
    })
    .await;
    let shown = video(&operator, &id).await;
    assert!(shown["video"]["checksum"].is_null(), "bytes are missing: {shown}");

    house.kill();
    house.start().await;
    let kept = operator.offset(&path).await;
    assert_eq!(kept, most);
    assert_eq!(operator.append(&path, kept, bytes.slice(kept..)).await.unwrap().status, 204);
    assert_eq!(verdict(&operator, &id, ENCODED).await["status"], "completed");
    let resource = format!("{id}.video.{}", upload_id(&path));
    let jobs = operator.get(&format!("/api/v1/encoder/jobs?resource_id={resource}")).await;
    assert_eq!(jobs.json()["meta"]["total"], 1, "{}", jobs.text());
}
