//! A delivery: one signed POST, as *Standard Webhooks* has it.
//!
//! What is signed is the message's id, the instant of this attempt and the body, so that whoever
//! reads a delivery can neither bend it nor send it again later; and whoever gets one twice can
//! tell by its id.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{Request, StatusCode};
use ring::hmac;
use serde_json::json;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::https::Https;
use crate::extras::webhooks::body;
use crate::extras::webhooks::endpoint::check_url;
use crate::extras::webhooks::store::Endpoint;
use crate::mail::Refusal;
use crate::model::message::Message;

/// How long an endpoint may take, all in all.
const ANSWER: Duration = Duration::from_secs(15);

/// Characters of an answer that the operator is shown of a delivery on trial. Of others none is
/// kept: it may repeat what it was told.
const EXCERPT: usize = 200;

/// Who says so.
const AGENT: &str = concat!("Latchkey/", env!("CARGO_PKG_VERSION"));

/// What signs an endpoint's deliveries.
pub(crate) struct Signer(hmac::Key);

impl Signer {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    fn sign(&self, id: &str, at: UnixSeconds, body: &str) -> String {
        let tag = hmac::sign(&self.0, format!("{id}.{at}.{body}").as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    }
}

/// Why a delivery was not taken, and what the endpoint said.
struct Refused {
    refusal: Refusal,
    said: String,
}

impl RelyingParty {
    /// Posts a message of the queue to its endpoint.
    pub(crate) async fn deliver(&self, id: &str, message: &Message) -> Result<(), Refusal> {
        let endpoint = self.store().find_endpoint(&message.to).await;
        let endpoint = endpoint.map_err(|error| Refusal::Temporary(error.to_string()))?;
        let endpoint =
            endpoint.ok_or_else(|| Refusal::Permanent("the endpoint was removed".to_owned()))?;
        self.post_signed(&endpoint, id, &message.text).await.map_err(|refused| refused.refusal)
    }

    /// Posts a test event to an endpoint past the queue, and tells `report` each step.
    ///
    /// # Errors
    /// What went wrong, in words for the operator.
    pub async fn try_endpoint(
        &self,
        id: &str,
        report: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), String> {
        let endpoint = self.store().find_endpoint(id).await.map_err(|error| error.to_string())?;
        let endpoint = endpoint.ok_or("there is no such endpoint; server webhook list has them")?;
        let (id, now) = (self.random().uuid().to_string(), self.clock().now());
        let body = body("webhook.test", now, &json!({}));
        report(format!("posting a webhook.test to {}", endpoint.url));
        report(format!("webhook-id {id}, webhook-timestamp {now}, body {body}"));
        self.post_signed(&endpoint, &id, &body).await.map_err(|Refused { refusal, said }| {
            if !said.is_empty() {
                report(format!("it said: {said}"));
            }
            match refusal {
                Refusal::Temporary(why) => format!("{why} (an event would be sent again)"),
                Refusal::Permanent(why) => format!("{why} (an event would be given up)"),
            }
        })
    }

    async fn post_signed(&self, endpoint: &Endpoint, id: &str, body: &str) -> Result<(), Refused> {
        let later = |why: &str| Refused::new(Refusal::Temporary(why.to_owned()));
        // The origin may have been another one when it was set up.
        let url = check_url(self.config(), &endpoint.url).map_err(|error| match error {
            Error::InvalidRequest(why) => later(why),
            error => later(&error.to_string()),
        })?;
        let signer = self.signer(endpoint);
        let signer = signer.ok_or_else(|| later("LATCHKEY_KEY does not open its secret"))?;
        let now = self.clock().now();
        let request = Request::post(url.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, AGENT)
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", signer.sign(id, now, body))
            .body(body.to_owned())
            .map_err(|error| later(&error.to_string()))?;
        let https = self.state::<Arc<OnceLock<Option<Https>>>>();
        let https = https.get_or_init(|| Https::new(None)).as_ref();
        let https = https.ok_or_else(|| later("TLS cannot be set up"))?;
        let answer = https.ask(request, ANSWER).await.map_err(|why| later(&why))?;
        if answer.status.is_success() {
            return Ok(());
        }
        let why = format!("the endpoint said {}", answer.status);
        // Redirects are not followed: what is signed is for the one that was named.
        let refusal = match answer.status {
            StatusCode::GONE => Refusal::Permanent(why),
            _ => Refusal::Temporary(why),
        };
        Err(Refused { refusal, said: excerpt(&answer.body) })
    }
}

impl Refused {
    fn new(refusal: Refusal) -> Self {
        Self { refusal, said: String::new() }
    }
}

/// The beginning of an answer, fit for a terminal.
fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.chars().filter(|c| !c.is_control()).take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn a_signature_is_what_receivers_compute() {
        let secret = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = Signer::new(&secret).sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
