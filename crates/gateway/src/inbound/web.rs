//! The web app, embedded in the binary: hashed files for ever, every other page is the app's one page.

use std::{future::ready, sync::Arc};

use axum::{
    Extension, Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use platform::http::Problem;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::headers::Nonce;
use crate::Config;

/// The design tokens, for pages that are not the web app's: login and set-up.
const TOKENS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/theme/tokens.css"));
/// The faces of the theme's font, as the build reads them.
const FONTS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/theme/fonts.css"));
/// Where the build finds their files.
const FONT_PACKAGE: &str = "@fontsource-variable/onest/files";
/// What the build puts behind the name of a font.
const FONT_SUFFIX: &str = "-12345678.woff2";
/// The style of pages that are only text.
const PLAIN: &str = include_str!("../../assets/plain.css");
/// Where the page says its nonce must stand.
const NONCE_MARK: &str = "__CSP_NONCE__";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
struct Files;

/// Every path no service has.
pub fn routes(config: &Arc<Config>) -> Router {
    let fonts = Bytes::from(fonts());
    Router::new()
        .route("/theme/fonts.css", get(move || ready(style(fonts.clone()))))
        .route("/theme/tokens.css", get(|| async { style(TOKENS) }))
        .route("/theme/plain.css", get(|| async { style(PLAIN) }))
        .fallback(page_or_file)
        .with_state(config.clone())
}

/// The faces with the files as they are served.
fn fonts() -> String {
    let files = Files::iter().filter(|file| file.ends_with(".woff2"));
    files.fold(FONTS.to_owned(), |css, file| {
        let name = file.trim_start_matches("assets/");
        let name = name.get(..name.len().saturating_sub(FONT_SUFFIX.len())).unwrap_or(name);
        css.replace(&format!("{FONT_PACKAGE}/{name}.woff2"), &format!("/{file}"))
    })
}

fn style(text: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    (headers, text.into()).into_response()
}

async fn page_or_file(
    State(config): State<Arc<Config>>,
    Extension(nonce): Extension<Nonce>,
    request: Request,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::not_found().into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = Files::get(path).filter(|_| path != "index.html") {
        return file_answer(path, file, request.headers());
    }
    if is_page(path) { page(&config, &nonce) } else { Problem::not_found().into_response() }
}

/// What services answer under, and files that are not there, are no pages of the app.
fn is_page(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    !matches!(first, "api" | "auth" | "v" | "i" | "realms" | "assets") && !last.contains('.')
}

fn file_answer(path: &str, file: EmbeddedFile, request: &HeaderMap) -> Response {
    let etag = format!("\"{}\"", hash_of(&file));
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "public, max-age=300" };
    let known = request.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == etag.as_bytes());
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { encoded(path, file, request) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// The build leaves a Brotli twin beside every file that shrinks by it.
fn encoded(path: &str, file: EmbeddedFile, request: &HeaderMap) -> Response {
    let accepts = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let content_type = mime_guess::from_path(path).first_or_octet_stream();
    let content_type = [(header::CONTENT_TYPE, content_type.to_string())];
    let takes_brotli = accepts.split(',').any(|coding| coding.trim().split(';').next() == Some("br"));
    match Files::get(&format!("{path}.br")).filter(|_| takes_brotli) {
        Some(twin) => (content_type, [(header::CONTENT_ENCODING, "br")], Body::from(twin.data)).into_response(),
        None => (content_type, Body::from(file.data)).into_response(),
    }
}

fn hash_of(file: &EmbeddedFile) -> String {
    hex::encode(file.metadata.sha256_hash().get(..16).unwrap_or_default())
}

fn page(config: &Config, nonce: &Nonce) -> Response {
    let Some(file) = Files::get("index.html") else {
        return Problem::internal("the web app is not in this build").into_response();
    };
    let html = String::from_utf8_lossy(&file.data).replace(NONCE_MARK, &nonce.0);
    let html = html.replace("<title>Codeflix</title>", &format!("<title>{}</title>", escape(&config.site_name)));
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, html).into_response()
}

/// The five characters that mean something in HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_of_the_app_are_told_from_missing_files_and_services() {
        for page in ["", "title/0190", "studio/videos", "watch/1"] {
            assert!(is_page(page), "{page}");
        }
        for other in ["api/v1/nothing", "assets/old-1234.js", "robots.txt", "v/1/x", "realms/other"] {
            assert!(!is_page(other), "{other}");
        }
    }
}
