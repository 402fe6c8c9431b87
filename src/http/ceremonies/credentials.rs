//! Credentials: an account's passkeys, listed, renamed and removed.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::rfc3339;
use crate::error::Result;
use crate::extras::openapi::refusals;
use crate::extras::tokens::routes::no_store;
use crate::http::body::{Body, Id};
use crate::http::ceremonies::{Caller, Ceremonies, Proof};
use crate::model::credential::Credential;

/// A passkey, as its owner sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Passkey {
    /// By which its authenticator knows it: base64url.
    id: String,
    device_name: String,
    /// How its authenticator can be reached.
    transports: Vec<String>,
    /// Whether it may be copied to its owner's other devices,
    backup_eligible: bool,
    /// and whether it is.
    backup_state: bool,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
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

refusals!(List, "signed_out", "invalid_token");

/// Lists the account's passkeys
#[utoipa::path(
    get,
    path = "/credentials",
    tag = "Passkeys",
    security(("access_token" = [])),
    responses(
        (
            status = OK,
            description = "The passkeys",
            body = Vec<Passkey>,
            example = json!([{
                "id": "mVlxWLxEBVs_kzkBOUN1nA",
                "deviceName": "iCloud Keychain",
                "transports": ["internal", "hybrid"],
                "backupEligible": true,
                "backupState": true,
                "createdAt": "2026-11-18T12:26:40Z",
                "lastUsedAt": null,
            }]),
        ),
        List,
    ),
)]
pub(crate) async fn list_passkeys(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
) -> Result<Response> {
    let (_, owner) = caller.owner()?;
    let credentials = rp.store().list_credentials(owner.user.id).await?;
    Ok(no_store(Json(credentials.into_iter().map(Passkey::from).collect::<Vec<_>>())))
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({ "deviceName": "My phone" }))]
pub(crate) struct Rename {
    #[schema(min_length = 1, max_length = 60)]
    device_name: String,
}

refusals!(Renaming, "invalid_request", "invalid_name", "signed_out", "invalid_token", "not_found");

/// Renames a passkey
#[utoipa::path(
    patch,
    path = "/credentials/{id}",
    tag = "Passkeys",
    security(("access_token" = [])),
    params(("id" = String, Path, description = "As the list has it")),
    request_body = Rename,
    responses((status = NO_CONTENT, description = "It has the name"), Renaming),
)]
pub(crate) async fn rename_passkey(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
    Id(id): Id,
    Body(body): Body<Rename>,
) -> Result<Response> {
    let (visitor, owner) = caller.owner()?;
    rp.rename_passkey_of(&visitor, &owner, &id, &body.device_name).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

refusals!(
    Remove,
    "invalid_request",
    "ceremony_expired",
    "signed_out",
    "invalid_token",
    "verification_failed",
    "unknown_credential",
    "verification_required",
    "not_found",
    "last_way_in",
    "too_many_requests"
);

/// Removes a passkey
///
/// A passkey of the account has to sign first: begin a sign-in, and send `credential` and `state`
/// here instead of finishing it. The sessions that the removed passkey has opened end.
#[utoipa::path(
    delete,
    path = "/credentials/{id}",
    tag = "Passkeys",
    security(("access_token" = [])),
    params(("id" = String, Path, description = "As the list has it")),
    request_body = Proof,
    responses((status = NO_CONTENT, description = "It is gone"), Remove),
)]
pub(crate) async fn remove_passkey(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    caller: Caller,
    Id(id): Id,
    Body(proof): Body<Proof>,
) -> Result<Response> {
    let (visitor, owner) = caller.owner()?;
    let owner = proof.check(&rp, &visitor, owner).await?;
    rp.remove_passkey_of(&visitor, &owner, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
