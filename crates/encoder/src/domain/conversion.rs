//! A film of which somebody wants the sound: `queued` → `running` → `completed` or `failed`, and gone a week later.

use std::time::Duration;

use kernel::Timestamp;

use super::{RefusalCode, SoundTarget};

kernel::id!(
    /// A conversion.
    ConversionId
);

kernel::id!(
    /// The user whose conversion it is: the subject of the token.
    OwnerId
);

impl ConversionId {
    /// Prefix of all objects of that conversion.
    #[must_use]
    pub fn prefix(self) -> String {
        format!("conv/{self}")
    }

    /// Key of what was uploaded.
    #[must_use]
    pub fn source(self) -> String {
        format!("conv/{self}/source")
    }
}

/// How long a conversion that is over stays, with all that is left of it.
pub const RESULT_STAYS: Duration = Duration::from_hours(7 * 24);
/// Conversions of one owner that are not over, at most.
pub const MOST_UNFINISHED: u32 = 5;
/// Bytes of a source at most.
pub const LARGEST_SOURCE: u64 = 2 << 30;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Whose it is.
    pub owner: OwnerId,
    /// What the file is called; only to show, see [`super::shown_name`].
    pub file_name: String,
    /// Its bytes.
    pub size_bytes: u64,
    /// What is made of it.
    pub target: SoundTarget,
}

/// What was made of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// Key of the finished file.
    pub path: String,
    /// Its bytes.
    pub bytes: u64,
    /// How long it plays, milliseconds.
    pub duration_ms: u64,
}

/// Where a conversion stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConversionStatus {
    /// Nobody has taken it up yet.
    Queued,
    /// It is being made.
    Running {
        /// 0–100.
        percent: u8,
    },
    /// It can be fetched.
    Completed {
        /// What was made.
        extract: Extract,
        /// When it goes.
        expires_at: Timestamp,
    },
    /// Given up for good.
    Failed {
        /// Why.
        code: RefusalCode,
        /// When it goes, with its source.
        expires_at: Timestamp,
    },
}

impl ConversionStatus {
    /// As events and the API spell it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running { .. } => "running",
            Self::Completed { .. } => "completed",
            Self::Failed { .. } => "failed",
        }
    }

    /// When it goes; never while it is not over.
    #[must_use]
    pub const fn expires_at(&self) -> Option<Timestamp> {
        match self {
            Self::Queued | Self::Running { .. } => None,
            Self::Completed { expires_at, .. } | Self::Failed { expires_at, .. } => Some(*expires_at),
        }
    }
}

/// What is stored of a conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionState {
    /// Also the id of the job that does it.
    pub id: ConversionId,
    /// Rises with each change, progress aside.
    pub version: i64,
    /// What was asked for.
    pub wish: Wish,
    /// Where it stands.
    pub status: ConversionStatus,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion {
    state: ConversionState,
}

impl Conversion {
    /// A new one.
    #[must_use]
    pub const fn request(id: ConversionId, wish: Wish, now: Timestamp) -> Self {
        let status = ConversionStatus::Queued;
        Self { state: ConversionState { id, version: 1, wish, status, created_at: now, updated_at: now } }
    }

    /// As it was stored.
    #[must_use]
    pub const fn from_stored(state: ConversionState) -> Self {
        Self { state }
    }

    /// What it is now.
    #[must_use]
    pub const fn state(&self) -> &ConversionState {
        &self.state
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> ConversionId {
        self.state.id
    }

    /// Whether it is neither completed nor failed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.state.status.expires_at().is_none()
    }

    /// Whether it counts as gone.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.state.status.expires_at().is_some_and(|expires_at| expires_at <= now)
    }

    /// A worker takes it up, maybe after another one that was killed; `false` if it is over.
    #[must_use]
    pub fn begin(&mut self, now: Timestamp) -> bool {
        self.turn(ConversionStatus::Running { percent: 0 }, now)
    }

    /// It is made; `false` if it was over before.
    #[must_use]
    pub fn complete(&mut self, extract: Extract, now: Timestamp) -> bool {
        self.turn(ConversionStatus::Completed { extract, expires_at: now.plus(RESULT_STAYS) }, now)
    }

    /// It is given up; `false` if it was over before.
    #[must_use]
    pub fn fail(&mut self, code: RefusalCode, now: Timestamp) -> bool {
        self.turn(ConversionStatus::Failed { code, expires_at: now.plus(RESULT_STAYS) }, now)
    }

    fn turn(&mut self, status: ConversionStatus, now: Timestamp) -> bool {
        let is_open = self.is_open();
        if is_open {
            self.state =
                ConversionState { version: self.state.version + 1, status, updated_at: now, ..self.state.clone() };
        }
        is_open
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BitRate, SoundFormat};
    use super::*;

    fn requested() -> Conversion {
        let target = SoundTarget { format: SoundFormat::Mp3, bit_rate: BitRate::default() };
        let owner = OwnerId::from_uuid(kernel::uuid::Uuid::from_u128(1));
        let wish = Wish { owner, file_name: "tide.mp4".into(), size_bytes: 9, target };
        Conversion::request(ConversionId::from_uuid(kernel::uuid::Uuid::from_u128(2)), wish, Timestamp::from_millis(0))
    }

    #[test]
    fn what_is_over_stays_a_week_and_changes_no_more() {
        let week = i64::try_from(RESULT_STAYS.as_millis()).unwrap();
        let mut conversion = requested();
        assert!(conversion.begin(Timestamp::from_millis(1)) && conversion.begin(Timestamp::from_millis(2)));
        assert!(conversion.fail(RefusalCode::NoAudioStream, Timestamp::from_millis(3)));
        assert!(!conversion.begin(Timestamp::from_millis(4)) && !conversion.is_open());
        assert_eq!((conversion.state().version, conversion.state().status.as_str()), (4, "failed"));
        assert!(!conversion.is_expired(Timestamp::from_millis(week + 2)));
        assert!(conversion.is_expired(Timestamp::from_millis(week + 3)));
        assert!(!requested().is_expired(Timestamp::from_millis(i64::MAX)), "what waits is never gone");
    }
}
