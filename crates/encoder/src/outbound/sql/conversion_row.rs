//! A conversion as a row.

use kernel::Timestamp;
use uuid::Uuid;

use crate::{
    application::StoreError,
    domain::{
        BitRate, Conversion, ConversionId, ConversionState, ConversionStatus, Extract, OwnerId, RefusalCode,
        SoundFormat, SoundTarget, Wish,
    },
};

platform::row! {
    /// The columns of `conversions`.
    #[derive(Debug)]
    pub struct Row {
        id: Uuid,
        version: i64,
        owner: Uuid,
        file_name: String,
        size_bytes: i64,
        format: String,
        bitrate_kbps: i64,
        status: String,
        progress: i64,
        error_code: Option<String>,
        duration_ms: Option<i64>,
        result_path: Option<String>,
        result_bytes: Option<i64>,
        created_at: i64,
        updated_at: i64,
        expires_at: Option<i64>,
    }
}

impl TryFrom<Row> for Conversion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let target = row.target().ok_or_else(|| invalid("what is made"))?;
        let status = row.status().ok_or_else(|| invalid("the status"))?;
        let wish = Wish {
            owner: OwnerId::from_uuid(row.owner),
            file_name: row.file_name,
            size_bytes: whole(row.size_bytes),
            target,
        };
        Ok(Self::from_stored(ConversionState {
            id: ConversionId::from_uuid(row.id),
            version: row.version,
            wish,
            status,
            created_at: Timestamp::from_millis(row.created_at),
            updated_at: Timestamp::from_millis(row.updated_at),
        }))
    }
}

impl Row {
    fn target(&self) -> Option<SoundTarget> {
        let format = SoundFormat::parse(&self.format)?;
        let bit_rate = BitRate::of_kbps(u32::try_from(self.bitrate_kbps).ok()?)?;
        Some(SoundTarget { format, bit_rate })
    }

    fn status(&self) -> Option<ConversionStatus> {
        let expires_at = self.expires_at.map(Timestamp::from_millis);
        Some(match self.status.as_str() {
            "queued" => ConversionStatus::Queued,
            "running" => ConversionStatus::Running { percent: u8::try_from(self.progress).unwrap_or(100) },
            "completed" => {
                let extract = Extract {
                    path: self.result_path.clone()?,
                    bytes: whole(self.result_bytes?),
                    duration_ms: whole(self.duration_ms?),
                };
                ConversionStatus::Completed { extract, expires_at: expires_at? }
            }
            "failed" => {
                let code = RefusalCode::parse(self.error_code.as_deref()?);
                ConversionStatus::Failed { code, expires_at: expires_at? }
            }
            _ => return None,
        })
    }
}

fn whole(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn invalid(what: &str) -> StoreError {
    StoreError(format!("a stored value is invalid: {what} of a conversion"))
}
