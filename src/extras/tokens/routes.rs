//! Tokens for whoever is signed in, and what becomes of them.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::extras::openapi::refusals;
use crate::extras::tokens::Tokens;
use crate::http::body::Body;
use crate::model::session::Method;
use crate::model::user::UserId;
use crate::session::SignedIn;
use crate::web::request_context::{Stranger, Visitor};

/// A refresh token, in a body: addresses are logged.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1" }))]
pub(crate) struct Presented {
    refresh_token: String,
}

/// Who is asking.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({
    "id": "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a",
    "email": "ada@example.org",
    "email_verified": true,
    "session": {
        "id": "5b1dcf1d-9e29-4b5c-9f0a-6c4f2f6d8a10",
        "method": "passkey",
        "expires_at": 1_797_592_000,
    },
}))]
struct Known {
    #[schema(value_type = String, format = "uuid")]
    id: UserId,
    /// None once somebody else has proven that it is theirs.
    #[schema(required)]
    email: Option<String>,
    /// Whether a mail to it was redeemed: until then it is only a claim.
    email_verified: bool,
    session: KnownSession,
}

/// Where and how they signed in.
#[derive(Serialize, ToSchema)]
struct KnownSession {
    #[schema(format = "uuid")]
    id: String,
    method: Method,
    /// In Unix seconds.
    expires_at: UnixSeconds,
}

refusals!(User, "signed_out", "invalid_token");

/// Says who is asking
///
/// After looking: the user is there and the session alive.
#[utoipa::path(
    get,
    path = "/auth/user",
    tag = "Tokens",
    security(("session" = []), ("access_token" = [])),
    responses((status = OK, description = "Who it is", body = Known), User),
)]
pub(crate) async fn user(signed_in: SignedIn) -> impl IntoResponse {
    let SignedIn { user, session } = signed_in;
    no_store(Json(Known {
        id: user.id,
        email_verified: user.email_verified_at.is_some(),
        email: user.email.map(|email| email.to_string()),
        session: KnownSession {
            id: session.id,
            method: session.method,
            expires_at: session.expires_at,
        },
    }))
}

refusals!(Issue, "signed_out");

/// Issues tokens to a browser that is signed in
///
/// An access token gets none: what is stolen would renew itself.
#[utoipa::path(
    post,
    path = "/auth/tokens",
    tag = "Tokens",
    security(("session" = [])),
    responses((status = OK, description = "A pair of tokens", body = Tokens), Issue),
)]
pub(crate) async fn issue_tokens(
    State(rp): State<RelyingParty>,
    visitor: Visitor,
) -> Result<Response> {
    let signed_in = rp.signed_in(&visitor).await?.ok_or(Error::SignedOut)?;
    Ok(no_store(rp.issue_tokens(&signed_in).await?))
}

refusals!(Refresh, "invalid_request", "invalid_token");

/// Exchanges a refresh token
///
/// Each is good once. One that comes a second time, later than half a minute, ends all that came
/// of it: two have it, and one of them stole it.
#[utoipa::path(
    post,
    path = "/auth/tokens/refresh",
    tag = "Tokens",
    request_body = Presented,
    responses((status = OK, description = "The next pair", body = Tokens), Refresh),
)]
pub(crate) async fn refresh_tokens(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    Ok(no_store(rp.refresh_tokens(&visitor, &presented.refresh_token).await?))
}

/// Nothing to say.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({}))]
struct Nothing {}

refusals!(Revoke, "invalid_request");

/// Ends a refresh token and all that came of it
///
/// A token that does not count (any more) is answered alike.
#[utoipa::path(
    post,
    path = "/auth/tokens/revoke",
    tag = "Tokens",
    request_body = Presented,
    responses((status = OK, description = "It has ended", body = Nothing), Revoke),
)]
pub(crate) async fn revoke_tokens(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    rp.revoke_tokens(&visitor, &presented.refresh_token).await?;
    Ok(no_store(Json(Nothing {})))
}

impl IntoResponse for Tokens {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// No cache may keep what opens something.
pub(crate) fn no_store(body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
