//! What browsers ask for: so far, to be let in by a link.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Error;
use crate::extras::openapi::refusals;
use crate::extras::passage::http::app::REDIRECT;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::{Refusal, TO_BROWSERS};
use crate::extras::tokens::Tokens;
use crate::extras::tokens::routes::no_store;
use crate::session::SignedIn;
use crate::web::request_context::Stranger;

/// What opens a link.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "magic_link": "q3Zb0mX1" }))]
pub(crate) struct LinkToken {
    /// Its `secret`, as it was answered when the link was made; in its `url`, `psg_magic_link`.
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
pub(crate) struct AuthResult {
    /// An access token, good for ten minutes: for `Authorization: Bearer`.
    pub(crate) auth_token: String,
    /// For the next exchange, at `/tokens`.
    pub(crate) refresh_token: String,
    /// When the session ends, and with it the refresh token. In Unix seconds.
    pub(crate) refresh_token_expiration: UnixSeconds,
    /// On this site: where the link's back end has said, else the dashboard.
    pub(crate) redirect_url: String,
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

/// Redeems a link that a back end has made
///
/// Once. The session that it opens is for the tokens alone. A link that was sent from here, or whose
/// back end vouches for that, proves the address or number. A link whose address or number the user
/// merely claims is refused. One that a browser has asked for on this site is none of these.
#[utoipa::path(
    patch,
    path = "/magic-link/activate",
    tag = "Links",
    request_body = LinkToken,
    responses((status = OK, description = "Tokens, and where to go on", body = LetIn), Activate),
)]
pub(crate) async fn activate_magic_link(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(LinkToken { magic_link }): Body<LinkToken>,
) -> Result<Response, Refusal> {
    let (signed_in, link, tokens) = match rp.activate_link(&visitor, &magic_link).await {
        Err(Error::NotFound) => return Err(Refusal::no_such_link()),
        activated => activated?,
    };
    let auth_result = auth_result(&rp, &signed_in, tokens, link.next.as_deref());
    Ok(no_store(Json(LetIn { auth_result })))
}

/// What a client is told that was let in.
fn auth_result(
    rp: &RelyingParty,
    signed_in: &SignedIn,
    tokens: Tokens,
    next: Option<&str>,
) -> AuthResult {
    let origin = rp.config().origin_text();
    AuthResult {
        auth_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        refresh_token_expiration: signed_in.session.expires_at,
        redirect_url: format!("{origin}{}", next.unwrap_or(REDIRECT)),
    }
}
