//! What happens around the handlers.

use std::time::{Duration, Instant};

use axum::body::Body;
use http::{Request, StatusCode};
use uuid::Uuid;

use super::fixture::{DEADLINE, client, hurried_client};

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_problems() {
    let answer = client().get("/nowhere").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "NOT_FOUND"));
    let request = Request::delete("/own-code").body(Body::empty()).unwrap();
    let answer = client().send(request).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"));
    assert!(answer.header("allow").contains("GET"), "{:?}", answer.headers);
}

#[tokio::test]
async fn a_panic_is_an_internal_error_without_details() {
    let answer = client().get("/panic").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"));
    assert!(!answer.json.to_string().contains("secret"), "{}", answer.json);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_ended() {
    let answer = hurried_client().get("/slow").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::GATEWAY_TIMEOUT, "TIMEOUT"));
    assert_eq!(answer.json["retryable"], true);
}

#[tokio::test]
async fn a_caller_with_less_time_is_answered_in_it() {
    let begun = Instant::now();
    let request = Request::get("/slow").header("x-deadline-ms", "250").body(Body::empty()).unwrap();
    assert_eq!(client().send(request).await.code(), "TIMEOUT");
    assert!((Duration::from_millis(250)..DEADLINE).contains(&begun.elapsed()));
}

#[tokio::test]
async fn a_handler_without_a_deadline_may_take_longer() {
    let request = Request::patch("/patient").body(Body::empty()).unwrap();
    assert_eq!(hurried_client().send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_request_keeps_a_harmless_id_and_loses_any_other() {
    for (given, kept) in [("abc-1.2_3", true), ("a b", false), ("a\"b", false), (&*"a".repeat(65), false)] {
        let request = Request::get("/things").header("x-request-id", given).body(Body::empty()).unwrap();
        let answer = client().send(request).await;
        let id = answer.header("x-request-id");
        assert_eq!(id == given, kept, "{given}");
        assert!(kept || Uuid::parse_str(id).is_ok(), "{id}");
    }
}

#[tokio::test]
async fn a_command_carries_the_request_id_the_trace_and_the_caller() {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let id = Uuid::from_u128(9);
    for (sent, carried) in [(trace, format!("{:?}", Some(trace))), ("00-nonsense", "None".to_owned())] {
        let request = Request::put(format!("/things/{}", Uuid::nil()))
            .header("authorization", "Bearer bob:editor")
            .header("x-request-id", id.to_string())
            .header("traceparent", sent);
        let answer = client().send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.json["data"]["title"], format!("{id} true {carried}"));
    }
}
