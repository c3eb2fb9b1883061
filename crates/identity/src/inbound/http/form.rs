//! Form bodies and queries, with repeated parameters still visible.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, StatusCode, header};
use platform::http::Problem;

use super::Site;

/// Parameters as sent, in order.
pub(super) type Pairs = Vec<(String, String)>;

/// The parameters of a query string.
pub(super) fn parse(text: &[u8]) -> Pairs {
    form_urlencoded::parse(text).into_owned().collect()
}

/// A query string of parameters.
pub(super) fn encode(pairs: &Pairs) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The first value of a parameter, unless it is empty.
pub(super) fn first<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

/// Whether a parameter stands more than once.
pub(super) fn is_repeated(pairs: &Pairs) -> bool {
    pairs.iter().enumerate().any(|(at, (name, _))| pairs.iter().skip(at + 1).any(|(other, _)| other == name))
}

/// An `application/x-www-form-urlencoded` body.
pub(super) struct Form(pub Pairs);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "CONTENT_TYPE"));
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE"))?;
        Ok(Self(parse(&body)))
    }
}

/// Whether a request was sent by one of our own pages, so that no other site can sign somebody in or out.
///
/// Browsers say so in `Sec-Fetch-Site`, and on plain HTTP at least in `Origin`. A request with neither comes from no
/// browser and carries nobody's cookie.
pub(super) fn is_own(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(fetch_site), _) => fetch_site == "same-origin",
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == site.public_url || (host.is_some() && host == text("host"))
        }
        (None, None) => true,
    }
}
