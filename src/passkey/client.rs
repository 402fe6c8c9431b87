//! Ceremonies for clients without cookies.
//!
//! On a page, a cookie binds a ceremony to its browser. Here, `state` does: the sealed challenge
//! together with a secret whose hash is sealed in it. Only the client that started a ceremony can
//! finish it, once and in time.
//!
//! The caller says which user adds a passkey ([`Owner`]). An access token isn't enough to add one
//! to an account that has passkeys, so the client uses one of them first ([`Passkeys::prove`]).
//! The challenge names that passkey, which must still exist when the new one is added.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::check::Check;
use crate::crypto::secret::Secret;
use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::session::Opens;
use crate::model::user::User;
use crate::passkey::Passkeys;
use crate::passkey::adding::Adding;
use crate::passkey::{Binding, Purpose, Started};
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::store::{AddReason, Unit};
use crate::web::request_context::{Browser, RequestContext};

/// A started ceremony, for a client without cookies.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientCeremony {
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

impl Passkeys<'_> {
    /// Starts a sign-in. It names no user: see [`Passkeys::start_sign_in`].
    pub async fn start_client_sign_in(self, context: &RequestContext) -> Result<ClientCeremony> {
        client_ceremony(self.start_sign_in(context).await?, context)
    }

    /// Finishes a sign-in. Returns the tokens, if requested.
    ///
    /// # Errors
    /// As [`Passkeys::finish_sign_in`].
    pub async fn finish_client_sign_in(
        self,
        context: &RequestContext,
        state: &str,
        credential: &Value,
        opens: Opens,
    ) -> Result<(SignedIn, Option<Tokens>)> {
        let (context, ceremony) = answering(context, state)?;
        self.finish_opening(&context, &ceremony, &credential.to_string(), opens).await
    }

    /// Starts a sign-up: see [`Passkeys::start_sign_up`].
    ///
    /// # Errors
    /// As [`Passkeys::start_sign_up`].
    pub async fn start_client_sign_up(
        self,
        context: &RequestContext,
        email: &str,
    ) -> Result<ClientCeremony> {
        client_ceremony(self.start_sign_up(context, email).await?, context)
    }

    /// Finishes a sign-up. It sends no email, because a confirmation link only works in the browser
    /// that requested it. The user can confirm the address on the dashboard. `name` is the user's
    /// name for the passkey.
    ///
    /// # Errors
    /// As [`Passkeys::finish_sign_up`].
    pub async fn finish_client_sign_up(
        self,
        context: &RequestContext,
        state: &str,
        credential: &Value,
        name: Option<&str>,
        opens: Opens,
    ) -> Result<(SignedIn, Credential, Option<Tokens>)> {
        let (context, ceremony) = answering(context, state)?;
        self.finish_new_user(&context, &ceremony, &credential.to_string(), name, opens).await
    }

    /// Starts adding a passkey to an account.
    ///
    /// # Errors
    /// [`Error::VerificationRequired`].
    pub async fn start_client_passkey(
        self,
        context: &RequestContext,
        owner: &Owner,
    ) -> Result<ClientCeremony> {
        let user = &owner.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        reason(owner.proven_by, owner, &passkeys)?;
        let (options, state) = self.registration_options(
            &user.handle(),
            [&user.name(), &user.display_name()],
            &passkeys,
        )?;
        let (user_id, session) = (Some(user.id), Some(owner.session.as_str()));
        let binding = Binding { user_id, session, proven_by: owner.proven_by, email: None };
        client_ceremony(
            self.start_ceremony(context, Purpose::AddPasskey, binding, options, &state).await?,
            context,
        )
    }

    /// Finishes adding a passkey to an account.
    ///
    /// # Errors
    /// As [`Passkeys::finish_adding`].
    pub async fn finish_client_passkey(
        self,
        context: &RequestContext,
        owner: &Owner,
        state: &str,
        credential: &Value,
        name: Option<&str>,
    ) -> Result<Credential> {
        let ((context, ceremony), response) = (answering(context, state)?, credential.to_string());
        let (purposes, session) = ([Purpose::AddPasskey], Some(owner.session.as_str()));
        let challenge = self.open(&context, &purposes, &ceremony, session, &response).await?;
        if challenge.user_id != Some(owner.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(owner.user.id).await?;
        let reason = reason(challenge.proven_by.or(owner.proven_by), owner, &others)?;
        let adding = Adding { challenge: &challenge, others: &others, reason, session: None, name };
        self.add(&context, &response, adding, Unit::default()).await
    }

    /// Confirms the user's identity with the response to [`Passkeys::start_client_sign_in`].
    ///
    /// # Errors
    /// As [`Passkeys::finish_sign_in`]; [`Error::VerificationFailed`] for another user's
    /// passkey.
    pub async fn prove(
        self,
        context: &RequestContext,
        owner: Owner,
        state: &str,
        credential: &Value,
    ) -> Result<Owner> {
        let (context, ceremony) = answering(context, state)?;
        let (purposes, response) = ([Purpose::SignIn], credential.to_string());
        let challenge = self.open(&context, &purposes, &ceremony, None, &response).await?;
        let (assertion, ()) = self
            .use_passkey(&context, &challenge, &response, |assertion, unit| {
                if assertion.found.user.id == owner.user.id {
                    let event = self.event(&context, owner.user.id, Kind::Verified);
                    unit.record(&event.with_passkey(&assertion.used.credential));
                }
                Ok(())
            })
            .await?;
        if assertion.found.user.id != owner.user.id {
            return Err(Error::VerificationFailed(
                Check::Allowed,
                "another user's passkey".to_owned(),
            ));
        }
        Ok(Owner { proven_by: Some(assertion.used.credential.id), ..owner })
    }
}

/// Returns why a client may add a passkey. A reset belongs to the browser that requested it, so it
/// isn't a reason here.
fn reason(proven_by: Option<Uuid>, owner: &Owner, passkeys: &[Credential]) -> Result<AddReason> {
    match (proven_by, passkeys) {
        (Some(passkey), _) => Ok(AddReason::Proven(passkey)),
        (None, []) if owner.may_add_first => Ok(AddReason::First),
        (None, _) => Err(Error::VerificationRequired),
    }
}

pub(crate) fn client_ceremony(
    mut started: Started,
    context: &RequestContext,
) -> Result<ClientCeremony> {
    let secret =
        context.browser.secret().ok_or_else(|| Error::internal("not bound to a client"))?;
    Ok(ClientCeremony {
        public_key: started.options["publicKey"].take(),
        state: format!("{}.{}", started.ceremony, secret.expose()),
    })
}

/// Returns a request context that holds the secret in `state`, and the sealed challenge.
pub(crate) fn answering(context: &RequestContext, state: &str) -> Result<(RequestContext, String)> {
    let (challenge, secret) = state.split_once('.').ok_or(Error::CeremonyExpired("no state"))?;
    let browser = Browser::without_cookie(Secret::presented(secret));
    Ok((RequestContext { browser, ..context.clone() }, challenge.to_owned()))
}
