//! What browsers ask for: so far, to be let in by a link.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Error;
use crate::extras::passage::http::app::REDIRECT;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::tokens::Tokens;
use crate::http::no_store;
use crate::session::SignedIn;
use crate::web::request_context::Stranger;

/// What opens a link.
#[derive(Deserialize)]
pub(crate) struct LinkToken {
    /// Its `secret`, as it was answered when the link was made; in its `url`, `psg_magic_link`.
    magic_link: String,
}

/// Somebody is let in.
#[derive(Serialize)]
struct LetIn {
    auth_result: AuthResult,
}

#[derive(Serialize)]
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
