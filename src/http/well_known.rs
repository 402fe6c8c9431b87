//! Well-known addresses: where browsers and password managers look for themselves.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use http::header::CACHE_CONTROL;
use serde_json::{Value, json};

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::Result;
use crate::token::CACHED;

/// Where people manage their passkeys.
const MANAGER: &str = "/dashboard";

/// Publishes the keys that verify access tokens.
///
/// <https://www.rfc-editor.org/rfc/rfc7517#section-5>
pub(super) async fn jwks(State(rp): State<RelyingParty>) -> Result<impl IntoResponse> {
    let keys = rp.public_keys().await?;
    let keys = keys.iter().map(|key| {
        json!({
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": key.id,
            "n": key.modulus,
            "e": key.exponent,
        })
    });
    let keys = json!({ "keys": keys.collect::<Vec<_>>() });
    let cached = format!("public, max-age={}", seconds(CACHED));
    Ok(([(CACHE_CONTROL, cached)], Json(keys)))
}

/// Tells password managers where passkeys are added and managed.
///
/// <https://www.w3.org/TR/passkey-endpoints/>
pub(super) async fn passkey_endpoints(State(rp): State<RelyingParty>) -> Json<Value> {
    let manager = format!("{}{MANAGER}", rp.config().origin_text());
    Json(json!({ "enroll": manager, "manage": manager }))
}

/// Lists the origins beside the RP ID's own that may use its passkeys.
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-related-origins>
pub(super) async fn related_origins(State(rp): State<RelyingParty>) -> Json<Value> {
    Json(json!({ "origins": rp.origins() }))
}

/// There is no password to change; what stands in its place is managed here.
///
/// <https://www.w3.org/TR/change-password-url/>
pub(super) async fn change_password() -> Redirect {
    Redirect::temporary(MANAGER)
}
