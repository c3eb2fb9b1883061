//! A mail server, spoken to by RFC 5321. One connection a mail: there are few.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::Postmark;
use crate::{
    application::ports::{Mail, MailError, Mailer},
    domain::Route,
};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long everything together may take: less than a process waits for its tasks when it is told to stop.
const WHOLE: Duration = Duration::from_secs(30);
/// How long the server's goodbye is waited for.
const GOODBYE: Duration = Duration::from_secs(2);

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Begun in the clear and encrypted before anything is said (RFC 3207); a server that cannot is not used.
    #[default]
    Starttls,
    /// Encrypted from the first byte (RFC 8314).
    Tls,
    /// Not at all: for a server on this machine or a private network.
    None,
}

impl Security {
    /// The port such servers listen on.
    pub const fn port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// A mail server and how to get in.
pub struct Server {
    /// Its name, as in its certificate.
    pub host: String,
    /// Where it listens.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// For servers that ask.
    pub credentials: Option<Credentials>,
    /// What we call ourselves.
    pub hello: String,
}

impl Server {
    /// A connection on which mail may be sent.
    async fn open(&self) -> Result<AsyncSmtpConnection, MailError> {
        let hello = self.hello();
        let place = (self.host.as_str(), self.port);
        let wrapper = if self.security == Security::Tls { Some(self.tls()?) } else { None };
        let connected = AsyncSmtpConnection::connect_tokio1(place, Some(CONNECT), &hello, wrapper, None).await;
        let mut connection = connected.map_err(|error| later("SMTP_UNREACHABLE", &error))?;
        if self.security == Security::Starttls {
            let upgraded = connection.starttls(self.tls()?, &hello).await;
            upgraded.map_err(|error| later("SMTP_TLS", &error))?;
        }
        if let Some(credentials) = &self.credentials {
            let known = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            known.map_err(|error| later("SMTP_LOGIN", &error))?;
        }
        Ok(connection)
    }

    fn tls(&self) -> Result<TlsParameters, MailError> {
        TlsParameters::new_rustls(self.host.clone()).map_err(|error| later("SMTP_TLS", &error))
    }

    fn hello(&self) -> ClientId {
        self.hello.parse().map_or_else(|_| ClientId::Domain(self.hello.clone()), ClientId::Ipv4)
    }

    /// Whether mail could be sent now.
    pub async fn check(&self) -> Result<(), MailError> {
        leave(within(self.open()).await?).await;
        Ok(())
    }
}

/// Sends mail over one server.
pub struct SmtpMailer {
    server: Server,
    postmark: Postmark,
}

impl SmtpMailer {
    /// Over this one.
    pub const fn new(server: Server, postmark: Postmark) -> Self {
        Self { server, postmark }
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.postmark.message(mail)?;
        let sent = within(async {
            let mut connection = self.server.open().await?;
            connection.send(message.envelope(), &message.formatted()).await.map_err(refused)?;
            Ok(connection)
        });
        leave(sent.await?).await;
        Ok(())
    }

    fn route(&self) -> Route {
        Route::Smtp
    }
}

/// The server has the mail: whether it answers the goodbye changes nothing.
async fn leave(mut connection: AsyncSmtpConnection) {
    let _ = timeout(GOODBYE, connection.quit()).await;
}

async fn within<T>(work: impl Future<Output = Result<T, MailError>>) -> Result<T, MailError> {
    let silent = |_| MailError::Later { code: "SMTP_UNREACHABLE", reason: "the mail server takes too long".to_owned() };
    timeout(WHOLE, work).await.map_err(silent)?
}

/// What goes wrong before the mail's turn says nothing about the mail.
fn later(code: &'static str, error: &Error) -> MailError {
    MailError::Later { code, reason: said(error) }
}

/// RFC 5321 §4.2.1: 5yz is final, 4yz may pass.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn refused(error: Error) -> MailError {
    if error.is_permanent() {
        return MailError::Refused { code: "SMTP_REFUSED", reason: said(&error) };
    }
    let code = if error.is_transient() { "SMTP_DEFERRED" } else { "SMTP_UNREACHABLE" };
    later(code, &error)
}

/// With its cause, which lettre tells along, on one line.
fn said(error: &Error) -> String {
    error.to_string().replace(['\r', '\n'], " ")
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}
