//! The pages: languages, headers, and what people type.

use http::{Request, StatusCode};

use crate::fixture::{House, authorization};

#[tokio::test]
async fn pages_speak_the_language_that_is_asked_for() {
    let house = House::new().await;
    for (locales, accept, lang, word) in [
        ("", "", "en", "Sign in"),
        ("", "pt-BR,pt;q=0.9,en;q=0.8", "pt-BR", "Entrar"),
        ("", "de, ru;q=0.5", "ru", "Вход"),
        ("ru", "pt-BR", "ru", "Вход"),
        ("de pt", "ru", "pt-BR", "Entrar"),
    ] {
        let request = Request::get(authorization(&[("ui_locales", locales)])).header("accept-language", accept);
        let page = house.browser().send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert!(page.text.contains(&format!("<html lang=\"{lang}\"")), "{locales:?} {accept:?}");
        assert!(page.text.contains(&format!("<h1>{word}</h1>")), "{locales:?} {accept:?}");
    }
}

#[tokio::test]
async fn a_page_runs_no_script_and_is_not_framed_cached_or_leaked() {
    let house = House::new().await;
    let page = house.browser().authorize(&[]).await;
    let policy = page.header("content-security-policy");
    for rule in
        ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' http://127.0.0.1:7001;"]
    {
        assert!(policy.contains(rule), "{policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("script-src"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "same-origin");
    for inline in ["<script", "<style", "style=\"", "onclick"] {
        assert!(!page.text.contains(inline), "{inline} would be blocked by our own policy");
    }
    for sheet in ["/realms/codeflix/theme/pages.css", "/theme/fonts.css", "/theme/tokens.css"] {
        assert!(page.text.contains(sheet));
    }
    let sheet = house.browser().get("/realms/codeflix/theme/pages.css?v=1").await;
    assert_eq!((sheet.status, sheet.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
}

#[tokio::test]
async fn what_is_typed_or_sent_along_is_text_and_never_markup() {
    let house = House::new().await;
    let evil = "\"><script>alert(1)</script>";
    let page = house.browser().authorize(&[("login_hint", evil), ("state", evil)]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("<script"), "{}", page.text);
    let mut browser = house.browser();
    let page = browser.authorize(&[]).await;
    let again = browser.fill_in(&page, evil, "x").await;
    assert!(again.text.contains("script") && !again.text.contains("<script"), "{}", again.text);
}

#[tokio::test]
async fn the_hint_is_filled_in() {
    let house = House::new().await;
    let page = house.browser().authorize(&[("login_hint", "vera@tv.example")]).await;
    assert!(page.text.contains("value=\"vera@tv.example\""));
}
