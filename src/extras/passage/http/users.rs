//! Users of the management API: made, found, changed, shut, deleted.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::RelyingParty;
use crate::error::Result;
use crate::extras::openapi::refusals;
use crate::extras::passage::administration::{Account, Said};
use crate::extras::passage::http::body::Body;
use crate::extras::passage::http::key::Key;
use crate::extras::passage::http::refusal::{Refusal, TO_BACK_ENDS};
use crate::extras::passage::http::wire;
use crate::extras::tokens::routes::no_store;
use crate::web::request_context::Stranger;

type Answer = Result<Response, Refusal>;

/// Of a path: which user.
#[derive(Deserialize)]
pub(crate) struct Whose {
    pub(crate) user_id: String,
}

/// What a back end says of a user. What is null or missing it does not say.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "email": "ada@example.org", "user_metadata": { "plan": "pro" } }))]
pub(crate) struct Written {
    /// Empty, to take it away.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// With its country, like +4915123456789. Empty, to take it away.
    phone: Option<String>,
    /// Members to be put into what is kept, or with null to be taken out of it. At most 8 KiB in
    /// all, as JSON.
    #[schema(value_type = Option<Object>)]
    user_metadata: Option<Map<String, Value>>,
}

impl From<Written> for Said {
    fn from(written: Written) -> Self {
        let Written { email, phone, user_metadata } = written;
        Self { email, phone, metadata: user_metadata }
    }
}

refusals!(Create in TO_BACK_ENDS, "invalid_request");
refusals!(User in TO_BACK_ENDS, "user_not_found");
refusals!(Update in TO_BACK_ENDS, "invalid_request", "user_not_found");

/// Makes a user
///
/// With an address or a phone number, or both, which are no other user's. They are the user's from
/// now on, but unverified until a link or code that was sent there is redeemed.
#[utoipa::path(
    post,
    path = "/users",
    tag = "Management",
    security(("api_key" = [])),
    request_body = Written,
    responses((status = CREATED, description = "The user", body = OneUser), Create),
)]
pub(crate) async fn create_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Stranger(visitor): Stranger,
    Body(written): Body<Written>,
) -> Answer {
    let account = rp.create_account(&visitor, written.into()).await?;
    Ok((StatusCode::CREATED, answer(&rp, &account).await?).into_response())
}

/// Finds a user
#[utoipa::path(
    get,
    path = "/users/{user_id}",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "The user", body = OneUser), User),
)]
pub(crate) async fn get_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    answer(&rp, &rp.find_account(&user_id).await?).await
}

/// Changes a user
///
/// Another address or number than before is unverified, and links that were sent until now open
/// nothing; sessions that a mail or link has opened end. If someone has used the account, the address
/// is a claim: it opens the account to no one until the user confirms it in the account. One of the two
/// has to stay. An owner who had proven the address is mailed that it is theirs no more.
#[utoipa::path(
    patch,
    path = "/users/{user_id}",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    request_body = Written,
    responses((status = OK, description = "The user", body = OneUser), Update),
)]
pub(crate) async fn update_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
    Body(written): Body<Written>,
) -> Answer {
    answer(&rp, &rp.update_account(&visitor, &user_id, written.into()).await?).await
}

/// Lets a user in
///
/// From the first time on, which their own first sign-in does as well; or again.
#[utoipa::path(
    patch,
    path = "/users/{user_id}/activate",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "The user", body = OneUser), User),
)]
pub(crate) async fn activate_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    answer(&rp, &rp.activate_account(&visitor, &user_id).await?).await
}

/// Shuts a user out
///
/// Their sessions, tokens and links end, and nobody gets in by any way until they are activated.
/// The owner of a proven address is mailed.
#[utoipa::path(
    patch,
    path = "/users/{user_id}/deactivate",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "The user", body = OneUser), User),
)]
pub(crate) async fn deactivate_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    answer(&rp, &rp.deactivate_account(&visitor, &user_id).await?).await
}

/// Deletes a user
///
/// At once and for good, with passkeys, sessions and history. The owner of a proven address is
/// mailed.
#[utoipa::path(
    delete,
    path = "/users/{user_id}",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "They are gone"), User),
)]
pub(crate) async fn delete_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
) -> Answer {
    rp.delete_account_of(&user_id).await?;
    Ok(StatusCode::OK.into_response())
}

/// Ends a user's refresh tokens
///
/// And the sessions that were opened for such tokens alone. What browsers have a cookie for goes on;
/// to end all of it, deactivate the user.
#[utoipa::path(
    delete,
    path = "/users/{user_id}/tokens",
    tag = "Management",
    security(("api_key" = [])),
    params(("user_id" = String, Path, description = "Which user", format = "uuid", example = "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a")),
    responses((status = OK, description = "They have ended"), User),
)]
pub(crate) async fn revoke_tokens_of_user(
    _: Key,
    State(rp): State<RelyingParty>,
    Path(Whose { user_id }): Path<Whose>,
    Stranger(visitor): Stranger,
) -> Answer {
    rp.revoke_tokens_of(&visitor, &user_id).await?;
    Ok(StatusCode::OK.into_response())
}

/// A user.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "user": {
        "id": "b0d1f29c-97d0-4b1c-8d3d-6f5a4e3c2b1a",
        "email": "ada@example.org",
        "email_verified": true,
        "phone": "",
        "phone_verified": false,
        "external_id": "",
        "status": "active",
        "created_at": "2026-11-18T12:26:40Z",
        "updated_at": "2026-11-18T12:26:40Z",
        "last_login_at": "0001-01-01T00:00:00Z",
        "login_count": 0,
        "user_metadata": { "plan": "pro" },
        "webauthn": false,
        "webauthn_devices": [],
        "webauthn_types": [],
        "recent_events": [],
        "social_connections": {},
} }))]
struct OneUser {
    user: wire::User,
}

async fn answer(rp: &RelyingParty, account: &Account) -> Answer {
    let id = account.user.id;
    let passkeys = rp.store().list_credentials(id).await?;
    let events = rp.list_events(id, None).await?;
    Ok(no_store(Json(OneUser { user: wire::user(account, &passkeys, &events) })))
}
