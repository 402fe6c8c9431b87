//! The JWK Set: the public keys with which back ends verify access tokens.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use http::header::CACHE_CONTROL;
use serde::Serialize;

use crate::RelyingParty;
use crate::clock::seconds;
use crate::error::Result;
use crate::session::tokens::CACHED;

/// The keys that verify access tokens.
#[derive(Serialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

/// <https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1>
#[derive(Serialize)]
struct Jwk {
    kty: &'static str,
    #[serde(rename = "use")]
    usage: &'static str,
    alg: &'static str,
    /// The key's id in token headers.
    kid: String,
    /// The modulus, in base64url.
    n: String,
    /// The exponent, in base64url.
    e: String,
}

pub(crate) async fn jwks(State(rp): State<RelyingParty>) -> Result<impl IntoResponse> {
    let keys = rp.tokens().public_keys().await?.into_iter().map(|key| Jwk {
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
