//! Everybody's list is theirs alone.

use std::time::Duration;

use http::StatusCode;

use crate::fixture::{Shop, deleted, film, id, published, unpublished};

#[tokio::test]
async fn a_viewer_puts_titles_on_the_list_and_takes_them_off() {
    for shop in Shop::both().await {
        let viewer = id(500);
        for number in 1..=3 {
            shop.tell(&published(film(number, &format!("Film {number}")))).await;
            let put = shop.call_as(viewer, "PUT", &format!("/my_list/{viewer}/{}", id(number))).await;
            assert_eq!(put.status, StatusCode::NO_CONTENT);
            shop.clock.advance(Duration::from_secs(60));
        }
        let list = format!("/my_list/{viewer}");
        shop.call_as(viewer, "PUT", &format!("{list}/{}", id(1))).await;
        let answer = shop.call_as(viewer, "GET", &list).await;
        assert_eq!(answer.titles(), ["Film 3", "Film 2", "Film 1"], "newest first, and again changes nothing");
        assert_eq!(answer.headers["cache-control"], "private, no-cache");
        let second = shop.call_as(viewer, "GET", &format!("{list}?per_page=2&page=2")).await;
        assert_eq!((second.titles(), &second.body["meta"]["total"]), (vec!["Film 1"], &3.into()));
        let entry = shop.call_as(viewer, "GET", &format!("{list}/{}", id(2))).await;
        assert_eq!(entry.body["data"]["video_id"], id(2).to_string());
        for _ in 0..2 {
            let gone = shop.call_as(viewer, "DELETE", &format!("{list}/{}", id(2))).await;
            assert_eq!(gone.status, StatusCode::NO_CONTENT);
        }
        let entry = shop.call_as(viewer, "GET", &format!("{list}/{}", id(2))).await;
        assert_eq!(entry.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_withdrawn_title_is_hidden_and_comes_back_unless_deleted() {
    for shop in Shop::both().await {
        let viewer = id(500);
        let (list, entry) = (format!("/my_list/{viewer}"), format!("/my_list/{viewer}/{}", id(1)));
        shop.tell(&published(film(1, "Film"))).await;
        shop.call_as(viewer, "PUT", &entry).await;
        shop.tell(&unpublished(film(1, "Film"))).await;
        let hidden = shop.call_as(viewer, "GET", &list).await;
        assert_eq!((hidden.titles().len(), &hidden.body["meta"]["total"]), (0, &0.into()));
        assert_eq!(shop.call_as(viewer, "GET", &entry).await.status, StatusCode::NOT_FOUND);
        let mut again = film(1, "Film");
        again.version = 3;
        shop.tell(&published(again.clone())).await;
        assert_eq!(shop.call_as(viewer, "GET", &list).await.titles(), ["Film"]);
        shop.tell(&deleted(again.clone())).await;
        again.version = 9;
        shop.tell(&published(again)).await;
        assert!(shop.call_as(viewer, "GET", &list).await.titles().is_empty(), "deletion forgets");
    }
}

#[tokio::test]
async fn nobody_sees_or_changes_the_list_of_another() {
    let shop = Shop::of([film(1, "Film")]).await;
    let (viewer, other) = (id(500), id(501));
    shop.call_as(viewer, "PUT", &format!("/my_list/{viewer}/{}", id(1))).await;
    for (method, path) in [
        ("GET", format!("/my_list/{viewer}")),
        ("GET", format!("/my_list/{viewer}/{}", id(1))),
        ("PUT", format!("/my_list/{viewer}/{}", id(1))),
        ("DELETE", format!("/my_list/{viewer}/{}", id(1))),
    ] {
        let answer = shop.call_as(other, method, &path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
    }
    let anonymous = shop.get(&format!("/my_list/{viewer}")).await;
    assert_eq!((anonymous.status, anonymous.code()), (StatusCode::UNAUTHORIZED, "TOKEN_MISSING"));
    assert_eq!(shop.call_as(viewer, "GET", &format!("/my_list/{viewer}")).await.titles(), ["Film"]);
}

#[tokio::test]
async fn a_title_that_is_not_there_cannot_be_listed() {
    let shop = Shop::of([film(1, "Film")]).await;
    let viewer = id(500);
    for video in [id(2).to_string(), "nonsense".to_owned()] {
        let answer = shop.call_as(viewer, "PUT", &format!("/my_list/{viewer}/{video}")).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"));
    }
}
