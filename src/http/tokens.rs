//! Routes that issue, refresh and revoke tokens, and return the current user.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::{Deserialize, Serialize};

use crate::RelyingParty;
use crate::clock::UnixSeconds;
use crate::error::{Error, Result};
use crate::http::body::Body;
use crate::http::jwks::jwks;
use crate::http::{ceremonies, cors, no_store};
use crate::model::ids::SessionId;
use crate::model::session::Method;
use crate::model::user::UserId;
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::web::request_context::{self, ApiClient, RequestContext};

/// Returns its routes, and the passkey ceremonies that lead to tokens.
pub(super) fn router(rp: &RelyingParty) -> Router {
    // For a browser with a session, or a client with an access token.
    let signed_in = Router::new()
        .route("/auth/user", get(user))
        .route("/auth/tokens", post(issue_tokens))
        .layer(middleware::from_fn_with_state(rp.clone(), request_context::remember))
        .layer(rp.sessions().layer());
    let ceremonies = ceremonies::router(rp.clone(), ceremonies::Tokens)
        .layer(middleware::from_fn_with_state((rp.clone(), cors::HEADERS), cors::allow));
    Router::new()
        .merge(signed_in)
        .route("/auth/tokens/refresh", post(refresh_tokens))
        .route("/auth/tokens/revoke", post(revoke_tokens))
        .route("/.well-known/jwks.json", get(jwks))
        .with_state(rp.clone())
        .nest("/auth/passkeys", ceremonies)
}

/// A refresh token in a body, because URLs are logged.
#[derive(Deserialize)]
struct Presented {
    refresh_token: String,
}

/// The current user.
#[derive(Serialize)]
struct Known {
    id: UserId,
    /// None once another user has verified the address.
    email: Option<String>,
    /// Whether an email to the address was redeemed. Until then it is only a claim.
    email_verified: bool,
    session: KnownSession,
}

/// The current session.
#[derive(Serialize)]
struct KnownSession {
    id: SessionId,
    method: Method,
    /// In Unix seconds.
    expires_at: UnixSeconds,
}

async fn user(signed_in: SignedIn) -> impl IntoResponse {
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

async fn issue_tokens(State(rp): State<RelyingParty>, context: RequestContext) -> Result<Response> {
    let signed_in = rp.sessions().signed_in(&context).await?.ok_or(Error::SignedOut)?;
    Ok(no_store(rp.tokens().issue(&signed_in).await?))
}

async fn refresh_tokens(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    Ok(no_store(rp.tokens().refresh(&context, &presented.refresh_token).await?))
}

/// An empty response.
#[derive(Serialize)]
struct Nothing {}

async fn revoke_tokens(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(presented): Body<Presented>,
) -> Result<Response> {
    rp.tokens().revoke(&context, &presented.refresh_token).await?;
    Ok(no_store(Json(Nothing {})))
}

impl IntoResponse for Tokens {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}
