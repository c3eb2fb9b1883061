//! The one place of this crate that reads the environment.

use std::ffi::OsString;

/// The folders in which programs are looked for.
#[expect(
    clippy::disallowed_methods,
    reason = "a test's programs may be anywhere on the path, and no binary hands it in"
)]
pub fn search_path() -> OsString {
    std::env::var_os("PATH").unwrap_or_default()
}
