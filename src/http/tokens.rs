//! Tokens for whoever is signed in, and what becomes of them.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::Body;
use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::session::SignedIn;
use crate::token::Tokens;
use crate::visitor::{Stranger, Visitor};

/// A refresh token, in a body: addresses are logged.
#[derive(Deserialize)]
pub(super) struct Presented {
    refresh_token: String,
}

/// Says who is asking, after looking: the user is there and the session alive.
pub(super) async fn user(signed_in: SignedIn) -> impl IntoResponse {
    let SignedIn { user, session } = signed_in;
    let body: Value = json!({
        "id": user.id,
        "email": user.email.map(|email| email.to_string()),
        "email_verified": user.email_verified_at.is_some(),
        "session": {
            "id": session.id,
            "method": session.method.as_str(),
            "expires_at": session.expires_at,
        },
    });
    no_store(Json(body))
}

/// Issues tokens to a browser that is signed in. (An access token gets none: what is stolen would
/// renew itself.)
pub(super) async fn issue(State(rp): State<RelyingParty>, visitor: Visitor) -> Result<Response> {
    let signed_in = rp.signed_in(&visitor).await?.ok_or(Error::SignedOut)?;
    Ok(no_store(rp.issue_tokens(&signed_in).await?))
}

/// Exchanges a refresh token.
pub(super) async fn refresh(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    Ok(no_store(rp.refresh_tokens(&visitor, &presented.refresh_token).await?))
}

/// Ends a refresh token and all that came of it.
pub(super) async fn revoke(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    rp.revoke_tokens(&visitor, &presented.refresh_token).await?;
    Ok(no_store(Json(json!({}))))
}

impl IntoResponse for Tokens {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// No cache may keep what opens something.
pub(super) fn no_store(body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
