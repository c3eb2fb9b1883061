//! How the provider looks from outside: its address, its cookies, its theme.

use super::REALM;

/// What pages and metadata say about the installation.
#[derive(Clone, Debug)]
pub struct Site {
    /// The public URL without a trailing slash.
    pub public_url: String,
    /// Style sheets with the theme's tokens, linked after our own.
    pub stylesheets: Vec<String>,
    /// Where new viewers sign up.
    pub sign_up: Option<String>,
    /// Where the first operator goes on.
    pub after_setup: String,
}

impl Site {
    /// `iss`.
    pub fn issuer(&self) -> String {
        format!("{}{REALM}", self.public_url)
    }

    /// An absolute address of a protocol endpoint.
    pub fn endpoint(&self, name: &str) -> String {
        format!("{}/protocol/openid-connect/{name}", self.issuer())
    }

    /// Whether browsers come over TLS.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
