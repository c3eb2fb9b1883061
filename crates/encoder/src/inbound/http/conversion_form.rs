//! The parts of a request for a conversion: exactly one file, and what is wanted of it, in any order.

use std::time::Duration;

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use futures::StreamExt;
use http::StatusCode;
use kernel::{Code, Violation, Violations};
use platform::http::Problem;
use utoipa::ToSchema;

use crate::{
    application::{Arrival, BodyError, Conversions},
    domain::{BitRate, ConversionId, OwnerId, SoundFormat, SoundTarget, Wish, shown_name},
};

const FILE: &str = "file";
const BIT_RATE: &str = "bitrate_kbps";
const FORMAT: &str = "format";
/// Bytes of a part that is no file, at most.
const SHORT: usize = 64;
/// The next part begins within this time.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is sent.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described; the parts are read as they come")]
pub struct Source {
    /// The film: MP4, MOV, Matroska, `WebM`, MPEG-TS or AVI, 2 GiB and 12 hours at most.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// 128, 192, 256 or 320; 192 if absent.
    bitrate_kbps: Option<u32>,
    /// `mp3` if absent.
    #[schema(schema_with = formats)]
    format: Option<String>,
}

fn formats() -> utoipa::openapi::schema::Object {
    platform::http::one_of(SoundFormat::ALL.map(SoundFormat::as_str))
}

/// What was sent.
#[derive(Default)]
pub struct Form {
    file: Option<(String, u64)>,
    bit_rate: Option<String>,
    format: Option<String>,
}

impl Form {
    /// Reads all parts; the file goes straight into storage.
    pub async fn read(conversions: &Conversions, id: ConversionId, mut multipart: Multipart) -> Result<Self, Problem> {
        let mut form = Self::default();
        while let Some(part) = next(&mut multipart).await? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_none() && name != FILE {
                form.note(&name, text(part).await?)?;
                continue;
            }
            if form.file.is_some() {
                return Err(exactly_one());
            }
            let shown = shown_name(part.file_name().unwrap_or_default());
            let pieces = part.map(|piece| piece.map_err(|error| BodyError::Broken(error.body_text())));
            let size = conversions.receive(id, Arrival::new(pieces.boxed())).await?;
            form.file = Some((shown, size));
        }
        if form.file.is_some() { Ok(form) } else { Err(exactly_one()) }
    }

    /// What its owner wants, or every part that is wrong.
    pub fn wish(self, owner: OwnerId) -> Result<Wish, Problem> {
        let mut violations = Violations::new();
        let format = self.format.map(|text| {
            let allowed = SoundFormat::ALL.map(SoundFormat::as_str).join(", ");
            SoundFormat::parse(&text).ok_or_else(|| not_among(FORMAT, allowed))
        });
        let bit_rate = self.bit_rate.map(|text| {
            let allowed = BitRate::ALL.map(|kbps| kbps.to_string()).join(", ");
            text.parse().ok().and_then(BitRate::of_kbps).ok_or_else(|| not_among(BIT_RATE, allowed))
        });
        let format = format.and_then(|format| violations.take(format)).unwrap_or_default();
        let bit_rate = bit_rate.and_then(|bit_rate| violations.take(bit_rate)).unwrap_or_default();
        violations.into_result()?;
        let (file_name, size_bytes) = self.file.ok_or_else(exactly_one)?;
        Ok(Wish { owner, file_name, size_bytes, target: SoundTarget { format, bit_rate } })
    }

    fn note(&mut self, name: &str, text: String) -> Result<(), Problem> {
        let place = match name {
            BIT_RATE => &mut self.bit_rate,
            FORMAT => &mut self.format,
            _ => return Err(Problem::validation(Violation::new(name, Code::UnknownField).into())),
        };
        if place.replace(text).is_some() {
            return Err(Problem::validation(Violation::new(name, Code::Duplicate).into()));
        }
        Ok(())
    }
}

async fn next(multipart: &mut Multipart) -> Result<Option<Field<'_>>, Problem> {
    match tokio::time::timeout(PATIENCE, multipart.next_field()).await {
        Ok(part) => part.map_err(|error| malformed(&error)),
        Err(_) => Err(stalled()),
    }
}

/// The text of a part; of one that is too long, as much as shows that it is none of ours.
async fn text(mut part: Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while bytes.len() <= SHORT {
        match tokio::time::timeout(PATIENCE, part.chunk()).await {
            Ok(Ok(Some(piece))) => bytes.extend(piece.iter().take(SHORT + 1)),
            Ok(Ok(None)) => break,
            Ok(Err(error)) => return Err(malformed(&error)),
            Err(_) => return Err(stalled()),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn not_among(field: &str, allowed: String) -> Violation {
    Violation::new(field, Code::NotInSet).with("allowed", allowed)
}

fn exactly_one() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "EXACTLY_ONE_FILE").detail(format!("one part named {FILE} is expected"))
}

fn stalled() -> Problem {
    Problem::new(StatusCode::REQUEST_TIMEOUT, "TIMEOUT").retryable(true)
}

fn malformed(error: &MultipartError) -> Problem {
    Problem::malformed(error.body_text())
}
