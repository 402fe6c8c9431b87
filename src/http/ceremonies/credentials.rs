//! Credentials: lists, renames and removes an account's passkeys.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::clock::rfc3339;
use crate::error::Result;
use crate::http::body::{Body, Id};
use crate::http::ceremonies::{Caller, Ceremonies, Proof};
use crate::http::no_store;
use crate::model::credential::Credential;

/// A passkey, as its owner sees it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Passkey {
    /// The WebAuthn credential id, in base64url.
    id: String,
    device_name: String,
    /// How clients can reach its authenticator.
    transports: Vec<String>,
    /// Whether it may be copied to the owner's other devices.
    backup_eligible: bool,
    /// Whether it has been copied.
    backup_state: bool,
    created_at: String,
    last_used_at: Option<String>,
}

impl From<Credential> for Passkey {
    fn from(credential: Credential) -> Self {
        Self {
            id: credential.credential_id.to_string(),
            backup_eligible: credential.is_backup_eligible(),
            backup_state: credential.is_synced(),
            device_name: credential.name,
            transports: credential.transports,
            created_at: rfc3339(credential.created_at),
            last_used_at: credential.last_used_at.map(rfc3339),
        }
    }
}

pub(crate) async fn list_passkeys(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
) -> Result<Response> {
    let (_, owner) = caller.owner()?;
    let credentials = rp.store().list_credentials(owner.user.id).await?;
    Ok(no_store(Json(credentials.into_iter().map(Passkey::from).collect::<Vec<_>>())))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rename {
    device_name: String,
}

pub(crate) async fn rename_passkey(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
    Id(id): Id,
    Body(body): Body<Rename>,
) -> Result<Response> {
    let (context, owner) = caller.owner()?;
    rp.passkeys().rename_of(&context, &owner, &id, &body.device_name).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(crate) async fn remove_passkey(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
    Id(id): Id,
    Body(proof): Body<Proof>,
) -> Result<Response> {
    let (context, owner) = caller.owner()?;
    let owner = proof.check(&rp, &context, owner).await?;
    rp.passkeys().remove_of(&context, &owner, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
