//! Byte ranges (RFC 9110 §14): one range at a time, as players and downloads ask for.

use std::ops::Range;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

/// What a request wants of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// All of it: no header, another unit, or several ranges, which may be ignored (§14.2).
    Whole,
    /// These bytes, at least one.
    Part(Range<u64>),
    /// Bytes that do not exist: 416.
    Unsatisfiable,
}

impl ByteRange {
    /// What is asked of `size` bytes in the version `etag`, quoted. With `If-Range`, a range counts only for the
    /// version the client has (§13.1.5).
    pub fn asked(headers: &HeaderMap, etag: Option<&str>, size: u64) -> Self {
        let is_same = text(headers, header::IF_RANGE).is_none_or(|known| Some(known) == etag);
        let spec = text(headers, header::RANGE).filter(|_| is_same).and_then(|value| value.strip_prefix("bytes="));
        let Some((first, last)) = spec.and_then(|spec| spec.trim().split_once('-')) else { return Self::Whole };
        match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => Self::between(first, last.saturating_add(1).min(size)),
            (Ok(first), Err(_)) if last.is_empty() => Self::between(first, size),
            (Err(_), Ok(length)) if first.is_empty() => Self::between(size.saturating_sub(length), size),
            _ => Self::Whole,
        }
    }

    const fn between(start: u64, end: u64) -> Self {
        if start < end { Self::Part(start..end) } else { Self::Unsatisfiable }
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Makes an answer that holds these of `size` bytes a 206.
pub fn make_partial(response: &mut Response, range: &Range<u64>, size: u64) {
    if let Ok(value) = HeaderValue::try_from(format!("bytes {}-{}/{size}", range.start, range.end.saturating_sub(1))) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
}

/// The answer to a range beyond `size` bytes.
pub fn unsatisfiable(size: u64) -> Response {
    (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{size}"))]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(HeaderName, &'static str)]) -> ByteRange {
        let pairs = pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
        ByteRange::asked(&pairs.collect(), Some("\"v2\""), 100)
    }

    #[test]
    fn one_range_is_understood_and_everything_else_is_the_whole() {
        for (value, expected) in [
            ("bytes=0-0", ByteRange::Part(0..1)),
            ("bytes=10-19", ByteRange::Part(10..20)),
            ("bytes=90-", ByteRange::Part(90..100)),
            ("bytes=90-1000", ByteRange::Part(90..100)),
            ("bytes=-10", ByteRange::Part(90..100)),
            ("bytes=-1000", ByteRange::Part(0..100)),
            ("bytes=100-", ByteRange::Unsatisfiable),
            ("bytes=-0", ByteRange::Unsatisfiable),
            ("bytes=5-4", ByteRange::Whole),
            ("bytes=0-1,5-6", ByteRange::Whole),
            ("lines=1-2", ByteRange::Whole),
            ("bytes=x-y", ByteRange::Whole),
        ] {
            assert_eq!(asked(&[(header::RANGE, value)]), expected, "{value}");
        }
        assert_eq!(asked(&[]), ByteRange::Whole);
    }

    #[test]
    fn a_range_of_another_version_is_the_whole() {
        let range = (header::RANGE, "bytes=0-9");
        assert_eq!(asked(&[range.clone(), (header::IF_RANGE, "\"v2\"")]), ByteRange::Part(0..10));
        assert_eq!(asked(&[range, (header::IF_RANGE, "\"v1\"")]), ByteRange::Whole);
    }
}
