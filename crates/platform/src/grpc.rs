//! How a generated gRPC client reaches its server: in the memory of this process or over the network.
//!
//! tonic's own timeout is ignored in memory and ends as `CANCELLED` on the network; [`TimedLink`] ends both as
//! `DEADLINE_EXCEEDED`.

use std::{
    task::{Context, Poll},
    time::Duration,
};

use axum::Router;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Request, Response};
use tonic::{Status, body::Body, transport::Channel};
use tower::{Service, ServiceExt};

/// The metadata with the caller's patience (gRPC over HTTP/2, "Timeout").
const TIMEOUT: &str = "grpc-timeout";

/// A way to a server. Generated clients take it as their transport.
#[derive(Clone)]
pub enum Link {
    /// To routes of this process.
    Memory(Router),
    /// To another process.
    Net(Channel),
}

impl Link {
    /// Ends every call after `deadline`, or sooner if the call itself says so.
    pub const fn with_deadline(self, deadline: Duration) -> TimedLink {
        TimedLink { link: self, deadline }
    }

    async fn send(self, request: Request<Body>) -> Result<Response<Body>, Status> {
        match self {
            Self::Memory(router) => {
                let response = router.oneshot(request.map(axum::body::Body::new)).await;
                let response = response.map_err(|error| Status::from_error(error.into()))?;
                Ok(response.map(Body::new))
            }
            Self::Net(channel) => {
                let response = channel.oneshot(request).await;
                response.map_err(|error| Status::from_error(error.into()))
            }
        }
    }
}

impl Service<Request<Body>> for Link {
    type Response = Response<Body>;
    type Error = Status;
    type Future = BoxFuture<'static, Result<Response<Body>, Status>>;

    /// Always ready: a call waits for its connection itself, under its deadline.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        Box::pin(self.clone().send(request))
    }
}

/// A [`Link`] whose calls end in time: the answer must begin within the deadline.
#[derive(Clone)]
pub struct TimedLink {
    link: Link,
    deadline: Duration,
}

impl Service<Request<Body>> for TimedLink {
    type Response = Response<Body>;
    type Error = Status;
    type Future = BoxFuture<'static, Result<Response<Body>, Status>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let deadline = callers_limit(request.headers()).map_or(self.deadline, |limit| limit.min(self.deadline));
        // The server learns how long its answer is waited for, and drops the work after that. tonic's own timer
        // in the channel would answer CANCELLED first, so it is told a little more.
        request.headers_mut().insert(TIMEOUT, header_value(deadline + deadline / 4));
        let answer = self.link.clone().send(request);
        Box::pin(async move {
            // Ours is asked first: on a busy machine both timers may have run out when the task is woken.
            tokio::select! {
                biased;
                () = tokio::time::sleep(deadline) => Err(Status::deadline_exceeded("the server did not answer in time")),
                answer = answer => answer,
            }
        })
    }
}

/// At most eight digits and a unit.
fn callers_limit(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(TIMEOUT)?.to_str().ok()?;
    let (digits, unit) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let amount = u64::from(digits.parse::<u32>().ok()?);
    match unit {
        "H" => Some(Duration::from_secs(amount * 3_600)),
        "M" => Some(Duration::from_secs(amount * 60)),
        "S" => Some(Duration::from_secs(amount)),
        "m" => Some(Duration::from_millis(amount)),
        "u" => Some(Duration::from_micros(amount)),
        "n" => Some(Duration::from_nanos(amount)),
        _ => None,
    }
}

fn header_value(limit: Duration) -> HeaderValue {
    let text = format!("{}m", limit.as_millis().clamp(1, 99_999_999));
    HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static("1S"))
}
