//! Mail without a mail server: one file each, which any mail program opens.

use std::{fs::File, io::Write, path::PathBuf};

use async_trait::async_trait;
use tempfile::Builder;

use super::Postmark;
use crate::{
    application::ports::{Mail, MailError, Mailer},
    domain::Route,
};

/// Writes `<time>-<id>.eml` below a folder. A mail that comes again replaces its file.
pub struct FolderMailer {
    folder: PathBuf,
    postmark: Postmark,
}

impl FolderMailer {
    /// Into this folder, which is made when the first mail comes.
    pub const fn new(folder: PathBuf, postmark: Postmark) -> Self {
        Self { folder, postmark }
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let bytes = self.postmark.message(mail)?.formatted();
        // Colons are not for file names everywhere.
        let time = mail.written_at.to_string().replace(':', "-");
        let (folder, name) = (self.folder.clone(), format!("{time}-{}.eml", mail.id));
        let written = tokio::task::spawn_blocking(move || write(&folder, &name, &bytes)).await;
        written.map_err(later)?.map_err(later)
    }

    fn route(&self) -> Route {
        Route::Folder
    }
}

/// Whole or not at all: written beside, and renamed when it is safe on the disk. Only its owner may read it.
fn write(folder: &std::path::Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = Builder::new().prefix(".").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(name))?;
    File::open(folder)?.sync_all()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn later(error: impl ToString) -> MailError {
    MailError::Later { code: "MAIL_FOLDER", reason: error.to_string() }
}
