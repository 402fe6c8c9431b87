//! Users, as pages see them before anyone has signed in.
//!
//! Passage's element asks whether an address has an account, and chooses its next screen accordingly.
//! So the API answers, but counts the question for each network and logs it. `hide-accounts` in
//! `LATCHKEY_PAGES` gives the same answer for every address. The answer reveals nothing else about
//! the account.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::RelyingParty;
use crate::config::SignUp;
use crate::error::{Error, Result};
use crate::extras::passage::http::refusal::Refusal;
use crate::http::no_store;
use crate::model::user::{Email, UserId};
use crate::web::rate_limit::Action;
use crate::web::request_context::RequestContext;

/// The user, or null.
#[derive(Serialize)]
pub(crate) struct Found {
    pub(crate) user: Option<PublicUser>,
}

/// The public data of a user.
#[derive(Serialize)]
pub(crate) struct PublicUser {
    id: UserId,
    email: String,
    /// Always false, because strangers must not know.
    email_verified: bool,
    /// Always empty.
    phone: String,
    phone_verified: bool,
    /// `pending` for a new user, and otherwise `active`.
    status: &'static str,
    /// Always null.
    user_metadata: Option<Map<String, Value>>,
    /// Whether the user has a passkey.
    webauthn: bool,
    webauthn_types: Vec<&'static str>,
}

impl PublicUser {
    /// Returns a user who has signed in before.
    fn known(id: UserId, email: &Email, webauthn: bool) -> Self {
        let webauthn_types = if webauthn { vec!["passkey"] } else { Vec::new() };
        Self { status: "active", webauthn, webauthn_types, ..Self::new(id, email) }
    }

    /// Returns a user who signs up.
    pub(crate) fn new(id: UserId, email: &Email) -> Self {
        Self {
            id,
            email: email.to_string(),
            email_verified: false,
            phone: String::new(),
            phone_verified: false,
            status: "pending",
            user_metadata: None,
            webauthn: false,
            webauthn_types: Vec::new(),
        }
    }
}

/// Returns whether an address has an account.
pub(crate) async fn find(
    rp: &RelyingParty,
    context: &RequestContext,
    identifier: &str,
) -> Result<Response, Refusal> {
    let email = Email::parse(identifier)?;
    if rp.config().pages.hide_accounts {
        let user = PublicUser::known(UserId(rp.random().uuid()), &email, true);
        return Ok(no_store(Json(Found { user: Some(user) })));
    }
    rp.rate_limits().count_failure(Action::Lookup, "", &context.ip).await?;
    let found = rp.store().find_by_address(&email).await?;
    tracing::info!(found = found.is_some(), "a page asked whether an address has an account");
    let user = found.map(|(id, has_passkey)| PublicUser::known(id, &email, has_passkey));
    Ok(no_store(Json(Found { user })))
}

/// Checks that someone may sign up. If only some may, every address gets the same answer: its email
/// says whether it may.
pub(crate) async fn require_sign_up(rp: &RelyingParty) -> Result<()> {
    match rp.settings().sign_up_rule().await? {
        SignUp::Nobody => Err(Error::SignUpClosed),
        SignUp::Everyone | SignUp::Invited { .. } => Ok(()),
    }
}

/// Responds as if it created a user.
///
/// The account is created with its first passkey or link, so no one can fill the table with users
/// who never return. It gets a different id then.
pub(crate) async fn create(
    rp: &RelyingParty,
    identifier: &str,
    metadata: Option<&Map<String, Value>>,
) -> Result<Response, Refusal> {
    require_sign_up(rp).await?;
    let email = Email::parse(identifier)?;
    if metadata.is_some_and(|members| !members.is_empty()) {
        let text = "user_metadata: set it after the sign-up, at currentuser/user-metadata";
        return Err(Refusal::invalid_request(text));
    }
    let user = Some(PublicUser::new(UserId(rp.random().uuid()), &email));
    Ok((StatusCode::CREATED, no_store(Json(Found { user }))).into_response())
}
