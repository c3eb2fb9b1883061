//! The tokens that are accepted, and the many that are not.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto, jwk::AlgorithmParameters};
use kernel::{Clock, Timestamp};
use platform::auth::{Subject, TokenError, TokenVerifier};
use serde_json::{Value, json};
use testkit::FakeClock;

use super::issuer::{FOREIGN, OURS, Publisher, USER, claims, header, token};

async fn verdict(token: &str, clock: &FakeClock) -> Result<Subject, TokenError> {
    let verifier = Publisher::of(vec![OURS.public("k1")]).verifier(clock);
    verifier.verify(token).await.map(|subject| subject.as_ref().clone())
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().unwrap().remove(name).unwrap();
    object
}

fn ours(header: &Value, claims: &Value) -> String {
    OURS.sign(Algorithm::RS256, header, claims)
}

async fn assert_invalid(name: &str, token: &str, clock: &FakeClock) {
    let verdict = verdict(token, clock).await;
    assert!(matches!(verdict, Err(TokenError::Invalid(_))), "{name}: {verdict:?}");
}

#[tokio::test]
async fn a_valid_token_names_its_subject() {
    let clock = FakeClock::default();
    let subject = verdict(&token(&clock, &OURS, "k1"), &clock).await.unwrap();
    let expected = Subject {
        user_id: USER.parse().unwrap(),
        account_id: Some("01900000-0000-7000-8000-000000000002".parse().unwrap()),
        email: "ana@example.org".to_owned(),
        name: "Ana".to_owned(),
        roles: BTreeSet::from(["editor".to_owned(), "viewer".to_owned()]),
        session_id: Some("session-1".to_owned()),
        expires_at: Timestamp::from_millis((clock.now().seconds() + 300) * 1_000),
    };
    assert_eq!(subject, expected);
}

#[tokio::test]
async fn the_standard_leaves_room_for_variants() {
    let clock = FakeClock::default();
    let fraction: f64 = format!("{}.5", clock.now().seconds() + 300).parse().unwrap();
    let valid = claims(&clock);
    for (name, token) in [
        ("type JWT", ours(&with(header(), "typ", json!("JWT")), &valid)),
        ("long type", ours(&with(header(), "typ", json!("application/at+jwt")), &valid)),
        ("several audiences", ours(&header(), &with(valid.clone(), "aud", json!(["account", "codeflix-api"])))),
        ("fraction of a second", ours(&header(), &with(valid.clone(), "exp", json!(fraction)))),
        ("no roles", ours(&header(), &without(valid.clone(), "realm_access"))),
        ("no account", ours(&header(), &without(valid.clone(), "account_id"))),
        ("foreign claims", ours(&header(), &with(valid.clone(), "azp", json!({"a": [1]})))),
    ] {
        let verdict = verdict(&token, &clock).await;
        assert!(verdict.is_ok(), "{name}: {verdict:?}");
    }
}

#[tokio::test]
async fn clocks_may_differ_by_a_minute_and_no_more() {
    let clock = FakeClock::default();
    let now = clock.now().seconds();
    for (claim, seconds, accepted) in [
        ("exp", now - 59, true),
        ("exp", now - 60, false),
        ("iat", now + 60, true),
        ("iat", now + 61, false),
        ("nbf", now + 60, true),
        ("nbf", now + 61, false),
    ] {
        let token = ours(&header(), &with(claims(&clock), claim, json!(seconds)));
        let verdict = verdict(&token, &clock).await;
        let expected = if accepted { Ok(()) } else { Err(TokenError::Time) };
        assert_eq!(verdict.map(|_| ()), expected, "{claim} {}", seconds - now);
    }
}

#[tokio::test]
async fn an_accepted_token_still_expires() {
    let clock = FakeClock::default();
    let verifier = Publisher::of(vec![OURS.public("k1")]).verifier(&clock);
    let token = token(&clock, &OURS, "k1");
    assert!(verifier.verify(&token).await.is_ok());
    clock.advance(std::time::Duration::from_mins(6));
    assert_eq!(verifier.verify(&token).await, Err(TokenError::Time));
}

#[tokio::test]
async fn another_algorithm_is_refused_whatever_it_proves() {
    let clock = FakeClock::default();
    let valid = claims(&clock);
    let unsigned = |alg: &str| {
        let header = with(header(), "alg", json!(alg)).to_string();
        format!("{}.{}.", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(valid.to_string()))
    };
    for alg in ["none", "None", "NONE", "", "RS256"] {
        assert_invalid(alg, &unsigned(alg), &clock).await;
        assert_invalid(alg, &format!("{}AAAA", unsigned(alg)), &clock).await;
    }
    for (name, algorithm) in [("RS384", Algorithm::RS384), ("RS512", Algorithm::RS512), ("PS256", Algorithm::PS256)] {
        let token = OURS.sign(algorithm, &with(header(), "alg", json!(name)), &valid);
        assert_invalid(name, &token, &clock).await;
        assert_invalid("a lie about it", &OURS.sign(algorithm, &header(), &valid), &clock).await;
    }
}

#[tokio::test]
async fn the_public_key_is_no_secret() {
    let clock = FakeClock::default();
    let jwk = OURS.public("k1");
    let AlgorithmParameters::RSA(rsa) = &jwk.algorithm else { panic!("an RSA key") };
    let modulus = URL_SAFE_NO_PAD.decode(&rsa.n).unwrap();
    let document = serde_json::to_vec(&jwk).unwrap();
    for secret in [modulus.as_slice(), rsa.n.as_bytes(), document.as_slice()] {
        for alg in ["HS256", "RS256"] {
            let header = with(header(), "alg", json!(alg)).to_string();
            let claims = claims(&clock).to_string();
            let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
            let key = EncodingKey::from_secret(secret);
            let signature = crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap();
            assert_invalid(alg, &format!("{message}.{signature}"), &clock).await;
        }
    }
}

#[tokio::test]
async fn a_key_is_never_taken_from_the_token() {
    let clock = FakeClock::default();
    let valid = claims(&clock);
    let jwk = serde_json::to_value(FOREIGN.public("k1")).unwrap();
    let url = json!("https://evil.example.org/keys");
    for header in [
        header(),
        with(header(), "jwk", jwk),
        with(header(), "jku", url.clone()),
        with(header(), "x5u", url),
        with(header(), "kid", json!("k2")),
    ] {
        let token = FOREIGN.sign(Algorithm::RS256, &header, &valid);
        assert_invalid(&header.to_string(), &token, &clock).await;
    }
}

#[tokio::test]
async fn headers_that_are_not_ours_are_refused() {
    let clock = FakeClock::default();
    let valid = claims(&clock);
    let kids = ["", "../../../dev/null", "k1' OR '1'='1", "k1\0", "k1 ", "é", &"k".repeat(129)].map(|kid| json!(kid));
    let mut headers: Vec<_> = kids.into_iter().map(|kid| with(header(), "kid", kid)).collect();
    headers.extend([
        with(header(), "kid", json!(1)),
        with(header(), "kid", json!(["k1"])),
        without(header(), "kid"),
        without(header(), "alg"),
        with(header(), "alg", json!(256)),
        without(header(), "typ"),
        with(header(), "typ", json!("logout+jwt")),
        with(header(), "typ", json!("JOSE")),
        with(header(), "typ", json!(1)),
        with(header(), "crit", json!(["exp"])),
        with(header(), "crit", json!([])),
        json!([]),
        json!("RS256"),
    ]);
    for header in headers {
        assert_invalid(&header.to_string(), &ours(&header, &valid), &clock).await;
    }
}

#[tokio::test]
async fn claims_of_the_wrong_kind_are_refused() {
    let clock = FakeClock::default();
    let valid = || claims(&clock);
    let now = clock.now().seconds();
    let wrong: [(&str, Vec<Value>); 11] = [
        (
            "iss",
            vec![json!("https://id.example.org/realms/other"), json!(1), json!(null), json!([super::issuer::ISSUER])],
        ),
        (
            "iss",
            vec![json!("https://id.example.org/realms/codeflix/"), json!("HTTPS://ID.EXAMPLE.ORG/realms/codeflix")],
        ),
        ("aud", vec![json!("account"), json!(["account"]), json!([]), json!({}), json!(null), json!("codeflix-api ")]),
        ("exp", vec![json!((now + 300).to_string()), json!(null), json!(-1), json!(1e300), json!([now]), json!(true)]),
        ("iat", vec![json!(now.to_string()), json!(null), json!(-1), json!({})]),
        ("nbf", vec![json!(now.to_string()), json!(-1), json!(false)]),
        ("sub", vec![json!("ana"), json!(1), json!(null), json!("")]),
        ("account_id", vec![json!("1"), json!(1)]),
        (
            "realm_access",
            vec![json!({"roles": "editor"}), json!({"roles": [1]}), json!("editor"), json!([["editor"], 1])],
        ),
        ("email", vec![json!(1), json!(null)]),
        ("sid", vec![json!(1)]),
    ];
    for (claim, values) in wrong {
        for value in values {
            let name = format!("{claim} {value}");
            assert_invalid(&name, &ours(&header(), &with(valid(), claim, value)), &clock).await;
        }
    }
    for claim in ["iss", "aud", "exp", "iat", "sub"] {
        assert_invalid(claim, &ours(&header(), &without(valid(), claim)), &clock).await;
    }
}

#[tokio::test]
async fn a_member_that_stands_twice_is_refused() {
    let clock = FakeClock::default();
    let (header, claims) = (header().to_string(), claims(&clock).to_string());
    let twice = |json: &str, member: &str| json.replacen('{', &format!("{{{member},"), 1);
    for member in [r#""alg":"none""#, r#""kid":"k2""#, r#""typ":"JWT""#] {
        let token = OURS.sign_text(Algorithm::RS256, &twice(&header, member), &claims);
        assert_invalid(member, &token, &clock).await;
    }
    for member in [r#""iss":"x""#, r#""sub":"x""#, r#""exp":1"#, r#""realm_access":{}"#] {
        let token = OURS.sign_text(Algorithm::RS256, &header, &twice(&claims, member));
        assert_invalid(member, &token, &clock).await;
    }
}

#[tokio::test]
async fn what_is_no_compact_token_is_refused() {
    let clock = FakeClock::default();
    let good = token(&clock, &OURS, "k1");
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (head, payload) = message.split_once('.').unwrap();
    let forged = URL_SAFE_NO_PAD.encode(with(claims(&clock), "name", json!("Eve")).to_string());
    let cut = &signature[..signature.len() - 2];
    for token in [
        String::new(),
        ".".repeat(2),
        ".".repeat(9_000),
        message.to_owned(),
        format!("{good}.{signature}"),
        format!("{message}."),
        format!("{message}.{cut}"),
        format!("{message}.{signature}="),
        format!("{head}.{forged}.{signature}"),
        format!("{head}.{payload}=.{signature}"),
        format!(" {good}"),
        format!("{good}\n"),
        "a".repeat(8 * 1024 + 1),
    ] {
        assert_invalid(&token, &token, &clock).await;
    }
}
