//! Who signs in, and where.

use anyhow::bail;
use console::Term;
use url::Url;

use super::client::{Client, is_private};
use crate::terminal::safe;

/// What is known without asking anybody.
pub struct Credentials {
    /// Where Codeflix runs if nothing else is said.
    pub server: Url,
    /// Of the environment.
    pub password: Option<String>,
}

/// Who signs in, and where.
pub struct Account {
    pub server: Url,
    pub email: String,
    pub password: String,
}

/// Signs somebody in; a password that is not known is asked for.
pub async fn sign_in(email: &str, server: Option<&Url>, credentials: Credentials) -> anyhow::Result<Client> {
    let server = server.cloned().unwrap_or(credentials.server);
    if !["http", "https"].contains(&server.scheme()) {
        bail!("{server} is no web address");
    }
    if !is_private(&server) {
        eprintln!("codeflix: without TLS, the password and all else cross the network in the clear");
    }
    let password = match credentials.password {
        Some(password) => password,
        None => ask_password(email)?,
    };
    Client::sign_in(&Account { server, email: email.to_owned(), password }).await
}

fn ask_password(email: &str) -> anyhow::Result<String> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        bail!("there is no terminal to ask for the password: set CODEFLIX_PASSWORD");
    }
    terminal.write_str(&format!("Password of {}: ", safe(email)))?;
    Ok(terminal.read_secure_line()?)
}
