//! Links that pages and programs redeem.

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
use crate::extras::passage::test_mode::LetInUser;
use crate::http::no_store;
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::web::request_context::ApiClient;

/// A link's token.
#[derive(Deserialize)]
pub(crate) struct LinkToken {
    /// The `secret` from the response that created the link. In its `url`, it is `psg_magic_link`.
    magic_link: String,
    /// From a page: the id of the link that it waits for, if this is the browser that requested it.
    id: Option<String>,
}

/// The response to a sign-in.
#[derive(Serialize)]
struct LetIn {
    auth_result: AuthResult,
}

#[derive(Serialize)]
struct AuthResult {
    /// An access token for `Authorization: Bearer`, valid for ten minutes.
    auth_token: String,
    /// For the next exchange, at `/tokens`.
    refresh_token: String,
    /// When the session ends, and the refresh token with it. In Unix seconds.
    refresh_token_expiration: UnixSeconds,
    /// A page on the site of the requesting page or program: the one that the link's back end has
    /// set, else this site's dashboard or the start page of another site.
    redirect_url: String,
}

pub(crate) async fn activate_magic_link(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(LinkToken { magic_link, id }): Body<LinkToken>,
) -> Result<Response, Refusal> {
    if browser::waits(&rp, &magic_link).await? {
        return browser::activate(&rp, &context, &page, (&magic_link, id.as_deref())).await;
    }
    let (signed_in, link, tokens) = match rp.passage().activate_link(&context, &magic_link).await {
        Err(Error::NotFound) => return Err(Refusal::no_such_link()),
        activated => activated?,
    };
    Ok(let_in(&page, &signed_in, tokens, link.next.as_deref()))
}

/// Returns the response to a client that has signed in.
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
    let mut response = no_store(Json(LetIn { auth_result }));
    response.extensions_mut().insert(LetInUser(signed_in.user.id));
    response
}
