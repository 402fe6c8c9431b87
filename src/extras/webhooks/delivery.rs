//! Webhook deliveries: one signed POST in the format of *Standard Webhooks*.
//!
//! The signature covers the message's id, the time of this attempt and the body. So anyone who
//! intercepts a delivery can neither change it nor replay it later, and receivers can detect
//! duplicates by id.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{Request, StatusCode};
use ring::hmac;
use serde_json::json;

use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::https::Https;
use crate::extras::webhooks::Webhooks;
use crate::extras::webhooks::body;
use crate::extras::webhooks::endpoint::check_url;
use crate::extras::webhooks::store::Endpoint;
use crate::mail::Refusal;
use crate::model::message::Message;

/// How long to wait for the complete response.
const ANSWER: Duration = Duration::from_secs(15);

/// How many characters of the response to a test event the operator sees. Other responses aren't
/// kept, because they may repeat the event.
const EXCERPT: usize = 200;

/// The `User-Agent` header.
const AGENT: &str = concat!("Latchkey/", env!("CARGO_PKG_VERSION"));

/// The key that signs an endpoint's deliveries.
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

/// The reason why a delivery was rejected, and the endpoint's response.
struct Refused {
    refusal: Refusal,
    said: String,
}

impl Webhooks<'_> {
    /// Posts a message of the queue to its endpoint.
    pub(crate) async fn deliver(self, id: &str, message: &Message) -> Result<(), Refusal> {
        let endpoint = self.store().find_endpoint(&message.to).await;
        let endpoint = endpoint.map_err(|error| Refusal::Temporary(error.to_string()))?;
        let endpoint =
            endpoint.ok_or_else(|| Refusal::Permanent("the endpoint was removed".to_owned()))?;
        self.post_signed(&endpoint, id, &message.text).await.map_err(|refused| refused.refusal)
    }

    /// Posts a test event to an endpoint without the queue, and calls `report` after each step.
    ///
    /// # Errors
    /// What went wrong, in words for the operator.
    pub async fn try_endpoint(
        self,
        id: &str,
        report: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), String> {
        let endpoint = self.store().find_endpoint(id).await.map_err(|error| error.to_string())?;
        let endpoint = endpoint.ok_or("unknown endpoint; server webhook list shows them")?;
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

    async fn post_signed(self, endpoint: &Endpoint, id: &str, body: &str) -> Result<(), Refused> {
        let later = |why: &str| Refused::new(Refusal::Temporary(why.to_owned()));
        // The site may have had a different origin when the endpoint was added.
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
        let https = https.ok_or_else(|| later("TLS can't be set up"))?;
        let answer = https.ask(request, ANSWER).await.map_err(|why| later(&why))?;
        if answer.status.is_success() {
            return Ok(());
        }
        let why = format!("the endpoint said {}", answer.status);
        // Redirects aren't followed, because the signed message is only for the configured URL.
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

/// Returns the start of a response in a form that is safe for a terminal.
fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.chars().filter(|c| !c.is_control()).take(EXCERPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example from the specification.
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
