//! Devices of the management API: a user's passkeys.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::key::Key;
use super::refusal::Refusal;
use super::users::Whose;
use super::wire;
use crate::RelyingParty;
use crate::error::Error;
use crate::http::tokens::no_store;
use crate::visitor::Stranger;

/// Of a path: which user's device.
#[derive(Deserialize)]
pub(super) struct Which {
    user_id: String,
    device_id: String,
}

pub(super) async fn list(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Result<Response, Refusal> {
    let passkeys = rp.list_passkeys_of(&user_id).await?;
    let devices: Vec<Value> = passkeys.iter().map(wire::device).collect();
    Ok(no_store(Json(json!({ "devices": devices }))))
}

pub(super) async fn revoke(
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
