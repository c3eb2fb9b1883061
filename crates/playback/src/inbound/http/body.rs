//! What requests and answers look like.

use kernel::{Code, Violation, Violations, text::Lines};
use platform::http::{Field, Unknown};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Object, ObjectBuilder, Type, schema::SchemaType},
};
use uuid::Uuid;

use super::{allowed, text_tracks::GrantedTrack};
use crate::domain::{Beat, BeatState, Kind, Profile, Progress, Stream};

/// Longest device id or name, in characters.
const DEVICE: usize = 200;
/// No film is longer than a day, in milliseconds.
const LONGEST_MS: i64 = 24 * 60 * 60 * 1_000;

/// `POST /playback/grants`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct GrantBody {
    #[schema(schema_with = String::schema, required)]
    video_id: Field<Uuid>,
    #[schema(schema_with = allowed::kind, required)]
    kind: Field<String>,
    #[schema(inline)]
    profile_id: Field<Uuid>,
    #[schema(schema_with = String::schema, required)]
    device_id: Field<String>,
    #[schema(inline)]
    device_name: Field<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// A valid wish to watch.
pub struct Wish {
    pub video: Uuid,
    pub kind: Kind,
    pub profile: Option<Uuid>,
    pub device_id: String,
    pub device_name: String,
}

impl GrantBody {
    pub fn parse(self) -> Result<Wish, Violations> {
        let mut violations = Violations::new();
        self.unknown.refuse(&mut violations, "");
        let video = self.video_id.required(&mut violations, "/video_id");
        let kind = self.kind.required(&mut violations, "/kind").and_then(|text| {
            let kind = Kind::parse(&text.to_lowercase());
            let wrong = Violation::new("/kind", Code::NotInSet).with("allowed", "video, trailer, preview");
            violations.take(kind.ok_or(wrong))
        });
        let profile = self.profile_id.optional(&mut violations, "/profile_id");
        let device_id = self.device_id.required(&mut violations, "/device_id");
        let device_id = device_id.and_then(|text| violations.take(line("/device_id", &text)));
        let device_name = self.device_name.optional(&mut violations, "/device_name").unwrap_or_default();
        let device_name = violations.take(line("/device_name", &device_name)).unwrap_or_default();
        match (video, kind, device_id, violations.is_empty()) {
            (Some(video), Some(kind), Some(device_id), true) => {
                Ok(Wish { video, kind, profile, device_id, device_name })
            }
            _ => Err(violations),
        }
    }
}

fn line(field: &str, text: &str) -> Result<String, Violation> {
    kernel::text::parse(field, text, Lines::One, 0, DEVICE)
}

/// The answer to a granted wish.
#[derive(Serialize, ToSchema)]
pub struct Granted {
    pub grant_id: Uuid,
    pub stream_id: Uuid,
    pub hls_url: String,
    /// The same segments for players of MPEG-DASH, as soon as all of them are there.
    #[schema(required)]
    pub dash_url: Option<String>,
    pub expires_at: String,
    pub heartbeat_s: u64,
    pub resume_position_ms: i64,
    #[schema(required)]
    pub duration_ms: Option<i64>,
    /// Whether it is still being encoded.
    pub growing: bool,
    /// Text tracks, which the playlist names too.
    pub tracks: Vec<GrantedTrack>,
    /// WebVTT with the names of the film's parts.
    #[schema(required)]
    pub chapters: Option<String>,
    #[schema(required)]
    pub storyboard: Option<String>,
    #[schema(schema_with = markers, required)]
    pub markers: Option<serde_json::Value>,
}

/// Positions in milliseconds, as the catalogue's events tell them: what is not known is absent.
fn markers() -> Object {
    ["intro_start_ms", "intro_end_ms", "credits_start_ms"]
        .into_iter()
        .fold(ObjectBuilder::new(), |object, name| object.property(name, i64::schema()))
        .schema_type(SchemaType::from_iter([Type::Object, Type::Null]))
        .build()
}

/// `POST /playback/streams/{id}/heartbeat`.
#[derive(Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub struct HeartbeatBody {
    #[schema(schema_with = i64::schema, required)]
    seq: Field<i64>,
    #[schema(schema_with = i64::schema, required)]
    position_ms: Field<i64>,
    #[schema(schema_with = i64::schema, required)]
    watched_ms: Field<i64>,
    #[schema(schema_with = allowed::beat_state, required)]
    state: Field<String>,
    #[schema(inline)]
    height: Field<u32>,
    #[schema(inline)]
    rebuffer_ms: Field<i64>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl HeartbeatBody {
    pub fn parse(self) -> Result<Beat, Violations> {
        let mut violations = Violations::new();
        self.unknown.refuse(&mut violations, "");
        // Taken for the statistics to come; wrong ones are refused already.
        self.height.optional(&mut violations, "/height");
        self.rebuffer_ms.optional(&mut violations, "/rebuffer_ms");
        let numbers = [
            ("/seq", self.seq, i64::MAX),
            ("/position_ms", self.position_ms, LONGEST_MS),
            ("/watched_ms", self.watched_ms, i64::MAX),
        ];
        let [seq, position_ms, watched_ms] = numbers.map(|(field, value, max)| {
            let value = value.required(&mut violations, field)?;
            let range = || Violation::new(field, Code::Range).with("min", 0).with("max", max);
            violations.take(if (0..=max).contains(&value) { Ok(value) } else { Err(range()) })
        });
        let state = self.state.required(&mut violations, "/state").and_then(|text| {
            let state = match text.to_lowercase().as_str() {
                "playing" => Ok(BeatState::Playing),
                "paused" => Ok(BeatState::Paused),
                "ended" => Ok(BeatState::Ended),
                _ => Err(Violation::new("/state", Code::NotInSet).with("allowed", "playing, paused, ended")),
            };
            violations.take(state)
        });
        match (seq, position_ms, watched_ms, state, violations.is_empty()) {
            (Some(seq), Some(position_ms), Some(watched_ms), Some(state), true) => {
                Ok(Beat { seq, position_ms, watched_ms, state })
            }
            _ => Err(violations),
        }
    }
}

/// The answer to a heartbeat.
#[derive(Serialize, ToSchema)]
pub struct Renewed {
    pub expires_at: String,
}

/// A device that is watching.
#[derive(Serialize, ToSchema)]
pub struct DeviceBody {
    id: Uuid,
    device_name: String,
    video_id: Uuid,
    started_at: String,
    last_beat_at: String,
}

impl From<&Stream> for DeviceBody {
    fn from(stream: &Stream) -> Self {
        Self {
            id: stream.id.uuid(),
            device_name: stream.device_name.clone(),
            video_id: stream.video.uuid(),
            started_at: stream.started_at.to_string(),
            last_beat_at: stream.last_beat_at.to_string(),
        }
    }
}

/// Somebody in the household.
#[derive(Serialize, ToSchema)]
pub struct ProfileBody {
    id: Uuid,
    name: String,
    kids: bool,
    max_rating: String,
}

impl From<Profile> for ProfileBody {
    fn from(profile: Profile) -> Self {
        Self { id: profile.id.uuid(), name: profile.name, kids: profile.kids, max_rating: profile.max_rating }
    }
}

/// A film that was begun.
#[derive(Serialize, ToSchema)]
pub struct ProgressBody {
    video_id: Uuid,
    position_ms: i64,
    #[schema(required)]
    duration_ms: Option<i64>,
    completed: bool,
    updated_at: String,
}

impl From<Progress> for ProgressBody {
    fn from(progress: Progress) -> Self {
        Self {
            video_id: progress.video.uuid(),
            position_ms: progress.position_ms,
            duration_ms: progress.duration_ms,
            completed: progress.completed,
            updated_at: progress.updated_at.to_string(),
        }
    }
}
