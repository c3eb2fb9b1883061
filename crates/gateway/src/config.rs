//! What an operator can set about the gateway.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};
use url::Url;

/// Settings of the gateway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// How browsers reach this installation; sign-in links and cookies depend on it.
    pub public_url: Url,
    /// Certificate and key; plain HTTP without them.
    pub tls: Option<Tls>,
    /// What the installation is called.
    pub site_name: String,
    /// Whether it shows itself as a demo.
    #[serde(skip)]
    pub demo: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Requests a client may make.
    pub rate_limits: RateLimits,
}

/// Where the certificate lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Certificate chain, PEM.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// Requests to the API a client (a signed-in subject, else an IPv4 /24 or IPv6 /64 network) may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RateLimits {
    /// In a minute, on average.
    pub per_minute: std::num::NonZeroU32,
    /// At once.
    pub burst: std::num::NonZeroU32,
}

impl Default for RateLimits {
    fn default() -> Self {
        const PER_MINUTE: std::num::NonZeroU32 = std::num::NonZeroU32::new(600).unwrap();
        const BURST: std::num::NonZeroU32 = std::num::NonZeroU32::new(100).unwrap();
        Self { per_minute: PER_MINUTE, burst: BURST }
    }
}

impl Default for Config {
    #[allow(clippy::expect_used, reason = "a constant that a test parses")]
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([0, 0, 0, 0], 8080)),
            public_url: Url::parse("http://localhost:8080").expect("a valid constant"),
            tls: None,
            site_name: "Codeflix".into(),
            demo: false,
            trusted_proxies: Vec::new(),
            rate_limits: RateLimits::default(),
        }
    }
}

impl Config {
    /// The public URL without a trailing slash.
    pub fn origin(&self) -> &str {
        self.public_url.as_str().trim_end_matches('/')
    }

    /// The issuer of tokens (OpenID Connect Discovery §3).
    pub fn issuer(&self) -> String {
        format!("{}/realms/codeflix", self.origin())
    }

    /// Whether browsers reach us over TLS, so that cookies may be `Secure`.
    pub fn is_secure(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}
