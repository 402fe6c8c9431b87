//! Ceremonies for clients without cookies.
//!
//! On a page, a cookie binds a ceremony to its browser. Here, `state` does: the sealed challenge
//! together with a secret whose hash is sealed in it. Only the client that started a ceremony can
//! finish it, once and in time.
//!
//! The caller says which user adds a passkey ([`Owner`]). An access token isn't enough to add one
//! to an account that has passkeys, so the client uses one of them first ([`RelyingParty::prove`]).
//! The challenge names that passkey, which must still exist when the new one is added.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::RelyingParty;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::extras::tokens::Tokens;
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::session::Opens;
use crate::model::user::User;
use crate::passkey::registration::Adding;
use crate::passkey::{Purpose, Started, Subject};
use crate::session::SignedIn;
use crate::store::{Grounds, Unit};
use crate::web::request_context::{Browser, Visitor};

/// A started ceremony, for a client without cookies.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Begun {
    /// The `publicKey` member of the argument to `navigator.credentials.create()` or `.get()`, with
    /// binary members as base64url.
    pub public_key: Value,
    /// The client returns this with the response.
    pub state: String,
}

/// The user of a request about their own account.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The user.
    pub user: User,
    /// The id that the ceremony is bound to. It must be the same when the ceremony finishes.
    pub session: String,
    /// The passkey ([`Credential::id`]) with which the user has just confirmed their identity.
    pub proven_by: Option<Uuid>,
    /// Whether the user may add a passkey to an account that has none. This requires that this very
    /// client has just signed in by email, the only way to confirm the identity of such an
    /// account's owner.
    pub may_add_first: bool,
}

impl RelyingParty {
    /// Starts a sign-in. It names no user: see [`RelyingParty::start_authentication`].
    pub async fn begin_sign_in(&self, visitor: &Visitor) -> Result<Begun> {
        begun(self.start_authentication(visitor).await?, visitor)
    }

    /// Finishes a sign-in. Returns the tokens, if requested.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_authentication`].
    pub async fn end_sign_in(
        &self,
        visitor: &Visitor,
        state: &str,
        credential: &Value,
        opens: Opens,
    ) -> Result<(SignedIn, Option<Tokens>)> {
        let (visitor, ceremony) = answering(visitor, state)?;
        self.finish_opening(&visitor, &ceremony, &credential.to_string(), opens).await
    }

    /// Starts a sign-up: see [`RelyingParty::start_sign_up`].
    ///
    /// # Errors
    /// [`Error::InvalidEmail`]; [`Error::TooManyRequests`].
    pub async fn begin_sign_up(&self, visitor: &Visitor, email: &str) -> Result<Begun> {
        begun(self.start_sign_up(visitor, email).await?, visitor)
    }

    /// Finishes a sign-up. It sends no email, because a confirmation link only works in the browser
    /// that requested it. The user can confirm the address on the dashboard. `name` is the user's
    /// name for the passkey.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_sign_up`].
    pub async fn end_sign_up(
        &self,
        visitor: &Visitor,
        state: &str,
        credential: &Value,
        name: Option<&str>,
        opens: Opens,
    ) -> Result<(SignedIn, Credential, Option<Tokens>)> {
        let (visitor, ceremony) = answering(visitor, state)?;
        self.finish_new_user(&visitor, &ceremony, &credential.to_string(), name, opens).await
    }

    /// Starts adding a passkey to an account.
    ///
    /// # Errors
    /// [`Error::VerificationRequired`].
    pub async fn begin_adding_passkey(&self, visitor: &Visitor, owner: &Owner) -> Result<Begun> {
        let user = &owner.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        grounds(owner.proven_by, owner, &passkeys)?;
        let (options, state) =
            self.registration_options(user.id, [&user.name(), &user.display_name()], &passkeys)?;
        let (user_id, session) = (Some(user.id), Some(owner.session.as_str()));
        let subject = Subject { user_id, session, proven_by: owner.proven_by, email: None };
        begun(self.begin(visitor, Purpose::AddPasskey, subject, options, &state).await?, visitor)
    }

    /// Finishes adding a passkey to an account.
    ///
    /// # Errors
    /// As [`RelyingParty::finish_adding_passkey`].
    pub async fn end_adding_passkey(
        &self,
        visitor: &Visitor,
        owner: &Owner,
        state: &str,
        credential: &Value,
        name: Option<&str>,
    ) -> Result<Credential> {
        let ((visitor, ceremony), response) = (answering(visitor, state)?, credential.to_string());
        let (purposes, session) = ([Purpose::AddPasskey], Some(owner.session.as_str()));
        let challenge = self.open(&visitor, &purposes, &ceremony, session, &response).await?;
        if challenge.user_id != Some(owner.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(owner.user.id).await?;
        let grounds = grounds(challenge.proven_by.or(owner.proven_by), owner, &others)?;
        let adding =
            Adding { challenge: &challenge, others: &others, grounds, session: None, name };
        self.add(&visitor, &response, adding, Unit::default()).await
    }

    /// Confirms the user's identity with the response to [`RelyingParty::begin_sign_in`].
    ///
    /// # Errors
    /// As [`RelyingParty::finish_authentication`]; [`Error::VerificationFailed`] for another user's
    /// passkey.
    pub async fn prove(
        &self,
        visitor: &Visitor,
        owner: Owner,
        state: &str,
        credential: &Value,
    ) -> Result<Owner> {
        let (visitor, ceremony) = answering(visitor, state)?;
        let (purposes, response) = ([Purpose::SignIn], credential.to_string());
        let challenge = self.open(&visitor, &purposes, &ceremony, None, &response).await?;
        let (assertion, ()) = self
            .use_passkey(&visitor, &challenge, &response, |assertion, unit| {
                if assertion.found.user.id == owner.user.id {
                    let event = self.event(&visitor, owner.user.id, Kind::Verified);
                    unit.record(&event.with_passkey(&assertion.used.credential));
                }
                Ok(())
            })
            .await?;
        if assertion.found.user.id != owner.user.id {
            return Err(Error::VerificationFailed("another user's passkey".to_owned()));
        }
        Ok(Owner { proven_by: Some(assertion.used.credential.id), ..owner })
    }
}

/// Returns why a client may add a passkey. A reset belongs to the browser that requested it, so it
/// isn't a reason here.
fn grounds(proven_by: Option<Uuid>, owner: &Owner, passkeys: &[Credential]) -> Result<Grounds> {
    match (proven_by, passkeys) {
        (Some(passkey), _) => Ok(Grounds::Proven(passkey)),
        (None, []) if owner.may_add_first => Ok(Grounds::First),
        (None, _) => Err(Error::VerificationRequired),
    }
}

pub(crate) fn begun(mut started: Started, visitor: &Visitor) -> Result<Begun> {
    let secret =
        visitor.browser.secret().ok_or_else(|| Error::internal("not bound to a client"))?;
    Ok(Begun {
        public_key: started.options["publicKey"].take(),
        state: format!("{}.{}", started.ceremony, secret.expose()),
    })
}

/// Returns a visitor that holds the secret in `state`, and the sealed challenge.
pub(crate) fn answering(visitor: &Visitor, state: &str) -> Result<(Visitor, String)> {
    let (challenge, secret) = state.split_once('.').ok_or(Error::CeremonyExpired("no state"))?;
    let browser = Browser::without_cookie(Secret::presented(secret));
    Ok((Visitor { browser, ..visitor.clone() }, challenge.to_owned()))
}
