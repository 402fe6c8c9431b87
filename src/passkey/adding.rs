//! Adding a passkey to an account: the registration ceremony for a known user.
//!
//! A session or an access token alone may not add one: see [`AddReason`]. Both steps check this, and
//! the store checks it again when the transaction commits.

use serde_json::json;

use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::ids::PasskeyId;
use crate::model::session::Session;
use crate::model::user::User;
use crate::passkey::challenge::Challenge;
use crate::passkey::replay::ANSWERED;
use crate::passkey::{Binding, CeremonyResponse, Owner, Passkeys, Purpose, Started};
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

/// The user who adds a passkey.
enum Adder<'a> {
    /// The current user of a browser's session.
    Session(Box<SignedIn>),
    /// The user of a client without cookies.
    Client(&'a Owner),
}

impl Adder<'_> {
    fn user(&self) -> &User {
        match self {
            Self::Session(signed_in) => &signed_in.user,
            Self::Client(owner) => &owner.user,
        }
    }

    /// Returns the id that the ceremony is bound to.
    fn bound_to(&self) -> String {
        match self {
            Self::Session(signed_in) => signed_in.session.id.to_string(),
            Self::Client(owner) => owner.session.clone(),
        }
    }

    fn session(&self) -> Option<&Session> {
        match self {
            Self::Session(signed_in) => Some(&signed_in.session),
            Self::Client(_) => None,
        }
    }

    /// Returns the passkey with which a client's user has just confirmed their identity.
    fn proven_by(&self) -> Option<PasskeyId> {
        match self {
            Self::Session(_) => None,
            Self::Client(owner) => owner.proven_by,
        }
    }
}

impl Passkeys<'_> {
    /// Starts adding a passkey to an account (step 1), if there is an [`AddReason`]. Without
    /// `owner`, the account is that of the browser's session.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::VerificationRequired`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn start_adding(
        self,
        context: &RequestContext,
        owner: Option<&Owner>,
    ) -> Result<Started> {
        let adder = self.adder(context, owner).await?;
        let user = adder.user();
        let passkeys = self.store().list_credentials(user.id).await?;
        self.reason(&adder, adder.proven_by(), &passkeys).await?;
        let names = [&user.name(), &user.display_name()];
        let (mut options, state) = self.registration_options(&user.handle(), names, &passkeys)?;
        if let Adder::Session(signed_in) = &adder
            && self.offers_here(context, signed_in, &passkeys)
        {
            // The page offers a passkey on this device. The hint doesn't stop the user from
            // choosing another one.
            options["publicKey"]["hints"] = json!(["client-device"]);
        }
        let (user_id, bound_to) = (Some(user.id), Some(adder.bound_to()));
        let binding = Binding { user_id, bound_to, proven_by: adder.proven_by(), email: None };
        self.start_ceremony(context, Purpose::AddPasskey, binding, options, &state).await
    }

    /// Finishes adding a passkey to an account (step 3). `owner` is the same as at the start.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::VerificationRequired`], [`Error::CeremonyExpired`],
    /// [`Error::VerificationFailed`], [`Error::NotDiscoverable`], [`Error::DuplicateCredential`],
    /// [`Error::TooManyPasskeys`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish_adding(
        self,
        response: &CeremonyResponse,
        owner: Option<&Owner>,
    ) -> Result<Credential> {
        let finished = self.add_to_account(response, owner).await;
        self.shown(response, finished).await
    }

    pub(crate) async fn add_to_account(
        self,
        response: &CeremonyResponse,
        owner: Option<&Owner>,
    ) -> Result<Credential> {
        let CeremonyResponse { context, credential, name, .. } = response;
        let adder = self.adder(context, owner).await?;
        let user_id = adder.user().id;
        let challenge = self.open(response, Purpose::AddPasskey, Some(&adder.bound_to())).await?;
        if challenge.user_id != Some(user_id) {
            return Err(Error::CeremonyExpired("started by another user"));
        }
        let others = self.store().list_credentials(user_id).await?;
        let proven_by = challenge.proven_by.or(adder.proven_by());
        let reason = self.reason(&adder, proven_by, &others).await?;
        let (session, name) = (adder.session(), name.as_deref());
        let adding = Adding { challenge: &challenge, others: &others, reason, session, name };
        self.add(context, credential, adding, Unit::default()).await
    }

    async fn adder<'a>(
        self,
        context: &RequestContext,
        owner: Option<&'a Owner>,
    ) -> Result<Adder<'a>> {
        if let Some(owner) = owner {
            return Ok(Adder::Client(owner));
        }
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        Ok(Adder::Session(Box::new(signed_in)))
    }

    /// Returns why a user may add a passkey. Both steps check this, and the store checks it again.
    /// A reset belongs to the browser that requested it, so it is no reason for another client.
    async fn reason(
        self,
        adder: &Adder<'_>,
        proven_by: Option<PasskeyId>,
        passkeys: &[Credential],
    ) -> Result<AddReason> {
        match (adder, proven_by) {
            (Adder::Session(signed_in), _) => self.grounds_for_adding(signed_in, passkeys).await,
            (Adder::Client(_), Some(passkey)) => Ok(AddReason::Proven(passkey)),
            (Adder::Client(owner), None) if owner.may_add_first && passkeys.is_empty() => {
                Ok(AddReason::First)
            }
            (Adder::Client(_), None) => Err(Error::VerificationRequired),
        }
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
            Ok(AddReason::Reset { session: signed_in.session.id })
        } else {
            Err(Error::VerificationRequired)
        }
    }
}
