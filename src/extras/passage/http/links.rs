//! Magic links of the management API.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::extras::passage::http::LINK_PARAMETER;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::{LinkRequest, Recipient, Verifies};
use crate::http::no_store;
use crate::model::locale::Locale;
use crate::model::user::UserId;
use crate::web::request_context::ApiClient;

/// A back end's request for a link. It names the user by exactly one of `email`, `phone` and
/// `user_id`.
#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// `verify_identifier`: the back end delivers the link itself, by `channel` to the user, so
    /// redeeming it verifies the address or number. A link that this server sends does so in any
    /// case.
    #[serde(rename = "type")]
    kind: Option<Type>,
    /// Whether this server sends it. Otherwise the back end delivers it.
    send: Option<bool>,
    /// How to send it. Required with `send`.
    channel: Option<Channel>,
    /// The user who owns this address, or else a new one.
    email: Option<String>,
    /// The user who owns this number, or else a new one.
    phone: Option<String>,
    user_id: Option<String>,
    /// The language of the message: `de`, `en`, `es`, `it`, `pl`, `pt` or `zh`. By default, the
    /// user's.
    language: Option<String>,
    /// The page of this site that redeems it. By default, `/magic-link`.
    magic_link_path: Option<String>,
    /// The path of this site to go to after redeeming it.
    redirect_url: Option<String>,
    /// The lifetime in minutes. By default 15, at most thirty days.
    ttl: Option<i64>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Type {
    #[default]
    Login,
    VerifyIdentifier,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Channel {
    Email,
    Phone,
}

impl Wanted {
    fn link_request(&self) -> Result<LinkRequest, Refusal> {
        let recipient = match (
            said(self.email.as_deref()),
            said(self.phone.as_deref()),
            said(self.user_id.as_deref()),
        ) {
            (Some(email), None, None) => Recipient::Email(email.to_owned()),
            (None, Some(phone), None) => Recipient::Phone(phone.to_owned()),
            (None, None, Some(id)) => Recipient::User(id.to_owned()),
            _ => {
                return Err(Refusal::invalid_request(
                    "Exactly one of email, phone and user_id is required",
                ));
            }
        };
        let channel = self.channel.map(|channel| match channel {
            Channel::Email => Verifies::Email,
            Channel::Phone => Verifies::Phone,
        });
        let locale = match said(self.language.as_deref()) {
            None => None,
            Some(code) => Some(Locale::parse(code).ok_or_else(|| {
                Refusal::invalid_request("language: de, en, es, it, pl, pt or zh")
            })?),
        };
        let lifetime = match self.ttl {
            // Older SDKs send 0 for a missing value.
            None | Some(0) => None,
            Some(minutes) => {
                // `create_link` rejects a lifetime that is too long or too short.
                let minutes = u32::try_from(minutes).unwrap_or(0);
                Some(Duration::from_mins(u64::from(minutes)))
            }
        };
        Ok(LinkRequest {
            recipient,
            channel,
            is_sent: self.send.unwrap_or(false),
            verifies: self.kind == Some(Type::VerifyIdentifier),
            locale,
            page: self.magic_link_path.clone(),
            parameter: LINK_PARAMETER,
            next: self.redirect_url.clone(),
            lifetime,
        })
    }
}

/// Returns a text, if it isn't empty. Older SDKs send empty texts for missing values.
fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// The response to a created link.
#[derive(Serialize)]
struct Made {
    magic_link: MagicLink,
}

#[derive(Serialize)]
struct MagicLink {
    id: String,
    /// The token.
    secret: String,
    activated: bool,
    app_id: String,
    user_id: UserId,
    /// The address or number for the link. Empty if the user merely claims it: then the link can't
    /// sign anyone in, and must not be delivered there.
    identifier: String,
    redirect_url: String,
    /// In minutes.
    ttl: u64,
    #[serde(rename = "type")]
    kind: Type,
    /// The page with the button that redeems it.
    url: String,
}

pub(crate) async fn create_magic_link(
    _: Key,
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(wanted): Body<Wanted>,
) -> Result<Response, Refusal> {
    let made = rp.passage().create_link(&context, wanted.link_request()?).await?;
    let magic_link = MagicLink {
        id: made.link.id,
        secret: made.secret.expose().to_owned(),
        activated: false,
        app_id: rp.config().app_id.clone(),
        user_id: made.link.user_id,
        identifier: made.link.identifier,
        redirect_url: wanted.redirect_url.unwrap_or_default(),
        ttl: made.lifetime.as_secs() / 60,
        kind: wanted.kind.unwrap_or_default(),
        url: made.url.into(),
    };
    Ok((StatusCode::CREATED, no_store(Json(Made { magic_link }))).into_response())
}
