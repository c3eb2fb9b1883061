//! Permission to watch.

use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use platform::{
    http::{CommandId, Data, Json, MaybeCaller, Problem},
    objects::ObjectKey,
};

use super::{
    STAFF, State,
    body::{GrantBody, Granted},
    grant_cookie, text_tracks,
};
use crate::{
    application::{Grant, NewStream, Started, Texts},
    domain::{GRANT_LIFE, HEARTBEAT, ProfileId, StreamId, UserId, VideoId, Viewer},
};

/// Opens a stream: the answer names the playlist, and its cookies open it for 15 minutes.
#[utoipa::path(
    post, path = "/api/v1/playback/grants", tag = "playback", request_body = GrantBody,
    responses((status = 201, body = Data<Granted>), (status = 403, description = "SUBSCRIPTION_REQUIRED"),
        (status = 409, description = "STREAM_LIMIT, with the devices that watch"))
)]
pub async fn start(
    Extract(state): Extract<State>,
    MaybeCaller(caller): MaybeCaller,
    CommandId(id): CommandId,
    Json(body): Json<GrantBody>,
) -> Result<Response, Problem> {
    let wish = body.parse().map_err(Problem::validation)?;
    let viewer = caller.map_or(Viewer::Anonymous, |caller| Viewer::User {
        id: UserId::from_uuid(caller.user_id),
        staff: caller.has_any_role(STAFF),
    });
    let wanted = NewStream {
        id: StreamId::from_uuid(id),
        viewer,
        video: VideoId::from_uuid(wish.video),
        kind: wish.kind,
        profile: wish.profile.map(ProfileId::from_uuid),
        device_id: wish.device_id,
        device_name: wish.device_name,
    };
    let started = state.watching.start(wanted).await?;
    let grant = Grant {
        asset: started.asset.id,
        stream: started.stream.id,
        owner: started.stream.owner,
        expires_at: state.clock.now().plus(GRANT_LIFE),
        max_height: started.admission.max_height,
    };
    let answer = Data::new(granted(&state, &grant, started).await);
    let mut response = (StatusCode::CREATED, answer).into_response();
    for cookie in grant_cookie::cookies(&grant, &state.signer.sign(&grant), state.secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn granted(state: &State, grant: &Grant, started: Started) -> Granted {
    let base = format!("/v/{}", grant.asset);
    let markers = started.video.markers.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Granted {
        grant_id: grant.stream.uuid(),
        stream_id: grant.stream.uuid(),
        hls_url: format!("{base}/master.m3u8"),
        expires_at: grant.expires_at.to_string(),
        heartbeat_s: HEARTBEAT.as_secs(),
        resume_position_ms: started.resume_at_ms,
        duration_ms: started.asset.duration_ms,
        growing: started.asset.growing,
        tracks: text_tracks::granted(&started, &base),
        chapters: Texts::of(&started.asset).chapters.map(|_| format!("{base}/chapters.vtt")),
        dash_url: finished(state, &started, "manifest.mpd").await,
        storyboard: finished(state, &started, "storyboard.vtt").await,
        markers,
    }
}

/// The address of a file that comes last: a film that is still being encoded has none yet, and one of an earlier
/// release may lack it.
async fn finished(state: &State, started: &Started, name: &str) -> Option<String> {
    let path = started.asset.path.as_deref().filter(|_| !started.asset.growing)?;
    let key = ObjectKey::parse(format!("{path}/final/{name}")).ok()?;
    state.shelf.fixed(&key).await.ok().map(|_| format!("/v/{}/{name}", started.asset.id))
}
