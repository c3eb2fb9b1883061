//! The pages of the provider: plain HTML that works without scripts, in the installation's theme.

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use platform::http::{Language, Problem};
use url::Url;

use super::{
    Site,
    form::Pairs,
    texts::{Texts, texts},
};

const STYLESHEET: &str = include_str!("../../../assets/pages.css");
/// A new version of the style sheet gets a new address, so caches may keep it for ever.
const STYLESHEET_PATH: &str = concat!("/realms/codeflix/theme/pages.css?v=", env!("CARGO_PKG_VERSION"));

/// The form of a sign-in.
pub(super) struct LoginPage {
    /// The authorization request.
    pub query: String,
    /// Filled in.
    pub email: String,
    /// Why it is shown again.
    pub told: Option<String>,
}

/// The form of the first operator.
#[derive(Default)]
pub(super) struct SetupPage {
    pub token: String,
    pub email: String,
    pub name: String,
    /// Empty if the field is right; so are the others.
    pub email_error: String,
    pub name_error: String,
    pub password_error: String,
}

impl SetupPage {
    /// Where to go on typing: the first wrong field.
    fn focus(&self) -> &'static str {
        let errors = [("email", &self.email_error), ("name", &self.name_error), ("password", &self.password_error)];
        errors.iter().find(|(_, error)| !error.is_empty()).map_or("email", |(field, _)| field)
    }
}

/// The question before a logout that no client vouches for.
pub(super) struct LogoutPage {
    /// Carried along.
    pub fields: Pairs,
}

/// What went wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum ErrorPage {
    /// The client's request is not right.
    BadRequest,
    /// The form came from another site.
    ForeignForm,
    /// The set-up link does not open.
    LinkClosed,
}

/// What is shown.
pub(super) enum PageKind {
    Login(LoginPage),
    Setup(SetupPage),
    Logout(LogoutPage),
    SignedOut,
    Error(ErrorPage),
}

/// A page in its frame.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    lang: &'static str,
    t: &'static Texts,
    site: &'a Site,
    stylesheet: &'static str,
    kind: &'a PageKind,
}

impl Page<'_> {
    fn title(&self) -> &'static str {
        match self.kind {
            PageKind::Login(_) => self.t.sign_in,
            PageKind::Setup(_) => self.t.setup,
            PageKind::Logout(_) => self.t.sign_out,
            PageKind::SignedOut => self.t.signed_out,
            PageKind::Error(ErrorPage::LinkClosed) => self.t.link_closed,
            PageKind::Error(_) => self.t.error,
        }
    }

    /// What a page that only tells has to say.
    fn explanation(&self) -> &'static str {
        match self.kind {
            PageKind::Error(ErrorPage::BadRequest) => self.t.bad_request,
            PageKind::Error(ErrorPage::ForeignForm) => self.t.foreign_form,
            PageKind::Error(ErrorPage::LinkClosed) => self.t.link_closed_lead,
            _ => "",
        }
    }
}

/// For whom a page is written.
pub(super) struct View<'a> {
    site: &'a Site,
    language: Language,
}

impl<'a> View<'a> {
    /// `ui_locales` goes before what the browser prefers (OpenID Connect Core §3.1.2.1).
    pub(super) fn new(site: &'a Site, headers: &HeaderMap, ui_locales: Option<&str>) -> Self {
        let asked = ui_locales.unwrap_or_default().split(' ').find_map(Language::from_tag);
        Self { site, language: asked.unwrap_or_else(|| Language::of(headers)) }
    }

    /// The language of the page.
    pub(super) const fn language(&self) -> Language {
        self.language
    }

    /// Its words.
    pub(super) const fn texts(&self) -> &'static Texts {
        texts(self.language)
    }

    /// A page that only tells.
    pub(super) fn error(&self, status: StatusCode, error: ErrorPage) -> Response {
        self.render(status, &PageKind::Error(error), None)
    }

    /// Writes the page. `onward` is where its form leads in the end.
    pub(super) fn render(&self, status: StatusCode, kind: &PageKind, onward: Option<&str>) -> Response {
        let page =
            Page { lang: self.language.tag(), t: self.texts(), site: self.site, stylesheet: STYLESHEET_PATH, kind };
        match page.render() {
            Ok(html) => (status, headers(self.language, onward), html).into_response(),
            Err(error) => Problem::internal(error).into_response(),
        }
    }
}

fn headers(language: Language, onward: Option<&str>) -> [(HeaderName, HeaderValue); 7] {
    let policy = HeaderValue::try_from(content_security_policy(onward));
    let nothing = HeaderValue::from_static("default-src 'none'");
    [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag())),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, policy.unwrap_or(nothing)),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        // Not `no-referrer`: browsers then send `Origin: null` with our own forms.
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    ]
}

/// No script at all. Chromium holds a form to `form-action` through its redirects, so the client's own place is named.
fn content_security_policy(onward: Option<&str>) -> String {
    let onward = onward.and_then(source_of).map(|source| format!(" {source}")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'{onward}; \
         frame-ancestors 'none'; base-uri 'none'"
    )
}

/// The origin of a web address, or the scheme of an app's own.
fn source_of(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    let origin = url.origin();
    Some(if origin.is_tuple() { origin.ascii_serialization() } else { format!("{}:", url.scheme()) })
}

/// Our own style sheet; the theme's tokens come after it and win.
pub(super) async fn stylesheet() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, STYLESHEET)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_may_lead_to_the_client_and_nowhere_else() {
        for (uri, source) in [
            ("https://app.example/cb?x=1", "form-action 'self' https://app.example;"),
            ("http://127.0.0.1:7001/cb", "form-action 'self' http://127.0.0.1:7001;"),
            ("com.example.app:/cb", "form-action 'self' com.example.app:;"),
            ("not a url", "form-action 'self';"),
        ] {
            let policy = content_security_policy(Some(uri));
            assert!(policy.contains(source), "{policy}");
            assert!(!policy.contains("script-src") && policy.contains("default-src 'none'"), "{policy}");
        }
    }
}
