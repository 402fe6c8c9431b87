//! Authentication: a passkey signs somebody in.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::error::Result;
use crate::extras::openapi::refusals;
use crate::extras::tokens::Tokens;
use crate::extras::tokens::routes::no_store;
use crate::http::body::Body;
use crate::http::ceremonies::{Answer, Ceremonies, Welcome};
use crate::model::user::UserId;
use crate::passkey::Begun;
use crate::web::request_context::Stranger;

refusals!(Begin, "too_many_requests");

/// Begins a sign-in
///
/// Nobody is named: the passkey says whose it is. A body may be sent, and is not read.
#[utoipa::path(
    post,
    path = "/authenticate/begin",
    tag = "Passkeys",
    responses((status = OK, description = "For the authenticator", body = Begun), Begin),
)]
pub(crate) async fn authenticate_begin(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    Stranger(visitor): Stranger,
    _: Request,
) -> Result<Response> {
    // A body may name a user, as other servers want it: an answer that depended on it would tell
    // who has an account.
    Ok(no_store(Json(rp.begin_sign_in(&visitor).await?)))
}

/// Somebody is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "status": "ok",
    "userId": "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a",
    "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln",
    "refresh_token": "9f6f0a3e-2f0e-4a53-9a35-1f9b2d6c7e80.q3Zb0mX1",
    "expires_in": 600,
}))]
struct Authenticated {
    #[schema(value_type = String)]
    status: &'static str,
    #[schema(value_type = String, format = "uuid")]
    user_id: UserId,
    #[serde(flatten)]
    #[schema(value_type = Tokens)]
    members: Map<String, Value>,
}

refusals!(
    Finish,
    "invalid_request",
    "ceremony_expired",
    "signed_out",
    "verification_failed",
    "unknown_credential",
    "deactivated",
    "too_many_requests"
);

/// Signs somebody in
///
/// And answers who it is, with a session for these tokens alone.
#[utoipa::path(
    post,
    path = "/authenticate/finish",
    tag = "Passkeys",
    request_body = Answer,
    responses((status = OK, description = "Who it is, and tokens", body = Authenticated), Finish),
)]
pub(crate) async fn authenticate_finish(
    State(Ceremonies { rp, hooks }): State<Ceremonies>,
    Stranger(visitor): Stranger,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let (state, credential) = (&answer.state, &answer.credential.into());
    let (signed_in, tokens) = rp.end_sign_in(&visitor, state, credential, hooks.opens()).await?;
    let user_id = signed_in.user.id;
    let welcome = hooks.on_authenticated(&rp, &visitor, signed_in, tokens).await?;
    let Welcome { headers, members } = welcome;
    Ok(no_store((headers, Json(Authenticated { status: "ok", user_id, members }))))
}
