//! The listener with a certificate from files.

use std::sync::Arc;

use axum::{Router, body::Body, routing::get};
use gateway::{Config, Listener, Tls};
use http::{Request, Version};
use http_body_util::BodyExt;
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};
use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, pki_types::CertificateDer};
use tokio_util::sync::CancellationToken;

const HELLO: &str = "behind the curtain";

/// Who trusts these certificates.
fn trusting(certificates: impl IntoIterator<Item = CertificateDer<'static>>) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates);
    let client = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    client.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth()
}

/// What the page says, and in which version of HTTP; `None` if nobody can be talked to.
async fn read(address: &str, client: ClientConfig) -> Option<(Version, String)> {
    let connector = HttpsConnectorBuilder::new().with_tls_config(client).https_or_http().enable_all_versions().build();
    let client = Client::builder(TokioExecutor::new()).build::<_, Body>(connector);
    let response = client.request(Request::get(address).body(Body::empty()).unwrap()).await.ok()?;
    let version = response.version();
    let body = response.into_body().collect().await.ok()?.to_bytes();
    Some((version, String::from_utf8(body.to_vec()).unwrap()))
}

#[tokio::test]
async fn a_certificate_from_files_serves_those_who_trust_it_and_nobody_in_the_clear() {
    let _ = aws_lc_rs::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let tls = Tls { certificate: folder.path().join("certificate.pem"), key: folder.path().join("key.pem") };
    std::fs::write(&tls.certificate, made.cert.pem()).unwrap();
    std::fs::write(&tls.key, made.signing_key.serialize_pem()).unwrap();

    let config = Config { listen: ([127, 0, 0, 1], 0).into(), tls: Some(tls), ..Config::default() };
    let listener = Listener::bind(&config).await.unwrap();
    let port = listener.address().unwrap().port();
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(|| async { HELLO }));
    let serving = listener.serve(router, stop.clone());

    let secure = format!("https://localhost:{port}/");
    let known = made.cert.der().clone();
    let asking = async {
        let friend = read(&secure, trusting([known.clone()])).await;
        let stranger = read(&secure, trusting([])).await;
        let in_the_clear = read(&format!("http://localhost:{port}/"), trusting([known])).await;
        stop.cancel();
        (friend, stranger, in_the_clear)
    };
    let (served, asked) = tokio::join!(serving, asking);
    served.unwrap();
    assert_eq!(asked, (Some((Version::HTTP_2, HELLO.to_owned())), None, None));
}
