//! Devices of the management API: a user's passkeys.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::openapi::refusals;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::{Refusal, TO_BACK_ENDS};
use crate::extras::passage::http::users::Whose;
use crate::extras::passage::http::wire;
use crate::extras::tokens::routes::no_store;
use crate::web::request_context::Stranger;

/// Of a path: which user's device.
#[derive(Deserialize)]
pub(crate) struct Which {
    user_id: String,
    device_id: String,
}

/// The passkeys of a user.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "devices": [{
        "id": "5b1dcf1d-9e29-4b5c-9f0a-6c4f2f6d8a10",
        "cred_id": "mVlxWLxEBVs_kzkBOUN1nA",
        "friendly_name": "iCloud Keychain",
        "type": "passkey",
        "usage_count": 3,
        "created_at": "2026-11-18T12:26:40Z",
        "updated_at": "2026-11-18T12:26:40Z",
        "last_login_at": "2026-11-18T12:26:40Z",
        "icons": { "light": null, "dark": null },
    }] }))]
struct Devices {
    devices: Vec<wire::Device>,
}

refusals!(List in TO_BACK_ENDS, "user_not_found");
refusals!(Revoke in TO_BACK_ENDS, "user_not_found", "device_not_found");

/// Lists a user's devices
///
/// Which are passkeys: the oldest first.
#[utoipa::path(
    get,
    path = "/users/{user_id}/devices",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "Their passkeys", body = Devices), List),
)]
pub(crate) async fn list_devices(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Result<Response, Refusal> {
    let passkeys = rp.list_passkeys_of(&user_id).await?;
    let devices = passkeys.iter().map(wire::device).collect();
    Ok(no_store(Json(Devices { devices })))
}

/// Removes a user's device
///
/// Also the last one. The sessions that it has opened end, and its owner is mailed.
#[utoipa::path(
    delete,
    path = "/users/{user_id}/devices/{device_id}",
    tag = "Management",
    security(("api_key" = [])),
    params(
        ("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a"),
        ("device_id" = String, Path, description = "Which device: `id` in the list", format = "uuid", example = "5b1dcf1d-9e29-4b5c-9f0a-6c4f2f6d8a10"),
    ),
    responses((status = OK, description = "It signs nobody in any more"), Revoke),
)]
pub(crate) async fn revoke_device(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Which { user_id, device_id }): Path<Which>,
    Stranger(visitor): Stranger,
) -> Result<Response, Refusal> {
    let user = rp.find_account(&user_id).await?.user;
    match rp.revoke_passkey(&visitor, user.id, &device_id).await {
        Err(Error::NotFound) => Err(Refusal::no_such_device()),
        revoked => Ok(revoked.map(|()| StatusCode::OK.into_response())?),
    }
}
