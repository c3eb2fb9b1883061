//! `/admin/stream`: uploads and encodes as they go on, as server-sent events.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::State as Extract,
    response::{
        IntoResponse,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{StreamExt, future};
use platform::http::{Caller, Problem};
use serde_json::{Value, json};

use super::{State, video_answer::rungs};
use crate::{
    application::ports::{LiveEvent, MediaNews},
    domain::UserId,
};

/// Streams of one login session at a time.
const PER_SESSION: usize = 4;
/// So that no proxy takes the connection for dead.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How many streams each session has open.
#[derive(Debug, Default)]
pub struct Listeners(Mutex<HashMap<String, usize>>);

/// A place among the listeners; given back when dropped.
struct Place {
    listeners: Arc<Listeners>,
    session: String,
}

impl Listeners {
    fn take_place(self: &Arc<Self>, session: String) -> Option<Place> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(session.clone()).or_default();
        if *count >= PER_SESSION {
            return None;
        }
        *count += 1;
        Some(Place { listeners: Arc::clone(self), session })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.listeners.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.session) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.session);
            }
        }
    }
}

/// Tells the caller what happens until the token expires, the client leaves or the process stops.
pub(super) async fn listen(Extract(state): Extract<State>, caller: Caller) -> Result<impl IntoResponse, Problem> {
    let session = caller.session_id.clone().unwrap_or_else(|| caller.user_id.to_string());
    let Some(place) = state.listeners.take_place(session) else {
        let problem = Problem::rate_limited(KEEP_ALIVE);
        return Err(problem.detail(format!("at most {PER_SESSION} event streams")));
    };
    let owner = UserId::from_uuid(caller.user_id);
    // A browser comes back by itself, with a token that is still good.
    let rights_end = caller.expires_at.since(state.ports.clock.now());
    let stopping = state.stopping.clone();
    let end = async move {
        tokio::select! {
            () = stopping.cancelled() => {}
            () = tokio::time::sleep(rights_end) => {}
        }
    };
    let events = state.ports.feed.listen();
    let told = events.filter_map(move |event| future::ready(tell(event, owner))).take_until(Box::pin(end));
    let told = told.map(move |event| {
        // Held by the stream for as long as it lives.
        let _ = &place;
        Ok::<_, Infallible>(event)
    });
    Ok(Sse::new(told).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// An event as this caller is told it. Whoever missed some is told to look again.
fn tell(event: Option<LiveEvent>, listener: UserId) -> Option<Event> {
    let (name, data) = match event {
        None => ("missed", json!({})),
        Some(LiveEvent::Media(news)) => ("media", media(&news)),
        Some(LiveEvent::Video { id, status, version }) => {
            ("video", json!({ "video_id": id, "status": status.as_str(), "version": version }))
        }
        Some(LiveEvent::Upload { id, owner, offset, size }) if owner == listener => {
            ("upload", json!({ "upload_id": id, "offset": offset, "size_bytes": size }))
        }
        Some(LiveEvent::Upload { .. }) => return None,
    };
    Some(Event::default().event(name).data(data.to_string()))
}

fn media(news: &MediaNews) -> Value {
    let progress = news.progress.as_ref();
    json!({
        "video_id": news.video,
        "media_type": news.kind.as_str(),
        "media_id": news.media,
        "status": news.status,
        "progress": if news.status == "completed" { 100 } else { progress.map_or(0, |it| it.progress) },
        "stage": progress.map(|it| it.stage.as_str()),
        "remaining_s": progress.and_then(|it| it.remaining_s),
        "speed": progress.and_then(|it| it.speed),
        "rungs": progress.map(rungs).unwrap_or_default(),
        "playable": news.playable,
        "error_code": news.error.as_ref().map(|(code, _)| code),
        "error": news.error.as_ref().map(|(_, text)| text),
    })
}
