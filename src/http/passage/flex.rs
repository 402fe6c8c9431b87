//! Passkey Flex: back ends that keep their users themselves. Their transactions are our errands
//! (`errand.rs`), and their nonces our receipts.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::Body;
use super::handshake::{credential, handshake};
use super::key::Key;
use super::refusal::Refusal;
use crate::RelyingParty;
use crate::ceremony::Begun;
use crate::credential::Attachment;
use crate::errand::Task;
use crate::error::{Error, Result};
use crate::http::tokens::no_store;
use crate::secret::Secret;
use crate::visitor::Stranger;

type Answer = Result<Response, Refusal>;

#[derive(Deserialize)]
pub(super) struct Registration {
    external_id: String,
    passkey_display_name: String,
}

#[derive(Deserialize)]
pub(super) struct Authentication {
    external_id: String,
}

#[derive(Deserialize)]
pub(super) struct Nonce {
    nonce: String,
}

#[derive(Deserialize)]
pub(super) struct Start {
    transaction_id: Option<String>,
    authenticator_attachment: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Finish {
    transaction_id: Option<String>,
    handshake_id: String,
    handshake_response: Value,
}

pub(super) async fn create_registration(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(body): Body<Registration>,
) -> Answer {
    let task = Task::Registration(body.passkey_display_name);
    created(rp.create_errand(&body.external_id, task).await)
}

pub(super) async fn create_authentication(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(body): Body<Authentication>,
) -> Answer {
    created(rp.create_errand(&body.external_id, Task::Authentication).await)
}

fn created(errand: Result<Secret>) -> Answer {
    match errand {
        Ok(token) => Ok(no_store(Json(json!({ "transaction_id": token.expose() })))),
        Err(Error::NotFound) => {
            let text = "User has no passkeys";
            Err(Refusal::new(StatusCode::CONFLICT, "user_has_no_passkeys", text))
        }
        Err(Error::Deactivated) => {
            let text = "Cannot create a transaction for this user";
            Err(Refusal::new(StatusCode::FORBIDDEN, "cannot_create_transaction", text))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn verify(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(Nonce { nonce }): Body<Nonce>,
) -> Answer {
    match rp.redeem_receipt(&nonce).await {
        Ok(external_id) => Ok(no_store(Json(json!({ "external_id": external_id })))),
        Err(Error::NotFound) => {
            let text = "Could not verify nonce: nonce is invalid, expired, or cannot be found";
            Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_nonce", text))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn start_registration(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(body): Body<Start>,
) -> Answer {
    let token = body.transaction_id.unwrap_or_default();
    let attachment = body.authenticator_attachment.as_deref().and_then(Attachment::parse);
    let begun = rp.begin_registration_errand(&visitor, &token, attachment).await;
    started(begun, Some(&token))
}

pub(super) async fn start_authentication(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(body): Body<Start>,
) -> Answer {
    let token = named(body.transaction_id.as_deref());
    started(rp.begin_authentication_errand(&visitor, token).await, token)
}

fn started(begun: Result<Begun>, token: Option<&str>) -> Answer {
    let begun = begun.map_err(|error| refusal(error, "webauthn_login_failed"))?;
    let answer = json!({ "handshake": handshake(&begun), "transaction_id": token });
    Ok(no_store(Json(answer)))
}

pub(super) async fn finish_registration(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(body): Body<Finish>,
) -> Answer {
    let (token, made) = (body.transaction_id.unwrap_or_default(), body.handshake_response);
    let state = &body.handshake_id;
    let receipt = rp.end_registration_errand(&visitor, &token, state, &credential(made)).await;
    finished(receipt, "webauthn_login_failed")
}

pub(super) async fn finish_authentication(
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(body): Body<Finish>,
) -> Answer {
    let (token, used) = (named(body.transaction_id.as_deref()), body.handshake_response);
    let state = &body.handshake_id;
    let receipt = rp.end_authentication_errand(&visitor, token, state, &credential(used)).await;
    let code = if token.is_some() { "webauthn_login_failed" } else { "discoverable_login_failed" };
    finished(receipt, code)
}

fn finished(receipt: Result<Secret>, code: &'static str) -> Answer {
    let nonce = receipt.map_err(|error| refusal(error, code))?;
    Ok(no_store(Json(json!({ "nonce": nonce.expose() }))))
}

/// A transaction that is named: no text is none.
fn named(transaction: Option<&str>) -> Option<&str> {
    transaction.filter(|transaction| !transaction.is_empty())
}

/// A ceremony that fails, for whatever reason, has failed: more is not told.
fn refusal(error: Error, code: &'static str) -> Refusal {
    match error {
        Error::NotFound => Refusal::new(
            StatusCode::NOT_FOUND,
            "transaction_not_found",
            "Transaction not found, expired, or used",
        ),
        Error::CeremonyExpired(_)
        | Error::VerificationFailed(_)
        | Error::UnknownCredential
        | Error::NotDiscoverable
        | Error::DuplicateCredential => {
            error.log();
            Refusal::new(StatusCode::UNAUTHORIZED, code, "Could not verify the passkey")
        }
        Error::SignedOut | Error::Deactivated => Error::Deactivated.into(),
        error => error.into(),
    }
}
