//! Signing in with a passkey.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::RelyingParty;
use crate::error::Error;
use crate::extras::passage::browser::page::Page;
use crate::extras::passage::browser::sign_up::{Answered, StartedHandshake};
use crate::extras::passage::http::auth::let_in;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::session::Opens;
use crate::web::request_context::ApiClient;

/// A request to sign in.
#[derive(Deserialize)]
pub(crate) struct SignIn {
    /// Ignored, because the passkey identifies its user. A response that depended on it would
    /// reveal who has an account, and which passkeys they have.
    #[serde(rename = "identifier")]
    _identifier: Option<String>,
}

pub(crate) async fn start_sign_in(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    _: Body<SignIn>,
) -> Result<Response, Refusal> {
    let started = rp.passkeys().start_sign_in(&context).await?.for_client(&context)?;
    Ok(no_store(Json(StartedHandshake { handshake: started.into(), user: None })))
}

pub(crate) async fn finish_sign_in(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    page: Page,
    Body(answered): Body<Answered>,
) -> Result<Response, Refusal> {
    let response = answered.of(&context).map_err(Refusal::of_passkey)?;
    let signed_in = rp.passkeys().finish_sign_in(&response, Opens::Tokens).await;
    let (signed_in, tokens) = signed_in.map_err(Refusal::of_passkey)?;
    let tokens = tokens.ok_or_else(|| Error::internal("no tokens"))?;
    Ok(let_in(&page, &signed_in, tokens, None))
}
