//! A letter as a message of RFC 5322, the same for every way out. lettre encodes the headers: nobody's name or title
//! can begin a new one.

use std::{
    fmt,
    time::{Duration, UNIX_EPOCH},
};

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};
use serde::{Deserialize, Serialize};

use crate::application::ports::{Mail, MailError};

/// Whom mail comes from: `films@example.org`, or `Films <films@example.org>`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sender(Mailbox);

/// Not the form of a sender.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is neither address@example.org nor Name <address@example.org>")]
pub struct SenderError(String);

impl TryFrom<String> for Sender {
    type Error = SenderError;

    /// lettre stops reading behind the first address; a second one is a mistake here.
    fn try_from(text: String) -> Result<Self, SenderError> {
        let is_all = |mailbox: &Mailbox| text.trim_end_matches('>').ends_with(AsRef::<str>::as_ref(&mailbox.email));
        let parsed = text.parse().ok().filter(is_all);
        parsed.map(Self).ok_or(SenderError(text))
    }
}

impl From<Sender> for String {
    fn from(sender: Sender) -> Self {
        sender.to_string()
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What every mail of this installation bears.
#[derive(Clone, Debug)]
pub struct Postmark {
    from: Option<Sender>,
    host: String,
}

impl Postmark {
    /// `host` is the installation's own name. Mail comes from `codeflix@` it unless a sender was chosen.
    pub fn new(from: Option<Sender>, host: &str) -> Self {
        Self { from, host: host.to_owned() }
    }

    /// The mail as it travels.
    pub fn message(&self, mail: &Mail) -> Result<Message, MailError> {
        let to: Address = mail.email.parse().map_err(unwritable)?;
        let name = Some(mail.name.clone()).filter(|name| !name.is_empty());
        let millis = u64::try_from(mail.written_at.millis()).unwrap_or_default();
        let letter = &mail.letter;
        Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .date(UNIX_EPOCH + Duration::from_millis(millis))
            .from(self.from()?)
            .to(Mailbox::new(name, to))
            .subject(&letter.subject)
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
            .map_err(unwritable)
    }

    fn from(&self) -> Result<Mailbox, MailError> {
        if let Some(sender) = &self.from {
            return Ok(sender.0.clone());
        }
        let address = Address::new("codeflix", &self.host).map_err(unwritable)?;
        Ok(Mailbox::new(Some("Codeflix".to_owned()), address))
    }
}

fn unwritable(error: impl fmt::Display) -> MailError {
    MailError::Refused { code: "ADDRESS_INVALID", reason: error.to_string() }
}

/// Tells answering machines not to answer (RFC 3834 §5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
