//! Users of the management API: creating, finding, changing, deactivating and deleting them.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::error::{Error, Result};
use crate::extras::passage::administration::{Account, AccountUpdate};
use crate::extras::passage::browser;
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::key::{Caller, Key};
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::wire;
use crate::http::no_store;
use crate::web::request_context::ApiClient;

type Answer = Result<Response, Refusal>;

/// The user in a path.
#[derive(Deserialize)]
pub(crate) struct Whose {
    pub(crate) user_id: String,
}

/// A back end's changes to a user. Null or missing members change nothing.
#[derive(Deserialize)]
pub(crate) struct Written {
    /// Empty to remove it.
    email: Option<String>,
    /// With its country code, like +4915123456789. Empty to remove it.
    phone: Option<String>,
    /// From a page without a key: the address of a user who is about to sign up.
    identifier: Option<String>,
    /// Members to merge into the metadata. Null removes a member. At most 8 KiB in total, as JSON.
    user_metadata: Option<Map<String, Value>>,
}

impl From<Written> for AccountUpdate {
    fn from(written: Written) -> Self {
        let Written { email, phone, user_metadata, identifier: _ } = written;
        Self { email, phone, metadata: user_metadata }
    }
}

pub(crate) async fn create_user(
    caller: Caller,
    State(rp): State<RelyingParty>,
    ApiClient(context): ApiClient,
    Body(written): Body<Written>,
) -> Answer {
    if let Caller::Page = caller {
        let identifier = written.identifier.as_deref().ok_or(Error::InvalidApiKey)?;
        return browser::create(&rp, identifier, written.user_metadata.as_ref()).await;
    }
    let account = rp.passage().create_account(&context, written.into()).await?;
    Ok((StatusCode::CREATED, answer(&rp, &account).await?).into_response())
}

pub(crate) async fn get_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    answer(&rp, &rp.passage().find_account(&user_id).await?).await
}

pub(crate) async fn update_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    ApiClient(context): ApiClient,
    Body(written): Body<Written>,
) -> Answer {
    answer(&rp, &rp.passage().update_account(&context, &user_id, written.into()).await?).await
}

pub(crate) async fn activate_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    ApiClient(context): ApiClient,
) -> Answer {
    answer(&rp, &rp.passage().activate_account(&context, &user_id).await?).await
}

pub(crate) async fn deactivate_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    ApiClient(context): ApiClient,
) -> Answer {
    answer(&rp, &rp.passage().deactivate_account(&context, &user_id).await?).await
}

pub(crate) async fn delete_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    rp.passage().delete_account_of(&user_id).await?;
    Ok(StatusCode::OK.into_response())
}

pub(crate) async fn revoke_tokens_of_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    ApiClient(context): ApiClient,
) -> Answer {
    rp.passage().revoke_tokens_of(&context, &user_id).await?;
    Ok(StatusCode::OK.into_response())
}

/// A user.
#[derive(Serialize)]
struct OneUser {
    user: wire::User,
}

async fn answer(rp: &RelyingParty, account: &Account) -> Answer {
    let id = account.user.id;
    let passkeys = rp.store().list_credentials(id).await?;
    let events = rp.events().list(id, None).await?;
    Ok(no_store(Json(OneUser { user: wire::user(account, &passkeys, &events) })))
}
