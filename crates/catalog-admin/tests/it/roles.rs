//! Who may do what: every route against every role.

use axum::body::Body;
use http::StatusCode;
use platform::{auth::Credentials, http::route_rules};
use testkit::signed_in;

use crate::fixture::{EDITOR, MP4, Studio, png, request_as};

#[tokio::test]
async fn every_route_admits_its_roles_and_nobody_else() {
    let studio = Studio::open().await;
    let rules = route_rules(&studio.service.openapi);
    assert!(rules.len() > 30, "{} routes", rules.len());
    for rule in rules.iter().filter(|rule| rule.method != "OPTIONS") {
        let path = rule.path.replace("{id}", "0191e3a0-0000-7000-8000-000000000001").replace("{type}", "video");
        let path = path.replace("{track}", "0191e3a0-0000-7000-8000-000000000002");
        let ask = async |credentials: Credentials| {
            let request = request_as(credentials, &rule.method, &path).body(Body::empty()).unwrap();
            studio.send(request).await.status
        };
        let route = format!("{} {path}", rule.method);
        assert_eq!(ask(Credentials::Absent).await, StatusCode::UNAUTHORIZED, "{route}");
        for role in ["subscriber", "subscription_admin"] {
            assert_eq!(ask(signed_in(EDITOR, &[role])).await, StatusCode::FORBIDDEN, "{route} as {role}");
        }
        assert!(rule.roles.iter().any(|role| role == "catalog_admin"), "{route}");
        let is_read = rule.method == "GET" && !path.ends_with("/stream");
        for area in ["categories", "genres", "cast_members", "videos"] {
            let is_its_area = path.contains(area) || (area == "videos" && !is_vocabulary(&path));
            let admitted = rule.roles.contains(&format!("catalog_{area}"));
            assert_eq!(admitted, is_read || is_its_area, "{route} for catalog_{area}");
        }
        let may_retry = rule.roles.iter().any(|role| role == "operator");
        assert_eq!(may_retry, path.ends_with("/retry"), "{route} for operators");
    }
}

fn is_vocabulary(path: &str) -> bool {
    ["/categories", "/genres", "/cast_members"].iter().any(|part| path.contains(part))
}

#[tokio::test]
async fn the_film_itself_is_for_those_who_edit_videos() {
    let studio = Studio::open().await;
    let id = studio.make_video().await;
    studio.attach(&id, "video", &[MP4, &[1; 5000]].concat()).await;
    studio.picture(&id, "banner", &png(1920, 800)).await;
    let ask = async |role, kind: &str| {
        let path = format!("/api/v1/admin/videos/{id}/medias/{kind}");
        let request = request_as(signed_in(EDITOR, &[role]), "GET", &path).body(Body::empty()).unwrap();
        studio.send(request).await.status
    };
    for role in ["catalog_admin", "catalog_videos"] {
        assert_eq!(ask(role, "video").await, StatusCode::OK, "{role}");
    }
    for role in ["catalog_categories", "catalog_genres", "catalog_cast_members"] {
        assert_eq!(ask(role, "video").await, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(ask(role, "banner").await, StatusCode::OK, "{role}");
    }
}
