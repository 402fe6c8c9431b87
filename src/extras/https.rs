//! HTTPS: sends one request to another server and reads the start of its response.

use std::time::Duration;

use axum::body::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt as _, Collected, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};

/// How much of a response is read, in bytes.
const MAX_ANSWER: usize = 64 * 1024;

/// A client that follows no redirects and keeps no connections open.
#[derive(Debug)]
pub(crate) struct Https(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// The response.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Read only if the request was rejected. A success doesn't depend on the rest of the response.
    pub(crate) body: Vec<u8>,
}

impl Https {
    /// Returns a client that trusts the usual authorities and those in a PEM file, or `None` if the
    /// file is invalid.
    pub(crate) fn new(ca: Option<&[u8]>) -> Option<Self> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for certificate in CertificateDer::pem_slice_iter(ca.unwrap_or_default()) {
            roots.add(certificate.ok()?).ok()?;
        }
        let provider = rustls::crypto::ring::default_provider();
        let config = ClientConfig::builder_with_provider(provider.into());
        let config = config.with_safe_default_protocol_versions().ok()?;
        let config = config.with_root_certificates(roots).with_no_client_auth();
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            // The settings allow http only on loopback.
            .https_or_http()
            .enable_http1()
            .build();
        Some(Self(Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector)))
    }

    /// Sends a request and waits at most `time` for the response.
    ///
    /// # Errors
    /// The reason why there was no response.
    pub(crate) async fn ask(
        &self,
        request: Request<impl Into<Full<Bytes>>>,
        time: Duration,
    ) -> Result<Answer, String> {
        let request = request.map(Into::into);
        let asking = async {
            let response = self.0.request(request).await.map_err(|error| innermost(&error))?;
            let status = response.status();
            if status.is_success() {
                return Ok(Answer { status, body: Vec::new() });
            }
            let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
            let body = body.map(Collected::to_bytes).unwrap_or_default().to_vec();
            Ok(Answer { status, body })
        };
        let answer = tokio::time::timeout(time, asking).await;
        answer.unwrap_or_else(|_| Err(format!("no answer within {} s", time.as_secs())))
    }
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut reason = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}
