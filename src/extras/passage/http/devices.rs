//! Devices of the management API: a user's passkeys.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::users::Whose;
use crate::extras::passage::http::wire;
use crate::http::no_store;
use crate::web::request_context::ApiClient;

/// The user and the passkey in a path.
#[derive(Deserialize)]
pub(crate) struct Which {
    user_id: String,
    device_id: String,
}

/// The passkeys of a user.
#[derive(Serialize)]
struct Devices {
    devices: Vec<wire::Device>,
}

pub(crate) async fn list_devices(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Result<Response, Refusal> {
    let passkeys = rp.passage().list_passkeys_of(&user_id).await?;
    let devices = passkeys.iter().map(wire::device).collect();
    Ok(no_store(Json(Devices { devices })))
}

pub(crate) async fn revoke_device(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Which { user_id, device_id }): Path<Which>,
    ApiClient(context): ApiClient,
) -> Result<Response, Refusal> {
    let user = rp.passage().find_account(&user_id).await?.user;
    match rp.passage().revoke_passkey(&context, user.id, &device_id).await {
        Err(Error::NotFound) => Err(Refusal::no_such_device()),
        revoked => Ok(revoked.map(|()| StatusCode::OK.into_response())?),
    }
}
