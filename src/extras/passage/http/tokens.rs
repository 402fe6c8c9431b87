//! Exchanging and revoking tokens, for pages that use Passage's SDK.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::Deserialize;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::browser::Page;
use crate::extras::passage::http::auth::let_in;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::web::request_context::ApiClient;

/// A refresh token.
#[derive(Deserialize)]
pub(crate) struct Presented {
    refresh_token: String,
}

pub(crate) async fn refresh(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(Presented { refresh_token }): Body<Presented>,
) -> Result<Response, Refusal> {
    let tokens = match rp.tokens().refresh(&context, &refresh_token).await {
        Err(error @ Error::InvalidToken(_)) => {
            error.log();
            let text = "Invalid refresh token";
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_refresh_token", text));
        }
        refreshed => refreshed?,
    };
    let signed_in = rp.tokens().bearer(&tokens.access_token).await?;
    Ok((StatusCode::CREATED, let_in(&page, &signed_in, tokens, None)).into_response())
}

/// The body of a client that doesn't send the token in the query.
#[derive(Deserialize)]
pub(crate) struct Sent {
    refresh_token: Option<String>,
}

pub(crate) async fn revoke(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    named: Result<Query<Presented>, QueryRejection>,
    Body(sent): Body<Sent>,
) -> Result<Response, Refusal> {
    let named = named.ok().map(|Query(presented)| presented.refresh_token);
    let Some(refresh_token) = named.or(sent.refresh_token) else {
        return Err(Refusal::invalid_request("refresh_token: required"));
    };
    rp.tokens().revoke(&context, &refresh_token).await?;
    Ok(StatusCode::OK.into_response())
}
