//! Well-known addresses: where browsers and password managers look for themselves.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use http::header::CACHE_CONTROL;
use serde::Serialize;
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::Result;
use crate::extras::openapi::refusals;
use crate::extras::tokens::CACHED;

/// Where people manage their passkeys.
const MANAGER: &str = "/dashboard";

refusals!(Refused);

/// The keys that verify access tokens.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "keys": [{
    "kty": "RSA",
    "use": "sig",
    "alg": "RS256",
    "kid": "5b1dcf1d-9e29-4b5c-9f0a-6c4f2f6d8a10",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc",
    "e": "AQAB",
}] }))]
pub(crate) struct Jwks {
    keys: Vec<Jwk>,
}

/// <https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1>
#[derive(Serialize, ToSchema)]
struct Jwk {
    #[schema(value_type = String)]
    kty: &'static str,
    #[serde(rename = "use")]
    #[schema(value_type = String)]
    usage: &'static str,
    #[schema(value_type = String)]
    alg: &'static str,
    /// As the header of a token names its key.
    #[schema(format = "uuid")]
    kid: String,
    /// The modulus: base64url.
    n: String,
    /// The exponent: base64url.
    e: String,
}

/// Publishes the keys that verify access tokens
///
/// To be kept for five minutes, and fetched anew for a `kid` that is not among them.
#[utoipa::path(
    get,
    path = "/.well-known/jwks.json",
    tag = "Well-known",
    responses((status = OK, description = "A JWK Set (RFC 7517)", body = Jwks), Refused),
)]
pub(crate) async fn jwks(State(rp): State<RelyingParty>) -> Result<impl IntoResponse> {
    let keys = rp.public_keys().await?.into_iter().map(|key| Jwk {
        kty: "RSA",
        usage: "sig",
        alg: "RS256",
        kid: key.id,
        n: key.modulus,
        e: key.exponent,
    });
    let keys = Jwks { keys: keys.collect() };
    let cached = format!("public, max-age={}", seconds(CACHED));
    Ok(([(CACHE_CONTROL, cached)], Json(keys)))
}

/// Where passkeys are added, and where they are managed.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "enroll": "https://id.example.org/dashboard",
    "manage": "https://id.example.org/dashboard",
}))]
struct PasskeyEndpoints {
    #[schema(format = "uri")]
    enroll: String,
    #[schema(format = "uri")]
    manage: String,
}

/// Tells password managers where passkeys are added and managed
///
/// <https://www.w3.org/TR/passkey-endpoints/>
#[utoipa::path(
    get,
    path = "/.well-known/passkey-endpoints",
    tag = "Well-known",
    responses((status = OK, description = "Addresses of pages", body = PasskeyEndpoints), Refused),
)]
pub(crate) async fn passkey_endpoints(State(rp): State<RelyingParty>) -> impl IntoResponse {
    let manager = format!("{}{MANAGER}", rp.config().origin_text());
    Json(PasskeyEndpoints { enroll: manager.clone(), manage: manager })
}

/// Who may use the passkeys that belong here.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "origins": ["https://id.example.org"] }))]
struct RelatedOrigins {
    origins: Vec<String>,
}

/// Lists the origins that may use the RP ID's passkeys
///
/// <https://www.w3.org/TR/webauthn-3/#sctn-related-origins>
#[utoipa::path(
    get,
    path = "/.well-known/webauthn",
    tag = "Well-known",
    responses((status = OK, description = "The origins", body = RelatedOrigins), Refused),
)]
pub(crate) async fn related_origins(State(rp): State<RelyingParty>) -> impl IntoResponse {
    Json(RelatedOrigins { origins: rp.origins() })
}

/// Leads to where credentials are managed
///
/// There is no password to change; what stands in its place is on the dashboard.
///
/// <https://www.w3.org/TR/change-password-url/>
#[utoipa::path(
    get,
    path = "/.well-known/change-password",
    tag = "Well-known",
    responses(
        (status = TEMPORARY_REDIRECT, description = "To the dashboard", headers(("location"))),
        Refused,
    ),
)]
pub(crate) async fn change_password() -> Redirect {
    Redirect::temporary(MANAGER)
}
