//! Tokens of pages that use Passage's SDK: exchanged and revoked.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::openapi::refusals;
use crate::extras::passage::http::app::REDIRECT;
use crate::extras::passage::http::auth::AuthResult;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::{Refusal, TO_BROWSERS};
use crate::extras::tokens::routes::no_store;
use crate::web::request_context::Stranger;

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1" }))]
pub(crate) struct Presented {
    refresh_token: String,
}

/// The next pair of tokens.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "auth_result": {
    "auth_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln",
    "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1",
    "refresh_token_expiration": 1_797_592_000,
    "redirect_url": "https://id.example.org/dashboard",
} }))]
struct Refreshed {
    auth_result: AuthResult,
}

refusals!(Refresh in TO_BROWSERS, "invalid_request", "invalid_refresh_token");

/// Exchanges a refresh token for the next pair
///
/// Each is good once. If one is used again more than half a minute later, its whole family ends.
#[utoipa::path(
    post,
    path = "/tokens",
    tag = "Tokens",
    request_body = Presented,
    responses((status = CREATED, description = "The next pair", body = Refreshed), Refresh),
)]
pub(crate) async fn refresh(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(Presented { refresh_token }): Body<Presented>,
) -> Result<Response, Refusal> {
    let tokens = match rp.refresh_tokens(&visitor, &refresh_token).await {
        Err(error @ Error::InvalidToken(_)) => {
            error.log();
            let text = "Invalid refresh token";
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_refresh_token", text));
        }
        refreshed => refreshed?,
    };
    let signed_in = rp.bearer(&tokens.access_token).await?;
    let auth_result = AuthResult {
        auth_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        refresh_token_expiration: signed_in.session.expires_at,
        redirect_url: format!("{}{REDIRECT}", rp.config().origin_text()),
    };
    Ok((StatusCode::CREATED, no_store(Json(Refreshed { auth_result }))).into_response())
}

refusals!(Revoke in TO_BROWSERS, "invalid_request");

/// Revokes a refresh token and all that came from it
///
/// Passage's SDKs send the token in the query. Other clients should use `/auth/tokens/revoke`, because
/// proxies log web addresses. Unknown tokens get the same answer.
#[utoipa::path(
    delete,
    path = "/tokens",
    tag = "Tokens",
    params(("refresh_token" = String, Query, description = "The refresh token")),
    responses((status = OK, description = "It's revoked"), Revoke),
)]
pub(crate) async fn revoke(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    presented: Result<Query<Presented>, QueryRejection>,
) -> Result<Response, Refusal> {
    let Ok(Query(Presented { refresh_token })) = presented else {
        return Err(Refusal::invalid_request("refresh_token: which one to revoke"));
    };
    rp.revoke_tokens(&visitor, &refresh_token).await?;
    Ok(StatusCode::OK.into_response())
}
