//! Users of the management API: made, found, changed, shut, deleted.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::body::Body;
use super::key::Key;
use super::refusal::Refusal;
use super::wire;
use crate::RelyingParty;
use crate::administration::{Account, Said};
use crate::error::Result;

use crate::http::tokens::no_store;
use crate::visitor::Stranger;

type Answer = Result<Response, Refusal>;

/// Of a path: which user.
#[derive(Deserialize)]
pub(super) struct Whose {
    pub(super) user_id: String,
}

/// What a back end says of a user. What is null it does not say.
#[derive(Deserialize)]
pub(super) struct Written {
    email: Option<String>,
    phone: Option<String>,
    user_metadata: Option<Map<String, Value>>,
}

impl From<Written> for Said {
    fn from(written: Written) -> Self {
        let Written { email, phone, user_metadata } = written;
        Self { email, phone, metadata: user_metadata }
    }
}

pub(super) async fn create(
    _: Key,
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(written): Body<Written>,
) -> Answer {
    let account = rp.create_account(&visitor, written.into()).await?;
    Ok((StatusCode::CREATED, answer(&rp, &account).await?).into_response())
}

pub(super) async fn show(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    answer(&rp, &rp.find_account(&user_id).await?).await
}

pub(super) async fn update(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
    Body(written): Body<Written>,
) -> Answer {
    answer(&rp, &rp.update_account(&visitor, &user_id, written.into()).await?).await
}

pub(super) async fn activate(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    answer(&rp, &rp.activate_account(&visitor, &user_id).await?).await
}

pub(super) async fn deactivate(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    answer(&rp, &rp.deactivate_account(&visitor, &user_id).await?).await
}

pub(super) async fn delete(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    rp.delete_account_of(&user_id).await?;
    Ok(StatusCode::OK.into_response())
}

pub(super) async fn revoke_tokens(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    rp.revoke_tokens_of(&visitor, &user_id).await?;
    Ok(StatusCode::OK.into_response())
}

async fn answer(rp: &RelyingParty, account: &Account) -> Answer {
    let id = account.user.id;
    let passkeys = rp.store().list_credentials(id).await?;
    let events = rp.list_events(id).await?;
    Ok(no_store(Json(json!({ "user": wire::user(account, &passkeys, &events) }))))
}
