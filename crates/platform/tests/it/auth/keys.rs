//! The issuer's keys: fetched seldom, changed without anybody noticing, kept while the issuer is away.

use std::{
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use axum::{Json, Router, routing::get};
use jsonwebtoken::jwk::{AlgorithmParameters, JwkSet, PublicKeyUse};
use platform::auth::{KeySource, RouterKeySource, TokenError, TokenVerifier};
use testkit::FakeClock;

use super::issuer::{FOREIGN, NEXT, OURS, Publisher, token};

/// 24 hours but for a millisecond.
const ALMOST_A_DAY: Duration = Duration::from_millis(24 * 60 * 60 * 1_000 - 1);

#[tokio::test]
async fn a_thousand_unknown_keys_cause_one_fetch() {
    let clock = FakeClock::default();
    let publisher = Publisher::of(vec![OURS.public("k1")]);
    let verifier = publisher.verifier(&clock);
    let tokens: Vec<_> = (0..1_000).map(|n| token(&clock, &FOREIGN, &format!("unknown-{n}"))).collect();
    let verdicts = futures::future::join_all(tokens.iter().map(|token| verifier.verify(token))).await;
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Err(TokenError::Invalid("unknown key")))));
    assert_eq!(publisher.fetches(), 1);
    clock.advance(Duration::from_secs(29));
    assert!(verifier.verify(&tokens[0]).await.is_err());
    assert_eq!(publisher.fetches(), 1);
    clock.advance(Duration::from_secs(1));
    assert!(verifier.verify(&tokens[0]).await.is_err());
    assert_eq!(publisher.fetches(), 2);
}

#[tokio::test]
async fn a_change_of_keys_refuses_nobody() {
    let clock = FakeClock::default();
    let publisher = Publisher::of(vec![OURS.public("k1")]);
    let verifier = publisher.verifier(&clock);
    let old = token(&clock, &OURS, "k1");
    assert!(verifier.verify(&old).await.is_ok());
    publisher.publish(vec![OURS.public("k1"), NEXT.public("k2")]);
    clock.advance(Duration::from_secs(30));
    let new = token(&clock, &NEXT, "k2");
    let calls = (0..200).map(|n| verifier.verify(if n % 2 == 0 { &old } else { &new }));
    let verdicts = futures::future::join_all(calls).await;
    assert!(verdicts.iter().all(Result::is_ok), "{verdicts:?}");
    assert_eq!(publisher.fetches(), 2);
}

#[tokio::test]
async fn a_withdrawn_key_is_refused_although_its_token_was_accepted_before() {
    let clock = FakeClock::default();
    let publisher = Publisher::of(vec![OURS.public("k1")]);
    let verifier = publisher.verifier(&clock);
    let accepted = token(&clock, &OURS, "k1");
    assert!(verifier.verify(&accepted).await.is_ok());
    publisher.publish(vec![NEXT.public("k2")]);
    clock.advance(Duration::from_mins(5));
    assert!(matches!(verifier.verify(&accepted).await, Err(TokenError::Invalid(_))));
    // The same name with other bytes behind it is another key.
    publisher.publish(vec![FOREIGN.public("k2")]);
    let token = token(&clock, &NEXT, "k2");
    assert!(verifier.verify(&token).await.is_ok());
    clock.advance(Duration::from_mins(5));
    assert!(matches!(verifier.verify(&token).await, Err(TokenError::Invalid("signature"))));
}

#[tokio::test]
async fn keys_outlive_an_outage_of_their_issuer_by_a_day() {
    let clock = FakeClock::default();
    let publisher = Publisher::of(vec![OURS.public("k1")]);
    let verifier = publisher.verifier(&clock);
    assert!(verifier.verify(&token(&clock, &OURS, "k1")).await.is_ok());
    publisher.is_away.store(true, Ordering::SeqCst);
    clock.advance(ALMOST_A_DAY);
    assert!(verifier.verify(&token(&clock, &OURS, "k1")).await.is_ok());
    assert_eq!(publisher.fetches(), 2);
    clock.advance(Duration::from_millis(1));
    assert_eq!(verifier.verify(&token(&clock, &OURS, "k1")).await, Err(TokenError::Unavailable));
    publisher.is_away.store(false, Ordering::SeqCst);
    clock.advance(Duration::from_secs(1));
    assert!(verifier.verify(&token(&clock, &OURS, "k1")).await.is_ok());
}

#[tokio::test]
async fn an_issuer_that_hangs_is_not_waited_for() {
    let clock = FakeClock::default();
    let publisher = Publisher::of(vec![OURS.public("k1")]);
    publisher.hangs.store(true, Ordering::SeqCst);
    let verifier = publisher.verifier(&clock);
    let begun = Instant::now();
    assert_eq!(verifier.verify(&token(&clock, &OURS, "k1")).await, Err(TokenError::Unavailable));
    assert!((Duration::from_secs(2)..Duration::from_secs(15)).contains(&begun.elapsed()));
    publisher.hangs.store(false, Ordering::SeqCst);
    clock.advance(Duration::from_secs(1));
    assert!(verifier.verify(&token(&clock, &OURS, "k1")).await.is_ok());
}

#[tokio::test]
async fn keys_for_other_purposes_or_without_a_name_are_not_used() {
    let clock = FakeClock::default();
    let mut for_encryption = OURS.public("k1");
    for_encryption.common.public_key_use = Some(PublicKeyUse::Encryption);
    let mut for_another_algorithm = OURS.public("k1");
    for_another_algorithm.common.key_algorithm = Some(jsonwebtoken::jwk::KeyAlgorithm::RS512);
    let mut without_a_name = OURS.public("k1");
    without_a_name.common.key_id = None;
    let mut too_short = OURS.public("k1");
    if let AlgorithmParameters::RSA(rsa) = &mut too_short.algorithm {
        rsa.n.truncate(168); // 126 bytes, still well encoded
    }
    for key in [for_encryption, for_another_algorithm, without_a_name, too_short] {
        let verifier = Publisher::of(vec![key.clone()]).verifier(&clock);
        let verdict = verifier.verify(&token(&clock, &OURS, "k1")).await;
        assert_eq!(verdict, Err(TokenError::Invalid("unknown key")), "{key:?}");
    }
}

#[tokio::test]
async fn keys_are_read_from_a_router_of_the_same_process() {
    let set = JwkSet { keys: vec![OURS.public("k1")] };
    let router = Router::new()
        .route("/certs", get(move || std::future::ready(Json(set.clone()))))
        .route("/broken", get(|| std::future::ready("no JSON")));
    let fetched = RouterKeySource::new(router.clone(), "/certs").fetch().await.unwrap();
    assert_eq!(fetched.keys, [OURS.public("k1")]);
    for path in ["/broken", "/nowhere", "no path"] {
        let source: Arc<dyn KeySource> = Arc::new(RouterKeySource::new(router.clone(), path));
        assert!(source.fetch().await.is_err(), "{path}");
    }
}
