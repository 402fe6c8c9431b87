//! Passkey Flex, for back ends that manage their own users (`flex_transaction.rs`).

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;

use crate::RelyingParty;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::passage::flex_transaction::Task;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::handshake::credential;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::transaction::{
    Authentication, Finish, Nonce, Registration, Start, Started, Transaction, Verified,
};
use crate::http::no_store;
use crate::model::credential::Attachment;
use crate::passkey::ClientCeremony;
use crate::web::request_context::ApiClient;

type Answer = Result<Response, Refusal>;

pub(crate) async fn create_registration(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(body): Body<Registration>,
) -> Answer {
    let (name, is_recovery) = (body.passkey_display_name, body.recovery);
    let task = Task::Registration { name, is_recovery };
    created(rp.passage().create_flex_transaction(&body.external_id, task).await)
}

pub(crate) async fn create_authentication(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(body): Body<Authentication>,
) -> Answer {
    created(rp.passage().create_flex_transaction(&body.external_id, Task::Authentication).await)
}

fn created(flex_transaction: Result<Secret>) -> Answer {
    match flex_transaction {
        Ok(token) => {
            let transaction_id = token.expose().to_owned();
            Ok(no_store(Json(Transaction { transaction_id })))
        }
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

pub(crate) async fn verify_nonce(
    _: Key,
    State(rp): State<RelyingParty>,
    Body(Nonce { nonce }): Body<Nonce>,
) -> Answer {
    match rp.passage().redeem_nonce(&nonce).await {
        Ok(external_id) => Ok(no_store(Json(Verified { external_id }))),
        Err(Error::NotFound) => {
            let text = "Could not verify nonce: nonce is invalid, expired, or cannot be found";
            Err(Refusal::new(StatusCode::UNAUTHORIZED, "invalid_nonce", text))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn start_registration(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(body): Body<Start>,
) -> Answer {
    let token = body.transaction_id.unwrap_or_default();
    let attachment = body.authenticator_attachment.as_deref().and_then(Attachment::parse);
    let started = rp.passage().start_flex_registration(&context, &token, attachment).await;
    options_of(started, Some(&token))
}

pub(crate) async fn start_authentication(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(body): Body<Start>,
) -> Answer {
    let token = named(body.transaction_id.as_deref());
    options_of(rp.passage().start_flex_authentication(&context, token).await, token)
}

fn options_of(started: Result<ClientCeremony>, token: Option<&str>) -> Answer {
    let started = started.map_err(|error| refusal(error, "webauthn_login_failed"))?;
    let transaction_id = token.map(str::to_owned);
    Ok(no_store(Json(Started { handshake: started.into(), transaction_id })))
}

pub(crate) async fn finish_registration(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(body): Body<Finish>,
) -> Answer {
    let (token, made) = (body.transaction_id.unwrap_or_default(), body.handshake_response);
    let state = &body.handshake_id;
    let nonce = rp
        .passage()
        .finish_flex_registration(&context, &token, state, &credential(made.into()))
        .await;
    finished(nonce, "webauthn_login_failed")
}

pub(crate) async fn finish_authentication(
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(body): Body<Finish>,
) -> Answer {
    let (token, used) = (named(body.transaction_id.as_deref()), body.handshake_response);
    let state = &body.handshake_id;
    let nonce = rp
        .passage()
        .finish_flex_authentication(&context, token, state, &credential(used.into()))
        .await;
    let code = if token.is_some() { "webauthn_login_failed" } else { "discoverable_login_failed" };
    finished(nonce, code)
}

fn finished(nonce: Result<Secret>, code: &'static str) -> Answer {
    let nonce = nonce.map_err(|error| refusal(error, code))?;
    Ok(no_store(Json(Nonce { nonce: nonce.expose().to_owned() })))
}

/// Returns the transaction's id, if it isn't empty.
fn named(transaction: Option<&str>) -> Option<&str> {
    transaction.filter(|transaction| !transaction.is_empty())
}

/// Returns the error of a transaction, or the one that every failed ceremony has.
fn refusal(error: Error, code: &'static str) -> Refusal {
    match error {
        Error::NotFound => Refusal::new(
            StatusCode::NOT_FOUND,
            "transaction_not_found",
            "Transaction not found, expired, or used",
        ),
        Error::SignedOut | Error::Deactivated => Error::Deactivated.into(),
        Error::VerificationRequired => Refusal::new(
            error.status(),
            "verification_required",
            "The user has passkeys: use a passkey with this transaction first",
        ),
        error => Refusal::of_ceremony(error, code),
    }
}
