//! The gateway for text messages: one POST in Twilio's format, which others also accept.
//!
//! <https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Request, StatusCode, Uri};
use serde::Deserialize;
use url::form_urlencoded;

use crate::config::{ConfigError, Login, Sms};
use crate::extras::https::{Answer, Https};
use crate::mail::refusal::Refusal;
use crate::model::message::Message;

/// How long to wait for the gateway's complete response.
const ANSWER: Duration = Duration::from_secs(30);

/// The gateway and the sender.
pub(crate) struct Gateway {
    client: Https,
    endpoint: Uri,
    authorization: HeaderValue,
    from: String,
}

/// A gateway's error. The text may repeat the message, but the number doesn't.
#[derive(Deserialize)]
struct Complaint {
    code: u32,
}

impl Gateway {
    pub(crate) fn new(sms: &Sms) -> Result<Self, ConfigError> {
        let wrong = |problem: &str| ConfigError::new("LATCHKEY_SMS_URL", problem);
        let Login { user, password } = &sms.login;
        let mut endpoint = sms.url.clone();
        // Escapes both, because they may contain any characters.
        endpoint.path_segments_mut().map_err(|()| wrong("can't have a path"))?.clear().extend([
            "2010-04-01",
            "Accounts",
            user,
            "Messages.json",
        ]);
        let credentials = STANDARD.encode(format!("{user}:{}", password.expose()));
        let mut authorization =
            HeaderValue::try_from(format!("Basic {credentials}")).map_err(|_| {
                wrong("has characters in the account or token that headers can't contain")
            })?;
        authorization.set_sensitive(true);
        let client = Https::new(sms.ca.as_deref());
        Ok(Self {
            client: client.ok_or_else(|| wrong("ca: not the certificate of an authority"))?,
            endpoint: Uri::try_from(endpoint.as_str()).map_err(|_| wrong("not a URL"))?,
            authorization,
            from: sms.from.clone(),
        })
    }

    /// Sends a text message.
    pub(crate) async fn send(&self, message: &Message) -> Result<(), Refusal> {
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
        let answer = self.client.ask(request, ANSWER).await;
        let Answer { status, body } = answer.map_err(Refusal::Temporary)?;
        if status.is_success() {
            return Ok(());
        }
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

/// Returns whether the gateway would reject the same message again. A wrong token or URL can be
/// fixed, and a gateway that is down or busy recovers.
fn is_about_this_text(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY)
}
