//! Requests a client may make: a token bucket for each subject, else for each network.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use http::{HeaderName, HeaderValue};
use platform::{auth::Credentials, http::Problem};
use uuid::Uuid;

use crate::Config;

/// What services read the client's address from; a client's own is dropped.
pub const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Buckets that are looked through for full ones, to be dropped, after so many requests.
const SWEEP_EVERY: u64 = 4_096;

/// Routes of the API that have a short name beside their own.
pub const SHORT_FORMS: [&str; 2] = ["/upload", "/download"];

/// Whose bucket a request draws from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Client {
    /// Whoever a valid token names; a token that is not valid counts for the network.
    Subject(Uuid),
    Network(IpAddr),
}

/// Where a request came from, trusted proxies left out.
#[derive(Clone, Copy, Debug)]
struct ClientAddress(IpAddr);

/// The buckets of all clients.
#[derive(Clone)]
pub struct Limiter {
    buckets: Arc<DefaultKeyedRateLimiter<Client>>,
    config: Arc<Config>,
    requests: Arc<std::sync::atomic::AtomicU64>,
}

impl Limiter {
    pub fn new(config: &Arc<Config>) -> Self {
        let limits = config.rate_limits;
        let quota = Quota::per_minute(limits.per_minute).allow_burst(limits.burst);
        Self { buckets: Arc::new(RateLimiter::keyed(quota)), config: config.clone(), requests: Arc::default() }
    }

    /// `Err` with the wait until the next request is allowed.
    fn admit(&self, client: &Client) -> Result<(), Duration> {
        let count = self.requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if count % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.buckets.retain_recent();
        }
        let clock = governor::clock::DefaultClock::default();
        self.buckets.check_key(client).map_err(|refusal| refusal.wait_time_from(clock.now()))
    }

    /// The client's address: the connection's, or what trusted proxies say. Each adds whom it saw to the end, maybe as
    /// a line of its own; what stands before the first address that is no proxy's, a client may have invented.
    fn address(&self, request: &Request) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let mut nearest = peer.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip().to_canonical());
        let lines = request.headers().get_all(&FORWARDED_FOR).iter().rev();
        for seen in lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
            if !self.config.trusted_proxies.contains(&nearest) {
                break;
            }
            let Ok(address) = seen.trim().parse::<IpAddr>() else { break };
            nearest = address.to_canonical();
        }
        nearest
    }
}

/// Tells services where the client is; what it says of itself is dropped.
pub async fn name_client(State(limiter): State<Limiter>, mut request: Request, next: Next) -> Response {
    let address = limiter.address(&request);
    if let Ok(value) = HeaderValue::from_str(&address.to_string()) {
        request.headers_mut().insert(FORWARDED_FOR, value);
    }
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// Refuses a request beyond the client's quota, before its body is read. Runs once the token was checked.
pub async fn enforce(State(limiter): State<Limiter>, request: Request, next: Next) -> Response {
    let address = request.extensions().get::<ClientAddress>();
    let address = address.map_or(IpAddr::from([127, 0, 0, 1]), |found| found.0);
    if !is_limited(request.uri().path()) {
        return next.run(request).await;
    }
    match limiter.admit(&client(&request, address)) {
        Ok(()) => next.run(request).await,
        Err(wait) => Problem::rate_limited(wait).into_response(),
    }
}

/// Segments and files of the web app come in bursts and cost little; they are bounded by the grant.
fn is_limited(path: &str) -> bool {
    SHORT_FORMS.contains(&path)
        || ["/api/", "/auth/", "/realms/", "/login"].iter().any(|prefix| path.starts_with(prefix))
}

fn client(request: &Request, address: IpAddr) -> Client {
    match request.extensions().get::<Credentials>() {
        Some(Credentials::Verified(subject)) => Client::Subject(subject.user_id),
        _ => Client::Network(network(address)),
    }
}

/// The IPv4 /24 or IPv6 /64 an address lies in: what one subscriber line usually has.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            IpAddr::from([a, b, c, 0])
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    #[test]
    fn a_client_is_its_network_and_not_its_address() {
        assert_eq!(network("192.0.2.77".parse().unwrap()), network("192.0.2.1".parse().unwrap()));
        assert_ne!(network("192.0.2.77".parse().unwrap()), network("192.0.3.77".parse().unwrap()));
        assert_eq!(network("2001:db8::1".parse().unwrap()), network("2001:db8::ffff".parse().unwrap()));
    }

    #[test]
    fn a_burst_beyond_the_quota_is_refused_and_another_client_is_not_affected() {
        let mut config = Config::default();
        config.rate_limits.burst = NonZeroU32::new(3).unwrap();
        let limiter = Limiter::new(&Arc::new(config));
        let (one, other) = (Client::Subject(Uuid::from_u128(1)), Client::Subject(Uuid::from_u128(2)));
        assert!((0..3).all(|_| limiter.admit(&one).is_ok()));
        assert!(limiter.admit(&one).unwrap_err() > Duration::ZERO);
        assert!(limiter.admit(&other).is_ok());
    }
}
