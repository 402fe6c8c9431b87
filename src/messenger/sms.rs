//! The gateway for texts: one POST as Twilio takes it, and as others imitate.
//!
//! <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Collected, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;
use url::form_urlencoded;

use super::queue::Refusal;
use crate::config::{ConfigError, Login, Sms};
use crate::store::Message;

/// How long the gateway may take, all in all.
const ANSWER: Duration = Duration::from_secs(30);

/// How much of an answer is read, in bytes.
const MAX_ANSWER: usize = 64 * 1024;

/// The gateway, and who writes.
pub(super) struct Gateway {
    client: Client<HttpsConnector<HttpConnector>, String>,
    endpoint: Uri,
    authorization: HeaderValue,
    from: String,
}

/// What a gateway says about a refusal. Its sentence may repeat the text, its number does not.
#[derive(Deserialize)]
struct Complaint {
    code: u32,
}

impl Gateway {
    pub(super) fn new(sms: &Sms) -> Result<Self, ConfigError> {
        let wrong = |problem: &str| ConfigError::new("LATCHKEY_SMS_URL", problem);
        let Login { user, password } = &sms.login;
        let mut endpoint = sms.url.clone();
        // Neither of them has to be a word that needs no escape in a path.
        endpoint.path_segments_mut().map_err(|()| wrong("takes no path"))?.clear().extend([
            "2010-04-01",
            "Accounts",
            user,
            "Messages.json",
        ]);
        let credentials = STANDARD.encode(format!("{user}:{}", password.expose()));
        let mut authorization = HeaderValue::try_from(format!("Basic {credentials}"))
            .map_err(|_| wrong("has an account or token that is too odd"))?;
        authorization.set_sensitive(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(
                tls(sms).ok_or_else(|| wrong("ca: not a certificate of an authority"))?,
            )
            // Off loopback the settings refuse http.
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            client: Client::builder(TokioExecutor::new())
                .pool_max_idle_per_host(0)
                .build(connector),
            endpoint: Uri::try_from(endpoint.as_str()).map_err(|_| wrong("not a URL"))?,
            authorization,
            from: sms.from.clone(),
        })
    }

    /// Sends a text.
    pub(super) async fn send(&self, message: &Message) -> Result<(), Refusal> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("To", &message.to)
            .append_pair("From", &self.from)
            .append_pair("Body", message.text.trim_end())
            .finish();
        let request = Request::post(self.endpoint.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body)
            .map_err(|error| Refusal::Permanent(error.to_string()))?;
        match tokio::time::timeout(ANSWER, self.ask(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(Refusal::Temporary(format!("no answer within {} s", ANSWER.as_secs()))),
        }
    }

    async fn ask(&self, request: Request<String>) -> Result<(), Refusal> {
        let response = self.client.request(request).await;
        let response = response.map_err(|error| Refusal::Temporary(innermost(&error)))?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let body = Limited::new(response.into_body(), MAX_ANSWER).collect().await;
        let body = body.map(Collected::to_bytes).unwrap_or_default();
        let reason = match serde_json::from_slice::<Complaint>(&body) {
            Ok(complaint) => format!("the gateway said {status}, code {}", complaint.code),
            Err(_) => format!("the gateway said {status}"),
        };
        Err(if is_about_this_text(status) {
            Refusal::Permanent(reason)
        } else {
            Refusal::Temporary(reason)
        })
    }
}

/// Whether a refusal would be the same next time. A wrong token or address of the gateway may be
/// mended, a gateway that is down or busy comes back.
fn is_about_this_text(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY)
}

fn tls(sms: &Sms) -> Option<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(pem) = &sms.ca {
        for certificate in CertificateDer::pem_slice_iter(pem) {
            roots.add(certificate.ok()?).ok()?;
        }
    }
    let provider = rustls::crypto::ring::default_provider();
    let config = ClientConfig::builder_with_provider(provider.into());
    let config = config.with_safe_default_protocol_versions().ok()?;
    Some(config.with_root_certificates(roots).with_no_client_auth())
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut reason = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}
