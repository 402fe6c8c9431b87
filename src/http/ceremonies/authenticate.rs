//! Authentication: a user signs in with a passkey.

use axum::Json;
use axum::extract::{Request, State};
use axum::response::Response;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::Result;
use crate::http::body::Body;
use crate::http::ceremonies::{Answer, Ceremonies, Welcome};
use crate::http::no_store;
use crate::model::user::UserId;
use crate::passkey::CeremonyResponse;
use crate::web::request_context::ApiClient;

pub(crate) async fn authenticate_begin(
    State(Ceremonies { rp, .. }): State<Ceremonies>,
    ApiClient(context): ApiClient,
    _: Request,
) -> Result<Response> {
    // The body may name a user, because other servers require it. It is ignored, because a response
    // that depended on it would reveal who has an account.
    let started = rp.passkeys().start_sign_in(&context).await?;
    Ok(no_store(Json(started.for_client(&context)?)))
}

/// The response to a sign-in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Authenticated {
    status: &'static str,
    user_id: UserId,
    #[serde(flatten)]
    members: Map<String, Value>,
}

pub(crate) async fn authenticate_finish(
    State(Ceremonies { rp, hooks }): State<Ceremonies>,
    ApiClient(context): ApiClient,
    Body(answer): Body<Answer>,
) -> Result<Response> {
    let (state, credential) = (&answer.state, answer.credential.into());
    let response = CeremonyResponse::of_client(&context, state, &credential)?;
    let (signed_in, tokens) = rp.passkeys().finish_sign_in(&response, hooks.opens()).await?;
    let user_id = signed_in.user.id;
    let welcome = hooks.on_authenticated(&rp, &context, signed_in, tokens).await?;
    let Welcome { headers, members } = welcome;
    Ok(no_store((headers, Json(Authenticated { status: "ok", user_id, members }))))
}
