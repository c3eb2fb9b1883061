//! What can be configured.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    application::{BASIC_CLIENT, Settings},
    domain::{Client, Clients, Limit},
    inbound::http::Site,
};

/// The client that the gateway is.
pub const WEB_CLIENT: &str = "codeflix-web";

/// The settings of identity.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Makes the gateway a confidential client; without it PKCE alone protects its codes.
    #[serde(skip_serializing)]
    pub web_client_secret: Option<SecretString>,
    /// Programs that may sign people in, besides the web app.
    pub clients: Vec<ClientConfig>,
    /// Style sheets with the theme's fonts and tokens.
    pub stylesheets: Vec<String>,
    /// Where new viewers sign up; no link if empty.
    pub sign_up_path: String,
    /// Where the first operator goes on after the set-up.
    pub after_setup_path: String,
    /// Tries a minute of one account.
    pub logins_per_account: u32,
    /// Tries a minute of one network.
    pub logins_per_network: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            web_client_secret: None,
            clients: Vec::new(),
            stylesheets: ["/theme/fonts.css", "/theme/tokens.css"].map(str::to_owned).into(),
            sign_up_path: "/sign-up".to_owned(),
            after_setup_path: "/auth/login?return_to=/studio".to_owned(),
            logins_per_account: 5,
            logins_per_network: 300,
        }
    }
}

/// A program that may sign people in.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientConfig {
    /// `client_id`.
    pub id: String,
    /// Of a confidential client; programs on other people's machines have none.
    #[serde(skip_serializing)]
    pub secret: Option<SecretString>,
    /// Where codes may be sent; exactly these.
    pub redirect_uris: Vec<String>,
    /// Where browsers may be sent after a logout; exactly these.
    pub post_logout_redirect_uris: Vec<String>,
}

/// Why a client cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// Clients are told apart by their ids.
    #[error("identity.clients: the id {0:?} is empty, taken or reserved")]
    ClientId(String),
    /// RFC 6749 §3.1.2: absolute, without a fragment; and nothing that runs in our own pages.
    #[error("identity.clients: {uri:?} of {client:?} is not an absolute address without a fragment")]
    RedirectUri {
        /// Whose.
        client: String,
        /// Which.
        uri: String,
    },
}

impl Config {
    /// How the provider looks from outside.
    pub(crate) fn site(&self, public_url: &Url) -> Site {
        Site {
            public_url: public_url.as_str().trim_end_matches('/').to_owned(),
            stylesheets: self.stylesheets.clone(),
            sign_up: Some(self.sign_up_path.clone()).filter(|path| !path.is_empty()),
            after_setup: self.after_setup_path.clone(),
        }
    }

    /// What is wrong with the clients, with their names.
    pub fn problem(&self, public_url: &Url) -> Option<String> {
        self.settings(&self.site(public_url)).err().map(|error| error.to_string())
    }

    /// The settings of the use cases, if the clients are right.
    pub(crate) fn settings(&self, site: &Site) -> Result<Settings, ConfigError> {
        let mut clients = vec![self.web_client(site), Client { id: BASIC_CLIENT.to_owned(), ..Client::default() }];
        for configured in &self.clients {
            let is_taken = clients.iter().any(|client| client.id == configured.id);
            if is_taken || configured.id.is_empty() {
                return Err(ConfigError::ClientId(configured.id.clone()));
            }
            clients.push(configured.parse()?);
        }
        Ok(Settings {
            issuer: site.issuer(),
            clients: Clients::new(clients),
            account_limit: Limit::per_minute(self.logins_per_account),
            network_limit: Limit::per_minute(self.logins_per_network),
        })
    }

    fn web_client(&self, site: &Site) -> Client {
        Client {
            id: WEB_CLIENT.to_owned(),
            secret_hash: self.web_client_secret.as_ref().map(hash),
            redirect_uris: vec![format!("{}/auth/callback", site.public_url)],
            post_logout_redirect_uris: vec![format!("{}/", site.public_url)],
        }
    }
}

impl ClientConfig {
    fn parse(&self) -> Result<Client, ConfigError> {
        let uris = self.redirect_uris.iter().chain(&self.post_logout_redirect_uris);
        if let Some(uri) = uris.into_iter().find(|uri| !is_redirect(uri)) {
            return Err(ConfigError::RedirectUri { client: self.id.clone(), uri: uri.clone() });
        }
        Ok(Client {
            id: self.id.clone(),
            secret_hash: self.secret.as_ref().map(hash),
            redirect_uris: self.redirect_uris.clone(),
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
        })
    }
}

fn hash(secret: &SecretString) -> [u8; 32] {
    Client::hash_secret(secret.expose_secret())
}

fn is_redirect(uri: &str) -> bool {
    let is_harmless = |url: &Url| !matches!(url.scheme(), "javascript" | "data" | "blob" | "file" | "about");
    Url::parse(uri).is_ok_and(|url| url.fragment().is_none() && is_harmless(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(client: ClientConfig) -> Result<Settings, ConfigError> {
        let config = Config { clients: vec![client], ..Config::default() };
        config.settings(&config.site(&Url::parse("https://tv.example").unwrap()))
    }

    #[test]
    fn the_gateway_is_a_client_from_the_start() {
        let settings = settings(ClientConfig { id: "app".into(), ..ClientConfig::default() }).unwrap();
        let web = settings.clients.find(WEB_CLIENT).unwrap();
        assert!(web.may_redirect_to("https://tv.example/auth/callback"));
        assert_eq!(settings.issuer, "https://tv.example/realms/codeflix");
    }

    #[test]
    fn a_client_cannot_take_a_reserved_id() {
        for id in ["", WEB_CLIENT, BASIC_CLIENT] {
            let client = ClientConfig { id: id.into(), ..ClientConfig::default() };
            assert_eq!(settings(client).unwrap_err(), ConfigError::ClientId(id.into()));
        }
    }

    #[test]
    fn a_redirect_is_absolute_and_runs_nothing_here() {
        for uri in ["/cb", "https://a.example/#x", "javascript:alert(1)", "data:text/html,x", ""] {
            let client = ClientConfig { id: "app".into(), redirect_uris: vec![uri.into()], ..ClientConfig::default() };
            assert!(settings(client).is_err(), "{uri}");
        }
        let app =
            ClientConfig { id: "app".into(), redirect_uris: vec!["com.app:/cb".into()], ..ClientConfig::default() };
        assert!(settings(app).is_ok());
    }
}
