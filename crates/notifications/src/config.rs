//! What an installation may decide about mail.

use lettre::transport::smtp::authentication::Credentials;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::outbound::{Security, Sender, Server};

/// The settings of notifications.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Whom mail comes from, `Name <address@example.org>`; `codeflix@` the host of `gateway.public_url` if not set.
    pub from: Option<Sender>,
    /// The server that takes our mail; without one it goes into the folder `mail`.
    pub smtp: Smtp,
}

/// A mail server.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name, as in its certificate.
    pub host: Option<String>,
    /// 587 for `starttls`, 465 for `tls`, 25 for `none` if not set.
    pub port: Option<u16>,
    /// `starttls`, `tls` or `none`.
    pub security: Security,
    /// For servers that ask.
    pub user: Option<String>,
    /// Likewise.
    #[serde(skip_serializing)]
    pub password: Option<SecretString>,
}

impl Config {
    /// Settings that are right each by itself and wrong together, with their names.
    pub fn problems(&self) -> Vec<String> {
        let smtp = &self.smtp;
        let needs = |missing: &str, because: &str| format!("notifications.smtp.{missing}: needed with {because}");
        let mut problems = Vec::new();
        if smtp.host.as_deref().is_some_and(|host| host.trim().is_empty()) {
            problems.push("notifications.smtp.host: must not be empty".to_owned());
        }
        let others = [
            (smtp.port.is_some(), "smtp.port"),
            (smtp.user.is_some(), "smtp.user"),
            (smtp.password.is_some(), "smtp.password"),
        ];
        if smtp.host.is_none()
            && let Some((_, other)) = others.iter().find(|(is_set, _)| *is_set)
        {
            problems.push(needs("host", other));
        }
        match (&smtp.user, &smtp.password) {
            (Some(_), None) => problems.push(needs("password", "smtp.user")),
            (None, Some(_)) => problems.push(needs("user", "smtp.password")),
            (Some(_), Some(_)) | (None, None) => {}
        }
        problems
    }

    /// The mail server, if there is one. `public_url` says what we call ourselves.
    pub(crate) fn server(&self, public_url: &Url) -> Option<Server> {
        let smtp = &self.smtp;
        let login = smtp.user.clone().zip(smtp.password.as_ref());
        Some(Server {
            host: smtp.host.clone()?,
            port: smtp.port.unwrap_or_else(|| smtp.security.port()),
            security: smtp.security,
            credentials: login.map(|(user, password)| Credentials::new(user, password.expose_secret().to_owned())),
            hello: host(public_url).to_owned(),
        })
    }
}

/// What this installation is called.
pub(crate) fn host(public_url: &Url) -> &str {
    public_url.host_str().unwrap_or("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_contradict_each_other_are_all_named() {
        let smtp = Smtp { user: Some("films".into()), ..Smtp::default() };
        let problems = Config { smtp, ..Config::default() }.problems();
        let begin = |text: &str| problems.iter().any(|problem| problem.starts_with(text));
        assert!(begin("notifications.smtp.host:") && begin("notifications.smtp.password:"), "{problems:?}");
        let smtp = Smtp { host: Some(String::new()), password: Some("x".into()), ..Smtp::default() };
        let problems = Config { smtp, ..Config::default() }.problems();
        let begin = |text: &str| problems.iter().any(|problem| problem.starts_with(text));
        assert!(begin("notifications.smtp.host:") && begin("notifications.smtp.user:"), "{problems:?}");
    }

    #[test]
    fn the_port_follows_the_protection_unless_it_is_set() {
        let at = |security, port| {
            let smtp = Smtp { host: Some("mail.example.org".into()), port, security, ..Smtp::default() };
            let url = Url::parse("https://films.example.org").unwrap();
            Config { smtp, ..Config::default() }.server(&url).unwrap().port
        };
        assert_eq!([at(Security::Starttls, None), at(Security::Tls, None), at(Security::None, None)], [587, 465, 25]);
        assert_eq!(at(Security::Tls, Some(2465)), 2465);
    }

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for text in ["films@example.org", "Films <films@example.org>"] {
            assert_eq!(Sender::try_from(text.to_owned()).unwrap().to_string(), text);
        }
        for text in ["", "nobody", "films@example.org\r\nBcc: all@example.org"] {
            assert!(Sender::try_from(text.to_owned()).is_err(), "{text}");
        }
    }
}
