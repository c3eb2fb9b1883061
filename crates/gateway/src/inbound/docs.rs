//! The API's description: the document for programs and a plain page for people.

use std::{fmt::Write, sync::Arc};

use axum::{Router, response::Html, routing::get};
use http::header;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::web::escape;

/// Both are made once, at start.
pub fn routes(document: &OpenApi) -> Router {
    let json: Arc<str> = document.to_json().unwrap_or_default().into();
    let page: Arc<str> = page(&serde_json::to_value(document).unwrap_or_default()).into();
    let serve_json = move || async move { ([(header::CONTENT_TYPE, "application/json")], json.to_string()) };
    let serve_page = move || async move { Html(page.to_string()) };
    Router::new().route("/api/openapi.json", get(serve_json)).route("/api/docs", get(serve_page))
}

fn page(document: &Value) -> String {
    let mut rows = String::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            // Writing to a string cannot fail.
            let _ = write!(rows, "{}", row(path, method, operation));
        }
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Codeflix API</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/theme/fonts.css\">\
         <link rel=\"stylesheet\" href=\"/theme/tokens.css\">\
         <link rel=\"stylesheet\" href=\"/theme/plain.css\"></head><body><main><h1>Codeflix API</h1>\
         <p>Programs read <a href=\"/api/openapi.json\">the OpenAPI document</a>.</p>\
         <table><thead><tr><th>Operation</th><th>What it does</th><th>Token</th></tr></thead><tbody>{rows}</tbody></table>\
         </main></body></html>"
    )
}

fn row(path: &str, method: &str, operation: &Value) -> String {
    let text = |name: &str| operation.get(name).and_then(Value::as_str).unwrap_or_default();
    let token = if operation.get("security").is_some() { "needed" } else { "" };
    let method = method.to_uppercase();
    format!(
        "<tr><td><code>{method} {}</code></td><td>{} {}</td><td>{token}</td></tr>",
        escape(path),
        escape(text("summary")),
        escape(text("description"))
    )
}
