//! The current user of a page.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::error::{Error, Result as Decided};
use crate::extras::passage::administration::Account;
use crate::extras::passage::browser::page::Current;
use crate::extras::passage::http::refusal::Refusal;
use crate::extras::passage::http::wire;
use crate::http::no_store;
use crate::model::user::UserId;

/// The user of the access token.
#[derive(Serialize)]
pub(crate) struct CurrentUser {
    user: wire::User,
}

impl CurrentUser {
    pub(crate) async fn of(rp: &RelyingParty, account: &Account) -> Decided<Self> {
        let passkeys = rp.store().list_credentials(account.user.id).await?;
        Ok(Self { user: wire::user(account, &passkeys, &[]) })
    }
}

/// Reads an account again.
pub(crate) async fn account(rp: &RelyingParty, id: UserId) -> Decided<Account> {
    rp.store().find_account(id).await?.ok_or(Error::SignedOut)
}

pub(crate) async fn current_user(
    State(rp): State<RelyingParty>,
    Current(signed_in): Current,
) -> Result<Response, Refusal> {
    let account = account(&rp, signed_in.user.id).await?;
    Ok(no_store(Json(CurrentUser::of(&rp, &account).await?)))
}

/// Always empty.
#[derive(Serialize)]
struct SocialConnections {
    social_connections: Map<String, Value>,
}

pub(crate) async fn list_social_connections(_: Current) -> Response {
    no_store(Json(SocialConnections { social_connections: Map::new() }))
}

/// The connection in a path.
#[derive(Deserialize)]
pub(crate) struct Connection {
    #[serde(rename = "social_connection_type")]
    _kind: String,
}

pub(crate) async fn delete_social_connection(_: Current, _: Path<Connection>) -> Refusal {
    let text = "Social connection not found";
    Refusal::new(StatusCode::NOT_FOUND, "social_connection_not_found", text)
}
