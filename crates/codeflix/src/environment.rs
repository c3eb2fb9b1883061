//! The one place that reads the process's environment.

use std::{collections::BTreeMap, ffi::OsString};

/// Every variable that is valid Unicode.
pub fn variables() -> BTreeMap<String, String> {
    let pairs = std::env::vars_os();
    pairs.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect()
}

/// Where programs are looked for.
#[allow(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn search_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}
