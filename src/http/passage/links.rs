//! Magic links of the management API.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use super::LINK_PARAMETER;
use super::body::Body;
use super::key::Key;
use super::refusal::Refusal;
use crate::RelyingParty;

use crate::http::tokens::no_store;
use crate::locale::Locale;
use crate::magic_link::{Proves, Whom, Wish};
use crate::visitor::Stranger;

/// What Passage lets a back end say about a link.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "type")]
    kind: Option<Type>,
    send: Option<bool>,
    channel: Option<Channel>,
    email: Option<String>,
    phone: Option<String>,
    user_id: Option<String>,
    language: Option<String>,
    magic_link_path: Option<String>,
    redirect_url: Option<String>,
    ttl: Option<i64>,
}

#[derive(Clone, Copy, Default, Deserialize, PartialEq)]
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
    fn wish(&self) -> Result<Wish, Refusal> {
        let whom = match (
            said(self.email.as_deref()),
            said(self.phone.as_deref()),
            said(self.user_id.as_deref()),
        ) {
            (Some(email), None, None) => Whom::Email(email.to_owned()),
            (None, Some(phone), None) => Whom::Phone(phone.to_owned()),
            (None, None, Some(id)) => Whom::User(id.to_owned()),
            _ => return Err(Refusal::invalid_request("One of email, phone and user_id is needed")),
        };
        let channel = self.channel.map(|channel| match channel {
            Channel::Email => Proves::Email,
            Channel::Phone => Proves::Phone,
        });
        let locale = match said(self.language.as_deref()) {
            None => None,
            Some(code) => Some(Locale::parse(code).ok_or_else(|| {
                Refusal::invalid_request("language: de, en, es, it, pl, pt or zh")
            })?),
        };
        let lifetime = match self.ttl {
            // Older SDKs write out what they have nothing to say about.
            None | Some(0) => None,
            Some(minutes) => {
                // What does not fit is too much or too little, which is not for here to say.
                let minutes = u32::try_from(minutes).unwrap_or(0);
                Some(Duration::from_mins(u64::from(minutes)))
            }
        };
        Ok(Wish {
            whom,
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

/// What older SDKs leave empty they do not say.
fn said(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

pub(super) async fn create(
    _: Key,
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(wanted): Body<Wanted>,
) -> Result<Response, Refusal> {
    let made = rp.create_link(&visitor, wanted.wish()?).await?;
    let body = json!({ "magic_link": {
        "id": made.link.id,
        "secret": made.secret.expose(),
        "activated": false,
        "app_id": rp.config().app_id,
        "user_id": made.link.user_id,
        "identifier": made.link.identifier,
        "redirect_url": wanted.redirect_url.unwrap_or_default(),
        "ttl": made.lifetime.as_secs() / 60,
        "type": match wanted.kind.unwrap_or_default() {
            Type::Login => "login",
            Type::VerifyIdentifier => "verify_identifier",
        },
        "url": made.url.as_str(),
    }});
    Ok((StatusCode::CREATED, no_store(Json(body))).into_response())
}
