//! The authentication ceremony: a user proves possession of a passkey.
//!
//! 1. [`Passkeys::start_sign_in`] creates a challenge and seals it.
//! 2. The browser asks an authenticator to sign it (`navigator.credentials.get()`).
//! 3. [`Passkeys::finish_sign_in`] verifies the assertion and signs the user in.
//!
//! Step 1 names no user. The authenticator returns the user handle in step 3, so the sign-in page
//! never reveals which addresses have an account.
//!
//! Step 3 reads once and writes once. If the data it read has changed by the time it writes, it
//! writes nothing, and reads and decides again ([`Passkeys::use_passkey`]).
//!
//! <https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion>

use serde_json::Value;
use webauthn_rs::prelude::DiscoverableAuthentication;

use crate::error::{Error, Result};
use crate::model::credential::Credential;
use crate::model::event::Kind;
use crate::model::session::Opens;
use crate::model::session::Session;
use crate::passkey::Passkeys;
use crate::passkey::{Binding, CeremonyResponse, Purpose, Started};
use crate::session::SignedIn;
use crate::session::tokens::Tokens;
use crate::web::request_context::RequestContext;

impl Passkeys<'_> {
    /// Starts a sign-in (step 1).
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn start_sign_in(self, context: &RequestContext) -> Result<Started> {
        let (options, state) = self.authentication_options()?;
        self.start_ceremony(context, Purpose::SignIn, Binding::default(), options, &state).await
    }

    /// Returns the options for the browser and the library's state. The options list no
    /// credentials.
    pub(crate) fn authentication_options(self) -> Result<(Value, DiscoverableAuthentication)> {
        let (mut options, state) =
            self.webauthn().start_discoverable_authentication().map_err(Error::internal)?;
        // The page decides whether to use autofill or a modal prompt.
        options.mediation = None;
        Ok((serde_json::to_value(&options)?, state))
    }

    /// Finishes a sign-in (step 3): opens a session, tokens or neither, as `opens` says, and stores
    /// which passkey opened it.
    ///
    /// # Errors
    /// [`Error::CeremonyExpired`], [`Error::UnknownCredential`], [`Error::VerificationFailed`],
    /// [`Error::Deactivated`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish_sign_in(
        self,
        response: &CeremonyResponse,
        opens: Opens,
    ) -> Result<(SignedIn, Option<Tokens>)> {
        let finished = self.finish_opening(response, opens).await;
        self.shown(response, finished).await
    }

    /// Finishes a sign-in without showing it to the extras that watch.
    pub(crate) async fn finish_opening(
        self,
        response: &CeremonyResponse,
        opens: Opens,
    ) -> Result<(SignedIn, Option<Tokens>)> {
        let challenge = self.open(response, Purpose::SignIn, None).await?;
        let CeremonyResponse { context, credential, .. } = response;
        let (assertion, new) = self
            .use_passkey(context, &challenge, credential, opens, |assertion, unit| {
                let owner = &assertion.found;
                if owner.account_status.is_deactivated {
                    return Ok(None);
                }
                let mut new =
                    self.sessions().new_session_by_passkey(context, &assertion.used, opens);
                new.familiarity = assertion.familiarity;
                self.sessions().add_sign_in(
                    context,
                    unit,
                    &new,
                    owner.account_status.is_pending,
                )?;
                Ok(Some(new))
            })
            .await?;
        // Return this error only after the user has proved that the account is theirs.
        let new = new.ok_or(Error::Deactivated)?;
        self.sessions().enter(context, assertion.found.user, new).await
    }

    /// Starts reauthentication of a signed-in user (step 1). The options list the user's
    /// credentials.
    ///
    /// # Errors
    /// [`Error::SignedOut`]; [`Error::NotFound`] for an account without a passkey.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn start_verification(self, context: &RequestContext) -> Result<Started> {
        let signed_in = self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let passkeys = self.store().list_credentials(signed_in.user.id).await?;
        if passkeys.is_empty() {
            return Err(Error::NotFound);
        }
        let (mut options, state) = self.authentication_options()?;
        options["publicKey"]["allowCredentials"] =
            passkeys.iter().map(Credential::descriptor).collect();
        let binding = Binding {
            user_id: Some(signed_in.user.id),
            bound_to: Some(signed_in.session.id.to_string()),
            ..Binding::default()
        };
        self.start_ceremony(context, Purpose::Verification, binding, options, &state).await
    }

    /// Finishes reauthentication of a signed-in user (step 3). The session stays open and counts as
    /// recently verified. Returns it.
    ///
    /// # Errors
    /// [`Error::SignedOut`], [`Error::CeremonyExpired`], [`Error::UnknownCredential`],
    /// [`Error::VerificationFailed`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn finish_verification(self, response: &CeremonyResponse) -> Result<SignedIn> {
        let finished = self.verify(response).await;
        self.shown(response, finished).await
    }

    pub(crate) async fn verify(self, response: &CeremonyResponse) -> Result<SignedIn> {
        let CeremonyResponse { context, credential, .. } = response;
        let SignedIn { user, session } =
            self.sessions().signed_in(context).await?.ok_or(Error::SignedOut)?;
        let challenge =
            self.open(response, Purpose::Verification, Some(&session.id.to_string())).await?;
        let (_, session) = self
            .use_passkey(context, &challenge, credential, Opens::Nothing, |assertion, unit| {
                let session = session.clone().using(&assertion.used);
                let session = Session { verified_at: Some(self.clock().now()), ..session };
                unit.update_session(&session)?;
                let verified = self.event(context, user.id, Kind::Verified);
                unit.record(&verified.with_passkey(&assertion.used.credential));
                Ok(session)
            })
            .await?;
        Ok(SignedIn { user, session })
    }
}
