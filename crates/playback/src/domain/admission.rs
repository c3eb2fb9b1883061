//! Whether somebody may watch something now.

use kernel::Timestamp;

use super::{UserId, Video};

/// Streams at once for those without a plan: free titles.
const FREE_STREAMS: u32 = 2;

/// What is to be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The film.
    Video,
    /// The trailer: anybody may.
    Trailer,
    /// The film before it is published: staff only.
    Preview,
}

impl Kind {
    /// As the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Video => "video",
            Self::Trailer => "trailer",
            Self::Preview => "preview",
        }
    }

    /// Reads the API's spelling.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Video, Self::Trailer, Self::Preview].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// Who wants to watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody signed in.
    Anonymous,
    /// A login; `staff` may see every film.
    User { id: UserId, staff: bool },
}

/// What a subscription allows until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    pub valid_until: Timestamp,
    pub max_streams: u32,
    pub max_height: u32,
}

/// What may be watched, and in which bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    /// `None` does not count.
    pub max_streams: Option<u32>,
    /// Lines at most; `None` is without a bound.
    pub max_height: Option<u32>,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    #[error("there is no such title")]
    NotFound,
    #[error("sign in first")]
    SignInRequired,
    #[error("a subscription is needed")]
    SubscriptionRequired,
}

/// Checks in the order: token, publication, trailer or free title or entitlement.
pub fn admit(
    viewer: Viewer,
    kind: Kind,
    video: &Video,
    entitlement: Option<Entitlement>,
    now: Timestamp,
) -> Result<Admission, Denial> {
    const UNBOUNDED: Admission = Admission { max_streams: None, max_height: None };
    let staff = matches!(viewer, Viewer::User { staff: true, .. });
    if !video.published && !staff {
        return Err(Denial::NotFound);
    }
    match (kind, viewer) {
        (Kind::Trailer, _) | (_, Viewer::User { staff: true, .. }) => Ok(UNBOUNDED),
        (_, Viewer::Anonymous) => Err(Denial::SignInRequired),
        (Kind::Preview, _) => Err(Denial::NotFound),
        (Kind::Video, _) => match entitlement.filter(|entitlement| entitlement.valid_until > now) {
            Some(allowed) => {
                Ok(Admission { max_streams: Some(allowed.max_streams), max_height: Some(allowed.max_height) })
            }
            None if video.opened => Ok(Admission { max_streams: Some(FREE_STREAMS), max_height: None }),
            None => Err(Denial::SubscriptionRequired),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::VideoId;

    const NOW: i64 = 1_700_000_000_000;

    fn video(published: bool, opened: bool) -> Video {
        Video {
            id: VideoId::generate(Timestamp::from_millis(NOW)),
            published,
            opened,
            rating: "l".into(),
            credits_at_ms: None,
            markers: None,
            film: None,
            trailer: None,
        }
    }

    fn user(staff: bool) -> Viewer {
        Viewer::User { id: UserId::generate(Timestamp::from_millis(NOW)), staff }
    }

    fn entitled(until: i64) -> Entitlement {
        Entitlement { valid_until: Timestamp::from_millis(until), max_streams: 3, max_height: 720 }
    }

    #[test]
    fn only_who_may_is_admitted() {
        let (closed, open, draft) = (video(true, false), video(true, true), video(false, true));
        let plan = Admission { max_streams: Some(3), max_height: Some(720) };
        let free = Admission { max_streams: Some(FREE_STREAMS), max_height: None };
        let all = Admission { max_streams: None, max_height: None };
        let (valid, over) = (Some(entitled(NOW + 1)), Some(entitled(NOW)));
        let cases = [
            (Viewer::Anonymous, Kind::Video, &closed, None, Err(Denial::SignInRequired)),
            (Viewer::Anonymous, Kind::Video, &open, None, Err(Denial::SignInRequired)),
            (Viewer::Anonymous, Kind::Trailer, &closed, None, Ok(all)),
            (Viewer::Anonymous, Kind::Trailer, &draft, None, Err(Denial::NotFound)),
            (user(false), Kind::Video, &closed, None, Err(Denial::SubscriptionRequired)),
            (user(false), Kind::Video, &closed, valid, Ok(plan)),
            (user(false), Kind::Video, &closed, over, Err(Denial::SubscriptionRequired)),
            (user(false), Kind::Video, &open, None, Ok(free)),
            (user(false), Kind::Video, &open, valid, Ok(plan)),
            (user(false), Kind::Video, &draft, valid, Err(Denial::NotFound)),
            (user(false), Kind::Preview, &closed, valid, Err(Denial::NotFound)),
            (user(true), Kind::Preview, &draft, None, Ok(all)),
            (user(true), Kind::Video, &closed, None, Ok(all)),
        ];
        for (number, (viewer, kind, video, entitlement, expected)) in cases.into_iter().enumerate() {
            let decided = admit(viewer, kind, video, entitlement, Timestamp::from_millis(NOW));
            assert_eq!(decided, expected, "case {number}");
        }
    }
}
