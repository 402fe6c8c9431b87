//! What browsers ask for: so far, to be let in by a link.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::app::REDIRECT;
use super::body::Body;
use super::refusal::{Refusal, TO_BROWSERS};
use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Error;
use crate::http::openapi::refusals;
use crate::http::tokens::no_store;
use crate::session::SignedIn;
use crate::visitor::{Stranger, Visitor};

/// The token of a link.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "magic_link": "q3Zb0mX1" }))]
pub(super) struct LinkToken {
    magic_link: String,
}

/// Somebody is let in.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "auth_result": {
    "auth_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln",
    "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1",
    "refresh_token_expiration": 1_797_592_000,
    "redirect_url": "https://id.example.org/dashboard",
} }))]
struct LetIn {
    auth_result: AuthResult,
}

#[derive(Serialize, ToSchema)]
struct AuthResult {
    auth_token: String,
    refresh_token: String,
    /// In Unix seconds.
    refresh_token_expiration: UnixSeconds,
    redirect_url: String,
}

refusals!(
    Activate in TO_BROWSERS,
    "invalid_request",
    "invalid_magic_link",
    "invalid_access_token",
    "user_not_active",
    "magic_link_not_found",
    "too_many_requests"
);

/// Lets somebody in who has a link that a back end has made
#[utoipa::path(
    patch,
    path = "/magic-link/activate",
    tag = "Passkeys",
    request_body = LinkToken,
    responses((status = OK, description = "Tokens, and where to go on", body = LetIn), Activate),
)]
pub(super) async fn activate_magic_link(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(LinkToken { magic_link }): Body<LinkToken>,
) -> Result<Response, Refusal> {
    let (signed_in, link) = match rp.activate_link(&visitor, &magic_link).await {
        Err(Error::NotFound) => return Err(Refusal::no_such_link()),
        activated => activated?,
    };
    let auth_result = auth_result(&rp, &visitor, &signed_in, link.next.as_deref()).await?;
    Ok(no_store(Json(LetIn { auth_result })))
}

/// Keeps the session that has just been opened, for its tokens alone.
async fn auth_result(
    rp: &RelyingParty,
    visitor: &Visitor,
    signed_in: &SignedIn,
    next: Option<&str>,
) -> Result<AuthResult, Refusal> {
    rp.keep_session(visitor).await?;
    let tokens = rp.issue_only_tokens(signed_in).await?;
    let origin = rp.config().origin_text();
    Ok(AuthResult {
        auth_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        refresh_token_expiration: signed_in.session.expires_at,
        redirect_url: format!("{origin}{}", next.unwrap_or(REDIRECT)),
    })
}
