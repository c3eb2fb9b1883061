//! The index is made from the rows, whatever happens to it.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use catalog::{
    application::{
        follow,
        ports::{ChangeLog, IndexEntry, Mark, PortError, SearchIndex},
        rebuild,
    },
    domain::VideoId,
};
use http::StatusCode;
use http_body_util::BodyExt;
use testkit::TestPlatform;
use tower::ServiceExt;
use uuid::Uuid;

use crate::fixture::{Shop, film, id, published, unpublished};

/// The folder of the index in use.
fn current(root: &Path) -> PathBuf {
    root.join(fs::read_to_string(root.join("current")).unwrap())
}

#[tokio::test]
async fn a_change_that_was_not_indexed_before_a_kill_is_indexed_after_it() {
    for shop in Shop::both().await {
        shop.tell(&published(film(1, "Before"))).await;
        shop.follow().await;
        shop.tell(&published(film(2, "Between"))).await;
        shop.tell(&unpublished(film(1, "Before"))).await;
        let shop = shop.restarted(|_| ()).await;
        assert_eq!(shop.find("before").await.body["meta"]["total"], 1, "the kill was before the index knew");
        assert_eq!(shop.follow().await, 2, "only what was missed");
        assert_eq!(shop.get("/videos").await.titles(), ["Between"]);
        assert_eq!(shop.follow().await, 0);
    }
}

/// What happens to the folder of an index.
type Damage = fn(&Path);

#[tokio::test]
async fn an_index_that_cannot_be_used_is_built_anew() {
    let damages: [(&str, Damage); 5] = [
        ("missing", |root| fs::remove_dir_all(current(root)).unwrap()),
        ("no pointer", |root| fs::remove_file(root.join("current")).unwrap()),
        ("no meta file", |root| fs::remove_file(current(root).join("meta.json")).unwrap()),
        ("a flipped byte", |root| {
            let mut files = fs::read_dir(current(root)).unwrap().map(|entry| entry.unwrap().path());
            let file = files.find(|file| file.extension().is_some_and(|kind| kind == "term")).unwrap();
            let mut bytes = fs::read(&file).unwrap();
            bytes[10] ^= 0xff;
            fs::write(&file, bytes).unwrap();
        }),
        ("another version", |root| {
            let meta = current(root).join("meta.json");
            let text = fs::read_to_string(&meta).unwrap();
            let other = text.replace("{\\\"version\\\":1,", "{\\\"version\\\":0,");
            assert_ne!(text, other);
            fs::write(meta, other).unwrap();
        }),
    ];
    let mut shop = Shop::of([film(1, "Kept"), film(2, "Too")]).await;
    for (name, damage) in damages {
        shop = shop.restarted(damage).await;
        assert_eq!(shop.find("kept").await.status, StatusCode::OK, "{name}");
        assert_eq!(shop.follow().await, 2, "{name}");
        assert_eq!(shop.find("kept").await.titles(), ["Kept"], "{name}");
        let folders = fs::read_dir(shop.folder()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
        assert_eq!(folders.count(), 1, "{name}: what was damaged is cleared away");
    }
    assert_eq!(shop.restarted(|_| ()).await.follow().await, 0, "an index that is whole is kept");
}

#[tokio::test]
async fn an_index_ahead_of_a_restored_database_is_built_anew() {
    let shop = Shop::of([film(1, "Restored")]).await;
    let ahead = Mark { change: 1_000_000, video: VideoId::from_uuid(id(9)) };
    shop.index.write(vec![IndexEntry::Remove(VideoId::from_uuid(id(1)))], ahead).await.unwrap();
    assert!(shop.find("restored").await.titles().is_empty());
    assert_eq!(shop.follow().await, 1);
    assert_eq!(shop.find("restored").await.titles(), ["Restored"]);
}

#[tokio::test]
async fn a_rebuild_fails_no_query_and_leaves_one_index() {
    let shop = Shop::of((1..=50).map(|number| film(number, "Film"))).await;
    let before = current(&shop.folder());
    rebuild::request_rebuild(shop.store.as_ref(), &shop.clock).await.unwrap();
    let rebuilding = shop.follow();
    tokio::pin!(rebuilding);
    let mut asked = 0;
    let written = loop {
        tokio::select! {
            biased;
            answer = shop.find("film") => {
                asked += 1;
                assert_eq!(answer.body["meta"]["total"], 50);
            }
            written = &mut rebuilding => break written,
        }
        if asked > 3 {
            break rebuilding.await;
        }
    };
    assert!(asked > 0);
    assert_eq!(written, 50);
    assert_ne!(current(&shop.folder()), before);
    assert!(!before.exists());
    assert_eq!(shop.find("film").await.body["meta"]["total"], 50);
    assert_eq!(shop.follow().await, 0, "once is enough");
}

#[tokio::test]
async fn while_an_index_is_being_built_the_old_one_answers() {
    let shop = Shop::of([film(1, "Old")]).await;
    let edition = Uuid::from_u128(42);
    shop.store.want_edition(edition).await.unwrap();
    follow::begin(shop.store.as_ref(), shop.index.as_ref()).await.unwrap();
    assert_eq!(shop.index.written().unwrap().edition, edition);
    assert_ne!(shop.index.served().unwrap().edition, edition);
    assert_eq!(shop.find("old").await.titles(), ["Old"]);
    let shop = shop.restarted(|_| ()).await;
    assert_eq!(shop.find("old").await.titles(), ["Old"], "a kill while building");
    assert_eq!(shop.follow().await, 1);
    assert_eq!(shop.index.served().unwrap().edition, edition);
}

#[tokio::test]
async fn the_running_service_shows_a_publication_within_two_seconds() -> Result<(), PortError> {
    let test = TestPlatform::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let mut service = catalog::build(&test.platform, catalog::Config::default(), folder.path().into()).await.unwrap();
    for worker in service.workers.drain(..) {
        test.platform.lifecycle.spawn(worker.name, (worker.run)(test.platform.lifecycle.stopping()));
    }
    let router = Arc::new(service.http.clone());
    for number in 1..=3 {
        test.deliver(&service, &published(film(number, "Fresh"))).await.unwrap();
        let begun = Instant::now();
        loop {
            let request = http::Request::get("/api/v1/catalog/videos?q=fresh").body(axum::body::Body::empty()).unwrap();
            let response = router.as_ref().clone().oneshot(request).await.unwrap();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
            if body["meta"]["total"] == u64::try_from(number).unwrap() {
                break;
            }
            assert!(begun.elapsed().as_secs() < 10, "never indexed");
            tokio::task::yield_now().await;
        }
        println!("indexed after {:?}", begun.elapsed());
        assert!(begun.elapsed().as_millis() < 2_000, "{:?}", begun.elapsed());
    }
    assert!(test.platform.lifecycle.stop(std::time::Duration::from_secs(5)).await);
    Ok(())
}
