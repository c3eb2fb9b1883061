//! The one listener: HTTP/1.1 and HTTP/2, over TLS when a certificate is configured.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use hyper_util::rt::TokioTimer;
use tokio_util::sync::CancellationToken;

use crate::Config;

/// A client that sends its headers more slowly is dropped.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// What is under way at the stop may take this long.
const DRAIN: Duration = Duration::from_secs(25);

/// Why nothing could be served.
#[derive(Debug, thiserror::Error)]
pub enum ListenerError {
    /// The address is taken, or not ours.
    #[error("cannot listen on {address}: {cause}")]
    Bind {
        /// As configured.
        address: SocketAddr,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The certificate or key cannot be read.
    #[error("cannot use the certificate: {0}")]
    Certificate(std::io::Error),
    /// The listener broke.
    #[error("the listener failed: {0}")]
    Serve(std::io::Error),
}

/// A bound listener.
pub struct Listener {
    socket: std::net::TcpListener,
    tls: Option<RustlsConfig>,
}

impl Listener {
    /// Takes the address, and reads the certificate if there is one.
    pub async fn bind(config: &Config) -> Result<Self, ListenerError> {
        let address = config.listen;
        let bind = |cause| ListenerError::Bind { address, cause };
        let socket = std::net::TcpListener::bind(address).map_err(bind)?;
        socket.set_nonblocking(true).map_err(bind)?;
        let tls = match &config.tls {
            Some(tls) => {
                let loaded = RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await;
                Some(loaded.map_err(ListenerError::Certificate)?)
            }
            None => None,
        };
        Ok(Self { socket, tls })
    }

    /// Where it listens; the port is known even if any was asked for.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves until told to stop, then lets what is under way finish.
    pub async fn serve(self, router: Router, stop: CancellationToken) -> Result<(), ListenerError> {
        let handle = Handle::new();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = async {
            if let Some(tls) = self.tls {
                let mut server = axum_server::from_tcp_rustls(self.socket, tls)?.handle(handle.clone());
                limit(server.http_builder());
                server.serve(service).await
            } else {
                let mut server = axum_server::from_tcp(self.socket)?.handle(handle.clone());
                limit(server.http_builder());
                server.serve(service).await
            }
        };
        let stopping = async {
            stop.cancelled().await;
            handle.graceful_shutdown(Some(DRAIN));
            std::future::pending::<()>().await;
        };
        tokio::select! {
            served = serving => served.map_err(ListenerError::Serve),
            () = stopping => Ok(()),
        }
    }
}

fn limit(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(256);
}
