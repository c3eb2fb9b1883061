//! The headers of tus 1.0 (<https://tus.io/protocols/resumable-upload>).

use axum::response::Response;
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, HeaderValue, StatusCode};
use kernel::{Timestamp, Violation, Violations};
use platform::http::Problem;

use crate::{
    application::{BodyChecksum, ChecksumKind},
    domain::{
        VideoId,
        upload::{Checksum, display_name},
        video::{MediaKind, Preset},
    },
};

/// The version we speak.
const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
/// Longest metadata, in bytes.
const MAX_METADATA: usize = 4_096;

/// Marks every answer as one of the protocol.
pub(super) async fn add_version(mut response: Response) -> Response {
    response.headers_mut().insert("tus-resumable", VERSION);
    response.headers_mut().insert("tus-version", VERSION);
    response
}

/// Refuses clients of another version of the protocol.
pub(super) fn check_version(headers: &HeaderMap) -> Result<(), Problem> {
    if headers.get("tus-resumable") == Some(&VERSION) {
        return Ok(());
    }
    let problem = Problem::new(StatusCode::PRECONDITION_FAILED, "MALFORMED");
    Err(problem.detail("the header Tus-Resumable must be 1.0.0"))
}

/// A header that is a number of bytes.
pub(super) fn number(headers: &HeaderMap, name: &str) -> Result<u64, Problem> {
    let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let number = value.parse().ok().filter(|_| is_number);
    number.ok_or_else(|| Problem::malformed(format!("the header {name} must be a number of bytes")))
}

/// Whether the body is bytes of the file.
pub(super) fn has_bytes(headers: &HeaderMap) -> bool {
    headers.get(http::header::CONTENT_TYPE).is_some_and(|kind| kind == "application/offset+octet-stream")
}

/// `Upload-Checksum: <algorithm> <base64>` (checksum extension).
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<BodyChecksum>, Problem> {
    let Some(value) = headers.get("upload-checksum") else { return Ok(None) };
    let malformed = || Problem::malformed("the header Upload-Checksum must be sha1 or sha256 and a base64 value");
    let (algorithm, value) = value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(malformed)?;
    let kind = match algorithm {
        "sha1" => ChecksumKind::Sha1,
        "sha256" => ChecksumKind::Sha256,
        _ => return Err(malformed()),
    };
    let value = STANDARD.decode(value.trim()).map_err(|_| malformed())?;
    Ok(Some(BodyChecksum { kind, value }))
}

/// When an upload is removed (expiration extension), as RFC 9110 writes dates.
pub(super) fn http_date(time: Timestamp) -> HeaderValue {
    let since_epoch = std::time::Duration::from_millis(u64::try_from(time.millis()).unwrap_or_default());
    let text = httpdate::fmt_http_date(std::time::UNIX_EPOCH + since_epoch);
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"))
}

/// What a client says about a file.
#[derive(Debug)]
pub(super) struct Metadata {
    /// As it came.
    pub(super) raw: String,
    /// What the file is called.
    pub(super) name: String,
    /// What it is to become; a film if nothing is said.
    pub(super) purpose: MediaKind,
    /// SHA-256 of the whole file, hexadecimal, if it is known.
    pub(super) expected: Option<Checksum>,
    /// The video it is meant for, if that is known.
    pub(super) video: Option<VideoId>,
    /// How much work its pictures are worth; as the installation has it if nothing is said.
    pub(super) preset: Option<Preset>,
}

impl Metadata {
    /// `Upload-Metadata: <key> <base64>, …`. Keys that mean nothing to us are kept and ignored.
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Problem> {
        let malformed = || Problem::malformed("the header Upload-Metadata must be pairs of a key and a base64 value");
        let raw = headers.get("upload-metadata").map(HeaderValue::to_str).transpose().map_err(|_| malformed())?;
        let raw = raw.unwrap_or_default();
        if raw.len() > MAX_METADATA {
            return Err(malformed());
        }
        let mut read = Self {
            raw: raw.to_owned(),
            name: display_name(""),
            purpose: MediaKind::Video,
            expected: None,
            video: None,
            preset: None,
        };
        let mut violations = Violations::new();
        for pair in raw.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
            let value = STANDARD.decode(value.trim()).map_err(|_| malformed())?;
            let value = String::from_utf8(value).map_err(|_| malformed())?;
            violations.take(read.take(key, &value));
        }
        violations.into_result()?;
        Ok(read)
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), Violation> {
        match key {
            "filename" => self.name = display_name(value),
            "purpose" => {
                let unknown = || Violation::new("purpose", kernel::Code::NotInSet).with("allowed", "video, trailer");
                self.purpose = value.parse().map_err(|_| unknown())?;
            }
            "checksum" => self.expected = Some(Checksum::parse("checksum", value)?),
            "preset" => {
                let allowed = Preset::ALL.map(Preset::as_str).join(", ");
                let unknown = || Violation::new("preset", kernel::Code::NotInSet).with("allowed", allowed);
                self.preset = Some(value.parse().map_err(|_| unknown())?);
            }
            // Only a hint: what is attached in the end, and to what, is said then.
            "video_id" => self.video = value.parse().ok(),
            _ => {}
        }
        Ok(())
    }
}
