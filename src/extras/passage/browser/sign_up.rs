//! Signing up with a passkey.
//!
//! As on this site's own pages, the address is a claim until an email to it is redeemed, and the
//! response is the same whether or not another account has it.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::extras::passage::browser::page::Page;
use crate::extras::passage::browser::users::PublicUser;
use crate::extras::passage::http::auth::let_in;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::handshake::{Handshake, credential};
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::credential::Attachment;
use crate::model::session::Opens;
use crate::model::user::{Email, UserId};
use crate::passkey::{CeremonyResponse, ClientCeremony};
use crate::web::request_context::{ApiClient, RequestContext};

/// A request to sign up.
#[derive(Deserialize)]
pub(crate) struct SignUp {
    /// An email address.
    identifier: String,
    /// `platform`: on this device. `cross-platform`: on another one. Missing: on either.
    authenticator_attachment: Option<String>,
}

/// A started ceremony.
#[derive(Serialize)]
pub(crate) struct StartedHandshake {
    pub(crate) handshake: Handshake,
    pub(crate) user: Option<PublicUser>,
}

/// An authenticator's response.
#[derive(Deserialize)]
pub(crate) struct Answered {
    /// `handshake.id` from the start. It identifies the ceremony. A `user_id` in the body is
    /// ignored.
    handshake_id: String,
    /// A `PublicKeyCredential` in the form of its `toJSON()` or of passage-js.
    handshake_response: Map<String, Value>,
}

impl Answered {
    /// Returns it as the relying party takes it.
    pub(crate) fn of(self, context: &RequestContext) -> Result<CeremonyResponse> {
        let credential = credential(self.handshake_response.into());
        CeremonyResponse::of_client(context, &self.handshake_id, &credential)
    }
}

pub(crate) async fn start_sign_up(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(body): Body<SignUp>,
) -> Result<Response, Refusal> {
    let email = Email::parse(&body.identifier)?;
    let started =
        rp.passkeys().start_sign_up(&context, &body.identifier).await?.for_client(&context)?;
    let user = PublicUser::new(user_id(&started)?, &email);
    let started = placed(started, body.authenticator_attachment.as_deref());
    Ok(no_store(Json(StartedHandshake { handshake: started.into(), user: Some(user) })))
}

/// Returns the user that a registration is for: the one in its options.
pub(crate) fn user_id(started: &ClientCeremony) -> Result<UserId> {
    let handle = started.public_key["user"]["id"].as_str().unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(handle).map_err(Error::internal)?;
    Ok(UserId(Uuid::from_slice(&bytes).map_err(Error::internal)?))
}

/// Returns the same ceremony with the kind of authenticator that the page wants.
pub(crate) fn placed(mut started: ClientCeremony, attachment: Option<&str>) -> ClientCeremony {
    if let Some(attachment) = attachment.and_then(Attachment::parse) {
        let selection = &mut started.public_key["authenticatorSelection"];
        selection["authenticatorAttachment"] = json!(attachment);
    }
    started
}

pub(crate) async fn finish_sign_up(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(answered): Body<Answered>,
) -> Result<Response, Refusal> {
    let response = answered.of(&context).map_err(Refusal::of_passkey)?;
    let signed_up = rp.passkeys().finish_sign_up(&response, Opens::Tokens).await;
    let (signed_in, _, tokens) = signed_up.map_err(Refusal::of_passkey)?;
    let tokens = tokens.ok_or_else(|| Error::internal("no tokens"))?;
    Ok((StatusCode::CREATED, let_in(&page, &signed_in, tokens, None)).into_response())
}
