//! Adding a passkey to an account: the registration ceremony for a known user.
//!
//! A session, an access token or a reset alone may not add one: see [`AddReason`]. Both steps check
//! this, and the store checks it again when the transaction commits.

use serde_json::json;

use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::session::Session;
use crate::passkey::challenge::Challenge;
use crate::passkey::replay::ANSWERED;
use crate::passkey::{Binding, Passkeys, Purpose, Started};
use crate::session::SignedIn;
use crate::store::{AddReason, Unit};
use crate::web::request_context::RequestContext;

/// The facts behind the decision to add a passkey to an account.
pub(crate) struct Adding<'a> {
    pub(crate) challenge: &'a Challenge,
    /// The account's passkeys when the decision was made.
    pub(crate) others: &'a [Credential],
    pub(crate) reason: AddReason,
    /// The current session, if there is one.
    pub(crate) session: Option<&'a Session>,
    /// The user's name for the passkey, if they gave one.
    pub(crate) name: Option<&'a str>,
}

impl Passkeys<'_> {
    /// Starts adding a passkey to the current user's account (step 1), if there are [`AddReason`].
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    pub async fn start_adding(self, context: &RequestContext) -> Result<Started> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let user = &signed_in.user;
        let passkeys = self.store().list_credentials(user.id).await?;
        self.grounds_for_adding(&signed_in, &passkeys).await?;
        let names = [&user.name(), &user.display_name()];
        let (mut options, state) = self.registration_options(&user.handle(), names, &passkeys)?;
        if self.offers_here(context, &signed_in, &passkeys) {
            // The page offers a passkey on this device. The hint doesn't stop the user from
            // choosing another one.
            options["publicKey"]["hints"] = json!(["client-device"]);
        }
        let (user_id, session) = (Some(user.id), Some(signed_in.session.id.as_str()));
        let binding = Binding { user_id, session, ..Binding::default() };
        self.start_ceremony(context, Purpose::AddPasskey, binding, options, &state).await
    }

    /// Finishes adding a passkey to the current user's account (step 3).
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::CeremonyExpired`],
    /// [`Error::VerificationFailed`], [`Error::NotDiscoverable`], [`Error::DuplicateCredential`],
    /// [`Error::TooManyPasskeys`].
    pub async fn finish_adding(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<Credential> {
        let finished = self.add_to_account(context, ceremony, response).await;
        self.shown(context, ceremony, response, finished).await
    }

    pub(crate) async fn add_to_account(
        self,
        context: &RequestContext,
        ceremony: &str,
        response: &str,
    ) -> Result<Credential> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let (purposes, session) = ([Purpose::AddPasskey], Some(signed_in.session.id.as_str()));
        let challenge = self.open(context, &purposes, ceremony, session, response).await?;
        if challenge.user_id != Some(signed_in.user.id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(signed_in.user.id).await?;
        let reason = self.grounds_for_adding(&signed_in, &others).await?;
        let session = Some(&signed_in.session);
        let adding = Adding { challenge: &challenge, others: &others, reason, session, name: None };
        self.add(context, response, adding, Unit::default()).await
    }

    /// Verifies the response and adds the passkey, if the grounds still hold when the transaction
    /// commits. The same transaction applies the changes in `unit`.
    pub(crate) async fn add(
        self,
        context: &RequestContext,
        response: &str,
        adding: Adding<'_>,
        mut unit: Unit,
    ) -> Result<Credential> {
        let Adding { challenge, others, reason, session, name } = adding;
        let verified = self.verify_registration(context, challenge, response, others);
        let mut used = self.counting_answers(context, verified).await?;
        if let Some(name) = name {
            name.clone_into(&mut used.credential.name);
        }
        self.check_registration(context, challenge, &used).await?;
        let (credential, user_id) = (&used.credential, used.credential.user_id);
        unit.spend_challenge(&challenge.id, user_id, challenge.expires_at);
        if let Some(session) = session {
            unit.update_session(&session.clone().using(&used))?;
        }
        let is_reset = matches!(reason, AddReason::Reset { .. });
        let kind = if is_reset { Kind::ResetCompleted } else { Kind::PasskeyAdded };
        unit.record(&self.event(context, user_id, kind).with_passkey(credential));
        if !is_reset
            && self
                .recovery()
                .find_reset(user_id)
                .await?
                .is_some_and(|one| one.cancelled_at.is_none())
        {
            unit.cancel_reset(user_id, None, self.clock().now());
            unit.record(&self.event(context, user_id, Kind::ResetCancelled));
        }
        if !self.store().insert_credential(credential, others, reason, unit).await? {
            self.check_registration(context, challenge, &used).await?;
            return Err(Error::CeremonyExpired(ANSWERED));
        }
        self.wake_readers();
        Ok(used.credential)
    }

    /// Returns why a session may add a passkey. Both steps check this, and the store checks it
    /// again.
    async fn grounds_for_adding(
        self,
        signed_in: &SignedIn,
        passkeys: &[Credential],
    ) -> Result<AddReason> {
        if signed_in.is_recently_verified(self.clock().now()) {
            Ok(AddReason::Verified)
        } else if passkeys.is_empty() && self.sessions().is_verified(signed_in).await? {
            Ok(AddReason::First)
        } else if self.recovery().has_available_reset(signed_in).await? {
            Ok(AddReason::Reset { session: signed_in.session.id.parse().map_err(Error::internal)? })
        } else {
            Err(Error::VerificationRequired)
        }
    }
}
