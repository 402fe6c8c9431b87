//! What browsers ask for: so far, to be let in by a link.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::REDIRECT;
use super::body::Body;
use super::refusal::Refusal;
use crate::RelyingParty;
use crate::error::Error;

use crate::http::tokens::no_store;
use crate::session::SignedIn;
use crate::visitor::{Stranger, Visitor};

/// The token of a link.
#[derive(Deserialize)]
pub(super) struct Link {
    magic_link: String,
}

/// Lets somebody in who has a link that a back end has made.
pub(super) async fn activate(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(Link { magic_link }): Body<Link>,
) -> Result<Response, Refusal> {
    let (signed_in, link) = match rp.activate_link(&visitor, &magic_link).await {
        Err(Error::NotFound) => return Err(Refusal::no_such_link()),
        activated => activated?,
    };
    let result = auth_result(&rp, &visitor, &signed_in, link.next.as_deref()).await?;
    Ok(no_store(Json(json!({ "auth_result": result }))))
}

/// Keeps the session that has just been opened, for its tokens alone.
async fn auth_result(
    rp: &RelyingParty,
    visitor: &Visitor,
    signed_in: &SignedIn,
    next: Option<&str>,
) -> Result<Value, Refusal> {
    rp.keep_session(visitor).await?;
    let tokens = rp.issue_only_tokens(signed_in).await?;
    let origin = rp.config().origin_text();
    Ok(json!({
        "auth_token": tokens.access_token,
        "refresh_token": tokens.refresh_token,
        "refresh_token_expiration": signed_in.session.expires_at,
        "redirect_url": format!("{origin}{}", next.unwrap_or(REDIRECT)),
    }))
}
