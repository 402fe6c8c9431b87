//! Registration: creates a new account with its first passkey, or adds a passkey to an account.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::http::body::Body;
use crate::http::ceremonies::{Answer, Caller, Ceremonies, Proof, Welcome};
use crate::http::no_store;
use crate::model::name::parse_name;
use crate::model::user::UserId;
use crate::passkey::CeremonyResponse;

/// A new user sends an email address. A current user who has a passkey confirms who they are.
#[derive(Deserialize)]
pub(crate) struct Registering {
    /// The email address of a new user. It is unverified until its owner redeems a link or code
    /// sent to it.
    email: Option<String>,
    #[serde(flatten)]
    proof: Proof,
}

pub(crate) async fn register_begin(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
    Body(body): Body<Registering>,
) -> Result<Response> {
    let context = caller.context;
    let started = match (caller.owner, body.email) {
        (Some(owner), _) => {
            let owner = body.proof.check(&rp, &context, owner).await?;
            rp.passkeys().start_adding(&context, Some(&owner)).await?
        }
        (None, Some(email)) => rp.passkeys().start_sign_up(&context, &email).await?,
        (None, None) => return Err(Error::SignedOut),
    };
    Ok(no_store(Json(started.for_client(&context)?)))
}

/// The response to a registration.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Registered {
    status: &'static str,
    /// The WebAuthn credential id, in base64url.
    credential_id: String,
    user_id: UserId,
    #[serde(flatten)]
    members: Map<String, Value>,
}

pub(crate) async fn register_finish(
    State(Ceremonies { rp, hooks }): State<Ceremonies>,
    Caller { context, owner }: Caller,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let name = match answer.device_name.trim() {
        "" => None,
        name => Some(parse_name(name)?),
    };
    let (state, credential) = (answer.state, answer.credential.into());
    let response = CeremonyResponse::of_client(&context, &state, &credential)?.named(name);
    let (credential, Welcome { headers, members }) = if let Some(owner) = owner {
        (rp.passkeys().finish_adding(&response, Some(&owner)).await?, Welcome::default())
    } else {
        let (signed_in, credential, tokens) =
            rp.passkeys().finish_sign_up(&response, hooks.opens()).await?;
        (credential, hooks.on_authenticated(&rp, &context, signed_in, tokens).await?)
    };
    let registered = Registered {
        status: "ok",
        credential_id: credential.credential_id.to_string(),
        user_id: credential.user_id,
        members,
    };
    Ok(no_store((headers, Json(registered))))
}
