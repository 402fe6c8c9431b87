//! Tokens of pages that use Passage's SDK: exchanged and revoked.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::http::app::REDIRECT;
use crate::extras::passage::http::auth::AuthResult;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::web::request_context::Stranger;

/// A refresh token.
#[derive(Deserialize)]
pub(crate) struct Presented {
    refresh_token: String,
}

/// The next pair of tokens.
#[derive(Serialize)]
struct Refreshed {
    auth_result: AuthResult,
}

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
