//! What pages and programs ask for: to be let in by a link.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::Error;
use crate::extras::passage::browser::{self, Page};
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
    /// Of a page: the id of the link that it waits for, if this is the browser that asked.
    id: Option<String>,
}

/// Somebody is let in.
#[derive(Serialize)]
struct LetIn {
    auth_result: AuthResult,
}

#[derive(Serialize)]
struct AuthResult {
    /// An access token, good for ten minutes: for `Authorization: Bearer`.
    auth_token: String,
    /// For the next exchange, at `/tokens`.
    refresh_token: String,
    /// When the session ends, and with it the refresh token. In Unix seconds.
    refresh_token_expiration: UnixSeconds,
    /// On the site of the page or program that asks: where the link's back end has said, else this
    /// site's dashboard or the start page of another site.
    redirect_url: String,
}

pub(crate) async fn activate_magic_link(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    page: Page,
    Body(LinkToken { magic_link, id }): Body<LinkToken>,
) -> Result<Response, Refusal> {
    if browser::waits(&rp, &magic_link).await? {
        return browser::activate(&rp, &visitor, &page, (&magic_link, id.as_deref())).await;
    }
    let (signed_in, link, tokens) = match rp.activate_link(&visitor, &magic_link).await {
        Err(Error::NotFound) => return Err(Refusal::no_such_link()),
        activated => activated?,
    };
    Ok(let_in(&page, &signed_in, tokens, link.next.as_deref()))
}

/// What a client is told that was let in.
pub(crate) fn let_in(
    page: &Page,
    signed_in: &SignedIn,
    tokens: Tokens,
    next: Option<&str>,
) -> Response {
    let auth_result = AuthResult {
        auth_token: tokens.access_token,
        refresh_token: tokens.refresh_token,
        refresh_token_expiration: signed_in.session.expires_at,
        redirect_url: page.redirect(next),
    };
    no_store(Json(LetIn { auth_result }))
}
