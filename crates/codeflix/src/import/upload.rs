//! Bringing a file over: films by tus 1.0 (<https://tus.io/protocols/resumable-upload>), pictures and subtitles in one
//! piece.

use std::{io, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::{Bytes, BytesMut};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use indicatif::ProgressBar;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncSeekExt, SeekFrom};

use super::{
    catalogue::{Catalogue, Reel, Video},
    files::Entry,
    folder::{Folder, Opened},
    keys::{Key, keys},
};
use crate::{
    preset::Preset,
    remote::{Call, Client, Error, Patience},
};

const UPLOADS: &str = "/api/v1/admin/uploads";
/// Bytes of a film in memory at a time.
const PIECE: u64 = 8 << 20;
/// Bytes of a small file at most; Codeflix takes fewer for some.
pub const MAX_SMALL: u64 = 10 << 20;
/// Ends the parts of a multipart body.
const BOUNDARY: &str = "codeflix-import-b6a1f0c2d94e";

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");

/// An upload that has all its bytes, or one that is gone.
enum Sent {
    Whole(String),
    Gone,
}

/// Makes a file the film or trailer of a video. An upload that an earlier run began goes on where it stands.
pub async fn bring_reel(
    catalogue: &mut Catalogue,
    (video, reel): (&Video, Reel),
    (folder, file): (&Folder, &Entry),
    progress: &ProgressBar,
) -> Result<(), Error> {
    let mut opened = folder.read(file).await?;
    let size = opened.size.to_string();
    let preset = catalogue.preset.map_or("", Preset::as_str);
    for key in keys(&[&video.id, reel.as_str(), &file.path, &size, &opened.stamp, preset]) {
        let begin = Begin { key: &key, name: file.name(), reel, size: opened.size, preset: catalogue.preset };
        let Sent::Whole(upload) = send(&mut catalogue.client, &begin, &mut opened, progress).await? else { continue };
        let attach = Call::new(Method::POST, format!("{}/medias/{}", video.path(), reel.as_str()));
        catalogue.client.send(&attach.json(&json!({ "upload_id": upload }))).await?;
        // An upload that was attached before and taken away since is attached in name only.
        let shown = catalogue.read(&video.id).await?;
        if shown.and_then(|shown| shown.reel(reel).map(|medium| medium.id == upload)).unwrap_or_default() {
            return Ok(());
        }
    }
    Err(Error::Strange("uploads vanish".to_owned()))
}

/// Gives a video a picture or subtitles, with what is said about the file.
pub fn with_file(path: &str, said: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Call {
    let said = said.iter().map(|(field, value)| {
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
    });
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    let head = format!(
        "{}--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"media_file\"; filename=\"{}\"\r\n\
         content-type: application/octet-stream\r\n\r\n",
        said.collect::<String>(),
        name.replace('\\', "_").replace('"', "%22")
    );
    let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let kind = HeaderValue::from_static("multipart/form-data; boundary=codeflix-import-b6a1f0c2d94e");
    Call::new(Method::POST, path).body(kind, body)
}

/// A picture or subtitles, in memory: they are small.
pub async fn read_small(folder: &Folder, file: &Entry) -> Result<Bytes, Error> {
    let opened = folder.read(file).await?;
    if opened.size > MAX_SMALL {
        return Err(io::Error::other(format!("such a file has at most {} MiB", MAX_SMALL >> 20)).into());
    }
    let mut bytes = Vec::new();
    opened.file.take(MAX_SMALL + 1).read_to_end(&mut bytes).await?;
    Ok(bytes.into())
}

/// What an upload begins with.
struct Begin<'a> {
    key: &'a Key,
    name: &'a str,
    reel: Reel,
    size: u64,
    preset: Option<Preset>,
}

impl Begin<'_> {
    fn call(&self) -> Call {
        let mut said = vec![("filename", self.name), ("purpose", self.reel.as_str())];
        said.extend(self.preset.map(|preset| ("preset", preset.as_str())));
        let said = said.into_iter().map(|(key, value)| format!("{key} {}", STANDARD.encode(value)));
        let metadata = said.collect::<Vec<_>>().join(",");
        let metadata = HeaderValue::try_from(metadata).unwrap_or_else(|_| HeaderValue::from_static(""));
        tus(Method::POST, UPLOADS).header(LENGTH, self.size).header(METADATA, metadata).once(self.key.header())
    }
}

/// Sends what is missing of a file.
async fn send(
    client: &mut Client,
    begin: &Begin<'_>,
    opened: &mut Opened,
    progress: &ProgressBar,
) -> Result<Sent, Error> {
    let begun = client.send(&begin.call()).await?;
    let location = begun.headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
    let location = location.ok_or_else(|| Error::Strange("an upload has no location".to_owned()))?;
    let path = location.find("/api/").and_then(|at| location.get(at..)).unwrap_or(location).to_owned();
    progress.reset();
    progress.set_length(begin.size);
    let (mut patience, mut before) = (Patience::new(), None);
    loop {
        let offset = match stands_at(client, &path).await? {
            Standing::Open(offset) if offset < begin.size => offset,
            // Whether it was refused is told to whoever attaches it.
            Standing::Open(_) | Standing::Refused => {
                progress.set_position(begin.size);
                return Ok(Sent::Whole(path.rsplit('/').next().unwrap_or_default().to_owned()));
            }
            Standing::Gone => return Ok(Sent::Gone),
        };
        if before.replace(offset) != Some(offset) {
            patience = Patience::new();
        } else if !patience.wait(Duration::ZERO).await {
            return Err(client.silent("the upload makes no progress"));
        }
        send_from(client, &path, offset, opened, progress).await?;
    }
}

/// Where an upload stands.
enum Standing {
    Open(u64),
    Refused,
    Gone,
}

async fn stands_at(client: &mut Client, path: &str) -> Result<Standing, Error> {
    let answer = client.ask(&tus(Method::HEAD, path)).await?;
    match (answer.status.as_u16(), answer.number(&OFFSET)) {
        (200..=299, Some(offset)) => Ok(Standing::Open(offset)),
        (404 | 410, _) => Ok(Standing::Gone),
        // 460 is a checksum that does not fit.
        (422 | 460, _) => Ok(Standing::Refused),
        _ => Err(answer.into_error()),
    }
}

/// Sends piece after piece until the end, or until it is not known any more how much has arrived.
async fn send_from(
    client: &mut Client,
    path: &str,
    mut offset: u64,
    opened: &mut Opened,
    progress: &ProgressBar,
) -> Result<(), Error> {
    opened.file.seek(SeekFrom::Start(offset)).await?;
    while offset < opened.size {
        let piece = read_piece(opened, offset).await?;
        progress.set_position(offset);
        let call = tus(Method::PATCH, path)
            .header(OFFSET, offset)
            .body(HeaderValue::from_static("application/offset+octet-stream"), piece)
            .shown_on(progress);
        let Some(answer) = client.try_once(&call).await? else { return Ok(()) };
        match answer.number(&OFFSET) {
            Some(arrived) if answer.status.is_success() && arrived > offset => {
                if arrived != offset + call.length() {
                    return Ok(());
                }
                offset = arrived;
            }
            _ if [StatusCode::CONFLICT, StatusCode::NOT_FOUND].contains(&answer.status) => return Ok(()),
            _ => return Err(answer.into_error()),
        }
    }
    Ok(())
}

async fn read_piece(opened: &mut Opened, offset: u64) -> Result<Bytes, Error> {
    let length = PIECE.min(opened.size - offset);
    let mut piece = BytesMut::zeroed(usize::try_from(length).unwrap_or_default());
    match opened.file.read_exact(&mut piece).await {
        Ok(_) => Ok(piece.freeze()),
        Err(_) => Err(io::Error::other("it became shorter while it was read").into()),
    }
}

fn tus(method: Method, path: &str) -> Call {
    Call::new(method, path).header(RESUMABLE, HeaderValue::from_static("1.0.0"))
}
