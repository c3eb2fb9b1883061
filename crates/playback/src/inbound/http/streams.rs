//! Streams that run: heartbeats, and one's own devices.

use axum::{
    extract::State as Extract,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use platform::http::{Caller, Data, Json, MaybeCaller, Path, Problem};
use uuid::Uuid;

use super::{
    STAFF, State,
    body::{DeviceBody, HeartbeatBody, Renewed},
    error::grant_expired,
    grant_cookie,
};
use crate::{
    application::Grant,
    domain::{GRANT_LIFE, StreamId, UserId},
};

/// Reports where the player is, which the grant allows. The grant is renewed for whoever is still signed in as they
/// were when it was given, and until the stream ends.
#[utoipa::path(
    post, path = "/api/v1/playback/streams/{id}/heartbeat", tag = "playback", request_body = HeartbeatBody,
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Data<Renewed>), (status = 403, description = "GRANT_EXPIRED"))
)]
pub async fn heartbeat(
    Extract(state): Extract<State>,
    MaybeCaller(caller): MaybeCaller,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Json(body): Json<HeartbeatBody>,
) -> Result<Response, Problem> {
    let now = state.clock.now();
    let grant = grant_cookie::read(&headers).and_then(|text| state.signer.verify(text));
    let grant = grant.filter(|grant| grant.stream.uuid() == id && grant.expires_at > now).ok_or_else(grant_expired)?;
    let beat = body.parse().map_err(Problem::validation)?;
    let owner = caller.filter(|caller| caller.user_id == grant.owner.uuid());
    let is_staff = owner.as_ref().is_some_and(|owner| owner.has_any_role(STAFF));
    let (stream, admission) = state.watching.beat(grant.stream, beat, is_staff).await?;
    // What has ended takes no place any more, so it is not to be watched for longer either.
    let is_renewed = stream.ended_at.is_none() && (grant.is_nobodys() || owner.is_some());
    let expires_at = if is_renewed { now.plus(GRANT_LIFE) } else { grant.expires_at };
    let renewed = Grant { expires_at, max_height: admission.max_height, ..grant };
    let answer = Data::new(Renewed { expires_at: renewed.expires_at.to_string() });
    let mut response = answer.into_response();
    for cookie in grant_cookie::cookies(&renewed, &state.signer.sign(&renewed), state.secure) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What runs on the caller's devices.
#[utoipa::path(
    get, path = "/api/v1/playback/streams", tag = "playback",
    responses((status = 200, body = Data<Vec<DeviceBody>>))
)]
pub async fn list(Extract(state): Extract<State>, caller: Caller) -> Result<Data<Vec<DeviceBody>>, Problem> {
    let streams = state.watching.streams(UserId::from_uuid(caller.user_id)).await?;
    Ok(Data::new(streams.iter().map(DeviceBody::from).collect()))
}

/// Stops one of the caller's devices; its player ends at the next heartbeat.
#[utoipa::path(
    delete, path = "/api/v1/playback/streams/{id}", tag = "playback", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 404))
)]
pub async fn stop(Extract(state): Extract<State>, caller: Caller, Path(id): Path<Uuid>) -> Result<StatusCode, Problem> {
    let own = state.watching.stop(UserId::from_uuid(caller.user_id), StreamId::from_uuid(id)).await?;
    if own { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
