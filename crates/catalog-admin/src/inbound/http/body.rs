//! Reading fields of request bodies with the domain's own rules.

use std::{collections::BTreeSet, str::FromStr};

use kernel::{Code, Violation, Violations};
use platform::http::Field;

/// Whether absent fields keep their value (`PATCH`) or are needed or emptied (`POST`, `PUT`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The body is the whole thing.
    Whole,
    /// The body is a change.
    Change,
}

impl Mode {
    /// A field that must have a value.
    pub(super) fn needed<T, V>(
        self,
        field: Field<T>,
        name: &str,
        violations: &mut Violations,
        parse: impl FnOnce(&str, T) -> Result<V, Violation>,
    ) -> Option<V> {
        let value = match self {
            Self::Whole => field.required(violations, name),
            Self::Change => field.patch(violations, name),
        };
        value.and_then(|value| violations.take(parse(name, value)))
    }

    /// A field that has a value of its own when absent.
    pub(super) fn or_default<T, V>(
        self,
        field: Field<T>,
        name: &str,
        violations: &mut Violations,
        (default, parse): (V, impl FnOnce(&str, T) -> Result<V, Violation>),
    ) -> Option<V> {
        match (self, field) {
            (Self::Whole, Field::Absent) => Some(default),
            (_, field) => self.needed(field, name, violations, parse),
        }
    }

    /// A field that may be empty; `Some(None)` empties it.
    #[expect(clippy::option_option, reason = "left as it is, emptied, or replaced")]
    pub(super) fn optional<T, V>(
        self,
        field: Field<T>,
        name: &str,
        violations: &mut Violations,
        parse: impl FnOnce(&str, T) -> Result<V, Violation>,
    ) -> Option<Option<V>> {
        let value = match self {
            Self::Whole => Some(field.optional(violations, name)),
            Self::Change => field.patch_nullable(violations, name),
        };
        value.map(|value| value.and_then(|value| violations.take(parse(name, value))))
    }
}

/// Takes a value as it is.
#[expect(clippy::unnecessary_wraps, reason = "one of many readers of fields")]
pub(super) fn as_is<T>(_: &str, value: T) -> Result<T, Violation> {
    Ok(value)
}

/// A set of ids, at most `max`. What cannot be an id is listed as not found.
pub(super) fn id_set<I: FromStr + Ord>(field: &str, ids: &[String], max: usize) -> Result<BTreeSet<I>, Violation> {
    let unknown: Vec<_> = ids.iter().filter(|id| id.parse::<I>().is_err()).map(String::as_str).collect();
    if !unknown.is_empty() {
        let shown: Vec<_> = unknown.into_iter().take(max).collect();
        return Err(Violation::new(field, Code::NotFound).with("ids", shown.join(", ")));
    }
    let set: BTreeSet<I> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    if set.len() > max {
        return Err(Violation::new(field, Code::Length).with("min", 0).with("max", max));
    }
    Ok(set)
}
