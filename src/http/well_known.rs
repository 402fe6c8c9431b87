//! Well-known addresses: where browsers and password managers look for themselves.

use axum::extract::State;
use axum::response::Redirect;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::RelyingParty;

/// Where people manage their passkeys.
const MANAGER: &str = "/dashboard";

pub(super) fn router() -> Router<RelyingParty> {
    Router::new()
        .route("/.well-known/passkey-endpoints", get(passkey_endpoints))
        .route("/.well-known/webauthn", get(related_origins))
        .route("/.well-known/change-password", get(change_password))
}

/// Tells password managers where passkeys are added and managed.
///
/// <https://www.w3.org/TR/passkey-endpoints/>
async fn passkey_endpoints(State(rp): State<RelyingParty>) -> Json<Value> {
    let manager = format!("{}{MANAGER}", rp.config().origin_text());
    Json(json!({ "enroll": manager, "manage": manager }))
}

/// Lists the origins beside the RP ID's own that may use its passkeys.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-related-origins>
async fn related_origins(State(rp): State<RelyingParty>) -> Json<Value> {
    Json(json!({ "origins": rp.origins() }))
}

/// There is no password to change; what stands in its place is managed here.
///
/// <https://www.w3.org/TR/change-password-url/>
async fn change_password() -> Redirect {
    Redirect::temporary(MANAGER)
}
