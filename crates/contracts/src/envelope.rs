//! The envelope: CloudEvents 1.0.2 in structured JSON mode, so that every broker carries the same bytes.

use kernel::{Cause, Timestamp, id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

/// `data` at most, in bytes of JSON.
pub const MAX_DATA_BYTES: usize = 48 * 1_024;
/// The whole event at most, in bytes of JSON.
pub const MAX_EVENT_BYTES: usize = 64 * 1_024;

/// The facts of one publisher: an enum that serde tags with `type` and `data`.
pub trait Fact: Serialize + DeserializeOwned {
    /// The publishing service, as in `/codeflix/<service>`.
    const SERVICE: &'static str;

    /// The aggregate the fact is about.
    fn aggregate(&self) -> Aggregate;
}

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// The kind, as in the event type: `video`, `cast-member`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
    /// Its version after the change.
    pub version: i64,
}

/// Why bytes are not an event we can read, or a fact not one we may publish.
#[derive(Debug, thiserror::Error)]
pub enum InvalidEvent {
    /// Not the JSON of an event, or of its type's data.
    #[error("malformed: {0}")]
    Malformed(#[from] serde_json::Error),
    /// More than [`MAX_EVENT_BYTES`] or [`MAX_DATA_BYTES`].
    #[error("too large: {0} bytes")]
    TooLarge(usize),
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Envelope {
    /// Always `1.0`.
    pub specversion: String,
    /// UUIDv7; redelivery keeps it, so it is the deduplication key.
    pub id: Uuid,
    /// `/codeflix/<service>`.
    pub source: String,
    /// `codeflix.<aggregate>.<fact>.v<major>`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The aggregate's id.
    pub subject: String,
    /// The aggregate's id: brokers keep order within it.
    pub partitionkey: String,
    /// The aggregate's version after the change.
    pub aggregateversion: i64,
    /// For people and tools; never used for order. RFC 3339.
    pub time: String,
    /// Always `application/json`.
    pub datacontenttype: String,
    /// The same through every hop of one user's action.
    pub correlationid: Uuid,
    /// The event that caused this one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub causationid: Option<Uuid>,
    /// W3C trace context.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub traceparent: Option<String>,
    /// The fact itself; its schema stands beside the type.
    pub data: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
struct Tagged {
    #[serde(rename = "type")]
    event_type: String,
    data: serde_json::Value,
}

impl Envelope {
    /// Wraps a fact that came of `cause`, at `now`.
    pub fn wrap<F: Fact>(fact: &F, cause: &Cause, now: Timestamp) -> Result<Self, InvalidEvent> {
        let tagged: Tagged = serde_json::from_value(serde_json::to_value(fact)?)?;
        let aggregate = fact.aggregate();
        Ok(Self {
            specversion: "1.0".into(),
            id: id::v7(now),
            source: format!("/codeflix/{}", F::SERVICE),
            event_type: tagged.event_type,
            subject: aggregate.id.to_string(),
            partitionkey: aggregate.id.to_string(),
            aggregateversion: aggregate.version,
            time: now.to_string(),
            datacontenttype: "application/json".into(),
            correlationid: cause.correlation_id,
            causationid: cause.event_id(),
            traceparent: cause.traceparent.clone(),
            data: tagged.data,
        })
    }

    /// The bytes every broker carries.
    pub fn to_json(&self) -> Result<String, InvalidEvent> {
        let data = serde_json::to_string(&self.data)?.len();
        let text = serde_json::to_string(self)?;
        if data > MAX_DATA_BYTES || text.len() > MAX_EVENT_BYTES {
            return Err(InvalidEvent::TooLarge(text.len()));
        }
        Ok(text)
    }

    /// Reads an event from a broker's bytes.
    pub fn from_json(text: &str) -> Result<Self, InvalidEvent> {
        if text.len() > MAX_EVENT_BYTES {
            return Err(InvalidEvent::TooLarge(text.len()));
        }
        Ok(serde_json::from_str(text)?)
    }

    /// The fact inside, of the publisher that `F` names.
    pub fn fact<F: Fact>(&self) -> Result<F, InvalidEvent> {
        let tagged = Tagged { event_type: self.event_type.clone(), data: self.data.clone() };
        Ok(serde_json::from_value(serde_json::to_value(tagged)?)?)
    }

    /// `video` of `codeflix.video.published.v1`.
    pub fn aggregate_kind(&self) -> &str {
        self.event_type.split('.').nth(1).unwrap_or_default()
    }
}
