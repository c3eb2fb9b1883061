//! Parts of a file, and answers a client has already (RFC 9110 §13, §14).

use std::ops::Range;

use http::{HeaderMap, HeaderValue, header};

/// What part of a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it; also when the header is of a kind we need not understand.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that are not there.
    Nothing,
}

/// One byte range of a file of `size` bytes.
pub(super) fn wanted(headers: &HeaderMap, size: u64) -> Wanted {
    let value = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let Some(spec) = value.and_then(|value| value.strip_prefix("bytes=")) else { return Wanted::Whole };
    let Some((first, last)) = spec.trim().split_once('-').filter(|_| !spec.contains(',')) else { return Wanted::Whole };
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), _) if first >= size => Wanted::Nothing,
        (Ok(first), Ok(last)) if last >= first => Wanted::Part(first..last.saturating_add(1).min(size)),
        (Ok(first), Err(_)) if last.trim().is_empty() => Wanted::Part(first..size),
        (Err(_), Ok(0)) if first.trim().is_empty() => Wanted::Nothing,
        (Err(_), Ok(length)) if first.trim().is_empty() => Wanted::Part(size.saturating_sub(length)..size),
        _ => Wanted::Whole,
    }
}

/// Whether the client has this version already.
pub(super) fn is_unchanged(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tag = tag.to_str().unwrap_or_default();
    known.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_everything_else_is_the_whole_file() {
        for (value, expected) in [
            ("bytes=0-9", Wanted::Part(0..10)),
            ("bytes=90-", Wanted::Part(90..100)),
            ("bytes=-10", Wanted::Part(90..100)),
            ("bytes=-1000", Wanted::Part(0..100)),
            ("bytes=50-1000", Wanted::Part(50..100)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=9-0", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("lines=0-9", Wanted::Whole),
        ] {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(value))]);
            assert_eq!(wanted(&headers, 100), expected, "{value}");
        }
    }
}
